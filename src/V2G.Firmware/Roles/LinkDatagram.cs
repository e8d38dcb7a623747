using V2G.Control;
using V2G.Control.Limits;
using V2G.Control.Measurement;

namespace V2G.Firmware.Roles;

/// <summary>What the grid management system's link asks for.</summary>
internal struct GridOrders
{
    /// <summary>A valid heartbeat of the grid management system came since the last datagram.</summary>
    public bool Heartbeat;

    /// <summary>Active power is dispatched; else the unit's own schedule holds.</summary>
    public bool HasActivePower;

    /// <summary>Active power, + = export, pu.</summary>
    public double ActivePowerPu;

    /// <summary>How long the dispatch holds from its receipt, s, above 0.</summary>
    public double ValidSeconds;
}

/// <summary>What the fan controller commands and measures.</summary>
internal struct FanReport
{
    /// <summary>Commanded speed, share 0 … 1.</summary>
    public double Duty;

    /// <summary>Measured speed of the slowest that turns as it is told, revolutions a minute; NaN without a tachometer.</summary>
    public double Rpm;

    /// <summary>Fans with a tachometer, and those of them that are slower than told.</summary>
    public int Count, Failed;
}

/// <summary>What the inverter link tells of the inverter and of the connection to it.</summary>
internal struct InverterLinkReport
{
    /// <summary>Stamped when it came from the inverter; 0: none has come yet.</summary>
    public InverterState State;

    public ControlBusReport Bus;
}

/// <summary>What the inverter link tells of a meter on Modbus TCP and of the connection to it.</summary>
internal struct MeterLinkReport
{
    /// <summary>Stamped when it came from the meter; 0: none has come yet.</summary>
    public MeterReading Reading;

    public ControlBusReport Bus;
}

/// <summary>
/// What a link tells the controller, whole in one datagram of one size for all links: only the part of the sender's own role is
/// looked at. Foreign bytes, until <see cref="LinkTable"/> has checked them.
/// </summary>
internal struct LinkDatagram
{
    public const uint MagicValue = 0x4B4E4C56;
    public const int Version = 5;

    public uint Magic;
    public int LayoutVersion;
    public ulong LayoutChecksum;
    public Role Role;
    public int ProcessId;

    /// <summary>Counts a process's datagrams from 1.</summary>
    public long Counter;

    /// <summary>CLOCK_MONOTONIC of the sending, ns.</summary>
    public long SentNs;

    public VehicleReport Vehicle;
    public GridOrders Grid;
    public FanReport Fan;
    public InverterLinkReport Inverter;
    public MeterLinkReport Meter;
}
