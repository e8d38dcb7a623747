using System.Globalization;
using ConsoleAppFramework;
using V2G.Control.Measurement;
using V2G.Control.Settings;
using V2G.Firmware.Charts;
using V2G.Firmware.Configuration;
using V2G.Firmware.Recordings;
using V2G.Firmware.Run;
using V2G.Firmware.Terminal;

namespace V2G.Firmware.Verbs;

internal sealed record SagReport(
    bool Simulated, bool Energised, string Board, double SagPu, double DurationS, string Category, string SettingsHash,
    double QExpectedPu, double? QMeasuredPu, double? TFirstMs, double? T90S, double OpenLoopResponseS, bool BackToBaseline, string Verdict,
    string[] Failures, string[] Transitions, double? AskedUnixS);

internal sealed class TestingToolVerb
{
    /// <summary>Functional tests of the controller, also started as v2g-testing-tool.</summary>
    /// <param name="simulateSag">Hold the measured terminal at this voltage, pu (0.5 … 1.2), and judge the response.</param>
    /// <param name="duration">How long, s; default 30 s, or 3 times the open-loop response where that is longer.</param>
    /// <param name="energised">On a running controller: let real power follow. Asks for confirmation, or takes --yes.</param>
    /// <param name="yes">Confirms --energised.</param>
    /// <param name="json">Print JSON.</param>
    /// <param name="svg">Write a picture.</param>
    /// <param name="record">Write the waveform as COMTRADE (simulated board only).</param>
    /// <param name="etc">Directory of the configuration (simulated board only).</param>
    /// <param name="seed">Seed of the simulated board.</param>
    [Command("testing-tool")]
    public int Run(
        double? simulateSag = null, double? duration = null, bool energised = false, bool yes = false, bool json = false, string? svg = null,
        string? record = null, string? etc = null, ulong seed = 1, CancellationToken cancellation = default)
    {
        if (simulateSag is not { } sag) throw new VerbFailure(ExitCode.Usage, "nothing to do; for example `v2g-testing-tool --simulate-sag 0.94`");
        if (!(sag >= ControlRequest.MinSagPu && sag <= ControlRequest.MaxSagPu))
            throw new VerbFailure(ExitCode.Usage, string.Create(CultureInfo.InvariantCulture, $"--simulate-sag {sag} is outside its range; allowed: {ControlRequest.MinSagPu} … {ControlRequest.MaxSagPu} pu of nominal"));
        ControllerImage? running = RunDirectory.Read();
        (LoadedSettings loaded, CalibrationSet calibration) = running is null ? SimulationChoice.Load(etc) : (new(running.Value.Settings, [], ""), CalibrationSet.Identity);
        ControlSettings settings = loaded.Settings;
        double seconds = duration ?? Math.Max(30, SagTrial.LongEnough(settings));
        if (!(seconds >= 0.1 && seconds <= ControlRequest.MaxSeconds))
            throw new VerbFailure(ExitCode.Usage, string.Create(CultureInfo.InvariantCulture, $"--duration must be 0.1 … {ControlRequest.MaxSeconds} s"));

        SagTrace trace;
        if (running is { } controller)
        {
            if (energised && !yes && !Confirmed()) throw new VerbFailure(ExitCode.Refused, "not confirmed; --energised lets real power flow (add --yes to confirm)");
            Console.Error.WriteLine($"v2g: a controller runs: the sag is injected at its sensing stage, {(energised ? "power follows" : "power is inhibited")}");
            trace = SagRemote.Hold(controller, sag, seconds, energised, cancellation);
        }
        else
        {
            SimulatedRun run = new(settings, new() { Seed = seed, Script = GridScript.Steady, Sensors = calibration }, calibration);
            WaveformTail? tail = record is null ? null : new(run.Loop.Meter.Settings.ChannelCount, SimulatedRun.SampleRateHz, Math.Min(60, seconds + SagTrial.LongEnough(settings) + 3));
            trace = SagTrial.OnSimulatedBoard(run, sag, seconds, tail);
            if (record is not null) WaveformFile.Write(record, tail!, settings.Site, Console.Error);
        }
        bool simulated = running is not { Simulated: false };
        SagVerdict verdict = SagVerdict.Of(trace, settings);
        string hash = running is { } r ? r.SettingsHash.ToString("x16", CultureInfo.InvariantCulture) : loaded.Hash;
        SagReport report = Report(trace, verdict, settings, hash, simulated, running is null || energised, running is null ? "simulated board, virtual time" : "running controller");
        if (svg is not null) File.WriteAllText(svg, Picture(trace, verdict, settings, simulated));
        if (json) Reports.Print(report, Reports.Default.SagReport);
        else Print(report);
        return verdict.Passed ? ExitCode.Ok : ExitCode.VerdictFail;
    }

