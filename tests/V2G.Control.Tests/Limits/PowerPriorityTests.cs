using CsCheck;
using V2G.Control.GridSupport;
using V2G.Control.Limits;
using V2G.Control.Settings;

namespace V2G.Control.Tests.Limits;

public class PowerPriorityTests
{
    static ControlSettings Mode(VarMode mode, BeyondRequired beyond = BeyondRequired.ReactiveFirst, double capability = 0.44)
    {
        ControlSettings s = ControlSettings.Default(SiteSettings.Default with { VarCapabilityPu = capability, VarAbsorbCapabilityPu = capability });
        return s with
        {
            BeyondRequired = beyond, VoltVar = s.VoltVar with { Enabled = mode == VarMode.VoltVar }, WattVar = s.WattVar with { Enabled = mode == VarMode.WattVar },
            ConstantPowerFactor = s.ConstantPowerFactor with { Enabled = mode == VarMode.ConstantPowerFactor }, ConstantVar = s.ConstantVar with { Enabled = mode == VarMode.ConstantVar },
        };
    }

    [Theory]
    // Reactive power first: 0.8 leaves 0.6.
    [InlineData(VarMode.VoltVar, BeyondRequired.ReactiveFirst, 0.8, 1, 0.8, 0.6, 0.8)]
    [InlineData(VarMode.ConstantVar, BeyondRequired.ReactiveFirst, 0.8, -1, -0.8, -0.6, -0.8)]
    // Active power first beyond the required 0.44, and reactive power takes what active power leaves.
    [InlineData(VarMode.VoltVar, BeyondRequired.ActiveFirst, 0.8, 1, 0.8, 0.897998, 0.44)]
    [InlineData(VarMode.VoltVar, BeyondRequired.ActiveFirst, 0.8, 0.8, 0.8, 0.8, 0.6)]
    // A constant power factor shrinks both, down to the corner of the capability.
    [InlineData(VarMode.ConstantPowerFactor, BeyondRequired.ReactiveFirst, 0.8, 1, 0.484322, 0.9, 0.435890)]
    [InlineData(VarMode.ConstantPowerFactor, BeyondRequired.ReactiveFirst, 0.44, 1, 0.75, 0.897998, 0.44)]
    // Watt-var stays on its curve: where the line from (0.5, 0) to (1, -0.44) meets the circle.
    [InlineData(VarMode.WattVar, BeyondRequired.ReactiveFirst, 0.44, 1, -0.44, 0.926791, -0.375576)]
    [InlineData(VarMode.None, BeyondRequired.ReactiveFirst, 0.44, 0.9, 0.3, 0.9, 0.3)]
    public void R_61_what_gives_way_depends_on_the_mode(VarMode mode, BeyondRequired beyond, double capability, double p, double q, double pLimited, double qLimited)
    {
        (double pGot, double qGot) = PowerPriority.Limit(Mode(mode, beyond, capability), p, q);
        Assert.Equal(pLimited, pGot, 1e-5);
        Assert.Equal(qLimited, qGot, 1e-5);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.049, 0)]
    [InlineData(0.05, 0.11)]
    [InlineData(0.125, 0.275)]
    [InlineData(0.2, 0.44)]
    [InlineData(-0.2, 0.44)]
    [InlineData(1, 0.44)]
    public void A_reduced_capability_is_that_of_Table_7(double activePowerPu, double mostPu)
    {
        SiteSettings site = SiteSettings.Default with { LowPowerVar = LowPowerVar.Reduced };
        Assert.Equal(mostPu, VarCapability.At(site, activePowerPu).InjectPu, 1e-12);
        Assert.Equal(0.44, VarCapability.At(SiteSettings.Default, activePowerPu).AbsorbPu);
    }

    [Fact]
    public void R_14_neither_power_grows_or_turns_and_the_circle_holds_in_every_mode() =>
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 1], Gen.Double[0.25, 1], Gen.Double[-1, 1], Gen.Double[-1, 1]).Sample((mode, beyond, capability, p, q) =>
        {
            (double pGot, double qGot) = PowerPriority.Limit(Mode((VarMode)mode, (BeyondRequired)beyond, capability), p, q);
            Assert.True(pGot * p >= 0 && qGot * q >= 0, "a sign turned");
            Assert.True(Math.Abs(pGot) <= Math.Abs(p) + 1e-12 && Math.Abs(qGot) <= Math.Abs(q) + 1e-12, "a power grew");
            Assert.True(Math.Abs(qGot) <= capability + 1e-12, "beyond the capability");
            Assert.True(pGot * pGot + qGot * qGot <= 1 + 1e-9, "outside the circle");
        }, iter: 20_000);
}
