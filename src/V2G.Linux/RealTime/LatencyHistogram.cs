using System.Numerics;

namespace V2G.Linux.RealTime;

/// <summary>What an image shows of a histogram, ns. All 0 before the first record.</summary>
public readonly record struct LatencySummary(long Count, long P50Ns, long P99Ns, long P999Ns, long P9999Ns, long MaxNs);

/// <summary>
/// Counts latencies in buckets that grow with them: 64 to each doubling, so that a percentile is at most 1/64 (1.6 %) above the
/// exact one and never below it; under 128 ns every nanosecond has its own. One thread records; recording allocates nothing.
/// </summary>
public sealed class LatencyHistogram
{
    const int SubBits = 6;
    const int Sub = 1 << SubBits;

    /// <summary>2^36 ns are 69 s; whatever is longer is counted as that, and kept whole in the maximum.</summary>
    const int TopBit = 36;

    readonly long[] _counts = new long[(TopBit - SubBits + 1) * Sub];
    long _maxNs;

    public long Count { get; private set; }

    /// <summary>Negative latencies count as 0.</summary>
    public void Record(long latencyNs)
    {
        if (latencyNs < 0) latencyNs = 0;
        _counts[Bucket(latencyNs)]++;
        Count++;
        if (latencyNs > _maxNs) _maxNs = latencyNs;
    }

    public void Clear()
    {
        Array.Clear(_counts);
        Count = _maxNs = 0;
    }

    /// <summary>The smallest figure that at least this share of the records does not exceed, rounded up to its bucket's end.</summary>
    public long PercentileNs(double share)
    {
        long wanted = Wanted(share), seen = 0;
        if (wanted == 0) return 0;
        for (int bucket = 0; bucket < _counts.Length; bucket++)
        {
            seen += _counts[bucket];
            if (seen >= wanted) return End(bucket);
        }
        return _maxNs;
    }

    /// <summary>Everything that is shown, in one pass over the buckets.</summary>
    public LatencySummary Summarise()
    {
        Span<long> wanted = [Wanted(0.5), Wanted(0.99), Wanted(0.999), Wanted(0.9999)];
        Span<long> found = stackalloc long[wanted.Length];
        found.Clear();
        if (Count == 0) return default;
        long seen = 0;
        int next = 0;
        for (int bucket = 0; next < wanted.Length; bucket++)
        {
            seen += _counts[bucket];
            while (next < wanted.Length && seen >= wanted[next]) found[next++] = End(bucket);
        }
        return new(Count, found[0], found[1], found[2], found[3], _maxNs);
    }

    long Wanted(double share) => Count == 0 ? 0 : Math.Clamp((long)Math.Ceiling(share * Count), 1, Count);

    static int Bucket(long ns)
    {
        if (ns < Sub) return (int)ns;
        int top = BitOperations.Log2((ulong)ns);
        if (top >= TopBit) return (TopBit - SubBits + 1) * Sub - 1;
        int shift = top - SubBits;
        // The top bit is in the row's number, the six after it in the column's.
        return (shift + 1) * Sub + (int)(ns >> shift) - Sub;
    }

    // The largest value that the bucket holds, but never more than was seen.
    long End(int bucket)
    {
        int row = bucket / Sub, column = bucket % Sub;
        long end = row == 0 ? column : ((long)(Sub + column + 1) << (row - 1)) - 1;
        return bucket == _counts.Length - 1 ? _maxNs : Math.Min(end, _maxNs);
    }
}
