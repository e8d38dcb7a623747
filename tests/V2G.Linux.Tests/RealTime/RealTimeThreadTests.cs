using V2G.Linux.RealTime;

namespace V2G.Linux.Tests.RealTime;

public sealed class RealTimeThreadTests
{
    [Fact]
    public void R_126_the_thread_runs_on_the_one_CPU_that_was_asked_for()
    {
        // The last of the process's own, written "0-1" or "0,2".
        int cpu = int.Parse(OwnStatus("Cpus_allowed_list").Split('-', ',')[^1]);
        (RealTimeThread thread, string seen) = Run(new() { Cpu = cpu });
        Assert.Equal(cpu.ToString(), seen);
        Assert.Equal(cpu, thread.Rights.Cpu);
        Assert.Empty(thread.Refusals);
    }

    [Theory]
    [InlineData(1023)]
    [InlineData(5000)]
    [InlineData(-3)]
    public void A_CPU_that_is_not_there_is_refused_in_words_and_the_work_is_done_all_the_same(int cpu)
    {
        string all = OwnStatus("Cpus_allowed_list");
        (RealTimeThread thread, string seen) = Run(new() { Cpu = cpu });
        Assert.Equal(all, seen);
        Assert.Equal(-1, thread.Rights.Cpu);
        Assert.Contains("not-pinned", thread.Rights.Shortfall.Names());
        Assert.Matches($"^CPU {cpu}: (Invalid argument|no such number); allowed {all}$", Assert.Single(thread.Refusals));
    }

    [Fact]
    public void A_thread_that_asks_for_no_priority_is_degraded_and_wakes_without_slack()
    {
        (RealTimeThread thread, _) = Run(new());
        Assert.Contains("not-asked", thread.Rights.Shortfall.Names());
        Assert.False(thread.Rights.RealTime);
        Assert.Equal((0, 1, false), (thread.Rights.Priority, thread.Rights.TimerSlackNs, thread.Rights.MemoryLocked));
        Assert.Equal(RealTimeKernel.IsRunning, !thread.Rights.Shortfall.HasFlag(RealTimeShortfall.NoRealTimeKernel));
        Assert.True(thread.Rights.ResidentBytes > 0);
        Assert.Empty(thread.Refusals);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(99)]
    public void A_priority_of_the_kernels_own_threads_is_not_taken(int priority) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RealTimeThread("test", new() { Priority = priority }, () => { }));

    [Theory]
    [InlineData("#1 SMP PREEMPT_RT Debian 6.12.117-1 (2026-01-01)\n", true)]
    [InlineData("#1 SMP PREEMPT_RT", true)]
    [InlineData("#1 SMP PREEMPT_DYNAMIC Debian 6.12.117-1 (2026-01-01)\n", false)]
    [InlineData("#1 SMP PREEMPT Debian 6.1.1\n", false)]
    [InlineData("", false)]
    public void A_real_time_kernel_is_known_by_its_version(string version, bool realTime) => Assert.Equal(realTime, RealTimeKernel.SaysSo(version));

    [Fact]
    public void The_kernels_version_needs_no_file_of_it() => Assert.Equal(File.ReadAllText("/proc/sys/kernel/version").Trim(), RealTimeKernel.Version);

    static (RealTimeThread Thread, string CpusAllowed) Run(RealTimeRequest request)
    {
        string seen = "";
        using RealTimeThread thread = new("test", request, () => seen = OwnStatus("Cpus_allowed_list"));
        thread.Start();
        thread.Join();
        return (thread, seen);
    }

    static string OwnStatus(string name) => File.ReadLines("/proc/thread-self/status").Single(line => line.StartsWith(name + ":")).Split(':')[1].Trim();
}
