using System.Text;

namespace V2G.Linux.RealTime;

/// <summary>Whether the kernel that runs was built with PREEMPT_RT.</summary>
public static class RealTimeKernel
{
    // The structure of uname(2): six texts of 65 bytes; the version is the fourth.
    const int TextBytes = 65, Texts = 6, VersionText = 3;

    /// <summary>Mainline kernels (6.12 and newer) say it in their version only; patched ones have a file besides.</summary>
    const string Mark = "/sys/kernel/realtime";

    public static bool IsRunning => SaysSo(Version) || Read(Mark).Trim() == "1";

    /// <summary>What `uname -v` prints. Asked of the kernel itself: in a service with ProcSubset=pid there is no /proc/sys.</summary>
    public static unsafe string Version
    {
        get
        {
            Span<byte> names = stackalloc byte[TextBytes * Texts];
            fixed (byte* start = names)
                if (KernelCalls.SystemName(start) != 0) return "";
            ReadOnlySpan<byte> version = names.Slice(TextBytes * VersionText, TextBytes);
            int end = version.IndexOf((byte)0);
            return Encoding.ASCII.GetString(end < 0 ? version : version[..end]);
        }
    }

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
