using V2G.Control.GridSupport;
using V2G.Control.Protection;
using V2G.Control.Settings;

namespace V2G.Firmware.TypeTestServer;

/// <summary>
/// The arguments of a "set" as settings of the controller. They are taken as given: the ranges of allowed adjustment belong to the
/// configuration, and a type test goes to their ends and beyond. Only what is no setting at all is refused.
/// </summary>
internal static class FunctionSettings
{
    const double LongestSeconds = RequestFields.LargestNumber, LeastDroop = 1e-6, LeastPowerFactor = 0.001;

    /// <summary>Functions that are settings; "aap", "sap" and "dc" are none.</summary>
    public static readonly string[] Names = ["vv", "vw", "wv", "cpf", "crp", "lap", "fw", "vt", "ft", "es"];

    public static ControlSettings With(in ControlSettings s, string function, RequestFields args) => function switch
    {
        "vv" => OneMode(s with { VoltVar = VoltVar(s.VoltVar, args) }, VarMode.VoltVar, args),
        "wv" => OneMode(s with { WattVar = WattVar(s.WattVar, args) }, VarMode.WattVar, args),
        "cpf" => OneMode(s with { ConstantPowerFactor = PowerFactor(s.ConstantPowerFactor, args) }, VarMode.ConstantPowerFactor, args),
        "crp" => OneMode(s with { ConstantVar = s.ConstantVar with { Enabled = Enabled(s.ConstantVar.Enabled, args), VarInjectedPu = args.Number("pu") ?? s.ConstantVar.VarInjectedPu } },
            VarMode.ConstantVar, args),
        "vw" => s with { VoltWatt = VoltWatt(s.VoltWatt, args) },
        "lap" => s with { ActivePowerLimit = s.ActivePowerLimit with { Enabled = Enabled(s.ActivePowerLimit.Enabled, args), LimitPu = args.Number("pu") ?? s.ActivePowerLimit.LimitPu } },
        "fw" => s with { FrequencyDroop = Droop(s.FrequencyDroop, args) },
        "vt" => s with { VoltageTrip = VoltageTrip(s.VoltageTrip, args) },
        "ft" => s with { FrequencyTrip = FrequencyTrip(s.FrequencyTrip, args) },
        "es" => s with { EnterService = EnterService(s.EnterService, args) },
        _ => throw new ArgumentOutOfRangeException(nameof(function)),
    };

    static bool Enabled(bool now, RequestFields args) => args.Flag("Ena") ?? now;

    static double Seconds(RequestFields fields, string name, double now) => fields.Number(name, 0, LongestSeconds) ?? now;

    // 5.3.1: one reactive power mode at a time. The one that is switched on last is meant.
    static ControlSettings OneMode(in ControlSettings s, VarMode mode, RequestFields args)
    {
        if (args.Flag("Ena") is not true) return s;
        return s with
        {
            VoltVar = s.VoltVar with { Enabled = mode == VarMode.VoltVar },
            WattVar = s.WattVar with { Enabled = mode == VarMode.WattVar },
            ConstantPowerFactor = s.ConstantPowerFactor with { Enabled = mode == VarMode.ConstantPowerFactor },
            ConstantVar = s.ConstantVar with { Enabled = mode == VarMode.ConstantVar },
        };
    }

    static VoltVarSettings VoltVar(in VoltVarSettings s, RequestFields args)
    {
        RequestFields c = args.Inner("crv");
        VoltVarSettings r = s with
        {
            Enabled = Enabled(s.Enabled, args), VRefPu = c.Number("VRef") ?? s.VRefPu, OpenLoopResponseSeconds = Seconds(c, "Tr", s.OpenLoopResponseSeconds),
            V1Pu = c.Number("V1") ?? s.V1Pu, Q1Pu = c.Number("Q1") ?? s.Q1Pu, V2Pu = c.Number("V2") ?? s.V2Pu, Q2Pu = c.Number("Q2") ?? s.Q2Pu,
            V3Pu = c.Number("V3") ?? s.V3Pu, Q3Pu = c.Number("Q3") ?? s.Q3Pu, V4Pu = c.Number("V4") ?? s.V4Pu, Q4Pu = c.Number("Q4") ?? s.Q4Pu,
            AutonomousVRef = args.Flag("autoVrefEna") ?? s.AutonomousVRef, AutonomousVRefSeconds = Seconds(args, "vrefTr_s", s.AutonomousVRefSeconds),
        };
        Require(r.V1Pu < r.V2Pu && r.V2Pu <= r.V3Pu && r.V3Pu < r.V4Pu, "V1 < V2 ≤ V3 < V4");
        return r;
    }

    static VoltWattSettings VoltWatt(in VoltWattSettings s, RequestFields args)
    {
        RequestFields c = args.Inner("crv");
        VoltWattSettings r = s with
        {
            Enabled = Enabled(s.Enabled, args), V1Pu = c.Number("V1") ?? s.V1Pu, P1Pu = c.Number("P1") ?? s.P1Pu, V2Pu = c.Number("V2") ?? s.V2Pu,
            P2Pu = c.Number("P2") ?? s.P2Pu, OpenLoopResponseSeconds = Seconds(c, "Tr", s.OpenLoopResponseSeconds),
        };
        Require(r.V1Pu < r.V2Pu, "V1 < V2");
        return r;
    }

