using V2G.Control.GridSupport;
using V2G.Control.Protection;
using V2G.Control.Settings;
using V2G.Firmware.Verbs;

namespace V2G.Scenarios;

/// <summary>The volt-var loop closed through controller, inverter and grid: where it is quiet, and where it begins to oscillate.</summary>
public class LoopStabilityTests(ITestOutputHelper output)
{
    static readonly double[] Responses = [1, 2, 5, 10, 30, 90];

    // A movement of reactive power counts as one from here on, pu of rating: on phasors without noise; and with 0.1 % of it on every
    // sample, where it is the movement from which the controller calls it support.
    const double QuietFloorPu = 1e-4, NoisyFloorPu = 0.005;

    // The steepest curve that Table 8 allows from nothing to all.
    static VoltVarSettings Aggressive(VoltVarSettings s) => s with { V1Pu = 0.98, V2Pu = 1, V3Pu = 1, V4Pu = 1.02 };

    static ControlSettings Settings(bool aggressive, double responseSeconds)
    {
        ControlSettings settings = Runs.Settings();
        VoltVarSettings curve = aggressive ? Aggressive(settings.VoltVar) : settings.VoltVar;
        return settings with { VoltVar = curve with { OpenLoopResponseSeconds = responseSeconds } };
    }

    public static TheoryData<double, double> Grids()
    {
        TheoryData<double, double> rows = [];
        foreach (double reactance in (double[])[0.01, 0.05, 0.2, 0.4, 0.6])
            foreach (double xOverR in (double[])[0.5, 1, 3, 10]) rows.Add(reactance, xOverR);
        return rows;
    }

    // As much active power as the grid carries without leaving the range in which the unit works.
    static double Carried(double resistance, double reactance) => Math.Min(0.8, 0.25 / Math.Sqrt(resistance * resistance + reactance * reactance));

    [Theory]
    [MemberData(nameof(Grids))]
    public void R_1_after_a_step_of_voltage_reactive_power_turns_at_most_once_per_response_time(double reactance, double xOverR)
    {
        double resistance = reactance / xOverR, z = Math.Sqrt(resistance * resistance + reactance * reactance), power = Carried(resistance, reactance);
        string row = "";
        foreach (bool aggressive in (bool[])[false, true])
        {
            foreach (double response in Responses)
            {
                foreach (double step in (double[])[-0.05, 0.05])
                {
                    double source = WaveformBench.SourceFor(resistance, reactance, power);
                    // Settled quickly, whatever the response that is looked at.
                    Bench bench = new(Settings(aggressive, 1), 1 / z, xOverR, 1, source, power);
                    bench.Run(5);
                    bench.Loop.Adopt(Settings(aggressive, response));
                    bench.Board.Source.MagnitudePu.StepTo(bench.NowSeconds, source + step);
                    SignChanges changes = new(QuietFloorPu);
                    double moved = 0, before = bench.Output.Command.VarInjectedPu;
                    bench.Run(2.5 * response, b =>
                    {
                        changes.Add(b.Output.Command.VarInjectedPu, b.NowSeconds);
                        moved = Math.Max(moved, Math.Abs(b.Output.Command.VarInjectedPu - before));
                    });
                    Assert.True(changes.MostWithin(response) <= 1, $"{(aggressive ? "aggressive" : "default")} curve, T {response} s, step {step}: {changes.Count} reversals, {changes.MostWithin(response)} within a response time");
                    Assert.True(moved > 0.02, $"nothing moved: {moved} pu");
                    Assert.Equal(Inhibits.None, bench.Loop.State.Inhibits);
                    row += $" {changes.Count}";
                }
            }
        }
        output.WriteLine($"X {reactance,4} X/R {xOverR,3} P {power:0.00}: reversals {row}");
    }

