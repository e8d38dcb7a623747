using V2G.Control.GridSupport;
using V2G.Control.Limits;
using V2G.Control.Settings;
using static V2G.Control.Settings.AbnormalCategory;

namespace V2G.Control.Tests.Settings;

public class AdjustmentRangeTests
{
    static ControlSettings Of(AbnormalCategory abnormal, NormalCategory normal = NormalCategory.B, double hz = 60) =>
        ControlSettings.Default(SiteSettings.Default with { NominalFrequencyHz = hz }, normal, abnormal);

    static IReadOnlyList<SettingRefusal> Check(in ControlSettings settings)
    {
        var check = new SettingCheck();
        settings.Check(check);
        return check.Refusals;
    }

    [Fact]
    public void The_defaults_of_every_category_pass_their_own_check()
    {
        foreach (NormalCategory normal in Enum.GetValues<NormalCategory>())
            foreach (AbnormalCategory abnormal in Enum.GetValues<AbnormalCategory>())
                foreach (double hz in new[] { 50.0, 60 })
                    Assert.Empty(Check(Of(abnormal, normal, hz)));
    }

    sealed record Range(string Key, double Min, double Max, string Unit, Func<ControlSettings, double, ControlSettings> With, ControlSettings? Base = null);

    static Range VoltVar(string key, double min, double max, string unit, Func<VoltVarSettings, double, VoltVarSettings> with, NormalCategory category = NormalCategory.B) =>
        new(key, min, max, unit, (s, v) => s with { VoltVar = with(s.VoltVar, v) }, Of(III, category));

    static Range VoltWatt(string key, double min, double max, string unit, Func<VoltWattSettings, double, VoltWattSettings> with) =>
        new(key, min, max, unit, (s, v) => s with { VoltWatt = with(s.VoltWatt, v) });

    static Range WattVar(string key, double min, double max, string unit, Func<WattVarSettings, double, WattVarSettings> with) =>
        new(key, min, max, unit, (s, v) => s with { WattVar = with(s.WattVar, v) }, One(s => s with { WattVar = s.WattVar with { Enabled = true } }));

    static Range PowerFactor(double least, NormalCategory category, Excitation excitation) =>
        new("constant_power_factor.power_factor", least, 1, "", (s, v) => s with { ConstantPowerFactor = s.ConstantPowerFactor with { PowerFactor = v, Excitation = excitation } }, Of(III, category));

    static Range Droop(string key, double min, double max, string unit, AbnormalCategory category, Func<FrequencyDroopSettings, double, FrequencyDroopSettings> with) =>
        new(key, min, max, unit, (s, v) => s with { FrequencyDroop = with(s.FrequencyDroop, v) }, Of(category));

    // Another mode than volt-var.
    static ControlSettings One(Func<ControlSettings, ControlSettings> mode)
    {
        ControlSettings s = Of(III);
        return mode(s with { VoltVar = s.VoltVar with { Enabled = false } });
    }

    static Range[] Trip(AbnormalCategory category, double uv1Min, double uv1Max, double uv2Min, double uv2Max) =>
    [
        new("trip.ov2.voltage", 1.20, 1.20, "pu", (s, v) => s with { VoltageTrip = s.VoltageTrip with { Ov2Pu = v } }, Of(category)),
        new("trip.ov2.time", 0.16, 0.16, "s", (s, v) => s with { VoltageTrip = s.VoltageTrip with { Ov2Seconds = v } }, Of(category)),
        new("trip.ov1.voltage", 1.10, 1.20, "pu", (s, v) => s with { VoltageTrip = s.VoltageTrip with { Ov1Pu = v } }, Of(category)),
        new("trip.ov1.time", 1, 13, "s", (s, v) => s with { VoltageTrip = s.VoltageTrip with { Ov1Seconds = v } }, Of(category)),
        new("trip.uv1.voltage", 0, 0.88, "pu", (s, v) => s with { VoltageTrip = s.VoltageTrip with { Uv1Pu = v } }, Of(category)),
        new("trip.uv1.time", uv1Min, uv1Max, "s", (s, v) => s with { VoltageTrip = s.VoltageTrip with { Uv1Seconds = v } }, Of(category)),
        new("trip.uv2.voltage", 0, 0.50, "pu", (s, v) => s with { VoltageTrip = s.VoltageTrip with { Uv2Pu = v } }, Of(category)),
        new("trip.uv2.time", uv2Min, uv2Max, "s", (s, v) => s with { VoltageTrip = s.VoltageTrip with { Uv2Seconds = v } }, Of(category)),
    ];

