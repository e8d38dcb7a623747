namespace V2G.Grid.Modbus;

/// <summary>The protocol's own bounds (Modbus Application Protocol V1.1b3, 4.1, 6.3 and 6.12; Modbus Messaging on TCP/IP V1.0b, 3.1.3).</summary>
public static class ModbusLimits
{
    /// <summary>Transaction id, protocol id, length, unit id.</summary>
    public const int HeaderBytes = 7;

    /// <summary>Function code and its data.</summary>
    public const int MostPduBytes = 253;

    public const int MostFrameBytes = HeaderBytes + MostPduBytes;

    /// <summary>Function code and one byte: the shortest that either side may send.</summary>
    public const int LeastPduBytes = 2;

    public const int MostReadRegisters = 125;
    public const int MostWrittenRegisters = 123;

    /// <summary>Addresses are 16 bits.</summary>
    public const int Addresses = 65_536;

    public const int DefaultPort = 502;
}
