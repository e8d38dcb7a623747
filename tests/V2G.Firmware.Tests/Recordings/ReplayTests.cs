using V2G.Control;
using V2G.Control.Protection;
using V2G.Control.Settings;
using V2G.Firmware.Recordings;
using V2G.Firmware.Terminal;
using V2G.Grid.Comtrade;

namespace V2G.Firmware.Tests.Recordings;

public class ReplayTests
{
    // Retained voltage, on which phases; what it is called.
    [Theory]
    [InlineData(0.80, 3, 60, "sag")]
    [InlineData(0.60, 1, 60, "sag")]
    [InlineData(0.55, 3, 50, "sag")]
    [InlineData(1.15, 3, 60, "swell")]
    [InlineData(1.15, 1, 50, "swell")]
    [InlineData(0.03, 3, 60, "interruption")]
    public void An_event_is_found_within_half_a_cycle_with_its_depth(double retained, int phases, double hertz, string kind)
    {
        const double start = 0.5137, end = 0.8137;
        Recording recording = MadeRecording.Written(MadeRecording.Of(1.2, (p, t) => p < phases && t >= start && t < end ? retained : 1, hertz));
        ReplayResult result = MadeRecording.Replayed(recording);
        Assert.Equal(phases, result.Events.Count);
        double half = 0.5 / hertz;
        foreach (VoltageEvent e in result.Events)
        {
            Assert.Equal(kind, e.Kind);
            Assert.InRange(e.StartSeconds, start - 0.001, start + half);
            // The end, too, is looked for on the waveform.
            Assert.InRange(e.EndSeconds, end - 0.003, end + half);
            Assert.Equal(retained, e.ExtremePu, 0.005);
        }
        Assert.Empty(result.Notes);
    }

    [Fact]
    public void An_event_that_lasts_to_the_end_has_no_end()
    {
        ReplayResult result = MadeRecording.Replayed(MadeRecording.Of(0.8, (_, t) => t > 0.5 ? 0.7 : 1));
        Assert.All(result.Events, e => Assert.True(double.IsNaN(e.EndSeconds)));
    }

    // 0.40 pu: below UV2 of category II (0.45 pu, 0.16 s); category III rides through with cessation (UV2 0.50 pu, 2 s).
    [Theory]
    [InlineData(AbnormalCategory.II, 0.16)]
    [InlineData(AbnormalCategory.III, double.NaN)]
    public void A_deep_sag_trips_category_II_and_is_ceased_for_by_category_III(AbnormalCategory category, double tripAfter)
    {
        ReplayResult result = MadeRecording.Replayed(MadeRecording.Of(2, (_, t) => t is >= 0.5 and < 1.1 ? 0.40 : 1), category);
        if (double.IsNaN(tripAfter))
        {
            Assert.Empty(result.Trips);
            Assert.Contains(result.Rows, r => r.State == ControllerState.MomentaryCessation);
            // What the sag called for is still fading by its open-loop response.
            Assert.Equal(ControllerState.SupportingInject, result.Rows[^1].State);
            return;
        }
        ElementRun trip = Assert.Single(result.Trips);
        Assert.Equal(TripElement.Uv2, trip.Element);
        Assert.InRange(trip.UntilSeconds, 0.5 + 0.10, 0.5 + tripAfter);
        Assert.Equal(0.40, trip.ExtremeValue, 0.01);
    }

    [Fact]
    public void A_sag_inside_the_curve_is_answered_with_injection_on_the_way_of_the_open_loop_response()
    {
        ReplayResult result = MadeRecording.Replayed(MadeRecording.Of(8, (_, t) => t >= 1 ? 0.94 : 1, rates: [(3000, 8)]));
        Assert.Empty(result.Events);
        double At(double s) => result.Rows.First(r => r.Seconds >= s).CommandVarPu;
        Assert.Equal(0, At(0.9), 6);
        Assert.Equal(0.9 * 0.2933, At(6.02), 0.02);
        Assert.All(result.Rows, r => Assert.InRange(r.CommandVarPu, -0.001, 0.2943));
    }

    [Fact]
    public void A_single_phase_is_replayed_as_one()
    {
        ReplayResult result = MadeRecording.Replayed(MadeRecording.Of(1.5, (_, t) => t is >= 0.7 and < 1 ? 0.75 : 1, phases: 1, volts: 230, hertz: 50), nominal: null);
        Assert.Equal(230, result.Nominal.Volts, 0.1);
        Assert.Equal(0.75, Assert.Single(result.Events).ExtremePu, 0.005);
    }

    [Theory]
    [InlineData(DataFormat.Ascii)]
    [InlineData(DataFormat.Binary)]
    [InlineData(DataFormat.Binary32)]
    [InlineData(DataFormat.Real32)]
    public void Every_data_format_gives_the_same_events(DataFormat format)
    {
        ReplayResult result = MadeRecording.Replayed(MadeRecording.Written(MadeRecording.Of(1, (_, t) => t is >= 0.4 and < 0.6 ? 0.8 : 1), format));
        Assert.All(result.Events, e => Assert.Equal(0.8, e.ExtremePu, 0.005));
        Assert.Equal(3, result.Events.Count);
    }

