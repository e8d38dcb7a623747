using V2G.Linux.RealTime;

namespace V2G.Firmware.Roles;

/// <summary>A process that `v2g run` started shall not outlive it, however that ends.</summary>
internal static class ParentWatch
{
    /// <summary>Asks the kernel for SIGTERM when the parent ends. False when it has ended already.</summary>
    public static bool EndWith(int parent)
    {
        ProcessCalls.TerminateWithParent();
        return ProcessCalls.Parent == parent;
    }
}
