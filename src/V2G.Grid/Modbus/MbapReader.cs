using System.Buffers.Binary;

namespace V2G.Grid.Modbus;

/// <summary>What has become of the bytes so far.</summary>
public enum MbapStatus : byte
{
    /// <summary>No whole frame yet.</summary>
    Partial,

    /// <summary>A frame is there.</summary>
    Frame,

    /// <summary>What came is no frame. The stream has lost its place, and nothing behind it can be trusted: the connection is to be closed.</summary>
    Refused,
}

/// <summary>
/// Cuts a stream into frames: transaction id, protocol id 0, length, unit id, function code and data. Holds one frame at most. What is
/// wrong in a header is refused for good: in a stream without marks a new beginning would be a guess.
/// </summary>
public sealed class MbapReader
{
    readonly byte[] _frame = new byte[ModbusLimits.MostFrameBytes];
    int _held, _whole;
    bool _refused;

    public ushort TransactionId => BinaryPrimitives.ReadUInt16BigEndian(_frame);

    public byte UnitId => _frame[6];

    /// <summary>Function code and data of the frame that is there.</summary>
    public ReadOnlySpan<byte> Pdu => _frame.AsSpan(ModbusLimits.HeaderBytes, _whole - ModbusLimits.HeaderBytes);

    /// <summary>A frame has begun and is not whole.</summary>
    public bool IsPartial => _held > 0 && (_whole == 0 || _held < _whole);

    /// <summary>Takes bytes up to the end of one frame and no further; the frame stays readable until the next call.</summary>
    /// <param name="bytes">What has come; afterwards what is left of it.</param>
    public MbapStatus Take(ref ReadOnlySpan<byte> bytes)
    {
        if (_refused) return MbapStatus.Refused;
        if (_whole > 0 && _held == _whole) _held = _whole = 0;
        if (_held < ModbusLimits.HeaderBytes)
        {
            Copy(ref bytes, ModbusLimits.HeaderBytes);
            // The protocol's id is judged as soon as it is there, not when the rest has come.
            if (_held >= 4 && (_frame[2] | _frame[3]) != 0) return Refuse();
            if (_held < ModbusLimits.HeaderBytes) return MbapStatus.Partial;
            // Counts from the unit id on.
            int length = BinaryPrimitives.ReadUInt16BigEndian(_frame.AsSpan(4));
            if (length is < 1 + ModbusLimits.LeastPduBytes or > 1 + ModbusLimits.MostPduBytes) return Refuse();
            _whole = ModbusLimits.HeaderBytes - 1 + length;
        }
        Copy(ref bytes, _whole);
        return _held == _whole ? MbapStatus.Frame : MbapStatus.Partial;
    }

    /// <summary>For a new connection.</summary>
    public void Reset()
    {
        _held = _whole = 0;
        _refused = false;
    }

    MbapStatus Refuse()
    {
        _refused = true;
        return MbapStatus.Refused;
    }

    void Copy(ref ReadOnlySpan<byte> bytes, int upTo)
    {
        int count = Math.Min(bytes.Length, upTo - _held);
        bytes[..count].CopyTo(_frame.AsSpan(_held));
        _held += count;
        bytes = bytes[count..];
    }
}
