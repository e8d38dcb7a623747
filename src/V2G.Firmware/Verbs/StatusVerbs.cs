using System.Globalization;
using ConsoleAppFramework;
using V2G.Control;
using V2G.Control.Limits;
using V2G.Control.Measurement;
using V2G.Control.PowerPath;
using V2G.Control.Protection;
using V2G.Control.Settings;
using V2G.Firmware.Configuration;
using V2G.Firmware.Roles;
using V2G.Firmware.Run;
using V2G.Firmware.Terminal;
using V2G.Linux.RealTime;

namespace V2G.Firmware.Verbs;

internal sealed record ShownFault(string Code, string Text, string Severity, bool Present, double SinceS);

internal sealed record RealTimeReport(
    string[] Lacking, int? Cpu, int Priority, bool MemoryLocked, double ResidentMib, int TimerSlackNs, long WakeUps, double WakeUpP50Us, double WakeUpP99Us, double WakeUpP999Us,
    double WakeUpP9999Us, double WakeUpMaxUs, long Overruns, long GivenUpTicks, int Collections);

internal sealed record LinkReport(string Name, bool Present, double? AgeS, int ProcessId, long Taken, long Lost, long Refused, string LastRefusal);

internal sealed record StatusReport(
    bool Simulated, string Rt, string State, string Cause, double StateSinceS, string? Mode, string Sync, string ReferencePoint, double? VPu, double? FrequencyHz,
    double? PPu, double? QPu, double? QCommandPu, double? JunctionC, double? StateOfCharge, string[] Inhibits, string[] Limiters, ShownFault[] Faults, string Plausibility,
    string SettingsHash, double UptimeS, long Ticks, long LateTicks, double WorstTickUs, long AllocatedBytes, RealTimeReport RealTime, LinkReport[] Links, double ImageAgeMs,
    string Reset, string LastWords, int WatchdogSeconds, string? NotFed, long? GateEdges, SamplesReport? Samples, InverterReport Inverter, BusMeterReport? Meter, PathReport? Path);

/// <summary>The board's own samples; none of a simulated board.</summary>
internal sealed record SamplesReport(string Verdict, double RateHz, long Failures);

/// <summary>What carries commands to the inverter. A plant's own has no bus to fare.</summary>
internal sealed record InverterReport(string Driver, double? ReportAgeMs, double LossShare, long BadFrames, bool BusOff);

/// <summary>A meter on a bus: what the grid is sensed with, or what the sensors are compared with; none where there is none.</summary>
internal sealed record BusMeterReport(string Driver, double? ReadingAgeMs, double LossShare, long BadFrames, bool BusOff);

/// <summary>Relay, contactor and pilot in words; none where the board has none of them.</summary>
internal sealed record PathReport(string? GridRelay, string? VehicleContactor, string? Pilot, bool? BreakerOpen, string Lamp);

internal sealed record ActiveInhibit(string Name, string Why, string Until);

internal sealed record ActiveLimiter(string Name, string Limits, double? ValuePu, double? ValueKva, string Source, double SinceS);

internal sealed record WhyReport(bool Simulated, string State, bool PowerMayFlow, double InhibitsSinceS, ActiveInhibit[] Inhibits, ActiveLimiter[] Limiters, ShownFault[] Faults);

internal sealed class StatusVerbs
{
    /// <summary>What the controller does, in one look. Exit 0; 4 inhibited, 9 latched fault, 10 degraded: the worst wins.</summary>
    /// <param name="json">Print JSON.</param>
    [Command("status")]
    public int Status(bool json = false)
    {
        ControllerImage image = RunDirectory.ReadOrFail();
        StatusReport r = Report(image);
        if (json) Reports.Print(r, Reports.Default.StatusReport);
        else Print(r);
        return ExitOf(image);
    }

