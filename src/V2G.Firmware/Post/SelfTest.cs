using System.Globalization;
using V2G.Control;
using V2G.Control.Measurement;
using V2G.Control.PowerPath;
using V2G.Control.Protection;
using V2G.Firmware.Configuration;
using V2G.Firmware.Run;
using V2G.Linux.RealTime;

namespace V2G.Firmware.Post;

/// <param name="Result">pass, warn, fail, absent (the board has no such thing, or nothing was asked of it), or skip (of what it depends has failed, or its time has not come).</param>
/// <param name="Ms">How long looking took; null for what is read from the running loop.</param>
internal sealed record PostItem(string Id, string Result, string Value, string Limit, double? Ms = null);

/// <summary>
/// Every item of the self-test, in the order of the way of power. Some were looked at before the loop was armed, some the loop finds while it
/// closes the path for the first time; here they are judged from what it shows. An item whose device comes with a later part is absent.
/// </summary>
internal static class SelfTest
{
    delegate (PostResult Result, string Value, double? Ms) Judge(in ControllerImage i, string isolated);

    sealed record Item(string Id, string Limit, string[] Needs, Judge Judge);

    static readonly Item[] All =
    [
        new("image", "the hash beside the binary", [], (in i, _) => Found(i.Start.Image, i.Start.Image.Result == PostResult.Absent ? "no hash beside the binary" : "hash")),
        new("reset_cause", "power-on or a clean restart", [], ResetCauseOf),
        new("clock", "0 … 20 years after the binary was made", [], (in i, _) => Found(i.Start.Clock, Number($"{i.Start.Clock.Value:0.00} years after the binary"))),
        new("storage", "a whole slot", [], (in i, _) => Found(i.Start.Storage, i.Start.Storage.Result == PostResult.Absent ? "nothing kept yet" : "counters")),
        new("tpm", "self-test and key", [], Later),
        new("key", "0600 or less", [], (in i, _) => Found(i.Start.Key, i.Start.Key.Result == PostResult.Absent ? "none" : Number($"mode {i.Start.Key.Value:0000}"))),
        new("rails", "inside their limits", [], (in i, _) => Found(i.Start.Rails, i.Start.Rails.Result == PostResult.Absent ? "none measured" : Number($"{100 * i.Start.Rails.Value:0} % of the way to a limit"))),
        new("rt_kernel", "PREEMPT_RT", [], (in i, _) => Lacking(i, RealTimeShortfall.NoRealTimeKernel, "PREEMPT_RT", "no PREEMPT_RT")),
        new("rt_priority", "SCHED_FIFO", [], (in i, _) => Lacking(i, RealTimeShortfall.NoFifo, Number($"FIFO {i.Rights.Priority}"), "refused")),
        new("memory_locked", "all of it", [], (in i, _) => Lacking(i, RealTimeShortfall.MemoryNotLocked, Number($"{i.Rights.ResidentBytes / 1048576.0:0.0} MiB"), "refused")),
        new("cpu", "isolated", [], Cpu),
        new("watchdog", "fed", [], Watchdog),
        new("converter", "good", [], (in i, _) => i.Simulated ? None("none") : (i.Samples == SampleVerdict.Good ? PostResult.Pass : PostResult.Fail, Number($"{i.Samples.Text()}, {i.SampleRateHz:0.00} Hz"), null)),
        new("adc_zero", "1 % of rated current while nothing flows", ["converter"], AdcZero),
        new("phase_order", "A-B-C, sensors within 3 % of each other", ["converter"], PhaseOrder),
        new("temperature_sensors", "a figure each, within 8 K of each other while cold", ["buses"], Temperatures),
        new("fans", "a fan turns as it is told", [], Fans),
        new("gate_line", "held by the loop", [], (in i, _) => i.HasGateLine ? (PostResult.Pass, Number($"{i.GateEdges} edges"), null) : None("none")),
        new("gate_driver", "no fault, and one where it is forced", [], GateDriver),
        new("dc_link", "charges inside its window", ["buses", "gate_driver", "relay_pair"], DcLink),
        new("relay_pair", "each alone lets nothing through", ["residual_monitor"], RelayPair),
        new("grid_relay", "closes, and opens without voltage behind it", ["residual_monitor", "relay_pair"], (in i, _) => Contactor(i, LineOutputs.GridRelay, i.State.Path.Grid)),
        new("vehicle_contactor", "closes, and opens without voltage behind it", ["insulation_monitor", "buses", "relay_pair"], (in i, _) => Contactor(i, LineOutputs.VehicleContactor, i.State.Path.Vehicle)),
        new("insulation", "100 kΩ", ["buses"], Insulation),
        new("residual_monitor", "sees its test current", [], (in i, _) => Monitor(i, LineOutputs.ResidualTest, i.State.Path.ResidualTest)),
        new("insulation_monitor", "sees its test resistor", [], (in i, _) => Monitor(i, LineOutputs.InsulationTest, i.State.Path.InsulationTest)),
        new("protective_earth", "continuous", [], Later),
        new("pilot", "±12 V, a diode in the vehicle", [], Pilot),
        new("proximity", "60 … 4500 Ω, or no plug", [], Proximity),
        new("coupler_lock", "follows", [], (in i, _) => (i.Board.Has & LineInputs.CouplerLocked) == 0 ? None("none") : (PostResult.Pass, (i.State.Path.Lines & LineInputs.CouplerLocked) != 0 ? "shut" : "open", null)),
        new("trip_coil", "whole and supplied", [], (in i, _) => Line(i, LineInputs.TripCoilGood, wanted: true, "whole", "open or without supply")),
        new("emergency_loop", "closed", [], (in i, _) => Line(i, LineInputs.EmergencyLoopClosed, wanted: true, "closed", "open")),
        new("grid", "inside the enter-service window, locked", ["converter"], Grid),
        new("buses", "every device heard", [], Buses),
        new("lamps", "held by the loop; look at them with `v2g test led`", [], Lamps),
    ];

