using V2G.Control.Settings;

namespace V2G.Control.GridSupport;

/// <summary>
/// Voltage-active power function (IEEE 1547-2018 5.4.2, Table 10): an upper limit on signed active power (+ = export), so
/// charging is never reduced by it. Voltages in pu of nominal, power in pu of rated active power.
/// </summary>
public readonly record struct VoltWattSettings
{
    public bool Enabled { get; init; }
    public double V1Pu { get; init; }
    public double P1Pu { get; init; }
    public double V2Pu { get; init; }

    /// <summary>Down to −1: a unit that can absorb may be told to.</summary>
    public double P2Pu { get; init; }

    public double OpenLoopResponseSeconds { get; init; }

    public static VoltWattSettings Default => new() { V1Pu = 1.06, P1Pu = 1, V2Pu = 1.10, P2Pu = 0, OpenLoopResponseSeconds = 10 };

    public void Check(SettingCheck check)
    {
        const string table = "IEEE 1547-2018 Table 10";
        check.InRange("volt_watt.v1", V1Pu, 1.05, 1.09, "pu", table);
        check.InRange("volt_watt.v2", V2Pu, V1Pu + 0.01, 1.10, "pu", table + ": V1 + 0.01 … 1.10");
        check.InRange("volt_watt.p1", P1Pu, 1, 1, "pu", table + ": P1 is the rated power");
        check.InRange("volt_watt.p2", P2Pu, -1, 1, "pu", table + ": −P′rated … P_rated");
        check.InRange("volt_watt.open_loop_response", OpenLoopResponseSeconds, 0.5, 60, "s", table);
    }
}

public static class VoltWatt
{
    /// <summary>Highest signed active power allowed at a voltage in steady state, pu of rated active power, + = export.</summary>
    public static double LimitPu(in VoltWattSettings s, double voltagePu) => LimitPu(s, 1, 1, voltagePu);

    /// <summary>The same in pu of rated apparent power.</summary>
    /// <param name="ratedPu">Rated active power, pu of rated apparent power: the base of P1, and of P2 above 0.</param>
    /// <param name="ratedChargePu">Rated charging power, pu of rated apparent power: the base of P2 below 0.</param>
    public static double LimitPu(in VoltWattSettings s, double ratedPu, double ratedChargePu, double voltagePu)
    {
        double p1 = s.P1Pu * ratedPu, p2 = s.P2Pu * (s.P2Pu > 0 ? ratedPu : ratedChargePu);
        if (voltagePu <= s.V1Pu) return p1;
        if (voltagePu >= s.V2Pu) return p2;
        return p1 + (p2 - p1) * ((voltagePu - s.V1Pu) / (s.V2Pu - s.V1Pu));
    }
}
