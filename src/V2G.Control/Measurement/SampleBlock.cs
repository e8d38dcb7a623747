namespace V2G.Control.Measurement;

/// <summary>
/// One block of raw samples as the sensor delivers them. The sampling clock is not tied to the grid; rate and size may change from
/// block to block (a change of rate beyond 2 % costs one cycle of validity).
/// </summary>
public readonly ref struct SampleBlock
{
    /// <summary>CLOCK_MONOTONIC at the newest sample, ns.</summary>
    public long EndTimeNs { get; init; }

    /// <summary>Sampling rate, Hz, <see cref="GridMeter.MinRateHz"/> … <see cref="GridMeter.MaxRateHz"/>.</summary>
    public double SampleRateHz { get; init; }

    /// <summary>Samples per channel; 0 is allowed.</summary>
    public int Count { get; init; }

    /// <summary>
    /// Channel after channel, <see cref="Count"/> samples each: VA, VB, VC, IA, IB, IC, or V, I for one phase; without the currents
    /// where the meter has none. Volts (line to neutral) and amperes (+ = out of the EVSE) as the uncalibrated sensor gives them.
    /// </summary>
    public ReadOnlySpan<double> Samples { get; init; }
}
