using V2G.Control.GridSupport;

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
}
