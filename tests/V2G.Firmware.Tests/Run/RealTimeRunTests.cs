using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using V2G.Firmware.Run;
using V2G.Firmware.Terminal;
using V2G.Linux.ProcessImage;

namespace V2G.Firmware.Tests.Run;

/// <summary>What the loop of a running controller got from the kernel, and what becomes of its time when it is held up.</summary>
public sealed class RealTimeRunTests : IDisposable
{
    const int Interrupt = 2, Stop = 19, Continue = 18, PatienceMs = 30_000;

    readonly V2gProcess _v2g = new();

    [Fact]
    public void R_127_with_the_right_to_it_the_loop_runs_under_FIFO_at_the_priority_asked_for()
    {
        Process process = _v2g.Start("run", "--simulate", "--plain", "--script", "steady", "--duration", "60", "--priority", "7", "--cpu", FirstCpu);
        JsonElement rt = Running(process);
        int loop = ControllerId();
        (int policy, int priority) = Scheduling(loop);
        bool refused = Lacking(rt).Contains("no-fifo");
        // Where this user has no right to it, the status must not claim it.
        Assert.Equal(refused ? (0, 0) : (1, 7), (policy, priority));
        Assert.Equal(priority, rt.GetProperty("priority").GetInt32());
        Assert.Equal(FirstCpu, rt.GetProperty("cpu").GetInt32().ToString());
        bool locked = !File.ReadLines($"/proc/{loop}/status").Single(line => line.StartsWith("VmLck:")).Contains("\t       0 kB");
        Assert.Equal(locked, rt.GetProperty("memory_locked").GetBoolean());
        Assert.Equal(!locked, Lacking(rt).Contains("memory-not-locked"));
        // It also ends like any other.
        Interrupted(process);
        Assert.False(File.Exists(ImagePath));
    }

    [Fact]
    public void R_29_R_127_without_the_right_to_FIFO_and_locked_memory_the_loop_runs_degraded_and_says_why()
    {
        string[] limits = ["prlimit", "--rtprio=0:0", "--memlock=65536:65536"];
        // Root needs no limit but capabilities, and gives them up here.
        string[] launcher = Environment.IsPrivilegedProcess ? ["setpriv", "--bounding-set=-sys_nice,-ipc_lock", .. limits] : limits;
        Process process = _v2g.StartUnder(launcher, "run", "--simulate", "--plain", "--script", "steady", "--duration", "60", "--priority", "50", "--cpu", "1023");
        JsonElement rt = Running(process);
        Assert.Equal((0, 0), Scheduling(ControllerId()));
        string[] lacking = Lacking(rt);
        Assert.Contains("no-fifo", lacking);
        Assert.Contains("memory-not-locked", lacking);
        Assert.Contains("not-pinned", lacking);
        Assert.Equal(0, rt.GetProperty("priority").GetInt32());
        Assert.False(rt.GetProperty("memory_locked").GetBoolean());
        V2gResult run = Interrupted(process);
        Assert.Contains("real time: no SCHED_FIFO 50: Operation not permitted (LimitRTPRIO=50 or more)", run.Err);
        Assert.Contains("real time: memory not locked: RLIMIT_MEMLOCK is 64 KiB", run.Err);
        Assert.Contains("real time: CPU 1023: Invalid argument; allowed ", run.Err);
    }

    [Theory]
    [InlineData("--priority 0", "--priority must be 1 … 98")]
    [InlineData("--priority 99", "--priority must be 1 … 98")]
    [InlineData("--cpu -1", "--cpu must be 0 … 1023")]
    [InlineData("--priority 50 --speed 2", "--speed 1 or less")]
    public void What_no_loop_can_be_given_is_refused(string options, string said) =>
        Assert.Contains(said, _v2g.Run(["run", "--simulate", "--plain", .. options.Split(' ')]).Expect(ExitCode.Usage).Err);

    [Fact]
    public void R_128_a_simulated_board_that_was_held_up_catches_up_with_the_wall()
    {
        Process process = _v2g.Start("run", "--simulate", "--plain", "--script", "steady", "--duration", "60");
        Running(process);
        using ImageReader file = new(ImagePath, ImageLayouts.Controller);
        SectionReader<ControllerImage> reader = file.Section<ControllerImage>(ImageLayouts.Shown);
        // While the loop keeps up, the board's clock and the wall's run side by side: the best of a while says how far apart.
        long apart = Enumerable.Range(0, 20).Max(_ => { Thread.Sleep(25); return Ahead(reader); });
        HoldUp(1500);
        ControllerImage image = default;
        Until(() => reader.TryRead(out image, out _) && image.Overruns > 1000 && Ahead(reader) > apart - 20_000_000);
        Assert.Equal(0, image.GivenUpTicks);
    }

    [Fact]
    public void R_17_a_stall_of_the_loop_is_a_deadline_missed_and_is_over_when_the_loop_is_on_time()
    {
        Process process = _v2g.Start("run", "--simulate", "--plain", "--script", "steady", "--duration", "60");
        Running(process);
        HoldUp(300);
        Until(() =>
        {
            JsonElement status = _v2g.Run("status", "--json").Json;
            return status.GetProperty("late_ticks").GetInt64() > 0 && status.GetProperty("inhibits").GetArrayLength() == 0
                && File.ReadAllText(Path.Combine(_v2g.RunDirectory, "log", "service.log")).Contains("code=0xE1 text=\"0xE1 Control Deadline Missed: passed\"");
        });
    }

