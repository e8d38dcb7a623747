using V2G.Control.Measurement;
using V2G.Control.Protection;
using V2G.Control.Settings;
using V2G.Grid.Comtrade;

namespace V2G.Firmware.BlackBox;

/// <summary>What a person looks at first: the ticks around the trigger as a COMTRADE record of RMS values, powers and states.</summary>
internal static class PhasorRecording
{
    delegate double Figure(in TickRow row, double unit);

    delegate bool Mark(in TickRow row);

    sealed record Analog(string Name, string Phase, string Unit, double Base, Figure Of);

    /// <summary>Null where no tick lies in the window.</summary>
    /// <param name="segments">The oldest first.</param>
    /// <param name="fromNs">The controller's clock at the window's beginning, ns.</param>
    /// <param name="utcOf">What the controller's clock is in UTC.</param>
    public static Recording? Of(IEnumerable<byte[]> segments, in SiteSettings site, LogHeader header, long fromNs, Func<long, DateTimeOffset> utcOf)
    {
        Analog[] analog = [.. Channels(site)];
        (string Name, Mark Of)[] marks = Marks;
        List<double>[] values = [.. analog.Select(_ => new List<double>())];
        List<bool>[] states = [.. marks.Select(_ => new List<bool>())];
        List<long> times = [];
        foreach (byte[] content in segments)
        {
            Segment segment = new(content);
            while (segment.Next(out TickRow row))
            {
                if (row.Input.TimeNs < fromNs) continue;
                times.Add(row.Input.TimeNs);
                for (int i = 0; i < analog.Length; i++) values[i].Add(analog[i].Of(row, analog[i].Base));
                for (int i = 0; i < marks.Length; i++) states[i].Add(marks[i].Of(row));
            }
        }
        if (times.Count == 0) return null;
        long firstNs = times[0], step = times.Count > 1 ? times[1] - firstNs : 1_000_000;
        // Ticks of a board are as far apart as they were; a rate is for those that are even.
        bool even = step > 0 && Enumerable.Range(0, times.Count).All(i => times[i] - firstNs == i * step);
        return new()
        {
            Station = header.Simulated ? "SIMULATED board" : "v2g", Device = "black box: " + new string([.. header.Reason.Where(c => c is not (',' or '\r' or '\n'))]),
            LineFrequencyHz = site.NominalFrequencyHz,
            Analog = [.. analog.Select((a, i) => new AnalogChannel
            {
                Index = i + 1, Name = a.Name, Phase = a.Phase, Unit = a.Unit, Values = values[i].ToArray(),
            })],
            Status = [.. marks.Select((m, i) => new StatusChannel { Index = i + 1, Name = m.Name, Values = states[i].ToArray() })],
            SampleCount = times.Count, Segments = even ? [new(1e9 / step, 0, times.Count)] : [],
            StampsNanoseconds = even ? default : times.Select(t => t - firstNs).ToArray(),
            Start = At(utcOf(firstNs)), Trigger = At(utcOf(header.TriggerNs == LogHeader.NoTrigger ? firstNs : header.TriggerNs)),
        };
    }

    static IEnumerable<Analog> Channels(SiteSettings site)
    {
        double volts = site.NominalPhaseVoltage, amperes = site.RatedAmperes, kilowatts = site.RatedVoltAmperes * 1e-3;
        for (int p = 0; p < site.PhaseCount; p++)
        {
            int phase = p;
            string letter = "ABC"[p].ToString();
            yield return new($"V{letter}_RMS", letter, "V", volts, (in r, u) => r.Grid.VoltagePu[phase] * u);
            yield return new($"I{letter}_RMS", letter, "A", amperes, (in r, u) => r.Grid.CurrentPu[phase] * u);
        }
        yield return new("V1", "", "V", volts, (in r, u) => r.Grid.PositiveSequencePu * u);
        yield return new("FREQUENCY", "", "Hz", 1, (in r, _) => r.Grid.FrequencyHz);
        yield return new("ROCOF", "", "Hz/s", 1, (in r, _) => r.Grid.RocofHzPerSecond);
        yield return new("P", "", "kW", kilowatts, (in r, u) => r.Grid.ActivePowerPu * u);
        yield return new("Q", "", "kvar", kilowatts, (in r, u) => r.Grid.VarInjectedPu * u);
        yield return new("P_COMMAND", "", "kW", kilowatts, (in r, u) => r.Decision.Output.Command.ActivePowerPu * u);
        yield return new("Q_COMMAND", "", "kvar", kilowatts, (in r, u) => r.Decision.Output.Command.VarInjectedPu * u);
        yield return new("Q_TARGET", "", "kvar", kilowatts, (in r, u) => r.Decision.Output.VarTargetPu * u);
        yield return new("INHIBITS", "", "", 1, (in r, _) => (double)r.Decision.Inhibits);
        yield return new("STATE", "", "", 1, (in r, _) => (double)r.Decision.State);
    }

    static (string, Mark)[] Marks =>
    [
        ("GATES", (in r) => r.Decision.Output.Command.GateEnable), ("SWITCHING", (in r) => r.Input.Inverter.GatesSwitching),
        ("TRIP", (in r) => r.Decision.Trip != TripElement.None), ("FAULT", (in r) => r.Decision.FaultsPresent != 0),
        ("LOCKED", (in r) => r.Grid.Sync == SyncState.Locked), ("MEASURED", (in r) => r.Grid.Valid),
    ];

    static ComtradeTime At(DateTimeOffset utc)
    {
        long beyond = utc.UtcTicks % TimeSpan.TicksPerSecond;
        return new(new DateTime(utc.UtcTicks - beyond, DateTimeKind.Utc), (int)beyond * 100);
    }
}