    static bool Confirmed()
    {
        if (Console.IsInputRedirected) return false;
        Console.Error.Write("Real power will flow. Type 'yes' to go on: ");
        return Console.In.ReadLine()?.Trim() == "yes";
    }

    static SagReport Report(SagTrace trace, SagVerdict v, in ControlSettings s, string hash, bool simulated, bool energised, string board) => new(
        simulated, energised, board, trace.SagPu, trace.DurationSeconds, s.NormalCategory.ToString(), hash, Math.Round(v.ExpectedPu, 4), Reports.Figure(v.MeasuredPu, 4),
        Reports.Figure(v.FirstMilliseconds, 1), Reports.Figure(v.T90Seconds, 3), v.ResponseSeconds, v.BackToBaseline, v.Passed ? "PASS" : "FAIL", [.. v.Failures], [.. trace.Transitions],
        trace.AskedUtc is { } asked ? (asked - DateTime.UnixEpoch).TotalSeconds : null);

    static void Print(SagReport r)
    {
        TextWriter o = Console.Out;
        if (r.Simulated) o.WriteLine("SIMULATED board");
        o.WriteLine(string.Create(CultureInfo.InvariantCulture, $"sag to {r.SagPu:0.###} pu for {r.DurationS:0.##} s on a {r.Board}; category {r.Category}, settings {r.SettingsHash}"));
        foreach (string transition in r.Transitions) o.WriteLine($"  {transition}");
        o.WriteLine(string.Create(CultureInfo.InvariantCulture, $"q_expected_pu     {r.QExpectedPu:+0.0000;-0.0000;0.0000}"));
        o.WriteLine(string.Create(CultureInfo.InvariantCulture, $"q_measured_pu     {Figure(r.QMeasuredPu, "+0.0000;-0.0000;0.0000")}{(r.Energised ? "" : "   (decided; power was inhibited)")}"));
        o.WriteLine(string.Create(CultureInfo.InvariantCulture, $"t_first_ms        {Figure(r.TFirstMs, "0.0")}   (command latency, allowed {SagVerdict.FirstLimitMs:0})"));
        o.WriteLine(string.Create(CultureInfo.InvariantCulture, $"t90_s             {Figure(r.T90S, "0.000")}   (open-loop response {r.OpenLoopResponseS:0.##} s ± 10 %)"));
        o.WriteLine($"back_to_baseline  {(r.BackToBaseline ? "yes" : "no")}");
        foreach (string failure in r.Failures) o.WriteLine($"  FAIL: {failure}");
        o.WriteLine($"verdict           {r.Verdict}");
    }

    static string Figure(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "none";

    static string Picture(SagTrace trace, SagVerdict v, in ControlSettings settings, bool simulated)
    {
        double[] t = [.. trace.Samples.Select(s => s.Seconds)];
        double kvar = settings.Site.RatedVoltAmperes / 1000;
        return new SvgChart
        {
            Title = string.Create(CultureInfo.InvariantCulture, $"Sag to {trace.SagPu:0.###} pu: {(v.Passed ? "PASS" : "FAIL")}"),
            Description = string.Create(CultureInfo.InvariantCulture,
                $"Expected {v.ExpectedPu:+0.0000;-0.0000;0} pu, measured {v.MeasuredPu:+0.0000;-0.0000;0} pu; first command after {v.FirstMilliseconds:0.0} ms, 90 % after {v.T90Seconds:0.00} s. 1 pu of Q = {kvar:0.##} kvar, + = injected."),
            XLabel = "time from the start of the sag, s", Tag = simulated ? "SIMULATED" : "",
            Spans = [new ChartSpan(string.Create(CultureInfo.InvariantCulture, $"sag {trace.SagPu:0.###} pu"), 0, trace.DurationSeconds)],
            Events = double.IsNaN(v.T90Seconds) ? [] : [new ChartEvent("90 %", v.T90Seconds)],
            Panels =
            [
                new ChartPanel { YLabel = "V, pu", Series = [new ChartSeries("measured", t, trace.Samples.Select(s => s.VoltagePu).ToArray())] },
                new ChartPanel
                {
                    YLabel = "Q, pu", Height = 260,
                    Series = [new ChartSeries("commanded", t, trace.Samples.Select(s => s.CommandPu).ToArray()), new ChartSeries("measured", t, trace.Samples.Select(s => s.MeasuredPu).ToArray())],
                    Limits = [new ChartLimit("expected", v.ExpectedPu)],
                },
            ],
        }.Render();
    }
}
