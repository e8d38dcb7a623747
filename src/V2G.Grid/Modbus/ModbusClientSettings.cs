namespace V2G.Grid.Modbus;

/// <summary>A client's patience.</summary>
public sealed record ModbusClientSettings
{
    public byte UnitId { get; init; } = 1;

    /// <summary>An answer that takes longer is none.</summary>
    public long DeadlineNs { get; init; } = 120_000_000;

    /// <summary>A connection that takes longer to be made is given up.</summary>
    public long ConnectNs { get; init; } = 1_000_000_000;

    /// <summary>So many deadlines missed in a row, and the connection is made anew.</summary>
    public int MostTimeouts { get; init; } = 3;

    /// <summary>Wait before the first new attempt; doubled with each that brings no answer.</summary>
    public long FirstBackOffNs { get; init; } = 100_000_000;

    public long MostBackOffNs { get; init; } = 5_000_000_000;
}
