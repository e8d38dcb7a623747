using V2G.Control.GridSupport;
using V2G.Control.Limits;
using V2G.Control.PowerPath;
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

    /// <summary>Rated active power at unity power factor, exporting, pu of rated apparent power.</summary>
    public double RatedActivePowerPu { get; init; }

    /// <summary>Rated active power while charging (P′rated) as a magnitude, pu of rated apparent power.</summary>
    public double RatedChargePowerPu { get; init; }

    /// <summary>The most current that the inverter lets through for a short time, pu of rated current: what is commanded stays within.</summary>
    public double MaxCurrentPu { get; init; }

    /// <summary>Rated apparent power while charging, pu of that while exporting.</summary>
    public double ChargeApparentPu { get; init; }

    /// <summary>Nameplate reactive capability, injecting, pu of rated apparent power.</summary>
    public double VarCapabilityPu { get; init; }

    /// <summary>Nameplate reactive capability, absorbing, as a magnitude, pu of rated apparent power.</summary>
    public double VarAbsorbCapabilityPu { get; init; }

    /// <summary>What of it is there at low active power.</summary>
    public LowPowerVar LowPowerVar { get; init; }

    public ReferencePoint ReferencePoint { get; init; }

    /// <summary>Silence of the inverter's reports after which the control bus counts as lost, s.</summary>
    public double InverterSilenceSeconds { get; init; }

    public static SiteSettings Default => new()
    {
        PhaseCount = 3, NominalVoltage = 480, NominalFrequencyHz = 60, RatedVoltAmperes = 22_000, RatedActivePowerPu = 1, RatedChargePowerPu = 1, ChargeApparentPu = 1, MaxCurrentPu = 1.2,
        VarCapabilityPu = 0.44, VarAbsorbCapabilityPu = 0.44,
        ReferencePoint = ReferencePoint.PointOfCommonCoupling, InverterSilenceSeconds = 0.1,
    };

    /// <summary>Line to neutral for three phases, across the terminals for one, V.</summary>
    public double NominalPhaseVoltage => PhaseCount == 3 ? NominalVoltage * 0.57735026918962576 : NominalVoltage;

    /// <summary>Of each conductor, A.</summary>
    public double RatedAmperes => RatedVoltAmperes / (PhaseCount * NominalPhaseVoltage);

    /// <summary>A share of rated active power (of rated charging power below 0) in pu of rated apparent power.</summary>
    public double OfActiveRating(double share) => share * (share > 0 ? RatedActivePowerPu : RatedChargePowerPu);

    /// <summary>The way back: pu of rated apparent power as a share of rated active power, or of rated charging power below 0.</summary>
    public double ShareOfActiveRating(double activePowerPu) => activePowerPu / (activePowerPu > 0 ? RatedActivePowerPu : RatedChargePowerPu);

    public void Check(SettingCheck check)
    {
        check.Require(PhaseCount is 1 or 3, "site.phases", SettingCheck.Text(PhaseCount, ""), "1 or 3", "wiring");
        check.InRange("site.nominal_voltage", NominalVoltage, 208, 480, "V", "the inverter's range");
        check.Require(NominalFrequencyHz is 50 or 60, "site.nominal_frequency", SettingCheck.Text(NominalFrequencyHz, "Hz"), "50 Hz or 60 Hz", "grids");
        check.InRange("site.rated_power", RatedVoltAmperes, 1000, 1_000_000, "VA", "nameplate");
        check.InRange("site.rated_active_power", RatedActivePowerPu, 0.5, 1, "pu", "nameplate");
        check.InRange("site.rated_charge_power", RatedChargePowerPu, 0.05, 1, "pu", "nameplate");
        check.InRange("site.charge_apparent_power", ChargeApparentPu, 0.05, 1, "pu", "nameplate");
        check.InRange("site.max_current", MaxCurrentPu, 1, 3, "pu", "nameplate");
        check.InRange("site.var_capability", VarCapabilityPu, 0.25, 1, "pu", "IEEE 1547-2018 Table 7 and the nameplate");
        check.InRange("site.var_absorb_capability", VarAbsorbCapabilityPu, 0.25, 1, "pu", "IEEE 1547-2018 Table 7 and the nameplate");
        check.InRange("site.inverter_silence", InverterSilenceSeconds, 0.02, 5, "s", "control bus discipline; more than 0.5 s only where the way to the inverter asks for it");
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
    public WattVarSettings WattVar { get; init; }
    public ConstantPowerFactorSettings ConstantPowerFactor { get; init; }
    public ConstantVarSettings ConstantVar { get; init; }
    public FrequencyDroopSettings FrequencyDroop { get; init; }
    public ActivePowerLimitSettings ActivePowerLimit { get; init; }

    /// <summary>A change of reactive power mode by rated apparent power takes this long, s (4.6.3).</summary>
    public double ModeTransitionSeconds { get; init; }

    /// <summary>A change of the active power asked for by rated apparent power takes this long, s; 0: at once.</summary>
    public double SetpointRampSeconds { get; init; }

    /// <summary>What sensing and inverter take before anything moves, s: part of every open-loop response time, so taken off its lag (3.1).</summary>
    public double ReactionSeconds { get; init; }

    /// <summary>What gives way outside the reactive power that Table 7 requires (4.7).</summary>
    public BeyondRequired BeyondRequired { get; init; }

    public DynamicVoltageSupportSettings DynamicVoltageSupport { get; init; }
    public VoltageTripSettings VoltageTrip { get; init; }
    public FrequencyTripSettings FrequencyTrip { get; init; }
    public IslandingSettings Islanding { get; init; }
    public RideThroughSettings RideThrough { get; init; }
    public EnterServiceSettings EnterService { get; init; }
    public VehicleLimitSettings Vehicle { get; init; }
    public ModuleHeatSettings ModuleHeat { get; init; }

    /// <summary>Relays between inverter and grid.</summary>
    public ContactorSettings GridContactor { get; init; }

    /// <summary>Contactor between inverter and vehicle.</summary>
    public ContactorSettings VehicleContactor { get; init; }

    /// <summary>From the command to the end of current, s: part of every clearing time.</summary>
    public double GateBlockSeconds { get; init; }

    public static ControlSettings Default(
        in SiteSettings site, NormalCategory normal = NormalCategory.B, AbnormalCategory abnormal = AbnormalCategory.III) => new()
    {
        Site = site, NormalCategory = normal, AbnormalCategory = abnormal, RegulatedVoltage = RegulatedVoltage.Average,
        QLimitPu = 0.44,
        VoltVar = VoltVarSettings.Default(normal), VoltWatt = VoltWattSettings.Default, WattVar = WattVarSettings.Default(normal),
        ConstantPowerFactor = ConstantPowerFactorSettings.Default, ConstantVar = ConstantVarSettings.Default,
        FrequencyDroop = FrequencyDroopSettings.Default, ActivePowerLimit = ActivePowerLimitSettings.Default,
        ModeTransitionSeconds = 10, DynamicVoltageSupport = DynamicVoltageSupportSettings.Default,
        VoltageTrip = VoltageTripSettings.Default(abnormal), FrequencyTrip = FrequencyTripSettings.Default(site.NominalFrequencyHz),
        Islanding = IslandingSettings.Default(abnormal),
        RideThrough = RideThroughSettings.Default, EnterService = EnterServiceSettings.Default(site.NominalFrequencyHz),
        Vehicle = VehicleLimitSettings.Default, ModuleHeat = ModuleHeatSettings.Default,
        GridContactor = ContactorSettings.Grid, VehicleContactor = ContactorSettings.Vehicle, GateBlockSeconds = 0.005,
    };

    public static ControlSettings Default() => Default(SiteSettings.Default);

    /// <summary>The reactive power mode in force; where more than one is on the first of the standard's order counts (5.3.2 … 5.3.5).</summary>
    public VarMode VarMode =>
        ConstantPowerFactor.Enabled ? VarMode.ConstantPowerFactor : VoltVar.Enabled ? VarMode.VoltVar
        : WattVar.Enabled ? VarMode.WattVar : ConstantVar.Enabled ? VarMode.ConstantVar : VarMode.None;

    /// <summary>Refuses every setting outside its range of allowed adjustment.</summary>
    public void Check(SettingCheck check)
    {
        Site.Check(check);
        double capability = Math.Max(Site.VarCapabilityPu, Site.VarAbsorbCapabilityPu);
        check.InRange("q_limit", QLimitPu, 0, capability, "pu", "the nameplate's reactive capability");
        // A refused limit is refused once, not again at every point of the curves.
        double most = QLimitPu >= 0 && QLimitPu <= capability ? QLimitPu : 1;
        double inject = Math.Min(most, Site.VarCapabilityPu), absorb = Math.Min(most, Site.VarAbsorbCapabilityPu);
        VoltVar.Check(check, NormalCategory, inject, absorb);
        VoltWatt.Check(check);
        WattVar.Check(check, inject, absorb);
        ConstantPowerFactor.Check(check, NormalCategory);
        ConstantVar.Check(check, inject, absorb);
        FrequencyDroop.Check(check, AbnormalCategory);
        ActivePowerLimit.Check(check);
        OneMode(check);
        check.InRange("mode_transition", ModeTransitionSeconds, 5, 300, "s", "IEEE 1547-2018 4.6.3");
        check.InRange("setpoint_ramp", SetpointRampSeconds, 0, 300, "s", "house");
        check.InRange("reaction", ReactionSeconds, 0, 0.5, "s", "house: shorter than any response");
        DynamicVoltageSupport.Check(check);
        VoltageTrip.Check(check, AbnormalCategory);
        FrequencyTrip.Check(check, Site.NominalFrequencyHz);
        Islanding.Check(check, AbnormalCategory);
        RideThrough.Check(check);
        EnterService.Check(check, Site.NominalFrequencyHz, Site.RatedVoltAmperes);
        Vehicle.Check(check);
        ModuleHeat.Check(check);
        GridContactor.Check(check, "grid_contactor");
        VehicleContactor.Check(check, "vehicle_contactor");
    }

    void OneMode(SettingCheck check)
    {
        ReadOnlySpan<(string Key, bool On)> modes =
        [
            ("constant_power_factor.enabled", ConstantPowerFactor.Enabled), ("volt_var.enabled", VoltVar.Enabled),
            ("watt_var.enabled", WattVar.Enabled), ("constant_var.enabled", ConstantVar.Enabled),
        ];
        string? first = null;
        foreach ((string key, bool on) in modes)
        {
            if (!on) continue;
            check.Require(first is null, key, "true", $"false while {first} is true", "IEEE 1547-2018 5.3.1: one reactive power mode at a time");
            first ??= key;
        }
    }
}
