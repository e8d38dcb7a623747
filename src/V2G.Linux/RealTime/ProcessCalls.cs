using Tmds.Linux;

namespace V2G.Linux.RealTime;

/// <summary>What a process asks the kernel about itself and its children.</summary>
public static unsafe class ProcessCalls
{
    public static int Parent => LibC.getppid();

    /// <summary>The kernel sends SIGTERM to the calling process when the thread that started it ends.</summary>
    public static void TerminateWithParent() => KernelCalls.ProcessControl(KernelCalls.SetParentDeathSignal, (nuint)LibC.SIGTERM, 0, 0, 0);

    /// <summary>Asks a process to end; false when there is none.</summary>
    public static bool Terminate(int process) => LibC.kill(process, LibC.SIGTERM) == 0;

    /// <summary>
    /// Starts what <paramref name="start"/> starts with stacks of this size: locked memory holds all of a stack, and the usual 8 MiB
    /// of each of a runtime's threads are more than everything else that a controller needs.
    /// </summary>
    public static T WithStacksOf<T>(ulong bytes, Func<T> start)
    {
        KernelCalls.ResourceLimit before;
        if (KernelCalls.GetResourceLimit(KernelCalls.StackLimit, &before) != 0) return start();
        KernelCalls.ResourceLimit small = before with { Soft = Math.Min(bytes, before.Hard) };
        if (KernelCalls.SetResourceLimit(KernelCalls.StackLimit, &small) != 0) return start();
        try
        {
            return start();
        }
        finally
        {
            // Its own main thread's stack must grow as before.
            _ = KernelCalls.SetResourceLimit(KernelCalls.StackLimit, &before);
        }
    }
}
