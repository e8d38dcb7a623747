using V2G.Firmware.Verbs;
using V2G.Grid.Comtrade;

namespace V2G.Firmware.Tests.Recordings;

/// <summary>Trips with their times, and what was still running when the recording ended.</summary>
public class ReplayTripTests
{
    const double Volts = 66.4;

    // Category, pu of phase B after 0.5 s, element, clearing time.
    [Theory]
    [InlineData("I", 0.3, "UV2", 0.16)]
    [InlineData("I", 0.6, "UV1", 2)]
    [InlineData("I", 1.25, "OV2", 0.16)]
    [InlineData("I", 1.15, "OV1", 2)]
    [InlineData("II", 0.3, "UV2", 0.16)]
    [InlineData("II", 0.6, "UV1", 10)]
    [InlineData("II", 1.15, "OV1", 2)]
    [InlineData("III", 0.3, "UV2", 2)]
    [InlineData("III", 0.7, "UV1", 21)]
    [InlineData("III", 1.25, "OV2", 0.16)]
    [InlineData("III", 1.15, "OV1", 13)]
    public void A_voltage_trip_clears_within_its_time_from_the_start_of_the_event(string category, double pu, string element, double clearing)
    {
        ReplayReport report = TestRecording.Report(TestRecording.Waves(1920, 0.5 + clearing + 0.2, (p, t) => Volts * (p == 1 && t >= 0.5 ? pu : 1)), category);
        ReplayTripReport trip = Assert.Single(report.Trips);
        Assert.Equal((element, clearing), (trip.Element, trip.ClearingTimeS));
        Assert.Equal(["B"], trip.Phases);
        Assert.Equal(pu, trip.Value!.Value, 0.01);
        Assert.Equal(0.5, trip.SinceS, 0.003);
        // With the time that blocking the gates takes it is still inside, and it does not give away more than two and a half cycles.
        Assert.InRange(trip.TimeS - 0.5, clearing - 0.06, clearing - 0.005);
    }

    [Theory]
    [InlineData(63.5, "OF2")]
    [InlineData(55.5, "UF2")]
    public void A_frequency_trip_clears_within_its_time(double hertz, string element)
    {
        ReplayTripReport trip = Assert.Single(TestRecording.Report(TestRecording.Waves(3840, 1.5, (_, _) => Volts, turns: t => t < 0.5 ? 60 * t : 30 + hertz * (t - 0.5))).Trips);
        Assert.Equal((element, "Hz", 0.16), (trip.Element, trip.Unit, trip.ClearingTimeS));
        Assert.Empty(trip.Phases);
        Assert.InRange(trip.TimeS - 0.5, 0.05, 0.16 - 0.005);
        Assert.InRange(trip.ElapsedS, 0, 0.16);
    }

    [Theory]
    [InlineData("III", 0.3, 1.2, "UV2", 2)]
    [InlineData("II", 0.6, 3, "UV1", 10)]
    [InlineData("I", 1.15, 1.5, "OV1", 2)]
    public void An_element_that_still_ran_when_the_recording_ended_says_how_far_it_had_come(string category, double pu, double lasts, string element, double clearing)
    {
        ReplayReport report = TestRecording.Report(TestRecording.Waves(1920, 0.5 + lasts, (p, t) => Volts * (p == 2 && t >= 0.5 ? pu : 1)), category);
        Assert.Empty(report.Trips);
        ReplayRunningReport running = Assert.Single(report.Running, r => r.Element == element);
        Assert.Equal(["C"], running.Phases);
        Assert.Equal(lasts, running.RanS, 0.006);
        Assert.Equal(clearing, running.ClearingTimeS);
        using StringWriter text = new();
        ReplayText.Print(report, text);
        Assert.Contains(FormattableString.Invariant($"{element} (C) had run {running.RanS:0.00} s of {clearing} s"), text.ToString());
    }

    [Fact]
    public void A_recording_that_ends_healthy_leaves_nothing_running()
    {
        ReplayReport report = TestRecording.Report(TestRecording.Waves(1920, 2, (_, t) => Volts * (t is > 0.5 and < 1 ? 0.3 : 1)));
        Assert.Empty(report.Running);
        Assert.False(report.Tripped);
        Assert.True(report.MomentaryCessation);
    }
}
