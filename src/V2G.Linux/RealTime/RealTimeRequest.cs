namespace V2G.Linux.RealTime;

/// <summary>What a thread asks of the kernel.</summary>
public sealed record RealTimeRequest
{
    public const int LowestPriority = 1;

    /// <summary>99 belongs to the kernel's own watchdog and migration threads.</summary>
    public const int HighestPriority = 98;

    /// <summary>CPU to run on; null: any that the process may use.</summary>
    public int? Cpu { get; init; }

    /// <summary>SCHED_FIFO priority, 1 … 98; null: no real time is asked for and no memory is locked.</summary>
    public int? Priority { get; init; }

    /// <summary>Small, because locked memory holds all of it.</summary>
    public int StackBytes { get; init; } = 256 * 1024;
}
