namespace V2G.Firmware.Recordings;

/// <summary>
/// A recording's samples at a rate that the meter works with: means of neighbours where it was sampled faster, a windowed sinc where
/// slower. Across a change of rate the meter then sees none.
/// </summary>
internal static class Resampler
{
    const int Taps = 8;

    /// <summary>The value of a phase at a fractional sample of a segment; NaN where a sample is missing.</summary>
    public static double At(PhaseSource phase, double sample, int first, int last)
    {
        int before = (int)Math.Floor(sample);
        double share = sample - before;
        if (share < 1e-9) return phase.At(Math.Clamp(before, first, last));
        double sum = 0, weights = 0;
        double sine = Math.Sin(Math.PI * share);
        for (int k = -Taps + 1; k <= Taps; k++)
        {
            double x = share - k, window = 0.5 + 0.5 * Math.Cos(Math.PI * x / Taps);
            // sin(π(share − k)) = ± sin(π·share)
            double weight = ((k & 1) == 0 ? sine : -sine) / (Math.PI * x) * window;
            int at = before + k;
            // Beyond the ends the wave goes on as its odd mirror image, so that it does not bend there.
            double v = at < first ? 2 * phase.At(first) - phase.At(Math.Min(2 * first - at, last))
                : at > last ? 2 * phase.At(last) - phase.At(Math.Max(2 * last - at, first)) : phase.At(at);
            sum += v * weight;
            weights += weight;
        }
        return sum / weights;
    }
}
