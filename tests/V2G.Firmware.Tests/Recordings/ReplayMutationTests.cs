using System.Text;
using System.Text.Json;
using V2G.Control.Settings;
using V2G.Firmware.Recordings;
using V2G.Firmware.Terminal;
using V2G.Firmware.Verbs;
using V2G.Grid.Comtrade;

namespace V2G.Firmware.Tests.Recordings;

/// <summary>Damaged recordings through the whole verb: a report, or a refusal in words; never another exception, never a NaN in JSON.</summary>
public class ReplayMutationTests
{
    static readonly string[] Extremes =
    [
        "0", "-1", "", "NaN", "1e308", "-1e100", "1e-300", "4294967296", "99999", "65536", "600", "0.000001", "1000000000", "V", "kV", "A", "B", "C", "L1", "50", "60",
        "BINARY", "ASCII", "FLOAT32", "1e-9", "32767", "-32768", "VA", "VAB", "\u001b[2J", "é", "1,1,1",
    ];

    static byte[] Damage(byte[] good, Random random, bool text)
    {
        List<byte> bytes = [.. good];
        for (int n = random.Next(1, 6); n > 0 && bytes.Count > 0; n--)
        {
            int at = random.Next(bytes.Count), length = Math.Min(random.Next(1, 60), bytes.Count - at);
            switch (random.Next(text ? 6 : 4))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes.RemoveRange(at, length); break;
                case 2: bytes.InsertRange(at, bytes.GetRange(at, length)); break;
                case 3: for (int k = at; k < Math.Min(at + 8 * length, bytes.Count); k++) bytes[k] = (byte)(random.Next(2) == 0 ? 0x80 : random.Next(256)); break;
                default: ReplaceField(bytes, at, Extremes[random.Next(Extremes.Length)]); break;
            }
        }
        return [.. bytes];
    }

    static void ReplaceField(List<byte> bytes, int at, string with)
    {
        static bool Ends(byte b) => b is (byte)',' or (byte)'\r' or (byte)'\n';
        int start = at, end = at;
        while (start > 0 && !Ends(bytes[start - 1])) start--;
        while (end < bytes.Count && !Ends(bytes[end])) end++;
        bytes.RemoveRange(start, end - start);
        bytes.InsertRange(start, Encoding.UTF8.GetBytes(with));
    }

    // Everything that the verb does between opening files and printing.
    static bool Survives(Func<Recording> read)
    {
        try
        {
            Recording recording = read();
            ChannelMap channels = ChannelMap.Of(recording, null);
            ControlSettings settings = ReplayVerb.Settings(channels.PhaseCount, recording.LineFrequencyHz is > 45 and < 55 ? 50 : 60, null, null);
            ReplayResult result = new Replay(recording, channels, settings, null).Run();
            ReplayReport report = ReplayReport.Of("x.cfg", recording, channels, settings, result);
            using JsonDocument json = JsonDocument.Parse(JsonSerializer.Serialize(report, Reports.Default.ReplayReport));
            using StringWriter text = new();
            ReplayText.Print(report, text);
            string svg = ReplayPicture.Of(report, recording, channels, settings, result);
            // In a name it may stand: the station can be called so.
            Assert.DoesNotContain(svg.Split('\n'), line => line.StartsWith("<path", StringComparison.Ordinal) && line.Contains("NaN", StringComparison.Ordinal));
            Assert.InRange(svg.Length, 500, 3_000_000);
            Assert.NotEmpty(ReplayText.Csv(result));
            return result.Rows.Count > 0;
        }
        catch (Exception refused) when (refused is ComtradeException or VerbFailure)
        {
            Assert.NotEmpty(refused.Message);
            return false;
        }
    }

    [Theory]
    [InlineData(DataFormat.Binary, 700)]
    [InlineData(DataFormat.Ascii, 700)]
    [InlineData(DataFormat.Real32, 700)]
    public void A_damaged_recording_gives_a_report_or_a_refusal(DataFormat format, int cases)
    {
        Recording good = TestRecording.Waves(960, 0.35, (p, t) => 66 * (t > 0.2 && p != 1 ? 0.3 : 1), segments: [new(960, 0, 200), new(1920, 200, 250)]);
        using MemoryStream cfg = new(), dat = new();
        ComtradeWriter.Write(good, cfg, dat, format, format == DataFormat.Real32 ? Revision.Year2013 : Revision.Year1999);
        byte[] goodCfg = cfg.ToArray(), goodDat = dat.ToArray();
        int measured = 0;
        for (int seed = 0; seed < cases; seed++)
        {
            Random random = new(seed);
            byte[] badCfg = seed % 3 == 0 ? goodCfg : Damage(goodCfg, random, text: true), badDat = seed % 3 == 1 ? goodDat : Damage(goodDat, random, format == DataFormat.Ascii);
            try
            {
                if (Survives(() => ComtradeReader.Read(badCfg, badDat))) measured++;
            }
            catch (Exception wrong) when (wrong is not OperationCanceledException)
            {
                throw new InvalidOperationException($"{format} seed {seed}", wrong);
            }
        }
        Assert.InRange(measured, cases / 20, cases);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(0)]
    [InlineData(1e100)]
    [InlineData(1e-300)]
    [InlineData(-5)]
    public void Waveforms_of_impossible_size_give_a_report_or_a_refusal(double volts) =>
        Survives(() => TestRecording.Waves(1920, 0.5, (_, _) => volts));

    [Fact]
    public void The_shortest_recordings_give_a_report_or_a_refusal()
    {
        foreach (int samples in new[] { 1, 2, 3, 10, 31, 64, 100 })
            foreach (int phases in new[] { 1, 3 })
                Survives(() => TestRecording.Waves(0, 0, (_, _) => 230, phases: phases, segments: [new(1920, 0, samples)]));
    }
}
