using V2G.Control.GridSupport;
using V2G.Simulation.Feeder;

namespace V2G.Control.Tests.GridSupport;

public class LoopGainTests
{
    // The loop itself, in small steps: a lag of τ = T/2.3 whose output comes back −K-fold after the delay. Grows or dies?
    static double Growth(double gain, double responseSeconds, double delaySeconds)
    {
        const int perDelay = 400;
        double decay = Math.Exp(-delaySeconds / perDelay / (responseSeconds / 2.3));
        var past = new double[perDelay];
        double x = 1, early = 0, late = 0;
        int steps = 200 * perDelay;
        for (int k = 0; k < steps; k++)
        {
            double input = -gain * past[k % perDelay];
            past[k % perDelay] = x;
            x = input + (x - input) * decay;
            if (k >= steps / 4 && k < steps / 2) early = Math.Max(early, Math.Abs(x));
            if (k >= 3 * steps / 4) late = Math.Max(late, Math.Abs(x));
        }
        return late / early;
    }

    [Theory]
    [InlineData(1, 0.02)]
    [InlineData(5, 0.0227)]
    [InlineData(10, 0.026)]
    [InlineData(1, 0.5)]
    public void R_62_the_gain_margin_is_where_the_closed_loop_begins_to_oscillate(double response, double delay)
    {
        double critical = LoopGain.Margin(1, response, new LoopDelays(delay));
        Assert.True(Growth(0.95 * critical, response, delay) < 1);
        Assert.True(Growth(1.05 * critical, response, delay) > 1);
        Assert.Equal(critical / 0.5, LoopGain.Margin(0.5, response, new LoopDelays(delay)), 1e-9);
    }

    [Fact]
    public void A_loop_without_gain_never_oscillates() => Assert.Equal(double.PositiveInfinity, LoopGain.Margin(0, 5, new LoopDelays(0.02)));

    [Theory]
    [InlineData(0, 0.05, 1, 0)]
    [InlineData(0.1, 0.1, 0.9, 0.2)]
    [InlineData(0.3, 0.3, 0.7, -0.3)]
    [InlineData(0.15, 0.6, 0.5, 0)]
    [InlineData(0.15, 0.6, -0.5, 0.3)]
    [InlineData(1.2, 0.6, 0, 0)]
    public void R_62_what_reactive_power_does_to_the_voltage_is_what_a_solved_grid_says_with_resistance_and_power(double r, double x, double p, double q)
    {
        // The source with which the terminal has 1 pu while P and Q flow.
        double source = Math.Sqrt(Math.Pow(1 - (r * p + x * q), 2) + Math.Pow(x * p - r * q, 2));
        double Terminal(double more)
        {
            RadialFeeder feeder = RadialFeeder.Thevenin(22_000, r, x);
            feeder.SetInjection(0, p, q + more);
            Assert.True(feeder.Solve(new(source, 0)));
            return feeder.Voltage(0).Magnitude;
        }
        Assert.Equal(1, Terminal(0), 1e-6);
        Assert.Equal((Terminal(1e-4) - Terminal(-1e-4)) / 2e-4, LoopGain.Of(1, r, x, p, q), 1e-4);
        Assert.Equal(LoopGain.Of(7, x), LoopGain.Of(7, r, x, 0), 1e-12);
    }

    [Fact]
    public void Beyond_its_collapse_a_grid_has_no_margin() => Assert.Equal(0, LoopGain.Margin(LoopGain.Of(7, 0.8, 0.8, 0.9), 5, LoopDelays.OfUnit(60)));
}
