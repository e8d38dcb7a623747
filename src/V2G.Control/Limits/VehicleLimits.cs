using V2G.Control.Settings;

namespace V2G.Control.Limits;

/// <summary>What to do where the vehicle does not say how its battery is.</summary>
public enum UnknownPolicy : byte
{
    /// <summary>The vehicle's own power limits rule.</summary>
    TrustVehicle = 0,

    /// <summary>No discharge.</summary>
    Restrict = 1,
}

/// <summary>Own window inside the vehicle's limits. State of charge 0 … 1, temperatures in °C.</summary>
public readonly record struct VehicleLimitSettings
{
    public double MinStateOfCharge { get; init; }
    public double MaxStateOfCharge { get; init; }

    /// <summary>How far the state of charge must come back inside before the direction is free again.</summary>
    public double StateOfChargeHysteresis { get; init; }

    public double HotCelsius { get; init; }
    public double CooledCelsius { get; init; }
    public UnknownPolicy UnknownTemperature { get; init; }
    public UnknownPolicy UnknownStateOfCharge { get; init; }

    /// <summary>A report older than this is no report, s.</summary>
    public double StaleSeconds { get; init; }

    public static VehicleLimitSettings Default => new()
    {
        MinStateOfCharge = 0.20, MaxStateOfCharge = 1.00, StateOfChargeHysteresis = 0.03, HotCelsius = 45, CooledCelsius = 42,
        UnknownTemperature = UnknownPolicy.TrustVehicle, UnknownStateOfCharge = UnknownPolicy.TrustVehicle, StaleSeconds = 1,
    };

    public void Check(SettingCheck check)
    {
        check.InRange("vehicle.soc_min", MinStateOfCharge, 0, 0.9, "", "house: share of the battery, 0.2 = 20 %");
        check.InRange("vehicle.soc_max", MaxStateOfCharge, MinStateOfCharge + 0.05, 1, "", "house: above soc_min by at least 0.05");
        check.InRange("vehicle.soc_hysteresis", StateOfChargeHysteresis, 0.005, 0.2, "", "house");
        check.InRange("vehicle.discharge_stop_above", HotCelsius, 20, 45, "°C", "house: at most 45 °C");
        check.InRange("vehicle.discharge_resume_below", CooledCelsius, 0, HotCelsius - 1, "°C", "house: at least 1 °C below the stop");
        check.InRange("vehicle.stale", StaleSeconds, 0.1, 1, "s", "house");
    }
}

/// <summary>How much active power the vehicle and its battery allow in either direction. Reactive power never asks here.</summary>
public struct VehicleLimits
{
    bool _atFloor, _atCeiling, _hot;

    /// <summary>Greatest discharge (export), pu, ≥ 0.</summary>
    public double MaxExportPu { get; private set; }

    /// <summary>Greatest charge (import) as a magnitude, pu, ≥ 0.</summary>
    public double MaxImportPu { get; private set; }

    /// <summary>Why export ends where it does: all that hold it there, one bit for each <see cref="Limiter"/>. The caller marks them where they bite.</summary>
    public uint ExportReasons { get; private set; }

    /// <summary>The same for import.</summary>
    public uint ImportReasons { get; private set; }

    public void Step(in VehicleLimitSettings s, in VehicleReport vehicle, long timeNs, double ratedVoltAmperes)
    {
        if (!vehicle.Connected)
        {
            Neither(Limiter.NoVehicle);
            _atFloor = _atCeiling = _hot = false;
            return;
        }
        if ((timeNs - vehicle.TimeNs) * 1e-9 > s.StaleSeconds || vehicle.TimeNs > timeNs)
        {
            Neither(Limiter.VehicleStale);
            return;
        }
        MaxExportPu = Bounded(vehicle.MaxDischargeWatts, ratedVoltAmperes);
        ExportReasons = LimiterSet.Bit(Limiter.VehicleDischargeLimit);
        MaxImportPu = Bounded(vehicle.MaxChargeWatts, ratedVoltAmperes);
        ImportReasons = LimiterSet.Bit(Limiter.VehicleChargeLimit);

        if (!vehicle.Bidirectional) NoExport(Limiter.VehicleNotBidirectional);
        StateOfCharge(s, vehicle.StateOfCharge);
        Temperature(s, vehicle);
    }

    void StateOfCharge(in VehicleLimitSettings s, double soc)
    {
        if (!(soc >= 0 && soc <= 1))
        {
            // Not sent, or impossible. A battery that was empty or full a moment ago still is: one lost figure must not toggle power.
            // Charging stays the vehicle's own affair.
            if (s.UnknownStateOfCharge == UnknownPolicy.Restrict) NoExport(Limiter.StateOfChargeUnknown);
        }
        else
        {
            // Below the floor by however much a jump brings it: only the way back needs the hysteresis.
            if (soc <= s.MinStateOfCharge) _atFloor = true;
            else if (soc >= s.MinStateOfCharge + s.StateOfChargeHysteresis) _atFloor = false;
            if (soc >= s.MaxStateOfCharge) _atCeiling = true;
            else if (soc <= s.MaxStateOfCharge - s.StateOfChargeHysteresis) _atCeiling = false;
        }
        if (_atFloor) NoExport(Limiter.StateOfChargeFloor);
        if (_atCeiling) NoImport(Limiter.StateOfChargeCeiling);
    }

    void Temperature(in VehicleLimitSettings s, in VehicleReport vehicle)
    {
        if (!vehicle.TemperatureSent)
        {
            // A battery that was hot when it fell silent has not cooled by that.
            if (_hot || s.UnknownTemperature == UnknownPolicy.Restrict) NoExport(Limiter.BatteryTemperatureUnknown);
            return;
        }
        if (!double.IsFinite(vehicle.BatteryCelsius))
        {
            // A sensor that exists and is broken is worse than none.
            _hot = true;
            NoExport(Limiter.BatteryTemperatureUnknown);
            return;
        }
        if (vehicle.BatteryCelsius > s.HotCelsius) _hot = true;
        else if (vehicle.BatteryCelsius < s.CooledCelsius) _hot = false;
        if (_hot) NoExport(Limiter.BatteryHot);
    }

    // A reason joins those that already hold the limit at 0, and takes the place of one that left something.
    void NoExport(Limiter reason)
    {
        ExportReasons = (MaxExportPu > 0 ? 0 : ExportReasons) | LimiterSet.Bit(reason);
        MaxExportPu = 0;
    }

    void NoImport(Limiter reason)
    {
        ImportReasons = (MaxImportPu > 0 ? 0 : ImportReasons) | LimiterSet.Bit(reason);
        MaxImportPu = 0;
    }

    void Neither(Limiter reason)
    {
        MaxExportPu = MaxImportPu = 0;
        ExportReasons = ImportReasons = LimiterSet.Bit(reason);
    }

    // A vehicle that sends a negative or broken limit gives nothing: zero means zero, and never "no limit".
    static double Bounded(double watts, double ratedVoltAmperes) => watts > 0 && double.IsFinite(watts) ? watts / ratedVoltAmperes : 0;
}
