using V2G.Linux.RealTime;

namespace V2G.Linux.Tests.RealTime;

public sealed class LatencyHistogramTests
{
    /// <summary>A bucket is 1/64 of its doubling wide.</summary>
    const double Accuracy = 1.0 / 64;

    [Theory]
    [InlineData(1, 100)]
    [InlineData(2, 9_999)]
    [InlineData(3, 10_000)]
    [InlineData(4, 250_000)]
    public void Percentiles_lie_within_a_bucket_above_those_of_the_sorted_data(int seed, int count)
    {
        Random random = new(seed);
        LatencyHistogram histogram = new();
        // From nanoseconds to seconds, as many in every decade.
        long[] data = [.. Enumerable.Range(0, count).Select(_ => (long)Math.Pow(10, 9.5 * random.NextDouble()))];
        foreach (long latency in data) histogram.Record(latency);
        Array.Sort(data);
        foreach (double share in (double[])[0.001, 0.1, 0.5, 0.9, 0.99, 0.999, 0.9999, 1])
        {
            long exact = data[Math.Max(0, (int)Math.Ceiling(share * count) - 1)], shown = histogram.PercentileNs(share);
            Assert.InRange(shown, exact, exact * (1 + Accuracy));
        }
        Assert.Equal(
            new(count, histogram.PercentileNs(0.5), histogram.PercentileNs(0.99), histogram.PercentileNs(0.999), histogram.PercentileNs(0.9999), data[^1]),
            histogram.Summarise());
    }

    [Fact]
    public void Every_edge_of_a_bucket_is_counted_in_its_own_doubling()
    {
        for (int bit = 0; bit < 62; bit++)
        {
            foreach (long latency in (long[])[(1L << bit) - 1, 1L << bit, (1L << bit) + 1])
            {
                LatencyHistogram histogram = new();
                histogram.Record(latency);
                // A longer one, so that the maximum does not cut the answer to the right one.
                histogram.Record(long.MaxValue);
                long shown = histogram.PercentileNs(0.5);
                Assert.True(shown >= latency, $"{latency}: {shown}");
                if (bit < 36) Assert.True(shown <= latency * (1 + Accuracy), $"{latency}: {shown}");
                Assert.Equal(long.MaxValue, histogram.Summarise().MaxNs);
            }
        }
    }

    [Fact]
    public void Nothing_recorded_is_shown_as_nothing_and_early_is_not_late()
    {
        LatencyHistogram histogram = new();
        Assert.Equal(default, histogram.Summarise());
        Assert.Equal(0, histogram.PercentileNs(0.5));
        histogram.Record(-5);
        Assert.Equal(new(1, 0, 0, 0, 0, 0), histogram.Summarise());
        histogram.Clear();
        Assert.Equal(default, histogram.Summarise());
    }
}
