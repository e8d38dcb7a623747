using V2G.Control.GridSupport;
using V2G.Control.Limits;
using V2G.Control.PowerPath;
using V2G.Control.Protection;
using V2G.Control.Settings;

namespace V2G.Firmware.Configuration;

/// <summary>Every key of control-logic.yaml and v2g.yaml, in the order in which they are written out.</summary>
internal static class SettingKeys
{
    public static readonly SettingKey Category = SettingKey.Words(
        "category", [("A", NormalCategory.A), ("B", NormalCategory.B)], s => s.NormalCategory, (s, v) => s with { NormalCategory = v });

    public static readonly SettingKey AbnormalCategory = SettingKey.Words(
        "abnormal_category",
        [("I", Control.Settings.AbnormalCategory.I), ("II", Control.Settings.AbnormalCategory.II), ("III", Control.Settings.AbnormalCategory.III)],
        s => s.AbnormalCategory, (s, v) => s with { AbnormalCategory = v });

    /// <summary>What belongs to control-logic.yaml.</summary>
    public static readonly SettingKey[] ControlLogic =
    [
        Category,
        AbnormalCategory,
        N("v_ref", "pu", s => s.VoltVar.VRefPu, (s, v) => Vv(s, s.VoltVar with { VRefPu = v })),
        N("q_limit", "pu", s => s.QLimitPu, (s, v) => s with { QLimitPu = v }),
        SettingKey.Words("regulated_voltage", [("average", RegulatedVoltage.Average), ("positive_sequence", RegulatedVoltage.PositiveSequence)],
            s => s.RegulatedVoltage, (s, v) => s with { RegulatedVoltage = v }),
        SettingKey.Flag("volt_var.enabled", s => s.VoltVar.Enabled, (s, v) => Vv(s, s.VoltVar with { Enabled = v })),
        N("volt_var.v1", "pu", s => s.VoltVar.V1Pu, (s, v) => Vv(s, s.VoltVar with { V1Pu = v })),
        N("volt_var.q1", "pu", s => s.VoltVar.Q1Pu, (s, v) => Vv(s, s.VoltVar with { Q1Pu = v })),
        N("volt_var.v2", "pu", s => s.VoltVar.V2Pu, (s, v) => Vv(s, s.VoltVar with { V2Pu = v })),
        N("volt_var.q2", "pu", s => s.VoltVar.Q2Pu, (s, v) => Vv(s, s.VoltVar with { Q2Pu = v })),
        N("volt_var.v3", "pu", s => s.VoltVar.V3Pu, (s, v) => Vv(s, s.VoltVar with { V3Pu = v })),
        N("volt_var.q3", "pu", s => s.VoltVar.Q3Pu, (s, v) => Vv(s, s.VoltVar with { Q3Pu = v })),
        N("volt_var.v4", "pu", s => s.VoltVar.V4Pu, (s, v) => Vv(s, s.VoltVar with { V4Pu = v })),
        N("volt_var.q4", "pu", s => s.VoltVar.Q4Pu, (s, v) => Vv(s, s.VoltVar with { Q4Pu = v })),
        N("volt_var.open_loop_response", "s", s => s.VoltVar.OpenLoopResponseSeconds, (s, v) => Vv(s, s.VoltVar with { OpenLoopResponseSeconds = v })),
        SettingKey.Flag("volt_var.autonomous_v_ref", s => s.VoltVar.AutonomousVRef, (s, v) => Vv(s, s.VoltVar with { AutonomousVRef = v })),
        N("volt_var.autonomous_v_ref_time", "s", s => s.VoltVar.AutonomousVRefSeconds, (s, v) => Vv(s, s.VoltVar with { AutonomousVRefSeconds = v })),
        SettingKey.Flag("watt_var.enabled", s => s.WattVar.Enabled, (s, v) => Wv(s, s.WattVar with { Enabled = v })),
        N("watt_var.p1", "pu", s => s.WattVar.P1Pu, (s, v) => Wv(s, s.WattVar with { P1Pu = v })),
        N("watt_var.q1", "pu", s => s.WattVar.Q1Pu, (s, v) => Wv(s, s.WattVar with { Q1Pu = v })),
        N("watt_var.p2", "pu", s => s.WattVar.P2Pu, (s, v) => Wv(s, s.WattVar with { P2Pu = v })),
        N("watt_var.q2", "pu", s => s.WattVar.Q2Pu, (s, v) => Wv(s, s.WattVar with { Q2Pu = v })),
        N("watt_var.p3", "pu", s => s.WattVar.P3Pu, (s, v) => Wv(s, s.WattVar with { P3Pu = v })),
        N("watt_var.q3", "pu", s => s.WattVar.Q3Pu, (s, v) => Wv(s, s.WattVar with { Q3Pu = v })),
        N("watt_var.p1_charge", "pu", s => s.WattVar.P1ChargePu, (s, v) => Wv(s, s.WattVar with { P1ChargePu = v })),
        N("watt_var.q1_charge", "pu", s => s.WattVar.Q1ChargePu, (s, v) => Wv(s, s.WattVar with { Q1ChargePu = v })),
        N("watt_var.p2_charge", "pu", s => s.WattVar.P2ChargePu, (s, v) => Wv(s, s.WattVar with { P2ChargePu = v })),
        N("watt_var.q2_charge", "pu", s => s.WattVar.Q2ChargePu, (s, v) => Wv(s, s.WattVar with { Q2ChargePu = v })),
        N("watt_var.p3_charge", "pu", s => s.WattVar.P3ChargePu, (s, v) => Wv(s, s.WattVar with { P3ChargePu = v })),
        N("watt_var.q3_charge", "pu", s => s.WattVar.Q3ChargePu, (s, v) => Wv(s, s.WattVar with { Q3ChargePu = v })),
        N("watt_var.open_loop_response", "s", s => s.WattVar.OpenLoopResponseSeconds, (s, v) => Wv(s, s.WattVar with { OpenLoopResponseSeconds = v })),
        SettingKey.Flag("constant_power_factor.enabled", s => s.ConstantPowerFactor.Enabled, (s, v) => Pf(s, s.ConstantPowerFactor with { Enabled = v })),
        N("constant_power_factor.power_factor", "", s => s.ConstantPowerFactor.PowerFactor, (s, v) => Pf(s, s.ConstantPowerFactor with { PowerFactor = v })),
        SettingKey.Words("constant_power_factor.excitation", [("inject", Excitation.Inject), ("absorb", Excitation.Absorb)],
            s => s.ConstantPowerFactor.Excitation, (s, v) => Pf(s, s.ConstantPowerFactor with { Excitation = v })),
        N("constant_power_factor.open_loop_response", "s", s => s.ConstantPowerFactor.OpenLoopResponseSeconds,
            (s, v) => Pf(s, s.ConstantPowerFactor with { OpenLoopResponseSeconds = v })),
        SettingKey.Flag("constant_var.enabled", s => s.ConstantVar.Enabled, (s, v) => Cq(s, s.ConstantVar with { Enabled = v })),
        N("constant_var.q", "pu", s => s.ConstantVar.VarInjectedPu, (s, v) => Cq(s, s.ConstantVar with { VarInjectedPu = v })),
        N("constant_var.open_loop_response", "s", s => s.ConstantVar.OpenLoopResponseSeconds, (s, v) => Cq(s, s.ConstantVar with { OpenLoopResponseSeconds = v })),
        N("mode_transition", "s", s => s.ModeTransitionSeconds, (s, v) => s with { ModeTransitionSeconds = v }),
        SettingKey.Words("beyond_required", [("reactive_first", BeyondRequired.ReactiveFirst), ("active_first", BeyondRequired.ActiveFirst)],
            s => s.BeyondRequired, (s, v) => s with { BeyondRequired = v }),
        SettingKey.Flag("volt_watt.enabled", s => s.VoltWatt.Enabled, (s, v) => Vw(s, s.VoltWatt with { Enabled = v })),
        N("volt_watt.v1", "pu", s => s.VoltWatt.V1Pu, (s, v) => Vw(s, s.VoltWatt with { V1Pu = v })),
        N("volt_watt.p1", "pu", s => s.VoltWatt.P1Pu, (s, v) => Vw(s, s.VoltWatt with { P1Pu = v })),
        N("volt_watt.v2", "pu", s => s.VoltWatt.V2Pu, (s, v) => Vw(s, s.VoltWatt with { V2Pu = v })),
        N("volt_watt.p2", "pu", s => s.VoltWatt.P2Pu, (s, v) => Vw(s, s.VoltWatt with { P2Pu = v })),
        N("volt_watt.open_loop_response", "s", s => s.VoltWatt.OpenLoopResponseSeconds, (s, v) => Vw(s, s.VoltWatt with { OpenLoopResponseSeconds = v })),
        SettingKey.Flag("frequency_droop.enabled", s => s.FrequencyDroop.Enabled, (s, v) => Fd(s, s.FrequencyDroop with { Enabled = v })),
        N("frequency_droop.over_deadband", "Hz", s => s.FrequencyDroop.OverDeadbandHz, (s, v) => Fd(s, s.FrequencyDroop with { OverDeadbandHz = v })),
        N("frequency_droop.over_droop", "", s => s.FrequencyDroop.OverDroop, (s, v) => Fd(s, s.FrequencyDroop with { OverDroop = v })),
        N("frequency_droop.under_deadband", "Hz", s => s.FrequencyDroop.UnderDeadbandHz, (s, v) => Fd(s, s.FrequencyDroop with { UnderDeadbandHz = v })),
        N("frequency_droop.under_droop", "", s => s.FrequencyDroop.UnderDroop, (s, v) => Fd(s, s.FrequencyDroop with { UnderDroop = v })),
        N("frequency_droop.open_loop_response", "s", s => s.FrequencyDroop.OpenLoopResponseSeconds,
            (s, v) => Fd(s, s.FrequencyDroop with { OpenLoopResponseSeconds = v })),
        SettingKey.Flag("active_power_limit.enabled", s => s.ActivePowerLimit.Enabled, (s, v) => Al(s, s.ActivePowerLimit with { Enabled = v })),
        N("active_power_limit.limit", "pu", s => s.ActivePowerLimit.LimitPu, (s, v) => Al(s, s.ActivePowerLimit with { LimitPu = v })),
        N("active_power_limit.ramp", "s", s => s.ActivePowerLimit.RampSeconds, (s, v) => Al(s, s.ActivePowerLimit with { RampSeconds = v })),
        N("setpoint_ramp", "s", s => s.SetpointRampSeconds, (s, v) => s with { SetpointRampSeconds = v }),
        N("reaction", "s", s => s.ReactionSeconds, (s, v) => s with { ReactionSeconds = v }),
        N("trip.ov2.voltage", "pu", s => s.VoltageTrip.Ov2Pu, (s, v) => Vt(s, s.VoltageTrip with { Ov2Pu = v })),
        N("trip.ov2.time", "s", s => s.VoltageTrip.Ov2Seconds, (s, v) => Vt(s, s.VoltageTrip with { Ov2Seconds = v })),
        N("trip.ov1.voltage", "pu", s => s.VoltageTrip.Ov1Pu, (s, v) => Vt(s, s.VoltageTrip with { Ov1Pu = v })),
        N("trip.ov1.time", "s", s => s.VoltageTrip.Ov1Seconds, (s, v) => Vt(s, s.VoltageTrip with { Ov1Seconds = v })),
        N("trip.uv1.voltage", "pu", s => s.VoltageTrip.Uv1Pu, (s, v) => Vt(s, s.VoltageTrip with { Uv1Pu = v })),
        N("trip.uv1.time", "s", s => s.VoltageTrip.Uv1Seconds, (s, v) => Vt(s, s.VoltageTrip with { Uv1Seconds = v })),
        N("trip.uv2.voltage", "pu", s => s.VoltageTrip.Uv2Pu, (s, v) => Vt(s, s.VoltageTrip with { Uv2Pu = v })),
        N("trip.uv2.time", "s", s => s.VoltageTrip.Uv2Seconds, (s, v) => Vt(s, s.VoltageTrip with { Uv2Seconds = v })),
        N("trip.of2.frequency", "Hz", s => s.FrequencyTrip.Of2Hz, (s, v) => Ft(s, s.FrequencyTrip with { Of2Hz = v })),
        N("trip.of2.time", "s", s => s.FrequencyTrip.Of2Seconds, (s, v) => Ft(s, s.FrequencyTrip with { Of2Seconds = v })),
        N("trip.of1.frequency", "Hz", s => s.FrequencyTrip.Of1Hz, (s, v) => Ft(s, s.FrequencyTrip with { Of1Hz = v })),
        N("trip.of1.time", "s", s => s.FrequencyTrip.Of1Seconds, (s, v) => Ft(s, s.FrequencyTrip with { Of1Seconds = v })),
        N("trip.uf1.frequency", "Hz", s => s.FrequencyTrip.Uf1Hz, (s, v) => Ft(s, s.FrequencyTrip with { Uf1Hz = v })),
        N("trip.uf1.time", "s", s => s.FrequencyTrip.Uf1Seconds, (s, v) => Ft(s, s.FrequencyTrip with { Uf1Seconds = v })),
        N("trip.uf2.frequency", "Hz", s => s.FrequencyTrip.Uf2Hz, (s, v) => Ft(s, s.FrequencyTrip with { Uf2Hz = v })),
        N("trip.uf2.time", "s", s => s.FrequencyTrip.Uf2Seconds, (s, v) => Ft(s, s.FrequencyTrip with { Uf2Seconds = v })),
        N("ride_through.restore", "s", s => s.RideThrough.RestoreSeconds, (s, v) => Rt(s, s.RideThrough with { RestoreSeconds = v })),
        N("ride_through.return_delay", "s", s => s.RideThrough.ReturnDelaySeconds, (s, v) => Rt(s, s.RideThrough with { ReturnDelaySeconds = v })),
        N("ride_through.cessation_response", "s", s => s.RideThrough.CessationResponseSeconds, (s, v) => Rt(s, s.RideThrough with { CessationResponseSeconds = v })),
        N("ride_through.cease_response", "s", s => s.RideThrough.CeaseResponseSeconds, (s, v) => Rt(s, s.RideThrough with { CeaseResponseSeconds = v })),
        N("ride_through.sync_loss", "s", s => s.RideThrough.SyncLossSeconds, (s, v) => Rt(s, s.RideThrough with { SyncLossSeconds = v })),
        SettingKey.Flag("dynamic_voltage_support.enabled", s => s.DynamicVoltageSupport.Enabled,
            (s, v) => s with { DynamicVoltageSupport = s.DynamicVoltageSupport with { Enabled = v } }),
        N("dynamic_voltage_support.gain", "", s => s.DynamicVoltageSupport.Gain, (s, v) => s with { DynamicVoltageSupport = s.DynamicVoltageSupport with { Gain = v } }),
        SettingKey.Flag("islanding.enabled", s => s.Islanding.Enabled, (s, v) => Is(s, s.Islanding with { Enabled = v })),
        N("islanding.rocof", "Hz/s", s => s.Islanding.RocofHzPerSecond, (s, v) => Is(s, s.Islanding with { RocofHzPerSecond = v })),
        N("islanding.rocof_time", "s", s => s.Islanding.RocofSeconds, (s, v) => Is(s, s.Islanding with { RocofSeconds = v })),
        N("islanding.vector_shift", "°", s => s.Islanding.VectorShiftDegrees, (s, v) => Is(s, s.Islanding with { VectorShiftDegrees = v })),
        N("islanding.drift_time", "s", s => s.Islanding.DriftSeconds, (s, v) => Is(s, s.Islanding with { DriftSeconds = v })),
        SettingKey.Flag("islanding.active", s => s.Islanding.Active, (s, v) => Is(s, s.Islanding with { Active = v })),
        N("islanding.perturbation", "pu", s => s.Islanding.PerturbationPu, (s, v) => Is(s, s.Islanding with { PerturbationPu = v })),
        SettingKey.Flag("enter_service.permitted", s => s.EnterService.Permitted, (s, v) => Es(s, s.EnterService with { Permitted = v })),
        N("enter_service.min_voltage", "pu", s => s.EnterService.MinVoltagePu, (s, v) => Es(s, s.EnterService with { MinVoltagePu = v })),
        N("enter_service.max_voltage", "pu", s => s.EnterService.MaxVoltagePu, (s, v) => Es(s, s.EnterService with { MaxVoltagePu = v })),
        N("enter_service.min_frequency", "Hz", s => s.EnterService.MinFrequencyHz, (s, v) => Es(s, s.EnterService with { MinFrequencyHz = v })),
        N("enter_service.max_frequency", "Hz", s => s.EnterService.MaxFrequencyHz, (s, v) => Es(s, s.EnterService with { MaxFrequencyHz = v })),
        N("enter_service.delay", "s", s => s.EnterService.DelaySeconds, (s, v) => Es(s, s.EnterService with { DelaySeconds = v })),
        N("enter_service.ramp", "s", s => s.EnterService.RampSeconds, (s, v) => Es(s, s.EnterService with { RampSeconds = v })),
        N("enter_service.random_delay", "s", s => s.EnterService.RandomDelaySeconds, (s, v) => Es(s, s.EnterService with { RandomDelaySeconds = v })),
    ];

