using V2G.Control.GridSupport;
using V2G.Control.Settings;

namespace V2G.Control.Limits;

/// <summary>Which of the two gives way outside the reactive power that Table 7 requires.</summary>
public enum BeyondRequired : byte { ReactiveFirst = 0, ActiveFirst = 1 }

/// <summary>
/// Capability curve and apparent-power circle together, in the way of each mode (IEEE 1547-2018 4.7, 5.2): volt-var and constant
/// reactive power keep Q, a constant power factor keeps the ratio, watt-var stays on its curve.
/// </summary>
public static class PowerPriority
{
    /// <summary>Limits both, pu of rated apparent power; signs are kept and neither grows.</summary>
    public static (double ActivePowerPu, double VarInjectedPu) Limit(in ControlSettings s, double activePowerPu, double varInjectedPu)
    {
        double p = activePowerPu, q = varInjectedPu;
        double most = p > 0 ? 1 : s.Site.ChargeApparentPu;
        bool beyond = p * p + q * q >= most * most;
        return s.VarMode switch
        {
            // Without a mode there is no reactive power but the islanding perturbation's.
            VarMode.VoltVar or VarMode.ConstantVar or VarMode.None => KeepVar(s, p, Within(s.Site, p, q), most),
            VarMode.ConstantPowerFactor => KeepRatio(s, p, q, most, beyond),
            VarMode.WattVar => KeepCurve(s, p, q, most, beyond),
            _ => (p, 0),
        };
    }

    static double Within(in SiteSettings site, double p, double q)
    {
        (double inject, double absorb) = VarCapability.At(site, p);
        return Math.Min(inject, Math.Max(-absorb, q));
    }

    static (double, double) KeepVar(in ControlSettings s, double p, double q, double most)
    {
        if (p * p + q * q < most * most) return (p, q);
        if (s.BeyondRequired == BeyondRequired.ActiveFirst)
        {
            double required = q > 0 ? RequiredInjectPu : s.NormalCategory == NormalCategory.A ? RequiredAbsorbAPu : RequiredInjectPu;
            double reserved = Math.Min(Math.Abs(q), required);
            p = Shrink(p, Rest(most, reserved));
            // Active power may leave more than what is required: that is reactive power's again.
            return (p, Shrink(q, Math.Max(reserved, Rest(most, p))));
        }
        q = Shrink(q, most);
        return (Shrink(p, Rest(most, q)), q);
    }

    // Both shrink alike; where the capability curve or q_limit ends first, reactive power ends there and active power goes on to the circle.
    static (double, double) KeepRatio(in ControlSettings s, double p, double q, double most, bool beyond)
    {
        double scale = beyond ? most / Math.Sqrt(p * p + q * q) : 1;
        double pScaled = p * scale, qScaled = q * scale;
        double qCorner = Math.Min(Math.Min(most, s.QLimitPu), qScaled > 0 ? s.Site.VarCapabilityPu : s.Site.VarAbsorbCapabilityPu);
        p = Math.Abs(qScaled) > qCorner ? Shrink(p, Rest(most, qCorner)) : pScaled;
        return (p, Shrink(Within(s.Site, p, qScaled), s.QLimitPu));
    }

    static (double, double) KeepCurve(in ControlSettings s, double p, double q, double most, bool beyond)
    {
        double pWanted = p;
        if (beyond)
        {
            (double pCorner, double qCorner) = CurveMeetsCircle(s, p > 0, most);
            p = Shrink(p, Math.Abs(pCorner));
            q = Shrink(q, Math.Abs(qCorner));
        }
        return (p, Within(s.Site, pWanted, q));
    }

    // Where the watt-var curve leaves the circle, sought by halving: only while the circle binds.
    static (double, double) CurveMeetsCircle(in ControlSettings s, bool export, double most)
    {
        double inside = 0, outside = export ? most : -most, q = 0;
        for (int i = 0; i < 52; i++)
        {
            double middle = (inside + outside) / 2;
            q = WattVar.TargetVarInjectedPu(s.WattVar, s.Site.ShareOfActiveRating(middle));
            if (middle * middle + q * q < most * most) inside = middle;
            else outside = middle;
        }
        return (inside, q);
    }

    const double RequiredInjectPu = 0.44, RequiredAbsorbAPu = 0.25;

    static double Rest(double most, double other) => Math.Sqrt(Math.Max(0, most * most - other * other));

    static double Shrink(double value, double most) => Math.Clamp(value, -most, most);
}
