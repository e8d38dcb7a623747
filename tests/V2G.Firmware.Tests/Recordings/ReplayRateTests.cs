using V2G.Firmware.Recordings;
using V2G.Firmware.Verbs;
using V2G.Grid.Comtrade;

namespace V2G.Firmware.Tests.Recordings;

/// <summary>Sampling rates of all kinds: the report's times are right whatever the samples are.</summary>
public class ReplayRateTests
{
    const double Volts = 66.4;

    static RateSegment[] Segments(params (double Rate, double Seconds)[] parts)
    {
        List<RateSegment> segments = [];
        int first = 0;
        foreach ((double rate, double seconds) in parts)
        {
            segments.Add(new(rate, first, (int)Math.Round(rate * seconds)));
            first += segments[^1].Count;
        }
        return [.. segments];
    }

    [Theory]
    [InlineData(480)]
    [InlineData(500)]
    [InlineData(599)]
    [InlineData(960)]
    [InlineData(31_000)]
    [InlineData(51_200)]
    [InlineData(96_000)]
    public void A_sag_is_found_in_its_place_at_every_rate(double rate)
    {
        ReplayReport report = TestRecording.Report(TestRecording.Waves(rate, 0.8, (_, t) => Volts * (t is >= 0.3 and < 0.5 ? 0.5 : 1)));
        Assert.Equal(3, report.Events.Length);
        Assert.All(report.Events, e => Assert.Equal((0.3, 0.2, 0.5), (Math.Round(e.StartS, 2), Math.Round(e.DurationS!.Value, 2), Math.Round(e.ResidualPu!.Value, 2))));
        Assert.Equal(60, report.Frequency!.LeastHz, 0.3);
    }

    [Fact]
    public void Values_of_a_few_per_cycle_are_told_and_not_measured()
    {
        ReplayReport report = TestRecording.Report(TestRecording.Waves(100, 2, (_, _) => Volts, hertz: 20));
        Assert.Equal("none", report.EndState);
        Assert.Contains(report.Notes, n => n.Contains("not measured", StringComparison.Ordinal) && n.Contains("480", StringComparison.Ordinal));
        Assert.Null(report.VarCommand);
    }

    [Fact]
    public void A_trend_between_two_stretches_of_waveform_is_left_out_and_the_times_after_it_are_right()
    {
        Recording recording = TestRecording.Waves(0, 0, (_, t) => Volts * (t is >= 61.5 and < 61.7 ? 0.4 : 1), segments: Segments((6400, 1), (1, 60), (6400, 1)));
        ReplayReport report = TestRecording.Report(recording);
        Assert.Equal(62, report.DurationS, 0.001);
        Assert.All(report.Events, e => Assert.Equal((61.5, 0.2), (Math.Round(e.StartS, 2), Math.Round(e.DurationS!.Value, 2))));
        Assert.Equal(3, report.Events.Length);
        Assert.Contains(report.Notes, n => n.Contains("60 samples at 1 Hz not measured", StringComparison.Ordinal));
        Assert.DoesNotContain(report.Transitions, t => t.Text.Contains("measurement lost", StringComparison.Ordinal));
        Assert.Single(report.Transitions, t => t.Text.Contains("momentary cessation (voltage", StringComparison.Ordinal));
    }

