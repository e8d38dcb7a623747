using System.Globalization;
using V2G.Control.GridSupport;
using V2G.Control.Settings;
using V2G.Firmware.Charts;
using V2G.Firmware.Run;

namespace V2G.Firmware.Verbs;

/// <summary>The Volt-VAR curve, the Volt-Watt limit where it is enabled, and where a running controller stands on them.</summary>
internal sealed class CurvePicture
{
    const double Margin = 0.04;

    readonly ControlSettings _settings;
    readonly string _source;
    readonly ControllerImage? _running;
    readonly double[] _volts;
    readonly double[] _vars;

    public CurvePicture(in ControlSettings settings, string source, ControllerImage? running)
    {
        _settings = settings;
        _source = source;
        _running = running is { Grid.Valid: true } ? running : null;
        VoltVarSettings vv = settings.VoltVar;
        double shift = vv.VRefPu - 1, low = vv.V1Pu + shift - Margin, high = vv.V4Pu + shift + Margin;
        if (settings.VoltWatt.Enabled) high = Math.Max(high, settings.VoltWatt.V2Pu + Margin);
        // The operating point belongs into the picture wherever it is.
        if (_running is { } image) (low, high) = (Math.Min(low, image.Grid.VoltagePu.Mean - Margin), Math.Max(high, image.Grid.VoltagePu.Mean + Margin));
        _volts = [low, vv.V1Pu + shift, vv.V2Pu + shift, vv.V3Pu + shift, vv.V4Pu + shift, high];
        _vars = [.. _volts.Select(v => VoltVar.TargetVarInjectedPu(vv, v))];
    }

    string Title => $"Volt-VAR, category {_settings.NormalCategory}{(_settings.VoltVar.Enabled ? "" : " (disabled)")}";

    string Slope => string.Create(CultureInfo.InvariantCulture,
        $"slope {_settings.VoltVar.SteepestSlope:0.00} pu/pu, 1 % of voltage is {_settings.VoltVar.SteepestSlope * 0.01 * _settings.Site.RatedVoltAmperes / 1000:0.00} kvar");

    /// <summary>Lines for a terminal: the chart and what its slope means.</summary>
    public IReadOnlyList<string> Terminal(bool ascii, int width, int height)
    {
        List<TerminalCurve> curves = [new("Q", _volts, _vars)];
        if (_settings.VoltWatt.Enabled) curves.Add(new("limit of P", WattVolts, Watts, IsDotted: true));
        IReadOnlyList<string> chart = new TerminalChart
        {
            Title = Title, XLabel = "V, pu", YLabel = "Q, pu (+ = injected)", Curves = curves, Ascii = ascii,
            Marks = _running is { } i ? [new(Point, i.Grid.VoltagePu.Mean, i.Grid.VarInjectedPu)] : [],
        }.Render(width, Math.Max(TerminalChart.MinimumHeight, height - 1));
        return [.. chart, Slope.Length > width ? Slope[..width] : Slope];
    }

    public string Svg()
    {
        double q = _settings.QLimitPu;
        List<ChartPanel> panels =
        [
            new()
            {
                YLabel = "Q, pu (+ = injected)", Height = 280, Series = [new("Volt-VAR", _volts, _vars)], Limits = [new("q_limit", q), new("-q_limit", -q)],
                Marks = _running is { } i ? [new(Point, new[] { i.Grid.VoltagePu.Mean }, new[] { i.Grid.VarInjectedPu })] : [],
            },
        ];
        if (_settings.VoltWatt.Enabled) panels.Add(new() { YLabel = "limit of P, pu", Series = [new("Volt-Watt", WattVolts, Watts)] });
        return new SvgChart
        {
            Title = Title, Description = $"{Slope}; {_source}", XLabel = "V, pu of nominal", Panels = panels, Tag = _running is { Simulated: true } ? "SIMULATED" : "",
        }.Render();
    }

    string Point => string.Create(CultureInfo.InvariantCulture, $"now {_running!.Value.Grid.VoltagePu.Mean:0.000} pu, {_running.Value.Grid.VarInjectedPu:+0.000;-0.000;0.000} pu");

    double[] WattVolts => [_volts[0], _settings.VoltWatt.V1Pu, _settings.VoltWatt.V2Pu, _volts[^1]];

    double[] Watts => [.. WattVolts.Select(v => VoltWatt.LimitPu(_settings.VoltWatt, v))];
}
