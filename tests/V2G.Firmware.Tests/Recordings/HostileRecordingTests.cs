using System.Text;
using V2G.Firmware.Terminal;
using V2G.Grid.Comtrade;

namespace V2G.Firmware.Tests.Recordings;

/// <summary>Files that lie, given to the verb as a user would give them.</summary>
public sealed class HostileRecordingTests : IDisposable
{
    readonly V2gProcess _v2g = new();

    public void Dispose() => _v2g.Dispose();

    static string Cfg(string counts = "3,3A,0D", string rate = "8000,1600", string format = "BINARY") =>
        $"Bench,made,1999\r\n{counts}\r\n1,VA,A,,V,0.02,0,0,-32767,32767,1,1,P\r\n2,VB,B,,V,0.02,0,0,-32767,32767,1,1,P\r\n3,VC,C,,V,0.02,0,0,-32767,32767,1,1,P\r\n"
        + $"60\r\n1\r\n{rate}\r\n01/01/2026,00:00:00.000000\r\n01/01/2026,00:00:00.000000\r\n{format}\r\n1\r\n";

    static byte[] Dat(int records)
    {
        byte[] data = new byte[records * 14];
        for (int k = 0; k < records; k++) BitConverter.TryWriteBytes(data.AsSpan(k * 14), k + 1);
        return data;
    }

    public static TheoryData<string, string, int> Lies => new()
    {
        // what; the .cfg; records in the .dat
        { "no text at all", "", 10 },
        { "a record count of 2^32", Cfg(rate: "8000,4294967296"), 10 },
        { "a negative record count", Cfg(rate: "8000,-1"), 10 },
        { "a billion channels", Cfg(counts: "1000000000,1000000000A,0D"), 10 },
        { "more channels than are described", Cfg(counts: "9,9A,0D"), 10 },
        { "counts that do not add up", Cfg(counts: "3,2A,0D"), 10 },
        { "rate zero and no stamps", Cfg(rate: "0,1600").Replace("\r\n1\r\n0,", "\r\n0\r\n0,", StringComparison.Ordinal), 0 },
        { "a rate that is no number", Cfg(rate: "NaN,1600"), 1600 },
        { "an unknown data format", Cfg(format: "PACKED"), 1600 },
        { "no data", Cfg(), 0 },
        { "binary rubbish for a configuration", "\0\u0001\u0002\uFFFD,,,,,,\r\n\0\0\0", 10 },
        { "a cut configuration", Cfg()[..60], 1600 },
    };

    [Theory]
    [MemberData(nameof(Lies))]
    public void A_lying_recording_is_exit_8_with_a_sentence(string what, string cfg, int records)
    {
        string file = _v2g.File("lie.cfg", cfg);
        File.WriteAllBytes(_v2g.File("lie.dat"), Dat(records));
        V2gResult result = _v2g.Run("replay", file).Expect(ExitCode.InvalidInput);
        Assert.True(result.Err.Length > 20, what);
        Assert.Empty(result.Out);
    }

    [Fact]
    public void A_data_file_that_ends_early_is_replayed_as_far_as_it_goes_or_refused_but_never_crashes()
    {
        string file = _v2g.File("cut.cfg", Cfg());
        for (int records = 1; records < 1600; records += 533)
        {
            File.WriteAllBytes(_v2g.File("cut.dat"), Dat(records).AsSpan(..^5).ToArray());
            V2gResult result = _v2g.Run("replay", file);
            result.Expect(result.ExitCode is ExitCode.Ok ? ExitCode.Ok : ExitCode.InvalidInput);
            Assert.True(result.Err.Length > 0 || result.Out.Contains("note:", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("--- file type: DAT BINARY: 4294967295 ---", ExitCode.Ok, "note: ")]
    [InlineData("--- file type: DAT BINARY: -1 ---", ExitCode.InvalidInput, "lie.cff")]
    [InlineData("--- file type: DAT BINARY: 5 ---", ExitCode.InvalidInput, "lie.cff")]
    public void A_combined_file_that_lies_about_its_length_is_read_as_far_as_it_goes_with_a_note_or_refused(string header, int exitCode, string said)
    {
        using MemoryStream cff = new();
        ComtradeWriter.WriteCombined(MadeRecording.Of(0.1, (_, _) => 1), cff, DataFormat.Binary);
        string text = Encoding.Latin1.GetString(cff.ToArray());
        int at = text.IndexOf("--- file type: DAT", StringComparison.Ordinal), end = text.IndexOf("\r\n", at, StringComparison.Ordinal);
        File.WriteAllBytes(_v2g.File("lie.cff"), Encoding.Latin1.GetBytes(text[..at] + header + text[end..]));
        V2gResult result = _v2g.Run("replay", _v2g.File("lie.cff")).Expect(exitCode);
        Assert.Contains(said, exitCode == ExitCode.Ok ? result.Out : result.Err);
    }

    [Fact]
    public void What_is_not_there_or_not_a_recording_is_said()
    {
        Says("missing.cfg", "no file");
        Says("missing.cff", "no file");
        _v2g.File("alone.cfg", Cfg());
        Says("alone.cfg", "a recording has both .cfg and .dat");
        _v2g.File("empty.cff", "");
        Says("empty.cff", "empty.cff");
        _v2g.File("picture.png", "x");
        Says("picture.png", "is named .cfg");
        Directory.CreateDirectory(_v2g.File("folder.cff"));
        Says("folder.cff", "folder.cff");
        Directory.CreateDirectory(_v2g.File("folder.cfg"));
        Says("folder.cfg", "no file");
        Says("", "");

        void Says(string name, string said) => Assert.Contains(said, _v2g.Run("replay", _v2g.File(name)).Expect(ExitCode.InvalidInput).Err);
    }

    [Fact]
    public void A_file_larger_than_a_recording_may_be_is_refused_unread()
    {
        using (FileStream huge = File.Create(_v2g.File("huge.cff"))) huge.SetLength(1L << 33);
        Assert.Contains("at most 48 MiB", _v2g.Run("replay", _v2g.File("huge.cff")).Expect(ExitCode.InvalidInput).Err);
    }

    [Fact]
    public void An_honest_recording_of_the_same_make_is_replayed_and_drawn()
    {
        using (FileStream cff = File.Create(_v2g.File("good.cff"))) ComtradeWriter.WriteCombined(MadeRecording.Of(1, (_, t) => t > 0.5 ? 0.8 : 1), cff, DataFormat.Binary);
        V2gResult result = _v2g.Run("replay", _v2g.File("good.cff"), "--svg", _v2g.File("r.svg"), "--csv", _v2g.File("r.csv")).Expect(0);
        Assert.Contains("sag", result.Out);
        Assert.Equal("svg", System.Xml.Linq.XDocument.Load(_v2g.File("r.svg")).Root!.Name.LocalName);
        Assert.StartsWith("t_s,va_pu", File.ReadAllText(_v2g.File("r.csv")));
    }
}
