using System.Text;

namespace V2G.Firmware.Charts;

/// <summary>
/// A chart for a report: panels stacked over one shared axis, as an SVG file (SVG 1.1, no script, no outside references).
/// The same content gives the same bytes.
/// </summary>
sealed class SvgChart
{
    const double Left = 78, Right = 22, RowHeight = 17, PanelGap = 14, BottomSpace = 46;
    const double SmallSize = 11, TextSize = 12, TitleSize = 17;

    readonly StringBuilder _svg = new();

    public required string Title { get; init; }

    /// <summary>One sentence for those who can't see the picture, and below the title for those who can.</summary>
    public string Description { get; init; } = "";

    /// <summary>What and in which unit, e.g. <c>Time (s)</c>.</summary>
    public required string XLabel { get; init; }

    public required IReadOnlyList<ChartPanel> Panels { get; init; }

    public IReadOnlyList<ChartSpan> Spans { get; init; } = [];

    public IReadOnlyList<ChartEvent> Events { get; init; } = [];

    /// <summary>Range of the shared axis; from the data if left out.</summary>
    public (double Low, double High)? XRange { get; init; }

    /// <summary>A word in the corner, e.g. <c>SIMULATED</c>.</summary>
    public string Tag { get; init; } = "";

    public int Width { get; init; } = 960;

    /// <summary>Begins every id in the file: several charts in one page need different ones.</summary>
    public string IdPrefix { get; init; } = "chart";

    double PlotWidth => Width - Left - Right;

    /// <summary>The whole file.</summary>
    /// <exception cref="ArgumentException">A series' arrays differ in length, no panel, or narrower than 320.</exception>
    public string Render()
    {
        if (Panels.Count == 0) throw new ArgumentException("a chart needs a panel");
        if (Width < 320) throw new ArgumentException($"a chart {Width} wide is too narrow; allowed: 320 or more");
        foreach (ChartPanel panel in Panels) panel.Check();
        int ticks = (int)(PlotWidth / 85);
        AxisScale x = XRange is { } given
            ? new AxisScale(given.Low, given.High, ticks)
            : AxisScale.Around(AxisScale.Range(Panels.SelectMany(p => p.AllX()), 0), ticks);

        _svg.Clear();
        Placed labels = PlaceLabels(x);
        double top = HeaderHeight + labels.Lanes * RowHeight + 4;
        List<(ChartPanel Panel, double Top, double LegendTop)> places = [];
        foreach (ChartPanel panel in Panels)
        {
            double legend = LegendRows(panel) * RowHeight;
            // The labels stand between the first legend and its plot would tear them apart: legend on top, then labels, then plot.
            double plot = places.Count == 0 ? top + legend : top + legend + PanelGap;
            places.Add((panel, plot, places.Count == 0 ? HeaderHeight : plot - legend - 2));
            top = plot + panel.Height;
        }
        double height = top + BottomSpace;

        Open(height);
        Header();
        for (int i = 0; i < places.Count; i++) Panel(i, places[i].Panel, x, places[i].Top, places[i].LegendTop, last: i == places.Count - 1);
        Labels(labels, places[0].Top);
        Put($"""<text x="{N(Left + PlotWidth / 2)}" y="{N(height - 10)}" text-anchor="middle" font-size="{TextSize}">{T(XLabel)}</text>""");
        _svg.Append("</svg>\n");
        return _svg.ToString();
    }

    double HeaderHeight => Description.Length > 0 ? 58 : 40;

