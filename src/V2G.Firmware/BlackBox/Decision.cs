using V2G.Control;
using V2G.Control.Protection;

namespace V2G.Firmware.BlackBox;

/// <summary>What a tick decided, as it is recorded: all of its outputs, and of what it remembers that which a person asks about.</summary>
internal struct Decision
{
    public TickOutputs Output;
    public Inhibits Inhibits;
    public ControllerState State;
    public TransitionCause Cause;
    public TripElement Trip;
    public ulong FaultsPresent;
    public long EventsWritten;

    public static Decision Of(in TickOutputs output, in ControlState state) => new()
    {
        Output = output, Inhibits = state.Inhibits, State = state.State, Cause = state.Cause, Trip = state.Trip, FaultsPresent = state.Faults.Present,
        EventsWritten = state.Events.Written,
    };
}
