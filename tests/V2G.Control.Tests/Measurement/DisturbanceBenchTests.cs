using V2G.Control.Measurement;
using V2G.Simulation.Waveforms;

namespace V2G.Control.Tests.Measurement;

/// <summary>Grids to which something happens, at several points of the cycle and at every rate.</summary>
public class DisturbanceBenchTests(ITestOutputHelper output)
{
    static readonly double[] Rates = [600, 800, 2400, 7680, 16000, 32000];

    const double At = 0.4;

    /// <param name="Signal">The grid with its event at <see cref="At"/>.</param>
    /// <param name="JumpDegrees">Phase jump that must be reported; 0: none asked for.</param>
    /// <param name="Coasts">The voltage goes away for a while; null: too short to say.</param>
    /// <param name="ErrorHz">How far the five-cycle frequency may be off the truth from the event on, outside a settling time after frequency steps.</param>
    /// <param name="SettleSeconds">That settling time.</param>
    public sealed record RideThrough(TestSignal Signal, double JumpDegrees = 0, bool? Coasts = false, double ErrorHz = 0.1, double SettleSeconds = 0);

    static TestSignal One(double hz, params SignalEvent[] events) =>
        new() { Phases = 1, LineNeutralVolts = 240, RatedAmperes = 45, FrequencyHz = hz, NominalHz = hz < 55 ? 50 : 60, NoisePu = 0.001, Events = events };

    static TestSignal Three(double hz, params SignalEvent[] events) =>
        new() { FrequencyHz = hz, NominalHz = hz < 55 ? 50 : 60, NoisePu = 0.001, Events = events };

    static SignalEvent Jump(double degrees) => new(At) { JumpDegrees = degrees };

    static SignalEvent[] Sag(double a, double b, double c, double seconds, double jump = 0) =>
        [new(At) { VoltagePu = (a, b, c), JumpDegrees = jump }, new(At + seconds) { VoltagePu = (1, 1, 1), JumpDegrees = -jump }];

    static readonly Dictionary<string, RideThrough> Rides = new()
    {
        ["jump +20°, three phases"] = new(Three(60, Jump(20)), 20),
        ["jump −20°, three phases, 50 Hz"] = new(Three(50, Jump(-20)), -20),
        ["jump +60°, three phases"] = new(Three(60, Jump(60)), 60),
        ["jump +60°, one phase"] = new(One(60, Jump(60)), 60),
        ["jump −60°, one phase, 50 Hz"] = new(One(50, Jump(-60)), -60),
        ["jump −60°, one phase, 45 Hz"] = new(One(45, Jump(-60)), -60),
        ["jump 60° and back after 0.1 s, one phase"] = new(One(60, Jump(60), new SignalEvent(At + 0.1) { JumpDegrees = -60 })),
        ["sag to 0.9"] = new(Three(60, Sag(0.9, 0.9, 0.9, 0.3))),
        ["sag to 0.5, one phase"] = new(One(60, Sag(0.5, 0.5, 0.5, 0.3))),
        ["sag to 0.3 with 20°"] = new(Three(60, Sag(0.3, 0.3, 0.3, 0.3, 20))),
        ["sag to 0.2, one phase, 50 Hz"] = new(One(50, Sag(0.2, 0.2, 0.2, 0.3))),
        ["sag to 0.13"] = new(Three(60, Sag(0.13, 0.13, 0.13, 0.3))),
        ["sag to 0.11"] = new(Three(60, Sag(0.11, 0.11, 0.11, 0.3)), Coasts: true),
        ["sag to 0.05, one phase"] = new(One(60, Sag(0.05, 0.05, 0.05, 0.3)), Coasts: true),
        ["sag to 0"] = new(Three(60, Sag(0, 0, 0, 0.3)), Coasts: true),
        ["sag to 0, one phase, 50 Hz"] = new(One(50, Sag(0, 0, 0, 0.5)), Coasts: true),
        ["sag to 0 for one cycle, one phase"] = new(One(60, Sag(0, 0, 0, 1.0 / 60)), Coasts: null),
        ["phase A to 0"] = new(Three(60, Sag(0, 1, 1, 0.3))),
        ["phases A and B to 0"] = new(Three(50, Sag(0, 0, 1, 0.3))),
        ["phase B to 0.5 with 10°"] = new(Three(60, Sag(1, 0.5, 1, 0.3, 10))),
        ["swell to 1.2"] = new(Three(60, Sag(1.2, 1.2, 1.2, 0.3))),
        ["frequency step +0.5 Hz"] = new(Three(60, new SignalEvent(At) { FrequencyHz = 60.5 }), SettleSeconds: 0.13),
        ["frequency step −3.5 Hz, one phase"] = new(One(60, new SignalEvent(At) { FrequencyHz = 56.5 }), SettleSeconds: 0.13),
        ["frequency step −5 Hz"] = new(Three(50, new SignalEvent(At) { FrequencyHz = 45.0 }), SettleSeconds: 0.15),
        ["frequency step +5 Hz, one phase"] = new(One(60, new SignalEvent(At) { FrequencyHz = 65 }), SettleSeconds: 0.13),
        ["ramp +3 Hz/s"] = new(Three(60, new SignalEvent(At) { HzPerSecond = 3 }), ErrorHz: 0.2),
        ["ramp −3 Hz/s, one phase, noise 1 %"] = new(One(60, new SignalEvent(At) { HzPerSecond = -3 }) with { NoisePu = 0.01 }, ErrorHz: 0.2),
    };

