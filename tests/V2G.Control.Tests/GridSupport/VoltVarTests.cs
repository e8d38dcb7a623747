using CsCheck;
using V2G.Control.GridSupport;
using V2G.Control.Settings;

namespace V2G.Control.Tests.GridSupport;

public class VoltVarTests
{
    static double Target(double voltagePu, NormalCategory category = NormalCategory.B) =>
        VoltVar.TargetVarInjectedPu(VoltVarSettings.Default(category), voltagePu);

    [Theory]
    [InlineData(0.90, 0.44)]
    [InlineData(0.92, 0.44)]
    [InlineData(0.94, 0.293333)]
    [InlineData(0.95, 0.22)]
    [InlineData(0.96, 0.146667)]
    [InlineData(1.04, -0.146667)]
    [InlineData(1.06, -0.293333)]
    [InlineData(1.08, -0.44)]
    [InlineData(1.10, -0.44)]
    public void R_36_R_37_the_default_curve_of_category_B_gives_the_acceptance_figures(double voltagePu, double varInjectedPu) =>
        Assert.Equal(varInjectedPu, Target(voltagePu), 1e-6);

    [Fact]
    public void R_37_inside_the_deadband_reactive_power_is_exactly_zero()
    {
        for (int i = 0; i <= 40; i++) Assert.Equal(0, Target((980 + i) / 1000.0));
    }

    // Another form of the same curve: straight lines as the sum of bends, each bend a change of slope at one point.
    static double SumOfBends(double v, double q1, params (double V, double SlopeChange)[] bends)
    {
        double q = q1;
        foreach ((double at, double change) in bends) q += change * Math.Max(0, v - at);
        return q;
    }

    [Fact]
    public void R_4_the_default_curves_agree_with_an_independent_interpolation_over_the_whole_sweep()
    {
        for (int i = 800; i <= 1200; i++)
        {
            double v = i / 1000.0;
            double b = SumOfBends(v, 0.44, (0.92, -0.44 / 0.06), (0.98, 0.44 / 0.06), (1.02, -0.44 / 0.06), (1.08, 0.44 / 0.06));
            double a = SumOfBends(v, 0.25, (0.90, -2.5), (1.10, 2.5));
            Assert.Equal(b, Target(v), 1e-6);
            Assert.Equal(a, Target(v, NormalCategory.A), 1e-6);
        }
    }

    [Theory]
    [InlineData(0.95)]
    [InlineData(0.98)]
    [InlineData(1.03)]
    [InlineData(1.05)]
    public void The_curve_moves_with_its_reference_voltage(double vRefPu)
    {
        VoltVarSettings shifted = VoltVarSettings.Default(NormalCategory.B) with { VRefPu = vRefPu };
        for (int i = 800; i <= 1200; i++)
            Assert.Equal(Target(i / 1000.0), VoltVar.TargetVarInjectedPu(shifted, i / 1000.0 + vRefPu - 1), 1e-12);
    }

    // Every curve that Table 8 allows for category B, mirrored sides not assumed.
    static readonly Gen<VoltVarSettings> AllowedCurves =
        from v2 in Gen.Double[0.97, 1]
        from v3 in Gen.Double[1, 1.03]
        from v1 in Gen.Double[0.82, 0.95]
        from v4 in Gen.Double[1.05, 1.18]
        from vRef in Gen.Double[0.95, 1.05]
        from q in Gen.Select(Gen.Double[0, 0.44], Gen.Double[0, 0.44], Gen.Double[-0.44, 0.44], Gen.Double[-0.44, 0.44])
        select Falling(v1, v2, v3, v4, vRef, q);

    static VoltVarSettings Falling(double v1, double v2, double v3, double v4, double vRef, (double A, double B, double C, double D) q)
    {
        double q2 = Math.Min(q.A, Math.Max(q.C, q.D));
        double q3 = v3 > v2 ? Math.Min(q2, Math.Min(q.C, q.D)) : q2;
        return VoltVarSettings.Default(NormalCategory.B) with
        {
            VRefPu = vRef, V1Pu = v1, V2Pu = v2, V3Pu = v3, V4Pu = v4, Q1Pu = q.A, Q2Pu = q2, Q3Pu = q3, Q4Pu = Math.Min(Math.Min(q3, 0), -q.B),
        };
    }

    [Fact]
    public void Any_allowed_curve_never_asks_for_more_injection_at_a_higher_voltage_and_never_jumps() => AllowedCurves.Sample(s =>
    {
        var check = new SettingCheck();
        s.Check(check, NormalCategory.B, 0.44, 0.44);
        if (!check.Passed) return false;
        const double step = 0.0005;
        double last = VoltVar.TargetVarInjectedPu(s, 0.70);
        for (double v = 0.70 + step; v < 1.30; v += step)
        {
            double q = VoltVar.TargetVarInjectedPu(s, v);
            if (q > last + 1e-12 || last - q > s.SteepestSlope * step + 1e-9 || Math.Abs(q) > 0.44 + 1e-12) return false;
            last = q;
        }
        return true;
    }, iter: 300, seed: "0000KSIJ3Nc2");

    [Theory]
    [InlineData(double.NegativeInfinity, 0.44)]
    [InlineData(0, 0.44)]
    [InlineData(double.PositiveInfinity, -0.44)]
    public void Beyond_its_ends_the_curve_is_flat(double voltagePu, double varInjectedPu) => Assert.Equal(varInjectedPu, Target(voltagePu));

    [Theory]
    [InlineData(NormalCategory.A)]
    [InlineData(NormalCategory.B)]
    public void A_step_in_the_middle_of_the_curve_is_refused_since_its_slope_would_have_no_bound(NormalCategory category)
    {
        var check = new SettingCheck();
        (VoltVarSettings.Default(category) with { V2Pu = 1, V3Pu = 1, Q2Pu = 0.1, Q3Pu = -0.1 }).Check(check, category, 0.44, 0.44);
        Assert.Contains(check.Refusals, r => r.Key == "volt_var.q3");
    }

    [Fact]
    public void R_63_the_default_slope_is_seven_and_a_third()
    {
        Assert.Equal(0.44 / 0.06, VoltVarSettings.Default(NormalCategory.B).SteepestSlope, 1e-12);
        Assert.Equal(2.5, VoltVarSettings.Default(NormalCategory.A).SteepestSlope, 1e-12);
    }
}
