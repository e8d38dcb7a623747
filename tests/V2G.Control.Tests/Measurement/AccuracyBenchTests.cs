using V2G.Control.Measurement;
using V2G.Simulation.Waveforms;

namespace V2G.Control.Tests.Measurement;

/// <summary>Steady and slowly changing grids of every kind at every rate: figures against the truth. Prints what it reached.</summary>
public class AccuracyBenchTests(ITestOutputHelper output)
{
    static readonly double[] Rates = [600, 800, 2400, 7680, 16000, 32000];

    // About 15 % and 10 % THD, shaped as IEC 61000-2-2 shapes them.
    static readonly Tone[] Thd15 = [new(3, 0.09, 40), new(5, 0.09, 170), new(7, 0.06, 80), new(11, 0.04, 10), new(13, 0.03, 200), new(23, 0.015), new(49, 0.01)];
    static readonly Tone[] Thd10 = [new(2, 0.01, 33), new(3, 0.05, 40), new(5, 0.07, 170), new(7, 0.04, 80), new(11, 0.03, 10), new(25, 0.01)];
    static readonly Tone[] CurrentThd = [new(5, 0.08, 20), new(7, 0.05), new(11, 0.02)];

    /// <param name="Signal">The grid.</param>
    /// <param name="ReportHz">Goal for the frequency of the reporting blocks, Hz.</param>
    public sealed record BenchCase(TestSignal Signal, double ReportHz);

    static TestSignal One(double hz, double nominal = 60) => new() { Phases = 1, LineNeutralVolts = 240, RatedAmperes = 45, FrequencyHz = hz, NominalHz = nominal };

    static TestSignal Three(double hz, double nominal = 60) => new() { FrequencyHz = hz, NominalHz = nominal };

    static readonly Dictionary<string, BenchCase> Cases = new()
    {
        ["clean 60 Hz"] = new(Three(60), 0.001),
        ["clean 60 Hz, one phase"] = new(One(60), 0.001),
        ["clean 50 Hz, 230 V"] = new(Three(50, 50) with { LineNeutralVolts = 230 }, 0.001),
        ["45 Hz on a 50 Hz meter"] = new(Three(45, 50) with { NoisePu = 0.001 }, 0.001),
        ["45 Hz on a 60 Hz meter, one phase"] = new(One(45) with { NoisePu = 0.001 }, 0.001),
        ["66 Hz on a 50 Hz meter, one phase"] = new(One(66, 50) with { NoisePu = 0.001 }, 0.001),
        ["66 Hz"] = new(Three(66) with { NoisePu = 0.001 }, 0.001),
        ["59.37 Hz, noise 0.1 %"] = new(Three(59.37) with { NoisePu = 0.001 }, 0.001),
        ["50.21 Hz, noise 0.1 %, one phase"] = new(One(50.21, 50) with { NoisePu = 0.001 }, 0.001),
        ["60 Hz, THD 15 %"] = new(Three(60) with { VoltageTones = Thd15, CurrentTones = CurrentThd }, 0.010),
        ["61.7 Hz, THD 15 %, one phase"] = new(One(61.7) with { VoltageTones = Thd15, CurrentTones = CurrentThd }, 0.010),
        ["49.6 Hz, THD 10 %, noise, offset, one phase"] = new(One(49.6, 50) with { VoltageTones = Thd10, NoisePu = 0.001, DirectPu = 0.02 }, 0.010),
        ["interharmonics 2 %"] = new(Three(60.02) with { VoltageTones = [new(1.43, 0.02), new(2.61, 0.02)] }, 0.1),
        ["offset 5 %, one phase"] = new(One(60.01) with { DirectPu = 0.05 }, 0.001),
        ["flicker 8.8 Hz, 5 %"] = new(Three(60) with { Flicker = (8.8, 0.05) }, 0.010),
        ["unbalance"] = new(Three(60.1) with { VoltagePu = (1, 0.93, 1.04), SkewDegrees = (0, 3, -2) }, 0.001),
        ["reversed order"] = new(Three(59.9) with { ReversedOrder = true }, 0.001),
        ["clock 80 ppm fast and drifting"] = new(Three(60) with { ClockPpm = 80, ClockPpmPerSecond = 3, NoisePu = 0.001 }, 0.001),
        ["ramp +3 Hz/s"] = new(Three(57) with { HzPerSecond = 3 }, 0.010),
        ["ramp −3 Hz/s, THD 10 %, one phase"] = new(One(63) with { HzPerSecond = -3, VoltageTones = Thd10 }, 0.010),
        ["208 V, 0.5 pu"] = new(Three(60) with { LineNeutralVolts = 120, VoltagePu = (0.5, 0.5, 0.5) }, 0.001),
    };

