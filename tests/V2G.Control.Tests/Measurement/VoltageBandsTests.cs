using V2G.Control.Measurement;

namespace V2G.Control.Tests.Measurement;

public class VoltageBandsTests
{
    [Fact]
    public void R_10_time_is_counted_in_the_range_that_holds_the_voltage()
    {
        VoltageBands bands = default;
        foreach (double v in new[] { 0.95, 1.0, 1.05 }) bands.Add(v, 2);
        foreach (double v in new[] { 0.949, 1.051, 0.917, 1.058 }) bands.Add(v, 3);
        foreach (double v in new[] { 0.916, 1.059 }) bands.Add(v, 5);
        Assert.Equal(6, bands.RangeASeconds, 9);
        Assert.Equal(12, bands.RangeBSeconds, 9);
        Assert.Equal(10, bands.OutsideSeconds, 9);
        Assert.Equal(0.916, bands.LowestPu);
        Assert.Equal(1.059, bands.HighestPu);
    }

    [Fact]
    public void R_10_what_was_not_measured_is_counted_nowhere()
    {
        VoltageBands bands = default;
        bands.Add(double.NaN, 1);
        bands.Add(1, 0);
        bands.Add(1, -1);
        Assert.Equal(0, bands.TotalSeconds);
    }
}
