namespace V2G.Control.Measurement;

/// <summary>
/// The converter's clock as the stamps of its scans show it: the rate, and whether a scan is missing. A stamp may come late, when the
/// processor was busy, but never early: so the earliest scan of a block, held against where its number puts it, is what counts.
/// </summary>
public sealed class SampleClock
{
    /// <summary>How far the rate may be from the nominal one, as a share: RC oscillators of cheap converters, and some more.</summary>
    public const double MostDeviation = 0.02;

    // The rate's time constant, s: 10 µs of jitter then move a frequency of 60 Hz by 0.15 mHz.
    const double RateSeconds = 4;

    // At the start the nominal rate counts as so many seconds of stamps.
    const double NominalSeconds = 0.25;

    // A scan that is missing displaces all that follow by a whole period; less is jitter.
    const double GapPeriods = 0.75;

    readonly double _shortestNs, _longestNs;
    double _periodNs, _seenSeconds;
    bool _begun;
    long _newestNs;

    // The newest stamp, after where the timeline puts its scan.
    double _lateNs;

    public SampleClock(double nominalHz)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(nominalHz);
        _periodNs = 1e9 / nominalHz;
        _shortestNs = _periodNs / (1 + MostDeviation);
        _longestNs = _periodNs / (1 - MostDeviation);
        RateHz = nominalHz;
    }

    /// <summary>Estimated, Hz.</summary>
    public double RateHz { get; private set; }

    /// <summary>Takes the stamps of a block, oldest first, ns.</summary>
    public SampleTiming Take(ReadOnlySpan<long> timesNs)
    {
        if (timesNs.Length > 0 && !_begun)
        {
            _begun = true;
            _newestNs = timesNs[0];
            timesNs = timesNs[1..];
        }
        if (timesNs.Length == 0) return SampleTiming.Steady;
        double earliest = double.PositiveInfinity;
        long before = _newestNs;
        bool ordered = true;
        for (int k = 0; k < timesNs.Length; k++)
        {
            ordered &= timesNs[k] > before;
            before = timesNs[k];
            earliest = Math.Min(earliest, (double)timesNs[k] - _newestNs + _lateNs - (k + 1) * _periodNs);
        }
        double lateNs = (double)before - _newestNs + _lateNs - timesNs.Length * _periodNs - earliest;
        _newestNs = before;
        _lateNs = ordered ? lateNs : 0;
        if (!ordered) return SampleTiming.Backwards;
        if (Math.Abs(earliest) > GapPeriods * _periodNs) return SampleTiming.Gap;
        return Follow(earliest, timesNs.Length);
    }

    // First order: the block's own period is the estimate plus its displacement over its scans.
    SampleTiming Follow(double displacedNs, int scans)
    {
        _seenSeconds = Math.Min(_seenSeconds + scans * _periodNs * 1e-9, RateSeconds);
        double period = _periodNs * (1 + displacedNs * 1e-9 / Math.Min(_seenSeconds + NominalSeconds, RateSeconds));
        _periodNs = Math.Clamp(period, _shortestNs, _longestNs);
        RateHz = 1e9 / _periodNs;
        return period == _periodNs ? SampleTiming.Steady : SampleTiming.OffRate;
    }
}
