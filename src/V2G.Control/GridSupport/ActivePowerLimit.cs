using V2G.Control.Settings;

namespace V2G.Control.GridSupport;

/// <summary>Limit of active power (IEEE 1547-2018 4.6.2): an upper limit of signed power in pu of rated power (+ = export, a negative one of rated charging power).</summary>
public readonly record struct ActivePowerLimitSettings
{
    public bool Enabled { get; init; }
    public double LimitPu { get; init; }

    /// <summary>A change of the limit by rated power takes this long, s: at most 30 s (4.6.2).</summary>
    public double RampSeconds { get; init; }

    public static ActivePowerLimitSettings Default => new() { LimitPu = 1, RampSeconds = 10 };

    public void Check(SettingCheck check)
    {
        check.InRange("active_power_limit.limit", LimitPu, -1, 1, "pu", "IEEE 1547-2018 4.6.2");
        check.InRange("active_power_limit.ramp", RampSeconds, 0, 30, "s", "IEEE 1547-2018 4.6.2: at most 30 s");
    }
}
