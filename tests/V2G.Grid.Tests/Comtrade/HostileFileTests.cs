using V2G.Grid.Comtrade;

namespace V2G.Grid.Tests.Comtrade;

public class HostileFileTests
{
    static ComtradeException Refused(string cfg, byte[] dat) =>
        Assert.Throws<ComtradeException>(() => ComtradeReader.Read(Samples.Utf8(cfg), dat, new ComtradeNames("a.cfg", "a.dat")));

    [Theory]
    [InlineData("2,1A,1D", "1000000001,1000000000A,1D", "a.cfg line 2: number of analog channels: found 1000000000A; allowed: 0A to 9999A")]
    [InlineData("2,1A,1D", "2,1A,-1D", "a.cfg line 2: number of status channels: found -1D; allowed: 0D to 9999D")]
    [InlineData("2,1A,1D", "0,0A,0D", "a.cfg line 2: channel counts: found no channel; allowed: at least one")]
    [InlineData("2,1A,1D", "2,9000A,1D", "a.cfg line 4: multiplier a: found ; allowed: a number of at most ±1E+100")]
    [InlineData("V,0.5,1,", "V,NaN,1,", "a.cfg line 3: multiplier a: found NaN; allowed: a number of at most ±1E+100")]
    [InlineData("V,0.5,1,", "V,0.5,1e999,", "a.cfg line 3: offset b: found 1e999; allowed: a number of at most ±1E+100")]
    [InlineData("\n50\n", "\n-50\n", "a.cfg line 5: line frequency: found -50; allowed: 0 (not given) to 1000000 Hz")]
    [InlineData("1\n1000,3", "4294967296\n1000,3", "a.cfg line 6: number of sampling rates: found 4294967296; allowed: 0 (time stamps only) to 65536")]
    [InlineData("1000,3", "-1,3", "a.cfg line 7: sampling rate: found -1; allowed: 1E-06 to 1000000000 Hz")]
    [InlineData("1000,3", "-1000,3", "a.cfg line 7: sampling rate: found -1000; allowed: 1E-06 to 1000000000 Hz")]
    [InlineData("1000,3", "NaN,3", "a.cfg line 7: sampling rate: found NaN; allowed: 1E-06 to 1000000000 Hz")]
    [InlineData("1000,3", "1000,0", "a.cfg line 7: last sample at this rate: found 0; allowed: a whole number above 0")]
    [InlineData("1\n1000,3", "2\n1000,3\n500,2", "a.cfg line 8: last sample at this rate: found 2; allowed: a whole number above 3")]
    [InlineData("1\n1000,3", "0\n0,-3", "a.cfg line 7: last sample: found -3; allowed: a whole number above 0")]
    [InlineData("BINARY", "ZIPPED", "a.cfg line 10: data format: found ZIPPED; allowed: ASCII, BINARY, BINARY32, FLOAT32")]
    [InlineData("BINARY\n1\n", "BINARY\n0\n", "a.cfg line 11: time multiplication factor: found 0; allowed: a number above 0, at most 1000000000")]
    [InlineData("BINARY\n1\n", "", "a.cfg line 9: file ends early: found end of text; allowed: data format")]
    public void A_configuration_that_can_not_be_used_says_where_what_and_what_is_allowed(string from, string to, string message) =>
        Assert.Equal(message, Refused(Samples.Cfg("BINARY").Replace(from, to, StringComparison.Ordinal), new byte[36]).Message);

    [Fact]
    public void A_recording_longer_than_thirty_years_is_refused() =>
        Assert.Equal("a.dat: duration by the sampling rates: found 1.2E+09 s; allowed: at most 1000000000 s",
            Refused(Samples.Cfg("BINARY", "1\n1e-6,1200"), new byte[12 * 1200]).Message);

    [Theory]
    [InlineData("1,0,300\n2,1000,-2,0\n", "a.dat line 1: fields in a record: found 3; allowed: 4")]
    [InlineData("1,0,300,1\n2,1000,-2,0,0\n", "a.dat line 2: fields in a record: found 5; allowed: 4")]
    [InlineData("1,0,300,1\nx,1000,-2,0\n", "a.dat line 2: sample number: found x; allowed: a whole number")]
    [InlineData("1,soon,300,1\n", "a.dat line 1: time stamp: found soon; allowed: a whole number of time units, or nothing")]
    [InlineData("1,0,1e99,1\n", "a.dat line 1: sample of U: found 1e99; allowed: a number of at most ±3.5E+38, or nothing")]
    [InlineData("1,0,3,2\n", "a.dat line 1: status of S: found 2; allowed: 0 or 1")]
    [InlineData("", "a.dat line 1: no whole record: found no line of samples; allowed: at least one")]
    [InlineData("1,0\u001b[31m", "a.dat line 1: no whole record: found no line of samples; allowed: at least one")]
    public void Ascii_data_that_can_not_be_used_say_where_what_and_what_is_allowed(string dat, string message) =>
        Assert.Equal(message, Refused(Samples.Cfg("ASCII"), Samples.Utf8(dat)).Message);