    [Theory]
    [InlineData("0.5")]
    [InlineData("2")]
    [InlineData("5")]
    public void R_128_the_period_comes_from_the_configuration(string milliseconds)
    {
        File.WriteAllText(Path.Combine(_v2g.Etc, "v2g.yaml"), $"loop:\n  period: {milliseconds} ms\n");
        Process process = _v2g.Start("run", "--simulate", "--plain", "--script", "steady", "--etc", _v2g.Etc, "--duration", "60");
        Running(process);
        using ImageReader file = new(ImagePath, ImageLayouts.Controller);
        SectionReader<ControllerImage> reader = file.Section<ControllerImage>(ImageLayouts.Shown);
        // Its own clock moves by that much a tick, and it is in step with the wall's.
        ControllerImage first = default, last = default;
        Until(() => reader.TryRead(out first, out _) && first.Ticks > 0);
        Until(() => reader.TryRead(out last, out _) && last.TimeNs > first.TimeNs + 1_000_000_000);
        Assert.Equal(double.Parse(milliseconds, System.Globalization.CultureInfo.InvariantCulture) * 1e6, (double)(last.TimeNs - first.TimeNs) / (last.Ticks - first.Ticks));
        Assert.True(last.Grid.Valid && Math.Abs(last.Grid.FrequencyHz - 60) < 0.1);
        Assert.InRange(last.AllocatedBytes, 0, V2gProcess.CompilersBytes);
    }

    [Fact]
    public void R_128_what_a_simulated_board_catches_up_with_has_a_bound()
    {
        Process process = _v2g.Start("run", "--simulate", "--plain", "--script", "steady", "--duration", "60", "--speed", "50");
        Running(process);
        using ImageReader file = new(ImagePath, ImageLayouts.Controller);
        SectionReader<ControllerImage> reader = file.Section<ControllerImage>(ImageLayouts.Shown);
        // A second is 50 000 ticks here, five times the bound.
        HoldUp(1000);
        Until(() => reader.TryRead(out ControllerImage image, out _) && image.GivenUpTicks > 10_000);
    }

    [Fact]
    public void R_126_an_allocation_of_the_loop_is_a_violation_and_a_collection_only_where_it_has_the_process_to_itself()
    {
        Assert.False(new ControllerImage { OwnProcess = true }.RealTimeViolated);
        Assert.True(new ControllerImage { OwnProcess = true, AllocatedBytes = 24 }.RealTimeViolated);
        Assert.True(new ControllerImage { OwnProcess = true, Collections = 1 }.RealTimeViolated);
        Assert.False(new ControllerImage { Collections = 1 }.RealTimeViolated);
        Assert.True(new ControllerImage { AllocatedBytes = 24 }.RealTimeViolated);
    }

    public void Dispose() => _v2g.Dispose();

    static string FirstCpu => File.ReadLines("/proc/self/status").Single(line => line.StartsWith("Cpus_allowed_list:")).Split('\t')[1].Split('-', ',')[0];

    static string[] Lacking(JsonElement rt) => [.. rt.GetProperty("lacking").EnumerateArray().Select(x => x.GetString()!)];

    // How far the board's clock is ahead of the wall's, ns, from an origin that does not change.
    static long Ahead(SectionReader<ControllerImage> reader) => reader.TryRead(out ControllerImage image, out long wallNs) ? image.TimeNs - wallNs : long.MinValue;

    JsonElement Running(Process process)
    {
        JsonElement rt = default;
        Until(() =>
        {
            Assert.False(process.HasExited);
            V2gResult status = _v2g.Run("status", "--json");
            if (status.ExitCode == ExitCode.Unreachable) return false;
            rt = status.Json.GetProperty("real_time");
            return rt.GetProperty("wake_ups").GetInt64() > 0;
        });
        return rt;
    }

    static (int Policy, int Priority) Scheduling(int process)
    {
        // proc(5): after the name in parentheses the fields from the third on; 40 is the priority, 41 the policy.
        string[] fields = [.. Directory.EnumerateDirectories($"/proc/{process}/task").Select(task => File.ReadAllText(Path.Combine(task, "stat")))
            .Single(stat => stat.Contains("(control)")).Split(") ")[1].Split(' ')];
        return (int.Parse(fields[41 - 3]), int.Parse(fields[40 - 3]));
    }

    static V2gResult Interrupted(Process process)
    {
        Assert.Equal(0, Signal(process.Id, Interrupt));
        return V2gProcess.Finish(process).Expect(ExitCode.Interrupted);
    }

    // The role, not who looks after it.
    int ControllerId()
    {
        using ImageReader file = new(ImagePath, ImageLayouts.Controller);
        return file.WriterProcessId;
    }

    string ImagePath => Path.Combine(_v2g.RunDirectory, ControllerImage.FileName);

    void HoldUp(int milliseconds)
    {
        int loop = ControllerId();
        Assert.Equal(0, Signal(loop, Stop));
        Thread.Sleep(milliseconds);
        Assert.Equal(0, Signal(loop, Continue));
    }

    static void Until(Func<bool> condition) => Assert.True(SpinWait.SpinUntil(() =>
    {
        if (condition()) return true;
        Thread.Sleep(20);
        return false;
    }, PatienceMs), "did not come about");

    [DllImport("libc.so.6", EntryPoint = "kill")]
    static extern int Signal(int process, int signal);
}
