namespace V2G.Linux.RealTime;

/// <summary>One awakening: when it was due, how much later it came, and how many whole periods had passed by then.</summary>
public readonly record struct WakeUp(long DueNs, long LatenessNs, long MissedPeriods);

/// <summary>
/// Wakes its thread at whole periods after its start, each counted from the start and not from the last awakening, so that no
/// lateness adds up. Deadline misses: who wakes late runs at once; periods that passed whole are skipped and counted, never made up
/// for by a burst; the next awakening is on the old grid. Allocates nothing.
/// </summary>
public sealed unsafe class PeriodicClock
{
    long _nextNs;

    /// <summary>The first awakening is one period from now.</summary>
    public PeriodicClock(long periodNs)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(periodNs);
        PeriodNs = periodNs;
        Restart();
    }

    public long PeriodNs { get; }

    /// <summary>Whole periods missed since the start.</summary>
    public long Overruns { get; private set; }

    /// <summary>Begins anew, as if just made.</summary>
    public void Restart()
    {
        Overruns = 0;
        _nextNs = MonotonicClock.NowNs + PeriodNs;
    }

    /// <summary>Sleeps until the next period begins; returns at once when it has begun.</summary>
    public WakeUp Wait()
    {
        long due = _nextNs, now = MonotonicClock.NowNs;
        if (now < due)
        {
            KernelCalls.TimeSpec until = new() { Seconds = due / 1_000_000_000, Nanoseconds = due % 1_000_000_000 };
            // A signal (the collector's too) ends the sleep early; the time to wake at is absolute, so it is just slept on.
            while (KernelCalls.ClockNanosleep(KernelCalls.ClockMonotonic, KernelCalls.TimerAbsolute, &until, null) == KernelCalls.Interrupted) { }
            now = MonotonicClock.NowNs;
        }
        long late = Math.Max(0, now - due), missed = late / PeriodNs;
        Overruns += missed;
        _nextNs = due + (missed + 1) * PeriodNs;
        return new(due, late, missed);
    }
}
