using V2G.Control.Measurement;
using V2G.Simulation.Waveforms;

namespace V2G.Control.Tests.Measurement;

/// <summary>What a sample that is no number, or beyond all range, does to the figures around it.</summary>
public class BrokenSamplesTests
{
    const double RateHz = 8000;
    const int Count = 8;

    readonly SignalSource _source = new(new TestSignal(), RateHz);
    readonly GridMeter _meter = new(new MeterSettings { RatedVoltAmperes = 3 * 13.231 * 277.12812921102037 });
    readonly double[] _block = new double[6 * Count];

    // The first sample of a channel in the block becomes the given one.
    void Block(int channel = 0, double? sample = null)
    {
        _source.Fill(_block, Count);
        if (sample is { } broken) _block[channel * Count] = broken;
        _meter.Process(new SampleBlock { EndTimeNs = (long)(_source.Number / RateHz * 1e9), SampleRateHz = RateHz, Count = Count, Samples = _block });
    }

    void Run(double seconds)
    {
        for (int k = 0; k < seconds * RateHz / Count; k++) Block();
    }

    bool NextReport()
    {
        for (long before = _meter.Report.Sequence; _meter.Report.Sequence == before;) Block();
        return _meter.Report.Valid;
    }

    [Fact]
    public void A_report_with_a_sample_that_is_no_number_in_it_is_not_valid_and_the_next_but_one_is()
    {
        Run(1);
        Assert.True(NextReport());
        Run(0.05);
        Block(1, double.NaN);
        Assert.False(NextReport());
        NextReport();
        Assert.True(NextReport());
    }

    [Fact]
    public void Energy_is_not_counted_from_cycles_that_are_not_valid()
    {
        Run(1);
        for (int k = 0; k < 30; k++) Block(0, double.NaN);
        double exported = _meter.Energy.ExportedKilowattHours;
        Assert.True(exported > 0);
        for (int k = 0; k < 1000; k++)
        {
            Block(0, double.NaN);
            Assert.False(_meter.Latest.Valid);
        }
        Assert.Equal(exported, _meter.Energy.ExportedKilowattHours);
    }

    [Theory]
    [InlineData(1e9)]
    [InlineData(-1e9)]
    public void A_sample_beyond_all_range_counts_as_the_bound_on_its_own_side(double sample)
    {
        Run(1);
        NextReport();
        Run(0.05);
        Block(0, sample);
        NextReport();
        // 16 pu over a block of 0.2 s; what it does to the window's length adds a little.
        Assert.Equal(Math.Sign(sample) * 16 / (0.2 * RateHz), _meter.Report.VoltageDcPu.A, 0.005);
    }

    [Fact]
    public void What_was_known_before_a_reset_is_not_shown_after_it()
    {
        MeterBench bench = new(new TestSignal { FrequencyHz = 58, HzPerSecond = 3, Events = [new(1) { HzPerSecond = 0 }] }, RateHz);
        bench.RunUntil(0.95);
        Assert.Equal(3, bench.Meter.Latest.RocofHzPerSecond, 0.1);
        bench.Meter.Reset();
        bench.RunUntil(1.05, () => Assert.Equal(0, bench.Meter.Latest.RocofHzPerSecond));
    }

    [Fact]
    public void A_phase_jump_is_shown_for_a_second()
    {
        MeterBench bench = new(new TestSignal { Events = [new(0.5) { JumpDegrees = 20 }] }, RateHz);
        bench.RunUntil(0.7);
        Assert.Equal(20 * Math.PI / 180, bench.Meter.Latest.PhaseJumpRadians, 0.02);
        bench.RunUntil(1.4);
        Assert.NotEqual(0, bench.Meter.Latest.PhaseJumpRadians);
        bench.RunUntil(1.8);
        Assert.Equal(0, bench.Meter.Latest.PhaseJumpRadians);
    }

    [Fact]
    public void Nothing_is_valid_before_the_rhythm_was_looked_for()
    {
        MeterBench bench = new(new TestSignal(), RateHz);
        List<bool> valid = [];
        bench.RunUntil(0.2, () => valid.Add(bench.Meter.Latest.Valid));
        Assert.False(valid[0]);
        Assert.True(valid[^1]);
        int first = valid.IndexOf(true);
        Assert.All(valid.Skip(first), Assert.True);
    }
}
