using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using V2G.Control;
using V2G.Firmware.Roles;
using V2G.Firmware.Run;
using V2G.Firmware.Terminal;
using V2G.Linux.ProcessImage;
using V2G.Linux.RealTime;

namespace V2G.Firmware.Tests.Roles;

/// <summary>The roles of a board as processes: what becomes of the others when one is stopped or killed.</summary>
public sealed class RolesTests : IDisposable
{
    const int Kill = 9, Terminate = 15, Stop = 19, Continue = 18, PatienceMs = 30_000;

    readonly V2gProcess _v2g = new();

    Process Run(params string[] more)
    {
        Process run = _v2g.Start(["run", "--simulate", "--plain", "--script", "steady", "--etc", _v2g.Etc, "--duration", "120", .. more]);
        Until(() => !run.HasExited && Link("vehicle-link").Present && Link("grid-link").Present && Link("recorder").Present && Link("fan-controller").Present);
        return run;
    }

    [Fact]
    public void R_126_a_link_that_is_killed_is_started_anew_and_the_loop_does_not_notice()
    {
        Process run = Run();
        foreach (string name in new[] { "vehicle-link", "grid-link", "recorder", "fan-controller" })
        {
            int before = Link(name).ProcessId;
            Assert.Equal(0, Signal(before, Kill));
            Until(() => Link(name) is { Present: true } link && link.ProcessId != before);
        }
        JsonElement status = _v2g.Run("status", "--json").Json;
        // How late its ticks are is this machine's affair; what the loop allocates is its own. This build compiles as it runs, and may
        // need some bytes when a path is taken first; of what is flashed scripts/board-test demands that there be none.
        Assert.InRange(status.GetProperty("allocated_bytes").GetInt64(), 0, V2gProcess.CompilersBytes);
        Assert.Equal("in service", status.GetProperty("state").GetString());
        V2gResult said = End(run, Terminate);
        Assert.Contains("vehicle-link ended (signal 9)", said.Err);
        Assert.Contains("\"control loop stopping\"", Log());
    }

    [Fact]
    public void R_112_a_vehicle_link_that_stops_is_a_vehicle_that_is_gone_and_no_fault_of_the_control_bus()
    {
        Process run = Run();
        int link = Link("vehicle-link").ProcessId;
        Assert.Equal(0, Signal(link, Stop));
        Until(() => Limiters().Contains("EV_STALE"));
        Until(() => !Link("vehicle-link").Present);
        Assert.Equal(0, Signal(link, Continue));
        Until(() => Link("vehicle-link").Present && Limiters().Length == 0);
        Assert.True(Why().GetProperty("power_may_flow").GetBoolean());
        End(run, Terminate);
        string log = Log();
        Assert.Contains("level=warn text=\"vehicle-link is silent\"", log);
        Assert.DoesNotContain("0x82", log);
    }

    [Fact]
    public void R_133_a_controller_that_dies_is_restarted_twice_and_not_thrice()
    {
        Process run = Run();
        for (int n = 1; n <= 3; n++)
        {
            int before = Controller();
            Assert.Equal(0, Signal(before, Kill));
            if (n < 3) Until(() => Controller() is var now and not 0 && now != before);
        }
        V2gResult ended = V2gProcess.Finish(run).Expect(ExitCode.Failed);
        Assert.Contains("ended 3 times within ten minutes", ended.Err);
        // Nothing is left behind.
        Until(() => !Processes().Any());
    }

    [Fact]
    public void R_77_the_fans_run_at_full_speed_within_two_seconds_of_the_controllers_death()
    {
        Process controller = _v2g.Start("role", "controller", "--simulate", "--etc", _v2g.Etc);
        Until(() => Controller() != 0);
        Process fan = _v2g.Start("role", "fan-controller");
        Until(() => Link("fan-controller").Present);
        StringBuilder said = Listen(fan);
        Assert.Equal(0, Signal(controller.Id, Kill));
        long killed = Environment.TickCount64;
        Until(() => Holds(said, "controller is silent: full speed"), 5);
        // Told on the host for what it is worth; the limit is kept on the emulated board, whose time is its own.
        TestContext.Current.TestOutputHelper!.WriteLine($"full speed {Environment.TickCount64 - killed} ms after the controller's death");
        Assert.Equal(0, Signal(fan.Id, Terminate));
        fan.WaitForExit();
        Assert.False(Holds(said, "is back"));
    }

    [Fact]
    public void R_77_fans_alone_run_at_full_speed()
    {
        StringBuilder said = Listen(_v2g.Start("role", "fan-controller"));
        Until(() => Holds(said, "controller is silent: full speed"));
    }

    [Fact]
    public void When_the_run_itself_is_killed_no_role_outlives_it()
    {
        Process run = Run();
        Assert.Equal(5, Processes().Count());
        run.Kill();
        Until(() => !Processes().Any());
    }

