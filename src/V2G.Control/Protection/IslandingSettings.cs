using V2G.Control.Settings;

namespace V2G.Control.Protection;

/// <summary>
/// Detection of an unintentional island (IEEE 1547-2018 8.1: seen, ceased and tripped within 2 s). The standard gives no thresholds;
/// the ranges are the house's, and begin above what 6.5.2.5 and 6.5.2.6 want ridden through.
/// </summary>
public readonly record struct IslandingSettings
{
    public bool Enabled { get; init; }

    /// <summary>Rate of change of frequency that no grid of the category has, Hz/s.</summary>
    public double RocofHzPerSecond { get; init; }

    /// <summary>It must last so long, s.</summary>
    public double RocofSeconds { get; init; }

    /// <summary>A jump of phase that counts as a sign of switching, degrees. Alone it never trips, however great.</summary>
    public double VectorShiftDegrees { get; init; }

    /// <summary>After such a jump the frequency must stand beyond the standard's fast trips (56.5, 62 Hz) for so long, s.</summary>
    public double DriftSeconds { get; init; }

    /// <summary>Reactive power is perturbed: without it an island whose load matches what is fed in is not seen.</summary>
    public bool Active { get; init; }

    /// <summary>The most that the perturbation may be at rated active power, pu of rated apparent power; in proportion below.</summary>
    public double PerturbationPu { get; init; }

    public static IslandingSettings Default(AbnormalCategory category) => new()
    {
        Enabled = true, RocofHzPerSecond = RiddenThroughHzPerSecond(category) + 1, RocofSeconds = 0.35, VectorShiftDegrees = 10, DriftSeconds = 0.2,
        Active = true, PerturbationPu = 0.05,
    };

    /// <summary>Rate of change of frequency that must be ridden through, over windows of at least 0.1 s, Hz/s (6.5.2.5, Table 21).</summary>
    public static double RiddenThroughHzPerSecond(AbnormalCategory category) =>
        category switch { AbnormalCategory.I => 0.5, AbnormalCategory.II => 2, _ => 3 };

    public void Check(SettingCheck check, AbnormalCategory category)
    {
        const string house = "house";
        check.InRange("islanding.rocof", RocofHzPerSecond, RiddenThroughHzPerSecond(category) + 0.5, 20, "Hz/s", "house: above what IEEE 1547-2018 Table 21 wants ridden through");
        check.InRange("islanding.rocof_time", RocofSeconds, 0.3, 1, "s", "house: a step of frequency shows as a slope for 0.2 s");
        check.InRange("islanding.vector_shift", VectorShiftDegrees, 5, 90, "°", house);
        check.InRange("islanding.drift_time", DriftSeconds, 0.1, 1, "s", house);
        check.InRange("islanding.perturbation", PerturbationPu, 0.03, 0.05, "pu", "house: less is not answered in time, more is no small perturbation");
    }
}
