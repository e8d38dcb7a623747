using System.Globalization;
using ConsoleAppFramework;
using V2G.Control.GridSupport;
using V2G.Control.Settings;
using V2G.Firmware.Charts;
using V2G.Firmware.Configuration;
using V2G.Firmware.Run;
using V2G.Firmware.Terminal;

namespace V2G.Firmware.Verbs;

internal sealed record CurvePoint(double VPu, double QPu, double V, double Kvar);

internal sealed record CurveReport(
    string Source, string SettingsHash, string Category, bool Enabled, double VRefPu, double QLimitPu, CurvePoint[] Points, double OpenLoopResponseS,
    double SlopePuPerPu, double KvarPerPercentVoltage, double? GridReactancePu, double? LoopGain, double? GainMargin, string Verdict);

/// <summary>The Volt-VAR curve as it stands in control-logic.yaml.</summary>
internal sealed class CurveVerbs
{
    /// <summary>
    /// A loop that could stand no more than this factor is called too lively: at 3 reactive power turns back once after a step, at 2 it
    /// does three times within a response time.
    /// </summary>
    public const double RequiredMargin = 3;

    /// <summary>Prints the curve's points, slope and what 1 % of voltage costs.</summary>
    /// <param name="file">control-logic.yaml; without it, that of --etc.</param>
    /// <param name="etc">Directory of the configuration.</param>
    /// <param name="json">Print JSON.</param>
    [Command("show")]
    public int Show([Argument] string? file = null, string etc = Defaults.Etc, bool json = false)
    {
        (LoadedSettings loaded, string source) = Load(file, etc);
        Print(Report(loaded, source, null), json);
        return ExitCode.Ok;
    }

    /// <summary>Proves ranges, monotony and the loop-gain margin for a grid's strength; exit 8 when the curve must not be used there.</summary>
    /// <param name="file">control-logic.yaml; without it, that of --etc.</param>
    /// <param name="etc">Directory of the configuration.</param>
    /// <param name="gridReactance">Grid's reactance at the terminal, pu on the unit's rating.</param>
    /// <param name="shortCircuitRatio">Instead: short-circuit power over the unit's rating (reactance = 1/ratio).</param>
    /// <param name="gridResistance">Grid's resistance at the terminal, pu; counts only with active power.</param>
    /// <param name="activePower">Active power that flows meanwhile, pu: a weak grid is weaker under it.</param>
    /// <param name="json">Print JSON.</param>
    [Command("check")]
    public int Check([Argument] string? file = null, string etc = Defaults.Etc, double? gridReactance = null, double? shortCircuitRatio = null, double gridResistance = 0, double activePower = 0, bool json = false)
    {
        (LoadedSettings loaded, string source) = Load(file, etc);
        if (!(gridResistance is >= 0 and <= 2)) throw new VerbFailure(ExitCode.Usage, "--grid-resistance must be 0 … 2 pu");
        if (!(activePower is >= -1 and <= 1)) throw new VerbFailure(ExitCode.Usage, "--active-power must be -1 … 1 pu");
        CurveReport report = Report(loaded, source, Reactance(gridReactance, shortCircuitRatio), gridResistance, activePower);
        Print(report, json);
        return report.Verdict == "ok" ? ExitCode.Ok : ExitCode.InvalidInput;
    }

    /// <summary>Draws the curve, with the operating point while a controller runs.</summary>
    /// <param name="file">control-logic.yaml; without it, that of --etc.</param>
    /// <param name="etc">Directory of the configuration.</param>
    /// <param name="svg">Write a picture instead.</param>
    /// <param name="ascii">Nothing but ASCII, for a line that carries no more.</param>
    /// <param name="width">Characters.</param>
    /// <param name="height">Lines.</param>
    [Command("plot")]
    public int Plot([Argument] string? file = null, string etc = Defaults.Etc, string? svg = null, bool ascii = false, int width = 80, int height = 24)
    {
        if (width is not (>= TerminalChart.MinimumWidth and <= 500)) throw new VerbFailure(ExitCode.Usage, $"--width must be {TerminalChart.MinimumWidth} … 500 characters");
        if (height is not (> TerminalChart.MinimumHeight and <= 200)) throw new VerbFailure(ExitCode.Usage, $"--height must be {TerminalChart.MinimumHeight + 1} … 200 lines");
        (LoadedSettings loaded, string source) = Load(file, etc);
        ControllerImage? running = RunDirectory.Read();
        if (running is { } image && image.SettingsHash.ToString("x16", CultureInfo.InvariantCulture) != loaded.Hash)
            Console.Error.WriteLine("v2g: the running controller has other settings than those drawn");
        CurvePicture picture = new(loaded.Settings, source, running);
        if (svg is not null)
        {
            File.WriteAllText(svg, picture.Svg());
            Console.Error.WriteLine($"v2g: written to {svg}");
            return ExitCode.Ok;
        }
        if (running is { Simulated: true }) Console.Out.WriteLine("SIMULATED board");
        foreach (string line in picture.Terminal(ascii, width, height)) Console.Out.WriteLine(line);
        return ExitCode.Ok;
    }

