using System.Text;

namespace V2G.Firmware.Charts;

/// <summary>One curve of a terminal chart, point to point; NaN breaks it.</summary>
/// <param name="Label">For the legend; empty for none.</param>
/// <param name="X">Same length as <paramref name="Y"/>.</param>
/// <param name="Y">In the unit of the vertical axis.</param>
/// <param name="IsDotted">For what is only background, e.g. a limit.</param>
sealed record TerminalCurve(string Label, ReadOnlyMemory<double> X, ReadOnlyMemory<double> Y, bool IsDotted = false);

/// <summary>A point that stands out, e.g. the operating point. Its symbol is <c>●</c>, in ASCII <c>O</c>.</summary>
sealed record TerminalMark(string Label, double X, double Y);

/// <summary>A plot of curves in characters, for a terminal or a serial console: braille dots, or pure ASCII where the line can't carry them.</summary>
sealed class TerminalChart
{
    internal const int MinimumWidth = 30, MinimumHeight = 8;

    const int MarkSymbols = 4;
    static readonly char[] AsciiSymbols = ['*', '+', 'x', '%'];

    public string Title { get; init; } = "";

    public required string XLabel { get; init; }

    public required string YLabel { get; init; }

    public required IReadOnlyList<TerminalCurve> Curves { get; init; }

    public IReadOnlyList<TerminalMark> Marks { get; init; } = [];

    public (double Low, double High)? XRange { get; init; }

    public (double Low, double High)? YRange { get; init; }

    /// <summary>Nothing but printable ASCII, whatever the labels hold.</summary>
    public bool Ascii { get; init; }

    /// <summary>Lines of at most <paramref name="width"/> characters, at most <paramref name="height"/> of them.</summary>
    /// <exception cref="ArgumentException">Smaller than <see cref="MinimumWidth"/> × <see cref="MinimumHeight"/>, or a curve's arrays differ in length.</exception>
    public IReadOnlyList<string> Render(int width, int height)
    {
        if (width < MinimumWidth || height < MinimumHeight)
            throw new ArgumentException($"a chart of {width} by {height} characters is too small; allowed: {MinimumWidth} by {MinimumHeight} or more");
        if (Curves.FirstOrDefault(c => c.X.Length != c.Y.Length) is { } odd)
            throw new ArgumentException($"'{odd.Label}' has {odd.X.Length} x and {odd.Y.Length} y values; they must be as many");

        string legend = Legend();
        int rows = height - 3 - (Title.Length > 0 ? 1 : 0) - (legend.Length > 0 ? 1 : 0);
        AxisScale y = Scale(YRange, Curves.Select(c => c.Y), Marks.Select(m => m.Y), Math.Max(2, rows / 3), 0.05);
        int gutter = Math.Min(12, y.Ticks().Select(t => y.Label(t).Length).DefaultIfEmpty(1).Max() + 1);
        int columns = width - gutter - 1;
        AxisScale x = Scale(XRange, Curves.Select(c => c.X), Marks.Select(m => m.X), Math.Max(2, columns / 10), 0);

        List<string> lines = [];
        if (Title.Length > 0) lines.Add(Title);
        lines.Add(YLabel);
        DotCanvas canvas = new(columns, rows, Ascii);
        lines.AddRange(Plot(canvas, x, y, columns, rows, gutter));
        lines.AddRange(XAxis(canvas, x, columns, gutter));
        if (legend.Length > 0) lines.Add(legend);
        return [.. lines.Select(line => Finish(line, width))];
    }

    static AxisScale Scale((double Low, double High)? given, IEnumerable<ReadOnlyMemory<double>> curves, IEnumerable<double> marks, int ticks, double margin)
    {
        (double low, double high) = given ?? AxisScale.Range(curves.SelectMany(c => c.ToArray()).Concat(marks), margin);
        return new AxisScale(low, high, ticks);
    }

