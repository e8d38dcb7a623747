using V2G.Control;
using V2G.Control.GridSupport;
using V2G.Control.Protection;
using V2G.Control.Settings;
using V2G.Firmware.Live;

namespace V2G.Firmware.Run;

/// <summary>One moment of a sag trial; pu, + = injected.</summary>
internal readonly record struct SagSample(double Seconds, double VoltagePu, double CommandPu, double MeasuredPu);

/// <summary>What happened while a voltage was held and after it was let go. Time 0 is the start of the sag.</summary>
internal sealed record SagTrace(double SagPu, double DurationSeconds, List<SagSample> Samples, List<string> Transitions, TripElement Trip)
{
    /// <summary>When a running controller was asked, so that frames on a bus can be told from it; null on virtual time.</summary>
    public DateTime? AskedUtc { get; init; }
}

/// <summary>What the trace shows, against what the curve asks for.</summary>
internal sealed record SagVerdict(
    double ExpectedPu, double MeasuredPu, double FirstMilliseconds, double T90Seconds, double ResponseSeconds, bool BackToBaseline, IReadOnlyList<string> Failures)
{
    /// <summary>Command latency, ms.</summary>
    public const double FirstLimitMs = 100;

    const double ToleranceQPu = 0.01;
    const double ResponseTolerance = 0.10;
    const double BaselinePu = 0.005;

    public bool Passed => Failures.Count == 0;

    public static SagVerdict Of(SagTrace trace, in ControlSettings settings)
    {
        double expected = settings.VoltVar.Enabled ? Math.Clamp(VoltVar.TargetVarInjectedPu(settings.VoltVar, trace.SagPu), -settings.QLimitPu, settings.QLimitPu) : 0;
        double response = settings.VoltVar.OpenLoopResponseSeconds;
        double baseline = Mean(trace, -1, 0, s => s.MeasuredPu);
        double measured = Mean(trace, trace.DurationSeconds - Math.Min(1, trace.DurationSeconds / 4), trace.DurationSeconds, s => s.MeasuredPu);
        double baseCommand = Mean(trace, -1, 0, s => s.CommandPu);
        double first = At(trace, s => Math.Abs(s.CommandPu - baseCommand) > 0.0005) * 1000;
        double step = expected - baseline;
        double t90 = Math.Abs(step) > 0.02 ? At(trace, s => (s.MeasuredPu - baseline) / step >= 0.9) : double.NaN;
        double after = Mean(trace, trace.Samples[^1].Seconds - 0.5, double.MaxValue, s => s.MeasuredPu);
        // On a grid that moves by itself the baseline is what the curve asks for now.
        double voltageAfter = Mean(trace, trace.Samples[^1].Seconds - 0.5, double.MaxValue, s => s.VoltagePu);
        double asked = settings.VoltVar.Enabled ? VoltVar.TargetVarInjectedPu(settings.VoltVar, voltageAfter) : 0;
        bool back = Math.Abs(after - baseline) <= BaselinePu || Math.Abs(after - asked) <= 4 * BaselinePu;

        List<string> failures = [];
        if (trace.Trip != TripElement.None) failures.Add($"the controller tripped on {trace.Trip.ToString().ToUpperInvariant()}");
        if (!(Math.Abs(measured - expected) <= ToleranceQPu)) failures.Add(Text($"Q measured {measured:+0.0000;-0.0000;0.0000} pu, expected {expected:+0.0000;-0.0000;0.0000} ± {ToleranceQPu} pu"));
        if (Math.Abs(step) > 0.02)
        {
            if (!(first <= FirstLimitMs)) failures.Add(double.IsNaN(first) ? "no command followed the sag" : Text($"first command after {first:0} ms, allowed {FirstLimitMs:0} ms"));
            if (!(Math.Abs(t90 / response - 1) <= ResponseTolerance))
                failures.Add(double.IsNaN(t90) ? Text($"90 % of the change was not reached within {trace.DurationSeconds:0.##} s") : Text($"90 % after {t90:0.00} s, open-loop response {response:0.##} s ± 10 %"));
        }
        if (!back) failures.Add(Text($"Q did not return to {baseline:0.0000} pu: {after:+0.0000;-0.0000;0.0000} pu"));
        return new(expected, measured, first, t90, response, back, failures);
    }

    static double Mean(SagTrace trace, double from, double to, Func<SagSample, double> figure)
    {
        double sum = 0;
        int count = 0;
        foreach (SagSample s in trace.Samples)
        {
            if (s.Seconds < from || s.Seconds >= to) continue;
            sum += figure(s);
            count++;
        }
        return count == 0 ? double.NaN : sum / count;
    }

    static double At(SagTrace trace, Predicate<SagSample> reached)
    {
        foreach (SagSample s in trace.Samples)
            if (s.Seconds >= 0 && s.Seconds <= trace.DurationSeconds && reached(s)) return s.Seconds;
        return double.NaN;
    }

    static string Text(FormattableString text) => text.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>
/// The sag trial on a simulated board on virtual time: settles in service, holds the terminal as a laboratory's voltage source would,
/// lets go, and waits for the baseline.
/// </summary>
internal static class SagTrial
{
    public const double SettleSeconds = 3;

    /// <summary>Every how many ticks a sample is kept once the first second has been kept whole.</summary>
    const int Sparse = 20;

    /// <summary>How long the sag must last for the response to be judged, and the wait after it, s.</summary>
    public static double LongEnough(in ControlSettings settings) => 3 * settings.VoltVar.OpenLoopResponseSeconds;

    public static SagTrace OnSimulatedBoard(SimulatedRun run, double sagPu, double durationSeconds, WaveformTail? tail = null)
    {
        List<SagSample> samples = [];
        List<string> transitions = [];
        long eventsSeen = 0;
        // What is held is what an RMS meter shows, harmonics and all, as on a laboratory's voltage source.
        double rmsOfFundamental = 1 / Math.Sqrt(1 + run.Board.Unit.Settings.Sensors.Harmonics.Sum(h => h.VoltageShare * h.VoltageShare));
        run.Board.Unit.HeldTerminalPu = rmsOfFundamental;
        run.RunSeconds(SettleSeconds - 1);
        double start = run.NowSeconds + 1;
        Record(run, start, start, samples, transitions, ref eventsSeen, tail);
        run.Board.Unit.HeldTerminalPu = sagPu * rmsOfFundamental;
        TripElement trip = Record(run, start, start + durationSeconds, samples, transitions, ref eventsSeen, tail);
        run.Board.Unit.HeldTerminalPu = rmsOfFundamental;
        Record(run, start, start + durationSeconds + LongEnough(run.Loop.Settings) + 2, samples, transitions, ref eventsSeen, tail);
        return new(sagPu, durationSeconds, samples, transitions, trip);
    }

    static TripElement Record(
        SimulatedRun run, double start, double end, List<SagSample> samples, List<string> transitions, ref long eventsSeen, WaveformTail? tail)
    {
        TripElement trip = TripElement.None;
        int tick = 0;
        double began = run.NowSeconds;
        while (run.NowSeconds < end - 1e-9)
        {
            run.Tick();
            tail?.Add(run.Board.Samples);
            if (run.Loop.State.Trip != TripElement.None) trip = run.Loop.State.Trip;
            double t = run.NowSeconds - start;
            if (run.NowSeconds - began <= 1 || tick++ % Sparse == 0)
                samples.Add(new(t, run.Loop.Grid.VoltagePu.Mean, run.Output.Command.VarInjectedPu, run.Loop.Grid.VarInjectedPu));
            foreach ((long timeNs, string text, _) in EventText.Since(run.Loop.State.Events, ref eventsSeen))
                transitions.Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{timeNs * 1e-9 - start:0.000} s  {text}"));
        }
        return trip;
    }
}
