namespace V2G.Linux.Can;

/// <summary>What became of a call on a CAN socket. A bus that is not there is a value, not an exception: the loop goes on and tries again.</summary>
public enum CanLink : byte
{
    /// <summary>Done; or, of an interface: up, and its controller on the bus.</summary>
    Up,

    /// <summary>The queue of what waits to be sent is full: nobody acknowledges, or the bus is flooded.</summary>
    QueueFull,

    /// <summary>The interface is up and its controller has left the bus.</summary>
    OffBus,

    /// <summary>The interface is down.</summary>
    Down,

    /// <summary>There is no such interface (any more).</summary>
    Absent,

    /// <summary>No socket to be had: the kernel has no CAN, or this process may not use it.</summary>
    Refused,
}