    static IEnumerable<Range> Frequency(double hz)
    {
        double k = hz / 60;
        ControlSettings at = Of(III, NormalCategory.B, hz);
        yield return new("trip.of2.frequency", 61.8 * k, 66 * k, "Hz", (s, v) => s with { FrequencyTrip = s.FrequencyTrip with { Of2Hz = v } }, at);
        yield return new("trip.of1.frequency", 61 * k, 66 * k, "Hz", (s, v) => s with { FrequencyTrip = s.FrequencyTrip with { Of1Hz = v } }, at);
        yield return new("trip.uf1.frequency", 50 * k, 59 * k, "Hz", (s, v) => s with { FrequencyTrip = s.FrequencyTrip with { Uf1Hz = v } }, at);
        yield return new("trip.uf2.frequency", 50 * k, 57 * k, "Hz", (s, v) => s with { FrequencyTrip = s.FrequencyTrip with { Uf2Hz = v } }, at);
        yield return new("enter_service.min_frequency", 59 * k, 59.9 * k, "Hz", (s, v) => s with { EnterService = s.EnterService with { MinFrequencyHz = v } }, at);
        yield return new("enter_service.max_frequency", 60.1 * k, 61 * k, "Hz", (s, v) => s with { EnterService = s.EnterService with { MaxFrequencyHz = v } }, at);
    }

