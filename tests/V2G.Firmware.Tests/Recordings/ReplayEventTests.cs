using V2G.Firmware.Verbs;
using V2G.Grid.Comtrade;

namespace V2G.Firmware.Tests.Recordings;

/// <summary>Sags, swells and interruptions against waveforms whose truth is known.</summary>
public class ReplayEventTests
{
    const double Volts = 66.4;

    static Func<int, double, double> Sag(double pu, double from, double to, string phases = "ABC") =>
        (p, t) => Volts * (t >= from && t < to && phases.Contains("ABC"[p], StringComparison.Ordinal) ? pu : 1);

    public static TheoryData<double, double, double, double> Grids() => new()
    {
        { 4800, 60, 60, 0.7 }, { 4800, 60, 60, 0.3 }, { 20_000, 60, 60, 0.7 }, { 960, 60, 60, 0.5 }, { 800, 50, 50, 0.7 }, { 6400, 49.6, 50, 0.7 }, { 3840, 60.3, 60, 0 },
        { 100_000, 50, 50, 0.6 }, { 2401.5, 50.03, 50, 0.4 },
    };

    [Theory]
    [MemberData(nameof(Grids))]
    public void A_sag_begins_and_ends_within_3_ms_of_the_truth_at_every_point_on_the_wave(double rate, double hertz, double nominal, double residual)
    {
        int points = rate > 10_000 ? 4 : 16;
        for (int k = 0; k < points; k++)
        {
            const double from = 0.3, to = 0.5;
            Recording recording = TestRecording.Waves(rate, 0.8, Sag(residual, from, to), hertz, nominal, degrees: 360.0 * k / points);
            ReplayReport report = TestRecording.Report(recording);
            Assert.Equal(["A", "B", "C"], report.Events.Select(e => e.Phase).Order());
            foreach (ReplayEventReport e in report.Events)
            {
                string where = $"{rate} Hz, point {k} of {points}, {e.Phase}: {e.StartS} … {e.EndS}, detected {e.DetectedS}";
                Assert.True(Math.Abs(e.StartS - from) <= 0.003, where);
                Assert.True(e.StartS >= e.DetectedS - 1.6 / hertz - 1e-3, where);
                Assert.True(Math.Abs(e.EndS!.Value - to) <= 0.003, where);
                Assert.True(Math.Abs(e.ResidualPu!.Value - residual) < 0.01, where + $" residual {e.ResidualPu}");
                Assert.Equal(residual < 0.1 ? "interruption" : "sag", e.Kind);
            }
        }
    }

    [Fact]
    public void An_evolving_fault_names_each_phase_with_its_own_time_and_the_disturbance_as_a_whole()
    {
        Recording recording = TestRecording.Waves(3840, 1, (p, t) => Volts * (p == 1 && t > 0.3 ? 0.2 : p == 2 && t > 0.42 ? 0.4 : p == 0 && t > 0.55 && t < 0.7 ? 0.6 : 1));
        ReplayReport report = TestRecording.Report(recording);
        Assert.Equal([("B", 0.3), ("C", 0.42), ("A", 0.55)], report.Events.Select(e => (e.Phase, Math.Round(e.StartS, 2))));
        Assert.Equal([true, true, false], report.Events.Select(e => e.LastsToEnd));
        ReplayDisturbanceReport whole = Assert.Single(report.Disturbances);
        Assert.Equal(["B", "C", "A"], whole.Phases);
        Assert.Equal(("sag", true, 0.7), (whole.Kind, whole.LastsToEnd, Math.Round(whole.DurationS, 2)));
        Assert.Equal(0.2, whole.ResidualPu!.Value, 0.01);
        Assert.Null(whole.EndS);
        Assert.Null(whole.PeakPu);
    }

    [Fact]
    public void One_dead_phase_is_a_sag_of_the_system_and_three_are_an_interruption()
    {
        ReplayReport one = TestRecording.Report(TestRecording.Waves(3840, 0.8, Sag(0, 0.3, 0.6, "B"))), all = TestRecording.Report(TestRecording.Waves(3840, 0.8, Sag(0.02, 0.3, 0.6)));
        Assert.Equal(("sag", "interruption"), (one.Disturbances[0].Kind, one.Events[0].Kind));
        Assert.Equal("interruption", all.Disturbances[0].Kind);
    }

    [Fact]
    public void A_swell_and_a_later_sag_are_two_disturbances()
    {
        ReplayReport report = TestRecording.Report(TestRecording.Waves(3840, 1.2, (p, t) => Volts * (t is > 0.3 and < 0.4 ? 1.15 : t is > 0.7 and < 0.9 && p == 0 ? 0.8 : 1)));
        Assert.Equal(["swell", "sag"], report.Disturbances.Select(d => d.Kind));
        Assert.Equal(1.15, report.Disturbances[0].PeakPu!.Value, 0.01);
        Assert.Equal(0.8, report.Disturbances[1].ResidualPu!.Value, 0.01);
        Assert.Equal(0.1, report.Disturbances[0].DurationS, 0.006);
        Assert.Equal(0.2, report.Disturbances[1].DurationS, 0.006);
    }

    [Fact]
    public void A_slow_sag_keeps_the_time_at_which_its_RMS_crossed_the_threshold()
    {
        ReplayReport report = TestRecording.Report(TestRecording.Waves(3840, 4, (_, t) => Volts * (t < 0.5 ? 1 : Math.Max(0.7, 1 - 0.15 * (t - 0.5)))));
        Assert.All(report.Events, e => Assert.Equal(0.5 + 0.1 / 0.15, e.StartS, 0.03));
    }

    [Fact]
    public void A_grid_outside_the_band_is_a_loss_of_sync_with_its_frequency()
    {
        ReplaySyncLossReport lost = Assert.Single(TestRecording.Report(TestRecording.Waves(3840, 1, (_, _) => Volts, 78)).SyncLosses);
        Assert.Equal(78, lost.LeastHz!.Value, 0.1);
        Assert.Equal(78, lost.GreatestHz!.Value, 0.1);
        Assert.Contains("outside 45 … 66 Hz", lost.Reason);
    }

    [Fact]
    public void A_voltage_without_rhythm_is_a_loss_of_sync_that_says_so()
    {
        Random random = new(5);
        ReplayReport report = TestRecording.Report(TestRecording.Waves(3840, 1, (_, t) => t < 0.4 ? Volts : Volts * (random.NextDouble() * 4 - 2)));
        Assert.Contains(report.SyncLosses, s => s.LeastHz is null && s.Reason.Contains("without", StringComparison.Ordinal));
    }

    [Fact]
    public void Least_and_greatest_frequency_come_with_their_times()
    {
        // 60 Hz, then 59.4 Hz from 1 s, then 60.5 Hz from 2 s.
        ReplayReport report = TestRecording.Report(TestRecording.Waves(3840, 3, (_, _) => Volts, turns: t => t < 1 ? 60 * t : t < 2 ? 60 + 59.4 * (t - 1) : 119.4 + 60.5 * (t - 2)));
        Assert.Equal(59.4, report.Frequency!.LeastHz, 0.05);
        Assert.InRange(report.Frequency.LeastAtS, 1, 2.1);
        Assert.Equal(60.5, report.Frequency.GreatestHz, 0.05);
        Assert.InRange(report.Frequency.GreatestAtS, 2, 3);
    }
}
