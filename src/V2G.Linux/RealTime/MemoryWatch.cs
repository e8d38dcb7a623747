namespace V2G.Linux.RealTime;

/// <summary>What the calling thread allocated and how often the process was collected since it was armed. Reading allocates nothing.</summary>
public struct MemoryWatch
{
    long _allocated;
    int _collections;

    /// <summary>Starts counting, on the thread that is watched.</summary>
    public static MemoryWatch Arm() => new() { _allocated = GC.GetAllocatedBytesForCurrentThread(), _collections = AllCollections };

    /// <summary>By the calling thread, which must be the one that armed.</summary>
    public readonly long AllocatedBytes => GC.GetAllocatedBytesForCurrentThread() - _allocated;

    /// <summary>Of the whole process, whichever thread caused them.</summary>
    public readonly int Collections => AllCollections - _collections;

    // A collection of a higher generation collects and counts the lower ones too: generation 0 counts all of them.
    static int AllCollections => GC.CollectionCount(0);
}