    /// <summary>What belongs to v2g.yaml.</summary>
    public static readonly SettingKey[] Site =
    [
        N("site.phases", "", s => s.Site.PhaseCount, (s, v) => Si(s, s.Site with { PhaseCount = v is 1 or 3 ? (int)v : -1 })),
        N("site.nominal_voltage", "V", s => s.Site.NominalVoltage, (s, v) => Si(s, s.Site with { NominalVoltage = v })),
        N("site.nominal_frequency", "Hz", s => s.Site.NominalFrequencyHz, (s, v) => Si(s, s.Site with { NominalFrequencyHz = v })),
        N("site.rated_power", "VA", s => s.Site.RatedVoltAmperes, (s, v) => Si(s, s.Site with { RatedVoltAmperes = v })),
        N("site.rated_active_power", "pu", s => s.Site.RatedActivePowerPu, (s, v) => Si(s, s.Site with { RatedActivePowerPu = v })),
        N("site.rated_charge_power", "pu", s => s.Site.RatedChargePowerPu, (s, v) => Si(s, s.Site with { RatedChargePowerPu = v })),
        N("site.charge_apparent_power", "pu", s => s.Site.ChargeApparentPu, (s, v) => Si(s, s.Site with { ChargeApparentPu = v })),
        N("site.max_current", "pu", s => s.Site.MaxCurrentPu, (s, v) => Si(s, s.Site with { MaxCurrentPu = v })),
        N("site.var_capability", "pu", s => s.Site.VarCapabilityPu, (s, v) => Si(s, s.Site with { VarCapabilityPu = v })),
        N("site.var_absorb_capability", "pu", s => s.Site.VarAbsorbCapabilityPu, (s, v) => Si(s, s.Site with { VarAbsorbCapabilityPu = v })),
        SettingKey.Words("site.low_power_var", [("full", LowPowerVar.Full), ("reduced", LowPowerVar.Reduced)],
            s => s.Site.LowPowerVar, (s, v) => Si(s, s.Site with { LowPowerVar = v })),
        SettingKey.Words("site.reference_point", [("pcc", ReferencePoint.PointOfCommonCoupling), ("terminal", ReferencePoint.DerTerminal)],
            s => s.Site.ReferencePoint, (s, v) => Si(s, s.Site with { ReferencePoint = v })),
        N("site.inverter_silence", "s", s => s.Site.InverterSilenceSeconds, (s, v) => Si(s, s.Site with { InverterSilenceSeconds = v })),
        N("vehicle.soc_min", "", s => s.Vehicle.MinStateOfCharge, (s, v) => Ve(s, s.Vehicle with { MinStateOfCharge = v })),
        N("vehicle.soc_max", "", s => s.Vehicle.MaxStateOfCharge, (s, v) => Ve(s, s.Vehicle with { MaxStateOfCharge = v })),
        N("vehicle.soc_hysteresis", "", s => s.Vehicle.StateOfChargeHysteresis, (s, v) => Ve(s, s.Vehicle with { StateOfChargeHysteresis = v })),
        N("vehicle.discharge_stop_above", "°C", s => s.Vehicle.HotCelsius, (s, v) => Ve(s, s.Vehicle with { HotCelsius = v })),
        N("vehicle.discharge_resume_below", "°C", s => s.Vehicle.CooledCelsius, (s, v) => Ve(s, s.Vehicle with { CooledCelsius = v })),
        Policy("vehicle.unknown_temperature", s => s.Vehicle.UnknownTemperature, (s, v) => Ve(s, s.Vehicle with { UnknownTemperature = v })),
        Policy("vehicle.unknown_soc", s => s.Vehicle.UnknownStateOfCharge, (s, v) => Ve(s, s.Vehicle with { UnknownStateOfCharge = v })),
        N("vehicle.stale", "s", s => s.Vehicle.StaleSeconds, (s, v) => Ve(s, s.Vehicle with { StaleSeconds = v })),
        N("thermal.idle_loss", "W", s => s.ModuleHeat.IdleLossWatts, (s, v) => Th(s, s.ModuleHeat with { IdleLossWatts = v })),
        N("thermal.linear_loss", "W", s => s.ModuleHeat.LinearLossWatts, (s, v) => Th(s, s.ModuleHeat with { LinearLossWatts = v })),
        N("thermal.quadratic_loss", "W", s => s.ModuleHeat.QuadraticLossWatts, (s, v) => Th(s, s.ModuleHeat with { QuadraticLossWatts = v })),
        N("thermal.junction_resistance", "K/W", s => s.ModuleHeat.JunctionKelvinPerWatt, (s, v) => Th(s, s.ModuleHeat with { JunctionKelvinPerWatt = v })),
        N("thermal.junction_time", "s", s => s.ModuleHeat.JunctionSeconds, (s, v) => Th(s, s.ModuleHeat with { JunctionSeconds = v })),
        N("thermal.case_resistance", "K/W", s => s.ModuleHeat.CaseKelvinPerWatt, (s, v) => Th(s, s.ModuleHeat with { CaseKelvinPerWatt = v })),
        N("thermal.case_time", "s", s => s.ModuleHeat.CaseSeconds, (s, v) => Th(s, s.ModuleHeat with { CaseSeconds = v })),
        N("thermal.sink_resistance", "K/W", s => s.ModuleHeat.SinkKelvinPerWatt, (s, v) => Th(s, s.ModuleHeat with { SinkKelvinPerWatt = v })),
        N("thermal.sink_time", "s", s => s.ModuleHeat.SinkSeconds, (s, v) => Th(s, s.ModuleHeat with { SinkSeconds = v })),
        N("thermal.derate_from", "°C", s => s.ModuleHeat.DerateFromCelsius, (s, v) => Th(s, s.ModuleHeat with { DerateFromCelsius = v })),
        N("thermal.stop", "°C", s => s.ModuleHeat.StopCelsius, (s, v) => Th(s, s.ModuleHeat with { StopCelsius = v })),
        N("thermal.worst_ambient", "°C", s => s.ModuleHeat.WorstAmbientCelsius, (s, v) => Th(s, s.ModuleHeat with { WorstAmbientCelsius = v })),
        .. Contactor("grid_contactor", s => s.GridContactor, (s, v) => s with { GridContactor = v }),
        .. Contactor("vehicle_contactor", s => s.VehicleContactor, (s, v) => s with { VehicleContactor = v }),
    ];

