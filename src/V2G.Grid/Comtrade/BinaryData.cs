using System.Buffers.Binary;

namespace V2G.Grid.Comtrade;

/// <summary>Binary data part: fixed records, little-endian (C37.111-2013, clause 8).</summary>
static class BinaryData
{
    internal static SampleData Read(ReadOnlySpan<byte> bytes, Configuration configuration, string part, NoteList notes)
    {
        int record = configuration.Format.RecordBytes(configuration.Analog.Count, configuration.Status.Count);
        int there = bytes.Length / record;
        if (there == 0)
            throw new ComtradeException(part, null, 0, "no whole record", $"{bytes.Length} bytes", $"at least one record of {record} bytes");
        if (there < configuration.Samples && configuration.Samples != long.MaxValue)
            notes.Add($"{part} byte {bytes.Length}: ends after {there} whole records of {record} bytes; {configuration.Samples} were promised");
        int count = (int)Math.Min(there, configuration.Samples);
        long surplus = bytes.Length - (long)count * record;
        if (surplus > 0) notes.Add($"{part} byte {(long)count * record}: {surplus} bytes behind the last record read; ignored");

        SampleData data = new(configuration, count);
        Numbering numbering = new(part, notes);
        for (int sample = 0; sample < count; sample++)
        {
            ReadOnlySpan<byte> at = bytes.Slice(sample * record, record);
            numbering.Check(sample, BinaryPrimitives.ReadUInt32LittleEndian(at), (long)sample * record, "byte");
            uint stamp = BinaryPrimitives.ReadUInt32LittleEndian(at[4..]);
            data.Stamps[sample] = stamp == uint.MaxValue ? SampleData.NoStamp : stamp;
            at = at[8..];
            for (int i = 0; i < data.Analog.Length; i++)
            {
                AnalogChannel channel = configuration.Analog[i];
                data.Analog[i][sample] = channel.Multiplier * Raw(ref at, configuration.Format) + channel.Offset;
            }
            for (int i = 0; i < data.Status.Length; i++)
                data.Status[i][sample] = (at[i / 16 * 2 + (i % 16) / 8] >> (i % 8) & 1) != 0;
        }
        return data;
    }

    // Missing: the most negative integer; for float32 whatever is no number, or the most negative one.
    static double Raw(ref ReadOnlySpan<byte> at, DataFormat format)
    {
        ReadOnlySpan<byte> field = at;
        at = at[format.AnalogBytes()..];
        switch (format)
        {
            case DataFormat.Binary:
                short half = BinaryPrimitives.ReadInt16LittleEndian(field);
                return half == short.MinValue ? double.NaN : half;
            case DataFormat.Binary32:
                int whole = BinaryPrimitives.ReadInt32LittleEndian(field);
                return whole == int.MinValue ? double.NaN : whole;
            default:
                float single = BinaryPrimitives.ReadSingleLittleEndian(field);
                return float.IsFinite(single) && single != float.MinValue ? single : double.NaN;
        }
    }
}
