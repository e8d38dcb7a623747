using V2G.Control.GridSupport;
using V2G.Control.Settings;

namespace V2G.Scenarios;

/// <summary>The volt-var loop closed through sensors, controller, inverter and grid: where it is quiet, and where it begins to oscillate.</summary>
public class LoopStabilityTests(ITestOutputHelper output)
{
    [Fact]
    public void Explore_edges()
    {
        foreach (double tr in (double[])[1, 5, 10])
        foreach ((double x, double xr, double p) in ((double, double, double)[])[(0.3, 1000, 0), (0.3, 1, 0), (0.6, 1000, 0), (0.6, 4, 0.5), (0.3, 2, 0.8), (0.05, 1, 1), (0.6, 1000, 0.6), (0.4, 1.5, 0.6)])
        {
            StabilityEdge edge = new(tr, x / xr, x, p);
            double k = edge.FindSlope();
            output.WriteLine($"Tr {tr} X {x} R {x / xr:0.000} P {p}: slope {k:0.0}, K {LoopGain.Of(k, x / xr, x, p):0.00}, predicted Kcrit {LoopGain.Margin(1, tr, LoopDelays.OfUnit(60)):0.00}");
        }
    }
}
