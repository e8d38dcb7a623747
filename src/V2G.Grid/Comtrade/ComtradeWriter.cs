using System.Globalization;
using System.Text;

namespace V2G.Grid.Comtrade;

/// <summary>Writes recordings as COMTRADE, in any edition and data format that belong together.</summary>
public static class ComtradeWriter
{
    /// <summary>
    /// Writes the two files. A channel keeps its multiplier if all its values fit, else gets one for full resolution; missing (not
    /// finite) values are written as the edition marks them. Neither stream is closed.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// The recording lacks a start time, its arrays differ in length, or the edition lacks the format.
    /// </exception>
    public static void Write(Recording recording, Stream cfg, Stream dat, DataFormat format, Revision revision)
    {
        Recording form = Prepare(recording, format, revision);
        double multiplier = TimeMultiplier(recording, format, revision);
        cfg.Write(ConfigurationText.Compose(form, recording.SampleCount, StampsOnly(recording), multiplier, format, revision));
        Data(recording, form, dat, format, revision, multiplier);
    }

    /// <summary>Writes the single file (.cff) of the 2013 edition. The stream is not closed.</summary>
    /// <inheritdoc cref="Write"/>
    public static void WriteCombined(Recording recording, Stream cff, DataFormat format)
    {
        const Revision revision = Revision.Year2013;
        Recording form = Prepare(recording, format, revision);
        double multiplier = TimeMultiplier(recording, format, revision);
        Text(cff, "--- file type: CFG ---\r\n");
        cff.Write(ConfigurationText.Compose(form, recording.SampleCount, StampsOnly(recording), multiplier, format, revision));
        // Empty information and header sections are written all the same: some readers look for them.
        Text(cff, "--- file type: INF ---\r\n\r\n--- file type: HDR ---\r\n\r\n");
        long bytes = (long)recording.SampleCount * format.RecordBytes(form.Analog.Count, form.Status.Count);
        Text(cff, format == DataFormat.Ascii ? "--- file type: DAT ASCII ---\r\n" : $"--- file type: DAT {format.Word()}: {bytes} ---\r\n");
        Data(recording, form, cff, format, revision, multiplier);
    }

    /// <summary>The multiplier with which values up to ±<paramref name="fullScale"/> use the whole range of the format.</summary>
    public static double MultiplierFor(double fullScale, DataFormat format, Revision revision)
    {
        if (!(fullScale > 0)) throw new ArgumentOutOfRangeException(nameof(fullScale), fullScale, "a full scale is above 0");
        return RawScale.For(fullScale, format, revision);
    }

    /// <summary>Nanoseconds in one unit of the time stamps, before the time factor.</summary>
    internal static long StampUnit(Recording recording, Revision revision) =>
        revision == Revision.Year2013 && recording.Start is { FractionDigits: > 6 } ? 1 : 1000;

    internal static void CheckFormat(DataFormat format, Revision revision)
    {
        if (format is DataFormat.Binary32 or DataFormat.Real32 && revision != Revision.Year2013)
            throw new ArgumentException($"{format.Word()} is not in the {(int)revision} edition; allowed: ASCII, BINARY");
    }

    static Recording Prepare(Recording recording, DataFormat format, Revision revision)
    {
        CheckFormat(format, revision);
        int samples = recording.SampleCount;
        if (recording.Analog.Count + recording.Status.Count == 0) throw new ArgumentException("a recording needs a channel");
        if (recording.Analog.Any(c => c.Values.Length != samples) || recording.Status.Any(c => c.Values.Length != samples))
            throw new ArgumentException($"every channel needs {samples} values");
        if (StampsOnly(recording) ? recording.StampsNanoseconds.Length != samples : !Covers(recording.Segments, samples))
            throw new ArgumentException($"time stamps or sampling rates must cover the {samples} samples without gaps");
        return Form(recording, [.. recording.Analog.Select(channel => RawScale.Fit(channel, format, revision))]);
    }

    internal static Recording Form(
        Recording recording, IReadOnlyList<AnalogChannel> analog, ComtradeTime? trigger = null, RateSegment? only = null) => new()
    {
        Station = recording.Station,
        Device = recording.Device,
        LineFrequencyHz = recording.LineFrequencyHz,
        Start = recording.Start,
        Trigger = trigger ?? recording.Trigger,
        Analog = analog,
        Status = recording.Status,
        Segments = only is { } segment ? [segment] : recording.Segments,
        TimeCode = recording.TimeCode,
        LocalCode = recording.LocalCode,
        TimeQuality = recording.TimeQuality,
        LeapSecond = recording.LeapSecond,
    };

    static bool Covers(IReadOnlyList<RateSegment> segments, int samples)
    {
        int next = 0;
        foreach (RateSegment segment in segments)
        {
            if (segment.FirstSample != next || segment.Count < 1 || !(segment.RateHz > 0)) return false;
            next += segment.Count;
        }
        return samples > 0 && next == samples;
    }

    static bool StampsOnly(Recording recording) => !recording.StampsNanoseconds.IsEmpty;

    // The smallest power of ten with which the last stamp fits its field.
    static double TimeMultiplier(Recording recording, DataFormat format, Revision revision)
    {
        long widest = format != DataFormat.Ascii ? RecordEncoder.MaximumBinaryStamp
            : revision == Revision.Year2013 ? 9_999_999_999_999 : 9_999_999_999;
        double last = recording.TimeNanoseconds(recording.SampleCount - 1) / (double)StampUnit(recording, revision), multiplier = 1;
        while (last / multiplier > widest) multiplier *= 10;
        if (multiplier <= 1 || revision != Revision.Year1991) return multiplier;
        // Without a time factor stamps beyond the field are left out, which only a file with rates can bear.
        return StampsOnly(recording) ? throw new ArgumentException("time stamps are too long for the 1991 edition") : 1;
    }

    static void Data(Recording recording, Recording form, Stream dat, DataFormat format, Revision revision, double timeMultiplier)
    {
        RecordEncoder encoder = new(dat, format, revision, form.Analog, form.Status.Count);
        double[] values = new double[form.Analog.Count];
        bool[] states = new bool[form.Status.Count];
        double unit = StampUnit(recording, revision) * timeMultiplier;
        for (int sample = 0; sample < recording.SampleCount; sample++)
        {
            for (int i = 0; i < values.Length; i++) values[i] = form.Analog[i].Values.Span[sample];
            for (int i = 0; i < states.Length; i++) states[i] = form.Status[i].Values.Span[sample];
            encoder.Write(sample + 1, (long)Math.Round(recording.TimeNanoseconds(sample) / unit), values, states);
        }
    }

    static void Text(Stream to, string text) => to.Write(Encoding.UTF8.GetBytes(text.ToString(CultureInfo.InvariantCulture)));
}
