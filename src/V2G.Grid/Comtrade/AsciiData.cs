namespace V2G.Grid.Comtrade;

/// <summary>ASCII data part: one line a record, <c>number, stamp, analog…, status…</c> (C37.111-2013, clause 8).</summary>
static class AsciiData
{
    /// <summary>Marks a missing sample in the 1991 and 1999 editions; since 2013 it is an empty field.</summary>
    internal const double Missing = 99_999;

    internal static SampleData Read(ReadOnlySpan<byte> bytes, Configuration configuration, string part, NoteList notes, int firstLine = 1)
    {
        int count = (int)Math.Min(CountLines(bytes, part, firstLine), configuration.Samples);
        SampleData data = new(configuration, count);
        TextLines lines = new(bytes, part, ComtradeLimits.DataLineBytes, firstLine);
        Numbering numbering = new(part, notes);
        int sample = 0;
        while (sample < count && lines.Next(out ReadOnlySpan<byte> line))
        {
            if (!Record(line, ref lines, configuration, data, sample, ref numbering))
            {
                notes.Add($"{part} line {lines.Number}: last line is cut off; ignored");
                break;
            }
            sample++;
        }
        data.Count = sample;
        if (sample == 0) throw new ComtradeException(part, firstLine, null, "no whole record", "no line of samples", "at least one");
        if (sample < configuration.Samples && configuration.Samples != long.MaxValue)
            notes.Add($"{part} line {lines.Number}: ends after {sample} records; {configuration.Samples} were promised");
        else if (lines.Next(out _))
            notes.Add($"{part} line {lines.Number}: lines behind the last record promised ({configuration.Samples}); ignored");
        return data;
    }

    // Memory is asked for only after the lines have been seen.
    static int CountLines(ReadOnlySpan<byte> bytes, string part, int firstLine)
    {
        TextLines lines = new(bytes, part, ComtradeLimits.DataLineBytes, firstLine);
        int count = 0;
        while (lines.Next(out _)) count++;
        return count;
    }

    /// <returns>False if the line is the last one and was cut off.</returns>
    static bool Record(
        ReadOnlySpan<byte> line, ref TextLines lines, Configuration configuration, SampleData data, int sample, ref Numbering numbering)
    {
        int expected = 2 + data.Analog.Length + data.Status.Length;
        int found = line.Count((byte)',') + 1;
        if (found < expected)
            return lines.Ended ? throw lines.Refuse("fields in a record", $"{found}", $"{expected}") : false;
        if (found > expected) RefuseSurplus(line, ref lines, expected, found);

        Fields fields = new(line);
        ReadOnlySpan<byte> number = fields.Next();
        if (!Fields.Integer(number, out long counted)) throw lines.Refuse("sample number", Shown(number), "a whole number");
        numbering.Check(sample, counted, lines.Number, "line");
        data.Stamps[sample] = Stamp(fields.Next(), ref lines);
        for (int i = 0; i < data.Analog.Length; i++)
        {
            AnalogChannel channel = configuration.Analog[i];
            data.Analog[i][sample] = channel.Multiplier * Raw(fields.Next(), ref lines, configuration.Revision, channel) + channel.Offset;
        }
        for (int i = 0; i < data.Status.Length; i++)
            data.Status[i][sample] = State(fields.Next(), ref lines, configuration.Status[i]);
        return true;
    }

    static void RefuseSurplus(ReadOnlySpan<byte> line, ref TextLines lines, int expected, int found)
    {
        Fields fields = new(line);
        for (int i = 0; i < expected; i++) fields.Next();
        while (!fields.End)
            if (!fields.Next().IsEmpty) throw lines.Refuse("fields in a record", $"{found}", $"{expected}");
    }

    static long Stamp(ReadOnlySpan<byte> field, ref TextLines lines)
    {
        if (field.IsEmpty) return SampleData.NoStamp;
        if (Fields.Integer(field, out long stamp) && stamp != SampleData.NoStamp) return stamp;
        // Some recorders write the stamp as a decimal number.
        if (Fields.Number(field, out double number) && Math.Abs(number) < 1e18) return (long)Math.Round(number);
        throw lines.Refuse("time stamp", Shown(field), "a whole number of time units, or nothing");
    }

    static double Raw(ReadOnlySpan<byte> field, ref TextLines lines, Revision revision, AnalogChannel channel)
    {
        if (field.IsEmpty) return double.NaN;
        if (!Fields.Number(field, out double raw) || Math.Abs(raw) > ComtradeLimits.RawValue)
            throw lines.Refuse($"sample of {channel.Name}", Shown(field), $"a number of at most ±{ComtradeLimits.RawValue:R}, or nothing");
        return raw == Missing && revision != Revision.Year2013 ? double.NaN : raw;
    }

    static bool State(ReadOnlySpan<byte> field, ref TextLines lines, StatusChannel channel) => field switch
    {
        [(byte)'0'] => false,
        [(byte)'1'] => true,
        [] => channel.Normal,
        _ => throw lines.Refuse($"status of {channel.Name}", Shown(field), "0 or 1"),
    };

    static string Shown(ReadOnlySpan<byte> field) => NameText.Latin1.Decode(field);
}
