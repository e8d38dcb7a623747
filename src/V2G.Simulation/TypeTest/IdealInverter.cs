using V2G.Control;
using V2G.Control.GridSupport;

namespace V2G.Simulation.TypeTest;

/// <summary>
/// An inverter that does what it is told: commands become currents along the positive-sequence voltage at once, or after a pure
/// delay and a first-order lag where told so. No losses, no switching, no contactor.
/// </summary>
public sealed class IdealInverter
{
    readonly Queue<(double Active, double Var)> _underway = new();
    OpenLoopResponse _active, _var;

    /// <summary>The currents follow with this open-loop response (90 %), s; 0: at once.</summary>
    public double ResponseSeconds { get; set; }

    /// <summary>Commands act this much later, s; an end of current never waits.</summary>
    public double DelaySeconds { get; set; }

    /// <summary>Active power at the terminals, pu, + = export.</summary>
    public double ActivePowerPu { get; private set; }

    /// <summary>Reactive power at the terminals, pu, + = injected.</summary>
    public double VarInjectedPu { get; private set; }

    /// <summary>One step; negative sequence and harmonics do not exist here.</summary>
    public void Step(in InverterCommand command, double positiveSequencePu, double dtSeconds)
    {
        if (!command.GateEnable || positiveSequencePu <= 0)
        {
            _underway.Clear();
            _active.Reset(0);
            _var.Reset(0);
            (ActivePowerPu, VarInjectedPu) = (0, 0);
            return;
        }
        (double p, double q) = Delayed((command.ActivePowerPu, command.VarInjectedPu), dtSeconds);
        ActivePowerPu = _active.Step(p / positiveSequencePu, ResponseSeconds, dtSeconds) * positiveSequencePu;
        VarInjectedPu = _var.Step(q / positiveSequencePu, ResponseSeconds, dtSeconds) * positiveSequencePu;
    }

    (double, double) Delayed((double Active, double Var) powers, double dtSeconds)
    {
        if (DelaySeconds < dtSeconds) return powers;
        int steps = (int)Math.Ceiling(DelaySeconds / dtSeconds - 1e-9);
        _underway.Enqueue(powers);
        return _underway.Count > steps ? _underway.Dequeue() : _underway.Peek();
    }
}
