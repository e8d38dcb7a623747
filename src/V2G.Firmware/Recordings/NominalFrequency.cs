using System.Globalization;
using V2G.Grid.Comtrade;

namespace V2G.Firmware.Recordings;

/// <summary>50 or 60 Hz: what the configuration says, unless the waveform contradicts; what the waveform shows where it says nothing.</summary>
internal readonly record struct NominalFrequency(double Hz, string Note)
{
    public static NominalFrequency Of(Recording recording, ChannelMap map)
    {
        double written = recording.LineFrequencyHz is > 45 and < 55 ? 50 : recording.LineFrequencyHz is >= 55 and < 66 ? 60 : double.NaN, seen = Seen(recording, map);
        double other = Math.Abs(seen - 50) < 1.5 ? 50 : Math.Abs(seen - 60) < 1.5 ? 60 : double.NaN;
        if (double.IsNaN(written))
            return double.IsNaN(other) ? new(60, "no nominal frequency is given and none is seen: 60 Hz is taken; --nominal-frequency gives it") : new(other, "");
        if (double.IsNaN(other) || other == written) return new(written, "");
        return new(other, string.Create(CultureInfo.InvariantCulture, $"the configuration says {written:0} Hz, the waveform has {seen:0.0} Hz: {other:0} Hz is taken; --nominal-frequency says otherwise"));
    }

    // Median over the waveform's first ten seconds.
    static double Seen(Recording recording, ChannelMap map)
    {
        if (recording.SampleCount < 2) return double.NaN;
        TimeAxis axis = new(recording);
        List<double> found = [.. WaveFrequency.Between(axis, map.Voltages, 0, Math.Min(10, axis.EndSeconds)).Select(f => f.Hz).Order()];
        return found.Count == 0 ? double.NaN : found[found.Count / 2];
    }
}
