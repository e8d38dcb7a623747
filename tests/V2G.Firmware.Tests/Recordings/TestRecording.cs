using V2G.Grid.Comtrade;

namespace V2G.Firmware.Tests.Recordings;

/// <summary>Recordings whose truth is known.</summary>
static class TestRecording
{
    /// <summary>0.1 s of 50 Hz at 3200 Hz; the n-th channel has phase n mod 3.</summary>
    internal static Recording WithChannels(string channels)
    {
        const int samples = 320;
        List<AnalogChannel> list = [];
        foreach (string line in channels.Split(';'))
        {
            string[] f = line.Split('|');
            string kind = f.Length > 4 ? f[4] : "w";
            int phase = list.Count % 3;
            double[] values = [.. Enumerable.Range(0, samples).Select(i => Value(kind, 2 * Math.PI * (50.0 * i / 3200 - phase / 3.0), i))];
            list.Add(new() { Index = list.Count + 1, Name = f[0], Phase = f[1], Circuit = f[2], Unit = f[3], Values = values });
        }
        return Of(list, samples, [new(3200, 0, samples)], 50);
    }

    static double Value(string kind, double angle, int i) => kind switch
    {
        "d" => 0.05 * Math.Sin(i * 1.7),
        "m" => 66 + 0.01 * (i % 3),
        "a" => i % 360 - 180,
        "f" => 50,
        "c" => 5 * Math.Cos(angle - 0.3),
        _ => 94 * Math.Cos(angle),
    };

    internal static Recording Of(IReadOnlyList<AnalogChannel> channels, int samples, IReadOnlyList<RateSegment> segments, double hertz) => new()
    {
        Station = "Substation", Device = "recorder", LineFrequencyHz = hertz, Analog = channels, SampleCount = samples, Segments = segments,
        Start = new ComtradeTime(new DateTime(2026, 3, 9, 14, 5, 6), 0), Trigger = new ComtradeTime(new DateTime(2026, 3, 9, 14, 5, 6), 0),
    };
}