    static SettingKey[] Contactor(string section, Func<ControlSettings, ContactorSettings> get, Func<ControlSettings, ContactorSettings, ControlSettings> with) =>
    [
        N($"{section}.pre_charge_min", "s", s => get(s).PreChargeMinSeconds, (s, v) => with(s, get(s) with { PreChargeMinSeconds = v })),
        N($"{section}.pre_charge_max", "s", s => get(s).PreChargeMaxSeconds, (s, v) => with(s, get(s) with { PreChargeMaxSeconds = v })),
        N($"{section}.match", "V", s => get(s).MatchVolts, (s, v) => with(s, get(s) with { MatchVolts = v })),
        N($"{section}.safe", "V", s => get(s).SafeVolts, (s, v) => with(s, get(s) with { SafeVolts = v })),
        N($"{section}.weld_time", "s", s => get(s).WeldSeconds, (s, v) => with(s, get(s) with { WeldSeconds = v })),
        N($"{section}.follow_time", "s", s => get(s).FollowSeconds, (s, v) => with(s, get(s) with { FollowSeconds = v })),
        N($"{section}.load_current", "A", s => get(s).LoadAmperes, (s, v) => with(s, get(s) with { LoadAmperes = v })),
        N($"{section}.min_off", "s", s => get(s).MinOffSeconds, (s, v) => with(s, get(s) with { MinOffSeconds = v })),
        N($"{section}.per_hour", "", s => get(s).MostPerHour, (s, v) => with(s, get(s) with { MostPerHour = v })),
    ];

