using V2G.Control.Measurement;
using V2G.Simulation.Waveforms;

namespace V2G.Control.Tests.Measurement;

/// <summary>Grids nobody thought of: everything drawn from a seed, which names the case when it fails.</summary>
public class RandomGridTests
{
    static readonly double[] Rates = [600, 800, 1000, 1200, 2400, 3200];

    sealed class Dice(ulong seed)
    {
        WhiteNoise _noise = new(seed * 7919 + 5);

        public double Between(double low, double high) => low + (high - low) * _noise.NextUniform();

        public bool Coin() => _noise.NextUniform() < 0.5;
    }

    static TestSignal Grid(Dice dice, ulong seed)
    {
        double nominal = dice.Coin() ? 50 : 60;
        int[] orders = [2, 3, 5, 7, 9, 11, 13];
        return new TestSignal
        {
            Phases = dice.Coin() ? 1 : 3,
            HasCurrent = false,
            LineNeutralVolts = 240,
            NominalHz = nominal,
            FrequencyHz = dice.Coin() ? nominal + dice.Between(-1, 1) : dice.Between(45.2, 65.8),
            StartDegrees = dice.Between(0, 360),
            VoltageTones = [.. orders.Select(order => new Tone(order, dice.Between(0, order == 2 ? 0.01 : 0.07), dice.Between(0, 360)))],
            NoisePu = dice.Coin() ? 0.001 : dice.Between(0, 0.01),
            DirectPu = dice.Between(-0.03, 0.03),
            Seed = seed,
        };
    }

    static SignalEvent[] Disturbance(Dice dice, TestSignal grid)
    {
        double at = 0.4 + dice.Between(0, 0.02), until = at + dice.Between(0, 0.3), depth = dice.Between(0, 1);
        double jump = dice.Between(-20, 20), most = grid.Phases == 1 ? 3 : 1;
        switch ((int)dice.Between(0, 4.999))
        {
            case 0: return [new(at) { JumpDegrees = most * jump }];
            case 1: return [new(at) { VoltagePu = (depth, depth, depth), JumpDegrees = jump }, new(until) { VoltagePu = (1, 1, 1), JumpDegrees = -jump }];
            case 2: return [new(at) { VoltagePu = (depth, dice.Between(0, 1), dice.Between(0.3, 1)), JumpDegrees = jump / 2 }, new(until) { VoltagePu = (1, 1, 1) }];
            case 3: return [new(at) { FrequencyHz = Math.Clamp(grid.FrequencyHz + dice.Between(-3, 3), 45.2, 65.8) }];
            default: return [new(at) { HzPerSecond = grid.FrequencyHz < 48 ? 3 : grid.FrequencyHz > 63 ? -3 : dice.Between(-3, 3) }];
        }
    }

    [Fact]
    public void R_90_no_disturbance_of_a_grid_is_taken_for_a_loss_of_its_rhythm()
    {
        for (ulong seed = 1; seed <= 120; seed++)
        {
            var dice = new Dice(seed);
            TestSignal grid = Grid(dice, seed);
            grid = grid with { Events = Disturbance(dice, grid) };
            var bench = new MeterBench(grid, Rates[seed % 6]);
            double locked = double.NaN, relocked = double.NaN, last = grid.Events[^1].AtSeconds;
            bench.RunUntil(last + 0.4, () =>
            {
                SyncState sync = bench.Meter.Latest.Sync;
                Assert.True(sync != SyncState.Lost, $"seed {seed}: lost at {bench.Now}");
                if (sync == SyncState.Locked && double.IsNaN(locked)) locked = bench.Now;
                if (sync != SyncState.Locked) relocked = double.NaN;
                else if (bench.Now > last && double.IsNaN(relocked)) relocked = bench.Now - last;
            });
            Assert.True(locked < 0.1, $"seed {seed}: locked after {locked} s");
            Assert.True(relocked < 0.1, $"seed {seed}: locked again after {relocked} s");
            double truth = bench.FrequencySeen(bench.Window.To - 3 * (bench.Window.To - bench.Window.From));
            Assert.True(Math.Abs(bench.Meter.Latest.FrequencyHz - truth) < 0.05, $"seed {seed}: {bench.Meter.Latest.FrequencyHz} Hz for {truth} Hz");
        }
    }

    [Fact]
    public void R_90_every_loss_of_rhythm_is_seen_within_100_ms_and_never_taken_for_a_grid()
    {
        for (ulong seed = 1; seed <= 120; seed++)
        {
            var dice = new Dice(seed + 1000);
            TestSignal grid = Grid(dice, seed);
            double at = 0.3 + dice.Between(0, 0.02), rate = Rates[seed % 6], low = dice.Between(20, 44.5), high = dice.Between(66.5, 0.35 * rate);
            var loss = new SignalEvent(at);
            loss = (int)dice.Between(0, 3.999) switch
            {
                0 => loss with { Content = SignalContent.Noise },
                1 => loss with { Content = SignalContent.Direct },
                2 => loss with { FrequencyHz = low },
                _ => loss with { FrequencyHz = high },
            };
            var bench = new MeterBench(grid with { Events = [loss] }, rate);
            double lost = double.NaN;
            bench.RunUntil(0.8, () =>
            {
                SyncState sync = bench.Meter.Latest.Sync;
                if (sync == SyncState.Lost && double.IsNaN(lost)) lost = bench.Now - at;
                Assert.True(bench.Now < at + 0.1 || sync != SyncState.Locked, $"seed {seed}: locked to {loss}");
            });
            Assert.True(lost is > 0 and < 0.1, $"seed {seed}: lost after {lost} s ({loss})");
        }
    }
}
