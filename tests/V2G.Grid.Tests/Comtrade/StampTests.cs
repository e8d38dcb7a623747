using V2G.Grid.Comtrade;

namespace V2G.Grid.Tests.Comtrade;

/// <summary>Files without sampling rates, whose stamps jitter, jump or have gaps.</summary>
public class StampTests
{
    static Recording Read(long[] microseconds)
    {
        string dat = string.Concat(microseconds.Select((t, i) => $"{i + 1},{t},{i % 7},0\n"));
        return Samples.Read(Samples.Cfg("ASCII", $"0\n0,{microseconds.Length}"), dat);
    }

    [Fact]
    public void Jittering_stamps_give_one_segment_with_the_mean_rate()
    {
        Random random = new(3);
        Recording recording = Read([.. Enumerable.Range(0, 2000).Select(i => i * 250L + random.Next(-40, 41) + 40)]);
        Assert.Equal(4000, Assert.Single(recording.Segments).RateHz, 4.0);
        Assert.Equal(2000, recording.Segments[0].Count);
    }

    [Fact]
    public void Stamps_in_whole_milliseconds_give_the_rate_of_the_samples()
    {
        Recording recording = Read([.. Enumerable.Range(0, 3000).Select(i => (long)(i / 1.2) * 1000)]);
        Assert.Equal(1200, Assert.Single(recording.Segments).RateHz, 2.0);
    }

    [Fact]
    public void A_gap_and_a_change_of_rate_are_found_among_jittering_stamps()
    {
        Random random = new(4);
        List<long> times = [];
        double at = 100;
        for (int i = 0; i < 900; i++, at += i < 300 ? 250 : i == 300 ? 2_000_000 : i < 600 ? 250 : 1000) times.Add((long)at + random.Next(-30, 31));
        IReadOnlyList<RateSegment> segments = Read([.. times]).Segments;
        Assert.Equal(900, segments.Sum(s => s.Count));
        Assert.Contains(segments, s => s.Count == 1 && s.RateHz < 1);
        Assert.Equal(4000, segments[0].RateHz, 20.0);
        Assert.Equal(1000, segments[^1].RateHz, 10.0);
        Assert.InRange(segments.Count, 4, 5);
        Assert.InRange(segments[^1].FirstSample, 597, 603);
    }

    [Fact]
    public void One_rate_of_0_means_that_the_stamps_tell()
    {
        Recording recording = Samples.Read(Samples.Cfg("ASCII", "1\n0,3"), "1,0,1,0\n2,500,2,0\n3,1000,3,0\n");
        Assert.Equal([new RateSegment(2000, 0, 3)], recording.Segments);
        Assert.Contains(recording.Notes, n => n.Contains("a sampling rate of 0", StringComparison.Ordinal));
    }
}
