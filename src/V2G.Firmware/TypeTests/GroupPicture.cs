using V2G.Firmware.Charts;

namespace V2G.Firmware.TypeTests;

/// <summary>A group's time series as a picture: the source above, the device's powers below with what was expected and allowed.</summary>
internal static class GroupPicture
{
    // What the eye can't tell from a straight line is drawn as one: share of the figure's own range.
    const double Tolerance = 0.003;

    public static string Svg(Procedure procedure, StepGroup group, string id)
    {
        IReadOnlyList<Sample> samples = group.Trace.Samples;
        ChartSeries mean = Series("mean of the phases", samples, s => s.MeanPu);
        bool unbalanced = samples.Any(s => Math.Abs(s.MeanPu - s.WorstPu) > 1e-6), frequency = samples.Any(s => s.Hz != samples[0].Hz);
        List<ChartPanel> panels = [new() { YLabel = "V, pu", Height = 90, Series = unbalanced ? [mean, Series("phase farthest from nominal", samples, s => s.WorstPu)] : [mean] }];
        if (frequency) panels.Add(new() { YLabel = "f, Hz", Height = 90, Series = [Series("", samples, s => s.Hz)] });
        panels.Add(Power(group, "P, pu", Quantity.ActivePower, Series("measured", samples, s => s.ActivePu)));
        panels.Add(Power(group, "Q, pu", Quantity.VarInjected, Series("measured", samples, s => s.VarPu)));
        return new SvgChart
        {
            Title = $"{procedure.Name}: {group.Name}: {(group.Passed ? "PASS" : "FAIL")}", XLabel = "time, s", Tag = "SIMULATED", IdPrefix = id, Panels = panels,
            Spans = [.. group.Steps.Where(s => !s.Passed && s.To > s.From).Select(s => new ChartSpan("failed", s.From, s.To))],
        }.Render();
    }

    static ChartPanel Power(StepGroup group, string label, Quantity quantity, ChartSeries measured)
    {
        Expectation[] expected = [.. group.Expectations.Where(e => e.Quantity == quantity)];
        List<ChartSeries> series = [measured];
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

    // Swinging door: a point is kept where no straight line from the last kept one stays near all that were passed over.
    static ChartSeries Series(string label, IReadOnlyList<Sample> samples, Func<Sample, double> figure)
    {
        double least = samples.Min(figure), near = Math.Max(1e-4, Tolerance * (samples.Max(figure) - least));
        List<double> x = [samples[0].Seconds], y = [figure(samples[0])];
        double low = double.NegativeInfinity, high = double.PositiveInfinity;
        for (int i = 1; i < samples.Count; i++)
        {
            double t = samples[i].Seconds, value = figure(samples[i]);
            if (!(t > x[^1])) continue;
            double lowest = (value - near - y[^1]) / (t - x[^1]), highest = (value + near - y[^1]) / (t - x[^1]);
            if (Math.Max(low, lowest) > Math.Min(high, highest))
            {
                x.Add(samples[i - 1].Seconds);
                y.Add(figure(samples[i - 1]));
                (low, high) = (double.NegativeInfinity, double.PositiveInfinity);
                (lowest, highest) = ((value - near - y[^1]) / (t - x[^1]), (value + near - y[^1]) / (t - x[^1]));
            }
            (low, high) = (Math.Max(low, lowest), Math.Min(high, highest));
        }
        x.Add(samples[^1].Seconds);
        y.Add(figure(samples[^1]));
        return new(label, x.ToArray(), y.ToArray());
    }
}