    /// <summary>Why power does not flow, or flows less than asked for: every active inhibit and limiter.</summary>
    /// <param name="json">Print JSON.</param>
    [Command("why")]
    public int Why(bool json = false)
    {
        ControllerImage image = RunDirectory.ReadOrFail();
        WhyReport r = WhyOf(image);
        if (json) Reports.Print(r, Reports.Default.WhyReport);
        else Console.Out.Write(WhyText(r));
        return r.PowerMayFlow ? ExitCode.Ok : ExitCode.Refused;
    }

    /// <summary>The worst of what a script should know: latched fault over degraded over inhibited.</summary>
    static int ExitOf(in ControllerImage image)
    {
        if (image.State.Faults.Worst is { Severity: >= Severity.Trip }) return ExitCode.LatchedFault;
        if (image.State.Inhibits != Inhibits.None) return ExitCode.Refused;
        // A simulated board is no real-time board and does not pretend to be; only a real one is degraded without.
        return image is { RealTime: false, Simulated: false } || image.RealTimeViolated ? ExitCode.Degraded : ExitCode.Ok;
    }

    internal static StatusReport Report(in ControllerImage i)
    {
        long now = i.TimeNs;
        bool measured = i.Grid.Valid;
        return new(i.Simulated, i.RealTime ? "ok" : i.Simulated ? "simulated" : "degraded", i.State.State.Text(), i.State.Cause.Text(), Since(now, i.State.StateSinceNs),
            i.State.LocalAutonomous ? ControllerStateNames.LocalAutonomousMode : null, i.Grid.Sync.ToString().ToLowerInvariant(),
            i.Settings.Site.ReferencePoint == ReferencePoint.PointOfCommonCoupling ? "PCC (measured at the terminal, no line drop configured)" : "DER terminal",
            measured ? Reports.Figure(i.Grid.VoltagePu.Mean, 4) : null, measured ? Reports.Figure(i.Grid.FrequencyHz, 3) : null,
            measured ? Reports.Figure(i.Grid.ActivePowerPu, 4) : null, measured ? Reports.Figure(i.Grid.VarInjectedPu, 4) : null,
            Reports.Figure(i.Output.Command.VarInjectedPu, 4), Reports.Figure(i.State.Heat.JunctionCelsius, 1),
            i.Vehicle.Connected ? Reports.Figure(i.Vehicle.StateOfCharge, 3) : null,
            [.. InhibitsOf(i.State.Inhibits).Select(x => x.Name)], [.. LimitersOf(i).Select(l => l.Name)], FaultsOf(i), ReportVerb.PlausibilityText(i),
            i.SettingsHash.ToString("x16", CultureInfo.InvariantCulture), Since(now, i.StartedNs), i.Ticks, i.LateTicks, Microseconds(i.WorstTickNs), i.AllocatedBytes,
            RealTimeOf(i), LinksOf(i), Math.Round((MonotonicClock.NowNs - i.PublishedNs) * 1e-6, 1), i.Reset.CauseText, i.Reset.LastWords, i.WatchdogSeconds,
            i.Withheld == Withheld.No ? null : i.Withheld.ToString().ToLowerInvariant(), i.HasGateLine ? i.GateEdges : null,
            i.Simulated || i.SampleRateHz == 0 ? null : new(i.Samples.Text(), Math.Round(i.SampleRateHz, 2), i.SampleFailures), InverterOf(i), MeterOf(i), PathOf(i));
    }

    static InverterReport InverterOf(in ControllerImage i) =>
        new(i.InverterDriver.ToString(), i.Inverter.TimeNs > 0 ? Math.Round((i.TimeNs - i.Inverter.TimeNs) * 1e-6, 1) : null, Math.Round(i.ControlBus.LossShare, 4), i.ControlBus.BadFrames, i.ControlBus.Off);

    static BusMeterReport? MeterOf(in ControllerImage i) => i.MeterDriver.IsEmpty ? null
        : new(i.MeterDriver.ToString(), i.Meter.TimeNs > 0 ? Math.Round((i.TimeNs - i.Meter.TimeNs) * 1e-6, 1) : null, Math.Round(i.MeterBus.LossShare, 4), i.MeterBus.BadFrames, i.MeterBus.Off);

