using V2G.Control.GridSupport;
using V2G.Control.Settings;
using static V2G.Control.GridSupport.VoltageRegion;
using static V2G.Control.Settings.AbnormalCategory;

namespace V2G.Control.Tests.GridSupport;

public class RideThroughTests
{
    // IEEE 1547-2018 Tables 14, 15, 16: each region just inside both of its ends.
    [Theory]
    [InlineData(I, 0.00, CeaseToEnergize)]
    [InlineData(I, 0.4999, CeaseToEnergize)]
    [InlineData(I, 0.50, Permissive)]
    [InlineData(I, 0.6999, Permissive)]
    [InlineData(I, 0.70, Mandatory)]
    [InlineData(I, 0.8799, Mandatory)]
    [InlineData(I, 0.88, Continuous)]
    [InlineData(I, 1.10, Continuous)]
    [InlineData(I, 1.1001, Permissive)]
    [InlineData(I, 1.20, Permissive)]
    [InlineData(I, 1.2001, CeaseToEnergize)]
    [InlineData(II, 0.2999, CeaseToEnergize)]
    [InlineData(II, 0.30, Permissive)]
    [InlineData(II, 0.6499, Permissive)]
    [InlineData(II, 0.65, Mandatory)]
    [InlineData(II, 0.8799, Mandatory)]
    [InlineData(II, 0.88, Continuous)]
    [InlineData(II, 1.10, Continuous)]
    [InlineData(II, 1.1001, Permissive)]
    [InlineData(II, 1.20, Permissive)]
    [InlineData(II, 1.2001, CeaseToEnergize)]
    [InlineData(III, 0.00, MomentaryCessation)]
    [InlineData(III, 0.4999, MomentaryCessation)]
    [InlineData(III, 0.50, Mandatory)]
    [InlineData(III, 0.8799, Mandatory)]
    [InlineData(III, 0.88, Continuous)]
    [InlineData(III, 1.10, Continuous)]
    [InlineData(III, 1.1001, MomentaryCessation)]
    [InlineData(III, 1.20, MomentaryCessation)]
    [InlineData(III, 1.2001, CeaseToEnergize)]
    public void A_voltage_lies_in_the_region_of_its_category(AbnormalCategory category, double voltagePu, VoltageRegion region) =>
        Assert.Equal(region, RideThrough.RegionOf(category, voltagePu, voltagePu));

    [Theory]
    [InlineData(III, 0.45, 1.15, MomentaryCessation)]
    [InlineData(III, 0.60, 1.21, CeaseToEnergize)]
    [InlineData(I, 0.75, 1.15, Permissive)]
    [InlineData(II, 0.20, 1.00, CeaseToEnergize)]
    public void The_worse_of_two_phases_decides(AbnormalCategory category, double lowestPu, double highestPu, VoltageRegion region) =>
        Assert.Equal(region, RideThrough.RegionOf(category, lowestPu, highestPu));

    [Theory]
    [InlineData(I)]
    [InlineData(II)]
    [InlineData(III)]
    public void A_voltage_that_is_no_number_ceases(AbnormalCategory category) =>
        Assert.True(RideThrough.RegionOf(category, double.NaN, double.NaN) >= MomentaryCessation);

    [Theory]
    [InlineData(0.3, 0.001)]
    [InlineData(0.3, 0.02)]
    [InlineData(0.4, 0.001)]
    [InlineData(0, 0.001)]
    public void Active_current_comes_back_in_a_straight_ramp(double restoreSeconds, double dt)
    {
        var ride = new RideThrough();
        RideThroughSettings s = RideThroughSettings.Default with { RestoreSeconds = restoreSeconds };
        foreach (double power in (double[])[0.9, -0.9])
        {
            ride.Stopped();
            for (double t = dt; t < 0.5; t += dt)
            {
                double current = restoreSeconds == 0 ? 1 : Math.Min(1, t / restoreSeconds);
                Assert.Equal(Math.CopySign(0.9 * current, power), ride.Restore(s, power, 0.9, dt), 1e-9);
            }
        }
    }

    [Fact]
    public void Less_power_is_never_waited_for()
    {
        var ride = new RideThrough();
        ride.Restore(RideThroughSettings.Default, 1, 1, 0.001);
        Assert.Equal(0.1, ride.Restore(RideThroughSettings.Default, 0.1, 1, 0.001));
    }

    [Theory]
    [InlineData(III, 0.4, 0.083, 0.16, 0.083)]
    [InlineData(III, 1.15, 0.083, 0.16, 0.083)]
    [InlineData(III, 1.25, 0.083, 0.16, 0.083)]
    [InlineData(II, 0.2, 0.083, 0.16, 0.16)]
    [InlineData(I, 1.25, 0.083, 0.16, 0.16)]
    [InlineData(III, 0.4, 0, 0, 0)]
    public void Current_ends_after_the_response_of_its_category_and_not_before(
        AbnormalCategory category, double voltagePu, double cessation, double cease, double expectedSeconds)
    {
        const double dt = 0.001;
        var ride = new RideThrough();
        RideThroughSettings s = RideThroughSettings.Default with { CessationResponseSeconds = cessation, CeaseResponseSeconds = cease };
        int steps = 0;
        do
        {
            ride.Step(s, category, voltagePu, voltagePu, dt);
            steps++;
        }
        while (!ride.Ceased && steps < 1000);
        Assert.Equal(Math.Max(1, Math.Round(expectedSeconds / dt)), steps);
    }

    [Fact]
    public void Current_returns_after_the_return_delay()
    {
        const double dt = 0.01;
        var ride = new RideThrough();
        RideThroughSettings s = RideThroughSettings.Default with { ReturnDelaySeconds = 0.1 };
        ride.Step(s, III, 0.4, 0.4, dt);
        for (int k = 1; k < 10; k++)
        {
            ride.Step(s, III, 1, 1, dt);
            Assert.True(ride.Ceased);
        }
        ride.Step(s, III, 1, 1, dt);
        Assert.False(ride.Ceased);
    }
}