    /// <param name="isolated">The kernel's list of isolated CPUs.</param>
    public static PostItem[] Items(in ControllerImage image, string isolated)
    {
        Dictionary<string, (PostResult Result, string Value, double? Ms)> judged = [];
        foreach (Item item in All) judged[item.Id] = item.Judge(image, isolated);
        PostItem[] items = new PostItem[All.Length];
        for (int k = 0; k < All.Length; k++)
        {
            (PostResult result, string value, double? ms) = judged[All[k].Id];
            string? cause = result == PostResult.Absent ? null : Array.Find(All[k].Needs, n => judged[n].Result == PostResult.Fail);
            if (cause is not null) (result, value) = (PostResult.Skip, $"skip({cause})");
            items[k] = new(All[k].Id, result.ToString().ToLowerInvariant(), value, All[k].Limit, ms is { } some ? Math.Round(some, 2) : null);
        }
        return items;
    }

    static (PostResult, string, double?) None(string value) => (PostResult.Absent, value, null);

    static (PostResult, string, double?) Later(in ControllerImage i, string isolated) => None("comes with a later part");

    static (PostResult, string, double?) Found(in StartFinding finding, string value) => (finding.Result, value, finding.Milliseconds);

    static (PostResult, string, double?) ResetCauseOf(in ControllerImage i, string isolated) => (
        i.Reset.Cause is ResetCause.Watchdog or ResetCause.Reset or ResetCause.Crash ? PostResult.Warn : i.Reset.Cause == ResetCause.Unknown ? PostResult.Absent : PostResult.Pass,
        i.Reset.CauseText + (i.Reset.LastWords.Length > 0 ? $"; last words: {i.Reset.LastWords}" : ""), null);

    static (PostResult, string, double?) Lacking(in ControllerImage i, RealTimeShortfall what, string good, string bad)
    {
        bool lacks = (i.Rights.Shortfall & what) != 0, asked = what == RealTimeShortfall.NoRealTimeKernel || (i.Rights.Shortfall & RealTimeShortfall.NotAsked) == 0;
        return (lacks ? PostResult.Warn : asked ? PostResult.Pass : PostResult.Absent, lacks ? bad : asked ? good : "not asked for", null);
    }

