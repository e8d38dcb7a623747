using System.Globalization;
using System.Text;
using V2G.Control.GridSupport;
using V2G.Control.Protection;
using V2G.Control.Settings;
using V2G.Firmware.Configuration;

namespace V2G.Firmware.Tests.Configuration;

public class SettingsLoaderTests
{
    static ControlSettings Parse(string yaml) => SettingsLoader.Parse("control-logic.yaml", yaml);

    public static TheoryData<string> Paths() => [.. SettingKeys.ControlLogic.Concat(SettingKeys.Site).Select(k => k.Path)];

    static SettingKey Key(string path) => SettingKeys.ControlLogic.Concat(SettingKeys.Site).Single(k => k.Path == path);

    // Another value than the default's; whether it is allowed is not asked here.
    static string Other(SettingKey key, in ControlSettings settings)
    {
        string now = key.Get(settings);
        return key.Path == "site.phases" ? "1" : key.IsNumber ? Math.Round(double.Parse(now, CultureInfo.InvariantCulture) + 0.125, 6).ToString(CultureInfo.InvariantCulture)
            : key.WordList.First(w => w != now);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void R_64_a_key_is_written_as_it_is_read_changes_only_itself_and_changes_the_hash(string path)
    {
        SettingKey key = Key(path);
        ControlSettings before = ControlSettings.Default();
        string other = Other(key, before);
        ControlSettings after = key.With(before, other) ?? throw new InvalidOperationException(path);
        Assert.Equal(other, key.Get(after));
        Assert.Equal(before, key.With(after, key.Get(before)));
        foreach (SettingKey each in SettingKeys.ControlLogic.Concat(SettingKeys.Site))
            Assert.Equal(each.Path == path, each.Get(before) != each.Get(after));
        Assert.NotEqual(SettingsLoader.HashOf(before), SettingsLoader.HashOf(after));
        if (!key.IsNumber) Assert.Null(key.With(before, "neither"));
    }

    [Fact]
    public void Every_refusal_names_a_key_that_exists()
    {
        ControlSettings nothing = default;
        var check = new SettingCheck();
        nothing.Check(check);
        ControlSettings.Default(SiteSettings.Default with { NominalFrequencyHz = double.NaN }).Check(check);
        Assert.NotEmpty(check.Refusals);
        foreach (SettingRefusal refusal in check.Refusals) Assert.NotNull(Key(refusal.Key));
    }

    [Fact]
    public void R_64_equal_settings_have_equal_hashes_and_a_difference_in_the_last_digit_shows()
    {
        ControlSettings s = ControlSettings.Default();
        Assert.Equal(SettingsLoader.HashOf(s), SettingsLoader.HashOf(ControlSettings.Default()));
        Assert.NotEqual(SettingsLoader.HashOf(s), SettingsLoader.HashOf(s with { VoltVar = s.VoltVar with { V1Pu = 0.9200000001 } }));
    }

    [Theory]
    [InlineData("", 0.44, 5, 0.88, 21)]
    [InlineData("category: A", 0.25, 10, 0.88, 21)]
    [InlineData("abnormal_category: I", 0.44, 5, 0.70, 2)]
    [InlineData("category: A\nabnormal_category: II", 0.25, 10, 0.70, 10)]
    [InlineData("trip:\n  ov1:\n    time: 2\nabnormal_category: II\ncategory: B", 0.44, 5, 0.70, 10)]
    public void The_categories_choose_the_defaults_wherever_they_are_written(string yaml, double q1, double response, double uv1, double uv1Seconds)
    {
        ControlSettings s = Parse(yaml);
        Assert.Equal((q1, -q1, response), (s.VoltVar.Q1Pu, s.VoltVar.Q4Pu, s.VoltVar.OpenLoopResponseSeconds));
        // Both categories must be able to inject 0.44 (Table 7); that category A absorbs less is a matter of its curves.
        Assert.Equal(0.44, s.QLimitPu);
        Assert.Equal((uv1, uv1Seconds), (s.VoltageTrip.Uv1Pu, s.VoltageTrip.Uv1Seconds));
    }

    [Fact]
    public void R_63_q_limit_scales_a_curve_that_is_not_given_and_leaves_points_that_are()
    {
        Assert.Equal((0.3, -0.3), (Parse("q_limit: 0.3").VoltVar.Q1Pu, Parse("q_limit: 0.3").VoltVar.Q4Pu));
        ControlSettings given = Parse("q_limit: 0.3\nvolt_var:\n  q1: 0.2");
        Assert.Equal((0.2, -0.3), (given.VoltVar.Q1Pu, given.VoltVar.Q4Pu));
    }

    [Theory]
    [InlineData("v_ref: 1.02", 1.02)]
    [InlineData("v_ref: 1.02 pu", 1.02)]
    [InlineData("v_ref: 1.02pu", 1.02)]
    [InlineData("v_ref: +1.02", 1.02)]
    [InlineData("v_ref: 102e-2", 1.02)]
    [InlineData("v_ref: 1.02 # a remark", 1.02)]
    [InlineData("---\nv_ref: 1.02\n...\n", 1.02)]
    [InlineData("{v_ref: 1.02}", 1.02)]
    [InlineData("v_ref: 1.02\r\ncategory: 'B'\r\n", 1.02)]
    [InlineData("\uFEFFv_ref: 1.02", 1.02)]
    [InlineData("# only a remark\twith a tab\n", 1)]
    [InlineData("   \n\n", 1)]
    public void R_60_a_number_may_have_its_unit_and_a_file_its_remarks(string yaml, double vRef) => Assert.Equal(vRef, Parse(yaml).VoltVar.VRefPu);

    [Fact]
    public void Thresholds_follow_the_sites_nominal_frequency()
    {
        using var etc = new TemporaryEtc();
        File.WriteAllText(etc.Site, "site:\n  nominal_frequency: 50 Hz\n  nominal_voltage: 400\n");
        LoadedSettings loaded = SettingsLoader.Load(etc.Path);
        Assert.Equal(FrequencyTripSettings.Default(50), loaded.Settings.FrequencyTrip);
        Assert.Equal(EnterServiceSettings.Default(50), loaded.Settings.EnterService);
        Assert.Equal(400, loaded.Settings.Site.NominalVoltage);
        Assert.Contains(etc.Site, loaded.Sources[0], StringComparison.Ordinal);
        Assert.Contains("factory defaults of category B", loaded.Sources[1], StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_site_says_of_vehicle_and_heat_survives_the_choice_of_categories()
    {
        using var etc = new TemporaryEtc();
        File.WriteAllText(etc.Site, "vehicle:\n  soc_min: 0.3\nthermal:\n  stop: 130 °C\n");
        File.WriteAllText(etc.ControlLogic, "category: A\nabnormal_category: I\n");
        ControlSettings s = SettingsLoader.Load(etc.Path).Settings;
        Assert.Equal((0.3, 130), (s.Vehicle.MinStateOfCharge, s.ModuleHeat.StopCelsius));
    }

    [Theory]
    [InlineData(NormalCategory.A, AbnormalCategory.I, 60)]
    [InlineData(NormalCategory.A, AbnormalCategory.III, 50)]
    [InlineData(NormalCategory.B, AbnormalCategory.II, 50)]
    [InlineData(NormalCategory.B, AbnormalCategory.III, 60)]
    public void What_is_written_out_reads_back_as_the_same_settings_to_the_last_bit(NormalCategory normal, AbnormalCategory abnormal, double hz)
    {
        ControlSettings s = ControlSettings.Default(SiteSettings.Default with { NominalFrequencyHz = hz }, normal, abnormal);
        using var etc = new TemporaryEtc();
        foreach ((string file, SettingKey[] keys) in new[] { (etc.ControlLogic, SettingKeys.ControlLogic), (etc.Site, SettingKeys.Site) })
            File.WriteAllLines(file, keys.Select(key => $"{key.Path}: {key.Get(s)}{(key.IsNumber ? " " + key.Unit : "")}"));
        LoadedSettings loaded = SettingsLoader.Load(etc.Path);
        Assert.Equal(s, loaded.Settings);
        Assert.Equal(SettingsLoader.HashOf(s), loaded.Hash);
    }

    [Fact]
    public void R_59_no_mutation_of_a_valid_file_does_worse_than_a_refusal()
    {
        byte[] valid = Encoding.UTF8.GetBytes("""
            # a site's own curve
            category: B
            abnormal_category: III
            v_ref: 1.0
            q_limit: 0.44 pu
            volt_var:
              enabled: true
              v1: 0.92
              q1: 0.44
              open_loop_response: 5 s
            trip: {ov2: {voltage: 1.2, time: 0.16}}
            "enter_service":
              delay: 300
            """);
        byte[][] tokens = [.. new[]
        {
            "\t", "\0", "[", "]", "{", "}", "- ", "? ", ": ", "&a ", "*a", "!t ", "<<: ", "---\n", "...\n", "|\n", ">\n", "'", "\"", "\\x", "%YAML 9\n", "#",
            "\r", "\n", "\u2028", "\uFFFF", ",", "1e999", "NaN", "  ", "@", "`", "\\", "~", "[[[[[[[[[[", "{{{{{{{{", "- - - - - - - - ",
        }.Select(Encoding.UTF8.GetBytes)];
        var random = new V2G.Simulation.SeededRandom(59);
        int accepted = 0;
        for (int round = 0; round < 20_000; round++)
        {
            List<byte> bytes = [.. valid];
            for (int edits = (int)random.Uniform(1, 6); edits > 0; edits--)
            {
                int at = (int)random.Uniform(0, bytes.Count);
                switch ((int)random.Uniform(0, 5))
                {
                    case 0: bytes[at] = (byte)random.Next(); break;
                    case 1: bytes.RemoveRange(at, Math.Min(bytes.Count - at, (int)random.Uniform(1, 30))); break;
                    case 2: bytes.InsertRange(at, tokens[(int)(random.Next() % (ulong)tokens.Length)]); break;
                    case 3: bytes.InsertRange(at, valid.AsSpan(0, (int)random.Uniform(0, valid.Length)).ToArray()); break;
                    default: bytes[at] = (byte)random.Uniform(32, 127); break;
                }
                if (bytes.Count == 0) bytes.Add((byte)' ');
            }
            try
            {
                YamlTree.Parse("f", bytes.ToArray());
                Parse(Encoding.UTF8.GetString([.. bytes]));
                accepted++;
            }
            catch (ConfigurationException e)
            {
                Assert.NotEmpty(e.Errors);
            }
        }
        Assert.InRange(accepted, 200, 19_000);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{")]
    [InlineData("a#[")]
    [InlineData("'#'[")]
    [InlineData("- ")]
    [InlineData("? ")]
    [InlineData("a: ")]
    [InlineData("a: [b, ")]
    [InlineData("\"")]
    [InlineData("&")]
    [InlineData("-\n")]
    [InlineData("a:\n  ")]
    [InlineData("[a#")]
    [InlineData("|\n ")]
    public void R_59_a_file_full_of_one_trick_is_refused_without_exhausting_anything(string trick)
    {
        StringBuilder text = new();
        while (text.Length + trick.Length < YamlTree.MaxBytes) text.Append(trick);
        Assert.Throws<ConfigurationException>(() => Parse("x: " + text.ToString()[..(YamlTree.MaxBytes - 8)]));
        Assert.Throws<ConfigurationException>(() => Parse(text.ToString()));
    }

    [Fact]
    public void R_59_R_73_a_drivers_own_silence_limit_takes_the_place_of_the_buses_and_its_log_can_be_decided_again()
    {
        using V2gProcess files = new();
        ConfigurationException e = Assert.Throws<ConfigurationException>(() => SettingsLoader.Load(files.File("v2g.yaml", "site:\n  inverter_silence: 0.6 s\n"), null));
        Assert.Contains(e.Errors, x => x.ToString().Contains("site.inverter_silence = 0.6 s is outside its range; allowed: 0.02 s … 0.5 s", StringComparison.Ordinal));
        LoadedSettings loaded = SettingsLoader.Load(files.File("v2g.yaml", "inverter:\n  driver: modbus\n  modbus_address: 127.0.0.1:502\n  modbus_silence: 2000\n"), null);
        Assert.Equal(2, loaded.Settings.Site.InverterSilenceSeconds);
        // What replays a log checks the settings in it.
        SettingCheck check = new();
        loaded.Settings.Check(check);
        Assert.Empty(check.Refusals);
    }

    [Theory]
    [InlineData("lines:\n  second_grid_relay: K2\n", "the first of the pair")]
    [InlineData("lines:\n  grid_relay: K1\n  second_grid_relay_closed: K2\n", "lines.second_grid_relay is none")]
    [InlineData("lines:\n  gate_driver_test: T\n", "nobody would see it")]
    public void R_46_a_line_that_only_makes_sense_with_another_is_refused_without_it(string yaml, string said)
    {
        using V2gProcess files = new();
        ConfigurationException e = Assert.Throws<ConfigurationException>(() => SettingsLoader.Load(files.File("v2g.yaml", yaml), null));
        Assert.Contains(e.Errors, x => x.ToString().Contains(said, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("fans:\n  tachometer: TACH\n", "fans.switch is none")]
    [InlineData("fans:\n  switch: FAN\nlines:\n  grid_relay: FAN\n", "a line is one thing")]
    [InlineData("fans:\n  swich: FAN\n", "switch")]
    public void R_76_a_fan_that_can_not_be_is_refused(string yaml, string said)
    {
        using V2gProcess files = new();
        ConfigurationException e = Assert.Throws<ConfigurationException>(() => SettingsLoader.Load(files.File("v2g.yaml", yaml), null));
        Assert.Contains(e.Errors, x => x.ToString().Contains(said, StringComparison.Ordinal));
    }
}
