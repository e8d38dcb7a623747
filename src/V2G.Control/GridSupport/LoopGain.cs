using V2G.Control.Arithmetic;

namespace V2G.Control.GridSupport;

/// <summary>
/// The volt-var loop closed through the grid: the curve's slope times the grid's dV/dQ is the gain, the open-loop response the lag,
/// and what measuring and the inverter take the delay. Linear theory around the steepest part of the curve.
/// </summary>
public static class LoopGain
{
    /// <summary>One-cycle window and half-cycle refresh, a tick, and the inverter's own response, s, on a grid of this frequency.</summary>
    public static double DelaySeconds(double nominalFrequencyHz) => 1.0 / nominalFrequencyHz + 0.001 + 0.005;

    /// <summary>Change of voltage by reactive power at the terminal, pu per pu of rating, for a grid of reactance X (pu on the unit's rating).</summary>
    /// <param name="slopePu">Steepest fall of the curve, pu of Q per pu of V.</param>
    /// <param name="gridReactancePu">Reactance between the unit and the stiff grid, pu on the unit's rating.</param>
    public static double Of(double slopePu, double gridReactancePu) => slopePu * gridReactancePu;

    /// <summary>
    /// Gain margin: by what factor the loop gain could rise before the loop oscillates. The phase of lag and delay together
    /// reaches −180° at ω with atan(ωτ) + ωT_d = π; the gain there is K/√(1 + ω²τ²).
    /// </summary>
    public static double Margin(double loopGain, double openLoopResponseSeconds, double delaySeconds)
    {
        double tau = openLoopResponseSeconds / 2.3;
        double low = 0, high = Math.PI / delaySeconds;
        for (int i = 0; i < 60; i++)
        {
            double mid = (low + high) / 2;
            if (Elementary.Atan2(mid * tau, 1) + mid * delaySeconds < Math.PI) low = mid;
            else high = mid;
        }
        double critical = Math.Sqrt(1 + low * low * tau * tau);
        return loopGain > 0 ? critical / loopGain : double.PositiveInfinity;
    }
}
