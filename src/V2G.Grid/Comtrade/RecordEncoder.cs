using System.Buffers.Binary;

namespace V2G.Grid.Comtrade;

/// <summary>Writes the data part, record by record. Allocates nothing per record.</summary>
sealed class RecordEncoder
{
    /// <summary>Highest time stamp in a binary record; one more means "none".</summary>
    internal const long MaximumBinaryStamp = uint.MaxValue - 1L;

    readonly Stream _dat;
    readonly DataFormat _format;
    readonly Revision _revision;
    readonly IReadOnlyList<AnalogChannel> _analog;
    readonly double _limit;
    readonly byte[] _buffer;

    internal RecordEncoder(Stream dat, DataFormat format, Revision revision, IReadOnlyList<AnalogChannel> analog, int status)
    {
        _dat = dat;
        _format = format;
        _revision = revision;
        _analog = analog;
        _limit = RawScale.Limit(format, revision);
        const int asciiHead = 64, asciiField = 24;
        _buffer = new byte[format == DataFormat.Ascii ? asciiHead + analog.Count * asciiField + status * 2 : format.RecordBytes(analog.Count, status)];
    }

    /// <summary>Samples outside what their channel can hold, written as its limit.</summary>
    internal long Saturated { get; private set; }

    /// <param name="number">Counted from 1.</param>
    /// <param name="stamp">In the file's time unit; left out where it does not fit.</param>
    /// <param name="values">Engineering units; whatever is no finite number is written as missing.</param>
    /// <param name="states">Status channels.</param>
    internal void Write(long number, long stamp, ReadOnlySpan<double> values, ReadOnlySpan<bool> states)
    {
        int length = _format == DataFormat.Ascii ? Ascii(number, stamp, values, states) : Binary(number, stamp, values, states);
        _dat.Write(_buffer, 0, length);
    }

    int Binary(long number, long stamp, ReadOnlySpan<double> values, ReadOnlySpan<bool> states)
    {
        Span<byte> to = _buffer;
        to.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(to, (uint)number);
        BinaryPrimitives.WriteUInt32LittleEndian(to[4..], stamp is >= 0 and <= MaximumBinaryStamp ? (uint)stamp : uint.MaxValue);
        to = to[8..];
        for (int i = 0; i < values.Length; i++)
        {
            double raw = Raw(i, values[i]);
            bool missing = double.IsNaN(raw);
            if (_format == DataFormat.Binary) BinaryPrimitives.WriteInt16LittleEndian(to, missing ? short.MinValue : (short)Math.Round(raw));
            else if (_format == DataFormat.Binary32) BinaryPrimitives.WriteInt32LittleEndian(to, missing ? int.MinValue : (int)Math.Round(raw));
            else BinaryPrimitives.WriteSingleLittleEndian(to, missing ? float.NaN : (float)raw);
            to = to[_format.AnalogBytes()..];
        }
        for (int i = 0; i < states.Length; i++)
            if (states[i]) to[i / 16 * 2 + i % 16 / 8] |= (byte)(1 << (i % 8));
        return _buffer.Length;
    }

    int Ascii(long number, long stamp, ReadOnlySpan<double> values, ReadOnlySpan<bool> states)
    {
        int length = Put(0, number);
        _buffer[length++] = (byte)',';
        if (stamp >= 0) length = Put(length, stamp);
        for (int i = 0; i < values.Length; i++)
        {
            _buffer[length++] = (byte)',';
            double raw = Raw(i, values[i]);
            if (!double.IsNaN(raw)) length = Put(length, (long)Math.Round(raw));
            else if (_revision != Revision.Year2013) length = Put(length, (long)AsciiData.Missing);
        }
        foreach (bool state in states)
        {
            _buffer[length++] = (byte)',';
            _buffer[length++] = (byte)(state ? '1' : '0');
        }
        _buffer[length++] = (byte)'\r';
        _buffer[length++] = (byte)'\n';
        return length;
    }

    int Put(int at, long number)
    {
        number.TryFormat(_buffer.AsSpan(at), out int written);
        return at + written;
    }

    double Raw(int channel, double value)
    {
        if (!double.IsFinite(value)) return double.NaN;
        double raw = (value - _analog[channel].Offset) / _analog[channel].Multiplier;
        if (Math.Abs(raw) <= _limit) return raw;
        if (Math.Abs(raw) > _limit + 0.5) Saturated++;
        return raw < 0 ? -_limit : _limit;
    }
}
