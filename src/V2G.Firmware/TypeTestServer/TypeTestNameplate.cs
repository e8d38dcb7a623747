using V2G.Control.GridSupport;
using V2G.Control.Limits;
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

    /// <summary>
    /// Reactive power, injected and absorbed, pu of rated apparent power. A four-quadrant converter has all of it; and a harness that
    /// gives constant reactive power in pu of its own rating means the same then as one that gives it in pu of apparent power.
    /// </summary>
    public double VarCapabilityPu { get; init; } = 1;

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
            VarCapabilityPu = VarCapabilityPu, VarAbsorbCapabilityPu = VarCapabilityPu, LowPowerVar = LowPowerVar.Full,
        };
        ControlSettings s = ControlSettings.Default(site, NormalCategory, AbnormalCategory);
        return s with
        {
            // The nameplate alone bounds reactive power: a curve up to it shall be seen whole.
            QLimitPu = VarCapabilityPu,
            // An ideal grid yields to nothing, and no procedure that this server is for connects a resonant load.
            Islanding = s.Islanding with { Enabled = false },
            VoltVar = s.VoltVar with { Enabled = false },
            ConstantPowerFactor = ConstantPowerFactorSettings.Default with { Enabled = true },
        };
    }
}
