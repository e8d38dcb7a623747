using System.Diagnostics;
using System.Text.Json;
using V2G.Firmware.Terminal;

namespace V2G.Firmware.Tests.Verbs;

/// <summary>A controller on a simulated board in a process of its own, for as long as the tests of a class take.</summary>
public sealed class RunningController : IDisposable
{
    internal V2gProcess V2g { get; } = new();

    public RunningController()
    {
        File.WriteAllText(Path.Combine(V2g.Etc, "control-logic.yaml"), "volt_var:\n  open_loop_response: 1\n");
        Process = V2g.Start("run", "--simulate", "--script", "steady", "--etc", V2g.Etc, "--plain", "--speed", "4", "--duration", "900");
        Good("status");
        Good("meter");
    }

    /// <summary>
    /// A verb's answer once all is well: on a host that is busy with other tests a loop may be late for a moment, and then says so by its
    /// exit code.
    /// </summary>
    internal V2gResult Good(string line)
    {
        V2gResult result;
        long end = Environment.TickCount64 + 60_000;
        do
        {
            result = V2g.Run(line.Split(' '));
            if (result.ExitCode == 0) return result;
            Thread.Sleep(50);
        }
        while (Environment.TickCount64 < end && !Process.HasExited);
        throw new InvalidOperationException($"`v2g {line}`: exit {result.ExitCode}\n{result.Out}\n{result.Err}\n{V2g.Run("why").Out}\n{(Process.HasExited ? Process.StandardError.ReadToEnd() : "it runs")}");
    }

    public Process Process { get; }

    public void Dispose() => V2g.Dispose();
}

public sealed class RunningControllerTests(RunningController controller) : IClassFixture<RunningController>
{
    V2gResult Run(string line) => controller.V2g.Run(line.Split(' '));

    V2gResult Good(string line) => controller.Good(line);

    [Fact]
    public void Status_tells_the_state_in_words_and_in_json()
    {
        V2gResult words = Good("status");
        Assert.StartsWith("SIMULATED board\n", words.Out);
        Assert.Contains("in service", words.Out);
        JsonElement json = Good("status --json").Json;
        Assert.Equal("in service", json.GetProperty("state").GetString());
        Assert.True(json.GetProperty("simulated").GetBoolean());
        Assert.Equal("locked", json.GetProperty("sync").GetString());
        Assert.InRange(json.GetProperty("allocated_bytes").GetInt64(), 0, V2gProcess.CompilersBytes);
        // R-6: said, not assumed.
        Assert.Contains("PCC (measured at the terminal", json.GetProperty("reference_point").GetString());
        Assert.Equal(0, json.GetProperty("inhibits").GetArrayLength());
    }

    [Fact]
    public void Why_tells_that_power_may_flow() => Assert.True(Good("why --json").Json.GetProperty("power_may_flow").GetBoolean());

    [Fact]
    public void R_109_the_meter_shows_both_conventions_and_powers_that_agree()
    {
        JsonElement json = Good("meter --json").Json;
        JsonElement phase = json.GetProperty("phases")[0];
        double p = json.GetProperty("p_kw").GetDouble(), q = json.GetProperty("q_kvar").GetDouble(), s = json.GetProperty("s_kva").GetDouble();
        Assert.InRange(p, -7, -6);
        Assert.InRange(Math.Sqrt(p * p + q * q) / s, 0.99, 1.001);
        // A charging unit: half a turn apart in the two conventions.
        double generator = phase.GetProperty("generator_angle_deg").GetDouble(), load = phase.GetProperty("load_angle_deg").GetDouble();
        Assert.Equal(180, Math.Abs(Math.IEEERemainder(generator - load, 360)), 0.1);
        Assert.InRange(phase.GetProperty("v").GetDouble(), 265, 285);
        Assert.InRange(phase.GetProperty("thd_v_percent").GetDouble(), 1.5, 2.5);
        Assert.Equal(24, phase.GetProperty("v_harmonics_percent").GetArrayLength());
        Assert.Contains("THD", Good("meter --harmonics").Out);
    }