    IEnumerable<string> Plot(DotCanvas canvas, AxisScale x, AxisScale y, int columns, int rows, int gutter)
    {
        for (int i = 0; i < Curves.Count; i++) Draw(canvas, Curves[i], x, y, Curves[i].IsDotted ? '.' : AsciiSymbols[i % MarkSymbols]);

        string[] labels = new string[rows];
        foreach (double tick in y.Ticks()) labels[canvas.Row(y.Fraction(tick))] ??= y.Label(tick);
        int zero = y.Low < 0 && y.High > 0 ? canvas.Row(y.Fraction(0)) : -1;
        char[,] marks = new char[rows, columns];
        foreach (TerminalMark mark in Marks)
            if (x.Fraction(mark.X) is >= 0 and <= 1 && y.Fraction(mark.Y) is >= 0 and <= 1)
                marks[canvas.Row(y.Fraction(mark.Y)), canvas.Column(x.Fraction(mark.X))] = Ascii ? 'O' : '●';

        for (int row = 0; row < rows; row++)
        {
            StringBuilder line = new();
            line.Append((labels[row] ?? "").PadLeft(gutter - 1)).Append(' ');
            line.Append(labels[row] is null ? Ascii ? '|' : '│' : Ascii ? '+' : '┤');
            for (int column = 0; column < columns; column++)
            {
                char drawn = marks[row, column] != 0 ? marks[row, column] : canvas.Cell(column, row);
                line.Append(drawn != 0 ? drawn : row == zero ? Ascii ? '-' : '╌' : ' ');
            }
            yield return line.ToString();
        }
    }

    static void Draw(DotCanvas canvas, TerminalCurve curve, AxisScale x, AxisScale y, char symbol)
    {
        ReadOnlySpan<double> xs = curve.X.Span, ys = curve.Y.Span;
        double beforeX = double.NaN, beforeY = double.NaN;
        for (int i = 0; i < xs.Length; i++)
        {
            double column = x.Fraction(xs[i]) * (canvas.DotColumns - 1), row = (1 - y.Fraction(ys[i])) * (canvas.DotRows - 1);
            bool here = double.IsFinite(column) && double.IsFinite(row);
            if (here && !double.IsNaN(beforeX)) canvas.Line(beforeX, beforeY, column, row, symbol, curve.IsDotted);
            else if (here) canvas.Line(column, row, column, row, symbol, dotted: false);
            (beforeX, beforeY) = here ? (column, row) : (double.NaN, double.NaN);
        }
    }

    IEnumerable<string> XAxis(DotCanvas canvas, AxisScale x, int columns, int gutter)
    {
        char[] axis = new string(Ascii ? '-' : '─', columns).ToCharArray();
        char[] labels = new string(' ', columns).ToCharArray();
        int free = 0;
        string unit = XLabel.Length + 1 < columns / 2 ? " " + XLabel : "";
        foreach (double tick in x.Ticks())
        {
            int at = canvas.Column(x.Fraction(tick));
            axis[at] = Ascii ? '+' : '┬';
            string label = x.Label(tick);
            int start = Math.Clamp(at - label.Length / 2, 0, columns - label.Length);
            if (start < free || start + label.Length > columns - unit.Length) continue;
            label.CopyTo(labels.AsSpan(start));
            free = start + label.Length + 1;
        }
        unit.CopyTo(labels.AsSpan(columns - unit.Length));
        yield return new string(' ', gutter) + (Ascii ? '+' : '└') + new string(axis);
        yield return new string(' ', gutter + 1) + new string(labels);
    }

    string Legend()
    {
        List<string> parts = [];
        for (int i = 0; i < Curves.Count; i++)
        {
            TerminalCurve curve = Curves[i];
            if (curve.Label.Length == 0) continue;
            string symbol = Ascii ? (curve.IsDotted ? '.' : AsciiSymbols[i % MarkSymbols]).ToString() : curve.IsDotted ? "⠂⠂" : "⠒⠒";
            parts.Add($"{symbol} {curve.Label}");
        }
        parts.AddRange(Marks.Where(m => m.Label.Length > 0).Select(m => $"{(Ascii ? 'O' : '●')} {m.Label}"));
        return string.Join("   ", parts);
    }

    // The last word on width and characters: labels come from outside.
    string Finish(string line, int width)
    {
        if (line.Length > width) line = line[..width];
        line = line.TrimEnd();
        return string.Create(line.Length, (line, Ascii), static (to, from) =>
        {
            for (int i = 0; i < to.Length; i++)
            {
                char c = from.line[i];
                to[i] = char.IsControl(c) || (from.Ascii && c > '~') ? '?' : c;
            }
        });
    }
}
