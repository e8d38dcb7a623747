using System.Runtime.CompilerServices;

namespace V2G.Control.Limits;

/// <summary>Everything that can make power smaller than asked for. `v2g why` prints those that bite, with value, source and since when.</summary>
public enum Limiter : byte
{
    NoVehicle = 0,
    VehicleStale,
    VehicleNotBidirectional,
    VehicleDischargeLimit,
    VehicleChargeLimit,
    StateOfChargeFloor,
    StateOfChargeCeiling,
    StateOfChargeUnknown,
    BatteryHot,
    BatteryTemperatureUnknown,
    VoltWatt,
    EnterServiceRamp,
    ModuleHeat,
    VarLimit,
    ApparentPower,
    RestoreRamp,
    ActivePowerLimit,
    FrequencyDroop,
    VarCapability,
    CurrentLimit,
    PathToVehicle,
    AfterGroundFault,
    FanLost,
    Cable,
}

public sealed record LimiterText(Limiter Limiter, string Name, string What, string Source);

public static class LimiterRegistry
{
    static readonly LimiterText[] Rows =
    [
        new(Limiter.NoVehicle, "NO_VEHICLE", "active power", "no vehicle session: reactive power only"),
        new(Limiter.VehicleStale, "EV_STALE", "active power", "the vehicle's limits are older than 1 s"),
        new(Limiter.VehicleNotBidirectional, "EV_NO_BPT", "discharge", "the negotiated service is not bidirectional"),
        new(Limiter.VehicleDischargeLimit, "EV_DISCHARGE_LIMIT", "discharge", "the vehicle's maximum discharge power"),
        new(Limiter.VehicleChargeLimit, "EV_CHARGE_LIMIT", "charge", "the vehicle's maximum charge power"),
        new(Limiter.StateOfChargeFloor, "SOC_FLOOR", "discharge", "state of charge at the configured floor"),
        new(Limiter.StateOfChargeCeiling, "SOC_CEILING", "charge", "state of charge at the configured ceiling"),
        new(Limiter.StateOfChargeUnknown, "SOC_UNKNOWN", "discharge", "state of charge is not sent or not possible, policy restrict"),
        new(Limiter.BatteryHot, "BATTERY_HOT", "discharge", "battery above 45 °C; back below 42 °C"),
        new(Limiter.BatteryTemperatureUnknown, "BATTERY_TEMPERATURE_UNKNOWN", "discharge", "battery temperature unknown, policy restrict, or its sensor is broken"),
        new(Limiter.VoltWatt, "VOLT_WATT", "export", "Volt-Watt function"),
        new(Limiter.EnterServiceRamp, "ENTER_SERVICE_RAMP", "active power", "enter-service ramp"),
        new(Limiter.ModuleHeat, "MODULE_HEAT", "apparent power", "thermal model of the power module"),
        new(Limiter.VarLimit, "Q_LIMIT", "reactive power", "q_limit"),
        new(Limiter.ApparentPower, "APPARENT_POWER", "active power", "apparent-power circle, reactive power first"),
        new(Limiter.RestoreRamp, "RESTORE_RAMP", "active power", "active current rises no faster, as after momentary cessation"),
        new(Limiter.ActivePowerLimit, "ACTIVE_POWER_LIMIT", "export", "limit of active power set by the grid operator"),
        new(Limiter.FrequencyDroop, "FREQUENCY_DROOP", "active power", "frequency droop"),
        new(Limiter.VarCapability, "VAR_CAPABILITY", "reactive power", "reactive capability at this active power"),
        new(Limiter.CurrentLimit, "CURRENT_LIMIT", "apparent power", "the inverter's greatest current at this voltage"),
        new(Limiter.PathToVehicle, "VEHICLE_CONTACTOR", "active power", "the contactor to the vehicle is not closed, or its pilot or its cable does not allow power"),
        new(Limiter.AfterGroundFault, "AFTER_GROUND_FAULT", "discharge", "a ground fault has not been cleared by a person"),
        new(Limiter.FanLost, "FAN_LOST", "apparent power", "what the fans that still turn can cool"),
        new(Limiter.Cable, "CABLE", "apparent power", "what the cable in the socket bears"),
    ];

    public static ReadOnlySpan<LimiterText> All => Rows;
}

/// <summary>Which limiters bite now, to what value (pu of rating), and since when. Filled anew every tick.</summary>
public struct LimiterSet
{
    const int Count = 24;

    uint _active;
    uint _marked;
    Values _valuePu;
    Times _since;

    [InlineArray(Count)]
    struct Values
    {
        double _0;
    }

    [InlineArray(Count)]
    struct Times
    {
        long _0;
    }

    public readonly bool Any => _active != 0;

    public readonly bool IsActive(Limiter limiter) => (_active >> (int)limiter & 1) != 0;

    /// <summary>The bound that it sets, pu of rated apparent power, signed as the quantity it bounds.</summary>
    public readonly double ValuePu(Limiter limiter) => _valuePu[(int)limiter];

    /// <summary>When it began to bite, CLOCK_MONOTONIC ns.</summary>
    public readonly long SinceNs(Limiter limiter) => _since[(int)limiter];

    /// <summary>The bit that stands for a limiter in a set of them.</summary>
    public static uint Bit(Limiter limiter) => 1u << (int)limiter;

    /// <summary>Starts a tick: nothing is marked yet.</summary>
    public void Begin() => _marked = 0;

    /// <summary>This limiter bites in this tick, at this bound.</summary>
    public void Mark(Limiter limiter, double valuePu)
    {
        _marked |= Bit(limiter);
        _valuePu[(int)limiter] = valuePu;
    }

    /// <summary>Several hold the same bound: each of them would have to go before more is possible.</summary>
    public void MarkAll(uint limiters, double valuePu)
    {
        for (int i = 0; limiters != 0; i++, limiters >>= 1)
            if ((limiters & 1) != 0) Mark((Limiter)i, valuePu);
    }

    /// <summary>Ends a tick: what was not marked does not bite any more.</summary>
    public void End(long timeNs)
    {
        uint started = _marked & ~_active;
        for (int i = 0; started != 0; i++, started >>= 1)
            if ((started & 1) != 0) _since[i] = timeNs;
        _active = _marked;
    }
}
