using V2G.Firmware.Charts;

namespace V2G.Firmware.Tests.Charts;

public class TerminalChartTests
{
    static TerminalChart VoltVar(bool ascii, string label = "curve") => new()
    {
        Title = "Volt-VAR, category B",
        XLabel = "V (pu)",
        YLabel = "VAR injected (pu)",
        Curves =
        [
            new TerminalCurve(label, new[] { 0.85, 0.92, 0.98, 1.02, 1.08, 1.15 }, new[] { 0.44, 0.44, 0, 0, -0.44, -0.44 }),
            new TerminalCurve("limit", new[] { 0.85, 1.15 }, new[] { 0.5, 0.5 }, IsDotted: true),
        ],
        Marks = [new TerminalMark("operating point", 0.95, 0.22)],
        Ascii = ascii,
    };

    [Fact]
    public void A_volt_var_curve_in_ascii_is_drawn_as_expected() => Assert.Equal(
        """
        Volt-VAR, category B
        VAR injected (pu)
             |.  .  .  .  .  .  .  .  .  .
         0.4 +********
             |        **
         0.2 +          O
             |           *
           0 +------------*****-------------
             |                 *
        -0.2 +                  **
             |                    *
        -0.4 +                     *
             |                      ********
             +-----+---------+--------+-----
                  0.9       1.0       V (pu)
        * curve   . limit   O operating poin
        """.ReplaceLineEndings("\n"),
        string.Join('\n', VoltVar(ascii: true).Render(36, 16)));

    [Theory]
    [InlineData(30, 8)]
    [InlineData(40, 12)]
    [InlineData(80, 24)]
    [InlineData(211, 60)]
    public void Lines_never_exceed_the_width_nor_the_height(int width, int height)
    {
        foreach (bool ascii in (bool[])[true, false])
        {
            IReadOnlyList<string> lines = VoltVar(ascii, label: new string('L', 300)).Render(width, height);
            Assert.All(lines, line => Assert.True(line.Length <= width, line));
            Assert.True(lines.Count <= height);
            Assert.Contains(lines, line => line.Contains(ascii ? 'O' : '●', StringComparison.Ordinal));
        }
    }

    [Fact]
    public void The_ascii_form_is_printable_ascii_whatever_the_labels_hold()
    {
        TerminalChart chart = new()
        {
            Title = "Größe \u001b[31m",
            XLabel = "Δt (µs)",
            YLabel = "ϑ (°C)",
            Curves = [new TerminalCurve("наклон", new[] { 0.0, 1, 2 }, new[] { -1.0, double.NaN, 1 }), new TerminalCurve("··", new[] { 0.0, 2 }, new[] { 0.5, 0.5 }, IsDotted: true)],
            Marks = [new TerminalMark("●", 1, 0)],
            Ascii = true,
        };
        Assert.All(chart.Render(60, 16), line => Assert.All(line, c => Assert.InRange(c, ' ', '~')));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_mark_stands_on_the_curve_where_the_curve_passes(bool ascii)
    {
        TerminalChart without = new() { XLabel = "x", YLabel = "y", Curves = [new TerminalCurve("", new[] { 0.0, 10 }, new[] { 0.0, 10 })], Ascii = ascii };
        TerminalChart with = new() { XLabel = "x", YLabel = "y", Curves = without.Curves, Marks = [new TerminalMark("", 4, 4)], Ascii = ascii };
        IReadOnlyList<string> bare = without.Render(60, 20), marked = with.Render(60, 20);
        int row = marked.ToList().FindIndex(line => line.Contains(ascii ? 'O' : '●', StringComparison.Ordinal));
        int column = marked[row].IndexOf(ascii ? 'O' : '●', StringComparison.Ordinal);
        Assert.True(ascii ? bare[row][column] == '*' : bare[row][column] is > '\u2800' and <= '\u28FF', bare[row]);
    }

    [Fact]
    public void Ticks_and_curve_share_their_rows()
    {
        // A horizontal line at a tick is drawn in the row that bears the tick's number.
        foreach (bool ascii in (bool[])[true, false])
        {
            TerminalChart chart = new()
            {
                XLabel = "x", YLabel = "y", YRange = (-1.1, 1.3), Ascii = ascii,
                Curves = [new TerminalCurve("", new[] { 0.0, 1 }, new[] { 1.0, 1 })],
            };
            string row = Assert.Single(chart.Render(50, 18), line => line.Contains(ascii ? "***" : "⠤⠤⠤", StringComparison.Ordinal) || line.Contains("⣀⣀⣀", StringComparison.Ordinal)
                || line.Contains("⠒⠒⠒", StringComparison.Ordinal) || line.Contains("⠉⠉⠉", StringComparison.Ordinal));
            Assert.StartsWith("1", row.TrimStart(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_missing_value_breaks_the_curve()
    {
        TerminalChart chart = new()
        {
            XLabel = "x", YLabel = "y", YRange = (0, 2), Ascii = true,
            Curves = [new TerminalCurve("", new[] { 0.0, 4, 5, 6, 10 }, new[] { 1, 1, double.NaN, 1, 1 })],
        };
        string row = Assert.Single(chart.Render(60, 12), line => line.Contains("***", StringComparison.Ordinal));
        Assert.Matches(@"\*+ {8,}\*+", row);
    }

    [Theory]
    [InlineData(-1.7e308, 1.7e308)]
    [InlineData(double.NaN, double.NaN)]
    [InlineData(5, 5)]
    public void Odd_data_still_make_a_chart(double one, double two)
    {
        TerminalChart chart = new() { XLabel = "x", YLabel = "y", Curves = [new TerminalCurve("", new[] { 0.0, 1 }, new[] { one, two })] };
        Assert.NotEmpty(chart.Render(40, 10));
    }

    [Fact]
    public void Too_small_a_terminal_is_refused_with_what_is_allowed()
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(() => VoltVar(ascii: true).Render(20, 5));
        Assert.Equal("a chart of 20 by 5 characters is too small; allowed: 30 by 8 or more", refused.Message);
    }
}
