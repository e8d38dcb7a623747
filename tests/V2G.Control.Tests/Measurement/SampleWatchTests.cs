using V2G.Control.Measurement;
using V2G.Control.Protection;

namespace V2G.Control.Tests.Measurement;

/// <summary>R-57: a lost or stuck converter is 0x91 within two blocks. Blocks of 16 scans of six channels, one a millisecond.</summary>
public class SampleWatchTests
{
    const int Channels = 6, Scans = 16;
    const long BlockNs = 1_000_000;
    const double RateHz = 16_000;

    /// <summary>A converter before a dead grid: nothing but its own noise of half a digit.</summary>
    sealed class Noise
    {
        readonly Random _random = new(3);

        public double[] Next() => [.. Enumerable.Range(0, Channels * Scans).Select(_ => Math.Round(_random.NextDouble() + _random.NextDouble() - 1))];
    }

    readonly SampleWatch _watch = new(Channels, RateHz, BlockNs);
    readonly Noise _noise = new();
    long _nowNs = 7_000_000_000;

    SampleVerdict Silence()
    {
        _nowNs += BlockNs;
        return _watch.Step(_nowNs, default, SampleTiming.Steady);
    }

    SampleVerdict Block(double[] samples, SampleTiming timing = SampleTiming.Steady, long ageNs = 0)
    {
        _nowNs += BlockNs;
        return _watch.Step(_nowNs, new SampleBlock { EndTimeNs = _nowNs - ageNs, SampleRateHz = RateHz, Count = samples.Length / Channels, Samples = samples }, timing);
    }

    SampleVerdict Good(int blocks = 1)
    {
        SampleVerdict verdict = default;
        for (int n = 0; n < blocks; n++) verdict = Block(_noise.Next());
        return verdict;
    }

    [Fact]
    public void A_converter_that_falls_silent_is_lost_with_the_second_block_that_does_not_come()
    {
        Assert.Equal(SampleVerdict.Good, Good(1000));
        Assert.Equal(SampleVerdict.Good, Silence());
        Assert.Equal(SampleVerdict.Lost, Silence());
        Assert.Equal(1, _watch.Failures);
    }

    [Fact]
    public void A_converter_that_never_speaks_is_lost_from_the_third_tick_on()
    {
        Assert.Equal(SampleVerdict.Good, Silence());
        Assert.Equal(SampleVerdict.Good, Silence());
        Assert.Equal(SampleVerdict.Lost, Silence());
    }

    [Fact]
    public void A_converter_that_is_stuck_is_told_with_the_second_whole_block()
    {
        double[] stuck = new double[Channels * Scans];
        for (int channel = 0; channel < Channels; channel++) Array.Fill(stuck, 311 - channel, channel * Scans, Scans);
        Assert.Equal(SampleVerdict.Good, Good(1000));
        Assert.Equal(SampleVerdict.Good, Block(stuck));
        Assert.Equal(SampleVerdict.Stuck, Block(stuck));
    }

    [Fact]
    public void A_dead_grid_before_a_converter_that_lives_is_no_stuck_converter() => Assert.Equal(SampleVerdict.Good, Good(100_000));

    [Fact]
    public void As_long_as_one_channel_moves_the_converter_lives()
    {
        for (int n = 0; n < 100; n++)
        {
            double[] samples = new double[Channels * Scans];
            samples[5 * Scans + n % Scans] = 1;
            Assert.Equal(SampleVerdict.Good, Block(samples));
        }
    }

    [Theory]
    [InlineData(SampleTiming.Gap)]
    [InlineData(SampleTiming.Backwards)]
    [InlineData(SampleTiming.OffRate)]
    public void Stamps_that_cannot_be_are_a_loss_at_once(SampleTiming timing) => Assert.Equal(SampleVerdict.Lost, Block(_noise.Next(), timing));

