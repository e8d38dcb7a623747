namespace V2G.Control.Protection;

public enum EscalationStage : byte
{
    /// <summary>The gates are enabled, or no current flows without them.</summary>
    Idle = 0,

    /// <summary>Gates blocked; whether the current ends is being watched.</summary>
    Watching,

    /// <summary>It did not: relays and contactor are told to open, whatever flows.</summary>
    Opening,

    /// <summary>Opening them was enough.</summary>
    Contained,

    /// <summary>The trip coil has current.</summary>
    Tripping,

    /// <summary>The pulse is over and the breaker shows open, or has nothing to show it with.</summary>
    Tripped,

    /// <summary>The breaker's contact did not open in time (0xF6).</summary>
    Failed,
}

/// <summary>What one tick tells the escalation.</summary>
public struct EscalationInputs
{
    /// <summary>The gates may switch: nothing is to be escalated.</summary>
    public bool GatesEnabled;

    /// <summary>One cycle of the grid, s.</summary>
    public double CycleSeconds;

    /// <summary>What the inverter is given to hear of it besides, s: one that is paced by the car's charge loop hears late.</summary>
    public double GraceSeconds;

    /// <summary>Our own current, greatest of the phases, pu of rated current; NaN while it isn't measured.</summary>
    public double OwnCurrentPu;

    /// <summary>The grid relay's coil has no current.</summary>
    public bool RelayReleased;

    /// <summary>On our side of the relay, pu; NaN while nobody reports it.</summary>
    public double OwnSideVoltagePu;

    /// <summary>The board has a trip coil.</summary>
    public bool HasTrip;

    public bool HasBreakerContact, BreakerOpen;

    /// <summary>A person has looked; the breaker itself is closed by hand.</summary>
    public bool Acknowledge;
}

/// <summary>
/// What happens when blocking the gates does not end our own current, or the voltage that we make: gates → grid relay and contactor → shunt
/// trip. Each rung waits for the one before to have had its time. A swell of the grid is none of it: no current of ours flows then, and our
/// side of an opened relay is ours alone. One pulse, of one length, never again before a person; nothing here ever closes anything.
/// </summary>
public struct ShuntTrip
{
    /// <summary>More than this after the gates are blocked is our own current, pu of rated current.</summary>
    public const double CurrentPu = 0.05;

    /// <summary>More than this on our side of an opened relay is ours to end, pu: OV2 of IEEE 1547-2018.</summary>
    public const double VoltagePu = 1.2;

    /// <summary>How long it must persist after the command, cycles.</summary>
    public const double PersistCycles = 2;

    /// <summary>What relays and contactor are given to end it, s; with it the pulse comes within 200 ms of the detection.</summary>
    public const double OpeningSeconds = 0.1;

    /// <summary>Length of the pulse, s: the breaker's own lever ends it earlier or not at all.</summary>
    public const double PulseSeconds = 0.1;

    /// <summary>The breaker's contact must have opened this long after the pulse began, s.</summary>
    public const double ProofSeconds = 0.1;

    double _heldSeconds;
    double _stageSeconds;

    public EscalationStage Stage { get; private set; }

    public readonly bool Coil => Stage == EscalationStage.Tripping;

    /// <summary>Relays and contactor must be open.</summary>
    public readonly bool OpensEverything => Stage >= EscalationStage.Opening;

    /// <summary>No power until a person has looked.</summary>
    public readonly bool Latched => Stage >= EscalationStage.Opening;

    /// <summary>Pulses given since the start.</summary>
    public int Pulses { get; private set; }

    public void Step(in EscalationInputs input, double dtSeconds)
    {
        _stageSeconds += dtSeconds;
        bool ours = input.OwnCurrentPu > CurrentPu || (input.RelayReleased && input.OwnSideVoltagePu > VoltagePu);
        _heldSeconds = ours ? _heldSeconds + dtSeconds : 0;
        switch (Stage)
        {
            case EscalationStage.Idle:
                if (!input.GatesEnabled) Go(EscalationStage.Watching);
                break;
            case EscalationStage.Watching:
                double persist = PersistCycles * input.CycleSeconds;
                if (input.GatesEnabled) Go(EscalationStage.Idle);
                else if (_stageSeconds >= persist + input.GraceSeconds && _heldSeconds >= persist) Go(EscalationStage.Opening);
                break;
            case EscalationStage.Opening:
                if (_stageSeconds < OpeningSeconds) break;
                Go(!ours ? EscalationStage.Contained : input.HasTrip ? EscalationStage.Tripping : EscalationStage.Failed);
                if (Stage == EscalationStage.Tripping) Pulses++;
                break;
            case EscalationStage.Contained:
                // What was contained and begins anew has nothing left but the breaker.
                if (input.Acknowledge && !ours) Go(EscalationStage.Watching);
                else if (_heldSeconds >= PersistCycles * input.CycleSeconds) Go(EscalationStage.Opening);
                break;
            case EscalationStage.Tripping:
                if (_stageSeconds < PulseSeconds) break;
                bool late = input.HasBreakerContact ? !input.BreakerOpen && _stageSeconds >= ProofSeconds : ours;
                Go(late ? EscalationStage.Failed : EscalationStage.Tripped);
                break;
            case EscalationStage.Tripped:
            case EscalationStage.Failed:
                if (input.Acknowledge && !ours && !(input.HasBreakerContact && input.BreakerOpen)) Go(EscalationStage.Watching);
                break;
        }
    }

    void Go(EscalationStage stage)
    {
        Stage = stage;
        _stageSeconds = 0;
    }
}
