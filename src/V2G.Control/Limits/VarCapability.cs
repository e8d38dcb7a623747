using V2G.Control.Settings;

namespace V2G.Control.Limits;

/// <summary>How much reactive power a unit gives at low active power (IEEE 1547-2018 5.2, Table 7).</summary>
public enum LowPowerVar : byte
{
    /// <summary>As much as at any power: a converter that needs no power to make reactive power.</summary>
    Full = 0,

    /// <summary>The least that the standard asks for: nothing below 5 % of rated power, a quarter there, all from 20 % on.</summary>
    Reduced = 1,
}

/// <summary>The capability curve: the most reactive power that can be injected and absorbed at an active power.</summary>
public static class VarCapability
{
    /// <summary>Both as magnitudes, pu of rated apparent power.</summary>
    /// <param name="activePowerPu">pu of rated apparent power.</param>
    public static (double InjectPu, double AbsorbPu) At(in SiteSettings site, double activePowerPu)
    {
        double share = site.LowPowerVar == LowPowerVar.Full ? 1 : Share(Math.Abs(activePowerPu) / site.RatedActivePowerPu);
        return (site.VarCapabilityPu * share, site.VarAbsorbCapabilityPu * share);
    }

    const double StepPu = 1e-5;

    static double Share(double power) => power switch
    {
        // The step at 5 % is taken within a hundred-thousandth of rated power: what stands on it must not flicker by a rounding.
        < 0.05 - StepPu => 0,
        < 0.05 => 0.25 * (power - (0.05 - StepPu)) / StepPu,
        < 0.20 => 0.25 + (power - 0.05) * 5,
        _ => 1,
    };
}
