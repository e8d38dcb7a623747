using V2G.Grid.Comtrade;

namespace V2G.Grid.Tests.Comtrade;

/// <summary>Data written by hand from the standard's record layout, so that reader and writer can't share a mistake.</summary>
public class GoldenBytesTests
{
    // Number and stamp little-endian, sample, one status word. Values 0.5 · raw + 1.
    public static TheoryData<string, byte[], double[]> Binaries => new()
    {
        {
            "BINARY",
            [1, 0, 0, 0, 0, 0, 0, 0, 0x2C, 0x01, 1, 0, 2, 0, 0, 0, 0xE8, 3, 0, 0, 0xFE, 0xFF, 0, 0, 3, 0, 0, 0, 0xD0, 7, 0, 0, 0x00, 0x80, 1, 0],
            [151, 0, double.NaN]
        },
        {
            "BINARY32",
            [
                1, 0, 0, 0, 0, 0, 0, 0, 0xA0, 0x86, 0x01, 0x00, 1, 0, 2, 0, 0, 0, 0xE8, 3, 0, 0, 0xFE, 0xFF, 0xFF, 0xFF, 0, 0,
                3, 0, 0, 0, 0xD0, 7, 0, 0, 0, 0, 0, 0x80, 1, 0,
            ],
            [50_001, 0, double.NaN]
        },
        {
            "FLOAT32",
            [
                1, 0, 0, 0, 0, 0, 0, 0, 0x00, 0x00, 0x20, 0x40, 1, 0, 2, 0, 0, 0, 0xE8, 3, 0, 0, 0x00, 0x00, 0x00, 0xC0, 0, 0,
                3, 0, 0, 0, 0xD0, 7, 0, 0, 0xFF, 0xFF, 0x7F, 0xFF, 1, 0,
            ],
            [2.25, 0, double.NaN]
        },
    };

    [Theory]
    [MemberData(nameof(Binaries))]
    public void A_binary_record_reads_as_the_standard_lays_it_out(string format, byte[] dat, double[] expected)
    {
        Recording recording = Samples.Read(Samples.Cfg(format, year: ",2013"), dat);
        Assert.Equal(expected, recording.Analog[0].Values.ToArray());
        Assert.Equal([true, false, true], recording.Status[0].Values.ToArray());
        Assert.Equal([0, 1_000_000, 2_000_000], Enumerable.Range(0, 3).Select(recording.TimeNanoseconds));
        Assert.Empty(recording.Notes);
    }

    [Theory]
    [MemberData(nameof(Binaries))]
    public void The_writer_writes_those_same_bytes(string format, byte[] dat, double[] values)
    {
        Assert.True(DataFormats.TryParse(format, out DataFormat word));
        Recording recording = new()
        {
            Station = "St",
            Device = "Dev",
            LineFrequencyHz = 50,
            Start = Samples.Start,
            SampleCount = 3,
            Segments = [new RateSegment(1000, 0, 3)],
            Analog = [new AnalogChannel { Name = "U", Multiplier = 0.5, Offset = 1, Values = values }],
            Status = [new StatusChannel { Name = "S", Values = new[] { true, false, true } }],
        };
        byte[] expected = [.. dat];
        if (word == DataFormat.Real32) new byte[] { 0x00, 0x00, 0xC0, 0xFF }.CopyTo(expected, dat.Length - 6); // NaN marks missing
        Assert.Equal(expected, Samples.Write(recording, word, Revision.Year2013).Dat);
    }

    [Fact]
    public void Status_bits_fill_words_from_the_lowest_bit_and_17_channels_take_two_words()
    {
        string channels = string.Concat(Enumerable.Range(1, 17).Select(n => $"{n},S{n},,,0\n"));
        string cfg = $"St,Dev,1999\n17,0A,17D\n{channels}50\n1\n1000,1\n01/02/2020,03:04:05.0\n01/02/2020,03:04:05.0\nBINARY\n1\n";
        Recording recording = Samples.Read(cfg, new byte[] { 1, 0, 0, 0, 0, 0, 0, 0, 0b0000_0010, 0b1000_0000, 1, 0 });
        Assert.Equal([2, 16, 17], recording.Status.Where(s => s.Values.Span[0]).Select(s => s.Index));
    }

