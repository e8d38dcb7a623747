using V2G.Control.GridSupport;
using V2G.Control.Limits;
using V2G.Control.Protection;

namespace V2G.Control.Settings;

/// <summary>Where the voltage that everything refers to is measured (IEEE 1547-2018 4.2).</summary>
public enum ReferencePoint : byte { PointOfCommonCoupling, DerTerminal }

/// <summary>The site and the unit's nameplate.</summary>
public readonly record struct SiteSettings
{
    /// <summary>1 or 3.</summary>
    public int PhaseCount { get; init; }

    /// <summary>Line to line for three phases, across the terminals for one, V.</summary>
    public double NominalVoltage { get; init; }

    /// <summary>50 or 60.</summary>
    public double NominalFrequencyHz { get; init; }

    public double RatedVoltAmperes { get; init; }

    /// <summary>Nameplate reactive capability in either direction, pu of rated apparent power.</summary>
    public double VarCapabilityPu { get; init; }

    public ReferencePoint ReferencePoint { get; init; }

    /// <summary>Silence of the inverter's reports after which the control bus counts as lost, s.</summary>
    public double InverterSilenceSeconds { get; init; }

    public static SiteSettings Default => new()
    {
        PhaseCount = 3, NominalVoltage = 480, NominalFrequencyHz = 60, RatedVoltAmperes = 22_000, VarCapabilityPu = 0.44,
        ReferencePoint = ReferencePoint.PointOfCommonCoupling, InverterSilenceSeconds = 0.1,
    };

    /// <summary>Line to neutral for three phases, across the terminals for one, V.</summary>
    public double NominalPhaseVoltage => PhaseCount == 3 ? NominalVoltage * 0.57735026918962576 : NominalVoltage;

    public void Check(SettingCheck check)
    {
        check.Require(PhaseCount is 1 or 3, "site.phases", SettingCheck.Text(PhaseCount, ""), "1 or 3", "wiring");
        check.InRange("site.nominal_voltage", NominalVoltage, 208, 480, "V", "the inverter's range");
        check.Require(NominalFrequencyHz is 50 or 60, "site.nominal_frequency", SettingCheck.Text(NominalFrequencyHz, "Hz"), "50 Hz or 60 Hz", "grids");
        check.InRange("site.rated_power", RatedVoltAmperes, 1000, 1_000_000, "VA", "nameplate");
        check.InRange("site.var_capability", VarCapabilityPu, 0.25, 1, "pu", "IEEE 1547-2018 Table 7 and the nameplate");
        check.InRange("site.inverter_silence", InverterSilenceSeconds, 0.02, 0.5, "s", "control bus discipline");
    }
}

/// <summary>
/// All that the controller is told before it is armed: one validated value, swapped in whole. Defaults are the standard's,
/// category B and III, with Volt-VAR on.
/// </summary>
public readonly record struct ControlSettings
{
    public SiteSettings Site { get; init; }
    public NormalCategory NormalCategory { get; init; }
    public AbnormalCategory AbnormalCategory { get; init; }
    public RegulatedVoltage RegulatedVoltage { get; init; }

    /// <summary>Greatest reactive power in either direction, pu of rated apparent power.</summary>
    public double QLimitPu { get; init; }

    public VoltVarSettings VoltVar { get; init; }
    public VoltWattSettings VoltWatt { get; init; }
    public VoltageTripSettings VoltageTrip { get; init; }
    public FrequencyTripSettings FrequencyTrip { get; init; }
    public RideThroughSettings RideThrough { get; init; }
    public EnterServiceSettings EnterService { get; init; }
    public VehicleLimitSettings Vehicle { get; init; }
    public ModuleHeatSettings ModuleHeat { get; init; }

    /// <summary>From the command to the end of current, s: part of every clearing time.</summary>
    public double GateBlockSeconds { get; init; }

    public static ControlSettings Default(
        in SiteSettings site, NormalCategory normal = NormalCategory.B, AbnormalCategory abnormal = AbnormalCategory.III) => new()
    {
        Site = site, NormalCategory = normal, AbnormalCategory = abnormal, RegulatedVoltage = RegulatedVoltage.Average,
        QLimitPu = normal == NormalCategory.A ? 0.25 : 0.44,
        VoltVar = VoltVarSettings.Default(normal), VoltWatt = VoltWattSettings.Default,
        VoltageTrip = VoltageTripSettings.Default(abnormal), FrequencyTrip = FrequencyTripSettings.Default(site.NominalFrequencyHz),
        RideThrough = RideThroughSettings.Default, EnterService = EnterServiceSettings.Default(site.NominalFrequencyHz),
        Vehicle = VehicleLimitSettings.Default, ModuleHeat = ModuleHeatSettings.Default, GateBlockSeconds = 0.005,
    };

    public static ControlSettings Default() => Default(SiteSettings.Default);

    /// <summary>Refuses every setting outside its range of allowed adjustment.</summary>
    public void Check(SettingCheck check)
    {
        Site.Check(check);
        check.InRange("q_limit", QLimitPu, 0, Site.VarCapabilityPu, "pu", "the nameplate's reactive capability");
        // A refused limit is refused once, not again at every point of the curve.
        VoltVar.Check(check, NormalCategory, QLimitPu >= 0 && QLimitPu <= Site.VarCapabilityPu ? QLimitPu : 1);
        VoltWatt.Check(check);
        VoltageTrip.Check(check, AbnormalCategory);
        FrequencyTrip.Check(check, Site.NominalFrequencyHz);
        RideThrough.Check(check);
        EnterService.Check(check, Site.NominalFrequencyHz);
        Vehicle.Check(check);
        ModuleHeat.Check(check);
    }
}
