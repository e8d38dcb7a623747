using System.Globalization;
using System.Text.Json;
using V2G.Control.GridSupport;
using V2G.Control.Limits;
using V2G.Control.Settings;

namespace V2G.Firmware.Trajectories;

/// <summary>A device as a trajectory describes it: the controller's settings, and the plant around it.</summary>
internal sealed record TrajectoryDevice
{
    public required ControlSettings Settings { get; init; }

    /// <summary>Rated active power over rated apparent power is 1 where the file's demand is in pu of the former.</summary>
    public double RatedActivePower { get; init; } = 100_000;

    /// <summary>Open-loop response of the inverter, s.</summary>
    public double InverterResponseSeconds { get; init; }

    /// <summary>In service when the run begins.</summary>
    public bool InService { get; init; } = true;

    /// <summary>The share of the random enter-service delay that is waited.</summary>
    public double RandomShare { get; init; }

    /// <summary>Energy of the battery, Wh; NaN: without end.</summary>
    public double CapacityWattHours { get; init; } = double.NaN;

    public double StateOfCharge { get; init; } = 0.5;
    public double MinStateOfCharge { get; init; }
    public double MaxStateOfCharge { get; init; } = 1;
    public double ChargeEfficiency { get; init; } = 1;
}

/// <summary>
/// Reads a trajectory's settings (the model's names) into the controller's. A name that is not in the table is refused by name: it
/// could mean something that the comparison would silently miss.
/// </summary>
internal static class TrajectorySettings
{
    sealed record Entry(Func<TrajectoryDevice, JsonElement, TrajectoryDevice> Apply);

    static readonly Dictionary<string, Entry> Table = Build();

    /// <exception cref="TrajectoryException">A setting that we don't have, or a value that it can't take; all of them are named.</exception>
    public static TrajectoryDevice Read(Trajectory t)
    {
        SiteSettings site = SiteSettings.Default with { NominalVoltage = 240, RatedVoltAmperes = 100_000, MaxCurrentPu = 1.2, VarAbsorbCapabilityPu = 0.44 };
        ControlSettings settings = ControlSettings.Default(site) with { GateBlockSeconds = 0, QLimitPu = 1, Islanding = default };
        TrajectoryDevice device = new()
        {
            Settings = settings with { Vehicle = settings.Vehicle with { MinStateOfCharge = 0, MaxStateOfCharge = 1, StaleSeconds = 1 } },
        };
        List<string> refused = [];
        foreach ((string name, JsonElement value) in t.Settings)
        {
            if (!Table.ContainsKey(name)) refused.Add(name);
            else Try(name, value);
        }
        foreach (SettingEvent e in t.Events)
            if (!Table.ContainsKey(e.Name) && !refused.Contains(e.Name)) refused.Add(e.Name);
        return refused.Count == 0 ? device : throw new TrajectoryException($"{t.Name}: settings that this controller does not have: {string.Join(", ", refused)}");

        void Try(string name, JsonElement value)
        {
            try
            {
                device = Table[name].Apply(device, value);
            }
            catch (Exception e) when (e is InvalidOperationException or FormatException)
            {
                refused.Add($"{name} = {value.GetRawText()}");
            }
        }
    }

    /// <summary>One changed setting.</summary>
    public static TrajectoryDevice With(TrajectoryDevice device, string name, JsonElement value) => Table[name].Apply(device, value);