    [Theory]
    [InlineData("1,,0,0\n2,1,0,0\n", "record 1 in a file without sampling rates: found no time stamp")]
    [InlineData("1,5,0,0\n2,4,0,0\n", "record 2 in a file without sampling rates: found time stamp 4, earlier than the one before")]
    [InlineData("1,0,0,0\n2,999999999999999999,0,0\n", "record 2 in a file without sampling rates: found time stamp 999999999999999999")]
    public void Without_rates_unusable_stamps_are_refused(string dat, string part) =>
        Assert.Contains(part, Refused(Samples.Cfg("ASCII", "0\n0,2"), Samples.Utf8(dat)).Message, StringComparison.Ordinal);

    [Fact]
    public void Binary_data_without_one_whole_record_are_refused() =>
        Assert.Equal("a.dat byte 0: no whole record: found 11 bytes; allowed: at least one record of 12 bytes", Refused(Samples.Cfg("BINARY"), new byte[11]).Message);

    [Fact]
    public void What_is_quoted_is_short_and_free_of_control_characters()
    {
        ComtradeException refused = Refused(Samples.Cfg("\u001b[31m" + new string('x', 500)), new byte[36]);
        Assert.True(refused.Found.Length <= 60);
        Assert.DoesNotContain('\u001b', refused.Message);
        Assert.Equal(("a.cfg", 10L, null), (refused.Part, refused.Line, refused.ByteOffset));
    }

    [Theory]
    [InlineData("", "found no CFG section")]
    [InlineData("--- file type: CFG ---\nSt", "found no DAT section")]
    [InlineData("--- file type: CFG ---\n--- file type: CFG ---\n", "cff line 2: section: found a second CFG; allowed: one CFG")]
    [InlineData("--- file type: EXE ---\n", "cff line 1: section: found file type: EXE")]
    [InlineData("--- file type: CFG ---\n--- file type: DAT BINARY: -5 ---\n", "cff line 2: bytes of data: found -5; allowed: a whole number")]
    [InlineData("--- file type: CFG ---\nSt,Dev,2013\n1,1A\n1,U,,,V,x\n--- file type: DAT ASCII ---\n", "cff CFG line 4: multiplier a: found x")]
    public void A_single_file_with_wrong_sections_is_refused(string cff, string part) =>
        Assert.Contains(part, Assert.Throws<ComtradeException>(() => ComtradeReader.ReadCombined(Samples.Utf8(cff))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_single_file_that_calls_its_data_otherwise_than_its_configuration_is_refused()
    {
        string cff = "--- file type: CFG ---\n" + Samples.Cfg("BINARY", year: ",2013") + "--- file type: DAT ASCII ---\n1,0,3,0\n";
        Assert.Equal("cff line 13: kind of data: found DAT ASCII; allowed: DAT BINARY, as the configuration says",
            Assert.Throws<ComtradeException>(() => ComtradeReader.ReadCombined(Samples.Utf8(cff))).Message);
    }

    [Fact]
    public void A_single_file_that_lies_about_its_bytes_keeps_what_is_there()
    {
        byte[] head = Samples.Utf8("--- file type: CFG ---\n" + Samples.Cfg("BINARY", year: ",2013") + "--- file type: DAT BINARY: 99999999999 ---\n");
        Recording recording = ComtradeReader.ReadCombined((byte[])[.. head, .. new byte[30]]);
        Assert.Equal(2, recording.SampleCount);
        Assert.Contains("cff line 13: 99999999999 bytes of data were promised, 30 are there", recording.Notes);
    }

    public static TheoryData<string, string, int> Claims => new()
    {
        { "samples, binary", Samples.Cfg("BINARY", "1\n1000,4294967296"), 1200 },
        { "samples, ascii", Samples.Cfg("ASCII", "1\n1000,9223372036854775807"), 0 },
        { "stamps only", Samples.Cfg("BINARY", "0\n0,4294967296"), 12 },
        { "channels", Samples.Cfg("BINARY").Replace("2,1A,1D", "19998,9999A,9999D", StringComparison.Ordinal), 1200 },
        { "rates", Samples.Cfg("BINARY", "65536\n1000,3"), 1200 },
        { "a line without end in the configuration", "St," + new string('x', 20_000_000), 1200 },
        { "a line without end in the data", Samples.Cfg("ASCII"), 20_000_000 },
    };

    [Theory]
    [MemberData(nameof(Claims))]
    public void A_claim_costs_no_memory(string claim, string cfg, int dataBytes)
    {
        byte[] configuration = Samples.Utf8(cfg), data = new byte[dataBytes];
        if (dataBytes > 10_000) data.AsSpan().Fill((byte)'7');
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            ComtradeReader.Read(configuration, data);
        }
        catch (ComtradeException)
        {
            // Refused or cut to what is there: either way within bounds.
        }
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < 1 << 20, $"{claim}: {allocated} bytes");
    }
}
