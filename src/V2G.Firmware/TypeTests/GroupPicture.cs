using V2G.Firmware.Charts;

namespace V2G.Firmware.TypeTests;

/// <summary>A group's time series as a picture: the source above, the device's powers below with what was expected and allowed.</summary>
internal static class GroupPicture
{
    // Beyond so many points a series is thinned to what a picture's columns show.
    const int Columns = 700;

    public static string Svg(Procedure procedure, StepGroup group, string id)
    {
        Trace shown = Thinned(group.Trace);
        double[] t = Series(shown, s => s.Seconds);
        ChartSeries mean = new("mean of the phases", t, Series(shown, s => s.MeanPu));
        bool unbalanced = shown.Samples.Any(s => Math.Abs(s.MeanPu - s.WorstPu) > 1e-6), frequency = shown.Samples.Any(s => s.Hz != shown.Samples[0].Hz);
        List<ChartPanel> panels =
        [
            new() { YLabel = "V, pu", Height = 90, Series = unbalanced ? [mean, new ChartSeries("phase farthest from nominal", t, Series(shown, s => s.WorstPu))] : [mean] },
        ];
        if (frequency) panels.Add(new() { YLabel = "f, Hz", Height = 90, Series = [new ChartSeries("", t, Series(shown, s => s.Hz))] });
        panels.Add(Power(group, t, "P, pu", Quantity.ActivePower, Series(shown, s => s.ActivePu)));
        panels.Add(Power(group, t, "Q, pu", Quantity.VarInjected, Series(shown, s => s.VarPu)));
        return new SvgChart
        {
            Title = $"{procedure.Name}: {group.Name}: {(group.Passed ? "PASS" : "FAIL")}", XLabel = "time, s", Tag = "SIMULATED", IdPrefix = id, Panels = panels,
            Spans = [.. group.Steps.Where(s => !s.Passed && s.To > s.From).Select(s => new ChartSpan("failed", s.From, s.To))],
        }.Render();
    }

    static ChartPanel Power(StepGroup group, double[] t, string label, Quantity quantity, double[] values)
    {
        Expectation[] expected = [.. group.Expectations.Where(e => e.Quantity == quantity)];
        List<ChartSeries> series = [new("measured", t, values)];
        if (expected.Length > 0)
        {
            series.Add(Levels("expected", expected, e => e.Expected));
            series.Add(Levels("allowed from", expected, e => e.Allowed.Low));
            series.Add(Levels("to", expected, e => e.Allowed.High));
        }
        return new() { YLabel = label, Height = 150, Series = series };
    }

    static ChartSeries Levels(string label, Expectation[] expected, Func<Expectation, double> level)
    {
        List<double> x = [], y = [];
        foreach (Expectation e in expected)
        {
            x.AddRange([e.From, e.To, e.To]);
            y.AddRange([level(e), level(e), double.NaN]);
        }
        return new(label, x.ToArray(), y.ToArray());
    }

    static double[] Series(Trace trace, Func<Sample, double> figure) => [.. trace.Samples.Select(figure)];

    // Steps of the source and spikes of the device must survive: of each column the ends, and the extremes of every figure.
    static Trace Thinned(Trace trace)
    {
        if (trace.Samples.Count <= 4 * Columns) return trace;
        Trace thin = new();
        int size = (trace.Samples.Count + Columns - 1) / Columns;
        Func<Sample, double>[] figures = [s => s.ActivePu, s => s.VarPu, s => s.MeanPu, s => s.Hz];
        for (int start = 0; start < trace.Samples.Count; start += size)
        {
            int end = Math.Min(start + size, trace.Samples.Count);
            SortedSet<int> kept = [start, end - 1];
            foreach (Func<Sample, double> figure in figures)
            {
                int low = start, high = start;
                for (int i = start; i < end; i++)
                {
                    if (figure(trace.Samples[i]) < figure(trace.Samples[low])) low = i;
                    if (figure(trace.Samples[i]) > figure(trace.Samples[high])) high = i;
                }
                kept.Add(low);
                kept.Add(high);
            }
            foreach (int i in kept) thin.Add(trace.Samples[i]);
        }
        return thin;
    }
}