    static readonly Range[] All =
    [
        VoltVar("v_ref", 0.95, 1.05, "pu", (s, v) => s with { VRefPu = v }),
        VoltVar("volt_var.v1", 0.82, 0.96, "pu", (s, v) => s with { V1Pu = v }),
        VoltVar("volt_var.v2", 0.97, 1, "pu", (s, v) => s with { V2Pu = v }),
        VoltVar("volt_var.v2", 1, 1, "pu", (s, v) => s with { V2Pu = v }, NormalCategory.A),
        VoltVar("volt_var.v3", 1, 1.03, "pu", (s, v) => s with { V3Pu = v }),
        VoltVar("volt_var.v3", 1, 1, "pu", (s, v) => s with { V3Pu = v }, NormalCategory.A),
        VoltVar("volt_var.v4", 1.04, 1.18, "pu", (s, v) => s with { V4Pu = v }),
        VoltVar("volt_var.q1", 0, 0.44, "pu", (s, v) => s with { Q1Pu = v }),
        VoltVar("volt_var.q1", 0, 0.44, "pu", (s, v) => s with { Q1Pu = v }, NormalCategory.A),
        VoltVar("volt_var.q4", -0.44, 0, "pu", (s, v) => s with { Q4Pu = v }),
        VoltVar("volt_var.q2", -0.44, 0.44, "pu", (s, v) => s with { Q2Pu = v, Q3Pu = -0.44 }),
        VoltVar("volt_var.q3", -0.44, 0.44, "pu", (s, v) => s with { Q2Pu = 0.44, Q3Pu = v }),
        VoltVar("volt_var.open_loop_response", 1, 90, "s", (s, v) => s with { OpenLoopResponseSeconds = v }),
        VoltWatt("volt_watt.v1", 1.05, 1.09, "pu", (s, v) => s with { V1Pu = v }),
        VoltWatt("volt_watt.v2", 1.07, 1.10, "pu", (s, v) => s with { V2Pu = v }),
        VoltWatt("volt_watt.p1", 1, 1, "pu", (s, v) => s with { P1Pu = v }),
        VoltWatt("volt_watt.p2", -1, 1, "pu", (s, v) => s with { P2Pu = v }),
        VoltWatt("volt_watt.open_loop_response", 0.5, 60, "s", (s, v) => s with { OpenLoopResponseSeconds = v }),
        VoltVar("volt_var.autonomous_v_ref_time", 300, 5000, "s", (s, v) => s with { AutonomousVRefSeconds = v }),
        WattVar("watt_var.p1", 0, 0.4, "pu", (s, v) => s with { P1Pu = v }),
        WattVar("watt_var.p2", 0.4, 0.8, "pu", (s, v) => s with { P2Pu = v }),
        WattVar("watt_var.p3", 0.6, 1, "pu", (s, v) => s with { P3Pu = v }),
        WattVar("watt_var.p1_charge", -0.4, 0, "pu", (s, v) => s with { P1ChargePu = v }),
        WattVar("watt_var.p2_charge", -0.8, -0.4, "pu", (s, v) => s with { P2ChargePu = v }),
        WattVar("watt_var.p3_charge", -1, -0.6, "pu", (s, v) => s with { P3ChargePu = v }),
        WattVar("watt_var.q1", -0.44, 0.44, "pu", (s, v) => s with { Q1Pu = v }),
        WattVar("watt_var.q3", -0.44, 0.44, "pu", (s, v) => s with { Q3Pu = v }),
        WattVar("watt_var.q3_charge", -0.44, 0.44, "pu", (s, v) => s with { Q3ChargePu = v }),
        WattVar("watt_var.open_loop_response", 0.1, 10, "s", (s, v) => s with { OpenLoopResponseSeconds = v }),
        PowerFactor(0.90, NormalCategory.B, Excitation.Absorb),
        PowerFactor(0.90, NormalCategory.A, Excitation.Inject),
        PowerFactor(0.97, NormalCategory.A, Excitation.Absorb),
        new("constant_power_factor.open_loop_response", 0.1, 10, "s", (s, v) => s with { ConstantPowerFactor = s.ConstantPowerFactor with { OpenLoopResponseSeconds = v } }),
        new("constant_var.q", -0.44, 0.44, "pu", (s, v) => s with { ConstantVar = s.ConstantVar with { VarInjectedPu = v } }),
        new("constant_var.open_loop_response", 0.1, 10, "s", (s, v) => s with { ConstantVar = s.ConstantVar with { OpenLoopResponseSeconds = v } }),
        Droop("frequency_droop.over_deadband", 0.017, 1, "Hz", III, (s, v) => s with { OverDeadbandHz = v }),
        Droop("frequency_droop.under_deadband", 0.017, 1, "Hz", III, (s, v) => s with { UnderDeadbandHz = v }),
        Droop("frequency_droop.over_droop", 0.02, 0.05, "", III, (s, v) => s with { OverDroop = v }),
        Droop("frequency_droop.over_droop", 0.03, 0.05, "", I, (s, v) => s with { OverDroop = v }),
        Droop("frequency_droop.under_droop", 0.02, 0.05, "", III, (s, v) => s with { UnderDroop = v }),
        Droop("frequency_droop.under_droop", 0.03, 0.05, "", II, (s, v) => s with { UnderDroop = v }),
        Droop("frequency_droop.open_loop_response", 0.2, 10, "s", III, (s, v) => s with { OpenLoopResponseSeconds = v }),
        Droop("frequency_droop.open_loop_response", 1, 10, "s", II, (s, v) => s with { OpenLoopResponseSeconds = v }),
        new("active_power_limit.limit", -1, 1, "pu", (s, v) => s with { ActivePowerLimit = s.ActivePowerLimit with { LimitPu = v } }),
        new("active_power_limit.ramp", 0, 30, "s", (s, v) => s with { ActivePowerLimit = s.ActivePowerLimit with { RampSeconds = v } }),
        new("mode_transition", 5, 300, "s", (s, v) => s with { ModeTransitionSeconds = v }),
        new("setpoint_ramp", 0, 300, "s", (s, v) => s with { SetpointRampSeconds = v }),
        new("reaction", 0, 0.5, "s", (s, v) => s with { ReactionSeconds = v }),
        new("dynamic_voltage_support.gain", 0, 6, "", (s, v) => s with { DynamicVoltageSupport = s.DynamicVoltageSupport with { Gain = v } }),
        new("ride_through.return_delay", 0, 0.16, "s", (s, v) => s with { RideThrough = s.RideThrough with { ReturnDelaySeconds = v } }),
        new("ride_through.cessation_response", 0, 0.083, "s", (s, v) => s with { RideThrough = s.RideThrough with { CessationResponseSeconds = v } }),
        new("ride_through.cease_response", 0, 0.16, "s", (s, v) => s with { RideThrough = s.RideThrough with { CeaseResponseSeconds = v } }),
        new("enter_service.random_delay", 1, 1000, "s", (s, v) => s with { EnterService = s.EnterService with { RampSeconds = 0, RandomDelaySeconds = v } }),
        new("site.rated_active_power", 0.5, 1, "pu", (s, v) => s with { Site = s.Site with { RatedActivePowerPu = v } }),
        new("site.rated_charge_power", 0.05, 1, "pu", (s, v) => s with { Site = s.Site with { RatedChargePowerPu = v } }),
        new("site.charge_apparent_power", 0.05, 1, "pu", (s, v) => s with { Site = s.Site with { ChargeApparentPu = v } }),
        new("site.max_current", 1, 3, "pu", (s, v) => s with { Site = s.Site with { MaxCurrentPu = v } }),
        new("site.var_absorb_capability", 0.25, 1, "pu", (s, v) => s with { Site = s.Site with { VarAbsorbCapabilityPu = v } },
            Of(III) with { VoltVar = VoltVarSettings.Default(NormalCategory.B) with { Q4Pu = -0.25 } }),
        .. Trip(I, 2, 21, 0.16, 2),
        .. Trip(II, 2, 21, 0.16, 2),
        .. Trip(III, 2, 50, 0.16, 21),
        .. Frequency(60),
        .. Frequency(50),
        new("trip.of2.time", 0.16, 1000, "s", (s, v) => s with { FrequencyTrip = s.FrequencyTrip with { Of2Seconds = v } }),
        new("trip.of1.time", 180, 1000, "s", (s, v) => s with { FrequencyTrip = s.FrequencyTrip with { Of1Seconds = v } }),
        new("trip.uf1.time", 180, 1000, "s", (s, v) => s with { FrequencyTrip = s.FrequencyTrip with { Uf1Seconds = v } }),
        new("trip.uf2.time", 0.16, 1000, "s", (s, v) => s with { FrequencyTrip = s.FrequencyTrip with { Uf2Seconds = v } }),
        new("ride_through.restore", 0, 0.4, "s", (s, v) => s with { RideThrough = s.RideThrough with { RestoreSeconds = v } }),
        new("ride_through.sync_loss", 0.2, 5, "s", (s, v) => s with { RideThrough = s.RideThrough with { SyncLossSeconds = v } }),
        new("enter_service.min_voltage", 0.88, 0.95, "pu", (s, v) => s with { EnterService = s.EnterService with { MinVoltagePu = v } }),
        new("enter_service.max_voltage", 1.05, 1.06, "pu", (s, v) => s with { EnterService = s.EnterService with { MaxVoltagePu = v } }),
        new("enter_service.delay", 0, 600, "s", (s, v) => s with { EnterService = s.EnterService with { DelaySeconds = v } }),
        new("enter_service.ramp", 1, 1000, "s", (s, v) => s with { EnterService = s.EnterService with { RampSeconds = v } }),
        new("q_limit", 0.44, 0.6, "pu", (s, v) => s with { QLimitPu = v }, Of(III) with { Site = SiteSettings.Default with { VarCapabilityPu = 0.6 } }),
        new("site.nominal_voltage", 208, 480, "V", (s, v) => s with { Site = s.Site with { NominalVoltage = v } }),
        new("site.rated_power", 1000, 1_000_000, "VA", (s, v) => s with { Site = s.Site with { RatedVoltAmperes = v } }),
        new("vehicle.soc_min", 0, 0.9, "", (s, v) => s with { Vehicle = s.Vehicle with { MinStateOfCharge = v } }),
        new("vehicle.soc_max", 0.25, 1, "", (s, v) => s with { Vehicle = s.Vehicle with { MaxStateOfCharge = v } }),
        new("vehicle.soc_hysteresis", 0.005, 0.2, "", (s, v) => s with { Vehicle = s.Vehicle with { StateOfChargeHysteresis = v } }),
        new("vehicle.discharge_stop_above", 43, 45, "°C", (s, v) => s with { Vehicle = s.Vehicle with { HotCelsius = v } }),
        new("vehicle.discharge_resume_below", 0, 44, "°C", (s, v) => s with { Vehicle = s.Vehicle with { CooledCelsius = v } }),
        new("vehicle.stale", 0.1, 1, "s", (s, v) => s with { Vehicle = s.Vehicle with { StaleSeconds = v } }),
        new("thermal.derate_from", 60, 123, "°C", (s, v) => s with { ModuleHeat = s.ModuleHeat with { DerateFromCelsius = v } }),
        new("thermal.stop", 112, 150, "°C", (s, v) => s with { ModuleHeat = s.ModuleHeat with { StopCelsius = v } }),
    ];

