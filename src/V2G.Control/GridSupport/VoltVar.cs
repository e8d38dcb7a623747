using V2G.Control.Settings;

namespace V2G.Control.GridSupport;

/// <summary>
/// Voltage-reactive power function (IEEE 1547-2018 5.3.3, Table 8). Voltages in pu of nominal, reactive power in pu of rated
/// apparent power, + = injected. The four points hold for V_ref = 1 and move with it.
/// </summary>
public readonly record struct VoltVarSettings
{
    public bool Enabled { get; init; }
    public double VRefPu { get; init; }
    public double V1Pu { get; init; }
    public double Q1Pu { get; init; }
    public double V2Pu { get; init; }
    public double Q2Pu { get; init; }
    public double V3Pu { get; init; }
    public double Q3Pu { get; init; }
    public double V4Pu { get; init; }
    public double Q4Pu { get; init; }
    public double OpenLoopResponseSeconds { get; init; }

    /// <summary>The reference follows the measured voltage by itself (5.3.3): V_ref is then its slow average, kept within 0.95 … 1.05 pu.</summary>
    public bool AutonomousVRef { get; init; }

    /// <summary>Time constant of that average, s.</summary>
    public double AutonomousVRefSeconds { get; init; }

    /// <summary>The standard's defaults for a category.</summary>
    public static VoltVarSettings Default(NormalCategory category) => category == NormalCategory.A
        ? new()
        {
            Enabled = true, VRefPu = 1, V1Pu = 0.90, Q1Pu = 0.25, V2Pu = 1, Q2Pu = 0, V3Pu = 1, Q3Pu = 0, V4Pu = 1.10, Q4Pu = -0.25,
            OpenLoopResponseSeconds = 10, AutonomousVRefSeconds = 300,
        }
        : new()
        {
            Enabled = true, VRefPu = 1, V1Pu = 0.92, Q1Pu = 0.44, V2Pu = 0.98, Q2Pu = 0, V3Pu = 1.02, Q3Pu = 0, V4Pu = 1.08, Q4Pu = -0.44,
            OpenLoopResponseSeconds = 5, AutonomousVRefSeconds = 300,
        };

    /// <summary>Refuses what lies outside Table 8's ranges of allowed adjustment, or beyond what can be injected and absorbed, pu.</summary>
    public void Check(SettingCheck check, NormalCategory category, double injectLimitPu, double absorbLimitPu)
    {
        const string table = "IEEE 1547-2018 Table 8";
        check.InRange("v_ref", VRefPu, 0.95, 1.05, "pu", table);
        if (category == NormalCategory.A)
        {
            check.InRange("volt_var.v2", V2Pu, 1, 1, "pu", table + ", category A: V2 = V_ref");
            check.InRange("volt_var.v3", V3Pu, 1, 1, "pu", table + ", category A: V3 = V_ref");
        }
        else
        {
            check.InRange("volt_var.v2", V2Pu, 0.97, 1, "pu", table + ": V_ref − 0.03 … V_ref");
            check.InRange("volt_var.v3", V3Pu, 1, 1.03, "pu", table + ": V_ref … V_ref + 0.03");
        }
        check.InRange("volt_var.v1", V1Pu, 0.82, V2Pu - 0.02, "pu", table + ": V_ref − 0.18 … V2 − 0.02");
        check.InRange("volt_var.v4", V4Pu, V3Pu + 0.02, 1.18, "pu", table + ": V3 + 0.02 … V_ref + 0.18");
        const string limit = table + ", and no further than q_limit and capability";
        check.InRange("volt_var.q1", Q1Pu, 0, injectLimitPu, "pu", limit);
        check.InRange("volt_var.q2", Q2Pu, -absorbLimitPu, injectLimitPu, "pu", limit);
        check.InRange("volt_var.q3", Q3Pu, -absorbLimitPu, injectLimitPu, "pu", limit);
        check.InRange("volt_var.q4", Q4Pu, -absorbLimitPu, 0, "pu", limit);
        check.InRange("volt_var.open_loop_response", OpenLoopResponseSeconds, 1, 90, "s", table);
        check.InRange("volt_var.autonomous_v_ref_time", AutonomousVRefSeconds, 300, 5000, "s", "IEEE 1547-2018 5.3.3");
        const string falls = "the curve must not rise: more voltage never asks for more injection";
        check.Require(Q1Pu >= Q2Pu, "volt_var.q2", SettingCheck.Text(Q2Pu, "pu"), $"at most q1 = {SettingCheck.Text(Q1Pu, "pu")}", falls);
        check.Require(Q2Pu >= Q3Pu, "volt_var.q3", SettingCheck.Text(Q3Pu, "pu"), $"at most q2 = {SettingCheck.Text(Q2Pu, "pu")}", falls);
        check.Require(V3Pu > V2Pu || Q2Pu == Q3Pu, "volt_var.q3", SettingCheck.Text(Q3Pu, "pu"), $"q2 = {SettingCheck.Text(Q2Pu, "pu")} where v2 = v3",
            "a step in the curve has no finite slope: the loop through the grid would never settle on it");
        check.Require(Q3Pu >= Q4Pu, "volt_var.q4", SettingCheck.Text(Q4Pu, "pu"), $"at most q3 = {SettingCheck.Text(Q3Pu, "pu")}", falls);
    }

    /// <summary>Steepest fall of the curve, pu of Q per pu of V, ≥ 0: the volt-var part of the loop gain.</summary>
    public double SteepestSlope
    {
        get
        {
            double left = (Q1Pu - Q2Pu) / (V2Pu - V1Pu), right = (Q3Pu - Q4Pu) / (V4Pu - V3Pu);
            double middle = V3Pu > V2Pu ? (Q2Pu - Q3Pu) / (V3Pu - V2Pu) : 0;
            return Math.Max(left, Math.Max(middle, right));
        }
    }
}

public static class VoltVar
{
    /// <summary>Within these an autonomous reference stays, pu (Table 8's range of V_ref).</summary>
    public const double LeastVRefPu = 0.95, GreatestVRefPu = 1.05;

    /// <summary>Steady-state reactive power for a voltage, pu, + = injected. Exactly <c>Q2</c> inside the deadband when Q2 = Q3.</summary>
    public static double TargetVarInjectedPu(in VoltVarSettings s, double voltagePu) => TargetVarInjectedPu(s, s.VRefPu, voltagePu);

    /// <summary>The same for another reference voltage than the set one, pu.</summary>
    public static double TargetVarInjectedPu(in VoltVarSettings s, double vRefPu, double voltagePu)
    {
        double v = voltagePu - (vRefPu - 1);
        if (v <= s.V1Pu) return s.Q1Pu;
        if (v < s.V2Pu) return Between(v, s.V1Pu, s.Q1Pu, s.V2Pu, s.Q2Pu);
        if (v <= s.V3Pu) return s.Q2Pu == s.Q3Pu ? s.Q2Pu : Between(v, s.V2Pu, s.Q2Pu, s.V3Pu, s.Q3Pu);
        if (v < s.V4Pu) return Between(v, s.V3Pu, s.Q3Pu, s.V4Pu, s.Q4Pu);
        return s.Q4Pu;
    }

    static double Between(double v, double va, double qa, double vb, double qb) => vb > va ? qa + (qb - qa) * ((v - va) / (vb - va)) : qb;
}
