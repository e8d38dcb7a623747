using System.Text;
using V2G.Grid.Comtrade;

namespace V2G.Grid.Tests.Comtrade;

/// <summary>Recordings and files that several tests start from.</summary>
static class Samples
{
    internal static readonly ComtradeTime Start = new(new DateTime(2026, 3, 9, 14, 5, 6), 123_456_000);

    /// <summary>Two rates, two analog and 18 status channels (two status words), one missing sample.</summary>
    internal static Recording Recording(int samples = 40, int fractionDigits = 6)
    {
        double[] volts = [.. Enumerable.Range(0, samples).Select(i => 325.3 * Math.Sin(i * 0.3))];
        double[] amps = [.. Enumerable.Range(0, samples).Select(i => i == 5 ? double.NaN : -4.25 + 17.5 * Math.Cos(i * 0.3))];
        int half = samples / 2;
        return new Recording
        {
            Station = "Feeder 7",
            Device = "Charger é",
            LineFrequencyHz = 60,
            Start = Start with { FractionDigits = fractionDigits },
            Trigger = Start with { Second = Start.Second.AddSeconds(1), FractionDigits = fractionDigits },
            SampleCount = samples,
            Segments = [new RateSegment(4800, 0, half), new RateSegment(960.5, half, samples - half)],
            Analog =
            [
                new AnalogChannel { Name = "VA", Phase = "A", Circuit = "EVSE 1", Unit = "V", Primary = 400, Secondary = 100, Values = volts },
                new AnalogChannel { Name = "IA", Phase = "A", Unit = "A", Offset = 2.5, SkewMicroseconds = 3.25, IsPrimary = false, Values = amps },
            ],
            Status =
            [
                .. Enumerable.Range(0, 18).Select(n => new StatusChannel
                {
                    Name = $"S{n + 1}",
                    Normal = n == 3,
                    Values = Enumerable.Range(0, samples).Select(i => (i + n) % 3 == 0).ToArray(),
                }),
            ],
        };
    }

    internal static (byte[] Cfg, byte[] Dat) Write(Recording recording, DataFormat format, Revision revision)
    {
        using MemoryStream cfg = new(), dat = new();
        ComtradeWriter.Write(recording, cfg, dat, format, revision);
        return (cfg.ToArray(), dat.ToArray());
    }

    internal static byte[] WriteCombined(Recording recording, DataFormat format)
    {
        using MemoryStream cff = new();
        ComtradeWriter.WriteCombined(recording, cff, format);
        return cff.ToArray();
    }

    internal static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    internal static Recording Read(string cfg, byte[] dat) => ComtradeReader.Read(Utf8(cfg), dat);

    internal static Recording Read(string cfg, string dat) => Read(cfg, Utf8(dat));

    /// <summary>One analog channel scaled by 0.5 with offset 1, one status channel.</summary>
    internal static string Cfg(string format, string rates = "1\n1000,3", string year = ",1999", string tail = "\n1") =>
        $"St,Dev{year}\n2,1A,1D\n1,U,A,,V,0.5,1,0,-32767,32767,1,1,P\n1,S,,,0\n50\n{rates}\n01/02/2020,03:04:05.000006\n01/02/2020,03:04:05.000106\n{format}{tail}\n";
}