    public static TheoryData<int, string> Indices()
    {
        TheoryData<int, string> data = [];
        for (int i = 0; i < All.Length; i++) data.Add(i, All[i].Key);
        return data;
    }

    // Where the neighbour's range moves along, the end belongs to the neighbour's key: another test looks at those.
    static readonly string[] EndsSharedWithANeighbour = ["q_limit", "vehicle.discharge_stop_above", "thermal.derate_from"];

    [Theory]
    [MemberData(nameof(Indices))]
    public void Both_ends_of_a_range_are_accepted_and_just_outside_is_refused_with_the_range_shown(int index, string key)
    {
        Range range = All[index];
        ControlSettings at = range.Base ?? Of(III);
        Assert.Empty(Check(range.With(at, range.Min)));
        Assert.Empty(Check(range.With(at, range.Max)));
        foreach (double outside in new[] { range.Min - 1e-4, range.Max + 1e-4, double.NaN, double.PositiveInfinity, double.NegativeInfinity })
        {
            IReadOnlyList<SettingRefusal> refusals = Check(range.With(at, outside));
            Assert.NotEmpty(refusals);
            if (EndsSharedWithANeighbour.Contains(key)) continue;
            SettingRefusal refusal = refusals.First(r => r.Key == key);
            Assert.Equal($"{Text(range.Min, range.Unit)} … {Text(range.Max, range.Unit)}", refusal.Allowed);
            Assert.False(string.IsNullOrWhiteSpace(refusal.Why));
        }
    }

