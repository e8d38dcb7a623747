using V2G.Firmware.Configuration;
using V2G.Firmware.Terminal;
using V2G.Grid.Comtrade;

namespace V2G.Firmware.Recordings;

/// <summary>One phase's voltage out of a recording: a channel, or the difference of two line voltages.</summary>
/// <param name="Channels">Channels and what each is multiplied by to give volts line to neutral.</param>
internal sealed record PhaseSource(string Name, (AnalogChannel Channel, double Factor)[] Channels)
{
    public double At(int sample)
    {
        double sum = 0;
        foreach ((AnalogChannel channel, double factor) in Channels) sum += channel.Values.Span[sample] * factor;
        return sum;
    }
}

/// <summary>
/// Which channels are the three (or the one) phase voltages. By <c>--map va=NAME,vb=NAME,vc=NAME</c> (or vab, vbc, or v for one
/// phase; a name or a channel's number), otherwise found by phase mark, name and unit.
/// </summary>
internal sealed record ChannelMap(IReadOnlyList<PhaseSource> Voltages)
{
    static readonly string[] MapKeys = ["va", "vb", "vc", "vab", "vbc", "v"];

    public int PhaseCount => Voltages.Count;

    public static ChannelMap Of(Recording recording, string? map) => map is null ? Find(recording) : Given(recording, map);

    static ChannelMap Given(Recording recording, string map)
    {
        Dictionary<string, AnalogChannel> chosen = [];
        foreach (string part in map.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = part.IndexOf('=');
            string key = equals < 0 ? part : part[..equals].Trim().ToLowerInvariant();
            if (equals < 0 || !MapKeys.Contains(key))
                throw new VerbFailure(ExitCode.Usage, $"--map: '{part}' is not KEY=CHANNEL with one of the keys {string.Join(", ", MapKeys)}{NearestWord.Hint(key, MapKeys)}");
            if (!chosen.TryAdd(key, Channel(recording, part[(equals + 1)..].Trim()))) throw new VerbFailure(ExitCode.Usage, $"--map: '{key}' is given twice");
        }
        if (chosen.TryGetValue("v", out AnalogChannel? single) && chosen.Count == 1) return new([Phase("V", single)]);
        if (chosen.Count == 3 && Has(chosen, "va", "vb", "vc")) return new([Phase("L1", chosen["va"]), Phase("L2", chosen["vb"]), Phase("L3", chosen["vc"])]);
        if (chosen.Count == 2 && Has(chosen, "vab", "vbc")) return FromLines(chosen["vab"], chosen["vbc"]);
        throw new VerbFailure(ExitCode.Usage, "--map needs va, vb and vc; or vab and vbc; or v alone");
    }

    static bool Has(Dictionary<string, AnalogChannel> chosen, params string[] keys) => keys.All(chosen.ContainsKey);

