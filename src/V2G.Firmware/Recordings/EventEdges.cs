namespace V2G.Firmware.Recordings;

/// <summary>
/// Refines the edges of an event on the waveform: a sag begins where the wave leaves its own past (one cycle earlier), and ends where it
/// is again what it will be one cycle later. Where the voltage changes slowly there is no such place and the RMS decides.
/// </summary>
internal sealed class EventEdges(TimeAxis axis, double nominalPeakVolts)
{
    /// <summary>The one-cycle RMS shows a change at most this many cycles late.</summary>
    const double LongestCycles = 1.6;

    /// <summary>Smallest difference that counts, share of the nominal peak; more where the wave differs from itself all the time.</summary>
    const double LeastDifference = 0.06;

    /// <param name="detectedSeconds">When the RMS crossed the threshold.</param>
    /// <param name="cycleSeconds">Of the grid at that time.</param>
    public double Start(PhaseSource phase, double detectedSeconds, double cycleSeconds) => Edge(phase, detectedSeconds, cycleSeconds, -1);

    /// <inheritdoc cref="Start"/>
    public double End(PhaseSource phase, double detectedSeconds, double cycleSeconds) => Edge(phase, detectedSeconds, cycleSeconds, +1);

    // Start: the first place that differs from one cycle earlier and goes on differing. End: the last that differs from one cycle later.
    double Edge(PhaseSource phase, double detected, double cycle, int direction)
    {
        double rate = axis.RateHz(detected);
        if (!(rate * cycle >= 7.5)) return detected;
        double step = Math.Max(1 / rate, cycle / 400), from = detected - LongestCycles * cycle;
        int count = (int)((detected - from) / step);
        if (from - (direction < 0 ? cycle : 0) < 0) count = Math.Min(count, (int)((detected - (direction < 0 ? cycle : 0)) / step));
        if (count < 3) return detected;
        double limit = Math.Max(LeastDifference * nominalPeakVolts, 1.5 * Restless(phase, detected, cycle, step, direction));
        int quarter = Math.Max(2, (int)(cycle / 4 / step));
        bool[] apart = new bool[count];
        for (int k = 0; k < count; k++)
        {
            // Start walks forward from the earliest place, end walks backward from the latest.
            double at = direction < 0 ? detected - (count - k) * step : detected - k * step;
            apart[k] = Math.Abs(Value(phase, at) - Value(phase, at + direction * cycle)) > limit;
        }
        for (int k = 0; k < count; k++)
        {
            if (!apart[k]) continue;
            int last = Math.Min(count, k + 1 + quarter), more = 0;
            for (int n = k + 1; n < last; n++) more += apart[n] ? 1 : 0;
            if (2 * more < last - k - 1) continue;
            return direction < 0 ? detected - (count - k) * step : detected - k * step;
        }
        return detected;
    }

    // How much the wave differs from itself in the quiet before the start, or after the end: noise, or a period not well known.
    double Restless(PhaseSource phase, double detected, double cycle, double step, int direction)
    {
        double greatest = 0, from = direction < 0 ? detected - (LongestCycles + 1) * cycle : detected + step;
        for (double at = from; at < from + 0.9 * cycle; at += step)
        {
            double other = at + direction * cycle;
            if (Math.Min(at, other) < 0 || Math.Max(at, other) > axis.EndSeconds) continue;
            double apart = Math.Abs(Value(phase, at) - Value(phase, other));
            if (apart > greatest) greatest = apart;
        }
        return greatest;
    }

    double Value(PhaseSource phase, double seconds)
    {
        double sample = axis.Sample(seconds);
        int first = (int)sample;
        double share = sample - first, before = phase.At(first);
        return share < 1e-6 ? before : before + share * (phase.At(first + 1) - before);
    }
}
