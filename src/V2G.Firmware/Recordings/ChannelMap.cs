using V2G.Firmware.Configuration;
using V2G.Firmware.Terminal;
using V2G.Grid.Comtrade;

namespace V2G.Firmware.Recordings;

/// <summary>One phase's voltage out of a recording: a channel, or the difference of two line voltages.</summary>
/// <param name="Channels">Channels and what each is multiplied by to give volts line to neutral.</param>
internal sealed record PhaseSource(string Name, (AnalogChannel Channel, double Factor)[] Channels)
{
    /// <summary>A, B, C as protection people call them, or V for a single phase.</summary>
    public string Label => Name.Split(' ')[0];

    public double At(int sample)
    {
        double sum = 0;
        foreach ((AnalogChannel channel, double factor) in Channels) sum += channel.Values.Span[sample] * factor;
        return sum;
    }
}

/// <summary>
/// Which channels are the three (or the one) phase voltages. By <c>--map va=NAME,vb=NAME,vc=NAME</c> (or vab, vbc, or v for one
/// phase; a name or a channel's number), otherwise found by <see cref="ChannelFinder"/>.
/// </summary>
internal sealed record ChannelMap(IReadOnlyList<PhaseSource> Voltages)
{
    static readonly string[] MapKeys = ["va", "vb", "vc", "vab", "vbc", "v"];

    public int PhaseCount => Voltages.Count;

    /// <summary>Phase voltages were made from line voltages: a zero sequence is not in them.</summary>
    public bool FromLineVoltages { get; init; }

    /// <summary>What a person should know about the choice.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <exception cref="VerbFailure">Not clear which channels, or --map names others than there are.</exception>
    public static ChannelMap Of(Recording recording, string? map)
    {
        ChannelMap found = map is null ? Find(recording) : Given(recording, map);
        if (recording.Analog.Any(c => c.Unit.Trim() is "A" or "a" or "kA" or "KA" or "Amps"))
            found = found with { Notes = ["currents in the recording are not used: they are not those that this unit would have driven"] };
        return found.PhaseCount == 3 && PhaseOrder.IsReversed(recording, found.Voltages)
            ? found with
            {
                Voltages = [found.Voltages[0], found.Voltages[2], found.Voltages[1]],
                Notes = [.. found.Notes, "the phases follow each other in the order A-C-B; the controller is connected the same way round"],
            }
            : found;
    }

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
        if (chosen.Count == 3 && Has(chosen, "va", "vb", "vc")) return new([Phase("A", chosen["va"]), Phase("B", chosen["vb"]), Phase("C", chosen["vc"])]);
        if (chosen.Count == 2 && Has(chosen, "vab", "vbc")) return FromLines([chosen["vab"], chosen["vbc"], null]);
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
        ChannelFinder finder = new(recording);
        if (finder.Three() is { } set)
            return set.IsLine ? FromLines(set.Channels) : new([Phase("A", set.Channels[0]!), Phase("B", set.Channels[1]!), Phase("C", set.Channels[2]!)]);
        if (finder.Single() is { } single) return new([Phase("V", single)]);
        throw new VerbFailure(ExitCode.InvalidInput,
            $"can't tell which channels are the phase voltages; name them with --map va=…,vb=…,vc=… or vab=…,vbc=… or v=… (a name or a number; analog channels: {List(recording)})");
    }

    // Three wires know no zero sequence: A = (AB − CA)/3, B = (BC − AB)/3, C = (CA − BC)/3, and any one is minus the sum of the other two.
    static ChannelMap FromLines(AnalogChannel?[] lines)
    {
        int missing = Array.FindIndex(lines, c => c is null);
        PhaseSource[] phases = new PhaseSource[3];
        string names = string.Join(", ", lines.Where(c => c is not null).Select(c => c!.Name.Trim()));
        for (int p = 0; p < 3; p++)
        {
            double[] share = new double[3];
            share[p] += 1 / 3.0;
            share[(p + 2) % 3] -= 1 / 3.0;
            if (missing >= 0)
            {
                for (int k = 0; k < 3; k++)
                    if (k != missing) share[k] -= share[missing];
            }
            phases[p] = new($"{"ABC"[p]} (from {names})", [.. Enumerable.Range(0, 3).Where(k => k != missing && lines[k] is not null).Select(k => (lines[k]!, share[k] * Factor(lines[k]!)))]);
        }
        return new(phases) { FromLineVoltages = true };
    }

    static PhaseSource Phase(string name, AnalogChannel channel) => new($"{name} ({channel.Name.Trim()})", [(channel, Factor(channel))]);

    // What a person maps counts as volts whatever its unit says.
    static double Factor(AnalogChannel channel) => ChannelName.VoltsPerUnit(channel.Unit, out _) is > 0 and double volts ? volts : 1;

    static string List(Recording recording) =>
        string.Join(", ", recording.Analog.Take(40).Select(c => $"{c.Index} {c.Name.Trim()} [{c.Unit.Trim()}]")) + (recording.Analog.Count > 40 ? ", …" : "");
}
