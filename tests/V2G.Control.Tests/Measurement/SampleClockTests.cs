using V2G.Control.Measurement;

namespace V2G.Control.Tests.Measurement;

/// <summary>The converter's rate and its missing scans, found from time stamps alone.</summary>
public class SampleClockTests
{
    const double NominalHz = 16_000;
    const int Scans = 16;

    /// <summary>Stamps of a converter with its own rate, and with processors that are late to stamp.</summary>
    sealed class Stamps(double rateHz, double lateNs = 0)
    {
        readonly Random _random = new(7);
        double _atNs = 5e15;

        public void Skip(double scans) => _atNs += scans * 1e9 / rateHz;

        public long[] Next(int scans = Scans) => [.. Enumerable.Range(0, scans).Select(_ =>
        {
            _atNs += 1e9 / rateHz;
            return (long)(_atNs + lateNs * _random.NextDouble());
        })];
    }

    [Theory]
    [InlineData(16_000, 0, 1e-9)]
    [InlineData(16_000, 20_000, 1e-5)]
    [InlineData(16_003.2, 20_000, 1e-5)]
    [InlineData(15_760, 10_000, 1e-4)]
    [InlineData(16_240, 10_000, 1e-4)]
    public void The_rate_is_found_from_the_stamps_though_they_come_late(double rateHz, double lateNs, double share)
    {
        SampleClock clock = new(NominalHz);
        Stamps stamps = new(rateHz, lateNs);
        for (int n = 0; n < 30_000; n++) Assert.Equal(SampleTiming.Steady, clock.Take(stamps.Next()));
        Assert.InRange(clock.RateHz / rateHz - 1, -share, share);
    }

    [Fact]
    public void The_rate_does_not_move_with_what_single_blocks_say()
    {
        SampleClock clock = new(NominalHz);
        Stamps stamps = new(NominalHz, lateNs: 40_000);
        for (int n = 0; n < 5_000; n++)
        {
            Assert.Equal(SampleTiming.Steady, clock.Take(stamps.Next()));
            Assert.InRange(clock.RateHz / NominalHz - 1, -2e-4, 2e-4);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(700)]
    public void Missing_scans_are_noticed_in_the_next_block_even_a_single_one(int missing)
    {
        SampleClock clock = new(NominalHz);
        Stamps stamps = new(16_001, lateNs: 10_000);
        for (int n = 0; n < 2_000; n++) clock.Take(stamps.Next());
        stamps.Skip(missing);
        Assert.Equal(SampleTiming.Gap, clock.Take(stamps.Next()));
        Assert.Equal(SampleTiming.Steady, clock.Take(stamps.Next()));
    }

    [Fact]
    public void A_scan_that_is_missing_inside_a_block_is_noticed_one_block_later()
    {
        SampleClock clock = new(NominalHz);
        Stamps stamps = new(NominalHz);
        for (int n = 0; n < 100; n++) clock.Take(stamps.Next());
        long[] first = stamps.Next(8);
        stamps.Skip(1);
        Assert.Equal(SampleTiming.Steady, clock.Take([.. first, .. stamps.Next(8)]));
        Assert.Equal(SampleTiming.Gap, clock.Take(stamps.Next()));
        Assert.Equal(SampleTiming.Steady, clock.Take(stamps.Next()));
    }

    [Fact]
    public void A_single_late_stamp_is_no_gap_and_costs_nothing_afterwards()
    {
        SampleClock clock = new(NominalHz);
        Stamps stamps = new(NominalHz);
        for (int n = 0; n < 100; n++) clock.Take(stamps.Next());
        for (int n = 0; n < 100; n++)
        {
            long[] block = stamps.Next();
            block[^1] += 60_000;
            Assert.Equal(SampleTiming.Steady, clock.Take(block));
        }
        Assert.InRange(clock.RateHz, NominalHz - 0.01, NominalHz + 0.01);
    }

    [Fact]
    public void Stamps_that_stand_still_or_go_back_are_told()
    {
        SampleClock clock = new(NominalHz);
        Stamps stamps = new(NominalHz);
        clock.Take(stamps.Next());
        long[] still = stamps.Next();
        Array.Fill(still, still[0]);
        Assert.Equal(SampleTiming.Backwards, clock.Take(still));
        Assert.Equal(SampleTiming.Backwards, clock.Take([.. stamps.Next().Reverse()]));
        Assert.Equal(SampleTiming.Backwards, clock.Take([long.MinValue, long.MaxValue]));
        Assert.True(double.IsFinite(clock.RateHz));
    }

    [Theory]
    [InlineData(16_500)]
    [InlineData(15_500)]
    [InlineData(12_800)]
    [InlineData(20_000)]
    public void A_converter_at_another_rate_than_it_is_said_to_have_is_told_within_seconds(double rateHz)
    {
        SampleClock clock = new(NominalHz);
        Stamps stamps = new(rateHz);
        for (int n = 0; n < 20_000; n++) clock.Take(stamps.Next());
        for (int n = 0; n < 100; n++) Assert.NotEqual(SampleTiming.Steady, clock.Take(stamps.Next()));
        Assert.InRange(clock.RateHz, NominalHz * (1 - SampleClock.MostDeviation - 1e-9), NominalHz * (1 + SampleClock.MostDeviation + 1e-9));
    }
}
