using V2G.Control.Settings;
using V2G.Firmware.Recordings;
using V2G.Firmware.Verbs;
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
            int phase = kind is ['w', >= '0' and <= '2'] ? kind[1] - '0' : list.Count % 3;
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

    /// <summary>Three phases VA, VB, VC (or one, V) in volts; <paramref name="rmsVolts"/> of phase and time, line to neutral.</summary>
    internal static Recording Waves(
        double rateHz, double seconds, Func<int, double, double> rmsVolts, double hertz = 60, double nominalHertz = 60, int phases = 3, double degrees = 0,
        IReadOnlyList<RateSegment>? segments = null, (double Primary, double Secondary)? rating = null, Func<double, double>? turns = null)
    {
        int samples = segments?.Sum(s => s.Count) ?? (int)(rateHz * seconds);
        segments ??= [new(rateHz, 0, samples)];
        double[] times = Times(segments, samples);
        AnalogChannel[] channels = [.. Enumerable.Range(0, phases).Select(p => new AnalogChannel
        {
            Index = p + 1, Name = phases == 1 ? "V" : "V" + "ABC"[p], Phase = phases == 1 ? "" : "ABC"[p].ToString(), Unit = "V",
            Primary = rating?.Primary ?? 1, Secondary = rating?.Secondary ?? 1, IsPrimary = false,
            Values = times.Select(t => Math.Sqrt(2) * rmsVolts(p, t) * Math.Sin(2 * Math.PI * ((turns?.Invoke(t) ?? hertz * t) - p / 3.0) + degrees * Math.PI / 180)).ToArray(),
        })];
        return Of(channels, samples, segments, nominalHertz);
    }

    static double[] Times(IReadOnlyList<RateSegment> segments, int samples)
    {
        double[] times = new double[samples];
        double start = 0;
        foreach (RateSegment s in segments)
        {
            for (int k = 0; k < s.Count; k++) times[s.FirstSample + k] = start + k / s.RateHz;
            start += s.Count / s.RateHz;
        }
        return times;
    }

    /// <summary>The verb's way from a recording to its report.</summary>
    internal static ReplayReport Report(Recording recording, string? category = null, NominalVoltage? nominal = null)
    {
        ChannelMap channels = ChannelMap.Of(recording, null);
        ControlSettings settings = ReplayVerb.Settings(channels.PhaseCount, recording.LineFrequencyHz is > 45 and < 55 ? 50 : 60, category, null);
        return ReplayReport.Of("test.cfg", recording, channels, settings, new Replay(recording, channels, settings, nominal).Run());
    }
}
