using System.Globalization;
using V2G.Firmware.Configuration;

namespace V2G.Firmware.Can;

/// <summary>Which signal of a DBC file carries which figure, as a person wrote it; see board/dbc/v2g-inverter.signals.</summary>
/// <param name="kind">What the file is for.</param>
internal sealed class SignalMap(BusKind kind)
{
    const int MostLines = 1000, LongestLine = 500;

    public List<Line> Fields { get; } = [];

    public List<Guard> Guards { get; } = [];

    public List<(int Number, string Message, double Ms)> Cycles { get; } = [];

    /// <summary>One figure's line.</summary>
    /// <param name="Codes">The signal's values for 0, 1, 2, …; null: the same.</param>
    internal sealed record Line(int Number, BusField Field, string Message, string Signal, double Factor, double[]? Codes);

    /// <summary>What proves that a message's frames are whole and new.</summary>
    internal sealed record Guard(int Number, string Message, string? Counter, string? Checksum, int? DataId);

    /// <exception cref="ConfigurationException">Something is wrong, with its place.</exception>
    public static SignalMap Parse(string file, string text, BusKind kind)
    {
        string[] lines = text.Split('\n');
        if (lines.Length > MostLines) throw new ConfigurationException([new(file, 0, 0, $"{lines.Length} lines; allowed: up to {MostLines}")]);
        SignalMap map = new(kind);
        List<ConfigurationError> errors = [];
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].Split('#')[0].Trim();
            if (line.Length == 0) continue;
            try
            {
                if (line.Length > LongestLine) throw new FormatException($"a line of {line.Length} letters; allowed: up to {LongestLine}");
                map.Read(i + 1, line);
            }
            catch (FormatException e)
            {
                errors.Add(new(file, i + 1, 1, e.Message));
            }
        }
        return errors.Count == 0 ? map : throw new ConfigurationException(errors);
    }

    void Read(int number, string line)
    {
        string[] halves = line.Split('=');
        if (halves.Length != 2) throw new FormatException($"'{line}' is no line; write FIELD = MESSAGE.SIGNAL, protect MESSAGE = … or cycle MESSAGE = MS");
        string[] left = Words(halves[0]), right = Words(halves[1]);
        switch (left)
        {
            case ["protect", string message]: Guards.Add(Protect(number, message, halves[1])); break;
            case ["cycle", string message]:
                if (right.Length != 1) throw new FormatException($"cycle {message} = one figure in ms");
                Cycles.Add((number, message, Number(right[0], 1, 10_000, "ms")));
                break;
            case [string name]: Fields.Add(Field(number, name, right)); break;
            default: throw new FormatException($"'{halves[0].Trim()}': write FIELD, protect MESSAGE or cycle MESSAGE before the '='");
        }
    }

    Line Field(int number, string name, string[] right)
    {
        if (BusFields.Parse(name) is not { } field || !kind.Owns(field))
            throw new FormatException($"'{name}' is no field of the {kind.Name}{NearestWord.Hint(name, kind.Fields)}; fields are {string.Join(", ", kind.Fields.Where(n => !n.Contains("fault.", StringComparison.Ordinal)))}");
        if (Fields.Find(f => f.Field == field) is { } first) throw new FormatException($"{name} is given twice; first in line {first.Number}");
        string[] path = right.Length > 0 ? right[0].Split('.') : [];
        if (path is not [{ Length: > 0 } message, { Length: > 0 } signal]) throw new FormatException($"{name} = MESSAGE.SIGNAL [* FACTOR] [codes A B …]");
        double factor = 1;
        double[]? codes = null;
        int at = 1;
        if (at < right.Length && right[at] == "*")
        {
            factor = at + 1 < right.Length ? Number(right[at + 1], -1e9, 1e9, "") : throw new FormatException($"{name}: a factor behind the '*'");
            if (factor == 0) throw new FormatException($"{name}: factor 0; allowed: anything else");
            at += 2;
        }
        if (at < right.Length && right[at] == "codes")
        {
            codes = [.. right[(at + 1)..].Select(w => Number(w, -1e9, 1e9, ""))];
            int wanted = field.IsPhase() ? 6 : 2;
            if (!field.IsPhase() && !field.IsFlag()) throw new FormatException($"{name} is a figure; codes are for phases and flags");
            if (codes.Length != wanted) throw new FormatException($"{name}: {codes.Length} codes; allowed: {wanted}, for 0 … {wanted - 1}");
            at = right.Length;
        }
        return at == right.Length ? new(number, field, message, signal, factor, codes) : throw new FormatException($"{name}: '{right[at]}' is out of place; allowed: * FACTOR, codes A B …");
    }

    static Guard Protect(int number, string message, string text)
    {
        string? counter = null, checksum = null;
        int? dataId = null;
        foreach (string part in text.Split(','))
        {
            switch (Words(part))
            {
                case ["counter", string signal]: counter = signal; break;
                case ["checksum", string signal, "crc8-j1850"]: checksum = signal; break;
                case ["checksum", string signal, "crc8-j1850", "data_id", string id]:
                    checksum = signal;
                    dataId = (int)Number(id, 0, 65_535, "");
                    break;
                default: throw new FormatException($"protect {message}: '{part.Trim()}'; allowed: counter SIGNAL, checksum SIGNAL crc8-j1850 [data_id N]");
            }
        }
        return new(number, message, counter, checksum, dataId);
    }

    static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    static double Number(string text, double least, double most, string unit) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value >= least && value <= most ? value
            : throw new FormatException($"'{text}' must be a number {least.ToString(CultureInfo.InvariantCulture)} … {most.ToString(CultureInfo.InvariantCulture)}{(unit.Length > 0 ? " " + unit : "")}");
}