    static PathReport? PathOf(in ControllerImage i)
    {
        ref readonly PowerPathState path = ref i.State.Path;
        bool relay = (i.Board.HasOutputs & LineOutputs.GridRelay) != 0, contactor = (i.Board.HasOutputs & LineOutputs.VehicleContactor) != 0;
        if (!relay && !contactor && !i.Board.HasPilot) return null;
        return new(relay ? Words(path.GridFault, path.Grid.Stage, path.PairTest.Faulty) : null, contactor ? Words(path.Vehicle.Fault, path.Vehicle.Stage, 0) : null, i.Board.HasPilot ? path.Pilot.State.ToString() : null,
            (i.Board.Has & LineInputs.BreakerOpen) == 0 ? null : (path.Lines & LineInputs.BreakerOpen) != 0, i.State.Lamp.Shown.Text);
    }

    static string Words(ContactorFault fault, ContactorStage stage, int faulty) => fault != ContactorFault.None ? (faulty == 0 ? "" : $"{faulty} ") + fault switch
        {
            ContactorFault.Welded => "WELDED", ContactorFault.DoesNotClose => "DOES NOT CLOSE", _ => "PRE-CHARGE FAILED",
        }
        : stage switch
        {
            ContactorStage.Open => "open", ContactorStage.PreCharging => "pre-charging", ContactorStage.Closing => "closing", ContactorStage.Closed => "closed",
            ContactorStage.Unloading => "unloading", ContactorStage.Opening => "opening", _ => "weld test",
        };

    /// <summary>The power path in a line; empty without one.</summary>
    internal static string PathText(in ControllerImage image) => PathOf(image) is { } p ? PathText(p) : "";

    static string PathText(PathReport p) => string.Join(", ", ((string?[])[
        p.GridRelay is null ? null : $"grid relay {p.GridRelay}", p.VehicleContactor is null ? null : $"contactor {p.VehicleContactor}", p.BreakerOpen == true ? "BREAKER OPEN" : null,
        p.Pilot is null ? null : $"pilot {p.Pilot}"]).Where(t => t is not null)) + $"; lamp {p.Lamp}";

    static RealTimeReport RealTimeOf(in ControllerImage i) => new(
        i.Rights.Shortfall.Names(), i.Rights.Cpu < 0 ? null : i.Rights.Cpu, i.Rights.Priority, i.Rights.MemoryLocked, Math.Round(i.Rights.ResidentBytes / (1024.0 * 1024), 1),
        i.Rights.TimerSlackNs, i.WakeUp.Count, Exact(i.WakeUp.P50Ns), Exact(i.WakeUp.P99Ns), Exact(i.WakeUp.P999Ns), Exact(i.WakeUp.P9999Ns),
        Exact(i.WakeUp.MaxNs), i.Overruns, i.GivenUpTicks, i.Collections);

    // Those that are expected, or were ever heard of.
    static LinkReport[] LinksOf(in ControllerImage i)
    {
        List<LinkReport> links = [];
        long now = MonotonicClock.NowNs;
        for (int role = 1; role < Roles.Roles.Count; role++)
        {
            LinkState l = i.Links[role];
            if (!l.Expected && l.HeardNs == 0 && l.Refused == 0) continue;
            double? age = l.HeardNs == 0 ? null : Math.Round(Math.Max(0, now - l.HeardNs) * 1e-9, 2);
            links.Add(new(((Role)role).Text(), l.Present, age, l.ProcessId, l.Taken, l.Lost, l.Refused, l.LastRefusal.ToString().ToLowerInvariant()));
        }
        return [.. links];
    }

    static double Microseconds(long ns) => Math.Round(ns / 1000.0, 1);

    // To the nanosecond: what is compared with another program's histogram must not be rounded first.
    static double Exact(long ns) => Math.Round(ns / 1000.0, 3);

    internal static WhyReport WhyOf(in ControllerImage i) => new(i.Simulated, i.State.State.Text(), i.State.Inhibits == Inhibits.None,
        i.State.Inhibits == Inhibits.None ? 0 : Since(i.TimeNs, i.State.InhibitsSinceNs), InhibitsOf(i.State.Inhibits), LimitersOf(i), FaultsOf(i));

