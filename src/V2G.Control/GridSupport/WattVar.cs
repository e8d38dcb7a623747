using V2G.Control.Settings;

namespace V2G.Control.GridSupport;

/// <summary>
/// Active power-reactive power function (IEEE 1547-2018 5.3.4, Table 9). P1 … P3 in pu of rated active power while exporting, the
/// charging side in pu of the rated charging power as negative numbers; Q in pu of rated apparent power, + = injected.
/// </summary>
public readonly record struct WattVarSettings
{
    public bool Enabled { get; init; }
    public double P1Pu { get; init; }
    public double Q1Pu { get; init; }
    public double P2Pu { get; init; }
    public double Q2Pu { get; init; }
    public double P3Pu { get; init; }
    public double Q3Pu { get; init; }

    /// <summary>P′1, the charging side, −1 … 0.</summary>
    public double P1ChargePu { get; init; }
    public double Q1ChargePu { get; init; }
    public double P2ChargePu { get; init; }
    public double Q2ChargePu { get; init; }
    public double P3ChargePu { get; init; }
    public double Q3ChargePu { get; init; }

    /// <summary>Open-loop response, s: at most 10 s (5.3.4).</summary>
    public double OpenLoopResponseSeconds { get; init; }

    public static WattVarSettings Default(NormalCategory category) => new()
    {
        P1Pu = 0.2, P2Pu = 0.5, P3Pu = 1, Q3Pu = category == NormalCategory.A ? -0.25 : -0.44,
        P1ChargePu = -0.2, P2ChargePu = -0.5, P3ChargePu = -1, Q3ChargePu = 0.44, OpenLoopResponseSeconds = 5,
    };

    public void Check(SettingCheck check, double injectLimitPu, double absorbLimitPu)
    {
        const string table = "IEEE 1547-2018 Table 9";
        check.InRange("watt_var.p2", P2Pu, 0.4, 0.8, "pu", table);
        check.InRange("watt_var.p1", P1Pu, 0, P2Pu - 0.1, "pu", table + ": P_min … P2 − 0.1");
        check.InRange("watt_var.p3", P3Pu, P2Pu + 0.1, 1, "pu", table + ": P2 + 0.1 … P_rated");
        check.InRange("watt_var.p2_charge", P2ChargePu, -0.8, -0.4, "pu", table);
        check.InRange("watt_var.p1_charge", P1ChargePu, P2ChargePu + 0.1, 0, "pu", table + ": P′2 + 0.1 … P′_min");
        check.InRange("watt_var.p3_charge", P3ChargePu, -1, P2ChargePu - 0.1, "pu", table + ": −P′_rated … P′2 − 0.1");
        // A curve that is not used may stand as the standard has it, whatever the limit.
        (double inject, double absorb) = Enabled ? (injectLimitPu, absorbLimitPu) : (1, 1);
        ReadOnlySpan<double> vars = [Q1Pu, Q2Pu, Q3Pu, Q1ChargePu, Q2ChargePu, Q3ChargePu];
        ReadOnlySpan<string> names = ["q1", "q2", "q3", "q1_charge", "q2_charge", "q3_charge"];
        for (int i = 0; i < vars.Length; i++)
            check.InRange($"watt_var.{names[i]}", vars[i], -absorb, inject, "pu", table + ", and no further than q_limit and capability");
        check.InRange("watt_var.open_loop_response", OpenLoopResponseSeconds, 0.1, 10, "s", "IEEE 1547-2018 5.3.4: at most 10 s");
    }
}

public static class WattVar
{
    /// <summary>Steady-state reactive power, pu of rated apparent power, + = injected.</summary>
    /// <param name="powerShare">Active power in pu of its own rating: of rated power when exporting (+), of rated charging power when charging (−).</param>
    public static double TargetVarInjectedPu(in WattVarSettings s, double powerShare)
    {
        double p = powerShare;
        if (p > s.P3Pu) return s.Q3Pu;
        if (p > s.P2Pu) return Between(p, s.P2Pu, s.Q2Pu, s.P3Pu, s.Q3Pu);
        if (p > s.P1Pu) return Between(p, s.P1Pu, s.Q1Pu, s.P2Pu, s.Q2Pu);
        if (p > s.P1ChargePu) return Between(p, s.P1ChargePu, s.Q1ChargePu, s.P1Pu, s.Q1Pu);
        if (p > s.P2ChargePu) return Between(p, s.P2ChargePu, s.Q2ChargePu, s.P1ChargePu, s.Q1ChargePu);
        if (p > s.P3ChargePu) return Between(p, s.P3ChargePu, s.Q3ChargePu, s.P2ChargePu, s.Q2ChargePu);
        return s.Q3ChargePu;
    }

    static double Between(double p, double pa, double qa, double pb, double qb) => qa == qb ? qa : qa + (qb - qa) * ((p - pa) / (pb - pa));
}
