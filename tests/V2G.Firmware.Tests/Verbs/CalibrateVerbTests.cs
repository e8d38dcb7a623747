using System.Globalization;
using System.Text.Json;
using V2G.Firmware.Configuration;

namespace V2G.Firmware.Tests.Verbs;

public sealed class CalibrateVerbTests : IDisposable
{
    static readonly string[] Readings = ["va", "vb", "vc", "ia", "ib", "ic"];

    readonly V2gProcess _v2g = new();

    public void Dispose() => _v2g.Dispose();

    static string Csv(double gain = 1.013, double offset = 0.8, params string[] channels)
    {
        double[] levels = [-380, -300, 300, 380];
        return "channel,reference,measured\n" + string.Concat((channels.Length > 0 ? channels : Readings).SelectMany(c =>
            levels.Select(v => string.Create(CultureInfo.InvariantCulture, $"{c},{v / (c[0] == 'i' ? 10 : 1)},{gain * v / (c[0] == 'i' ? 10 : 1) + offset}\n"))));
    }

    V2gResult Calibrate(string csv, params string[] more) => _v2g.Run(
        ["calibrate", "--readings", _v2g.File("readings.csv", csv), "--etc", _v2g.Etc, "--reference", "Bench meter 7", "--reference-accuracy", "0.05",
            "--by", "A. Person", "--serial", "V2G-0007", .. more]);

    SensorOffsets Written => SensorOffsets.Load(Path.Combine(_v2g.Etc, SensorOffsets.FileName), "V2G-0007");

    [Fact]
    public void R_54_readings_become_a_sealed_file_that_says_who_when_and_against_what()
    {
        DateTime before = DateTime.UtcNow.AddSeconds(-1);
        V2gResult result = Calibrate(Csv(), "--json", "--yes").Expect(0);
        SensorOffsets written = Written;
        Assert.All(written.Channels, c => Assert.Equal(1 / 1.013, c.Gain, 6));
        Assert.All(written.Channels, c => Assert.Equal(0.8, c.Offset, 6));
        Assert.Equal(("A. Person", "Bench meter 7", 0.05), (written.CalibratedBy, written.Reference, written.ReferenceAccuracyPercent));
        Assert.InRange(DateTime.Parse(written.CalibratedUtc, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal), before, DateTime.UtcNow.AddSeconds(1));
        JsonElement json = result.Json;
        Assert.True(json.GetProperty("written").GetBoolean());
        Assert.Equal(10, json.GetProperty("uncertainty_ratio").GetDouble(), 6);
        Assert.Equal(6, json.GetProperty("channels").GetArrayLength());
        foreach (string key in (string[])["channel", "unit", "points", "gain", "offset", "phase_deg", "residual_max_percent", "residual_rms_percent", "source"])
            Assert.True(json.GetProperty("channels")[0].TryGetProperty(key, out _), key);
        // 7.33 pu/pu on 22 kVA.
        Assert.Equal(1.6133, json.GetProperty("kvar_per_percent_voltage").GetDouble(), 3);
        Assert.Empty(Directory.GetFiles(_v2g.Etc, "*.new"));
    }

    [Fact]
    public void The_file_before_is_kept_and_channels_without_readings_keep_its_figures()
    {
        Calibrate(Csv(), "--yes").Expect(0);
        string first = File.ReadAllText(Path.Combine(_v2g.Etc, SensorOffsets.FileName));
        V2gResult again = Calibrate(Csv(1.02, -0.5, "va", "vb", "vc"), "--yes").Expect(0);
        Assert.Equal(first, File.ReadAllText(Path.Combine(_v2g.Etc, SensorOffsets.FileName + ".previous")));
        Assert.Equal(1 / 1.02, Written.Channels[0].Gain, 6);
        Assert.Equal(1 / 1.013, Written.Channels[3].Gain, 6);
        Assert.Contains("ia: no readings, the calibration before is kept", again.Err);
    }

    [Fact]
    public void A_weak_reference_is_warned_of_and_a_bad_reading_is_not_accepted()
    {
        Assert.Contains("uncertainty ratio 2.5:1 is below 4:1", _v2g.Run("calibrate", "--readings", _v2g.File("r.csv", Csv()), "--etc", _v2g.Etc,
            "--reference", "x", "--reference-accuracy", "0.2", "--serial", "s", "--dry-run").Expect(0).Err);
        V2gResult bad = Calibrate(Csv().Replace("va,300,304.7", "va,300,310", StringComparison.Ordinal), "--yes").Expect(5);
        Assert.Contains("va: a reading is off by", bad.Err);
        Assert.False(File.Exists(Path.Combine(_v2g.Etc, SensorOffsets.FileName)));
    }