    static (PostResult, string, double?) Cpu(in ControllerImage i, string isolated)
    {
        bool pinned = i.Rights.Cpu >= 0, alone = pinned && Contains(isolated, i.Rights.Cpu);
        PostResult result = (i.Rights.Shortfall & RealTimeShortfall.NotPinned) != 0 ? PostResult.Fail : !pinned ? PostResult.Absent : alone ? PostResult.Pass : PostResult.Warn;
        return (result, !pinned ? "any" : Number($"CPU {i.Rights.Cpu}, {(alone ? "isolated" : "shared")}"), null);
    }

    static (PostResult, string, double?) Watchdog(in ControllerImage i, string isolated) => i.WatchdogSeconds == 0 ? None("none")
        : i.Withheld == Withheld.No ? (PostResult.Pass, Number($"{i.WatchdogSeconds} s, fed"), null) : (PostResult.Fail, $"not fed: {i.Withheld.ToString().ToLowerInvariant()}", null);

    static (PostResult, string, double?) AdcZero(in ControllerImage i, string isolated)
    {
        if (!i.Grid.Valid) return (PostResult.Skip, "nothing measured", null);
        if (i.Output.Command.GateEnable) return (PostResult.Skip, "power flows", null);
        double most = i.Grid.CurrentPu.Max;
        return (most <= 0.01 ? PostResult.Pass : PostResult.Fail, Number($"{100 * most:0.00} % of rated current"), null);
    }

    static (PostResult, string, double?) PhaseOrder(in ControllerImage i, string isolated) => !i.Grid.Valid ? (PostResult.Skip, "nothing measured", null)
        : i.Grid.PhaseOrderReversed ? (PostResult.Fail, "A-C-B", null)
        : i.Plausibility == PlausibilityState.Inhibit ? (PostResult.Fail, Number($"{100 * i.ImplausibleShare:0.0} % apart"), null) : (PostResult.Pass, "A-B-C", null);

    static (PostResult, string, double?) Temperatures(in ControllerImage i, string isolated)
    {
        if (i.InverterDriver.IsEmpty && !i.Simulated) return None("no inverter");
        double module = i.Inverter.ModuleCelsius, ambient = i.Inverter.AmbientCelsius;
        if (double.IsNaN(module) || double.IsNaN(ambient)) return (PostResult.Fail, double.IsNaN(module) ? "module: nothing" : "ambient: nothing", null);
        bool cold = !i.Output.Command.GateEnable && i.TimeNs - i.StartedNs < 60_000_000_000;
        return (cold && Math.Abs(module - ambient) > 8 ? PostResult.Warn : PostResult.Pass, Number($"module {module:0.0} °C, ambient {ambient:0.0} °C"), null);
    }

    static (PostResult, string, double?) Fans(in ControllerImage i, string isolated) => i.Fans.Count == 0 ? None("none measured")
        : i.Fans.Failed > 0 ? (PostResult.Fail, Number($"{i.Fans.Failed} of {i.Fans.Count} slower than told"), null) : (PostResult.Pass, Number($"{i.Fans.Count} at {i.Fans.Rpm:0} /min"), null);

    static (PostResult, string, double?) Line(in ControllerImage i, LineInputs line, bool wanted, string good, string bad) => (i.Board.Has & line) == 0 ? None("none")
        : ((i.State.Path.Lines & line) != 0) == wanted ? (PostResult.Pass, good, null) : (PostResult.Fail, bad, null);

    static (PostResult, string, double?) GateDriver(in ControllerImage i, string isolated)
    {
        MonitorVerdict test = i.State.Path.GateDriverTest;
        if (test == MonitorVerdict.Failed) return (PostResult.Fail, "did not see its test, or did not forget it", null);
        if (test == MonitorVerdict.Testing) return (PostResult.Skip, "being forced", null);
        (PostResult, string, double?) line = Line(i, LineInputs.GateDriverFault, wanted: false, "no fault", "fault");
        if (line.Item1 != PostResult.Pass || (i.Board.HasOutputs & LineOutputs.GateDriverTest) == 0) return line;
        return test == MonitorVerdict.Passed ? (PostResult.Pass, "no fault; saw the one that was forced", null) : (PostResult.Skip, "forced once the intermediate circuit has less than 60 V", null);
    }

