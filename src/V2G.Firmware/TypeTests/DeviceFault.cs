using V2G.Control.GridSupport;
using V2G.Control.Protection;
using V2G.Control.Settings;

namespace V2G.Firmware.TypeTests;

/// <summary>
/// A device that is wrong in a known way, to show that the procedures see it: what it is told is changed before it is told, so the
/// controller itself knows nothing of it.
/// </summary>
internal sealed record DeviceFault(string Name, string What, Func<ControlSettings, ControlSettings> Of)
{
    const double Slope = 1.05, Lag = 2, Late = 1.1;

    public static readonly DeviceFault None = new("", "", s => s);

    public static readonly DeviceFault[] All =
    [
        new("slope", "every curve is 5 % too flat", Flat),
        new("lag", "every open-loop response takes twice as long", Slow),
        new("late-trip", "every trip comes 10 % late", LateTrips),
        new("sign", "reactive power has the wrong sign", Mirrored),
        new("no-restore", "no current returns after momentary cessation", s => s with { RideThrough = s.RideThrough with { ReturnDelaySeconds = 1e9 } }),
    ];

    static ControlSettings Flat(ControlSettings s)
    {
        VoltVarSettings vv = s.VoltVar;
        VoltWattSettings vw = s.VoltWatt;
        WattVarSettings wv = s.WattVar;
        FrequencyDroopSettings fw = s.FrequencyDroop;
        return s with
        {
            VoltVar = vv with { V1Pu = vv.V2Pu + (vv.V1Pu - vv.V2Pu) * Slope, V4Pu = vv.V3Pu + (vv.V4Pu - vv.V3Pu) * Slope },
            VoltWatt = vw with { V2Pu = vw.V1Pu + (vw.V2Pu - vw.V1Pu) * Slope },
            WattVar = wv with { P3Pu = wv.P2Pu + (wv.P3Pu - wv.P2Pu) * Slope, P3ChargePu = wv.P2ChargePu + (wv.P3ChargePu - wv.P2ChargePu) * Slope },
            FrequencyDroop = fw with { OverDroop = fw.OverDroop * Slope, UnderDroop = fw.UnderDroop * Slope },
        };
    }

    static ControlSettings Slow(ControlSettings s) => s with
    {
        VoltVar = s.VoltVar with { OpenLoopResponseSeconds = s.VoltVar.OpenLoopResponseSeconds * Lag },
        VoltWatt = s.VoltWatt with { OpenLoopResponseSeconds = s.VoltWatt.OpenLoopResponseSeconds * Lag },
        WattVar = s.WattVar with { OpenLoopResponseSeconds = s.WattVar.OpenLoopResponseSeconds * Lag },
        ConstantPowerFactor = s.ConstantPowerFactor with { OpenLoopResponseSeconds = s.ConstantPowerFactor.OpenLoopResponseSeconds * Lag },
        ConstantVar = s.ConstantVar with { OpenLoopResponseSeconds = s.ConstantVar.OpenLoopResponseSeconds * Lag },
        FrequencyDroop = s.FrequencyDroop with { OpenLoopResponseSeconds = s.FrequencyDroop.OpenLoopResponseSeconds * Lag },
    };

    static ControlSettings LateTrips(ControlSettings s)
    {
        VoltageTripSettings v = s.VoltageTrip;
        FrequencyTripSettings f = s.FrequencyTrip;
        return s with
        {
            VoltageTrip = v with { Ov2Seconds = v.Ov2Seconds * Late, Ov1Seconds = v.Ov1Seconds * Late, Uv1Seconds = v.Uv1Seconds * Late, Uv2Seconds = v.Uv2Seconds * Late },
            FrequencyTrip = f with { Of2Seconds = f.Of2Seconds * Late, Of1Seconds = f.Of1Seconds * Late, Uf1Seconds = f.Uf1Seconds * Late, Uf2Seconds = f.Uf2Seconds * Late },
        };
    }

    static ControlSettings Mirrored(ControlSettings s)
    {
        VoltVarSettings vv = s.VoltVar;
        WattVarSettings wv = s.WattVar;
        ConstantPowerFactorSettings pf = s.ConstantPowerFactor;
        return s with
        {
            VoltVar = vv with { Q1Pu = -vv.Q1Pu, Q2Pu = -vv.Q2Pu, Q3Pu = -vv.Q3Pu, Q4Pu = -vv.Q4Pu },
            WattVar = wv with { Q1Pu = -wv.Q1Pu, Q2Pu = -wv.Q2Pu, Q3Pu = -wv.Q3Pu, Q1ChargePu = -wv.Q1ChargePu, Q2ChargePu = -wv.Q2ChargePu, Q3ChargePu = -wv.Q3ChargePu },
            ConstantPowerFactor = pf with { Excitation = pf.Excitation == Excitation.Inject ? Excitation.Absorb : Excitation.Inject },
            ConstantVar = s.ConstantVar with { VarInjectedPu = -s.ConstantVar.VarInjectedPu },
        };
    }
}