    [Theory]
    [InlineData(2_000_000)]
    [InlineData(-1_500_000)]
    [InlineData(-1_700_000_000_000_000_000)]
    public void Scans_that_are_old_or_of_another_clock_are_a_loss(long ageNs) => Assert.Equal(SampleVerdict.Lost, Block(_noise.Next(), ageNs: ageNs));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void What_is_no_number_is_told_at_once(double value)
    {
        double[] samples = _noise.Next();
        samples[^1] = value;
        Assert.Equal(SampleVerdict.NotNumbers, Block(samples));
    }

    [Fact]
    public void What_was_found_holds_until_64_good_blocks_have_come_in_a_row()
    {
        Good(10);
        Silence();
        Silence();
        Assert.Equal(SampleVerdict.Lost, Good(SampleWatch.CleanBlocks - 1));
        Block(_noise.Next(), SampleTiming.Gap);
        Assert.Equal(SampleVerdict.Lost, Good(SampleWatch.CleanBlocks - 1));
        Assert.Equal(SampleVerdict.Good, Good());
        Assert.Equal(1, _watch.Failures);
    }

    [Fact]
    public void A_slow_converter_has_blocks_of_sixteen_scans_whatever_the_tick()
    {
        SampleWatch watch = new(2, 800, BlockNs);
        Assert.Equal((16, 20_000_000), (watch.BlockScans, watch.BlockNs));
    }

    [Fact]
    public void Watching_allocates_nothing()
    {
        double[] samples = _noise.Next();
        Block(samples);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int n = 0; n < 100; n++) Block(samples);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void R_57_gates_are_off_and_0x91_is_present_within_two_blocks_of_a_lost_or_stuck_converter(bool lost)
    {
        ControlLoop loop = new(ControllerBench.Quick(), new MeterSettings { RatedVoltAmperes = 11_000 }, Scans);
        TickInputs input = new() { DtSeconds = 0.001, Calibrated = true, CurveAccepted = true };
        double[] samples = new double[Channels * Scans];
        Random noise = new(1);
        long n = 0;
        Assert.True(Ticks(500, live: true, brings: true).Command.GateEnable is false);
        loop.AssumeInService();
        Assert.True(Ticks(100, live: true, brings: true).Command.GateEnable);
        Assert.True(Ticks(1, live: false, brings: !lost).Command.GateEnable);
        Assert.False(Ticks(1, live: false, brings: !lost).Command.GateEnable);
        Assert.True(loop.State.Faults.IsPresent(FaultCode.SensorPlausibility));
        Assert.True(loop.State.Inhibits.HasFlag(Inhibits.SensorPlausibility));
        Ticks(2000, live: true, brings: true);
        Assert.False(loop.State.Faults.IsPresent(FaultCode.SensorPlausibility));
        Assert.False(loop.State.Inhibits.HasFlag(Inhibits.SensorPlausibility));

        TickOutputs Ticks(int ticks, bool live, bool brings)
        {
            TickOutputs output = default;
            for (int k = 0; k < ticks; k++)
            {
                n++;
                for (int i = 0; i < samples.Length && live; i++)
                {
                    double angle = 2 * Math.PI * (60 * (n * Scans + i % Scans) / RateHz - i / Scans % 3 / 3.0);
                    samples[i] = (i / Scans < 3 ? 391.9 : 5) * Math.Cos(angle) + 0.1 * noise.NextDouble();
                }
                // What is stuck holds its last scan.
                for (int i = 0; i < samples.Length && !live; i++) samples[i] = samples[i / Scans * Scans + Scans - 1];
                input.TimeNs = n * BlockNs;
                SampleBlock block = brings ? new() { EndTimeNs = input.TimeNs, SampleRateHz = RateHz, Count = Scans, Samples = samples } : default;
                input.MeasurementImplausible = _watch.Step(input.TimeNs, block, SampleTiming.Steady) != SampleVerdict.Good;
                if (brings) loop.Tick(block, input, out output);
                else loop.Tick(input, out output);
            }
            return output;
        }
    }
}
