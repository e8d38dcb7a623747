using V2G.Control;
using V2G.Control.Arithmetic;

namespace V2G.Simulation.Inverter;

/// <summary>The inverter's figures, per unit of its rated apparent power and current.</summary>
public sealed record InverterRatings
{
    /// <summary>Time constant of the closed current loop, s.</summary>
    public double CurrentLagSeconds { get; init; } = 0.005;

    public double CurrentLimitPu { get; init; } = 1.1;

    /// <summary>Losses while switching without load, pu.</summary>
    public double LossConstantPu { get; init; } = 0.004;

    /// <summary>Losses per unit of apparent power (conduction threshold and switching).</summary>
    public double LossLinear { get; init; } = 0.008;

    /// <summary>Losses per square of apparent power (resistance).</summary>
    public double LossQuadratic { get; init; } = 0.012;
}

/// <summary>
/// Four-quadrant inverter, averaged over the switching period: P and Q commands become current references along the terminal's
/// positive-sequence voltage, limited in magnitude, followed with a first-order lag. Losses: a + b·S + c·S².
/// </summary>
public sealed class AveragedInverter
{
    // Below this voltage the reference no longer divides by the voltage: the current limit decides.
    const double LowestDivisorPu = 0.1;

    readonly InverterRatings _ratings;
    readonly double _share;
    InverterState _state;

    public AveragedInverter(InverterRatings ratings, long tickNs)
    {
        _ratings = ratings;
        _share = 1 - Elementary.Exp(-VirtualTime.Seconds(tickNs) / ratings.CurrentLagSeconds);
        _state = InverterState.Unknown;
        GainFactor = 1;
    }

    /// <summary>Fault: VAR commands are read and not obeyed.</summary>
    public bool IgnoresVar { get; set; }

    /// <summary>Fault: everything it gives is this many times what was asked; 1 is healthy.</summary>
    public double GainFactor { get; set; }

    /// <summary>Fault: holds the current that flows, deaf to commands, expiry and gate enable. Only the contactor ends it.</summary>
    public bool Stuck { get; set; }

    /// <summary>Fault: answers on time with old figures and an old sequence number.</summary>
    public bool ReportsStale { get; set; }

    /// <summary>Fault: no report leaves it; the last one grows old.</summary>
    public bool Silent { get; set; }

    /// <summary>Component of current along the voltage, pu, + = out of the EVSE.</summary>
    public double ActiveCurrentPu { get; private set; }

    /// <summary>Component of current that raises the voltage, pu.</summary>
    public double VarCurrentPu { get; private set; }

    public bool Switching { get; private set; }

    /// <summary>Heat in the power module, pu of rated apparent power.</summary>
    public double LossesPu { get; private set; }

    /// <summary>Power taken from the DC side, pu: what flows out plus the losses; negative while charging.</summary>
    public double DcPowerPu { get; private set; }

    /// <summary>What the inverter last reported.</summary>
    public ref readonly InverterState State => ref _state;

    /// <summary>
    /// Advances the currents by one tick that ends at <paramref name="nowNs"/>, on a terminal of the given positive-sequence voltage.
    /// </summary>
    public void Step(in InverterCommand command, long nowNs, double terminalPu, bool contactorClosed)
    {
        bool allowed = command.GateEnable && command.ExpiresNs >= nowNs;
        if (!contactorClosed || (!allowed && !Stuck))
        {
            Switching = false;
            ActiveCurrentPu = 0;
            VarCurrentPu = 0;
            return;
        }
        Switching = true;
        if (Stuck) return;
        (double active, double var) = References(command, terminalPu);
        ActiveCurrentPu += (active - ActiveCurrentPu) * _share;
        VarCurrentPu += (var - VarCurrentPu) * _share;
    }

    /// <summary>Settles power, losses and the report on the terminal voltage that the network answered with.</summary>
    public void Report(in InverterCommand command, long nowNs, double terminalPu, double moduleCelsius, double ambientCelsius)
    {
        double active = ActiveCurrentPu * terminalPu, var = VarCurrentPu * terminalPu;
        double apparent = Math.Sqrt(active * active + var * var);
        LossesPu = Switching
            ? _ratings.LossConstantPu + apparent * (_ratings.LossLinear + apparent * _ratings.LossQuadratic)
            : 0;
        DcPowerPu = active + LossesPu;
        if (Silent) return;
        _state.TimeNs = nowNs;
        if (ReportsStale) return;
        if (!Stuck && command.ExpiresNs >= nowNs) _state.SequenceEchoed = command.Sequence;
        _state.ActivePowerPu = active;
        _state.VarInjectedPu = var;
        _state.VoltagePu = terminalPu;
        _state.Phase = command.Phase;
        _state.ModuleCelsius = moduleCelsius;
        _state.AmbientCelsius = ambientCelsius;
        _state.GatesSwitching = Switching;
    }

    (double Active, double Var) References(in InverterCommand command, double terminalPu)
    {
        double inverse = GainFactor / Math.Max(terminalPu, LowestDivisorPu);
        double active = command.ActivePowerPu * inverse;
        double var = IgnoresVar ? 0 : command.VarInjectedPu * inverse;
        double square = active * active + var * var;
        if (square > _ratings.CurrentLimitPu * _ratings.CurrentLimitPu)
        {
            double scale = _ratings.CurrentLimitPu / Math.Sqrt(square);
            active *= scale;
            var *= scale;
        }
        // A command that is no number is no command.
        return double.IsFinite(active + var) ? (active, var) : (0, 0);
    }
}