    static (PostResult, string, double?) RelayPair(in ControllerImage i, string isolated)
    {
        if ((i.Board.HasOutputs & LineOutputs.SecondGridRelay) == 0) return None("one relay");
        ref readonly RelayPairTest test = ref i.State.Path.PairTest;
        return test.Verdict switch
        {
            MonitorVerdict.Failed => (PostResult.Fail, Number($"relay {test.Faulty} {(test.Fault == ContactorFault.Welded ? "welded" : "does not close")}"), null),
            MonitorVerdict.Passed => test.Blind ? (PostResult.Warn, "nobody would see what they let through", null) : (PostResult.Pass, "nothing came through either", null),
            _ => (PostResult.Skip, "tested before the next closing", null),
        };
    }

    static (PostResult, string, double?) DcLink(in ControllerImage i, string isolated)
    {
        if ((i.Board.HasOutputs & LineOutputs.GridPreCharge) == 0) return None("no pre-charge line");
        if (i.State.Path.Grid.Fault == ContactorFault.PreCharge) return (PostResult.Fail, Number($"{i.Inverter.DcLinkVolts:0} V"), null);
        double seconds = i.State.Path.Grid.PreChargeSeconds;
        return seconds == 0 ? (PostResult.Skip, "not charged yet", null) : (PostResult.Pass, Number($"{seconds:0.000} s"), seconds * 1000);
    }

    static (PostResult, string, double?) Contactor(in ControllerImage i, LineOutputs line, in ContactorSequence c)
    {
        if ((i.Board.HasOutputs & line) == 0) return None("none");
        string wear = Number($"{c.Wear.Operations} operations, {c.Wear.BrokenUnderLoad} under load");
        if (c.Fault is ContactorFault.Welded or ContactorFault.DoesNotClose) return (PostResult.Fail, c.Fault == ContactorFault.Welded ? "welded" : "does not close", null);
        return c.Stage == ContactorStage.Open && c.PreChargeSeconds == 0 ? (PostResult.Skip, "not closed yet", null) : (PostResult.Pass, wear, null);
    }

    static (PostResult, string, double?) Insulation(in ControllerImage i, string isolated)
    {
        bool board = i.Board.HasInsulation, fault = (i.State.Path.Lines & LineInputs.InsulationFault) != 0 || (i.Inverter.Faults & Control.InverterFaults.Insulation) != 0;
        double ohms = board ? i.Board.InsulationOhms : i.Inverter.InsulationOhms;
        if (!board && !i.Inverter.MeasuresInsulation && (i.Board.Has & LineInputs.InsulationFault) == 0) return None("nobody measures it");
        bool known = board || i.Inverter.MeasuresInsulation, low = fault || (known && !(ohms >= GroundFault.LeastOhms));
        return (low ? PostResult.Fail : PostResult.Pass, known ? Number($"{ohms / 1000:0} kΩ") : fault ? "fault" : "no fault", null);
    }

    static (PostResult, string, double?) Monitor(in ControllerImage i, LineOutputs line, MonitorVerdict verdict) => (i.Board.HasOutputs & line) == 0 ? None("no test line")
        : verdict switch
        {
            MonitorVerdict.Failed => (PostResult.Fail, "did not see it, or did not forget it", null),
            MonitorVerdict.Passed => (PostResult.Pass, "seen and forgotten", null),
            _ => (PostResult.Skip, "tested before the next closing", null),
        };

    static (PostResult, string, double?) Pilot(in ControllerImage i, string isolated) => !i.Board.HasPilot ? None("none")
        : i.State.Path.Pilot.Fault || i.State.Path.Pilot.State is PilotState.E or PilotState.Unknown
            ? (PostResult.Fail, Number($"{i.Board.PilotHighVolts:0.0} V, {i.Board.PilotLowVolts:0.0} V"), null)
            : (PostResult.Pass, Number($"{i.State.Path.Pilot.State}, {i.Board.PilotHighVolts:0.0} V"), null);