    static Dictionary<string, Entry> Build()
    {
        Dictionary<string, Entry> table = new(StringComparer.Ordinal);

        void Device(string name, Func<TrajectoryDevice, JsonElement, TrajectoryDevice> apply) => table.Add(name, new(apply));
        void N(string name, Func<ControlSettings, double, ControlSettings> with) => Device(name, (d, v) => d with { Settings = with(d.Settings, v.GetDouble()) });
        void Flag(string name, Func<ControlSettings, bool, ControlSettings> with) => Device(name, (d, v) => d with { Settings = with(d.Settings, Truth(v)) });
        void Word(string name, Func<ControlSettings, string, ControlSettings?> with) =>
            Device(name, (d, v) => d with { Settings = with(d.Settings, v.GetString()!) ?? throw new FormatException() });
        void Only(string name, params double[] allowed) =>
            Device(name, (d, v) => allowed.Length == 0 || v.ValueKind == JsonValueKind.Null || allowed.Contains(v.GetDouble()) ? d : throw new FormatException());
        void NoPart(params string[] names)
        {
            foreach (string name in names) Device(name, (d, _) => d);
        }

        // The nameplate.
        Word("NP_NORMAL_OP_CAT", (s, v) => v switch { "CAT_A" => s with { NormalCategory = NormalCategory.A }, "CAT_B" => s with { NormalCategory = NormalCategory.B }, _ => null });
        Word("NP_ABNORMAL_OP_CAT", (s, v) => v switch
        {
            "CAT_I" => s with { AbnormalCategory = AbnormalCategory.I }, "CAT_II" => s with { AbnormalCategory = AbnormalCategory.II },
            "CAT_III" => s with { AbnormalCategory = AbnormalCategory.III }, _ => null,
        });
        Word("NP_PHASE", (s, v) => v switch { "THREE" => s with { Site = s.Site with { PhaseCount = 3 } }, "SINGLE" => s with { Site = s.Site with { PhaseCount = 1 } }, _ => null });
        Word("NP_V_MEAS_UNBALANCE", (s, v) => v switch
        {
            "AVG" => s with { RegulatedVoltage = RegulatedVoltage.Average }, "POS" => s with { RegulatedVoltage = RegulatedVoltage.PositiveSequence }, _ => null,
        });
        Word("NP_PRIO_OUTSIDE_MIN_Q_REQ", (s, v) => v switch
        {
            "REACTIVE" => s with { BeyondRequired = BeyondRequired.ReactiveFirst }, "ACTIVE" => s with { BeyondRequired = BeyondRequired.ActiveFirst }, _ => null,
        });
        Word("NP_Q_CAPABILITY_LOW_P", (s, v) => v switch
        {
            "SAME" => s with { Site = s.Site with { LowPowerVar = LowPowerVar.Full } }, "REDUCED" => s with { Site = s.Site with { LowPowerVar = LowPowerVar.Reduced } }, _ => null,
        });
        Only("NP_VA_MAX", 100_000);
        N("NP_P_MAX", (s, v) => s with { Site = s.Site with { RatedActivePowerPu = v / 100_000 } });
        N("NP_P_MAX_CHARGE", (s, v) => s with { Site = s.Site with { RatedChargePowerPu = v / 100_000 } });
        N("NP_APPARENT_POWER_CHARGE_MAX", (s, v) => s with { Site = s.Site with { ChargeApparentPu = v / 100_000 } });
        N("NP_Q_MAX_INJ", (s, v) => s with { Site = s.Site with { VarCapabilityPu = v / 100_000 } });
        N("NP_Q_MAX_ABS", (s, v) => s with { Site = s.Site with { VarAbsorbCapabilityPu = v / 100_000 } });
        N("NP_CURRENT_PU", (s, v) => s with { Site = s.Site with { MaxCurrentPu = v } });
        // The curve follows from the maxima and from what is there at low power; both are given as well.
        NoPart("NP_Q_CAPABILITY_BY_P_CURVE");
        Only("NP_AC_V_NOM", 240);
        Only("NP_P_MIN_PU", 0, -1);
        Only("NP_REACTIVE_SUSCEPTANCE", 0);
        Only("NP_V_MEAS_DELAY", 0);
        // The rating at another power factor, the filter behind the terminals and its source: nothing of them reaches P and Q there.
        NoPart("NP_P_MAX_OVER_PF", "NP_OVER_PF", "NP_P_MAX_UNDER_PF", "NP_UNDER_PF", "NP_V_DC", "NP_RESISTANCE", "NP_REACTANCE", "NP_TYPE");
        NoPart("P_Q_INJ_PU", "P_Q_ABS_PU", "Q_MAX_INJ_PU", "Q_MAX_ABS_PU", "P_DISCHARGE_MAX_PU", "SOC_P_DISCHARGE_MAX", "P_CHARGE_MAX_PU", "SOC_P_CHARGE_MAX");
        Device("NP_INV_DELAY", (d, v) => d with { InverterResponseSeconds = v.GetDouble() });
        N("NP_REACT_TIME", (s, v) => s with { ReactionSeconds = v });
        // Settings are executed at once: 30 s are allowed (4.6.3).
        NoPart("NP_SET_EXE_TIME");
        N("NP_MODE_TRANSITION_TIME", (s, v) => s with { ModeTransitionSeconds = v });

        // The battery.
        Device("NP_BESS_CAPACITY", (d, v) => d with { CapacityWattHours = v.ValueKind == JsonValueKind.Null ? double.NaN : v.GetDouble() });
        Device("SOC_INIT", (d, v) => d with { StateOfCharge = v.GetDouble() });
        Device("NP_BESS_SOC_MIN", (d, v) => d with { MinStateOfCharge = v.GetDouble() });
        Device("NP_BESS_SOC_MAX", (d, v) => d with { MaxStateOfCharge = v.GetDouble() });
        Device("NP_EFFICIENCY", (d, v) => d with { ChargeEfficiency = v.GetDouble() });
        N("NP_BESS_P_RAMP_TIME", (s, v) => s with { SetpointRampSeconds = v });
        Only("NP_BESS_SELF_DISCHARGE", 0);
        Only("NP_BESS_SELF_DISCHARGE_SOC", 0);
        NoPart("NP_BESS_P_MAX_BY_SOC");

        // Reactive power.
        Flag("CONST_PF_MODE_ENABLE", (s, v) => s with { ConstantPowerFactor = s.ConstantPowerFactor with { Enabled = v } });
        N("CONST_PF", (s, v) => s with { ConstantPowerFactor = s.ConstantPowerFactor with { PowerFactor = v } });
        Word("CONST_PF_EXCITATION", (s, v) => v switch
        {
            "INJ" => s with { ConstantPowerFactor = s.ConstantPowerFactor with { Excitation = Excitation.Inject } },
            "ABS" => s with { ConstantPowerFactor = s.ConstantPowerFactor with { Excitation = Excitation.Absorb } }, _ => null,
        });
        N("CONST_PF_RT", (s, v) => s with { ConstantPowerFactor = s.ConstantPowerFactor with { OpenLoopResponseSeconds = v } });
        Flag("CONST_Q_MODE_ENABLE", (s, v) => s with { ConstantVar = s.ConstantVar with { Enabled = v } });
        N("CONST_Q", (s, v) => s with { ConstantVar = s.ConstantVar with { VarInjectedPu = v } });
        N("CONST_Q_RT", (s, v) => s with { ConstantVar = s.ConstantVar with { OpenLoopResponseSeconds = v } });
        Flag("QV_MODE_ENABLE", (s, v) => Vv(s, s.VoltVar with { Enabled = v }));
        N("QV_VREF", (s, v) => Vv(s, s.VoltVar with { VRefPu = v }));
        Flag("QV_VREF_AUTO_MODE", (s, v) => Vv(s, s.VoltVar with { AutonomousVRef = v }));
        N("QV_VREF_TIME", (s, v) => Vv(s, s.VoltVar with { AutonomousVRefSeconds = v }));
        Only("QV_VREF_MIN", VoltVar.LeastVRefPu);
        Only("QV_VREF_MAX", VoltVar.GreatestVRefPu);
        N("QV_CURVE_V1", (s, v) => Vv(s, s.VoltVar with { V1Pu = v }));
        N("QV_CURVE_V2", (s, v) => Vv(s, s.VoltVar with { V2Pu = v }));
        N("QV_CURVE_V3", (s, v) => Vv(s, s.VoltVar with { V3Pu = v }));
        N("QV_CURVE_V4", (s, v) => Vv(s, s.VoltVar with { V4Pu = v }));
        N("QV_CURVE_Q1", (s, v) => Vv(s, s.VoltVar with { Q1Pu = v }));
        N("QV_CURVE_Q2", (s, v) => Vv(s, s.VoltVar with { Q2Pu = v }));
        N("QV_CURVE_Q3", (s, v) => Vv(s, s.VoltVar with { Q3Pu = v }));
        N("QV_CURVE_Q4", (s, v) => Vv(s, s.VoltVar with { Q4Pu = v }));
        N("QV_OLRT", (s, v) => Vv(s, s.VoltVar with { OpenLoopResponseSeconds = v }));
        Flag("QP_MODE_ENABLE", (s, v) => Wv(s, s.WattVar with { Enabled = v }));
        N("QP_CURVE_P1_GEN", (s, v) => Wv(s, s.WattVar with { P1Pu = v }));
        N("QP_CURVE_P2_GEN", (s, v) => Wv(s, s.WattVar with { P2Pu = v }));
        N("QP_CURVE_P3_GEN", (s, v) => Wv(s, s.WattVar with { P3Pu = v }));
        N("QP_CURVE_Q1_GEN", (s, v) => Wv(s, s.WattVar with { Q1Pu = v }));
        N("QP_CURVE_Q2_GEN", (s, v) => Wv(s, s.WattVar with { Q2Pu = v }));
        N("QP_CURVE_Q3_GEN", (s, v) => Wv(s, s.WattVar with { Q3Pu = v }));
        N("QP_CURVE_P1_LOAD", (s, v) => Wv(s, s.WattVar with { P1ChargePu = v }));
        N("QP_CURVE_P2_LOAD", (s, v) => Wv(s, s.WattVar with { P2ChargePu = v }));
        N("QP_CURVE_P3_LOAD", (s, v) => Wv(s, s.WattVar with { P3ChargePu = v }));
        N("QP_CURVE_Q1_LOAD", (s, v) => Wv(s, s.WattVar with { Q1ChargePu = v }));
        N("QP_CURVE_Q2_LOAD", (s, v) => Wv(s, s.WattVar with { Q2ChargePu = v }));
        N("QP_CURVE_Q3_LOAD", (s, v) => Wv(s, s.WattVar with { Q3ChargePu = v }));
        N("QP_RT", (s, v) => Wv(s, s.WattVar with { OpenLoopResponseSeconds = v }));

        // Active power.
        Flag("AP_LIMIT_ENABLE", (s, v) => s with { ActivePowerLimit = s.ActivePowerLimit with { Enabled = v } });
        N("AP_LIMIT", (s, v) => s with { ActivePowerLimit = s.ActivePowerLimit with { LimitPu = v } });
        N("AP_RT", (s, v) => s with { ActivePowerLimit = s.ActivePowerLimit with { RampSeconds = v } });
        Flag("PV_MODE_ENABLE", (s, v) => Vw(s, s.VoltWatt with { Enabled = v }));
        N("PV_CURVE_V1", (s, v) => Vw(s, s.VoltWatt with { V1Pu = v }));
        N("PV_CURVE_P1", (s, v) => Vw(s, s.VoltWatt with { P1Pu = v }));
        N("PV_CURVE_V2", (s, v) => Vw(s, s.VoltWatt with { V2Pu = v }));
        N("PV_CURVE_P2", (s, v) => Vw(s, s.VoltWatt with { P2Pu = v }));
        N("PV_OLRT", (s, v) => Vw(s, s.VoltWatt with { OpenLoopResponseSeconds = v }));
        Flag("PF_MODE_ENABLE", (s, v) => Fd(s, s.FrequencyDroop with { Enabled = v }));
        N("PF_DBOF", (s, v) => Fd(s, s.FrequencyDroop with { OverDeadbandHz = v }));
        N("PF_DBUF", (s, v) => Fd(s, s.FrequencyDroop with { UnderDeadbandHz = v }));
        N("PF_KOF", (s, v) => Fd(s, s.FrequencyDroop with { OverDroop = v }));
        N("PF_KUF", (s, v) => Fd(s, s.FrequencyDroop with { UnderDroop = v }));
        N("PF_OLRT", (s, v) => Fd(s, s.FrequencyDroop with { OpenLoopResponseSeconds = v }));

        // Entering service, trips, ride-through.
        Flag("ES_PERMIT_SERVICE", (s, v) => s with { EnterService = s.EnterService with { Permitted = v } });
        N("ES_V_LOW", (s, v) => s with { EnterService = s.EnterService with { MinVoltagePu = v } });
        N("ES_V_HIGH", (s, v) => s with { EnterService = s.EnterService with { MaxVoltagePu = v } });
        N("ES_F_LOW", (s, v) => s with { EnterService = s.EnterService with { MinFrequencyHz = v } });
        N("ES_F_HIGH", (s, v) => s with { EnterService = s.EnterService with { MaxFrequencyHz = v } });
        N("ES_DELAY", (s, v) => s with { EnterService = s.EnterService with { DelaySeconds = v } });
        N("ES_RAMP_RATE", (s, v) => s with { EnterService = s.EnterService with { RampSeconds = v } });
        N("ES_RANDOMIZED_DELAY", (s, v) => s with { EnterService = s.EnterService with { RandomDelaySeconds = v } });
        Device("ES_RANDOMIZED_DELAY_ACTUAL", (d, v) => d with { RandomShare = v.GetDouble() });
        Device("STATUS_INIT", (d, v) => d with { InService = Truth(v) });
        N("OV2_TRIP_V", (s, v) => s with { VoltageTrip = s.VoltageTrip with { Ov2Pu = v } });
        N("OV2_TRIP_T", (s, v) => s with { VoltageTrip = s.VoltageTrip with { Ov2Seconds = v } });
        N("OV1_TRIP_V", (s, v) => s with { VoltageTrip = s.VoltageTrip with { Ov1Pu = v } });
        N("OV1_TRIP_T", (s, v) => s with { VoltageTrip = s.VoltageTrip with { Ov1Seconds = v } });
        N("UV1_TRIP_V", (s, v) => s with { VoltageTrip = s.VoltageTrip with { Uv1Pu = v } });
        N("UV1_TRIP_T", (s, v) => s with { VoltageTrip = s.VoltageTrip with { Uv1Seconds = v } });
        N("UV2_TRIP_V", (s, v) => s with { VoltageTrip = s.VoltageTrip with { Uv2Pu = v } });
        N("UV2_TRIP_T", (s, v) => s with { VoltageTrip = s.VoltageTrip with { Uv2Seconds = v } });
        N("OF2_TRIP_F", (s, v) => s with { FrequencyTrip = s.FrequencyTrip with { Of2Hz = v } });
        N("OF2_TRIP_T", (s, v) => s with { FrequencyTrip = s.FrequencyTrip with { Of2Seconds = v } });
        N("OF1_TRIP_F", (s, v) => s with { FrequencyTrip = s.FrequencyTrip with { Of1Hz = v } });
        N("OF1_TRIP_T", (s, v) => s with { FrequencyTrip = s.FrequencyTrip with { Of1Seconds = v } });
        N("UF1_TRIP_F", (s, v) => s with { FrequencyTrip = s.FrequencyTrip with { Uf1Hz = v } });
        N("UF1_TRIP_T", (s, v) => s with { FrequencyTrip = s.FrequencyTrip with { Uf1Seconds = v } });
        N("UF2_TRIP_F", (s, v) => s with { FrequencyTrip = s.FrequencyTrip with { Uf2Hz = v } });
        N("UF2_TRIP_T", (s, v) => s with { FrequencyTrip = s.FrequencyTrip with { Uf2Seconds = v } });
        Only("MC_LVRT_V1", 0.5);
        Only("MC_HVRT_V1", 1.1);
        N("MC_RETURN_T", (s, v) => s with { RideThrough = s.RideThrough with { ReturnDelaySeconds = v } });
        NoPart("MC_ENABLE");
        N("MC_RESP_T", (s, v) => s with { RideThrough = s.RideThrough with { CessationResponseSeconds = v } });
        N("NP_CTE_RESP_T", (s, v) => s with { RideThrough = s.RideThrough with { CeaseResponseSeconds = v } });
        N("NP_RT_RAMP_UP_TIME", (s, v) => s with { RideThrough = s.RideThrough with { RestoreSeconds = v } });
        Flag("DVS_MODE_ENABLE", (s, v) => s with { DynamicVoltageSupport = s.DynamicVoltageSupport with { Enabled = v } });
        N("DVS_K", (s, v) => s with { DynamicVoltageSupport = s.DynamicVoltageSupport with { Gain = v } });
        return table;
    }

    static ControlSettings Vv(ControlSettings s, VoltVarSettings v) => s with { VoltVar = v };

    static ControlSettings Wv(ControlSettings s, WattVarSettings v) => s with { WattVar = v };

    static ControlSettings Vw(ControlSettings s, VoltWattSettings v) => s with { VoltWatt = v };

    static ControlSettings Fd(ControlSettings s, FrequencyDroopSettings v) => s with { FrequencyDroop = v };

    static bool Truth(JsonElement v) => v.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => v.GetDouble() != 0,
        JsonValueKind.String => v.GetString() switch { "ENABLED" => true, "DISABLED" => false, _ => throw new FormatException() },
        _ => throw new FormatException(),
    };
}