    [Fact]
    public void R_18_the_command_of_a_controller_that_is_stopped_or_killed_expires_within_100_ms()
    {
        Process run = Run();
        _v2g.Start("role", "inverter-link");
        string path = Path.Combine(_v2g.RunDirectory, "inverter-link", "inverter-link.image");
        Until(() => File.Exists(path));
        using ImageReader file = new(path, CarriedImage.Layout);
        SectionReader<CarriedCommand> carried = file.Section<CarriedCommand>(0);
        Until(() => carried.TryRead(out CarriedCommand c, out _) && c.Command.GateEnable && c.Command.ActivePowerPu < -0.2);
        using ImageReader controller = new(Path.Combine(_v2g.RunDirectory, ControllerImage.FileName), ImageLayouts.Controller);
        foreach (int signal in new[] { Stop, Kill })
        {
            Assert.Equal(0, Signal(controller.WriterProcessId, signal));
            long lastLiveNs = 0;
            Until(() =>
            {
                if (!carried.TryRead(out CarriedCommand c, out long now) || !c.Command.GateEnable) return true;
                lastLiveNs = now;
                return false;
            }, pauseMs: 0);
            controller.Section<CommandSection>(ImageLayouts.Command).TryRead(out _, out long commandedNs);
            // What was carried last was younger than its life, and now nothing is.
            Assert.InRange(lastLiveNs - commandedNs, long.MinValue, V2G.Control.Controller.CommandLifeNs);
            Assert.True(carried.TryRead(out CarriedCommand dead, out _));
            Assert.Equal((false, 0, 0), (dead.Command.GateEnable, dead.Command.ActivePowerPu, dead.Command.VarInjectedPu));
            if (signal != Stop) continue;
            Assert.Equal(0, Signal(controller.WriterProcessId, Continue));
            Until(() => carried.TryRead(out CarriedCommand c, out _) && c.Command.GateEnable);
        }
        // The inverter link has an owner too: it was started by hand, and maps the successor.
        Until(() => carried.TryRead(out CarriedCommand c, out _) && c.Command.GateEnable);
        End(run, Terminate);
    }

    [Fact]
    public void A_command_lives_as_long_as_it_may_and_not_at_all_by_a_clock_that_runs_backwards()
    {
        InverterCommand command = new() { Sequence = 3, ActivePowerPu = 0.5, VarInjectedPu = 0.1, GateEnable = true };
        Assert.Equal(command, InverterCommand.Live(command, 0));
        Assert.Equal(command, InverterCommand.Live(command, V2G.Control.Controller.CommandLifeNs));
        Assert.Equal(new() { Sequence = 3 }, InverterCommand.Live(command, V2G.Control.Controller.CommandLifeNs + 1));
        Assert.Equal(new() { Sequence = 3 }, InverterCommand.Live(command, -1));
    }

    [Fact]
    public void A_role_that_does_not_exist_or_does_nothing_yet_is_refused()
    {
        Assert.Contains("did you mean 'recorder'?", _v2g.Run("role", "recoder").Expect(ExitCode.Usage).Err);
        Assert.Contains("shares no site", _v2g.Run("role", "aggregator").Expect(ExitCode.Usage).Err);
        Assert.Contains("needs a name", _v2g.Run("role").Expect(ExitCode.Usage).Err);
    }

    public void Dispose() => _v2g.Dispose();

    sealed record LinkSeen(bool Present, int ProcessId);

    LinkSeen Link(string name)
    {
        V2gResult status = _v2g.Run("status", "--json");
        if (status.ExitCode == ExitCode.Unreachable) return new(false, 0);
        foreach (JsonElement link in status.Json.GetProperty("links").EnumerateArray())
            if (link.GetProperty("name").GetString() == name) return new(link.GetProperty("present").GetBoolean(), link.GetProperty("process_id").GetInt32());
        return new(false, 0);
    }

    string[] Limiters() => [.. Why().GetProperty("limiters").EnumerateArray().Select(l => l.GetProperty("name").GetString()!)];

    JsonElement Why() => _v2g.Run("why", "--json").Json;

    string Log() => File.ReadAllText(Path.Combine(_v2g.RunDirectory, "log", "service.log"));

    // The living controller's process; 0 when there is none.
    int Controller()
    {
        try
        {
            using ImageReader file = new(Path.Combine(_v2g.RunDirectory, ControllerImage.FileName), ImageLayouts.Controller);
            return file.Section<ControllerImage>(ImageLayouts.Shown).TryRead(out _, out long stamp) && MonotonicClock.NowNs - stamp < 500_000_000 ? file.WriterProcessId : 0;
        }
        catch (Exception e) when (e is FileNotFoundException or InvalidDataException)
        {
            return 0;
        }
    }

    // Processes of roles that were started for this run directory.
    IEnumerable<int> Processes()
    {
        foreach (string directory in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(directory), NumberStyles.None, CultureInfo.InvariantCulture, out int id)) continue;
            string environment, command;
            try
            {
                environment = File.ReadAllText(Path.Combine(directory, "environ"));
                command = File.ReadAllText(Path.Combine(directory, "cmdline"));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                continue;
            }
            if (command.Contains("\0role\0") && environment.Contains($"V2G_RUN_DIR={_v2g.RunDirectory}")) yield return id;
        }
    }

    static StringBuilder Listen(Process process)
    {
        StringBuilder said = new();
        process.ErrorDataReceived += (_, line) =>
        {
            lock (said) said.AppendLine(line.Data);
        };
        process.BeginErrorReadLine();
        return said;
    }

    static bool Holds(StringBuilder said, string text)
    {
        lock (said) return said.ToString().Contains(text, StringComparison.Ordinal);
    }

    static V2gResult End(Process process, int signal)
    {
        Assert.Equal(0, Signal(process.Id, signal));
        return V2gProcess.Finish(process);
    }

    static void Until(Func<bool> condition, int pauseMs = 20) => Assert.True(SpinWait.SpinUntil(() =>
    {
        if (condition()) return true;
        if (pauseMs > 0) Thread.Sleep(pauseMs);
        return false;
    }, PatienceMs), "did not come about");

    [DllImport("libc.so.6", EntryPoint = "kill")]
    static extern int Signal(int process, int signal);
}
