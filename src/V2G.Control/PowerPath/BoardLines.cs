using System.Runtime.CompilerServices;

namespace V2G.Control.PowerPath;

/// <summary>What the board's input lines say; a bit is set while its name is true.</summary>
[Flags]
public enum LineInputs : uint
{
    None = 0,

    /// <summary>Auxiliary contact of the grid relay: closed. Of a pair in series the first's.</summary>
    GridRelayClosed = 1 << 0,

    /// <summary>Auxiliary contact of the contactor to the vehicle: closed.</summary>
    VehicleContactorClosed = 1 << 1,

    /// <summary>Auxiliary contact of the breaker with the shunt trip: open.</summary>
    BreakerOpen = 1 << 2,

    /// <summary>Supervision of the shunt trip's coil: whole, and supplied.</summary>
    TripCoilGood = 1 << 3,

    /// <summary>The loop of emergency stop and hard-wired over-voltage comparator: closed, nobody has pressed it.</summary>
    EmergencyLoopClosed = 1 << 4,

    /// <summary>The residual current monitor has tripped.</summary>
    ResidualCurrent = 1 << 5,

    /// <summary>The insulation monitor sees less than its limit.</summary>
    InsulationFault = 1 << 6,

    DoorOpen = 1 << 7,

    /// <summary>Fault line of the gate drivers (desaturation, supply).</summary>
    GateDriverFault = 1 << 8,

    /// <summary>The coupler's lock is shut.</summary>
    CouplerLocked = 1 << 9,

    /// <summary>Auxiliary contact of the second relay of the pair: closed.</summary>
    SecondGridRelayClosed = 1 << 10,
}

/// <summary>What the board's output lines shall do; a bit is set while its coil or lamp has current.</summary>
[Flags]
public enum LineOutputs : uint
{
    None = 0,
    GridRelay = 1 << 0,
    GridPreCharge = 1 << 1,
    VehicleContactor = 1 << 2,
    ShuntTrip = 1 << 3,

    /// <summary>Injects the residual current monitor's test current.</summary>
    ResidualTest = 1 << 4,

    /// <summary>Puts the insulation monitor's own test resistor across.</summary>
    InsulationTest = 1 << 5,

    LampRed = 1 << 6,
    LampGreen = 1 << 7,
    LampBlue = 1 << 8,

    /// <summary>The second of a redundant pair in series with <see cref="GridRelay"/>.</summary>
    SecondGridRelay = 1 << 9,

    /// <summary>Makes a gate driver say that its switch desaturates.</summary>
    GateDriverTest = 1 << 10,
}

/// <summary>
/// What the board's own lines and front ends say, raw. A line that the board has not is not set in <see cref="Has"/>, and nothing is
/// concluded from it; a figure that it has not is NaN.
/// </summary>
public struct BoardInputs
{
    public LineInputs Levels;

    /// <summary>Input lines that this board has.</summary>
    public LineInputs Has;

    /// <summary>Output lines that this board has.</summary>
    public LineOutputs HasOutputs;

    /// <summary>The board measures the control pilot.</summary>
    public bool HasPilot;

    /// <summary>An insulation monitor tells <see cref="InsulationOhms"/>.</summary>
    public bool HasInsulation;

    /// <summary>Upper and lower level of the control pilot, V; without a pulse both are the same.</summary>
    public double PilotHighVolts, PilotLowVolts;

    /// <summary>The board measures the proximity contact of its socket.</summary>
    public bool HasProximity;

    /// <summary>Between proximity contact and earth: a resistor in the cable's plug says what the cable bears, Ω; infinite without a plug.</summary>
    public double ProximityOhms;

    /// <summary>On the vehicle's side of the contactor, V; NaN where it is not measured.</summary>
    public double VehicleVolts;

    /// <summary>Of the DC side against earth, by the insulation monitor, Ω.</summary>
    public double InsulationOhms;
}

/// <summary>A level counts once it has stood still; each line for itself.</summary>
public struct LineDebounce
{
    const int Lines = 11;

    /// <summary>How long it must stand still, s: longer than a contact bounces, shorter than anything waits for it.</summary>
    public const double SettleSeconds = 0.005;

    Times _heldSeconds;
    LineInputs _known;

    [InlineArray(Lines)]
    struct Times
    {
        double _0;
    }

    public LineInputs Stable { get; private set; }

    /// <param name="has">Lines that there are: the first level of one counts at once.</param>
    public LineInputs Step(LineInputs levels, LineInputs has, double dtSeconds)
    {
        levels &= has;
        Stable = (Stable & _known) | (levels & ~_known);
        _known = has;
        LineInputs changed = levels ^ Stable;
        if (changed == LineInputs.None)
        {
            _heldSeconds = default;
            return Stable;
        }
        for (int i = 0; i < Lines; i++)
        {
            LineInputs bit = (LineInputs)(1u << i);
            if ((changed & bit) == 0)
            {
                _heldSeconds[i] = 0;
                continue;
            }
            _heldSeconds[i] += dtSeconds;
            if (_heldSeconds[i] < SettleSeconds) continue;
            Stable ^= bit;
            _heldSeconds[i] = 0;
        }
        return Stable;
    }
}
