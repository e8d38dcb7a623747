using System.Buffers.Binary;

namespace V2G.Grid.Comtrade;

/// <summary>Writes the data part, record by record. Allocates nothing per record.</summary>
sealed class RecordEncoder
{
    /// <summary>Highest time stamp in a binary record; one more means "none".</summary>
    internal const long MaximumBinaryStamp = uint.MaxValue - 1L;

    readonly Stream dat;
    readonly DataFormat format;
    readonly Revision revision;
    readonly IReadOnlyList<AnalogChannel> analog;
    readonly double limit;
    readonly byte[] buffer;

    internal RecordEncoder(Stream dat, DataFormat format, Revision revision, IReadOnlyList<AnalogChannel> analog, int status)
    {
        this.dat = dat;
        this.format = format;
        this.revision = revision;
        this.analog = analog;
        limit = RawScale.Limit(format, revision);
        const int asciiHead = 64, asciiField = 24;
        buffer = new byte[format == DataFormat.Ascii ? asciiHead + analog.Count * asciiField + status * 2 : format.RecordBytes(analog.Count, status)];
    }

    /// <summary>Samples outside what their channel can hold, written as its limit.</summary>
    internal long Saturated { get; private set; }

    /// <param name="number">Counted from 1.</param>
    /// <param name="stamp">In the file's time unit; left out where it does not fit.</param>
    /// <param name="values">Engineering units; whatever is no finite number is written as missing.</param>
    /// <param name="states">Status channels.</param>
    internal void Write(long number, long stamp, ReadOnlySpan<double> values, ReadOnlySpan<bool> states)
    {
        int length = format == DataFormat.Ascii ? Ascii(number, stamp, values, states) : Binary(number, stamp, values, states);
        dat.Write(buffer, 0, length);
    }

    int Binary(long number, long stamp, ReadOnlySpan<double> values, ReadOnlySpan<bool> states)
    {
        Span<byte> to = buffer;
        to.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(to, (uint)number);
        BinaryPrimitives.WriteUInt32LittleEndian(to[4..], stamp is >= 0 and <= MaximumBinaryStamp ? (uint)stamp : uint.MaxValue);
        to = to[8..];
        for (int i = 0; i < values.Length; i++)
        {
            double raw = Raw(i, values[i]);
            bool missing = double.IsNaN(raw);
            if (format == DataFormat.Binary) BinaryPrimitives.WriteInt16LittleEndian(to, missing ? short.MinValue : (short)Math.Round(raw));
            else if (format == DataFormat.Binary32) BinaryPrimitives.WriteInt32LittleEndian(to, missing ? int.MinValue : (int)Math.Round(raw));
            else BinaryPrimitives.WriteSingleLittleEndian(to, missing ? float.NaN : (float)raw);
            to = to[format.AnalogBytes()..];
        }
        for (int i = 0; i < states.Length; i++)
            if (states[i]) to[i / 16 * 2 + i % 16 / 8] |= (byte)(1 << (i % 8));
        return buffer.Length;
    }

    int Ascii(long number, long stamp, ReadOnlySpan<double> values, ReadOnlySpan<bool> states)
    {
        int length = Put(0, number);
        buffer[length++] = (byte)',';
        if (stamp >= 0) length = Put(length, stamp);
        for (int i = 0; i < values.Length; i++)
        {
            buffer[length++] = (byte)',';
            double raw = Raw(i, values[i]);
            if (!double.IsNaN(raw)) length = Put(length, (long)Math.Round(raw));
            else if (revision != Revision.Year2013) length = Put(length, (long)AsciiData.Missing);
        }
        foreach (bool state in states)
        {
            buffer[length++] = (byte)',';
            buffer[length++] = (byte)(state ? '1' : '0');
        }
        buffer[length++] = (byte)'\r';
        buffer[length++] = (byte)'\n';
        return length;
    }

    int Put(int at, long number)
    {
        number.TryFormat(buffer.AsSpan(at), out int written);
        return at + written;
    }

    double Raw(int channel, double value)
    {
        if (!double.IsFinite(value)) return double.NaN;
        double raw = (value - analog[channel].Offset) / analog[channel].Multiplier;
        if (Math.Abs(raw) <= limit) return raw;
        if (Math.Abs(raw) > limit + 0.5) Saturated++;
        return raw < 0 ? -limit : limit;
    }
}