    [Theory]
    [InlineData(0.05, 1)]
    [InlineData(0.3, 2)]
    [InlineData(0.6, 4)]
    public void R_1_through_noisy_sensors_nothing_hunts_either(double reactance, double xOverR)
    {
        double resistance = reactance / xOverR, power = Carried(resistance, reactance);
        foreach (bool aggressive in (bool[])[false, true])
        {
            foreach (double response in (double[])[1, 5])
            {
                WaveformBench bench = new(Settings(aggressive, 1), resistance, reactance, power);
                bench.Run(5);
                bench.Loop.Adopt(Settings(aggressive, response));
                bench.Board.Source.MagnitudePu.StepTo(bench.NowSeconds, bench.Board.Source.MagnitudePu.Value - 0.05);
                SignChanges changes = new(NoisyFloorPu);
                bench.Run(3 * response, b => changes.Add(b.Output.Command.VarInjectedPu, b.NowSeconds));
                output.WriteLine($"X {reactance} X/R {xOverR} P {power:0.00} {(aggressive ? "aggressive" : "default")} T {response} s: {changes.Count} reversals above {NoisyFloorPu} pu");
                Assert.True(changes.MostWithin(response) <= 1);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void R_1_R_62_with_the_required_margin_reactive_power_turns_at_most_once_per_response_time_and_with_2_it_rings(double response)
    {
        const double Reactance = 0.3;
        double critical = LoopGain.Margin(LoopGain.Of(1, Reactance), response, LoopDelays.OfUnit(60));
        foreach (double margin in (double[])[16, 8, 4, 3, 2, 1.5])
        {
            ControlSettings settings = Settings(false, response);
            double slope = critical / margin, half = settings.QLimitPu / slope;
            settings = settings with { VoltVar = settings.VoltVar with { V1Pu = 1 - half, V2Pu = 1, V3Pu = 1, V4Pu = 1 + half } };
            WaveformBench bench = new(settings, 0, Reactance, noisePu: 0);
            bench.Run(0.3);
            double source = bench.Board.Source.MagnitudePu.Value, step = 0.4 * half;
            bench.Board.Source.MagnitudePu.StepTo(bench.NowSeconds, source - step);
            // 5 % of where it goes: the usual band in which something counts as settled.
            SignChanges changes = new(0.05 * step * slope / (1 + slope * Reactance));
            bench.Run(response, b => changes.Add(b.Output.Command.VarInjectedPu, b.NowSeconds));
            output.WriteLine($"T {response} s, gain margin {margin,4}: {changes.Count} reversals above 5 % of the movement within a response time");
            if (margin >= CurveVerbs.RequiredMargin) Assert.InRange(changes.Count, 0, 1);
            if (margin <= 2) Assert.True(changes.Count > 1);
        }
    }

    [Fact]
    public void R_1_R_62_the_predicted_edge_of_stability_is_within_20_percent_of_the_one_found()
    {
        output.WriteLine("Slope of the curve at which the loop begins to oscillate, pu/pu: found by halving with the whole controller, and predicted.");
        output.WriteLine("   T s    X pu    R pu    P pu    Hz      found  predicted   off    by X alone, without R and P");
        foreach (double response in (double[])[1, 2, 5, 10])
        {
            foreach ((double reactance, double resistance, double power, double hz) in (ReadOnlySpan<(double, double, double, double)>)
                [(0.01, 0.01, 1, 60), (0.05, 0.05, 0.8, 60), (0.3, 0, 0, 60), (0.3, 0.6, 0, 60), (0.3, 0.15, 0.8, 60), (0.6, 0, 0, 50), (0.6, 0.15, 0.5, 60), (0.6, 0.3, 0.5, 50)])
            {
                double found = new StabilityEdge(response, resistance, reactance, power, hz).FindSlope();
                double predicted = LoopGain.Margin(LoopGain.Of(1, resistance, reactance, power), response, LoopDelays.OfUnit(hz));
                double plain = LoopGain.Margin(LoopGain.Of(1, reactance), response, LoopDelays.OfUnit(hz));
                output.WriteLine($"{response,6} {reactance,7} {resistance,7} {power,7} {hz,5} {found,10:0.0} {predicted,10:0.0} {predicted / found - 1,6:+0%;-0%} {plain / found - 1,8:+0%;-0%}");
                Assert.InRange(predicted / found, 0.8, 1.2);
            }
        }
    }
}
