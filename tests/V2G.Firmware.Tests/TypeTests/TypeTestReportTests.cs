using System.Text.Json;
using System.Xml.Linq;

namespace V2G.Firmware.Tests.TypeTests;

/// <summary>What a user of the verb gets.</summary>
public sealed class TypeTestReportTests
{
    [Fact]
    public void The_report_is_one_well_formed_page_without_scripts_or_anything_from_outside()
    {
        using V2gProcess v2g = new();
        string file = v2g.File("report.html");
        V2gResult result = v2g.Run("testing-tool", "type-test", "VV", "OVT", "PCRT", "--html", file).Expect(0);
        Assert.StartsWith("SIMULATED", result.Out);
        string text = File.ReadAllText(file);
        XDocument page = XDocument.Parse(text);
        string[] ids = [.. page.Descendants().Attributes("id").Select(a => a.Value)];
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.True(page.Descendants().Count(e => e.Name.LocalName == "svg") > 20);
        Assert.DoesNotContain(page.Descendants(), e => e.Name.LocalName is "script" or "img" or "link" or "iframe");
        Assert.DoesNotContain(page.Descendants().Attributes(), a => a.Name.LocalName is "src" || (a.Name.LocalName is "href" && !a.Value.StartsWith('#')));
        Assert.Contains("SIMULATED", text);
        Assert.True(text.Length < 3_000_000, $"{text.Length} characters");
    }

    [Fact]
    public void Json_tells_every_criterion_with_its_figures()
    {
        using V2gProcess v2g = new();
        JsonElement report = v2g.Run("testing-tool", "type-test", "vref", "--json", "--category", "A").Expect(0).Json;
        Assert.True(report.GetProperty("simulated").GetBoolean());
        Assert.Equal("A", report.GetProperty("category").GetString());
        Assert.Equal(2, report.GetProperty("passed").GetInt32());
        JsonElement check = report.GetProperty("procedures")[0].GetProperty("groups")[0].GetProperty("steps")[0].GetProperty("checks")[0];
        Assert.Equal("pu", check.GetProperty("unit").GetString());
        Assert.Equal(0.025, check.GetProperty("high").GetDouble(), 6);
        Assert.False(check.GetProperty("own").GetBoolean());
    }

    [Fact]
    public void A_wrong_device_is_said_loudly_and_ends_with_the_exit_code_of_a_verdict()
    {
        using V2gProcess v2g = new();
        V2gResult result = v2g.Run("testing-tool", "type-test", "OVT", "--fault", "late-trip").Expect(5);
        Assert.Contains("WRONG ON PURPOSE (late-trip)", result.Out);
        Assert.Contains("FAILED  OVT", result.Out);
        Assert.Matches(@"\d+ passed, [1-9]\d* failed\s*$", result.Out);
    }

    [Fact]
    public void Unknown_words_are_refused_with_what_is_allowed()
    {
        using V2gProcess v2g = new();
        Assert.Contains("did you mean 'LVRT'", v2g.Run("testing-tool", "type-test", "LVTR").Expect(2).Err);
        Assert.Contains("did you mean 'slope'", v2g.Run("testing-tool", "type-test", "--fault", "slop").Expect(2).Err);
        Assert.Contains("allowed: I, II, III", v2g.Run("testing-tool", "type-test", "--abnormal-category", "IV").Expect(2).Err);
        Assert.Contains("allowed: A, B", v2g.Run("testing-tool", "type-test", "--category", "1").Expect(2).Err);
    }

    [Fact]
    public void The_list_names_procedures_and_faults()
    {
        using V2gProcess v2g = new();
        V2gResult result = v2g.Run("testing-tool", "type-test", "--list").Expect(0);
        Assert.Contains("PCRT", result.Out);
        Assert.Contains("--fault no-restore", result.Out);
    }
}