    [Fact]
    public void A_recorder_that_samples_faster_in_the_event_leaves_no_gap()
    {
        Recording recording = TestRecording.Waves(0, 0, (_, t) => Volts * (t is >= 0.6 and < 0.7 ? 0.6 : 1), segments: Segments((960, 0.5), (25_600, 0.4), (960, 0.5)));
        ReplayReport report = TestRecording.Report(recording);
        Assert.Equal(3, report.Events.Length);
        Assert.All(report.Events, e => Assert.Equal((0.6, 0.1), (Math.Round(e.StartS, 2), Math.Round(e.DurationS!.Value, 2))));
        Assert.DoesNotContain(report.Transitions, t => t.Text.Contains("lost", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(60, report.Frequency!.LeastHz, 0.1);
        Assert.Equal(60, report.Frequency.GreatestHz, 0.1);
    }

    [Fact]
    public void Time_stamps_that_jitter_do_not_shake_the_measurement()
    {
        Random random = new(11);
        const int samples = 4000;
        Recording even = TestRecording.Waves(4000, 1, (_, t) => Volts * (t is >= 0.4 and < 0.6 ? 0.5 : 1));
        string cfg = $"S,R,1999\n3,3A,0D\n{string.Concat(even.Analog.Select((c, i) => $"{i + 1},{c.Name},{c.Phase},,V,0.01,0,0,-32767,32767,1,1,S\n"))}60\n0\n0,{samples}\n01/02/2020,03:04:05.000000\n01/02/2020,03:04:05.000000\nASCII\n0.5\n";
        // A time factor of 0.5: the stamps count half microseconds.
        string dat = string.Concat(Enumerable.Range(0, samples).Select(i =>
            $"{i + 1},{2 * (i * 250 + random.Next(0, 60))},{string.Join(',', even.Analog.Select(c => (int)Math.Round(c.Values.Span[i] * 100)))}\n"));
        ReplayReport report = TestRecording.Report(ComtradeReader.Read(System.Text.Encoding.UTF8.GetBytes(cfg), System.Text.Encoding.UTF8.GetBytes(dat)));
        Assert.Equal(1, report.DurationS, 0.001);
        Assert.Equal(3, report.Events.Length);
        Assert.All(report.Events, e => Assert.Equal((0.4, 0.2), (Math.Round(e.StartS, 2), Math.Round(e.DurationS!.Value, 2))));
    }

    [Fact]
    public void Many_rates_with_many_events_stay_quick()
    {
        // 2000 segments, a sag every quarter second: were anything quadratic, this would take minutes.
        RateSegment[] segments = Segments([.. Enumerable.Range(0, 2000).Select(i => (960.0 + i % 7 * 0.5, 0.05))]);
        ReplayReport report = TestRecording.Report(TestRecording.Waves(0, 0, (_, t) => Volts * (t % 0.25 > 0.15 ? 0.8 : 1), segments: segments));
        Assert.InRange(report.Disturbances.Length, 380, 401);
    }

    [Theory]
    [InlineData(50, double.NaN, 50)]
    [InlineData(60, double.NaN, 60)]
    [InlineData(50, 60, 50)]
    [InlineData(60, 50, 60)]
    [InlineData(57, 60, 60)]
    [InlineData(52, 50, 50)]
    public void The_nominal_frequency_is_the_configuration_s_unless_the_waveform_has_the_other_one(double waves, double written, double expected)
    {
        Recording recording = TestRecording.Waves(3200, 1, (_, _) => Volts, waves, written);
        NominalFrequency found = NominalFrequency.Of(recording, ChannelMap.Of(recording, null));
        Assert.Equal(expected, found.Hz);
        Assert.Equal(written is 50 or 60 && written != expected, found.Note.Length > 0);
    }

    [Fact]
    public void Phases_in_the_other_order_are_replayed_so_and_keep_their_names()
    {
        Recording forward = TestRecording.Waves(1920, 1, (p, t) => Volts * (t > 0.5 && p == 1 ? 0.3 : 1));
        Recording reversed = TestRecording.Of([.. forward.Analog.Select((c, i) => c with { Values = forward.Analog[(3 - i) % 3].Values })], forward.SampleCount, forward.Segments, 60);
        ReplayReport report = TestRecording.Report(reversed);
        // Phase B's values are in the channel VC now.
        ReplayEventReport sag = Assert.Single(report.Events);
        Assert.Equal("C", sag.Phase);
        Assert.Equal(["C"], report.Running[0].Phases);
        Assert.DoesNotContain(report.Transitions, t => t.Text.Contains("idle", StringComparison.Ordinal));
        Assert.Contains(report.Notes, n => n.Contains("A-C-B", StringComparison.Ordinal));
    }
}