    static string Text(double value, string unit) =>
        value.ToString("0.######", System.Globalization.CultureInfo.InvariantCulture) + (unit.Length == 0 ? "" : " " + unit);

    [Theory]
    [InlineData("volt_var.q2", 0.10, 0.20, 0, -0.44)]
    [InlineData("volt_var.q3", 0.44, 0.10, 0.20, -0.44)]
    [InlineData("volt_var.q4", 0.44, 0, -0.30, -0.20)]
    public void R_62_a_curve_that_rises_is_refused_at_the_point_where_it_does(string key, double q1, double q2, double q3, double q4)
    {
        ControlSettings s = Of(III);
        IReadOnlyList<SettingRefusal> refusals = Check(s with { VoltVar = s.VoltVar with { Q1Pu = q1, Q2Pu = q2, Q3Pu = q3, Q4Pu = q4 } });
        Assert.Equal(key, Assert.Single(refusals).Key);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(-1)]
    public void A_grid_has_one_phase_or_three(int phases) =>
        Assert.Equal("site.phases", Assert.Single(Check(Of(III) with { Site = SiteSettings.Default with { PhaseCount = phases } })).Key);

    [Fact]
    public void R_12_one_phase_at_240_volts_is_a_site_like_any_other() =>
        Assert.Empty(Check(Of(III) with { Site = SiteSettings.Default with { PhaseCount = 1, NominalVoltage = 240 } }));
}
