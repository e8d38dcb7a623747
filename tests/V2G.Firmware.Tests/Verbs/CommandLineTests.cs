using System.Text.Json;
using V2G.Firmware.Terminal;

namespace V2G.Firmware.Tests.Verbs;

public sealed class CommandLineTests : IDisposable
{
    readonly V2gProcess _v2g = new();

    public void Dispose() => _v2g.Dispose();

    [Theory]
    [InlineData("stauts", "did you mean 'status'?")]
    [InlineData("callibrate", "did you mean 'calibrate'?")]
    [InlineData("replya", "did you mean 'replay'?")]
    [InlineData("frobnicate", "unknown verb 'frobnicate'")]
    [InlineData("config chekc", "did you mean 'check'?")]
    [InlineData("curve polt", "did you mean 'plot'?")]
    [InlineData("curve", "'curve' needs a second word; allowed: show, check, plot")]
    [InlineData("run --simulat", "'--simulat' is not recognized")]
    [InlineData("run --simulate --speed fast", "speed")]
    [InlineData("run --simulate --script storm", "lively or steady, not 'storm'")]
    [InlineData("run --simulate --power 2", "--power must be -1 … 1")]
    [InlineData("run --simulate --duration 0", "--duration must be above 0 s")]
    [InlineData("testing-tool", "--simulate-sag 0.94")]
    [InlineData("testing-tool --simulate-sag 0.3", "--simulate-sag 0.3 is outside its range; allowed: 0.5 … 1.2 pu")]
    [InlineData("testing-tool --simulate-sag NaN", "outside its range")]
    [InlineData("testing-tool --simulate-sag 0.94 --duration 0", "--duration must be 0.1 … 3600 s")]
    [InlineData("curve check --grid-reactance 0.1 --short-circuit-ratio 5", "not both")]
    [InlineData("replay", "'replay' needs a recording: FILE.cfg or FILE.cff")]
    [InlineData("replay x.cfg --nominal-frequency 55", "must be 50 or 60")]
    public void What_is_mistyped_is_a_usage_error_on_stderr_that_names_what_is_right(string line, string said)
    {
        V2gResult result = _v2g.Run(line.Split(' ')).Expect(ExitCode.Usage);
        Assert.Contains(said, result.Err);
        Assert.Empty(result.Out);
    }

    [Theory]
    [InlineData("–simulate-sag")]
    [InlineData("—simulate-sag")]
    [InlineData("−-simulate-sag")]
    public void R_72_a_printed_manuals_dash_is_read_as_two_hyphens_with_a_hint(string option)
    {
        StringWriter said = new();
        Assert.Equal(["testing-tool", "--simulate-sag", "0.94"], CommandLine.Prepare("v2g-testing-tool", [option, "0.94"], said)!);
        Assert.Contains($"read '{option}' as '--simulate-sag'", said.ToString());
    }

    [Theory]
    [InlineData("0.94", 0.2933)]
    [InlineData("1.06", -0.2933)]
    [InlineData("1.08", -0.44)]
    [InlineData("1.00", 0)]
    public void R_36_R_37_R_72_the_sag_test_shows_the_signs_of_the_curve(string sag, double expected)
    {
        JsonElement json = _v2g.Run("testing-tool", "–simulate-sag", sag, "--etc", _v2g.Etc, "--json").Expect(0).Json;
        Assert.Equal(expected, json.GetProperty("q_expected_pu").GetDouble(), 3);
        Assert.Equal(expected, json.GetProperty("q_measured_pu").GetDouble(), 0.01);
        Assert.True(json.GetProperty("simulated").GetBoolean());
        Assert.True(json.GetProperty("back_to_baseline").GetBoolean());
        if (expected == 0) return;
        Assert.InRange(json.GetProperty("t_first_ms").GetDouble(), 0, 100);
        Assert.InRange(json.GetProperty("t90_s").GetDouble(), 4.5, 5.5);
    }