    internal static string WhyText(WhyReport r)
    {
        StringWriter o = new(CultureInfo.InvariantCulture);
        if (r.Simulated) o.WriteLine("SIMULATED board");
        o.WriteLine($"state: {r.State}");
        if (r.Inhibits.Length == 0) o.WriteLine("inhibits: none, power may flow");
        else
        {
            o.WriteLine($"inhibits: no power for {r.InhibitsSinceS:0.0} s");
            foreach (ActiveInhibit x in r.Inhibits) o.WriteLine($"  {x.Name,-20} {x.Why}; until {x.Until}");
        }
        if (r.Limiters.Length == 0) o.WriteLine("limiters: none");
        else
        {
            o.WriteLine("limiters:");
            foreach (ActiveLimiter l in r.Limiters)
                o.WriteLine($"  {l.Name,-20} {l.Limits} to {l.ValuePu:+0.000;-0.000;0.000} pu ({l.ValueKva:+0.00;-0.00;0.00} kVA) for {l.SinceS:0.0} s: {l.Source}");
        }
        foreach (ShownFault f in r.Faults) o.WriteLine($"fault: {f.Code} {f.Text}{(f.Present ? "" : " (passed, not acknowledged)")}, {f.SinceS:0.0} s ago");
        return o.ToString();
    }

    internal static ActiveInhibit[] InhibitsOf(Inhibits set) =>
        [.. InhibitRegistry.All.ToArray().Where(x => (set & x.Bit) != 0).Select(x => new ActiveInhibit(x.Name, x.Why, x.Until))];

    internal static ActiveLimiter[] LimitersOf(in ControllerImage image)
    {
        List<ActiveLimiter> active = [];
        foreach (LimiterText text in LimiterRegistry.All)
        {
            if (!image.State.Limiters.IsActive(text.Limiter)) continue;
            double pu = image.State.Limiters.ValuePu(text.Limiter);
            active.Add(new(text.Name, text.What, Reports.Figure(pu, 4), Reports.Figure(pu * image.Settings.Site.RatedVoltAmperes / 1000, 3), text.Source,
                Since(image.TimeNs, image.State.Limiters.SinceNs(text.Limiter))));
        }
        return [.. active];
    }

    internal static ShownFault[] FaultsOf(in ControllerImage image)
    {
        List<ShownFault> shown = [];
        ReadOnlySpan<Fault> all = FaultRegistry.All;
        for (int i = 0; i < all.Length; i++)
        {
            if ((image.State.Faults.Shown >> i & 1) == 0) continue;
            shown.Add(new(all[i].CodeText, all[i].Text, all[i].Severity.ToString().ToLowerInvariant(), (image.State.Faults.Present >> i & 1) != 0,
                Since(image.TimeNs, image.State.Faults.SinceNs(i))));
        }
        return [.. shown];
    }

    static double Since(long nowNs, long thenNs) => Math.Round((nowNs - thenNs) * 1e-9, 1);

    static string InverterText(InverterReport r) => r.Driver is BoardSettings.None or "simulated" ? r.Driver
        : string.Create(CultureInfo.InvariantCulture, $"{r.Driver}: {(r.BusOff ? "BUS OFF, " : "")}{(r.ReportAgeMs is { } age ? $"heard {age:0} ms ago" : "never heard")}, {r.LossShare * 100:0.0} % lost, {r.BadFrames} bad frames");

    static string LinkText(LinkReport l) =>
        string.Create(CultureInfo.InvariantCulture, $"{l.Name} {(l.AgeS is not { } age ? "never heard" : l.Present ? $"{age:0.0} s" : $"silent {age:0} s")}{(l.Refused > 0 ? $" ({l.Refused} refused)" : "")}");

