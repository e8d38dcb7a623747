using V2G.Grid.Der;

namespace V2G.Grid.SunSpec;

/// <summary>What an inverter has last said of itself.</summary>
public record struct InverterReading
{
    /// <summary>When its measurement (701) came; 0: never. Does not move while the inverter's own heartbeat stands still, or while it takes no orders.</summary>
    public long TimeNs;

    /// <summary>The last order that it had acknowledged when it measured.</summary>
    public long Sequence;

    public DerMeasurement Measured;
}
