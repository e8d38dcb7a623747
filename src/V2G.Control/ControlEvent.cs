using System.Runtime.CompilerServices;
using V2G.Control.Protection;

namespace V2G.Control;

public enum ControlEventKind : byte { StateChanged, FaultRaised, FaultCleared, AutonomousEntered, AutonomousLeft }

/// <summary>Who speaks on a control bus.</summary>
public enum BusDevice : byte { None, Inverter, Meter }

/// <summary>Something that a person may want to know later. Written into a ring that overwrites; readers see by the sequence what they missed.</summary>
public struct ControlEvent
{
    public long Sequence;
    public long TimeNs;
    public ControlEventKind Kind;
    public ControllerState From;
    public ControllerState To;
    public TransitionCause Cause;

    /// <summary>For a trip: the element.</summary>
    public TripElement Element;

    /// <summary>For a fault.</summary>
    public FaultCode Fault;

    /// <summary>For a Communication Timeout: who was not heard.</summary>
    public BusDevice Device;

    /// <summary>The voltage (pu) or frequency (Hz) at that moment, as the cause suggests; for a Communication Timeout the age of the last word, s.</summary>
    public double Value;

    /// <summary>For a Communication Timeout: how old a word may be, s.</summary>
    public double Limit;
}

/// <summary>The last 64 events.</summary>
public struct ControlEventRing
{
    public const int Capacity = 64;

    Entries _entries;

    [InlineArray(Capacity)]
    struct Entries
    {
        ControlEvent _0;
    }

    /// <summary>How many were ever written; the newest has this sequence.</summary>
    public long Written { get; private set; }

    public void Add(in ControlEvent entry)
    {
        Written++;
        ref ControlEvent slot = ref _entries[(int)(Written % Capacity)];
        slot = entry;
        slot.Sequence = Written;
    }

    /// <summary>The event with a sequence number; false when it has been overwritten or not been written yet.</summary>
    public readonly bool TryGet(long sequence, out ControlEvent entry)
    {
        if (sequence < 1 || sequence > Written || sequence <= Written - Capacity)
        {
            entry = default;
            return false;
        }
        entry = _entries[(int)(sequence % Capacity)];
        return true;
    }
}
