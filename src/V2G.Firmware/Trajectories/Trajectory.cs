using System.Globalization;
using System.Text.Json;

namespace V2G.Firmware.Trajectories;

/// <summary>A setting that changes while a trajectory runs: it holds for the rows whose time is after it.</summary>
internal sealed record SettingEvent(double TimeSeconds, string Name, JsonElement Value);

/// <summary>One step: inputs held during it, the model's outputs after it.</summary>
/// <param name="TimeSeconds">End of the step, s.</param>
/// <param name="A">Line-neutral voltages, pu of nominal; a single-phase unit sees A.</param>
/// <param name="DemandPu">Photovoltaic: available power; battery: power asked for. pu of rated active power, + = export.</param>
/// <param name="Status">0 trip, 1 entering service, 2 continuous, 3 mandatory, 4 permissive, 5 momentary cessation, 6 cease to energize, 7 not defined.</param>
/// <param name="ActivePowerPu">pu of rated apparent power, + = export.</param>
/// <param name="VarInjectedPu">pu of rated apparent power, + = injected.</param>
internal readonly record struct TrajectoryRow(
    double TimeSeconds, double A, double B, double C, double FrequencyHz, double DemandPu, int Status, double ActivePowerPu, double VarInjectedPu);

/// <summary>
/// What an independent model of IEEE 1547-2018 did: settings, inputs and outputs, step by step (NAME.json beside NAME.csv).
/// </summary>
internal sealed class Trajectory
{
    const int MaxRows = 1_000_000, MaxCharacters = 256 << 20;

    static readonly string[] Columns = ["t", "va_pu", "vb_pu", "vc_pu", "f_hz", "p_in_pu", "status", "p_pu", "q_pu"];

    public required string Name { get; init; }

    /// <summary>The unit is a battery; otherwise photovoltaic, which can't charge.</summary>
    public required bool Battery { get; init; }

    /// <summary>Length of a step, s.</summary>
    public required double DtSeconds { get; init; }

    /// <summary>The model's settings by name.</summary>
    public required IReadOnlyDictionary<string, JsonElement> Settings { get; init; }

    public required SettingEvent[] Events { get; init; }

    /// <summary>Where the file itself says that its model deviates.</summary>
    public required string[] Quirks { get; init; }

    public required TrajectoryRow[] Rows { get; init; }

    /// <exception cref="TrajectoryException">The pair is not a trajectory.</exception>
    public static Trajectory Read(string name, TextReader json, TextReader csv)
    {
        JsonElement root = Json(name, json);
        string kind = Text(name, root, "der_kind");
        if (kind is not ("PV" or "BESS")) throw new TrajectoryException($"{name}.json: der_kind '{kind}'; allowed: PV, BESS");
        double dt = Number(name, root, "dt");
        if (!(dt > 0 && dt <= 3600)) throw new TrajectoryException($"{name}.json: dt {dt.ToString(CultureInfo.InvariantCulture)}; allowed: above 0, up to 3600 s");
        return new()
        {
            Name = name, Battery = kind == "BESS", DtSeconds = dt,
            Settings = Member(name, root, "settings", JsonValueKind.Object).EnumerateObject().DistinctBy(p => p.Name).ToDictionary(p => p.Name, p => p.Value),
            Events = [.. Member(name, root, "events", JsonValueKind.Array).EnumerateArray().Select(e => Event(name, e)).OrderBy(e => e.TimeSeconds)],
            Quirks = root.TryGetProperty("quirks", out JsonElement quirks) && quirks.ValueKind == JsonValueKind.Array
                ? [.. quirks.EnumerateArray().Where(q => q.ValueKind == JsonValueKind.String).Select(q => q.GetString()!)] : [],
            Rows = ReadRows(name, csv),
        };
    }

    static JsonElement Json(string name, TextReader json)
    {
        try
        {
            JsonElement root = JsonDocument.Parse(json.ReadToEnd()).RootElement;
            return root.ValueKind == JsonValueKind.Object ? root : throw new TrajectoryException($"{name}.json: not a JSON object");
        }
        catch (JsonException e)
        {
            throw new TrajectoryException($"{name}.json: line {e.LineNumber + 1}: not JSON");
        }
    }

    static JsonElement Member(string name, JsonElement root, string key, JsonValueKind kind) =>
        root.TryGetProperty(key, out JsonElement value) && value.ValueKind == kind ? value
        : throw new TrajectoryException($"{name}.json: no '{key}' ({kind.ToString().ToLowerInvariant()})");

    static double Number(string name, JsonElement root, string key) => Member(name, root, key, JsonValueKind.Number).GetDouble();

    static string Text(string name, JsonElement root, string key) => Member(name, root, key, JsonValueKind.String).GetString()!;

    static SettingEvent Event(string name, JsonElement e) =>
        e.ValueKind == JsonValueKind.Array && e.GetArrayLength() == 3 && e[0].ValueKind == JsonValueKind.Number && e[1].ValueKind == JsonValueKind.String
            ? new(e[0].GetDouble(), e[1].GetString()!, e[2]) : throw new TrajectoryException($"{name}.json: an event is [seconds, name, value]");

    static TrajectoryRow[] ReadRows(string name, TextReader csv)
    {
        string[] header = (csv.ReadLine() ?? throw new TrajectoryException($"{name}.csv: empty")).Split(',');
        int[] at = [.. Columns.Select(c => Array.IndexOf(header, c))];
        if (Array.IndexOf(at, -1) is >= 0 and int missing) throw new TrajectoryException($"{name}.csv: line 1: no column '{Columns[missing]}'");
        List<TrajectoryRow> rows = [];
        long characters = 0;
        Span<double> v = stackalloc double[Columns.Length];
        while (csv.ReadLine() is { } line)
        {
            if (line.Length == 0) continue;
            characters += line.Length;
            if (rows.Count == MaxRows || characters > MaxCharacters) throw new TrajectoryException($"{name}.csv: more than {MaxRows} rows or {MaxCharacters >> 20} MiB");
            string[] fields = line.Split(',');
            for (int i = 0; i < at.Length; i++)
            {
                if (at[i] >= fields.Length || !double.TryParse(fields[at[i]], NumberStyles.Float, CultureInfo.InvariantCulture, out v[i]) || !double.IsFinite(v[i]))
                    throw new TrajectoryException($"{name}.csv: line {rows.Count + 2}: '{Columns[i]}' is not a number");
            }
            rows.Add(new(v[0], v[1], v[2], v[3], v[4], v[5], (int)v[6], v[7], v[8]));
        }
        return rows.Count > 0 ? [.. rows] : throw new TrajectoryException($"{name}.csv: no rows");
    }
}

/// <summary>A trajectory that can't be run, and why.</summary>
internal sealed class TrajectoryException(string message) : Exception(message);
