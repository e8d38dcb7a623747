using V2G.Control.Settings;
using V2G.Firmware.Recordings;
using V2G.Firmware.Run;
using V2G.Grid.Comtrade;

namespace V2G.Firmware.Tests.Recordings;

/// <summary>Recordings made by our own writer: pure sines that change where the test says.</summary>
internal static class MadeRecording
{
    public const double PhaseVolts = 480 / 1.7320508075688772;

    /// <summary>RMS of a phase in pu at a time.</summary>
    public delegate double Magnitude(int phase, double seconds);

    public static Recording Of(
        double seconds, Magnitude magnitude, double hertz = 60, int phases = 3, IReadOnlyList<(double Rate, double Seconds)>? rates = null, double volts = PhaseVolts, string unit = "V")
    {
        List<double> times = [];
        List<RateSegment> segments = [];
        double began = 0;
        foreach ((double rate, double lasts) in rates ?? [(8000, seconds)])
        {
            int count = (int)Math.Round(rate * lasts), first = times.Count;
            // Each part's first sample follows the last by its own period.
            for (int k = 0; k < count; k++) times.Add(began + (first == 0 ? k : k + 1) / rate);
            segments.Add(new(rate, first, count));
            began = times[^1];
        }
        string[] names = phases == 3 ? ["VA", "VB", "VC"] : ["V"];
        AnalogChannel[] channels = [.. names.Select((name, p) => new AnalogChannel
        {
            Index = p + 1, Name = name, Phase = phases == 3 ? "ABC"[p].ToString() : "A", Unit = unit,
            Values = times.Select(t => Math.Sqrt(2) * volts * magnitude(p, t) * Math.Cos(2 * Math.PI * (hertz * t - p / 3.0))).ToArray(),
        })];
        return With(channels, segments, hertz);
    }

    public static Recording With(IReadOnlyList<AnalogChannel> channels, IReadOnlyList<RateSegment> segments, double hertz = 60)
    {
        ComtradeTime start = new(new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Unspecified), 0);
        return new()
        {
            Station = "Bench", Device = "made", LineFrequencyHz = hertz, Analog = channels, SampleCount = channels[0].Values.Length, Segments = segments, Start = start, Trigger = start,
        };
    }

    /// <summary>Through our writer and our reader.</summary>
    public static Recording Written(Recording recording, DataFormat format = DataFormat.Real32)
    {
        using MemoryStream cff = new();
        ComtradeWriter.WriteCombined(recording, cff, format);
        return ComtradeReader.ReadCombined(cff.ToArray(), "made.cff");
    }

    public static ReplayResult Replayed(Recording recording, AbnormalCategory category = AbnormalCategory.III, double? nominal = 480, string? map = null, double? hertz = null)
    {
        ChannelMap channels = ChannelMap.Of(recording, map);
        SiteSettings site = SiteSettings.Default with
        {
            PhaseCount = channels.PhaseCount, NominalVoltage = channels.PhaseCount == 3 ? 480 : 240, NominalFrequencyHz = hertz ?? recording.LineFrequencyHz,
        };
        return new Replay(recording, channels, ControlSettings.Default(site, NormalCategory.B, category), nominal).Run();
    }
}
