namespace V2G.Grid.Der;

/// <summary>What a unit is doing; the numbers are SunSpec's.</summary>
public enum DerStatus : byte { Off = 0, Sleeping = 1, Starting = 2, Running = 3, Throttled = 4, ShuttingDown = 5, Fault = 6, Standby = 7 }

/// <summary>What a unit complains about; the bits are SunSpec's.</summary>
[Flags]
public enum DerAlarms
{
    None = 0,
    GroundFault = 1 << 0,
    DcOverVoltage = 1 << 1,
    AcDisconnect = 1 << 2,
    DcDisconnect = 1 << 3,
    GridDisconnect = 1 << 4,
    CabinetOpen = 1 << 5,
    ManualShutdown = 1 << 6,
    OverTemperature = 1 << 7,
    OverFrequency = 1 << 8,
    UnderFrequency = 1 << 9,
    AcOverVoltage = 1 << 10,
    AcUnderVoltage = 1 << 11,
    BlownStringFuse = 1 << 12,
    UnderTemperature = 1 << 13,
    MemoryLoss = 1 << 14,
    HardwareTestFailure = 1 << 15,
    Manufacturer = 1 << 16,
}

/// <summary>One phase.</summary>
public record struct DerPhase(double Watts, double VarInjected, double Volts, double Amperes)
{
    public static DerPhase Unknown => new(double.NaN, double.NaN, double.NaN, double.NaN);
}

/// <summary>What a unit measures; a figure that is not known is NaN.</summary>
public record struct DerMeasurement
{
    public DerStatus Status;

    /// <summary>It is connected to the grid.</summary>
    public bool Connected;

    public DerAlarms Alarms;

    /// <summary>+ = out of the unit into the grid.</summary>
    public double Watts;

    /// <summary>+ = injected.</summary>
    public double VarInjected;

    public double Amperes;

    /// <summary>Line to line for three phases, across the terminals for one.</summary>
    public double Volts;

    public double FrequencyHz;

    public double WattHoursInjected, WattHoursAbsorbed, VarHoursInjected, VarHoursAbsorbed;

    public double AmbientCelsius, CabinetCelsius, SinkCelsius, SwitchCelsius;

    public DerPhase L1, L2, L3;

    public double DcVolts;

    /// <summary>+ = out of the storage (discharge).</summary>
    public double DcAmperes;

    public double StorageWattHours, AvailableWattHours;

    /// <summary>0 … 1.</summary>
    public double StateOfCharge;

    public static DerMeasurement Unknown => new()
    {
        Watts = double.NaN, VarInjected = double.NaN, Amperes = double.NaN, Volts = double.NaN, FrequencyHz = double.NaN, WattHoursInjected = double.NaN,
        WattHoursAbsorbed = double.NaN, VarHoursInjected = double.NaN, VarHoursAbsorbed = double.NaN, AmbientCelsius = double.NaN, CabinetCelsius = double.NaN,
        SinkCelsius = double.NaN, SwitchCelsius = double.NaN, L1 = DerPhase.Unknown, L2 = DerPhase.Unknown, L3 = DerPhase.Unknown, DcVolts = double.NaN,
        DcAmperes = double.NaN, StorageWattHours = double.NaN, AvailableWattHours = double.NaN, StateOfCharge = double.NaN,
    };
}