    static SettingKey N(string path, string unit, Func<ControlSettings, double> get, Func<ControlSettings, double, ControlSettings> with) =>
        SettingKey.Number(path, unit, get, with);

    static SettingKey Policy(string path, Func<ControlSettings, UnknownPolicy> get, Func<ControlSettings, UnknownPolicy, ControlSettings> with) =>
        SettingKey.Words(path, [("trust_vehicle", UnknownPolicy.TrustVehicle), ("restrict", UnknownPolicy.Restrict)], get, with);

    static ControlSettings Vv(ControlSettings s, VoltVarSettings v) => s with { VoltVar = v };

    static ControlSettings Vw(ControlSettings s, VoltWattSettings v) => s with { VoltWatt = v };

    static ControlSettings Wv(ControlSettings s, WattVarSettings v) => s with { WattVar = v };

    static ControlSettings Pf(ControlSettings s, ConstantPowerFactorSettings v) => s with { ConstantPowerFactor = v };

    static ControlSettings Cq(ControlSettings s, ConstantVarSettings v) => s with { ConstantVar = v };

    static ControlSettings Fd(ControlSettings s, FrequencyDroopSettings v) => s with { FrequencyDroop = v };

    static ControlSettings Al(ControlSettings s, ActivePowerLimitSettings v) => s with { ActivePowerLimit = v };

    static ControlSettings Rt(ControlSettings s, RideThroughSettings v) => s with { RideThrough = v };

    static ControlSettings Vt(ControlSettings s, VoltageTripSettings v) => s with { VoltageTrip = v };

    static ControlSettings Ft(ControlSettings s, FrequencyTripSettings v) => s with { FrequencyTrip = v };

    static ControlSettings Es(ControlSettings s, EnterServiceSettings v) => s with { EnterService = v };

    static ControlSettings Is(ControlSettings s, IslandingSettings v) => s with { Islanding = v };

    static ControlSettings Si(ControlSettings s, SiteSettings v) => s with { Site = v };

    static ControlSettings Ve(ControlSettings s, VehicleLimitSettings v) => s with { Vehicle = v };

    static ControlSettings Th(ControlSettings s, ModuleHeatSettings v) => s with { ModuleHeat = v };
}
