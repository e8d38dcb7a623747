using V2G.Grid.Modbus;

namespace V2G.Grid.SunSpec;

/// <summary>A conversation with a device, whose bytes somebody else carries.</summary>
public interface ISunSpecClient
{
    ModbusClient Modbus { get; }

    /// <summary>What is to be sent now; empty for nothing. Called after bytes have come, and now and then.</summary>
    ReadOnlySpan<byte> ToSend(long nowNs);
}
