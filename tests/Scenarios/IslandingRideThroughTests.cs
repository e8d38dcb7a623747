using V2G.Control.Protection;
using V2G.Control.Settings;
using V2G.Simulation;

namespace V2G.Scenarios;

/// <summary>Disturbances that must not be taken for an island.</summary>
public class IslandingRideThroughTests(ITestOutputHelper output)
{
    public static TheoryData<AbnormalCategory, double, double, double> Grids() => new()
    {
        // Category, X, X/R, active power: the weaker the grid, the less it can carry.
        { AbnormalCategory.III, 0.01, 3, 1 }, { AbnormalCategory.III, 0.1, 1, 0.8 }, { AbnormalCategory.III, 0.3, 2, 0.6 }, { AbnormalCategory.III, 0.6, 4, 0.5 },
        { AbnormalCategory.II, 0.05, 2, 0.9 }, { AbnormalCategory.II, 0.6, 8, 0.4 }, { AbnormalCategory.I, 0.2, 1, 0.6 },
    };

    [Theory]
    [MemberData(nameof(Grids))]
    public void R_13_no_disturbance_that_must_be_ridden_through_is_taken_for_an_island(AbnormalCategory category, double reactance, double xOverR, double activePu)
    {
        foreach (bool active in (bool[])[true, false])
        {
            ControlSettings settings = Runs.Settings(category);
            settings = settings with { Islanding = settings.Islanding with { Active = active } };
            ulong seed = (ulong)(1 + reactance * 1000);
            WaveformBench bench = new(settings, reactance / xOverR, reactance, activePu, seed: seed);
            Disturbances disturbances = new(bench, category, SeededRandom.For(seed, 7));
            int count = 0, others = 0;
            double greatest = 0, began = bench.NowSeconds;
            int[] answers = new int[Disturbances.Kinds.Length];
            for (int n = 0; n < 144; n++)
            {
                int kind = n % Disturbances.Kinds.Length;
                bench.Run(disturbances.Next(kind), b =>
                {
                    Islanding islanding = b.Loop.State.Islanding;
                    greatest = Math.Max(greatest, Math.Abs(islanding.PerturbationPu));
                    answers[kind] = Math.Max(answers[kind], islanding.Answers);
                    Assert.False(b.Loop.State.Faults.IsShown(FaultCode.Island), $"{Disturbances.Kinds[kind]} at {b.NowSeconds:0.000} s was taken for an island");
                });
                count++;
                if (bench.Loop.State.Service.Energised) continue;
                // Another protection had its say: from there on anew.
                others++;
                bench.Run(0.3);
                bench.Loop.AssumeInService();
            }
            output.WriteLine($"{category} X {reactance} X/R {xOverR} P {activePu} active {active}: {count} disturbances in {bench.NowSeconds - began:0} s, {others} other trips, perturbed by {greatest:0.0000} pu at most, answers {string.Join(' ', answers)}");
            Assert.True(greatest <= settings.Islanding.PerturbationPu);
            if (!active) Assert.Equal(0, greatest);
        }
    }

    [Theory]
    [InlineData(0.01, 3, 1)]
    [InlineData(0.6, 4, 0.5)]
    [InlineData(0.3, 0.5, 0.3)]
    public void R_13_on_a_grid_the_perturbation_is_lost_in_the_noise_and_does_not_make_the_reactive_power_hunt(double reactance, double xOverR, double activePu)
    {
        ControlSettings settings = Runs.Settings();
        WaveformBench bench = new(settings, reactance / xOverR, reactance, activePu);
        double greatest = 0, squares = 0;
        int ticks = 0;
        bench.Run(1);
        bench.Run(10, Still);
        double still = greatest, rms = Math.Sqrt(squares / ticks);

        // A step that volt-var answers: reactive power goes one way, perturbed or not.
        bench.Board.Source.MagnitudePu.StepTo(bench.NowSeconds, bench.Board.Source.MagnitudePu.Value - 0.04);
        SignChanges changes = new(floorPu: 0.002);
        bench.Run(10, b => changes.Add(b.Output.Command.VarInjectedPu));
        output.WriteLine($"X {reactance} X/R {xOverR} P {activePu}: perturbation {rms:0.000000} pu RMS, {still:0.000000} pu at most; {changes.Count} reversals after a step");
        Assert.InRange(still, 1e-9, 0.002);
        Assert.InRange(changes.Count, 0, 1);
        Assert.False(bench.Loop.State.Faults.Any);

        void Still(WaveformBench b)
        {
            double q = b.Loop.State.Islanding.PerturbationPu;
            greatest = Math.Max(greatest, Math.Abs(q));
            squares += q * q;
            ticks++;
        }
    }
}
