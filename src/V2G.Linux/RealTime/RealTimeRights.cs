namespace V2G.Linux.RealTime;

/// <summary>What a thread lacks to be a real-time one.</summary>
[Flags]
public enum RealTimeShortfall : byte
{
    None = 0,
    NotAsked = 1,
    NoRealTimeKernel = 2,
    NoFifo = 4,
    MemoryNotLocked = 8,
    NotPinned = 16,
}

/// <summary>What the kernel granted, as read back from it. Blittable: part of an image.</summary>
public struct RealTimeRights
{
    public RealTimeShortfall Shortfall;

    /// <summary>All of the process's memory, now and later.</summary>
    public bool MemoryLocked;

    /// <summary>The one CPU that the thread may run on; −1: several.</summary>
    public short Cpu;

    /// <summary>SCHED_FIFO priority; 0 under the usual policy.</summary>
    public short Priority;

    /// <summary>How much later than asked the kernel may wake the thread to save power, ns; FIFO threads have none.</summary>
    public int TimerSlackNs;

    /// <summary>Of the process when the thread began; with locked memory it stays in place.</summary>
    public long ResidentBytes;

    public readonly bool RealTime => Shortfall == RealTimeShortfall.None;
}

/// <summary>The shortfalls' names for status lines and scripts.</summary>
public static class RealTimeShortfallNames
{
    static readonly string[] _names = ["not-asked", "no-rt-kernel", "no-fifo", "memory-not-locked", "not-pinned"];

    public static string[] Names(this RealTimeShortfall shortfall) => [.. _names.Where((_, bit) => ((int)shortfall >> bit & 1) != 0)];
}
