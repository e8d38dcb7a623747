using V2G.Grid.Der;
using V2G.Grid.Modbus;

namespace V2G.Grid.SunSpec;

/// <summary>How an inverter is spoken to.</summary>
public sealed record InverterClientSettings
{
    public ModbusClientSettings Modbus { get; init; } = new();

    /// <summary>Orders and measurements go at this pace, or as fast as the inverter answers where that is slower.</summary>
    public long CycleNs { get; init; } = 20_000_000;

    /// <summary>Orders that it has not acknowledged for so long make its figures old.</summary>
    public long OrdersNs { get; init; } = 500_000_000;

    /// <summary>Told nothing for so long, the inverter goes to no active power and to its own volt-var curve; SunSpec counts whole seconds.</summary>
    public double ReversionSeconds { get; init; } = 2;

    /// <summary>That curve; null: the one that it has.</summary>
    public DerCurve? VoltVar { get; init; }

    /// <summary>Its heartbeat goes by seconds. One that stands still for so long makes its figures old.</summary>
    public long HeartbeatNs { get; init; } = 2_500_000_000;

    /// <summary>After what can't be used was found, it is looked at again.</summary>
    public long LookAgainNs { get; init; } = 2_000_000_000;
}
