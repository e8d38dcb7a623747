using System.Runtime.InteropServices;

namespace V2G.Linux.RealTime;

/// <summary>The few calls of glibc that Tmds.LibC lacks, with their 64-bit layouts (the same on x64 and arm64).</summary>
static unsafe partial class KernelCalls
{
    public const int ClockMonotonic = 1;
    public const int TimerAbsolute = 1;
    public const int SetTimerSlack = 29;
    public const int GetTimerSlack = 30;
    public const int MemoryLockLimit = 8;
    public const int SetParentDeathSignal = 1;
    public const int StackLimit = 3;
    public const int Interrupted = 4;

    /// <summary>RLIM_INFINITY.</summary>
    public const ulong Unlimited = ulong.MaxValue;

    public struct TimeSpec
    {
        public long Seconds, Nanoseconds;
    }

    public struct SchedulingParameter
    {
        public int Priority;
    }

    public struct ResourceLimit
    {
        public ulong Soft, Hard;
    }

    /// <summary>Returns the error number itself.</summary>
    [LibraryImport("libc.so.6", EntryPoint = "clock_nanosleep")]
    public static partial int ClockNanosleep(int clock, int flags, TimeSpec* request, TimeSpec* remaining);

    [LibraryImport("libc.so.6", EntryPoint = "sched_setscheduler", SetLastError = true)]
    public static partial int SetScheduler(int thread, int policy, SchedulingParameter* parameter);

    [LibraryImport("libc.so.6", EntryPoint = "getrlimit", SetLastError = true)]
    public static partial int GetResourceLimit(int resource, ResourceLimit* limit);

    [LibraryImport("libc.so.6", EntryPoint = "setrlimit", SetLastError = true)]
    public static partial int SetResourceLimit(int resource, ResourceLimit* limit);

    [LibraryImport("libc.so.6", EntryPoint = "prctl", SetLastError = true)]
    public static partial int ProcessControl(int option, nuint a, nuint b, nuint c, nuint d);

    [LibraryImport("libc.so.6", EntryPoint = "uname", SetLastError = true)]
    public static partial int SystemName(byte* names);
}
