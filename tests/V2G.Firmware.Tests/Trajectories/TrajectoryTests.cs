using V2G.Firmware.Trajectories;

namespace V2G.Firmware.Tests.Trajectories;

public class TrajectoryTests(ITestOutputHelper output)
{
    [Fact]
    public void R_4_R_13_all_trajectories_of_the_independent_model_are_followed_or_excepted_by_a_rule()
    {
        ComparisonResult[] results = [.. TrajectoryArchive.Names.Select(name => TrajectoryComparison.Compare(TrajectoryArchive.Read(name)))];
        foreach (ExceptionRule rule in ExceptionRule.All)
        {
            string[] names = [.. results.Where(r => r.Rules.Contains(rule.Name)).Select(r => r.Name)];
            output.WriteLine($"'{rule.Name}' ({rule.Clause}): {rule.What}. {names.Length} files: {string.Join(", ", names)}");
        }
        string[] failed = [.. results.Where(r => r.Verdict == "failed").Select(r => $"{r.Name}: {r.FirstBad}")];
        output.WriteLine($"{results.Count(r => r.Verdict == "passed")} passed, {results.Count(r => r.Verdict == "excepted")} excepted, {failed.Length} failed");
        Assert.Empty(failed);
        Assert.Equal(231, results.Length);
        // A rule that is loosened until it covers more shows here.
        Assert.Equal(29, results.Count(r => r.Verdict == "excepted"));
        Assert.InRange(results.Sum(r => r.ExceptedRows), 1, 11_200);
    }

    // Each is wrong in a way that its name says; the comparison must see it on trajectories that no rule excepts.
    public static TheoryData<string, string, string, string> WrongSettings => new()
    {
        { "vv_rand00", "QV_OLRT", "7.1", "lag" },
        { "vw_00", "PV_CURVE_V1", "1.07", "volt-watt" },
        { "crp_4", "CONST_Q_RT", "9", "constant var" },
        { "fd_PV_00", "PF_KOF", "0.047", "droop" },
        { "trip_catII_OV1_trip", "OV1_TRIP_T", "2.2", "trip" },
        { "rt_hv3_1", "NP_RT_RAMP_UP_TIME", "0.3", "restore" },
        { "es_default_BESS", "ES_DELAY", "301", "enter service" },
    };

    [Theory]
    [MemberData(nameof(WrongSettings))]
    public void A_wrong_device_fails(string name, string setting, string value, string what)
    {
        string wrong = System.Text.RegularExpressions.Regex.Replace(TrajectoryArchive.Json(name), $"\"{setting}\": [^,\n}}]*", $"\"{setting}\": {value}");
        Assert.NotEqual(TrajectoryArchive.Json(name), wrong);
        ComparisonResult result = TrajectoryComparison.Compare(Trajectory.Read(name, new StringReader(wrong), new StringReader(TrajectoryArchive.Csv(name))));
        Assert.True(result.Verdict == "failed", $"{what} on {name}: {result.Verdict}");
        Assert.Contains($"row {result.FirstBadRow}", result.FirstBad);
    }

    [Fact]
    public void Settings_that_the_controller_does_not_have_are_named()
    {
        string json = TrajectoryArchive.Json("crp_1").Replace("\"CONST_Q\":", "\"CONST_QQ\": 1, \"CONST_Q\":");
        TrajectoryException e = Assert.Throws<TrajectoryException>(() =>
            TrajectoryComparison.Compare(Trajectory.Read("crp_1", new StringReader(json), new StringReader(TrajectoryArchive.Csv("crp_1")))));
        Assert.Contains("CONST_QQ", e.Message);
    }

    [Theory]
    [InlineData("NP_REACTIVE_SUSCEPTANCE", "0.5")]
    [InlineData("NP_NORMAL_OP_CAT", "\"CAT_C\"")]
    [InlineData("QV_VREF_MAX", "1.1")]
    [InlineData("QV_OLRT", "\"five\"")]
    public void A_value_that_a_setting_cannot_take_is_named(string setting, string value)
    {
        // The effective settings come last in the file.
        string json = TrajectoryArchive.Json("crp_1");
        int at = json.LastIndexOf($"\"{setting}\":", StringComparison.Ordinal);
        int end = json.IndexOf(',', at);
        json = $"{json[..at]}\"{setting}\": {value}{json[end..]}";
        TrajectoryException e = Assert.Throws<TrajectoryException>(() =>
            TrajectoryComparison.Compare(Trajectory.Read("crp_1", new StringReader(json), new StringReader(TrajectoryArchive.Csv("crp_1")))));
        Assert.Contains(setting, e.Message);
    }

    [Theory]
    [InlineData("", "t", "line 1: not JSON")]
    [InlineData("[]", "t", "not a JSON object")]
    [InlineData("{\"der_kind\":\"WIND\"}", "t", "allowed: PV, BESS")]
    [InlineData("{\"der_kind\":\"PV\",\"dt\":-1}", "t", "dt -1")]
    [InlineData("{\"der_kind\":\"PV\",\"dt\":1}", "t", "no 'settings'")]
    [InlineData("{\"der_kind\":\"PV\",\"dt\":1,\"settings\":{},\"events\":[[1,2,3]]}", "t", "an event is")]
    [InlineData("{\"der_kind\":\"PV\",\"dt\":1,\"settings\":{},\"events\":[]}", "", "x.csv: empty")]
    [InlineData("{\"der_kind\":\"PV\",\"dt\":1,\"settings\":{},\"events\":[]}", "t", "no column 'va_pu'")]
    [InlineData("{\"der_kind\":\"PV\",\"dt\":1,\"settings\":{},\"events\":[]}", "t,va_pu,vb_pu,vc_pu,f_hz,p_in_pu,status,p_pu,q_pu", "no rows")]
    [InlineData("{\"der_kind\":\"PV\",\"dt\":1,\"settings\":{},\"events\":[]}", "t,va_pu,vb_pu,vc_pu,f_hz,p_in_pu,status,p_pu,q_pu\n1,1,1,1,60,1,2,NaN,0", "line 2: 'p_pu' is not a number")]
    public void A_broken_file_is_refused_with_its_place(string json, string csv, string expected)
    {
        TrajectoryException e = Assert.Throws<TrajectoryException>(() => Trajectory.Read("x", new StringReader(json), new StringReader(csv)));
        Assert.Contains(expected, e.Message);
    }

    [Fact]
    public void A_folder_is_compared_and_its_verdict_is_the_exit_code()
    {
        using V2gProcess v2g = new();
        Write("crp_1", TrajectoryArchive.Json("crp_1"));
        Assert.EndsWith("1 passed, 0 excepted, 0 failed\n", v2g.Run("testing-tool", "compare", v2g.Directory).Expect(0).Out);
        Write("unknown", TrajectoryArchive.Json("crp_1").Replace("\"CONST_Q\":", "\"CONST_QQ\": 1, \"CONST_Q\":"));
        V2gResult result = v2g.Run("testing-tool", "compare", v2g.Directory).Expect(5);
        Assert.EndsWith("1 passed, 0 excepted, 1 failed\n", result.Out);
        Assert.Contains("CONST_QQ", result.Out);
        Assert.Equal(1, v2g.Run("testing-tool", "compare", v2g.Directory, "--json").Expect(5).Json.GetProperty("failed").GetInt32());
        v2g.Run("testing-tool", "compare", v2g.Etc).Expect(8);

        void Write(string name, string json)
        {
            v2g.File(name + ".json", json);
            v2g.File(name + ".csv", TrajectoryArchive.Csv("crp_1"));
        }
    }
}
