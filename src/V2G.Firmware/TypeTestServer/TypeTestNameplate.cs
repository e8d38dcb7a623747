using V2G.Control.GridSupport;
using V2G.Control.Settings;

namespace V2G.Firmware.TypeTestServer;

/// <summary>What the unit under test is; the rest follows from the standard's defaults for its categories.</summary>
internal sealed record TypeTestNameplate
{
    /// <summary>The unit's DC side, V: told to whoever asks. Nothing in this ideal unit depends on it.</summary>
    public const double NominalDcVolts = 400;

    public double RatedVoltAmperes { get; init; } = 5000;

    /// <summary>Of discharge and of charge alike, W.</summary>
    public double RatedWatts { get; init; } = 5000;

    /// <summary>Line to line for three phases, V.</summary>
    public double NominalVolts { get; init; } = 240;

    public double NominalHz { get; init; } = 60;

    public int PhaseCount { get; init; } = 1;

    public NormalCategory NormalCategory { get; init; } = NormalCategory.B;

    public AbnormalCategory AbnormalCategory { get; init; } = AbnormalCategory.III;

    /// <summary>
    /// The settings after a reset: optional functions off, frequency droop on, and the reactive power mode in which a unit is shipped,
    /// constant power factor 1 (IEEE 1547-2018 5.3.1).
    /// </summary>
    public ControlSettings Settings()
    {
        SiteSettings site = SiteSettings.Default with
        {
            PhaseCount = PhaseCount, NominalVoltage = NominalVolts, NominalFrequencyHz = NominalHz, RatedVoltAmperes = RatedVoltAmperes,
            RatedActivePowerPu = RatedWatts / RatedVoltAmperes, RatedChargePowerPu = RatedWatts / RatedVoltAmperes,
            // Table 7: what a unit of the category must be able to do.
            VarCapabilityPu = 0.44, VarAbsorbCapabilityPu = NormalCategory == NormalCategory.A ? 0.25 : 0.44,
        };
        ControlSettings s = ControlSettings.Default(site, NormalCategory, AbnormalCategory);
        return s with
        {
            // The nameplate alone bounds reactive power: a curve up to it shall be seen whole.
            QLimitPu = Math.Max(site.VarCapabilityPu, site.VarAbsorbCapabilityPu),
            VoltVar = s.VoltVar with { Enabled = false },
            ConstantPowerFactor = ConstantPowerFactorSettings.Default with { Enabled = true },
        };
    }
}
