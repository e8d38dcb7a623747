using System.Text;
using V2G.Grid.Comtrade;

namespace V2G.Grid.Tests.Comtrade;

/// <summary>Damages good files in thousands of ways from fixed seeds: the outcome is a recording or a <see cref="ComtradeException"/>, nothing else.</summary>
public class MutationTests
{
    static readonly string[] Extremes =
    [
        "0", "-1", "", "NaN", "Infinity", "1e308", "-1e308", "4294967296", "9223372036854775807", "-9223372036854775808", "99999999999999999999",
        "1e-320", "2147483647", "2147483648", "65536", "9999A", "9999D", "99999", "\u001b", "é", "0x10", "1,1,1,1,1", "ASCII", "BINARY", "FLOAT32", "BINARY32",
    ];

    static byte[] Damage(byte[] good, Random random)
    {
        List<byte> bytes = [.. good];
        for (int n = random.Next(1, 5); n > 0 && bytes.Count > 0; n--)
        {
            int at = random.Next(bytes.Count), length = Math.Min(random.Next(1, 40), bytes.Count - at);
            switch (random.Next(6))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes.RemoveRange(at, length); break;
                case 2: bytes.InsertRange(at, bytes.GetRange(at, length)); break;
                case 3: bytes.RemoveRange(at, random.Next(8) == 0 ? bytes.Count - at : length); break;
                case 4: bytes.InsertRange(at, Enumerable.Range(0, length).Select(_ => (byte)random.Next(256)).ToArray()); break;
                default: ReplaceField(bytes, at, Extremes[random.Next(Extremes.Length)]); break;
            }
        }
        return [.. bytes];
    }

    static void ReplaceField(List<byte> bytes, int at, string with)
    {
        static bool Ends(byte b) => b is (byte)',' or (byte)'\r' or (byte)'\n' or (byte)' ';
        int start = at, end = at;
        while (start > 0 && !Ends(bytes[start - 1]) && at - start < 60) start--;
        while (end < bytes.Count && !Ends(bytes[end]) && end - at < 60) end++;
        bytes.RemoveRange(start, end - start);
        bytes.InsertRange(start, Encoding.UTF8.GetBytes(with));
    }

    static bool Survives(Func<Recording> read, string which)
    {
        try
        {
            Recording recording = read();
            // What was accepted is whole: every sample has a value, a time and belongs to one segment.
            Assert.All(recording.Analog, channel => Assert.Equal(recording.SampleCount, channel.Values.Length));
            Assert.Equal(recording.SampleCount, recording.Segments.Sum(s => s.Count));
            long before = -1;
            for (int i = 0; i < recording.SampleCount; i++)
            {
                long time = recording.TimeNanoseconds(i);
                Assert.True(time >= Math.Max(0, before), $"{which}: time of {i}");
                before = time;
            }
            Assert.All(recording.Analog, channel => Assert.All(channel.Values.ToArray(), v => Assert.False(double.IsInfinity(v))));
            return true;
        }
        catch (ComtradeException refused)
        {
            Assert.NotEmpty(refused.Message);
            return false;
        }
        catch (Exception wrong) when (wrong is not Xunit.Sdk.IAssertionException)
        {
            throw new InvalidOperationException(which, wrong);
        }
    }

    [Theory]
    [MemberData(nameof(RoundTripTests.Combinations), MemberType = typeof(RoundTripTests))]
    public void A_damaged_pair_of_files_gives_a_recording_or_a_refusal(DataFormat format, Revision revision)
    {
        (byte[] cfg, byte[] dat) = Samples.Write(Samples.Recording(8), format, revision);
        int read = 0, refused = 0;
        for (int seed = 0; seed < 1500; seed++)
        {
            Random random = new(seed);
            byte[] badCfg = seed % 3 == 0 ? cfg : Damage(cfg, random), badDat = seed % 3 == 1 ? dat : Damage(dat, random);
            if (Survives(() => ComtradeReader.Read(badCfg, badDat), $"{format} {revision} seed {seed}")) read++;
            else refused++;
        }
        Assert.True(read > 100 && refused > 100, $"damage must reach both outcomes: {read} read, {refused} refused");
    }

    [Theory]
    [InlineData(DataFormat.Ascii)]
    [InlineData(DataFormat.Real32)]
    public void A_damaged_single_file_gives_a_recording_or_a_refusal(DataFormat format)
    {
        byte[] cff = Samples.WriteCombined(Samples.Recording(8), format);
        for (int seed = 0; seed < 1500; seed++)
        {
            byte[] bad = Damage(cff, new Random(seed));
            Survives(() => ComtradeReader.ReadCombined(bad), $"CFF {format} seed {seed}");
        }
    }

    [Fact]
    public void Noise_gives_a_refusal()
    {
        Random random = new(7);
        for (int i = 0; i < 500; i++)
        {
            byte[] cfg = new byte[random.Next(400)], dat = new byte[random.Next(400)];
            random.NextBytes(cfg);
            random.NextBytes(dat);
            Assert.Throws<ComtradeException>(() => ComtradeReader.Read(cfg, dat));
            Assert.Throws<ComtradeException>(() => ComtradeReader.ReadCombined(cfg));
        }
    }
}
