using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Tmds.Linux;

namespace V2G.Linux.RealTime;

/// <summary>
/// A thread that takes what it can get of real time before its work begins: one CPU, SCHED_FIFO, locked memory, a stack whose pages
/// are there. Whatever is refused is written down and never thrown: the work runs all the same, degraded.
/// </summary>
public sealed unsafe class RealTimeThread : IDisposable
{
    const int PageBytes = 4096;

    /// <summary>CAP_IPC_LOCK, as a bit of CapEff.</summary>
    const int LockCapability = 14;

    readonly RealTimeRequest _request;
    readonly Action _body;
    readonly Thread _thread;
    readonly ManualResetEventSlim _acquired = new();
    readonly List<string> _refusals = [];
    RealTimeRights _rights;

    public RealTimeThread(string name, RealTimeRequest request, Action body)
    {
        if (request.Priority is < RealTimeRequest.LowestPriority or > RealTimeRequest.HighestPriority)
            throw new ArgumentOutOfRangeException(nameof(request), request.Priority, "priority must be 1 … 98");
        _request = request;
        _body = body;
        _thread = new Thread(Run, request.StackBytes) { IsBackground = true, Name = name };
    }

    /// <summary>What was granted; complete once <see cref="Start"/> has returned.</summary>
    public RealTimeRights Rights => _rights;

    /// <summary>What was asked for and refused, each with its reason and what would help.</summary>
    public IReadOnlyList<string> Refusals => _refusals;

    public bool IsAlive => _thread.IsAlive;

    /// <summary>Starts the thread and waits until it has its rights; its work has begun by then or is about to.</summary>
    public void Start()
    {
        _thread.Start();
        _acquired.Wait();
    }

    public void Join() => _thread.Join();

    public void Dispose()
    {
        if (_thread.IsAlive) _thread.Join();
        _acquired.Dispose();
    }

    void Run()
    {
        Acquire();
        _acquired.Set();
        _body();
    }

    void Acquire()
    {
        _rights.Cpu = -1;
        if (_request.Cpu is { } cpu) Pin(cpu);
        if (_request.Priority is { } priority)
        {
            if (!RealTimeKernel.IsRunning) Refuse(RealTimeShortfall.NoRealTimeKernel, "no PREEMPT_RT kernel (`uname -v` does not say so): latency has no bound");
            LockMemory();
            BecomeFifo(priority);
        }
        else
        {
            _rights.Shortfall |= RealTimeShortfall.NotAsked;
            if (!RealTimeKernel.IsRunning) _rights.Shortfall |= RealTimeShortfall.NoRealTimeKernel;
        }
        // The usual policy lets the kernel be 50 µs late to wake several at once.
        if (_rights.Priority == 0) KernelCalls.ProcessControl(KernelCalls.SetTimerSlack, 1, 0, 0, 0);
        _rights.TimerSlackNs = _rights.Priority == 0 ? KernelCalls.ProcessControl(KernelCalls.GetTimerSlack, 0, 0, 0, 0) : 0;
        TouchStack(_request.StackBytes / 2);
        _rights.ResidentBytes = Environment.WorkingSet;
    }

    void Pin(int cpu)
    {
        cpu_set_t mask;
        LibC.CPU_ZERO(&mask);
        bool exists = cpu >= 0 && cpu < LibC.CPU_SETSIZE;
        if (exists) LibC.CPU_SET(cpu, &mask);
        if (!exists || LibC.sched_setaffinity(0, sizeof(cpu_set_t), &mask) != 0)
        {
            string why = exists ? Error(LibC.errno) : "no such number";
            Refuse(RealTimeShortfall.NotPinned, $"CPU {cpu.ToString(CultureInfo.InvariantCulture)}: {why}; allowed {OwnStatus("Cpus_allowed_list") ?? "unknown"}");
            return;
        }
        _rights.Cpu = (short)cpu;
    }

    void LockMemory()
    {
        KernelCalls.ResourceLimit limit;
        bool unlimited = KernelCalls.GetResourceLimit(KernelCalls.MemoryLockLimit, &limit) == 0 && limit.Soft == KernelCalls.Unlimited;
        if (!unlimited && !MayLockBeyondLimit)
        {
            // Under a limit a lock of all future memory may be granted and a later allocation then fail: a crash in place of a late tick.
            Refuse(RealTimeShortfall.MemoryNotLocked, $"memory not locked: RLIMIT_MEMLOCK is {limit.Soft / 1024} KiB and CAP_IPC_LOCK is missing (LimitMEMLOCK=infinity)");
            return;
        }
        if (LibC.mlockall(LibC.MCL_CURRENT | LibC.MCL_FUTURE) != 0)
        {
            Refuse(RealTimeShortfall.MemoryNotLocked, $"memory not locked: {Error(LibC.errno)}");
            return;
        }
        _rights.MemoryLocked = true;
    }

    static bool MayLockBeyondLimit =>
        ulong.TryParse(OwnStatus("CapEff"), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out ulong effective) && (effective >> LockCapability & 1) != 0;

    void BecomeFifo(int priority)
    {
        KernelCalls.SchedulingParameter parameter = new() { Priority = priority };
        if (KernelCalls.SetScheduler(0, LibC.SCHED_FIFO, &parameter) != 0)
        {
            string why = Error(Marshal.GetLastPInvokeError());
            Refuse(RealTimeShortfall.NoFifo, $"no SCHED_FIFO {priority.ToString(CultureInfo.InvariantCulture)}: {why} (LimitRTPRIO={priority.ToString(CultureInfo.InvariantCulture)} or more)");
            return;
        }
        // Believed only when the kernel says so itself.
        if (LibC.sched_getscheduler(0) != LibC.SCHED_FIFO)
        {
            Refuse(RealTimeShortfall.NoFifo, "SCHED_FIFO was granted and is not in force");
            return;
        }
        _rights.Priority = (short)priority;
    }

    void Refuse(RealTimeShortfall what, string why)
    {
        _rights.Shortfall |= what;
        _refusals.Add(why);
    }

    // A first touch of a page is a fault of microseconds: better now than in a tick.
    [MethodImpl(MethodImplOptions.NoInlining)]
    static void TouchStack(int bytes)
    {
        byte* deep = stackalloc byte[bytes];
        for (int at = 0; at < bytes; at += PageBytes) Volatile.Write(ref deep[at], 1);
    }

    static string Error(int number) => Marshal.GetPInvokeErrorMessage(number);

    // A line of the calling thread's own status; null when /proc says nothing.
    static string? OwnStatus(string name)
    {
        try
        {
            return File.ReadLines("/proc/thread-self/status").FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.Ordinal))?[(name.Length + 1)..].Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
