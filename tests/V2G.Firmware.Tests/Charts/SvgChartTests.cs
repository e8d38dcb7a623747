using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using V2G.Firmware.Charts;

namespace V2G.Firmware.Tests.Charts;

public class SvgChartTests
{
    static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    static SvgChart Chart(params ChartPanel[] panels) => new() { Title = "Sag", XLabel = "Time (s)", Panels = panels };

    static ChartPanel Panel(double[] x, double[] y) => new() { YLabel = "Voltage (pu)", Series = [new ChartSeries("V", x, y)] };

    static XElement Parse(SvgChart chart) => XDocument.Parse(chart.Render()).Root!;

    /// <summary>Path data of the curves, in order.</summary>
    static string[] Curves(XElement root) =>
        [.. root.Descendants(Svg + "path").Where(p => (string?)p.Attribute("stroke-width") == "1.6").Select(p => (string)p.Attribute("d")!)];

    static string[] Texts(XElement root) => [.. root.Descendants(Svg + "text").Select(t => t.Value)];

    static SvgChart Full() => new()
    {
        Title = "Sag & <recovery>",
        Description = "Feeder \"7\"\u0001 \ud800",
        XLabel = "Time (s)",
        Tag = "SIMULATED",
        Panels =
        [
            Panel([0, 1, 2, 3], [1, 0.54, 0.54, 1]) with { Limits = [new ChartLimit("UV1 < 0.88 pu", 0.88), new ChartLimit("UV2", 0.5)] },
            Panel([0, 1, 2, 3], [0, 0.4, 0.44, 0]) with { YLabel = "VAR (pu)", Marks = [new ChartMarks("settled", new[] { 1.5 }, new[] { 0.4 })] },
        ],
        Spans = [new ChartSpan("sag 0.54 pu", 0.9, 2.1)],
        Events = [new ChartEvent("trip & close", 1.2), new ChartEvent("support", 1.21), new ChartEvent("off the axis", 9)],
    };

    [Fact]
    public void A_full_chart_is_well_formed_and_says_everything_it_was_given()
    {
        XElement root = Parse(Full());
        Assert.Equal(Svg + "svg", root.Name);
        Assert.Equal("img", (string?)root.Attribute("role"));
        Assert.Equal("chart-title chart-desc", (string?)root.Attribute("aria-labelledby"));
        Assert.Equal("Sag & <recovery>", root.Element(Svg + "title")!.Value);
        Assert.Contains("SIMULATED. Feeder \"7\"\uFFFD \uFFFD Over Time (s): Voltage (pu), V; VAR (pu), V", root.Element(Svg + "desc")!.Value, StringComparison.Ordinal);
        string[] texts = Texts(root);
        foreach (string expected in (string[])["SIMULATED", "Time (s)", "Voltage (pu)", "VAR (pu)", "V", "settled", "UV1 < 0.88 pu", "UV2", "sag 0.54 pu", "trip & close", "support"])
            Assert.Contains(expected, texts);
        Assert.DoesNotContain("off the axis", texts);
        Assert.Equal(root.Descendants().Attributes("id").Select(a => a.Value).Distinct().Count(), root.Descendants().Attributes("id").Count());
    }

    [Fact]
    public void The_same_content_gives_the_same_bytes_also_twice_from_one_chart()
    {
        SvgChart chart = Full();
        string first = chart.Render();
        Assert.Equal(first, chart.Render());
        Assert.Equal(first, Full().Render());
    }

