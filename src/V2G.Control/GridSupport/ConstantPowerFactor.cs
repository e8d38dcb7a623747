using V2G.Control.Settings;

namespace V2G.Control.GridSupport;

/// <summary>Which way reactive power flows at a constant power factor while active power is exported.</summary>
public enum Excitation : byte
{
    /// <summary>Over-excited: + Q with + P.</summary>
    Inject = 0,

    /// <summary>Under-excited: − Q with + P.</summary>
    Absorb = 1,
}

/// <summary>Constant power factor mode (IEEE 1547-2018 5.3.2).</summary>
public readonly record struct ConstantPowerFactorSettings
{
    public bool Enabled { get; init; }

    /// <summary>Magnitude of the power factor, 0 … 1.</summary>
    public double PowerFactor { get; init; }

    public Excitation Excitation { get; init; }

    /// <summary>Open-loop response, s: at most 10 s (5.3.2).</summary>
    public double OpenLoopResponseSeconds { get; init; }

    public static ConstantPowerFactorSettings Default => new() { PowerFactor = 1, Excitation = Excitation.Inject, OpenLoopResponseSeconds = 5 };

    public void Check(SettingCheck check, NormalCategory category)
    {
        double least = category == NormalCategory.A && Excitation == Excitation.Absorb ? 0.97 : 0.90;
        check.InRange("constant_power_factor.power_factor", PowerFactor, least, 1, "", "IEEE 1547-2018 5.3.2 with the reactive capability of Table 7");
        check.InRange("constant_power_factor.open_loop_response", OpenLoopResponseSeconds, 0.1, 10, "s", "IEEE 1547-2018 5.3.2: at most 10 s");
    }
}

public static class ConstantPowerFactor
{
    /// <summary>Steady-state reactive power at an active power, both in pu of rated apparent power, + = injected, + = export.</summary>
    public static double TargetVarInjectedPu(in ConstantPowerFactorSettings s, double activePowerPu)
    {
        double pf = s.PowerFactor;
        double tangent = Math.Sqrt(1 - pf * pf) / pf;
        return s.Excitation == Excitation.Inject ? activePowerPu * tangent : -activePowerPu * tangent;
    }
}