    [Fact]
    public void Nothing_is_written_on_a_dry_run_or_without_consent()
    {
        Calibrate(Csv(), "--dry-run").Expect(0);
        Assert.Contains("not confirmed", Calibrate(Csv()).Expect(4).Err);
        Assert.Empty(Directory.GetFiles(_v2g.Etc));
    }

    [Theory]
    [InlineData("calibrate", 2, "--readings FILE, or --simulate")]
    [InlineData("calibrate --readings r.csv", 2, "--reference NAME")]
    [InlineData("calibrate --readings r.csv --reference x", 2, "--reference-accuracy")]
    [InlineData("calibrate --readings r.csv --reference x --reference-accuracy 0", 2, "0.0001 … 10")]
    [InlineData("calibrate --simulate --readings r.csv", 2, "--readings FILE, or --simulate")]
    [InlineData("calibrate --simulate --etc /nowhere/v2g", 8, "no directory")]
    public void What_is_missing_is_said(string line, int exitCode, string said) => Assert.Contains(said, _v2g.Run(line.Split(' ')).Expect(exitCode).Err);

    [Fact]
    public void A_name_can_not_write_a_line_of_its_own() => Assert.Contains("--by must be", Calibrate(Csv(), "--by", "x\nva.gain = 9").Err);

    [Fact]
    public void R_55_every_voltage_needs_readings_and_swapped_phases_are_refused()
    {
        Assert.Contains("vc: no readings; every voltage needs them", Calibrate(Csv(1.01, 0, "va", "vb"), "--yes").Expect(8).Err);
        string swapped = "channel,reference,measured,reference_deg,measured_deg\n"
            + string.Concat(Enumerable.Range(0, 3).Select(p => $"v{"abc"[p]},300,300,{-120 * p},{(p == 0 ? 0 : p == 1 ? 120 : -120)}\nv{"abc"[p]},380,380,{-120 * p},{(p == 0 ? 0 : p == 1 ? 120 : -120)}\n"));
        V2gResult result = Calibrate(swapped, "--yes").Expect(8);
        Assert.Contains("vb: ", result.Err);
        Assert.Contains("phases are swapped", result.Err);
    }

    [Fact]
    public void The_simulated_boards_calibration_loads_into_a_run()
    {
        V2gResult result = _v2g.Run("calibrate", "--simulate", "--etc", _v2g.Etc, "--yes", "--json").Expect(0);
        Assert.True(result.Json.GetProperty("simulated").GetBoolean());
        Assert.InRange(result.Json.GetProperty("voltage_residual_percent").GetDouble(), 0, 0.05);
        _v2g.Run("config", "check", "--etc", _v2g.Etc).Expect(0);
        SensorOffsets.Load(Path.Combine(_v2g.Etc, SensorOffsets.FileName), Defaults.SimulatedSerial);
        // The board has the sensors that it was calibrated with, so the sag test is as true as on ideal ones.
        JsonElement sag = _v2g.Run("testing-tool", "--simulate-sag", "0.94", "--etc", _v2g.Etc, "--json").Expect(0).Json;
        Assert.Equal(0.2933, sag.GetProperty("q_measured_pu").GetDouble(), 0.004);
    }

    [Fact]
    public void A_damaged_or_foreign_file_is_replaced_but_nothing_of_it_is_kept()
    {
        string file = Path.Combine(_v2g.Etc, SensorOffsets.FileName);
        File.WriteAllText(file, "format = 1\n");
        Assert.Contains("nothing is kept of the file", Calibrate(Csv(), "--yes").Expect(0).Err);
        V2gResult other = Calibrate(Csv(), "--yes", "--serial", "V2G-0008");
        Assert.Contains("belongs to unit 'V2G-0007': nothing of it is kept", other.Expect(0).Err);
        // A real unit's calibration is not lost to a simulated one.
        Assert.Contains("does not replace a real one", _v2g.Run("calibrate", "--simulate", "--etc", _v2g.Etc, "--yes").Expect(4).Err);
    }
}