    [Theory]
    [InlineData(",1999", "1,0,300,1\r\n2,1000,-2,0\r\n3,2000,99999,1\r\n")] // the marker of 1991 and 1999
    [InlineData(",1999", "1,,300,1\n\n2,, -2 ,0\n\n3,,,1")] // empty, blank lines between, no last line end, no stamps
    [InlineData(",2013", "1,0,3e2,1\r\n2,1000,-2.0,0,\r\n3,2000,,1\r\n\u001a")] // reals, a trailing comma, DOS end of file
    public void Ascii_records_read_as_the_standard_lays_them_out(string year, string dat)
    {
        Recording recording = Samples.Read(Samples.Cfg("ASCII", year: year), dat);
        Assert.Equal([151, 0, double.NaN], recording.Analog[0].Values.ToArray());
        Assert.Equal([true, false, true], recording.Status[0].Values.ToArray());
        Assert.Empty(recording.Notes);
    }

    [Fact]
    public void In_the_2013_edition_99999_is_a_value() =>
        Assert.Equal(50_000.5, Samples.Read(Samples.Cfg("ASCII", "1\n1000,1", ",2013"), "1,0,99999,0").Analog[0].Values.Span[0]);

    [Fact]
    public void The_single_file_reads_section_by_section()
    {
        string cff = "--- file type: CFG ---\r\n" + Samples.Cfg("ASCII", year: ",2013").ReplaceLineEndings("\r\n")
            + "--- File Type:INF ---\r\n[Public]\r\n--- file type: HDR ---\r\nfree text\r\n--- file type: DAT ASCII ---\r\n1,0,300,1\r\n2,1,-2,0\r\n3,2,4,1\r\n";
        Recording recording = ComtradeReader.ReadCombined(Samples.Utf8(cff));
        Assert.Equal([151, 0, 3], recording.Analog[0].Values.ToArray());
    }

    [Fact]
    public void The_single_file_takes_as_many_binary_bytes_as_it_says()
    {
        byte[] dat = (byte[])Binaries.First().Data.Item2;
        byte[] head = Samples.Utf8("--- file type: CFG ---\n" + Samples.Cfg("BINARY", year: ",2013") + $"--- file type: DAT BINARY: {dat.Length} ---\n");
        Recording recording = ComtradeReader.ReadCombined((byte[])[.. head, .. dat, (byte)'\r', (byte)'\n']);
        Assert.Equal(3, recording.SampleCount);
        Assert.Empty(recording.Notes);
    }

    [Fact]
    public void The_configuration_written_is_the_standards_line_by_line()
    {
        Recording recording = Samples.Read(Samples.Cfg("BINARY"), (byte[])Binaries.First().Data.Item2);
        Assert.Equal(
            "St,Dev,1999\r\n2,1A,1D\r\n1,U,A,,V,0.5,1,0,-32767,32767,1,1,P\r\n1,S,,,0\r\n50\r\n1\r\n1000,3\r\n"
            + "01/02/2020,03:04:05.000006\r\n01/02/2020,03:04:05.000106\r\nBINARY\r\n1\r\n",
            System.Text.Encoding.UTF8.GetString(Samples.Write(recording, DataFormat.Binary, Revision.Year1999).Cfg));
        Assert.Equal(
            "St,Dev\r\n2,1A,1D\r\n1,U,A,,V,0.5,1,0,-32767,32767\r\n1,S,0\r\n50\r\n1\r\n1000,3\r\n"
            + "02/01/20,03:04:05.000006\r\n02/01/20,03:04:05.000106\r\nBINARY\r\n",
            System.Text.Encoding.UTF8.GetString(Samples.Write(recording, DataFormat.Binary, Revision.Year1991).Cfg));
    }
}
