namespace V2G.Linux.RealTime;

/// <summary>Whether the kernel that runs was built with PREEMPT_RT.</summary>
public static class RealTimeKernel
{
    /// <summary>What `uname -v` prints. Mainline kernels (6.12 and newer) say it there only; patched ones have a file besides.</summary>
    const string Version = "/proc/sys/kernel/version", Mark = "/sys/kernel/realtime";

    public static bool IsRunning => SaysSo(Read(Version)) || Read(Mark).Trim() == "1";

    /// <summary>"#1 SMP PREEMPT_RT …"; not PREEMPT or PREEMPT_DYNAMIC.</summary>
    public static bool SaysSo(string version) => version.Split([' ', '\n']).Contains("PREEMPT_RT");

    static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
