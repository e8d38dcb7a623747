using V2G.Control.GridSupport;

namespace V2G.Control.Tests.GridSupport;

public class VoltWattTests
{
    [Theory]
    [InlineData(0.90, 1.00)]
    [InlineData(1.06, 1.00)]
    [InlineData(1.07, 0.75)]
    [InlineData(1.08, 0.50)]
    [InlineData(1.09, 0.25)]
    [InlineData(1.10, 0.00)]
    [InlineData(1.20, 0.00)]
    public void R_5_the_default_limit_falls_from_rated_power_at_1_06_to_nothing_at_1_10(double voltagePu, double limitPu) =>
        Assert.Equal(limitPu, VoltWatt.LimitPu(VoltWattSettings.Default, voltagePu), 1e-12);

    [Theory]
    [InlineData(1.08, 0.0)]
    [InlineData(1.09, -0.5)]
    [InlineData(1.10, -1.0)]
    public void A_unit_told_to_absorb_is_limited_to_charging_at_high_voltage(double voltagePu, double limitPu) =>
        Assert.Equal(limitPu, VoltWatt.LimitPu(VoltWattSettings.Default with { P2Pu = -1 }, voltagePu), 1e-12);
}
