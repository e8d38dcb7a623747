using V2G.Control.Arithmetic;

namespace V2G.Control.GridSupport;

/// <summary>What stands in the loop besides the response itself, each as it acts: a delay, averages over a time, a lag. Seconds.</summary>
/// <param name="PureSeconds">Passes everything, later.</param>
/// <param name="WindowSeconds">An average over this time: later by half of it, and a swing that is not slow against it is made smaller.</param>
/// <param name="HoldSeconds">A figure that stands until the next one: the same.</param>
/// <param name="LagSeconds">Time constant of a first-order lag.</param>
public readonly record struct LoopDelays(double PureSeconds, double WindowSeconds = 0, double HoldSeconds = 0, double LagSeconds = 0)
{
    /// <summary>
    /// This unit on a grid of a frequency: RMS over one cycle, a new figure every half cycle, two ticks (the command acts in the tick
    /// after its samples) and the few samples that the measurement looks ahead, an inverter's current loop of 5 ms.
    /// </summary>
    public static LoopDelays OfUnit(double nominalFrequencyHz) => new(0.001, 1 / nominalFrequencyHz, 0.5 / nominalFrequencyHz, 0.005);
}

/// <summary>
/// The volt-var loop closed through the grid: the curve's slope times the grid's dV/dQ is the gain, the open-loop response the lag,
/// and what measuring and the inverter take the delay. Linear theory around the steepest part of the curve.
/// </summary>
public static class LoopGain
{
    /// <summary>Gain of the loop for a grid of reactance X and no active power: dV/dQ is X there, whatever the resistance.</summary>
    /// <param name="slopePu">Steepest fall of the curve, pu of Q per pu of V.</param>
    /// <param name="gridReactancePu">Reactance between the unit and the stiff grid, pu on the unit's rating.</param>
    public static double Of(double slopePu, double gridReactancePu) => slopePu * gridReactancePu;

    /// <summary>
    /// The same with power flowing. From E² = V² − 2(RP + XQ) + Z²(P² + Q²)/V² at V = 1: dV/dQ = (X − Z²Q)/(1 − Z²S²). So resistance
    /// counts only with power: it adds to Z, and both make a weak grid weaker than X says, up to its collapse at Z·S = 1.
    /// </summary>
    /// <param name="activePowerPu">Active power, either sign, pu.</param>
    /// <param name="varInjectedPu">Reactive power, + = injected, pu.</param>
    public static double Of(double slopePu, double gridResistancePu, double gridReactancePu, double activePowerPu, double varInjectedPu = 0)
    {
        double z2 = gridResistancePu * gridResistancePu + gridReactancePu * gridReactancePu;
        double left = 1 - z2 * (activePowerPu * activePowerPu + varInjectedPu * varInjectedPu);
        return left > 0 ? slopePu * (gridReactancePu - z2 * varInjectedPu) / left : double.PositiveInfinity;
    }

    /// <summary>
    /// Gain margin: by what factor the loop gain could rise before the loop oscillates. At ω the phase of everything together
    /// reaches −180°; the critical gain is the inverse of what everything together leaves of a swing there. Averages and lags count
    /// with their own gain, not as mere delays: the swing at the edge has a period of some four times the delay, which one cycle's
    /// average already makes smaller by a seventh.
    /// </summary>
    public static double Margin(double loopGain, double openLoopResponseSeconds, in LoopDelays delays)
    {
        double tau = openLoopResponseSeconds / 2.3, mean = delays.PureSeconds + (delays.WindowSeconds + delays.HoldSeconds) / 2;
        // Beyond the first zero of an average nothing passes.
        double low = 0, high = 2 * Math.PI / Math.Max(2 * mean, Math.Max(delays.WindowSeconds, delays.HoldSeconds));
        for (int i = 0; i < 60; i++)
        {
            double mid = (low + high) / 2;
            if (Elementary.Atan2(mid * tau, 1) + Elementary.Atan2(mid * delays.LagSeconds, 1) + mid * mean < Math.PI) low = mid;
            else high = mid;
        }
        double left = Average(low * delays.WindowSeconds / 2) * Average(low * delays.HoldSeconds / 2)
            / Math.Sqrt((1 + low * low * tau * tau) * (1 + low * low * delays.LagSeconds * delays.LagSeconds));
        return loopGain > 0 ? 1 / (left * loopGain) : double.PositiveInfinity;
    }

    // What an average leaves of a swing whose phase turns by twice this during it.
    static double Average(double radians) => radians > 1e-6 ? Elementary.Sin(radians) / radians : 1;
}
