using V2G.Firmware.TypeTests;

namespace V2G.Firmware.Tests.TypeTests;

/// <summary>The arithmetic of IEEE 1547.1-2020 4.2 against figures worked out by hand.</summary>
public sealed class AccuracyTests
{
    [Fact]
    public void On_a_slope_the_band_is_as_wide_as_both_accuracies_make_it()
    {
        // 0.44 over 0.06 pu from 1.02 pu on: −0.22 at 1.05; −0.11 and −0.33 one and a half per cent beside; 0.075 for the reactive power.
        Band band = Accuracy.Of(v => -0.44 * (v - 1.02) / 0.06, 1.05, Accuracy.VoltagePu, Accuracy.PowerPu);
        Assert.Equal(-0.405, band.Low, 9);
        Assert.Equal(-0.035, band.High, 9);
    }

    [Fact]
    public void On_a_level_the_band_is_that_of_the_power_alone()
    {
        Band band = Accuracy.Of(_ => 0.25, 1, Accuracy.VoltagePu, Accuracy.PowerPu);
        Assert.Equal(0.175, band.Low, 9);
        Assert.Equal(0.325, band.High, 9);
    }

    [Fact]
    public void A_response_is_judged_at_its_time_with_the_accuracy_of_time()
    {
        // 5 s ± 1.5 · 0.05 s: 1 − 10^−0.985 = 0.896486 and 1 − 10^−1.015 = 0.903395 of −0.44.
        Band band = Accuracy.OfResponse(0, -0.44, 5, Accuracy.PowerPu);
        Assert.Equal(-0.397494 - 0.075, band.Low, 5);
        Assert.Equal(-0.394454 + 0.075, band.High, 5);
        Assert.Equal(-0.396, Accuracy.AtResponse(0, -0.44), 9);
    }

    [Theory]
    [InlineData(0.16, 0.05)]
    [InlineData(5, 0.05)]
    [InlineData(100, 1)]
    [InlineData(600, 6)]
    [InlineData(1000, 6)]
    public void Time_is_accurate_to_one_per_cent_of_five_to_six_hundred_seconds(double seconds, double expected) =>
        Assert.Equal(expected, Accuracy.Seconds(seconds), 9);

    [Fact]
    public void A_figure_that_is_no_number_is_inside_no_band() => Assert.False(Band.AtMost(1).Holds(double.NaN));
}
