using System.Globalization;
using V2G.Control.Measurement;
using V2G.Firmware.Configuration;

namespace V2G.Firmware.Calibration;

/// <summary>What the readings of one channel give: the correction, and what it leaves.</summary>
/// <param name="Channel">Index into <see cref="SensorOffsets.ChannelNames"/>.</param>
/// <param name="MaxResidualPercent">Largest remaining error, % of the channel's largest reference reading.</param>
/// <param name="RmsResidualPercent">Root of the mean of their squares, %.</param>
/// <param name="PhaseGiven">Some readings held angles; otherwise the phase is 0.</param>
internal sealed record ChannelFit(int Channel, int Points, ChannelCalibration Calibration, double MaxResidualPercent, double RmsResidualPercent, bool PhaseGiven)
{
    /// <summary>Least spread of the reference readings over their largest: below it gain and offset can't be told apart.</summary>
    public const double LeastSpread = 0.10;

    // Connected to a neighbour, an angle is 120° away; a sensor's own is a few degrees.
    const double SwappedWithinDegrees = 30;

    public string Name => SensorOffsets.ChannelNames[Channel];

    /// <summary>
    /// Least squares of measured = reference/gain + offset, which puts the error where it is: into the channel, not the reference.
    /// </summary>
    /// <param name="readings">Of one channel.</param>
    /// <param name="rms">
    /// Readings are RMS values of an alternating quantity. They know no offset (a constant adds to them by its square), so the gain alone is fitted.
    /// </param>
    /// <param name="problems">Gets what forbids a calibration; the result is null then.</param>
    public static ChannelFit? Of(int channel, IReadOnlyList<Reading> readings, bool rms, List<string> problems)
    {
        string name = SensorOffsets.ChannelNames[channel];
        int before = problems.Count;
        double largest = readings.Max(r => Math.Abs(r.Reference));
        double spread = readings.Max(r => r.Reference) - readings.Min(r => r.Reference);
        if (readings.Count < 2) problems.Add($"{name}: {readings.Count} reading; at least 2 are needed, at different levels");
        else if (!(spread >= LeastSpread * largest) || largest == 0)
        {
            double percent = largest == 0 ? 0 : 100 * spread / largest;
            problems.Add(Text($"{name}: the reference readings lie within {percent:0.0} % of each other; at least {100 * LeastSpread:0} % is needed to tell gain from offset"));
        }
        if (rms && readings.Any(r => r.Reference < 0 || r.Measured < 0)) problems.Add($"{name}: RMS readings are never negative");
        double lag = Lag(name, readings, problems);
        if (problems.Count > before) return null;

        (double slope, double offset) = rms ? (Slope(readings, 0, 0), 0) : Line(readings);
        double gain = 1 / slope;
        if (slope < 0) problems.Add($"{name}: falls when the reference rises: connected the wrong way round");
        else if (!(gain >= SensorOffsets.MinGain && gain <= SensorOffsets.MaxGain))
            problems.Add(Text($"{name}: gain {gain:0.####}; allowed: {SensorOffsets.MinGain} … {SensorOffsets.MaxGain}. More is a wiring fault, not a calibration"));
        if (!(Math.Abs(offset) <= SensorOffsets.MaxOffset)) problems.Add(Text($"{name}: offset {offset:0.###}; allowed: ±{SensorOffsets.MaxOffset}"));
        if (problems.Count > before) return null;

        double[] residuals = [.. readings.Select(r => 100 * (gain * (r.Measured - offset) - r.Reference) / largest)];
        bool phaseGiven = readings.Any(r => r.HasPhase);
        return new(channel, readings.Count, new(gain, offset, phaseGiven ? lag : 0), residuals.Max(Math.Abs), Math.Sqrt(residuals.Sum(r => r * r) / residuals.Length), phaseGiven);
    }

    static (double Slope, double Offset) Line(IReadOnlyList<Reading> readings)
    {
        double reference = readings.Average(r => r.Reference), measured = readings.Average(r => r.Measured);
        double slope = Slope(readings, reference, measured);
        return (slope, measured - slope * reference);
    }

    static double Slope(IReadOnlyList<Reading> readings, double reference, double measured) =>
        readings.Sum(r => (r.Reference - reference) * (r.Measured - measured)) / readings.Sum(r => (r.Reference - reference) * (r.Reference - reference));

    static double Lag(string name, IReadOnlyList<Reading> readings, List<string> problems)
    {
        double[] lags = [.. readings.Where(r => r.HasPhase).Select(r => r.LagDegrees)];
        if (lags.Length == 0) return 0;
        // A mean of angles is that of their directions.
        double mean = Math.Atan2(lags.Sum(d => Math.Sin(d * Math.PI / 180)), lags.Sum(d => Math.Cos(d * Math.PI / 180))) * 180 / Math.PI;
        if (Math.Abs(Math.Abs(mean) - 120) <= SwappedWithinDegrees)
            problems.Add(Text($"{name}: {mean:+0;-0} degrees from the reference: phases are swapped between the reference and the board; connect {name} where its name says"));
        else if (Math.Abs(mean) >= 180 - SwappedWithinDegrees)
            problems.Add(Text($"{name}: {mean:+0;-0} degrees from the reference: connected the wrong way round"));
        else if (!(Math.Abs(mean) <= SensorOffsets.MaxPhaseDegrees))
            problems.Add(Text($"{name}: phase {mean:+0.0;-0.0} degrees; allowed: ±{SensorOffsets.MaxPhaseDegrees}"));
        return mean;
    }

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
