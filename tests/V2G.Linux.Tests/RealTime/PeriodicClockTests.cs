using System.Runtime.InteropServices;
using V2G.Linux.RealTime;

namespace V2G.Linux.Tests.RealTime;

public sealed class PeriodicClockTests
{
    const int WindowChanged = 28;

    [Fact]
    public void R_128_the_clock_never_wakes_early_and_never_leaves_its_grid()
    {
        const long Period = 500_000;
        PeriodicClock clock = new(Period);
        WakeUp first = clock.Wait();
        long periods = first.MissedPeriods, missed = first.MissedPeriods;
        for (int n = 0; n < 500; n++)
        {
            // Work of changing length, now and then longer than a period.
            Work(MonotonicClock.NowNs + n % 7 * 100_000);
            WakeUp wake = clock.Wait();
            Assert.True(MonotonicClock.NowNs >= wake.DueNs + wake.LatenessNs);
            periods++;
            Assert.Equal(first.DueNs + periods * Period, wake.DueNs);
            Assert.Equal(wake.LatenessNs / Period, wake.MissedPeriods);
            periods += wake.MissedPeriods;
            missed += wake.MissedPeriods;
        }
        Assert.Equal(missed, clock.Overruns);
    }

    [Fact]
    public void R_128_whole_periods_that_passed_are_counted_and_followed_by_no_burst()
    {
        const long Period = 5_000_000;
        PeriodicClock clock = new(Period);
        WakeUp before = clock.Wait();
        // The next is due a period later and comes three and a half after that.
        Work(before.DueNs + (before.MissedPeriods + 4) * Period + Period / 2);
        WakeUp late = clock.Wait();
        Assert.Equal(before.DueNs + (before.MissedPeriods + 1) * Period, late.DueNs);
        Assert.True(late.MissedPeriods >= 3, $"{late.MissedPeriods}");
        Assert.Equal(before.MissedPeriods + late.MissedPeriods, clock.Overruns);
        WakeUp next = clock.Wait();
        Assert.Equal(late.DueNs + (late.MissedPeriods + 1) * Period, next.DueNs);
        Assert.True(next.DueNs > late.DueNs + late.LatenessNs);
        clock.Restart();
        Assert.Equal(0, clock.Overruns);
    }

    [Fact]
    public void A_signal_does_not_end_a_wait()
    {
        using ManualResetEventSlim handled = new();
        using PosixSignalRegistration handler = PosixSignalRegistration.Create((PosixSignal)WindowChanged, _ => handled.Set());
        int id = 0;
        long woke = 0;
        WakeUp wake = default;
        Thread thread = new(() =>
        {
            string self = File.ResolveLinkTarget("/proc/thread-self", returnFinalTarget: false)!.Name;
            Volatile.Write(ref id, int.Parse(self));
            wake = new PeriodicClock(400_000_000).Wait();
            woke = MonotonicClock.NowNs;
        });
        thread.Start();
        SpinWait.SpinUntil(() => Volatile.Read(ref id) != 0);
        // Fails when the thread has just ended, which is as well.
        while (!thread.Join(10)) _ = Signal(Environment.ProcessId, id, WindowChanged);
        Assert.True(handled.Wait(10_000, TestContext.Current.CancellationToken), "no signal was handled");
        Assert.True(woke >= wake.DueNs, $"{wake.DueNs - woke} ns early");
    }

    [Fact]
    public void R_126_ten_thousand_periods_allocate_nothing()
    {
        PeriodicClock clock = new(20_000);
        LatencyHistogram histogram = new();
        LatencySummary summary = default;
        void Periods(int count)
        {
            for (int n = 0; n < count; n++)
            {
                histogram.Record(clock.Wait().LatenessNs);
                if (n % 20 == 0) summary = histogram.Summarise();
            }
        }
        Periods(100);
        MemoryWatch memory = MemoryWatch.Arm();
        Periods(10_000);
        Assert.Equal(0, memory.AllocatedBytes);
        Assert.Equal(10_100, histogram.Count);
        Assert.True(summary.MaxNs >= summary.P50Ns);
    }

    [Fact]
    public void What_is_allocated_and_collected_after_arming_is_seen()
    {
        MemoryWatch memory = MemoryWatch.Arm();
        object made = new byte[1000];
        Assert.True(memory.AllocatedBytes >= 1000);
        int before = memory.Collections;
        GC.Collect(0);
        Assert.True(memory.Collections > before);
        before = memory.Collections;
        GC.Collect(2);
        Assert.True(memory.Collections > before);
        GC.KeepAlive(made);
    }

    static void Work(long untilNs)
    {
        while (MonotonicClock.NowNs < untilNs) Thread.SpinWait(10);
    }

    [DllImport("libc.so.6", EntryPoint = "tgkill")]
    static extern int Signal(int process, int thread, int signal);
}