    static WattVarSettings WattVar(in WattVarSettings s, RequestFields args)
    {
        RequestFields c = args.Inner("crv");
        WattVarSettings r = s with
        {
            Enabled = Enabled(s.Enabled, args),
            P1Pu = c.Number("P1") ?? s.P1Pu, Q1Pu = c.Number("Q1") ?? s.Q1Pu, P2Pu = c.Number("P2") ?? s.P2Pu, Q2Pu = c.Number("Q2") ?? s.Q2Pu,
            P3Pu = c.Number("P3") ?? s.P3Pu, Q3Pu = c.Number("Q3") ?? s.Q3Pu,
            P1ChargePu = c.Number("P1_prime") ?? s.P1ChargePu, Q1ChargePu = c.Number("Q1_prime") ?? s.Q1ChargePu,
            P2ChargePu = c.Number("P2_prime") ?? s.P2ChargePu, Q2ChargePu = c.Number("Q2_prime") ?? s.Q2ChargePu,
            P3ChargePu = c.Number("P3_prime") ?? s.P3ChargePu, Q3ChargePu = c.Number("Q3_prime") ?? s.Q3ChargePu,
        };
        Require(r.P3ChargePu < r.P2ChargePu && r.P2ChargePu < r.P1ChargePu && r.P1ChargePu <= r.P1Pu && r.P1Pu < r.P2Pu && r.P2Pu < r.P3Pu,
            "P3_prime < P2_prime < P1_prime ≤ P1 < P2 < P3");
        return r;
    }

    static ConstantPowerFactorSettings PowerFactor(in ConstantPowerFactorSettings s, RequestFields args) => s with
    {
        Enabled = Enabled(s.Enabled, args), PowerFactor = args.Number("PF", LeastPowerFactor, 1) ?? s.PowerFactor,
        Excitation = args.Word("Exct") switch
        {
            null => s.Excitation,
            { } w when w.Equals("inj", StringComparison.OrdinalIgnoreCase) => Excitation.Inject,
            { } w when w.Equals("abs", StringComparison.OrdinalIgnoreCase) => Excitation.Absorb,
            { } w => throw RequestFields.Unknown("excitation", w, ["inj", "abs"]),
        },
    };

    static FrequencyDroopSettings Droop(in FrequencyDroopSettings s, RequestFields args)
    {
        RequestFields c = args.Inner("crv");
        return s with
        {
            Enabled = Enabled(s.Enabled, args),
            OverDeadbandHz = c.Number("dbof_hz", 0) ?? s.OverDeadbandHz, UnderDeadbandHz = c.Number("dbuf_hz", 0) ?? s.UnderDeadbandHz,
            OverDroop = c.Number("kof", LeastDroop) ?? s.OverDroop, UnderDroop = c.Number("kuf", LeastDroop) ?? s.UnderDroop,
            OpenLoopResponseSeconds = Seconds(c, "tr", s.OpenLoopResponseSeconds),
        };
    }

    static VoltageTripSettings VoltageTrip(in VoltageTripSettings s, RequestFields args)
    {
        RequestFields ov2 = args.Inner("OV2"), ov1 = args.Inner("OV1"), uv1 = args.Inner("UV1"), uv2 = args.Inner("UV2");
        return new()
        {
            Ov2Pu = ov2.Number("vpu") ?? s.Ov2Pu, Ov2Seconds = Seconds(ov2, "cts", s.Ov2Seconds), Ov1Pu = ov1.Number("vpu") ?? s.Ov1Pu, Ov1Seconds = Seconds(ov1, "cts", s.Ov1Seconds),
            Uv1Pu = uv1.Number("vpu") ?? s.Uv1Pu, Uv1Seconds = Seconds(uv1, "cts", s.Uv1Seconds), Uv2Pu = uv2.Number("vpu") ?? s.Uv2Pu, Uv2Seconds = Seconds(uv2, "cts", s.Uv2Seconds),
        };
    }

    static FrequencyTripSettings FrequencyTrip(in FrequencyTripSettings s, RequestFields args)
    {
        RequestFields of2 = args.Inner("OF2"), of1 = args.Inner("OF1"), uf1 = args.Inner("UF1"), uf2 = args.Inner("UF2");
        return new()
        {
            Of2Hz = of2.Number("freq") ?? s.Of2Hz, Of2Seconds = Seconds(of2, "cts", s.Of2Seconds), Of1Hz = of1.Number("freq") ?? s.Of1Hz, Of1Seconds = Seconds(of1, "cts", s.Of1Seconds),
            Uf1Hz = uf1.Number("freq") ?? s.Uf1Hz, Uf1Seconds = Seconds(uf1, "cts", s.Uf1Seconds), Uf2Hz = uf2.Number("freq") ?? s.Uf2Hz, Uf2Seconds = Seconds(uf2, "cts", s.Uf2Seconds),
        };
    }

    static EnterServiceSettings EnterService(in EnterServiceSettings s, RequestFields args) => s with
    {
        Permitted = args.Flag("Ena") ?? s.Permitted, DelaySeconds = Seconds(args, "esDelay", s.DelaySeconds), RampSeconds = Seconds(args, "esPeriod", s.RampSeconds),
        RandomDelaySeconds = Seconds(args, "esRand", Seconds(args, "esRndDelay", s.RandomDelaySeconds)),
        MaxVoltagePu = args.Number("esVpuHi") ?? s.MaxVoltagePu, MinVoltagePu = args.Number("esVpuLo") ?? s.MinVoltagePu,
        MaxFrequencyHz = args.Number("esfHzHi") ?? s.MaxFrequencyHz, MinFrequencyHz = args.Number("esfHzLo") ?? s.MinFrequencyHz,
    };

    static void Require(bool holds, string rule)
    {
        if (!holds) throw new RequestRefusal($"the curve must satisfy {rule}");
    }
}