    public static TheoryData<string, double> RideRows() => Cross(Rides.Keys);

    [Theory]
    [MemberData(nameof(RideRows))]
    public void R_90_a_disturbance_of_the_grid_is_ridden_through_without_losing_the_rhythm(string name, double rateHz)
    {
        RideThrough row = Rides[name];
        double worstHz = 0, relock = 0, jump = 0;
        bool coasted = false;
        for (int part = 0; part < Parts(rateHz); part++)
        {
            var bench = new MeterBench(Shifted(row.Signal, part, rateHz), rateHz);
            GridMeter meter = bench.Meter;
            double back = bench.Signal.Events.Count > 1 ? bench.Signal.Events[1].AtSeconds : At, relocked = double.NaN, seen = 0;
            bench.RunUntil(1.1, () =>
            {
                ref readonly GridMeasurement m = ref meter.Latest;
                Assert.NotEqual(SyncState.Lost, m.Sync);
                if (bench.Now < At) return;
                Assert.NotEqual(SyncState.Searching, m.Sync);
                coasted |= m.Sync == SyncState.Coasting;
                if (m.Sync != SyncState.Locked) relocked = double.NaN;
                else if (bench.Now > back && double.IsNaN(relocked)) relocked = bench.Now;
                if (bench.Now < 0.6) seen = m.PhaseJumpRadians != 0 ? m.PhaseJumpRadians * 180 / Math.PI : seen;
                if (bench.Now < At + row.SettleSeconds) return;
                (double from, double to) = bench.Window;
                worstHz = Math.Max(worstHz, Math.Abs(m.FrequencyHz - bench.FrequencySeen(Math.Max(0, to - 3 * (to - from)))));
            });
            Assert.Equal(SyncState.Locked, meter.Latest.Sync);
            relock = Math.Max(relock, relocked - back);
            if (row.JumpDegrees != 0) jump = Math.Max(jump, Math.Abs(seen - row.JumpDegrees));
        }
        output.WriteLine($"{name,-42} {rateHz,6:0} Hz: f within {worstHz * 1e3:0.0} mHz, locked again after {relock * 1e3:0} ms, jump within {jump:0.00}°");
        if (row.Coasts is bool coasts) Assert.Equal(coasts, coasted);
        Assert.True(worstHz < row.ErrorHz, $"frequency off by {worstHz} Hz");
        Assert.True(relock < 0.1, $"locked again after {relock} s");
        Assert.True(jump < 1, $"jump off by {jump}°");
    }

    static readonly Dictionary<string, TestSignal> Losses = new()
    {
        ["noise"] = Three(60, Content(SignalContent.Noise)),
        ["noise, one phase"] = One(60, Content(SignalContent.Noise)),
        ["noise at 45 Hz, one phase"] = One(45, Content(SignalContent.Noise)),
        ["direct voltage"] = Three(60, Content(SignalContent.Direct)),
        ["direct voltage at 45 Hz, one phase"] = One(45, Content(SignalContent.Direct)),
        ["100 Hz"] = Three(60, To(100)),
        ["100 Hz, one phase"] = One(60, To(100)),
        ["100 Hz, 50 Hz before, one phase"] = One(50, To(100)),
        ["120 Hz, one phase"] = One(60, To(120)),
        ["180 Hz"] = Three(60, To(180)),
        ["67 Hz"] = Three(60, To(67)),
        ["70 Hz, one phase"] = One(60, To(70)),
        ["44 Hz"] = Three(50, To(44)),
        ["40 Hz, one phase"] = One(50, To(40)),
        ["30 Hz"] = Three(50, To(30)),
        ["44 Hz, from 45 Hz, one phase"] = One(45, To(44)),
        ["20 Hz"] = Three(60, To(20)),
        ["80 Hz"] = Three(66, To(80)),
    };