    [Fact]
    public void A_second_controller_and_a_calibration_are_refused()
    {
        Assert.Contains("already runs", Run($"run --simulate --etc {controller.V2g.Etc}").Expect(ExitCode.Refused).Err);
        Assert.Contains("a controller runs", Run($"calibrate --simulate --yes --etc {controller.V2g.Etc}").Expect(ExitCode.Refused).Err);
        Assert.False(File.Exists(Path.Combine(controller.V2g.Etc, "sensor_offsets.conf")));
        Good("status");
    }

    [Fact]
    public void The_plot_shows_where_the_controller_stands()
    {
        V2gResult result = Run($"curve plot --ascii --etc {controller.V2g.Etc}").Expect(0);
        Assert.StartsWith("SIMULATED board\n", result.Out);
        Assert.Contains("O now ", result.Out);
        Assert.Contains("other settings", controller.V2g.Run("curve", "plot", "--etc", controller.V2g.RunDirectory).Err);
    }

    [Fact]
    public void R_72_a_sag_test_without_consent_lets_no_power_follow_and_with_it_does()
    {
        Assert.Contains("not confirmed", Run("testing-tool --simulate-sag 0.94 --energised").Expect(ExitCode.Refused).Err);
        // While power is inhibited, `why` must say so: the figures decided are not delivered.
        Process test = controller.V2g.Start("testing-tool", "--simulate-sag", "0.94", "--duration", "12", "--json");
        bool seen = false;
        while (!test.HasExited)
        {
            V2gResult why = Run("why --json");
            seen |= why.ExitCode == ExitCode.Refused && why.Out.Contains("SAG_TEST", StringComparison.Ordinal);
            if (seen) Assert.Contains("another test runs", Run("testing-tool --simulate-sag 0.9 --duration 1").Expect(ExitCode.Refused).Err);
            if (seen) break;
        }
        JsonElement quiet = V2gProcess.Finish(test).Json;
        Assert.True(seen, "the test was never seen by `why`");
        Assert.False(quiet.GetProperty("energised").GetBoolean());
        Assert.Equal(0.2933, quiet.GetProperty("q_measured_pu").GetDouble(), 0.01);

        JsonElement live = Run("testing-tool --simulate-sag 0.94 --duration 4 --energised --yes --json").Json;
        Assert.True(live.GetProperty("energised").GetBoolean());
        Assert.Equal(0.2933, live.GetProperty("q_measured_pu").GetDouble(), 0.01);
        Assert.True(live.GetProperty("back_to_baseline").GetBoolean());
        Assert.Contains(live.GetProperty("transitions").EnumerateArray(), t => t.GetString()!.Contains("supporting: inject", StringComparison.Ordinal));
    }
}

public sealed class RunVerbTests : IDisposable
{
    readonly V2gProcess _v2g = new();

    public void Dispose() => _v2g.Dispose();

    [Fact]
    public void A_run_ends_after_its_duration_says_SIMULATED_in_every_line_and_leaves_a_recording_that_replays()
    {
        string cff = _v2g.File("run.cff");
        V2gResult run = _v2g.Run("run", "--simulate", "--script", "steady", "--etc", _v2g.Etc, "--plain", "--duration", "1.5", "--record", cff).Expect(0);
        Assert.All(run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.StartsWith("SIMULATED ", line));
        Assert.Contains("kvar", run.Out);
        Assert.Contains("of waveform written", run.Err);
        Assert.False(File.Exists(Path.Combine(_v2g.RunDirectory, "controller.sock")));
        JsonElement replay = _v2g.Run("replay", cff, "--json").Expect(0).Json;
        Assert.False(replay.GetProperty("tripped").GetBoolean());
        Assert.Equal(0, replay.GetProperty("events").GetArrayLength());
        _v2g.Run("status").Expect(ExitCode.Unreachable);
    }

    [Fact]
    public void An_interrupted_run_ends_in_order_with_130()
    {
        Process run = _v2g.Start("run", "--simulate", "--etc", _v2g.Etc, "--plain", "--duration", "60");
        for (int i = 0; i < 100 && _v2g.Run("status").ExitCode == ExitCode.Unreachable; i++) Thread.Sleep(20);
        using (Process kill = Process.Start("kill", ["-INT", run.Id.ToString()])) kill.WaitForExit();
        V2gProcess.Finish(run).Expect(ExitCode.Interrupted);
        Assert.False(File.Exists(Path.Combine(_v2g.RunDirectory, "controller.sock")));
    }
}