    [Fact]
    public void Numbers_are_written_the_same_under_every_culture()
    {
        string expected = Full().Render();
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        comma.NumberFormat.NumberDecimalSeparator = ",";
        comma.NumberFormat.NegativeSign = "~";
        try
        {
            CultureInfo.CurrentCulture = comma;
            Assert.Equal(expected, Full().Render());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_missing_value_breaks_the_line(double missing)
    {
        string whole = Assert.Single(Curves(Parse(Chart(Panel([0, 1, 2, 3, 4], [1, 2, 3, 2, 1])))));
        string broken = Assert.Single(Curves(Parse(Chart(Panel([0, 1, 2, 3, 4], [1, 2, missing, 2, 1])))));
        Assert.Equal(1, whole.Count(c => c == 'M'));
        Assert.Equal(2, broken.Count(c => c == 'M'));
    }

    [Fact]
    public void A_value_between_two_gaps_is_a_dot() =>
        Assert.EndsWith("h0", Curves(Parse(Chart(Panel([0, 1, 2], [1, double.NaN, 2]))))[0], StringComparison.Ordinal);

    [Fact]
    public void A_gap_is_seen_in_a_million_points_too()
    {
        (double[] x, double[] y) = Million(i => i is > 400_000 and < 500_000 ? double.NaN : Math.Sin(i * 0.01));
        Assert.Equal(2, Curves(Parse(Chart(Panel(x, y))))[0].Count(c => c == 'M'));
    }

    public static TheoryData<string, Func<int, double>> Dense => new()
    {
        { "wave", i => Math.Sin(i * 0.7) },
        { "every other value missing", i => i % 2 == 0 ? double.NaN : Math.Sin(i * 0.7) },
        { "noise", i => i * 2654435761L % 1000 / 1000.0 },
    };

    [Theory]
    [MemberData(nameof(Dense))]
    public void A_million_points_make_a_bounded_file(string what, Func<int, double> value)
    {
        (double[] x, double[] y) = Million(value);
        string svg = Chart(Panel(x, y)).Render();
        Assert.True(svg.Length < 60_000, $"{what}: {svg.Length} characters");
        XDocument.Parse(svg);
    }

    [Fact]
    public void A_million_marks_or_a_locus_of_a_million_points_make_a_bounded_file()
    {
        (double[] x, double[] y) = Million(i => Math.Sin(i * 0.001));
        double[] back = [.. x.Select((_, i) => Math.Cos(i * 0.001))];
        ChartPanel panel = new() { YLabel = "Q", Series = [new ChartSeries("locus", back, y)], Marks = [new ChartMarks("all", x, y)] };
        Assert.True(Chart(panel).Render().Length < 600_000);
    }

    [Fact]
    public void Thinning_keeps_a_spike_of_one_sample()
    {
        (double[] x, double[] y) = Million(i => i == 777_777 ? 5 : Math.Sin(i * 0.01));
        string with = Curves(Parse(Chart(Panel(x, y) with { YRange = (-2, 6) })))[0];
        double highest = Regex.Matches(with, @"[ML ](-?[\d.]+) (-?[\d.]+)").Min(m => double.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture));
        // 5 of the range -2 to 6 lies an eighth of the 170 units below the plot's top edge.
        double top = double.Parse((string)Parse(Chart(Panel(x, y))).Descendants(Svg + "clipPath").First().Element(Svg + "rect")!.Attribute("y")!, CultureInfo.InvariantCulture);
        Assert.Equal(top + 170 / 8.0, highest, 0.11);
    }

    static (double[] X, double[] Y) Million(Func<int, double> value) =>
        ([.. Enumerable.Range(0, 1_000_000).Select(i => i * 1e-3)], [.. Enumerable.Range(0, 1_000_000).Select(value)]);

    [Fact]
    public void Labels_of_events_close_together_stand_in_different_lanes()
    {
        ChartEvent[] events = [.. Enumerable.Range(0, 4).Select(i => new ChartEvent($"a rather long event {i}", 1 + i * 0.01))];
        SvgChart chart = new() { Title = "T", XLabel = "Time (s)", Panels = [Panel([0, 3], [0, 1])], Events = events };
        string[] lanes = [.. Parse(chart).Descendants(Svg + "text").Where(t => t.Value.StartsWith("a rather", StringComparison.Ordinal)).Select(t => (string)t.Attribute("y")!)];
        Assert.Equal(4, lanes.Length);
        Assert.Equal(4, lanes.Distinct().Count());
    }

    [Fact]
    public void Nothing_drawn_lies_beside_the_page()
    {
        XElement root = Parse(Full());
        double width = (double)root.Attribute("width")!, height = (double)root.Attribute("height")!;
        Assert.Equal($"0 0 {width} {height}", (string?)root.Attribute("viewBox"));
        foreach (XElement text in root.Descendants(Svg + "text").Where(t => t.Attribute("x") is not null))
        {
            Assert.InRange((double)text.Attribute("x")!, 0, width);
            Assert.InRange((double)text.Attribute("y")!, 0, height);
        }
    }

    public static TheoryData<string, double[], double[]> Hard => new()
    {
        { "no points", [], [] },
        { "one point", [1], [1] },
        { "all missing", [0, 1], [double.NaN, double.NaN] },
        { "flat", [0, 1], [1, 1] },
        { "flat zero", [0, 1], [0, 0] },
        { "huge", [0, 1], [-1.7e308, 1.7e308] },
        { "tiny", [0, 1], [0, 5e-324] },
        { "one time", [3, 3, 3], [1, 2, 3] },
        { "far", [1e15, 1e15 + 1], [1, 2] },
    };

    [Theory]
    [MemberData(nameof(Hard))]
    public void Odd_data_still_make_a_chart(string what, double[] x, double[] y)
    {
        string svg = Chart(Panel(x, y)).Render();
        Assert.False(svg.Contains("NaN", StringComparison.Ordinal) || svg.Contains('∞', StringComparison.Ordinal), what);
        XDocument.Parse(svg);
    }

    [Fact]
    public void Arrays_of_different_length_are_refused_by_name()
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(() => Chart(Panel([0, 1, 2], [1])).Render());
        Assert.Equal("'V' has 3 x and 1 y values; they must be as many", refused.Message);
    }
}