    static SignalEvent Content(SignalContent content) => new(At) { Content = content };

    static SignalEvent To(double hz) => new(At) { FrequencyHz = hz };

    public static TheoryData<string, double> LossRows() => Cross(Losses.Keys);

    [Theory]
    [MemberData(nameof(LossRows))]
    public void R_90_a_voltage_without_rhythm_is_Grid_Sync_Loss_within_100_ms_and_is_locked_again_when_the_rhythm_returns(string name, double rateHz)
    {
        const double Returns = 0.7;
        double slowest = 0, back = 0;
        for (int part = 0; part < Parts(rateHz); part++)
        {
            TestSignal signal = Shifted(Losses[name], part, rateHz);
            SignalEvent loss = signal.Events[0];
            signal = signal with { Events = [loss, new(Returns) { Content = SignalContent.Grid, FrequencyHz = signal.FrequencyHz }] };
            var bench = new MeterBench(signal, rateHz);
            double lost = double.NaN, locked = double.NaN;
            bench.RunUntil(0.95, () =>
            {
                SyncState sync = bench.Meter.Latest.Sync;
                if (bench.Now is > 0.2 and < At) Assert.Equal(SyncState.Locked, sync);
                if (sync == SyncState.Lost && double.IsNaN(lost)) lost = bench.Now - loss.AtSeconds;
                if (bench.Now is > At + 0.1 and < Returns) Assert.NotEqual(SyncState.Locked, sync);
                if (bench.Now > Returns && sync == SyncState.Locked && double.IsNaN(locked)) locked = bench.Now - Returns;
            });
            Assert.Equal(SyncState.Locked, bench.Meter.Latest.Sync);
            slowest = double.IsNaN(lost) ? double.NaN : Math.Max(slowest, lost);
            back = Math.Max(back, locked);
        }
        output.WriteLine($"{name,-42} {rateHz,6:0} Hz: lost after {slowest * 1e3:0} ms, locked again after {back * 1e3:0} ms");
        Assert.True(slowest < 0.1, $"lost after {slowest} s");
        Assert.True(back < 0.12, $"locked again after {back} s");
    }

    public static TheoryData<double, double, double> LeavingRows()
    {
        var rows = new TheoryData<double, double, double>();
        foreach (double rate in Rates)
        {
            rows.Add(45.6, -3, rate);
            rows.Add(65.4, 3, rate);
            rows.Add(65.8, 1, rate);
        }
        return rows;
    }

    [Theory]
    [MemberData(nameof(LeavingRows))]
    public void R_90_a_frequency_that_ramps_out_of_the_band_is_Grid_Sync_Loss_within_100_ms_and_not_before(double hz, double ramp, double rateHz)
    {
        double crossing = 0.3 + ((ramp < 0 ? 45 : 66) - hz) / ramp, lost = double.NaN;
        var bench = new MeterBench(One(hz, new SignalEvent(0.3) { HzPerSecond = ramp }), rateHz);
        bench.RunUntil(crossing + 0.3, () => { if (double.IsNaN(lost) && bench.Meter.Latest.Sync == SyncState.Lost) lost = bench.Now - crossing; });
        output.WriteLine($"{hz} Hz, {ramp} Hz/s, {rateHz} Hz: lost {lost * 1e3:0} ms after the crossing");
        Assert.InRange(lost, 0, 0.1);
    }

    // The slower the sampling, the more it matters where in the cycle something happens.
    static int Parts(double rateHz) => rateHz < 1000 ? 8 : rateHz < 10_000 ? 3 : 1;

    // Moves the first event through the cycle, and the noise with it.
    static TestSignal Shifted(TestSignal signal, int part, double rateHz)
    {
        double shift = (part + 0.3) / (Parts(rateHz) * signal.FrequencyHz);
        var events = new List<SignalEvent>(signal.Events);
        events[0] = events[0] with { AtSeconds = events[0].AtSeconds + shift };
        return signal with { Events = events, Seed = (ulong)(part + 1) };
    }

    static TheoryData<string, double> Cross(IEnumerable<string> names)
    {
        var rows = new TheoryData<string, double>();
        foreach (string name in names)
            foreach (double rate in Rates)
                rows.Add(name, rate);
        return rows;
    }
}
