using V2G.Control.Settings;

namespace V2G.Control.GridSupport;

/// <summary>Constant reactive power mode (IEEE 1547-2018 5.3.5). The target needs no function: it is the setting.</summary>
public readonly record struct ConstantVarSettings
{
    public bool Enabled { get; init; }

    /// <summary>Reactive power, pu of rated apparent power, + = injected.</summary>
    public double VarInjectedPu { get; init; }

    /// <summary>Open-loop response, s: at most 10 s (5.3.5).</summary>
    public double OpenLoopResponseSeconds { get; init; }

    public static ConstantVarSettings Default => new() { OpenLoopResponseSeconds = 5 };

    public void Check(SettingCheck check, double injectLimitPu, double absorbLimitPu)
    {
        check.InRange("constant_var.q", VarInjectedPu, -absorbLimitPu, injectLimitPu, "pu", "IEEE 1547-2018 5.3.5, and no further than q_limit and capability");
        check.InRange("constant_var.open_loop_response", OpenLoopResponseSeconds, 0.1, 10, "s", "IEEE 1547-2018 5.3.5: at most 10 s");
    }
}
