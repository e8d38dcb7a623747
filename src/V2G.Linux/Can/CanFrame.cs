using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace V2G.Linux.Can;

/// <summary>One frame of classic CAN as the kernel hands it over (struct can_frame of linux/can.h).</summary>
[StructLayout(LayoutKind.Sequential)]
public struct CanFrame
{
    public const int MostBytes = 8;
    public const uint StandardMask = 0x7FF, ExtendedMask = 0x1FFF_FFFF;

    internal const uint ExtendedFlag = 0x8000_0000, RemoteFlag = 0x4000_0000, ErrorFlag = 0x2000_0000;

    /// <summary>Identifier with the kernel's three flags above it.</summary>
    public uint RawId;

    /// <summary>Bytes of data, 0 … 8.</summary>
    public byte Length;

    byte _padding, _reserved, _rawLength;

    /// <summary>The data, byte 0 of the wire in the lowest eight bits; what is beyond <see cref="Length"/> is 0.</summary>
    ulong _data;

    public CanFrame(uint id, bool extended, int length, ulong data)
    {
        RawId = (id & (extended ? ExtendedMask : StandardMask)) | (extended ? ExtendedFlag : 0);
        Length = (byte)Math.Clamp(length, 0, MostBytes);
        Data = data;
    }

    public ulong Data
    {
        readonly get => BitConverter.IsLittleEndian ? _data : BinaryPrimitives.ReverseEndianness(_data);
        set => _data = BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value);
    }

    public readonly bool IsExtended => (RawId & ExtendedFlag) != 0;

    public readonly bool IsRemote => (RawId & RemoteFlag) != 0;

    /// <summary>No frame of the bus: the interface tells of an error by it (<see cref="CanTrouble"/>).</summary>
    public readonly bool IsError => (RawId & ErrorFlag) != 0;

    public readonly uint Id => RawId & (IsExtended ? ExtendedMask : StandardMask);

    /// <summary>One byte of the data.</summary>
    public readonly byte this[int index] => (byte)(Data >> (8 * index));

    /// <summary>As candump writes it: 123#0011AA.</summary>
    public override readonly string ToString()
    {
        ulong data = Data;
        string bytes = string.Concat(Enumerable.Range(0, Math.Min(Length, (byte)MostBytes)).Select(i => ((byte)(data >> (8 * i))).ToString("X2", System.Globalization.CultureInfo.InvariantCulture)));
        return $"{(IsExtended ? $"{Id:X8}" : $"{Id:X3}")}#{(IsRemote ? "R" : bytes)}";
    }
}

/// <summary>A frame, and when the kernel received it.</summary>
public struct ReceivedCanFrame
{
    public CanFrame Frame;

    /// <summary>CLOCK_MONOTONIC, ns; see <see cref="ArrivalTime"/>.</summary>
    public long TimeNs;
}

/// <summary>Lets frames through whose identifier equals this one where the mask has ones. Error frames come in any case.</summary>
public readonly record struct CanFilter(uint Id, uint Mask)
{
    /// <summary>One identifier, data frames only.</summary>
    public static CanFilter Only(uint id, bool extended) =>
        new(id | (extended ? CanFrame.ExtendedFlag : 0), (extended ? CanFrame.ExtendedMask : CanFrame.StandardMask) | CanFrame.ExtendedFlag | CanFrame.RemoteFlag);
}
