namespace V2G.Grid.Der;

/// <summary>What the unit is to be doing.</summary>
public enum DerOperation : byte { Stop, Run, Standby }

/// <summary>The autonomous functions that are on.</summary>
[Flags]
public enum DerFunctions
{
    None = 0,
    VoltVar = 1 << 0,
    VoltWatt = 1 << 1,
    LowVoltageTrip = 1 << 2,
    HighVoltageTrip = 1 << 3,
    LowFrequencyTrip = 1 << 4,
    HighFrequencyTrip = 1 << 5,
    FrequencyDroop = 1 << 6,
    WattVar = 1 << 7,
}

/// <summary>The orders in force. A figure that is not asked for is NaN.</summary>
public record struct DerControls
{
    public DerOperation Operation;

    /// <summary>It may enter service, and stay in it.</summary>
    public bool PermitService;

    public DerFunctions Functions;

    /// <summary>Active power, + = out of the unit into the grid.</summary>
    public double Watts;

    /// <summary>Reactive power, + = injected. While it is asked for it comes before the functions that would give another.</summary>
    public double VarInjected;

    /// <summary>Most active power out of the unit.</summary>
    public double MostWatts;

    /// <summary>Power factor while discharging and while charging, 0 … 1, and whether it is over-excited: injects.</summary>
    public double PowerFactorDischarging, PowerFactorCharging;

    public bool OverExcitedDischarging, OverExcitedCharging;

    /// <summary>Whoever gives the orders counts it up.</summary>
    public uint Heartbeat;

    /// <summary>Nothing asked for, out of service.</summary>
    public static DerControls None => new()
    {
        Watts = double.NaN, VarInjected = double.NaN, MostWatts = double.NaN, PowerFactorDischarging = double.NaN, PowerFactorCharging = double.NaN,
    };
}
