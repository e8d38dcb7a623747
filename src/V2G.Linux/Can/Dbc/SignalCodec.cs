using System.Buffers.Binary;

namespace V2G.Linux.Can.Dbc;

/// <summary>One signal, ready to be taken out of and put into the eight bytes of a frame. Allocates nothing.</summary>
public readonly struct SignalCodec
{
    readonly byte _shift, _length;
    readonly bool _bigEndian, _hasRange;
    readonly DbcValueType _type;
    readonly double _factor, _offset, _min, _max;

    /// <exception cref="DbcException">It reaches beyond a classic frame.</exception>
    public SignalCodec(DbcSignal signal)
    {
        if (!Fits(signal, CanFrame.MostBytes)) throw new DbcException(0, $"{signal.Name}: reaches beyond 8 bytes; CAN FD is not spoken");
        _shift = (byte)(signal.IsBigEndian ? LowestOfBigEndian(signal) : signal.Start);
        _length = (byte)signal.Length;
        _bigEndian = signal.IsBigEndian;
        _type = signal.Type;
        (_factor, _offset, _min, _max, _hasRange) = (signal.Factor, signal.Offset, signal.Min, signal.Max, signal.HasRange);
    }

    /// <summary>Every bit of it is in a message of so many bytes.</summary>
    public static bool Fits(DbcSignal signal, int bytes)
    {
        if (signal.Length is < 1 or > 64 || signal.Start < 0 || signal.Start >= 8 * bytes) return false;
        if (!signal.IsBigEndian) return signal.Start + signal.Length <= 8 * bytes;
        // From its highest bit down, byte after byte.
        int bitsBefore = signal.Start / 8 * 8 + 7 - signal.Start % 8;
        return bitsBefore + signal.Length <= 8 * bytes;
    }

    // With byte 0 as the highest of a 64-bit word.
    static int LowestOfBigEndian(DbcSignal signal) => (7 - signal.Start / 8) * 8 + signal.Start % 8 - (signal.Length - 1);

    ulong Mask => ulong.MaxValue >> (64 - _length);

    /// <summary>Bits of the frame that it lies on, byte 0 in the lowest eight.</summary>
    public ulong Bits => Order(Mask << _shift);

    /// <param name="data">Byte 0 of the frame in the lowest eight bits.</param>
    public ulong Raw(ulong data) => (Order(data) >> _shift) & Mask;

    /// <summary>The data with this raw value in it; what is too long for it is cut off.</summary>
    public ulong WithRaw(ulong data, ulong raw) => Order((Order(data) & ~(Mask << _shift)) | ((raw & Mask) << _shift));

    /// <summary>The physical value; NaN outside the range that the file gives, and for a float that is no number.</summary>
    public double Value(ulong data)
    {
        ulong raw = Raw(data);
        double value = _type switch
        {
            DbcValueType.Binary32 => BitConverter.UInt32BitsToSingle((uint)raw),
            DbcValueType.Binary64 => BitConverter.UInt64BitsToDouble(raw),
            DbcValueType.TwosComplement => (long)(raw << (64 - _length)) >> (64 - _length),
            _ => raw,
        };
        value = value * _factor + _offset;
        // Half a step: the range's own ends are written with fewer digits than a step has.
        double slack = _type is DbcValueType.Binary32 or DbcValueType.Binary64 ? 0 : Math.Abs(_factor) * 0.5;
        bool inside = !_hasRange || (value >= _min - slack && value <= _max + slack);
        return inside && double.IsFinite(value) ? value : double.NaN;
    }

    /// <summary>
    /// The data with this physical value in it: rounded to the nearest step, held inside the range. NaN, a figure that isn't known,
    /// becomes the raw value that a reader finds outside the range: all ones, or the lowest of a signed one.
    /// </summary>
    public ulong WithValue(ulong data, double value)
    {
        if (!double.IsNaN(value) && _hasRange) value = Math.Clamp(value, _min, _max);
        double raw = (value - _offset) / _factor;
        return WithRaw(data, _type switch
        {
            DbcValueType.Binary32 => BitConverter.SingleToUInt32Bits((float)raw),
            DbcValueType.Binary64 => BitConverter.DoubleToUInt64Bits(raw),
            DbcValueType.TwosComplement => Signed(raw),
            _ => Unsigned(raw),
        });
    }

    ulong Signed(double raw)
    {
        long least = -1L << (_length - 1), most = ~least;
        if (double.IsNaN(raw)) return (ulong)least;
        raw = Math.Round(raw);
        return (ulong)(raw <= least ? least : raw >= most ? most : (long)raw);
    }

    ulong Unsigned(double raw)
    {
        if (double.IsNaN(raw)) return Mask;
        raw = Math.Round(raw);
        return raw <= 0 ? 0 : raw >= Mask ? Mask : (ulong)raw;
    }

    ulong Order(ulong data) => _bigEndian ? BinaryPrimitives.ReverseEndianness(data) : data;
}
