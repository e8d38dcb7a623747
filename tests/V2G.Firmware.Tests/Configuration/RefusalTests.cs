using System.Text;
using V2G.Firmware.Configuration;

namespace V2G.Firmware.Tests.Configuration;

public class RefusalTests
{
    static ConfigurationError[] Errors(string yaml) => Errors(Encoding.UTF8.GetBytes(yaml));

    static ConfigurationError[] Errors(byte[] logic)
    {
        using var etc = new TemporaryEtc();
        File.WriteAllBytes(etc.ControlLogic, logic);
        return [.. Assert.Throws<ConfigurationException>(() => SettingsLoader.Load(etc.Path)).Errors];
    }

    [Theory]
    [InlineData("v_reff: 1.0", 1, 1, "unknown key 'v_reff'; did you mean 'v_ref'?")]
    [InlineData("q_limt: 0.44", 1, 1, "unknown key 'q_limt'; did you mean 'q_limit'?")]
    [InlineData("volt_var:\n  v11: 0.9", 2, 3, "did you mean 'v1'?")]
    [InlineData("volt_vra:\n  v1: 0.9", 1, 1, "did you mean 'volt_var'?")]
    [InlineData("open_loop_response: 5", 1, 1, "'volt_var.open_loop_response' belongs to control-logic.yaml")]
    [InlineData("nominal_voltage: 480", 1, 1, "'site.nominal_voltage' belongs to v2g.yaml")]
    [InlineData("site:\n  phases: 3", 1, 1, "'site.phases' belongs to v2g.yaml")]
    [InlineData("zzzzzz: 1", 1, 1, "unknown key 'zzzzzz'")]
    [InlineData("v_ref:\t1.0", 1, 7, "a tab; use spaces")]
    [InlineData("volt_var:\n\tv1: 0.9", 2, 1, "a tab; use spaces")]
    [InlineData("v_ref: 1.0\nv_ref: 1.01", 2, 1, "'v_ref' is given twice; first in line 1")]
    [InlineData("volt_var.v1: 0.92\nvolt_var:\n  v1: 0.93", 3, 3, "'volt_var.v1' is given twice; first in line 1")]
    [InlineData("v_ref: NaN", 1, 8, "'NaN' is not a number; 'v_ref' needs a number in pu")]
    [InlineData("v_ref: .inf", 1, 8, "'.inf' is not a number")]
    [InlineData("v_ref: -.Inf", 1, 8, "'-.Inf' is not a number")]
    [InlineData("v_ref: 1e400", 1, 8, "'1e400' is too large")]
    [InlineData("v_ref: 1,02", 1, 8, "'1,02': wrong unit ',02'; 'v_ref' is given in pu")]
    [InlineData("v_ref: 0x1", 1, 8, "'v_ref' is given in pu")]
    [InlineData("v_ref: one", 1, 8, "'one' is not a number")]
    [InlineData("v_ref: 480 V", 1, 8, "wrong unit 'V'; 'v_ref' is given in pu")]
    [InlineData("volt_var:\n  open_loop_response: 5 min", 2, 23, "wrong unit 'min'; 'volt_var.open_loop_response' is given in s")]
    [InlineData("v_ref: '1.0'", 1, 8, "'1.0' is quoted text; 'v_ref' needs a number in pu")]
    [InlineData("v_ref: \"1.0\"", 1, 8, "is quoted text")]
    [InlineData("v_ref: &a 1.0", 1, 8, "anchors (&name) are not allowed")]
    [InlineData("v_ref: *a", 1, 8, "aliases (*name) are not allowed")]
    [InlineData("v_ref: !!float 1.0", 1, 8, "tags (!name) are not allowed")]
    [InlineData("v_ref: 1.0\nvolt_var:\n  <<: 1", 3, 3, "merge keys (<<) are not allowed")]
    [InlineData("a: [[[[[[[[1]]]]]]]]", 1, 10, "nested deeper than 6")]
    [InlineData("v_ref: 1.0\n---\nv_ref: 1.0", 2, 1, "a second document starts here; one is allowed")]
    [InlineData("v_ref:", 1, 1, "'v_ref' needs a number in pu")]
    [InlineData("category:", 1, 1, "'category' needs one of: A | B")]
    [InlineData("v_ref: [1.0]", 1, 1, "'v_ref' needs a number in pu")]
    [InlineData("v_ref:\n  - 1.0", 1, 1, "'v_ref' needs a number in pu")]
    [InlineData("v_ref: {a: 1}", 1, 1, "'v_ref' needs a number in pu")]
    [InlineData("volt_var: 5", 1, 11, "'volt_var' must hold indented 'key: value' lines")]
    [InlineData("category: C", 1, 11, "'C' is not allowed for 'category'; allowed: A | B")]
    [InlineData("abnormal_category: 3", 1, 20, "allowed: I | II | III")]
    [InlineData("regulated_voltage: averag", 1, 20, "allowed: average | positive_sequence; did you mean 'average'?")]
    [InlineData("volt_var:\n  enabled: yes", 2, 12, "'yes' is not allowed for 'volt_var.enabled'; allowed: true | false")]
    [InlineData("- v_ref", 1, 1, "the file must be a list of 'key: value' lines")]
    [InlineData("v_ref", 1, 1, "the file must be a list of 'key: value' lines")]
    [InlineData("? [a]\n: 1", 1, 3, "a key must be a plain word")]
    [InlineData("v_ref: 0.94", 1, 8, "v_ref = 0.94 is outside its range; allowed: 0.95 pu … 1.05 pu (IEEE 1547-2018 Table 8)")]
    [InlineData("v_ref: 1.06 pu", 1, 8, "allowed: 0.95 pu … 1.05 pu")]
    [InlineData("trip:\n  ov2:\n    voltage: 1.3", 3, 14, "trip.ov2.voltage = 1.3 is outside its range; allowed: 1.2 pu … 1.2 pu")]
    [InlineData("a\0b: 1", 1, 2, "a zero byte")]
    public void R_59_what_is_wrong_is_told_with_its_place_and_what_is_allowed(string yaml, int line, int column, string message)
    {
        ConfigurationError error = Errors(yaml)[0];
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal((line, column), (error.Line, error.Column));
        Assert.EndsWith($"control-logic.yaml:{line}:{column}: {error.Message}", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_refused_with_their_place() =>
        Assert.Contains("not UTF-8: bad byte at offset 3", Errors([0x61, 0x3A, 0x20, 0xFF])[0].Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_larger_than_its_bound_is_refused_unread()
    {
        string message = Errors(Encoding.UTF8.GetBytes("# " + new string('x', 1_000_000)))[0].Message;
        Assert.Contains("more than 65536 bytes", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_problem_of_both_files_is_told_at_once_in_the_order_of_the_files()
    {
        using var etc = new TemporaryEtc();
        File.WriteAllText(etc.ControlLogic, "q_limit: 9\nv_reff: 1\n");
        File.WriteAllText(etc.Site, "site:\n  phases: 2\n  nominal_voltage: 110\n");
        IReadOnlyList<ConfigurationError> errors = Assert.Throws<ConfigurationException>(() => SettingsLoader.Load(etc.Path)).Errors;
        Assert.Equal(
            ["control-logic.yaml:1:10", "control-logic.yaml:2:1", "v2g.yaml:2:11", "v2g.yaml:3:20"],
            errors.Select(e => $"{System.IO.Path.GetFileName(e.File)}:{e.Line}:{e.Column}"));
        Assert.Contains("site.phases = 2 ", errors[2].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_default_that_the_site_does_not_allow_is_refused_in_the_name_of_its_file()
    {
        using var etc = new TemporaryEtc();
        File.WriteAllText(etc.Site, "site:\n  var_capability: 0.3\n  var_absorb_capability: 0.3\n");
        ConfigurationError error = Assert.Throws<ConfigurationException>(() => SettingsLoader.Load(etc.Path)).Errors[0];
        Assert.Equal("control-logic.yaml: q_limit = 0.44 pu is outside its range; allowed: 0 pu … 0.3 pu (the nameplate's reactive capability)", error.ToString());
    }

    [Fact]
    public void A_refused_q_limit_is_refused_once()
    {
        Assert.Equal("q_limit", Assert.Single(Errors("q_limit: -0.1")).Message.Split(' ')[0]);
        Assert.Equal("q_limit", Assert.Single(Errors("q_limit: 0.5")).Message.Split(' ')[0]);
    }

    [Fact]
    public void A_directory_in_place_of_a_file_is_refused()
    {
        using var etc = new TemporaryEtc();
        Assert.Throws<ConfigurationException>(() => SettingsLoader.Load(null, etc.Path));
    }
}
