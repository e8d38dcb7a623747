namespace V2G.Firmware.Recordings;

/// <summary>
/// The frequency of a waveform by its own zero crossings, in any band: tells what a grid without lock was doing. A report's figure, never
/// a controller's.
/// </summary>
internal static class WaveFrequency
{
    const int Cycles = 5;

    /// <summary>Frequency over five cycles each, between two times; empty where the wave has no steady rhythm.</summary>
    public static List<(double Seconds, double Hz)> Between(TimeAxis axis, IReadOnlyList<PhaseSource> phases, double from, double to)
    {
        int first = (int)axis.Sample(from), last = (int)axis.Sample(to);
        List<(double, double)> found = [];
        double squares = 0;
        int count = 0;
        for (int i = first; i <= last; i++)
        {
            double v = Wave(phases, i);
            if (!double.IsFinite(v)) continue;
            squares += v * v;
            count++;
        }
        double rms = count > 0 ? Math.Sqrt(squares / count) : 0;
        if (!(rms > 0)) return found;
        List<double> crossings = [];
        double before = double.NaN;
        bool armed = false;
        for (int i = first; i <= last; i++)
        {
            double v = Wave(phases, i);
            if (v < -0.15 * rms) armed = true;
            if (armed && before < 0 && v >= 0)
            {
                (double at, double rate) = axis.Place(i);
                crossings.Add(at - v / (v - before) / rate);
                armed = false;
            }
            before = v;
        }
        for (int k = Cycles; k < crossings.Count; k += Cycles)
        {
            double whole = crossings[k] - crossings[k - Cycles], longest = 0, shortest = double.PositiveInfinity;
            for (int n = k - Cycles + 1; n <= k; n++)
            {
                longest = Math.Max(longest, crossings[n] - crossings[n - 1]);
                shortest = Math.Min(shortest, crossings[n] - crossings[n - 1]);
            }
            if (whole > 0 && longest < 1.3 * shortest) found.Add(((crossings[k] + crossings[k - Cycles]) / 2, Cycles / whole));
        }
        // Noise, too, has five alike crossings now and then.
        return 2 * found.Count * Cycles >= crossings.Count - Cycles ? found : [];
    }

    // The first component of the space vector: no zero sequence, and alive while any phase but two is.
    static double Wave(IReadOnlyList<PhaseSource> phases, int sample) =>
        phases.Count == 3 ? (2 * phases[0].At(sample) - phases[1].At(sample) - phases[2].At(sample)) / 3 : phases[0].At(sample);
}