    [Fact]
    public void Missing_values_cost_measurement_for_a_cycle_and_invent_no_event()
    {
        Recording recording = MadeRecording.Of(1.5, (_, _) => 1);
        double[] holed = recording.Analog[1].Values.ToArray();
        for (int k = 6000; k < 6010; k++) holed[k] = double.NaN;
        recording = MadeRecording.With([recording.Analog[0], recording.Analog[1] with { Values = holed }, recording.Analog[2]], recording.Segments);
        ReplayResult result = MadeRecording.Replayed(recording);
        Assert.Empty(result.Events);
        Assert.Empty(result.Trips);
        Assert.DoesNotContain(result.Rows, r => double.IsNaN(r.VoltagePu.B));
        Assert.DoesNotContain(result.Rows, r => r.Seconds is > 0.752 and < 0.765);
        Assert.Contains(result.Rows, r => r.Seconds > 1.4);
    }

    [Fact]
    public void Rates_that_change_inside_the_record_are_followed()
    {
        Recording recording = MadeRecording.Of(2, (_, t) => t is >= 1.3 and < 1.5 ? 0.7 : 1, rates: [(4000, 0.6), (1000, 0.5), (8000, 0.9)]);
        ReplayResult result = MadeRecording.Replayed(MadeRecording.Written(recording));
        Assert.Equal(3, result.Events.Count);
        Assert.All(result.Events, e => Assert.InRange(e.StartSeconds, 1.295, 1.31));
        Assert.All(result.Events, e => Assert.Equal(0.7, e.ExtremePu, 0.005));
        Assert.Empty(result.Trips);
    }

    [Fact]
    public void A_rate_too_low_to_measure_is_said()
    {
        ReplayResult result = MadeRecording.Replayed(MadeRecording.Of(1, (_, _) => 1, rates: [(200, 1)]));
        Assert.Empty(result.Rows);
        Assert.Contains(result.Notes, n => n.Contains("at 200 Hz not measured", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("va=VA,vb=VB,vc=VC", 1.0)]
    [InlineData("va=1,vb=2,vc=3", 1.0)]
    [InlineData("VA = va , vb=2, vc=VC", 1.0)]
    [InlineData("vab=VA,vbc=VB", 0.577)]
    [InlineData("v=2", 1.155)]
    public void Channels_are_named_or_numbered(string map, double expectedPu)
    {
        ReplayResult result = MadeRecording.Replayed(MadeRecording.Of(0.5, (_, _) => 1), map: map, nominal: map.StartsWith("v=", StringComparison.Ordinal) ? 240 : 480);
        Assert.Equal(expectedPu, result.Rows[^1].VoltagePu.A, 0.002);
    }

    [Theory]
    [InlineData("va=VX,vb=VB,vc=VC", "no channel 'VX'; did you mean")]
    [InlineData("va=VA", "--map needs va, vb and vc")]
    [InlineData("va=VA,va=VB", "'va' is given twice")]
    [InlineData("vx=VA", "'vx=VA' is not KEY=CHANNEL")]
    [InlineData("VA", "is not KEY=CHANNEL")]
    [InlineData("va=99,vb=2,vc=3", "no channel '99'")]
    public void A_map_that_names_nothing_is_a_usage_error(string map, string said)
    {
        VerbFailure e = Assert.Throws<VerbFailure>(() => ChannelMap.Of(MadeRecording.Of(0.1, (_, _) => 1), map));
        Assert.Equal(ExitCode.Usage, e.ExitCode);
        Assert.Contains(said, e.Message);
    }

    [Fact]
    public void Line_voltages_alone_give_the_three_phases()
    {
        Recording phases = MadeRecording.Of(1, (p, t) => p == 1 && t >= 0.5 ? 0.6 : 1);
        ReadOnlyMemory<double> Difference(int p, int q) => phases.Analog[p].Values.ToArray().Zip(phases.Analog[q].Values.ToArray(), (a, b) => a - b).ToArray();
        Recording lines = MadeRecording.With(
            [new() { Index = 1, Name = "UAB", Unit = "kV", Values = Scaled(Difference(0, 1)) }, new() { Index = 2, Name = "UBC", Unit = "kV", Values = Scaled(Difference(1, 2)) }],
            phases.Segments);
        ReplayResult before = MadeRecording.Replayed(lines);
        Assert.Equal(1, before.Rows.Last(r => r.Seconds < 0.5).VoltagePu.A, 0.003);
        Assert.Equal(1, before.Rows.Last(r => r.Seconds < 0.5).VoltagePu.C, 0.003);
        // Without the neutral its displacement can't be known: a third of phase B's loss appears in the others.
        Assert.InRange(before.Rows[^1].VoltagePu.B, 0.70, 0.77);

        static ReadOnlyMemory<double> Scaled(ReadOnlyMemory<double> volts) => volts.ToArray().Select(v => v / 1000).ToArray();
    }

    [Fact]
    public void A_recording_without_three_voltages_asks_for_a_map_and_lists_its_channels()
    {
        AnalogChannel[] two = [.. MadeRecording.Of(0.2, (_, _) => 1).Analog.Take(2)];
        VerbFailure e = Assert.Throws<VerbFailure>(() => ChannelMap.Of(MadeRecording.With(two, [new(8000, 0, 1600)]), null));
        Assert.Equal(ExitCode.InvalidInput, e.ExitCode);
        Assert.Contains("--map va=", e.Message);
        Assert.Contains("1 VA [V], 2 VB [V]", e.Message);
    }
}
