using System.Buffers.Binary;

namespace V2G.Grid.Modbus;

/// <summary>Puts the header before what has been written behind it.</summary>
static class MbapWriter
{
    /// <returns>Length of the frame.</returns>
    public static int Header(Span<byte> frame, ushort transactionId, byte unitId, int pduBytes)
    {
        BinaryPrimitives.WriteUInt16BigEndian(frame, transactionId);
        BinaryPrimitives.WriteUInt16BigEndian(frame[2..], 0);
        BinaryPrimitives.WriteUInt16BigEndian(frame[4..], (ushort)(1 + pduBytes));
        frame[6] = unitId;
        return ModbusLimits.HeaderBytes + pduBytes;
    }
}