    static (PostResult, string, double?) Proximity(in ControllerImage i, string isolated)
    {
        if (!i.Board.HasProximity) return None("a cable of its own");
        ref readonly ProximityWatch proximity = ref i.State.Path.Proximity;
        string ohms = double.IsNaN(i.Board.ProximityOhms) ? "not read" : Number($"{i.Board.ProximityOhms:0} Ω");
        return proximity.Fault ? (PostResult.Fail, ohms, null) : (PostResult.Pass, proximity.Amperes == 0 ? "no plug" : Number($"{ohms}: {proximity.Amperes:0} A"), null);
    }

    static (PostResult, string, double?) Grid(in ControllerImage i, string isolated)
    {
        if (!i.Grid.Valid) return (PostResult.Fail, "nothing measured", null);
        GridSupportWindow window = new(i.Settings.EnterService.MinVoltagePu, i.Settings.EnterService.MaxVoltagePu, i.Settings.EnterService.MinFrequencyHz, i.Settings.EnterService.MaxFrequencyHz);
        bool inside = window.Holds(i.Grid), locked = i.Grid.Sync == SyncState.Locked;
        return (inside && locked ? PostResult.Pass : PostResult.Warn, Number($"{i.Grid.VoltagePu.Mean:0.0000} pu, {i.Grid.FrequencyHz:0.000} Hz, {i.Grid.Sync.ToString().ToLowerInvariant()}"), null);
    }

    readonly record struct GridSupportWindow(double LeastPu, double MostPu, double LeastHz, double MostHz)
    {
        public bool Holds(in GridMeasurement g) => g.LowestVoltagePu >= LeastPu && g.HighestVoltagePu <= MostPu && g.FrequencyHz >= LeastHz && g.FrequencyHz <= MostHz;
    }

    static (PostResult, string, double?) Buses(in ControllerImage i, string isolated)
    {
        List<(bool Heard, string What)> devices = [];
        if (!i.InverterDriver.IsEmpty && i.InverterDriver.ToString() != BoardSettings.None)
            devices.Add(Device(i.InverterDriver.ToString(), (i.TimeNs - i.Inverter.TimeNs) * 1e-6, i.Settings.Site.InverterSilenceSeconds * 1000, i.ControlBus));
        // A second meter may take its time; one that is sensed with has the measurement's own limit.
        if (!i.MeterDriver.IsEmpty)
            devices.Add(Device($"meter {i.MeterDriver}", (i.TimeNs - i.Meter.TimeNs) * 1e-6, i.SampleRateHz > 0 ? 2000 : (Controller.StaleMeasurementNs + i.Grid.LongerLifeNs) * 1e-6, i.MeterBus));
        if (devices.Count == 0) return None(i.Simulated ? "simulated inverter" : "no inverter");
        return (devices.All(d => d.Heard) ? PostResult.Pass : PostResult.Fail, string.Join("; ", devices.Select(d => d.What)), null);
    }

    static (bool Heard, string What) Device(string name, double ageMs, double limitMs, in ControlBusReport bus) => bus.Off ? (false, $"{name}: off")
        : (ageMs <= limitMs, Number($"{name}: heard {Math.Min(ageMs, 1e6):0} ms ago, {100 * bus.LossShare:0.0} % lost"));

    static (PostResult, string, double?) Lamps(in ControllerImage i, string isolated)
    {
        int lines = System.Numerics.BitOperations.PopCount((uint)(i.Board.HasOutputs & (LineOutputs.LampRed | LineOutputs.LampGreen | LineOutputs.LampBlue)));
        return lines == 0 ? None("none") : (PostResult.Pass, Number($"{lines} lines, {i.State.Lamp.Shown.Text}"), null);
    }

    /// <summary>Whether a list like 1,3-5 holds a number. The kernel's, but still read with care.</summary>
    internal static bool Contains(string list, int number)
    {
        foreach (string part in list.Trim().Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] ends = part.Split('-');
            if (int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out int first)
                && int.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out int last) && number >= first && number <= last) return true;
        }
        return false;
    }

    static string Number(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
