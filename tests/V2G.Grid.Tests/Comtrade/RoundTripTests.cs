using V2G.Grid.Comtrade;

namespace V2G.Grid.Tests.Comtrade;

public class RoundTripTests
{
    public static TheoryData<DataFormat, Revision> Combinations => new()
    {
        { DataFormat.Ascii, Revision.Year1991 },
        { DataFormat.Binary, Revision.Year1991 },
        { DataFormat.Ascii, Revision.Year1999 },
        { DataFormat.Binary, Revision.Year1999 },
        { DataFormat.Ascii, Revision.Year2013 },
        { DataFormat.Binary, Revision.Year2013 },
        { DataFormat.Binary32, Revision.Year2013 },
        { DataFormat.Real32, Revision.Year2013 },
    };

    // Half a raw step of ±325.3 V, by format.
    static double Error(DataFormat format, Revision revision) => format switch
    {
        DataFormat.Ascii => revision == Revision.Year2013 ? 1e-7 : 325.3 / 99_998 * 0.51,
        DataFormat.Binary => 325.3 / 32_767 * 0.51,
        DataFormat.Binary32 => 1e-7,
        _ => 2e-5,
    };

    static void AssertSame(Recording written, Recording read, DataFormat format, Revision revision)
    {
        Assert.Equal(revision, read.Revision);
        Assert.Equal(format, read.Format);
        Assert.Equal((written.Station, written.Device, written.LineFrequencyHz), (read.Station, read.Device, read.LineFrequencyHz));
        Assert.Equal(written.Start, read.Start);
        Assert.Equal(written.Trigger, read.Trigger);
        Assert.Equal(1, read.TriggerSeconds);
        Assert.Equal(written.SampleCount, read.SampleCount);
        Assert.Equal(written.Segments, read.Segments);
        Assert.Empty(read.Notes);
        for (int c = 0; c < written.Analog.Count; c++)
        {
            AnalogChannel from = written.Analog[c], to = read.Analog[c];
            Assert.Equal((c + 1, from.Name, from.Phase, from.Circuit, from.Unit), (to.Index, to.Name, to.Phase, to.Circuit, to.Unit));
            Assert.Equal((from.Offset, from.SkewMicroseconds), (to.Offset, to.SkewMicroseconds));
            if (revision != Revision.Year1991) Assert.Equal((from.Primary, from.Secondary, from.IsPrimary), (to.Primary, to.Secondary, to.IsPrimary));
            for (int i = 0; i < written.SampleCount; i++)
            {
                double a = from.Values.Span[i], b = to.Values.Span[i];
                Assert.True(double.IsNaN(a) ? double.IsNaN(b) : Math.Abs(a - b) <= Error(format, revision), $"{from.Name}[{i}] {a:R} {b:R}");
            }
        }
        for (int s = 0; s < written.Status.Count; s++)
        {
            Assert.Equal((written.Status[s].Name, written.Status[s].Normal), (read.Status[s].Name, read.Status[s].Normal));
            Assert.Equal(written.Status[s].Values.ToArray(), read.Status[s].Values.ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public void What_is_written_reads_back_within_half_a_step(DataFormat format, Revision revision)
    {
        Recording recording = Samples.Recording();
        (byte[] cfg, byte[] dat) = Samples.Write(recording, format, revision);
        AssertSame(recording, ComtradeReader.Read(cfg, dat), format, revision);
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public void What_was_read_writes_back_to_the_same_bytes(DataFormat format, Revision revision)
    {
        (byte[] cfg, byte[] dat) = Samples.Write(Samples.Recording(), format, revision);
        (byte[] cfgAgain, byte[] datAgain) = Samples.Write(ComtradeReader.Read(cfg, dat), format, revision);
        Assert.Equal(System.Text.Encoding.UTF8.GetString(cfg), System.Text.Encoding.UTF8.GetString(cfgAgain));
        Assert.Equal(dat, datAgain);
    }

    [Theory]
    [InlineData(DataFormat.Ascii)]
    [InlineData(DataFormat.Binary)]
    [InlineData(DataFormat.Binary32)]
    [InlineData(DataFormat.Real32)]
    public void A_single_file_reads_back(DataFormat format)
    {
        Recording recording = Samples.Recording(fractionDigits: 9);
        AssertSame(recording, ComtradeReader.ReadCombined(Samples.WriteCombined(recording, format)), format, Revision.Year2013);
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public void Time_stamps_take_the_place_of_rates(DataFormat format, Revision revision)
    {
        // 250 µs steps, then 1 ms, then a pause of a minute.
        long[] stamps = [0, 250_000, 500_000, 750_000, 1_750_000, 2_750_000, 3_750_000, 60_003_750_000];
        Recording recording = StampsOnly(stamps, 6);
        (byte[] cfg, byte[] dat) = Samples.Write(recording, format, revision);
        Recording read = ComtradeReader.Read(cfg, dat);
        Assert.Equal(stamps, read.StampsNanoseconds.ToArray());
        Assert.Equal(stamps, Enumerable.Range(0, stamps.Length).Select(read.TimeNanoseconds));
        Assert.Equal([new RateSegment(4000, 0, 3), new RateSegment(1000, 3, 3), new RateSegment(1 / 60.0, 6, 2)], read.Segments);
    }

    [Fact]
    public void Nanosecond_stamps_survive_in_the_2013_edition()
    {
        long[] stamps = [0, 104_167, 208_333, 312_500];
        (byte[] cfg, byte[] dat) = Samples.Write(StampsOnly(stamps, 9), DataFormat.Binary32, Revision.Year2013);
        Assert.Equal(stamps, ComtradeReader.Read(cfg, dat).StampsNanoseconds.ToArray());
    }

    [Fact]
    public void A_time_factor_carries_stamps_beyond_71_minutes()
    {
        long[] stamps = [0, 3_600_000_000_000, 7_200_000_000_000, 10_800_000_000_000];
        (byte[] cfg, byte[] dat) = Samples.Write(StampsOnly(stamps, 6), DataFormat.Binary, Revision.Year1999);
        Assert.Contains("BINARY\r\n10\r\n", System.Text.Encoding.UTF8.GetString(cfg), StringComparison.Ordinal);
        Assert.Equal(stamps, ComtradeReader.Read(cfg, dat).StampsNanoseconds.ToArray());
        Assert.Throws<ArgumentException>(() => Samples.Write(StampsOnly(stamps, 6), DataFormat.Binary, Revision.Year1991));
    }

    static Recording StampsOnly(long[] stamps, int fractionDigits) => new()
    {
        Station = "S",
        Device = "D",
        LineFrequencyHz = 50,
        Start = Samples.Start with { FractionDigits = fractionDigits },
        SampleCount = stamps.Length,
        StampsNanoseconds = stamps,
        Analog = [new AnalogChannel { Name = "U", Values = new double[stamps.Length] }],
    };

    [Theory]
    [InlineData(DataFormat.Binary, 32_767)]
    [InlineData(DataFormat.Ascii, 99_998)]
    [InlineData(DataFormat.Binary32, int.MaxValue)]
    public void A_multiplier_not_given_uses_the_whole_range_of_the_format(DataFormat format, double limit)
    {
        (byte[] cfg, byte[] dat) = Samples.Write(Samples.Recording(), format, format == DataFormat.Binary32 ? Revision.Year2013 : Revision.Year1999);
        AnalogChannel channel = ComtradeReader.Read(cfg, dat).Analog[0];
        double peak = Samples.Recording().Analog[0].Values.ToArray().Max(Math.Abs);
        Assert.Equal(peak / limit, channel.Multiplier, peak / limit * 1e-12);
        Assert.Equal(limit, channel.Values.ToArray().Max(Math.Abs) / channel.Multiplier, 1e-6);
    }

    [Fact]
    public void A_multiplier_too_small_for_the_values_is_replaced_rather_than_clipping_them()
    {
        Recording recording = Samples.Recording();
        AnalogChannel tight = recording.Analog[0] with { Multiplier = 0.001 };
        Recording changed = ComtradeWriter.Form(recording, [tight]);
        Recording full = new() { Start = changed.Start, SampleCount = 40, Segments = changed.Segments, Analog = [tight] };
        (byte[] cfg, byte[] dat) = Samples.Write(full, DataFormat.Binary, Revision.Year1999);
        Assert.Equal(tight.Values.Span[5], ComtradeReader.Read(cfg, dat).Analog[0].Values.Span[5], 0.01);
    }

    [Theory]
    [InlineData(DataFormat.Binary32, Revision.Year1999)]
    [InlineData(DataFormat.Real32, Revision.Year1991)]
    public void Formats_of_2013_are_not_written_into_older_editions(DataFormat format, Revision revision)
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(() => Samples.Write(Samples.Recording(), format, revision));
        Assert.Contains("allowed: ASCII, BINARY", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_comma_or_line_end_in_a_name_does_not_break_the_file()
    {
        Recording recording = new()
        {
            Station = "Main St., north",
            Device = "line\r\nend",
            Start = Samples.Start,
            SampleCount = 1,
            Segments = [new RateSegment(1000, 0, 1)],
            Analog = [new AnalogChannel { Name = "a,b", Values = new[] { 1.0 } }],
        };
        (byte[] cfg, byte[] dat) = Samples.Write(recording, DataFormat.Binary, Revision.Year1999);
        Recording read = ComtradeReader.Read(cfg, dat);
        Assert.Equal(("Main St.  north", "line  end", "a b"), (read.Station, read.Device, read.Analog[0].Name));
    }
}