    public static TheoryData<string, double> Rows()
    {
        var rows = new TheoryData<string, double>();
        foreach (string name in Cases.Keys)
            foreach (double rate in Rates)
                rows.Add(name, rate);
        return rows;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void R_91_voltage_frequency_and_power_are_within_their_goals(string name, double rateHz)
    {
        BenchCase row = Cases[name];
        var bench = new MeterBench(row.Signal, rateHz);
        GridMeter meter = bench.Meter;
        double lockedAt = double.NaN, fundamental = 0, rms = 0, line = 0, fiveCycles = 0, reporting = 0, vars = 0, angle = 0, watts = 0, phase0 = 0;
        long reports = 0;
        bench.RunUntil(0.95, () =>
        {
            ref readonly GridMeasurement m = ref meter.Latest;
            if (double.IsNaN(lockedAt) && m.Sync == SyncState.Locked) lockedAt = bench.Now;
            if (double.IsNaN(lockedAt)) return;
            Assert.Equal(SyncState.Locked, m.Sync);
            if (bench.Now < lockedAt + 0.15) return;
            (double from, double to) = bench.Window;
            double number = (m.TimeNs - MeterBench.BootNs) * 1e-9 * rateHz;
            phase0 = Math.Max(phase0, Math.Abs(Math.IEEERemainder(m.PhaseRadians - bench.Source.PhaseAt(bench.Source.TimeOf(number)), 2 * Math.PI)) * 180 / Math.PI);
            for (int phase = 0; phase < row.Signal.Phases; phase++)
            {
                rms = Math.Max(rms, Math.Abs(m.VoltagePu[phase] - bench.Source.VoltageRms(from, to, phase)));
                if (row.Signal.Phases == 3)
                    line = Math.Max(line, Math.Abs(m.LineVoltagePu[phase] - bench.Source.LineVoltageRms(from, to, phase)));
            }
            double cycle = to - from;
            fiveCycles = Math.Max(fiveCycles, Math.Abs(m.FrequencyHz - bench.FrequencySeen(to - 3 * cycle)));
            if (meter.Report.Sequence == reports || !meter.Report.Valid) return;
            bool first = reports == 0;
            reports = meter.Report.Sequence;
            (from, to) = bench.ReportWindow;
            if (first || from < lockedAt + 0.1) return;
            ref readonly ReportBlock r = ref meter.Report;
            reporting = Math.Max(reporting, Math.Abs(r.FrequencyHz - bench.FrequencySeen((from + to) / 2)));
            for (int phase = 0; phase < row.Signal.Phases; phase++)
            {
                double truth = phase switch { 0 => row.Signal.VoltagePu.A, 1 => row.Signal.VoltagePu.B, _ => row.Signal.VoltagePu.C } * bench.Source.MeanSwell(from, to);
                fundamental = Math.Max(fundamental, Math.Abs(r.VoltageFundamentalPu[phase] - truth));
                (double sin, double cos) = Math.SinCos(30 * Math.PI / 180);
                double s = truth * 0.8;
                vars = Math.Max(vars, Math.Abs(r.VarInjectedPu[phase] - s * sin) / s);
                watts = Math.Max(watts, Math.Abs(r.VoltageFundamentalPu[phase] * r.CurrentFundamentalPu[phase] * cos - s * cos) / s);
                angle = Math.Max(angle, Math.Abs(r.GeneratorAngleDegrees[phase] - 30));
            }
        });
        output.WriteLine($"{name,-46} {rateHz,6:0} Hz: lock {lockedAt * 1e3,5:0.0} ms, V1 {fundamental * 100:0.0000} %, RMS {rms * 100:0.000} %, LL {line * 100:0.000} %, "
            + $"f10 {reporting * 1e3:0.000} mHz, f5 {fiveCycles * 1e3:0.00} mHz, Q {vars * 100:0.0000} %, angle {angle:0.0000}°, phase now {phase0:0.00}°");
        Assert.True(lockedAt < 0.1, $"locked after {lockedAt * 1e3} ms");
        Assert.True(phase0 < 3, $"phase off by {phase0}°");
        Assert.True(reports >= 3);
        Assert.True(rms < 0.005, $"RMS off by {rms}");
        Assert.True(line < 0.005, $"line-line RMS off by {line}");
        Assert.True(fiveCycles < 0.1, $"five-cycle frequency off by {fiveCycles} Hz");
        Assert.True(reporting < row.ReportHz, $"reporting frequency off by {reporting} Hz");
        Assert.True(fundamental < 0.001, $"fundamental off by {fundamental}");
        Assert.True(vars < 0.002, $"vars off by {vars} of S");
        Assert.True(watts < 0.002, $"fundamental watts off by {watts} of S");
        Assert.True(angle < 0.1, $"angle off by {angle}°");
    }
}