    static AnalogChannel Channel(Recording recording, string name)
    {
        if (int.TryParse(name, out int index) && recording.Analog.FirstOrDefault(c => c.Index == index) is { } byIndex) return byIndex;
        return recording.Analog.FirstOrDefault(c => c.Name.Trim().Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new VerbFailure(ExitCode.Usage, $"--map: no channel '{name}'{NearestWord.Hint(name, recording.Analog.Select(c => c.Name.Trim()))} (analog channels: {List(recording)})");
    }

    static ChannelMap Find(Recording recording)
    {
        AnalogChannel[] volts = [.. recording.Analog.Where(c => Unit(c) > 0 && LooksAlternating(c))];
        if (Three(volts, PhaseOf) is { } phases) return new([Phase("L1", phases[0]), Phase("L2", phases[1]), Phase("L3", phases[2])]);
        AnalogChannel? ab = volts.FirstOrDefault(c => LineOf(c) == 0), bc = volts.FirstOrDefault(c => LineOf(c) == 1);
        if (ab is not null && bc is not null) return FromLines(ab, bc);
        if (volts.Length == 1) return new([Phase("V", volts[0])]);
        throw new VerbFailure(ExitCode.InvalidInput,
            $"can't tell which channels are the phase voltages; name them with --map va=…,vb=…,vc=… (analog channels: {List(recording)})");
    }

    // The first three voltages in the file that are marked A, B and C.
    static AnalogChannel[]? Three(AnalogChannel[] volts, Func<AnalogChannel, int> phaseOf)
    {
        AnalogChannel?[] found = new AnalogChannel?[3];
        foreach (AnalogChannel channel in volts)
            if (phaseOf(channel) is >= 0 and int p) found[p] ??= channel;
        return found is [{ } a, { } b, { } c] ? [a, b, c] : null;
    }

    static int PhaseOf(AnalogChannel c)
    {
        int marked = Letter(c.Phase.Trim().ToUpperInvariant());
        string name = new([.. c.Name.ToUpperInvariant().Where(char.IsLetterOrDigit)]);
        if (LineOf(c) >= 0) return -1;
        if (marked >= 0) return marked;
        foreach (string stem in new[] { "V", "U", "UL", "VL" })
        {
            int at = name.LastIndexOf(stem, StringComparison.Ordinal);
            if (at >= 0 && Letter(name[(at + stem.Length)..].TrimEnd('N', 'G')) is >= 0 and int p) return p;
        }
        return -1;
    }

    static int Letter(string mark) => mark switch
    {
        "A" or "L1" or "R" or "1" or "AN" => 0,
        "B" or "L2" or "S" or "2" or "BN" => 1,
        "C" or "L3" or "T" or "3" or "CN" => 2,
        _ => -1,
    };

    // 0 for A-B, 1 for B-C; Schneider counts U21 = V1 − V2 and U32 = V2 − V3.
    static int LineOf(AnalogChannel c)
    {
        string name = new([.. c.Name.ToUpperInvariant().Where(char.IsLetterOrDigit)]);
        string mark = c.Phase.Trim().ToUpperInvariant();
        if (mark is "AB" or "A-B" || Ends(name, "VAB", "UAB", "U12", "U21", "V12", "VL12", "UL12", "URS")) return 0;
        if (mark is "BC" or "B-C" || Ends(name, "VBC", "UBC", "U23", "U32", "V23", "VL23", "UL23", "UST")) return 1;
        return Ends(name, "VCA", "UCA", "U31", "U13", "V31", "UL31", "UTR") ? 2 : -1;
    }

    static bool Ends(string name, params string[] endings) => endings.Any(e => name.EndsWith(e, StringComparison.Ordinal));

    // Three wires know no zero sequence: A = (2·AB + BC)/3, B = (BC − AB)/3, C = −(AB + 2·BC)/3.
    static ChannelMap FromLines(AnalogChannel ab, AnalogChannel bc)
    {
        double a = Unit(ab) > 0 ? Unit(ab) : 1, b = Unit(bc) > 0 ? Unit(bc) : 1;
        return new(
        [
            new($"L1 (from {ab.Name.Trim()}, {bc.Name.Trim()})", [(ab, 2 * a / 3), (bc, b / 3)]),
            new($"L2 (from {ab.Name.Trim()}, {bc.Name.Trim()})", [(ab, -a / 3), (bc, b / 3)]),
            new($"L3 (from {ab.Name.Trim()}, {bc.Name.Trim()})", [(ab, -a / 3), (bc, -2 * b / 3)]),
        ]);
    }

    static PhaseSource Phase(string name, AnalogChannel channel) => new($"{name} ({channel.Name.Trim()})", [(channel, Unit(channel) > 0 ? Unit(channel) : 1)]);

    /// <summary>Volts per unit of the channel; 0 where it is no voltage.</summary>
    static double Unit(AnalogChannel c) => c.Unit.Trim() switch
    {
        "V" or "v" or "Volts" or "В" => 1,
        "kV" or "KV" or "кВ" => 1000,
        "mV" => 0.001,
        _ => 0,
    };

    // Computed magnitudes and angles have a mean; a waveform's is small beside its RMS.
    static bool LooksAlternating(AnalogChannel c)
    {
        double sum = 0, squares = 0;
        int count = 0;
        foreach (double v in c.Values.Span)
        {
            if (!double.IsFinite(v)) continue;
            sum += v;
            squares += v * v;
            count++;
        }
        return count > 0 && squares > 0 && Math.Abs(sum / count) < 0.3 * Math.Sqrt(squares / count);
    }

    static string List(Recording recording) =>
        string.Join(", ", recording.Analog.Take(40).Select(c => $"{c.Index} {c.Name.Trim()} [{c.Unit.Trim()}]")) + (recording.Analog.Count > 40 ? ", …" : "");
}
