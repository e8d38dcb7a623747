using V2G.Control.GridSupport;
using V2G.Control.Limits;
using V2G.Control.PowerPath;
using V2G.Control.Protection;

namespace V2G.Control;

/// <summary>Everything that the controller remembers from one tick to the next; blittable, so it can be copied out whole.</summary>
public struct ControlState
{
    public ControllerState State;
    public TransitionCause Cause;
    public long StateSinceNs;

    /// <summary>No word from the grid management system: "Local Autonomous Mode".</summary>
    public bool LocalAutonomous;

    public Inhibits Inhibits;

    /// <summary>When the set of inhibits last changed, ns.</summary>
    public long InhibitsSinceNs;

    public FaultSet Faults;
    public LimiterSet Limiters;

    /// <summary>The element that ended service last; None once service has been entered again.</summary>
    public TripElement Trip;

    public ControlEventRing Events;

    public EnterService Service;
    public RideThrough RideThrough;
    public Islanding Islanding;
    public VehicleLimits Vehicle;
    public ModuleHeat Heat;

    public PowerPathState Path;
    public ControlBusWatch ControlBus;

    /// <summary>The same for the bus of the meter that the grid is sensed with.</summary>
    public ControlBusWatch MeterBus;
    public Lamp Lamp;

    internal VoltageTrip VoltageTrip;
    internal FrequencyTrip FrequencyTrip;
    internal ActivePowerFunctions ActivePower;
    internal VarFunctions Vars;
    internal double LastActivePowerPu;
    internal CommandMatch CommandMatch;
    internal double BlockedSeconds;
    internal double CoolingShare;
    internal uint BadFrames;
    internal double BadFrameSeconds;
    internal long CommandSequence;
    internal bool Started;
    internal long StartedNs;
    internal bool MeasuredOnce;

    /// <summary>How long the condition of a trip element has held, s; 0 when it does not.</summary>
    public readonly double HeldSeconds(TripElement element) => element >= TripElement.Of2 ? FrequencyTrip.HeldSeconds(element) : VoltageTrip.HeldSeconds(element);

    /// <summary>As if it had long been in service: for a replay and a bench, where the delay is not what is looked at.</summary>
    public void AssumeInService()
    {
        Service.AssumeIn();
        Heat.Begin();
        RideThrough.Reset();
        ActivePower = default;
        Vars = default;
        Islanding.Reset();
        LastActivePowerPu = double.NaN;
        State = ControllerState.InService;
        Cause = TransitionCause.DelayElapsed;
        Trip = TripElement.None;
        Events = default;
        Started = true;
    }
}
