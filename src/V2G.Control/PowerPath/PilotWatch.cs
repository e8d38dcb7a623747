namespace V2G.Control.PowerPath;

/// <summary>State of the control pilot (IEC 61851-1 Annex A), by its upper level.</summary>
public enum PilotState : byte
{
    Unknown = 0,

    /// <summary>+12 V: no vehicle.</summary>
    A,

    /// <summary>+9 V: a vehicle, not ready.</summary>
    B,

    /// <summary>+6 V: ready for power.</summary>
    C,

    /// <summary>+3 V: ready, asks for ventilation (obsolete).</summary>
    D,

    /// <summary>0 V: shorted, or no supply.</summary>
    E,

    /// <summary>−12 V: the station is not available.</summary>
    F,
}

/// <summary>What the station puts on the pilot.</summary>
public enum PilotSignal : byte
{
    /// <summary>Steady −12 V (state F): the station is not available.</summary>
    Unavailable = 0,

    /// <summary>1 kHz, 5 % high: digital communication is offered, and nothing without it.</summary>
    Communication,

    /// <summary>Steady +12 V: the station is there, and not ready.</summary>
    Steady,
}

/// <summary>
/// Follows the pilot's levels. Power is allowed in C and D only; the contactor opens within 100 ms of the vehicle's word, of which the
/// filter here takes 20.
/// </summary>
public struct PilotWatch
{
    /// <summary>A level counts once it has stood for this long, s.</summary>
    public const double FilterSeconds = 0.02;

    /// <summary>A missing diode is one once it has been missing for this long, s.</summary>
    public const double DiodeSeconds = 0.1;

    PilotState _seen;
    double _seenSeconds, _noDiodeSeconds;

    public PilotState State { get; private set; }

    /// <summary>No diode in the vehicle, or the pilot shorted: what is connected is no vehicle (0xC2).</summary>
    public bool Fault { get; private set; }

    public readonly bool AllowsPower => State is PilotState.C or PilotState.D && !Fault;

    /// <param name="pulsed">The pilot carries a pulse now; then its lower level must be −12 V, for a diode blocks it.</param>
    public void Step(double highVolts, double lowVolts, bool pulsed, double dtSeconds)
    {
        PilotState now = Of(highVolts);
        _seenSeconds = now == _seen ? _seenSeconds + dtSeconds : 0;
        _seen = now;
        if (now != State && _seenSeconds >= FilterSeconds - dtSeconds / 2) State = now;
        bool noDiode = pulsed && State is PilotState.B or PilotState.C or PilotState.D && !(lowVolts is > -13.2 and < -10.8);
        _noDiodeSeconds = noDiode ? _noDiodeSeconds + dtSeconds : 0;
        if (_noDiodeSeconds >= DiodeSeconds || State == PilotState.E) Fault = true;
        // The vehicle is gone: whatever was wrong went with it.
        else if (State == PilotState.A) Fault = false;
    }

    /// <summary>By the middle between two levels.</summary>
    public static PilotState Of(double highVolts) => highVolts switch
    {
        > 14 => PilotState.Unknown,
        >= 10.5 => PilotState.A,
        >= 7.5 => PilotState.B,
        >= 4.5 => PilotState.C,
        >= 1.5 => PilotState.D,
        >= -1.5 => PilotState.E,
        >= -10.5 => PilotState.Unknown,
        >= -14 => PilotState.F,
        _ => PilotState.Unknown,
    };
}