    static void Print(StatusReport r)
    {
        TextWriter o = Console.IsOutputRedirected ? Console.Out : new NarrowWriter(Console.Out);
        if (r.Simulated) o.WriteLine("SIMULATED board");
        o.WriteLine($"state      {r.State} for {r.StateSinceS:0.0} s ({r.Cause}){(r.Mode is null ? "" : $", {r.Mode}")}");
        o.WriteLine($"grid       {r.VPu:0.0000} pu  {r.FrequencyHz:0.000} Hz  {r.Sync}; reference point {r.ReferencePoint}");
        o.WriteLine($"power      P {r.PPu:+0.000;-0.000;0.000} pu  Q {r.QPu:+0.000;-0.000;0.000} pu (commanded {r.QCommandPu:+0.000;-0.000;0.000}; + = injected, + = export)");
        if (r.Path is { } path) o.WriteLine($"path       {PathText(path)}");
        o.WriteLine($"heat       junction {r.JunctionC:0.0} °C{(r.StateOfCharge is { } soc ? $"   vehicle {soc * 100:0.0} %" : "   no vehicle")}");
        o.WriteLine($"inhibits   {(r.Inhibits.Length == 0 ? "none" : string.Join(", ", r.Inhibits))}");
        o.WriteLine($"limiters   {(r.Limiters.Length == 0 ? "none" : string.Join(", ", r.Limiters))}");
        if (r.Samples is { } samples) o.WriteLine($"samples    {samples.Verdict}, {samples.RateHz:0.00} Hz, {samples.Failures} failures");
        if (r.Plausibility != "plausible") o.WriteLine($"sensors    {r.Plausibility}");
        foreach (ShownFault f in r.Faults) o.WriteLine($"fault      {f.Code} {f.Text}{(f.Present ? "" : " (passed, not acknowledged)")}");
        o.WriteLine($"loop       rt={r.Rt}  {r.Ticks} ticks, {r.LateTicks} late, worst {r.WorstTickUs:0.0} us, {r.AllocatedBytes} B allocated; up {r.UptimeS:0} s; settings {r.SettingsHash}");
        RealTimeReport t = r.RealTime;
        o.WriteLine($"real time  {(t.Lacking.Length == 0 ? "all granted" : string.Join(", ", t.Lacking))}; CPU {t.Cpu?.ToString(CultureInfo.InvariantCulture) ?? "any"}, {(t.Priority == 0 ? "no priority" : $"FIFO {t.Priority}")}, {t.ResidentMib:0} MiB {(t.MemoryLocked ? "locked" : "not locked")}");
        o.WriteLine($"wake-up    p50 {t.WakeUpP50Us:0.0}  p99 {t.WakeUpP99Us:0.0}  p99.9 {t.WakeUpP999Us:0.0}  p99.99 {t.WakeUpP9999Us:0.0}  max {t.WakeUpMaxUs:0.0} us");
        o.WriteLine($"board      image {r.ImageAgeMs:0} ms old; started by {r.Reset}; watchdog {(r.WatchdogSeconds == 0 ? "none" : r.NotFed is null ? $"{r.WatchdogSeconds} s, fed" : $"NOT FED ({r.NotFed}): the board resets")}; gates' line {(r.GateEdges is { } edges ? $"{edges} edges" : "none")}");
        if (r.LastWords.Length > 0) o.WriteLine($"last words {r.LastWords}");
        o.WriteLine($"inverter   {InverterText(r.Inverter)}");
        if (r.Meter is { } m)
            o.WriteLine(string.Create(CultureInfo.InvariantCulture, $"meter      {m.Driver}: {(m.BusOff ? "BUS OFF, " : "")}{(m.ReadingAgeMs is { } age ? $"heard {age:0} ms ago" : "never heard")}, {m.LossShare * 100:0.0} % lost, {m.BadFrames} bad frames"));
        if (r.Links.Length > 0) o.WriteLine($"links      {string.Join("  ", r.Links.Select(LinkText))}");
        o.WriteLine($"periods    {t.Overruns} missed{(r.Simulated ? $", {t.GivenUpTicks} not made up for" : "")}; {t.Collections} collections");
    }
}
