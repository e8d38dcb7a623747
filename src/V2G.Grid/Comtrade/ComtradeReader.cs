namespace V2G.Grid.Comtrade;

/// <summary>
/// Reads COMTRADE records (IEEE C37.111-1991, -1999, -2013) from bytes. Whatever the bytes are, the outcome is a recording
/// or a <see cref="ComtradeException"/>, in memory bounded by the bytes given (<see cref="ComtradeLimits"/>).
/// </summary>
public static class ComtradeReader
{
    /// <summary>Reads a pair of files.</summary>
    /// <exception cref="ComtradeException">Not usable: says which file, where, what was found and what is allowed.</exception>
    public static Recording Read(ReadOnlyMemory<byte> cfg, ReadOnlyMemory<byte> dat, ComtradeNames names)
    {
        NoteList notes = new();
        Configuration configuration = ConfigurationParser.Parse(cfg.Span, names.Configuration, notes);
        return Assemble(configuration, dat.Span, names.Data, 1, notes);
    }

    /// <inheritdoc cref="Read(ReadOnlyMemory{byte}, ReadOnlyMemory{byte}, ComtradeNames)"/>
    public static Recording Read(ReadOnlyMemory<byte> cfg, ReadOnlyMemory<byte> dat) => Read(cfg, dat, ComtradeNames.Plain);

    /// <summary>Reads a single file (.cff) of the 2013 edition.</summary>
    /// <exception cref="ComtradeException">Not usable: says where, what was found and what is allowed.</exception>
    public static Recording ReadCombined(ReadOnlyMemory<byte> cff, string name = "cff")
    {
        NoteList notes = new();
        CombinedFile file = new(cff.Span, name, notes);
        Configuration configuration = ConfigurationParser.Parse(file.Configuration, $"{name} CFG", notes, file.ConfigurationLine);
        file.CheckFormat(configuration.Format);
        return Assemble(configuration, file.Data, $"{name} DAT", file.DataLine, notes);
    }

    static Recording Assemble(Configuration configuration, ReadOnlySpan<byte> dat, string part, int firstLine, NoteList notes)
    {
        SampleData data = configuration.Format == DataFormat.Ascii
            ? AsciiData.Read(dat, configuration, part, notes, firstLine)
            : BinaryData.Read(dat, configuration, part, notes);
        bool stampsOnly = configuration.Rates.Count == 0;
        double unit = configuration.StampNanoseconds;
        long[] times = stampsOnly ? SampleTimes.FromStamps(data, unit, configuration.Format != DataFormat.Ascii, part) : [];
        Recording recording = new()
        {
            Station = configuration.Station,
            Device = configuration.Device,
            Revision = configuration.Revision,
            Format = configuration.Format,
            LineFrequencyHz = configuration.LineFrequencyHz,
            Start = configuration.Start,
            Trigger = configuration.Trigger,
            Analog = [.. configuration.Analog.Select((channel, i) => channel with { Values = data.Analog[i].AsMemory(0, data.Count) })],
            Status = [.. configuration.Status.Select((channel, i) => channel with { Values = data.Status[i].AsMemory(0, data.Count) })],
            SampleCount = data.Count,
            StampsNanoseconds = times,
            Segments = stampsOnly
                ? SampleTimes.FromTimes(times, unit, part, notes)
                : SampleTimes.FromRates(configuration, data.Count, part, notes),
            TimeCode = configuration.TimeCode,
            LocalCode = configuration.LocalCode,
            TimeQuality = configuration.TimeQuality,
            LeapSecond = configuration.LeapSecond,
            Notes = notes.Notes,
        };
        if (!stampsOnly) SampleTimes.Compare(data, unit, recording, part, notes);
        return recording;
    }
}
