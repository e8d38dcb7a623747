using V2G.Firmware.Charts;

namespace V2G.Firmware.Tests.Charts;

public class AxisScaleTests
{
    [Theory]
    [InlineData(0, 2, 10, "0 0.2 0.4 0.6 0.8 1.0 1.2 1.4 1.6 1.8 2.0")]
    [InlineData(-0.44, 0.44, 4, "-0.4 -0.2 0 0.2 0.4")] // a quarter of the range is 0.22; 0.5 would leave one tick
    [InlineData(59.97, 60.03, 3, "59.98 60.00 60.02")]
    [InlineData(0.88, 1.1, 5, "0.90 0.95 1.00 1.05 1.10")]
    [InlineData(0, 1000, 4, "0 500 1000")]
    [InlineData(0, 3e7, 3, "0 1e7 2e7 3e7")]
    [InlineData(0, 3e-7, 3, "0 1e-7 2e-7 3e-7")]
    public void Ticks_stand_at_one_two_or_five_with_as_many_decimals_as_they_need(double low, double high, int ticks, string expected)
    {
        AxisScale scale = new(low, high, ticks);
        Assert.Equal(expected, string.Join(' ', scale.Ticks().Select(scale.Label)));
    }

    [Fact]
    public void Every_range_has_at_least_three_ticks_and_not_many_more_than_wanted()
    {
        Random random = new(3);
        for (int i = 0; i < 5000; i++)
        {
            double low = (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-8, 8)), span = Math.Pow(10, random.Next(-3, 8)) * (0.1 + random.NextDouble());
            AxisScale scale = new(low, low + span, 8);
            double[] ticks = [.. scale.Ticks()];
            Assert.InRange(ticks.Length, 3, 9);
            Assert.All(ticks, t => Assert.InRange(scale.Fraction(t), -1e-6, 1 + 1e-6));
        }
    }
}
