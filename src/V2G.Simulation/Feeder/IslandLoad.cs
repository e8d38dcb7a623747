using V2G.Control.Arithmetic;

namespace V2G.Simulation.Feeder;

/// <summary>
/// What is left of the grid once its switch has opened: a parallel R, L and C that one inverter feeds (IEEE 1547.1-2020 5.10). The
/// grid's voltage and frequency are gone; those of the island are what balances power.
/// <para>
/// Active: the resistor takes V²·P, so V settles where I = V·P. The capacitor is charged on the way: seen by the envelope, a parallel
/// circuit of quality factor Q_f has the time constant 2·Q_f/ω (5 ms at 60 Hz for Q_f = 1).
/// Reactive: capacitor and inductor take V²·(q_L·f₀/f − q_C·f/f₀), and the frequency is where that is what the inverter injects. Too
/// much injected: the inductor must take more, so the frequency falls. The circuit itself follows within that same time constant;
/// the inverter's current keeps its angle to the voltage through a phase-locked loop, which is the slower part and the lag that is
/// modelled. A directly coupled motor in the load makes it slower still (<paramref name="frequencyLagSeconds"/>).
/// </para>
/// </summary>
/// <param name="activePu">Active power that the load takes at nominal voltage, pu.</param>
/// <param name="varPu">Reactive power that inductor and capacitor together take at nominal voltage and frequency, pu.</param>
/// <param name="qualityFactor">Reactive power of the capacitor over active power at nominal voltage and frequency.</param>
/// <param name="frequencyLagSeconds">Time constant with which the frequency reaches the balance, s.</param>
public sealed class IslandLoad(double nominalHz, double activePu, double varPu = 0, double qualityFactor = 1, double frequencyLagSeconds = 0.02)
{
    // Below this the frequency of what is left means nothing.
    const double DeadPu = 0.01;

    double _deviationHz;

    /// <summary>Active power at nominal voltage, pu; may be changed at any time.</summary>
    public double ActivePu { get; set; } = activePu;

    /// <summary>Reactive power taken at nominal voltage and frequency, pu; may be changed at any time: the inductor is.</summary>
    public double VarPu { get; set; } = varPu;

    public double VoltagePu { get; private set; } = 1;

    public double FrequencyHz => nominalHz + _deviationHz;

    /// <summary>The switch opens: the island begins with the grid's voltage and frequency.</summary>
    public void Open(double voltagePu, double frequencyHz)
    {
        VoltagePu = voltagePu;
        _deviationHz = frequencyHz - nominalHz;
    }

    /// <summary>One step with the inverter's current, pu: active along the voltage, reactive as injected.</summary>
    public void Step(double activeCurrentPu, double varCurrentPu, double dtSeconds)
    {
        double capacitor = qualityFactor * ActivePu, inductor = capacitor + VarPu;
        double envelope = 2 * qualityFactor / (2 * Math.PI * nominalHz);
        double settled = Math.Max(0, activeCurrentPu / ActivePu);
        VoltagePu += (settled - VoltagePu) * (1 - Elementary.Exp(-dtSeconds / envelope));
        // q_C·x² + (Q/V²)·x − q_L = 0 for x = f/f₀; the current is Q/V.
        double injected = VoltagePu > DeadPu ? varCurrentPu / VoltagePu : 0;
        double balance = nominalHz * (Math.Sqrt(injected * injected + 4 * capacitor * inductor) - injected) / (2 * capacitor);
        _deviationHz += (balance - FrequencyHz) * (1 - Elementary.Exp(-dtSeconds / frequencyLagSeconds));
    }
}