    void Open(double height)
    {
        Put($"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {N(height)}" width="{Width}" height="{N(height)}" role="img" aria-labelledby="{Id("title")} {Id("desc")}" font-family="Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif" fill="{ChartPalette.Text}">
            <title id="{Id("title")}">{T(Title)}</title>
            <desc id="{Id("desc")}">{T(Summary())}</desc>
            <rect width="100%" height="100%" fill="#FFFFFF"/>
            """);
    }

    // Whoever hears the chart read out learns what is in it.
    string Summary()
    {
        IEnumerable<string> parts = Panels.Select(p => p.YLabel + string.Concat(p.Series.Select(s => s.Label).Where(l => l.Length > 0).Select(l => ", " + l)));
        string tag = Tag.Length > 0 ? Tag + ". " : "", given = Description.Length > 0 ? Description + " " : "";
        string what = string.Join("; ", parts.Concat(Spans.Select(s => $"shaded {s.Label}")).Concat(Events.Select(e => $"event {e.Label}")));
        return $"{tag}{given}Over {XLabel}: {what}.";
    }

    void Header()
    {
        Put($"""<text x="{N(Left)}" y="26" font-size="{TitleSize}" font-weight="bold">{T(Title)}</text>""");
        if (Description.Length > 0) Put($"""<text x="{N(Left)}" y="45" font-size="{TextSize}" fill="{ChartPalette.Faint}">{T(Description)}</text>""");
        if (Tag.Length == 0) return;
        double width = SvgText.Width(Tag, TextSize) * 1.25 + 16, left = Width - Right - width;
        Put($"""<rect x="{N(left)}" y="10" width="{N(width)}" height="22" rx="3" fill="none" stroke="{ChartPalette.Tag}" stroke-width="1.5"/>""");
        Put($"""<text x="{N(left + width / 2)}" y="25.5" text-anchor="middle" font-size="{TextSize}" font-weight="bold" letter-spacing="1" fill="{ChartPalette.Tag}">{T(Tag)}</text>""");
    }

    void Panel(int index, ChartPanel panel, AxisScale x, double top, double legendTop, bool last)
    {
        (double low, double high) = panel.YRange ?? AxisScale.Range(panel.AllY(), 0.06);
        AxisScale y = new(low, high, Math.Max(2, panel.Height / 32));
        SvgPath path = new(x, y, Left, top, PlotWidth, panel.Height);
        Put($"""<g aria-label="{T(panel.YLabel)}">""");
        Put($"""<clipPath id="{Id($"plot{index}")}"><rect x="{N(Left)}" y="{N(top)}" width="{N(PlotWidth)}" height="{panel.Height}"/></clipPath>""");
        SpansOf(path, top, panel.Height);
        Axes(panel, x, y, path, top, last);
        Put($"""<g clip-path="url(#{Id($"plot{index}")})" fill="none" stroke-linejoin="round" stroke-linecap="round">""");
        for (int i = 0; i < panel.Series.Count; i++)
        {
            ChartSeries series = panel.Series[i];
            Put($"""<path stroke="{ChartPalette.Colour(i)}" stroke-width="1.6"{Dash(ChartPalette.Dash(i))} d="{path.Line(series.X.Span, series.Y.Span)}"/>""");
        }
        for (int i = 0; i < panel.Marks.Count; i++)
        {
            ChartMarks marks = panel.Marks[i];
            Put($"""<path stroke="{ChartPalette.Colour(panel.Series.Count + i)}" stroke-width="7" d="{path.Dots(marks.X.Span, marks.Y.Span)}"/>""");
        }
        _svg.Append("</g>\n");
        LimitsOf(panel, y, path);
        EventsOf(path, x, top, panel.Height);
        Put($"""<rect x="{N(Left)}" y="{N(top)}" width="{N(PlotWidth)}" height="{panel.Height}" fill="none" stroke="{ChartPalette.Frame}"/>""");
        Legend(panel, legendTop);
        _svg.Append("</g>\n");
    }

    void Axes(ChartPanel panel, AxisScale x, AxisScale y, SvgPath path, double top, bool last)
    {
        double bottom = top + panel.Height;
        StringBuilder grid = new();
        foreach (double tick in y.Ticks())
        {
            double at = path.PixelY(tick);
            grid.Append($"M{N(Left)} {N(at)}h{N(PlotWidth)}");
            Put($"""<text x="{N(Left - 7)}" y="{N(at + 4)}" text-anchor="end" font-size="{SmallSize}">{T(y.Label(tick))}</text>""");
        }
        foreach (double tick in x.Ticks())
        {
            double at = path.PixelX(tick);
            grid.Append($"M{N(at)} {N(top)}V{N(bottom)}");
            if (last) Put($"""<text x="{N(at)}" y="{N(bottom + 16)}" text-anchor="middle" font-size="{SmallSize}">{T(x.Label(tick))}</text>""");
        }
        Put($"""<path d="{grid}" stroke="{ChartPalette.Grid}" fill="none"/>""");
        double middle = top + panel.Height / 2.0;
        Put($"""<text transform="translate(20 {N(middle)}) rotate(-90)" text-anchor="middle" font-size="{TextSize}">{T(panel.YLabel)}</text>""");
    }

    void SpansOf(SvgPath path, double top, double height)
    {
        foreach (ChartSpan span in Spans)
        {
            double from = Math.Clamp(path.PixelX(span.From), Left, Left + PlotWidth), to = Math.Clamp(path.PixelX(span.To), Left, Left + PlotWidth);
            if (!(to > from)) continue;
            Put($"""<rect x="{N(from)}" y="{N(top)}" width="{N(to - from)}" height="{N(height)}" fill="{ChartPalette.Span}" fill-opacity="0.16"><title>{T(span.Label)}</title></rect>""");
        }
    }

    void EventsOf(SvgPath path, AxisScale x, double top, double height)
    {
        foreach (ChartEvent mark in Events)
        {
            if (x.Fraction(mark.X) is not (>= 0 and <= 1)) continue;
            Put($"""<path d="M{N(path.PixelX(mark.X))} {N(top)}v{N(height)}" stroke="{ChartPalette.Event}" stroke-width="1.2" stroke-dasharray="4 3"><title>{T(mark.Label)}</title></path>""");
        }
    }

    void LimitsOf(ChartPanel panel, AxisScale y, SvgPath path)
    {
        List<ChartLimit> shown = [.. panel.Limits.Where(limit => y.Fraction(limit.Y) is >= 0 and <= 1).OrderBy(limit => limit.Y)];
        foreach (ChartLimit limit in shown)
            Put($"""<path d="M{N(Left)} {N(path.PixelY(limit.Y))}h{N(PlotWidth)}" stroke="{ChartPalette.Limit}" stroke-width="1.2" stroke-dasharray="8 4"/>""");
        // Texts after all lines, on a ground of their own: a neighbour's line must not strike through the letters.
        double taken = double.PositiveInfinity;
        foreach (ChartLimit limit in shown)
        {
            taken = Math.Min(path.PixelY(limit.Y) - 4, taken - SmallSize - 2);
            double width = SvgText.Width(limit.Label, SmallSize) + 6, right = Left + PlotWidth - 3;
            Put($"""<rect x="{N(right - width)}" y="{N(taken - SmallSize + 1)}" width="{N(width)}" height="{N(SmallSize + 2)}" fill="#FFFFFF" fill-opacity="0.85"/>""");
            Halo(limit.Label, right - 3, taken, "end", ChartPalette.Limit);
        }
    }

    void Halo(string text, double x, double y, string anchor, string colour) =>
        Put($"""
            <text x="{N(x)}" y="{N(y)}" text-anchor="{anchor}" font-size="{SmallSize}" fill="{colour}" stroke="#FFFFFF" stroke-width="4" stroke-linejoin="round" paint-order="stroke">{T(text)}</text>
            """);

    sealed record Placed(IReadOnlyList<(string Text, double X, double Left, int Lane, bool IsEvent, double From, double To)> Texts, int Lanes);

    Placed PlaceLabels(AxisScale x)
    {
        LabelLanes lanes = new(Left, Left + PlotWidth);
        List<(string, double, double, int, bool, double, double)> texts = [];
        double Pixel(double value) => Left + Math.Clamp(x.Fraction(value), 0, 1) * PlotWidth;
        foreach (ChartSpan span in Spans.OrderBy(s => s.From))
        {
            double from = Pixel(span.From), to = Pixel(span.To);
            if (!(to > from)) continue;
            if (lanes.Place((from + to) / 2, SvgText.Width(span.Label, SmallSize)) is { } place)
                texts.Add((span.Label, (from + to) / 2, place.Left, place.Lane, false, from, to));
        }
        foreach (ChartEvent mark in Events.OrderBy(e => e.X))
        {
            if (x.Fraction(mark.X) is not (>= 0 and <= 1)) continue;
            double at = Pixel(mark.X);
            if (lanes.Place(at, SvgText.Width(mark.Label, SmallSize)) is { } place)
                texts.Add((mark.Label, at, place.Left, place.Lane, true, at, at));
        }
        return new Placed(texts, lanes.Count);
    }

    void Labels(Placed labels, double plotTop)
    {
        // Leaders first, so that a text in a nearer lane stays readable over the leader of a farther one.
        foreach (var (_, x, _, lane, isEvent, from, to) in labels.Texts)
            Put(isEvent
                ? $"""<path d="M{N(x)} {N(plotTop)}v{N(-5 - lane * RowHeight)}" stroke="{ChartPalette.Event}" stroke-width="1.2" fill="none"/>"""
                : $"""<path d="M{N(from)} {N(plotTop - 1.5)}H{N(to)}" stroke="{ChartPalette.Span}" stroke-width="3" fill="none"/>""");
        foreach (var (text, _, left, lane, isEvent, _, _) in labels.Texts)
        {
            double middle = left + SvgText.Width(text, SmallSize) / 2;
            Halo(text, middle, plotTop - 8 - lane * RowHeight, "middle", isEvent ? ChartPalette.Event : ChartPalette.SpanText);
        }
    }

    static IEnumerable<(string Label, int Style, bool IsLine)> LegendEntries(ChartPanel panel) =>
        panel.Series.Select((s, i) => (s.Label, i, true)).Concat(panel.Marks.Select((m, i) => (m.Label, panel.Series.Count + i, false)))
            .Where(entry => entry.Item1.Length > 0);

    static double LegendWidth(string label) => 34 + SvgText.Width(label, TextSize) + 18;

    int LegendRows(ChartPanel panel)
    {
        int rows = 0;
        double used = PlotWidth;
        foreach ((string label, _, _) in LegendEntries(panel))
        {
            if (used + LegendWidth(label) > PlotWidth) (rows, used) = (rows + 1, 0);
            used += LegendWidth(label);
        }
        return rows;
    }

    void Legend(ChartPanel panel, double top)
    {
        double used = 0, y = top + 8;
        foreach ((string label, int style, bool isLine) in LegendEntries(panel))
        {
            if (used > 0 && used + LegendWidth(label) > PlotWidth) (used, y) = (0, y + RowHeight);
            double x = Left + used;
            Put(isLine
                ? $"""<path d="M{N(x)} {N(y)}h26" stroke="{ChartPalette.Colour(style)}" stroke-width="2"{Dash(ChartPalette.Dash(style))} fill="none"/>"""
                : $"""<circle cx="{N(x + 13)}" cy="{N(y)}" r="3.5" fill="{ChartPalette.Colour(style)}"/>""");
            Put($"""<text x="{N(x + 32)}" y="{N(y + 4)}" font-size="{TextSize}">{T(label)}</text>""");
            used += LegendWidth(label);
        }
    }

    static string Dash(string pattern) => pattern.Length == 0 ? "" : $" stroke-dasharray=\"{pattern}\"";

    string Id(string name) => SvgText.Escape($"{IdPrefix}-{name}");

    static string N(double value) => SvgText.Number(value);

    static string T(string text) => SvgText.Escape(text);

    void Put(string element) => _svg.Append(element).Append('\n');
}