    static double Reactance(double? reactance, double? ratio)
    {
        if (reactance is not null && ratio is not null) throw new VerbFailure(ExitCode.Usage, "give --grid-reactance or --short-circuit-ratio, not both");
        double x = reactance ?? (ratio is { } r ? 1 / r : 0.05);
        return x is >= 0 and <= 2 ? x : throw new VerbFailure(ExitCode.Usage, "the grid's reactance must be 0 … 2 pu (short-circuit ratio 0.5 or more)");
    }

    internal static (LoadedSettings Loaded, string Source) Load(string? file, string etc)
    {
        if (etc != Defaults.Etc && !Directory.Exists(etc)) throw new VerbFailure(ExitCode.InvalidInput, $"no directory '{etc}'");
        string? found = file ?? (File.Exists(Path.Combine(etc, SettingsLoader.ControlLogicFile)) ? Path.Combine(etc, SettingsLoader.ControlLogicFile) : null);
        if (found is not null && Directory.Exists(found)) (etc, found) = (found, Path.Combine(found, SettingsLoader.ControlLogicFile));
        string site = Path.Combine(etc, SettingsLoader.SiteFile);
        return (SettingsLoader.Load(File.Exists(site) ? site : null, found), found ?? "factory defaults");
    }

    static CurveReport Report(LoadedSettings loaded, string source, double? reactance, double resistance = 0, double activePower = 0)
    {
        ControlSettings s = loaded.Settings;
        VoltVarSettings vv = s.VoltVar;
        double shift = vv.VRefPu - 1;
        double? gain = reactance is { } x ? LoopGain.Of(vv.SteepestSlope, resistance, x, activePower) : null;
        if (gain is double.PositiveInfinity) throw new VerbFailure(ExitCode.InvalidInput, $"this grid can't carry {activePower} pu: its impedance times the power must stay below 1");
        double? margin = gain is { } k ? LoopGain.Margin(k, vv.OpenLoopResponseSeconds - s.ReactionSeconds, LoopDelays.OfUnit(s.Site.NominalFrequencyHz)) : null;
        return new(source, loaded.Hash, s.NormalCategory.ToString(), vv.Enabled, vv.VRefPu, s.QLimitPu,
            [Point(s, vv.V1Pu + shift, vv.Q1Pu), Point(s, vv.V2Pu + shift, vv.Q2Pu), Point(s, vv.V3Pu + shift, vv.Q3Pu), Point(s, vv.V4Pu + shift, vv.Q4Pu)],
            vv.OpenLoopResponseSeconds, Math.Round(vv.SteepestSlope, 4), Math.Round(vv.SteepestSlope * 0.01 * s.Site.RatedVoltAmperes / 1000, 3),
            reactance, gain is null ? null : Math.Round(gain.Value, 4), margin is { } m ? Reports.Figure(m, 2) : null,
            margin < RequiredMargin ? "too lively for this grid" : "ok");
    }

    static CurvePoint Point(in ControlSettings s, double vPu, double qPu) => new(
        Math.Round(vPu, 6), qPu, Math.Round(vPu * s.Site.NominalVoltage, 2), Math.Round(qPu * s.Site.RatedVoltAmperes / 1000, 3));

    static void Print(CurveReport r, bool json)
    {
        if (json)
        {
            Reports.Print(r, Reports.Default.CurveReport);
            return;
        }
        TextWriter o = Console.Out;
        o.WriteLine($"Volt-VAR, category {r.Category}{(r.Enabled ? "" : ", disabled")}; {r.Source}; settings hash {r.SettingsHash}");
        o.WriteLine("  + = injected (raises voltage)");
        foreach (CurvePoint p in r.Points)
            o.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {p.VPu,6:0.000} pu ({p.V,7:0.0} V)  {p.QPu,6:+0.000;-0.000;0.000} pu ({p.Kvar,7:+0.00;-0.00;0.00} kvar)"));
        o.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  v_ref {r.VRefPu:0.###} pu, q_limit {r.QLimitPu:0.###} pu, open-loop response {r.OpenLoopResponseS:0.##} s"));
        o.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  slope {r.SlopePuPerPu:0.00} pu/pu: 1 % of voltage is {r.KvarPerPercentVoltage:0.00} kvar on this unit"));
        if (r.GridReactancePu is { } x)
        {
            string margin = r.GainMargin is { } m ? m.ToString("0.0", CultureInfo.InvariantCulture) : "unbounded";
            o.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  grid {x:0.###} pu: loop gain {r.LoopGain:0.00}, gain margin {margin} (required {RequiredMargin:0})"));
            o.WriteLine($"  ranges ok, monotone, {r.Verdict}");
        }
    }
}