    [Fact]
    public void The_binary_under_the_testing_tools_name_is_the_testing_tool()
    {
        Assert.Equal(["testing-tool", "--simulate-sag", "0.9"], CommandLine.Prepare("/usr/bin/v2g-testing-tool", ["--simulate-sag", "0.9"], TextWriter.Null)!);
        Assert.Equal(["why"], CommandLine.Prepare("/usr/bin/v2g", ["why"], TextWriter.Null)!);
    }

    [Theory]
    [InlineData("-0.5")]
    [InlineData("−0.5")]
    [InlineData("-")]
    [InlineData("file-name")]
    public void What_is_no_option_keeps_its_dash(string word) => Assert.Equal(["run", word], CommandLine.Prepare("v2g", ["run", word], TextWriter.Null)!);

    [Theory]
    [InlineData("status")]
    [InlineData("why")]
    [InlineData("meter")]
    [InlineData("status --json")]
    public void Without_a_controller_its_readers_say_so_with_exit_3(string line)
    {
        V2gResult result = _v2g.Run(line.Split(' ')).Expect(ExitCode.Unreachable);
        Assert.Empty(result.Out);
        Assert.Contains("no controller runs", result.Err);
        Assert.Contains("v2g run --simulate", result.Err);
    }

    [Fact]
    public void A_file_that_is_no_image_is_not_taken_for_a_controller()
    {
        File.WriteAllBytes(Path.Combine(_v2g.RunDirectory, "controller.image"), new byte[100]);
        Assert.Empty(_v2g.Run("status").Expect(ExitCode.Unreachable).Out);
    }

    [Fact]
    public void Every_reports_json_has_its_documented_keys()
    {
        Keys("config show --json --etc " + _v2g.Etc, "accepted", "sources", "settings_hash", "settings", "problems");
        Keys("config check --json --etc " + _v2g.Etc, "accepted", "sources", "settings_hash", "settings", "problems");
        Keys("curve show --json --etc " + _v2g.Etc, "source", "settings_hash", "category", "enabled", "v_ref_pu", "q_limit_pu", "points", "open_loop_response_s",
            "slope_pu_per_pu", "kvar_per_percent_voltage", "grid_reactance_pu", "loop_gain", "gain_margin", "verdict");
        Keys("testing-tool --simulate-sag 0.94 --json --etc " + _v2g.Etc, "simulated", "energised", "board", "sag_pu", "duration_s", "category", "settings_hash",
            "q_expected_pu", "q_measured_pu", "t_first_ms", "t90_s", "open_loop_response_s", "back_to_baseline", "verdict", "failures", "transitions", "asked_unix_s");
        JsonElement fault = _v2g.Run("explain", "0x91", "--json").Expect(0).Json;
        Assert.Contains("0x91", fault.ToString());

        void Keys(string line, params string[] keys) => Assert.Equal(keys, _v2g.Run(line.Split(' ')).Expect(0).Json.EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public void A_refused_configuration_is_exit_8_with_file_and_line_and_stdout_stays_empty()
    {
        File.WriteAllText(Path.Combine(_v2g.Etc, "control-logic.yaml"), "category: B\nvolt_var:\n  v1: 0.99\n  v5: 1\n");
        foreach (string verb in (string[])["config check", "curve show", "run --simulate", "testing-tool --simulate-sag 0.94", "calibrate --simulate --dry-run"])
        {
            V2gResult result = _v2g.Run([.. verb.Split(' '), "--etc", _v2g.Etc]).Expect(ExitCode.InvalidInput);
            Assert.Contains("control-logic.yaml:3:", result.Err);
            Assert.Contains("control-logic.yaml:4:", result.Err);
            Assert.Empty(result.Out);
        }
    }

    [Theory]
    [InlineData("curve check --short-circuit-ratio 20", 0)]
    [InlineData("curve check --grid-reactance 2", 0)]
    public void A_curve_is_proved_for_a_grids_strength(string line, int exitCode)
    {
        V2gResult result = _v2g.Run([.. line.Split(' '), "--etc", _v2g.Etc]).Expect(exitCode);
        Assert.Contains("gain margin", result.Out);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("run --help")]
    [InlineData("--version")]
    public void Help_goes_to_stdout(string line) => Assert.NotEmpty(_v2g.Run(line.Split(' ')).Expect(0).Out);
}
