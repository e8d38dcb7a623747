namespace V2G.Firmware.Charts;

/// <summary>A curve over the shared axis. NaN or infinite values break the line.</summary>
/// <param name="Label">For the legend; empty for none.</param>
/// <param name="X">Same length as <paramref name="Y"/>; rising for time series.</param>
/// <param name="Y">In the panel's unit.</param>
sealed record ChartSeries(string Label, ReadOnlyMemory<double> X, ReadOnlyMemory<double> Y);

/// <summary>Single points, e.g. measured against a curve.</summary>
sealed record ChartMarks(string Label, ReadOnlyMemory<double> X, ReadOnlyMemory<double> Y);

/// <summary>A horizontal line, e.g. a trip threshold.</summary>
sealed record ChartLimit(string Label, double Y);

/// <summary>A stretch of the shared axis, shaded in every panel, e.g. a sag.</summary>
sealed record ChartSpan(string Label, double From, double To);

/// <summary>A vertical line through every panel, e.g. a trip.</summary>
sealed record ChartEvent(string Label, double X);

/// <summary>One plot of a stack, with its own vertical axis.</summary>
sealed record ChartPanel
{
    /// <summary>What and in which unit, e.g. <c>Voltage (pu)</c>.</summary>
    public required string YLabel { get; init; }

    public IReadOnlyList<ChartSeries> Series { get; init; } = [];

    public IReadOnlyList<ChartMarks> Marks { get; init; } = [];

    public IReadOnlyList<ChartLimit> Limits { get; init; } = [];

    /// <summary>Range of the vertical axis; from the data if left out.</summary>
    public (double Low, double High)? YRange { get; init; }

    /// <summary>Of the plot itself, in user units.</summary>
    public int Height { get; init; } = 170;

    /// <summary>Throws if a series' two arrays differ in length.</summary>
    internal void Check()
    {
        foreach (ChartSeries series in Series) Check(series.Label, series.X.Length, series.Y.Length);
        foreach (ChartMarks marks in Marks) Check(marks.Label, marks.X.Length, marks.Y.Length);
    }

    static void Check(string label, int x, int y)
    {
        if (x != y) throw new ArgumentException($"'{label}' has {x} x and {y} y values; they must be as many");
    }

    internal IEnumerable<double> AllX() => Points(Series.Select(s => s.X).Concat(Marks.Select(m => m.X)));

    internal IEnumerable<double> AllY() => Points(Series.Select(s => s.Y).Concat(Marks.Select(m => m.Y))).Concat(Limits.Select(l => l.Y));

    static IEnumerable<double> Points(IEnumerable<ReadOnlyMemory<double>> parts)
    {
        foreach (ReadOnlyMemory<double> part in parts)
            for (int i = 0; i < part.Length; i++) yield return part.Span[i];
    }
}
