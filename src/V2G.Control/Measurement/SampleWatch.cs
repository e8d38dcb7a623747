namespace V2G.Control.Measurement;

/// <summary>
/// Watches over the samples of a converter, once a tick (fault 0x91 within two blocks). A block is what a tick brings, and at least
/// <see cref="LeastScans"/> scans. What it found holds until <see cref="CleanBlocks"/> blocks in a row were good.
/// </summary>
/// <remarks>
/// Stuck: a converter's own noise is about its last digit, so even with a dead grid before it no two blocks are alike: 192 figures of
/// six channels with a noise of half a digit are all the same once in 10³¹ times. So figures that stand still come from no converter.
/// </remarks>
public sealed class SampleWatch
{
    /// <summary>After so many blocks without a scan, or without a change, it is said.</summary>
    public const int Patience = 2;

    /// <summary>Four cycles of 60 Hz at a block of 1 ms: longer than a loose contact bounces, shorter than the meter takes to lock anew.</summary>
    public const int CleanBlocks = 64;

    public const int LeastScans = 16;

    readonly double[] _held;
    long _newestNs;
    int _still, _clean;
    bool _begun;

    /// <param name="nominalHz">Sampling rate, Hz.</param>
    /// <param name="tickNs">The loop's period, ns.</param>
    public SampleWatch(int channels, double nominalHz, long tickNs)
    {
        _held = new double[channels];
        BlockScans = Math.Max(LeastScans, (int)Math.Ceiling(nominalHz * tickNs * 1e-9));
        BlockNs = (long)(BlockScans / nominalHz * 1e9);
    }

    public int BlockScans { get; }

    public long BlockNs { get; }

    public SampleVerdict Verdict { get; private set; }

    /// <summary>Times that a good source became another.</summary>
    public long Failures { get; private set; }

    /// <summary>One tick.</summary>
    /// <param name="nowNs">CLOCK_MONOTONIC.</param>
    /// <param name="block">What came; empty when nothing did.</param>
    /// <param name="timing">What its stamps say.</param>
    public SampleVerdict Step(long nowNs, in SampleBlock block, SampleTiming timing)
    {
        if (!_begun) _newestNs = nowNs;
        _begun = true;
        bool numbers = Look(block);
        if (block.Count > 0) _newestNs = block.EndTimeNs;
        SampleVerdict found = timing != SampleTiming.Steady || !Fresh(nowNs) ? SampleVerdict.Lost
            : _still >= Patience * BlockScans ? SampleVerdict.Stuck
            : numbers ? SampleVerdict.Good : SampleVerdict.NotNumbers;
        _clean = found == SampleVerdict.Good ? Math.Min(_clean + block.Count, CleanBlocks * BlockScans) : 0;
        if (found == SampleVerdict.Good && _clean < CleanBlocks * BlockScans) return Verdict;
        if (Verdict == SampleVerdict.Good && found != SampleVerdict.Good) Failures++;
        return Verdict = found;
    }

    // The loop may wake a little early, so an eighth of a block is given away. A stamp from the future is one of another clock.
    bool Fresh(long nowNs)
    {
        double ageNs = (double)nowNs - _newestNs;
        return ageNs < Patience * BlockNs - BlockNs / 8 && ageNs > -BlockNs;
    }

    // Counts scans that are like the one before; false: not all are numbers.
    bool Look(in SampleBlock block)
    {
        bool numbers = true;
        for (int k = 0; k < block.Count; k++)
        {
            bool same = true;
            for (int channel = 0; channel < _held.Length; channel++)
            {
                double value = block.Samples[channel * block.Count + k];
                numbers &= double.IsFinite(value);
                same &= value == _held[channel];
                _held[channel] = value;
            }
            _still = same && _still > 0 ? Math.Min(_still + 1, Patience * BlockScans) : 1;
        }
        return numbers;
    }
}
