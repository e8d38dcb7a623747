namespace V2G.Linux.RealTime;

/// <summary>Whether the kernel that runs was built with PREEMPT_RT.</summary>
public static class RealTimeKernel
{
    /// <summary>Only such kernels have this file.</summary>
    public const string Mark = "/sys/kernel/realtime";

    public static bool IsRunning
    {
        get
        {
            try
            {
                return File.Exists(Mark) && File.ReadAllText(Mark).Trim() == "1";
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return false;
            }
        }
    }
}
