using System.Globalization;
using System.Text;
using ConsoleAppFramework;
using V2G.Control;
using V2G.Control.Measurement;
using V2G.Control.Protection;
using V2G.Control.Settings;
using V2G.Firmware.Charts;
using V2G.Firmware.Configuration;
using V2G.Firmware.Recordings;
using V2G.Firmware.Terminal;
using V2G.Grid.Comtrade;

namespace V2G.Firmware.Verbs;

internal sealed record ReplayEventReport(
    string Kind, string Phase, double StartS, double? EndS, double? DurationS, bool LastsToEnd, double ResidualPu, double DepthPu, double DetectedS);

internal sealed record ReplayTripReport(string Element, string Code, string Text, double TimeS, double Value, string Unit);

internal sealed record ReplayTransitionReport(double TimeS, string Text);

internal sealed record ReplayVarReport(double MaxInjectedPu, double MaxInjectedAtS, double MaxAbsorbedPu, double MaxAbsorbedAtS, double AtEndPu);

internal sealed record ReplayChannelReport(string Phase, double? FirstPu, double? LeastPu, double? LeastAtS, double? GreatestPu, double? GreatestAtS);

internal sealed record ReplayReport(
    string File, string Station, string Device, string Format, string Revision, int Samples, double DurationS, double[] RatesHz, string[] Channels,
    double NominalVoltage, bool NominalEstimated, double NominalFrequencyHz, string NormalCategory, string AbnormalCategory,
    ReplayEventReport[] Events, bool Tripped, ReplayTripReport[] Trips, bool MomentaryCessation, ReplayTransitionReport[] Transitions,
    ReplayVarReport? VarCommand, ReplayChannelReport[] Voltages, string EndState, string[] Notes);

internal sealed class ReplayVerb
{
    /// <summary>Feeds a COMTRADE recording through calibration, measurement, grid support and protection, and says what the controller would have done.</summary>
    /// <param name="file">FILE.cfg (with FILE.dat beside it) or FILE.cff.</param>
    /// <param name="map">Which channels: va=NAME,vb=NAME,vc=NAME, or vab=,vbc=, or v= (names or channel numbers).</param>
    /// <param name="nominalVoltage">In the recording's own volts, line to line for three phases; default: what its first 0.2 s show.</param>
    /// <param name="nominalFrequency">50 or 60; default: the recording's.</param>
    /// <param name="category">Abnormal operating category I, II or III, or normal category A or B, or both (B,II); default B,III.</param>
    /// <param name="etc">Take control-logic.yaml from this directory instead of the standard's defaults.</param>
    /// <param name="json">Print JSON.</param>
    /// <param name="svg">Write a picture.</param>
    /// <param name="csv">Write every half cycle: voltages, frequency, state, commands.</param>
    [Command("replay")]
    public int Run(
        [Argument] string file, string? map = null, double? nominalVoltage = null, double? nominalFrequency = null, string? category = null, string? etc = null,
        bool json = false, string? svg = null, string? csv = null)
    {
        if (nominalVoltage is not (null or (> 0 and < 2e6))) throw new VerbFailure(ExitCode.Usage, "--nominal-voltage must be above 0 and below 2 000 000 V");
        if (nominalFrequency is not (null or 50 or 60)) throw new VerbFailure(ExitCode.Usage, "--nominal-frequency must be 50 or 60");
        Recording recording = RecordingFile.Open(file);
        ChannelMap channels = ChannelMap.Of(recording, map);
        double hertz = nominalFrequency ?? (recording.LineFrequencyHz is > 45 and < 55 ? 50 : 60);
        ControlSettings settings = Settings(channels.PhaseCount, hertz, category, etc);
        ReplayResult result = new Replay(recording, channels, settings, nominalVoltage).Run();
        ReplayReport report = Report(file, recording, channels, settings, hertz, result);
        if (svg is not null) File.WriteAllText(svg, Picture(report, recording, channels, settings, result));
        if (csv is not null) File.WriteAllText(csv, Csv(result));
        if (json) Reports.Print(report, Reports.Default.ReplayReport);
        else Print(report);
        return result.Rows.Count > 0 ? ExitCode.Ok : ExitCode.InvalidInput;
    }

    static ControlSettings Settings(int phases, double hertz, string? category, string? etc)
    {
        NormalCategory normal = NormalCategory.B;
        AbnormalCategory abnormal = AbnormalCategory.III;
        foreach (string word in (category ?? "").Split([',', '/'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            switch (word.ToUpperInvariant())
            {
                case "A": normal = NormalCategory.A; break;
                case "B": normal = NormalCategory.B; break;
                case "I": abnormal = AbnormalCategory.I; break;
                case "II": abnormal = AbnormalCategory.II; break;
                case "III": abnormal = AbnormalCategory.III; break;
                default: throw new VerbFailure(ExitCode.Usage, $"--category '{word}' is not allowed; allowed: I, II, III for trips and ride-through, A, B for Volt-VAR");
            }
        }
        SiteSettings site = SiteSettings.Default with { PhaseCount = phases, NominalVoltage = phases == 3 ? 480 : 240, NominalFrequencyHz = hertz };
        if (etc is null) return ControlSettings.Default(site, normal, abnormal);
        if (category is not null) throw new VerbFailure(ExitCode.Usage, "--category and --etc exclude each other: the file says the category");
        ControlSettings loaded = SettingsLoader.Load(etc).Settings;
        if (loaded.Site.NominalFrequencyHz != hertz)
            throw new VerbFailure(ExitCode.InvalidInput, $"the recording's grid has {hertz:0} Hz, the configuration is for {loaded.Site.NominalFrequencyHz:0} Hz");
        return loaded with { Site = site };
    }

    static ReplayReport Report(string file, Recording r, ChannelMap channels, in ControlSettings settings, double hertz, ReplayResult result)
    {
        double duration = r.SampleCount > 0 ? r.TimeNanoseconds(r.SampleCount - 1) * 1e-9 : 0;
        ReplayEventReport[] events = [.. result.Events.Select(e => new ReplayEventReport(
            e.Kind, e.Phase, Math.Round(e.StartSeconds, 4), Reports.Figure(e.EndSeconds, 4),
            Math.Round((double.IsNaN(e.EndSeconds) ? duration : e.EndSeconds) - e.StartSeconds, 4), double.IsNaN(e.EndSeconds),
            Math.Round(e.ExtremePu, 4), Math.Round(e.DepthPu, 4), Math.Round(e.DetectedSeconds, 4)))];
        ReplayTripReport[] trips = [.. result.Trips.Select(t => new ReplayTripReport(
            t.Element.ToString().ToUpperInvariant(), $"0x{(byte)t.Code:X2}", FaultRegistry.Find((byte)t.Code)!.Text, Math.Round(t.Seconds, 4), Math.Round(t.Value, 4),
            t.Element >= TripElement.Of2 ? "Hz" : "pu"))];
        IReadOnlyList<ReplayRow> rows = result.Rows;
        return new(file, r.Station.Trim(), r.Device.Trim(), r.Format.ToString().ToUpperInvariant().Replace("REAL32", "FLOAT32"), r.Revision.ToString()[4..], r.SampleCount, Math.Round(duration, 6),
            [.. r.Segments.Select(s => Math.Round(s.RateHz, 3)).Distinct().Take(100)], [.. channels.Voltages.Select(v => v.Name)],
            Math.Round(result.NominalVolts, 3), result.NominalEstimated, hertz, settings.NormalCategory.ToString(), settings.AbnormalCategory.ToString(),
            events, trips.Length > 0, trips, rows.Any(x => x.State == ControllerState.MomentaryCessation),
            [.. result.Transitions.Select(t => new ReplayTransitionReport(Math.Round(t.Seconds, 4), t.Text))],
            rows.Count == 0 ? null : Vars(rows), [.. channels.Voltages.Select((v, p) => Voltage(v.Name, rows, p))],
            rows.Count == 0 ? "none" : rows[^1].State.Text(), [.. r.Notes, .. result.Notes]);
    }

    static ReplayVarReport Vars(IReadOnlyList<ReplayRow> rows)
    {
        ReplayRow most = rows.MaxBy(r => r.CommandVarPu), least = rows.MinBy(r => r.CommandVarPu);
        return new(Math.Round(Math.Max(0, most.CommandVarPu), 4), Math.Round(most.Seconds, 3), Math.Round(Math.Min(0, least.CommandVarPu), 4), Math.Round(least.Seconds, 3),
            Math.Round(rows[^1].CommandVarPu, 4));
    }

    static ReplayChannelReport Voltage(string name, IReadOnlyList<ReplayRow> rows, int p)
    {
        if (rows.Count == 0) return new(name, null, null, null, null, null);
        ReplayRow least = rows.MinBy(r => r.VoltagePu[p]), greatest = rows.MaxBy(r => r.VoltagePu[p]);
        return new(name, Math.Round(rows[0].VoltagePu[p], 4), Math.Round(least.VoltagePu[p], 4), Math.Round(least.Seconds, 3),
            Math.Round(greatest.VoltagePu[p], 4), Math.Round(greatest.Seconds, 3));
    }

    static void Print(ReplayReport r)
    {
        TextWriter o = Console.Out;
        CultureInfo c = CultureInfo.InvariantCulture;
        o.WriteLine(string.Create(c, $"{r.File}: {r.Station} {r.Device}, {r.Format} {r.Revision}, {r.Samples} samples, {r.DurationS:0.000} s, {r.RatesHz.Length} rate{(r.RatesHz.Length == 1 ? "" : "s")} ({r.RatesHz[0]:0.#} Hz{(r.RatesHz.Length > 1 ? ", …" : "")})"));
        o.WriteLine($"voltages: {string.Join(", ", r.Channels)}");
        o.WriteLine(string.Create(c, $"nominal {r.NominalVoltage:0.###} V{(r.Channels.Length == 3 ? " line to line" : "")}{(r.NominalEstimated ? " (from the first 0.2 s)" : "")}, {r.NominalFrequencyHz:0} Hz; categories {r.NormalCategory}, {r.AbnormalCategory}"));
        foreach (string note in r.Notes) o.WriteLine($"note: {note}");
        o.WriteLine(r.Events.Length == 0 ? "no sag, swell or interruption" : "voltage events (one-cycle RMS; start from the waveform):");
        foreach (ReplayEventReport e in r.Events)
            o.WriteLine(string.Create(c, $"  {e.Phase}  {e.Kind,-12} from {e.StartS:0.000} s {(e.LastsToEnd ? "to the end" : string.Create(c, $"to {e.EndS:0.000} s"))} ({e.DurationS:0.000} s)  {(e.Kind == "swell" ? "peak" : "residual")} {e.ResidualPu:0.000} pu"));
        o.WriteLine("what the controller would have done:");
        foreach (ReplayTransitionReport t in r.Transitions) o.WriteLine(string.Create(c, $"  {t.TimeS,8:0.000} s  {t.Text}"));
        if (r.Transitions.Length == 0) o.WriteLine("  stayed in service");
        foreach (ReplayTripReport t in r.Trips) o.WriteLine(string.Create(c, $"trip: {t.Element} at {t.TimeS:0.000} s, {t.Value:0.000} {t.Unit}: {t.Code} {t.Text}"));
        if (!r.Tripped) o.WriteLine(r.MomentaryCessation ? "no trip; momentary cessation" : "no trip");
        if (r.VarCommand is { } q)
            o.WriteLine(string.Create(c, $"Q command (+ = injected): most {q.MaxInjectedPu:+0.000;-0.000;0.000} pu at {q.MaxInjectedAtS:0.000} s, least {q.MaxAbsorbedPu:+0.000;-0.000;0.000} pu at {q.MaxAbsorbedAtS:0.000} s, at the end {q.AtEndPu:+0.000;-0.000;0.000} pu"));
        o.WriteLine($"at the end: {r.EndState}");
    }

    static string Csv(ReplayResult result)
    {
        StringBuilder text = new("t_s,va_pu,vb_pu,vc_pu,f_hz,sync,q_decided_pu,q_command_pu,state\n");
        foreach (ReplayRow r in result.Rows)
            text.Append(CultureInfo.InvariantCulture,
                $"{r.Seconds:0.000000},{r.VoltagePu.A:0.000000},{r.VoltagePu.B:0.000000},{r.VoltagePu.C:0.000000},{r.FrequencyHz:0.0000},{r.Sync.ToString().ToLowerInvariant()},{r.DecidedVarPu:0.000000},{r.CommandVarPu:0.000000},{r.State.Text()}\n");
        return text.ToString();
    }

    static string Picture(ReplayReport report, Recording recording, ChannelMap channels, in ControlSettings settings, ReplayResult result)
    {
        double[] at = [.. result.Rows.Select(r => r.Seconds)];
        double[] seconds = [.. Enumerable.Range(0, recording.SampleCount).Select(i => recording.TimeNanoseconds(i) * 1e-9)];
        double peak = Math.Sqrt(2) * result.NominalVolts / (channels.PhaseCount == 3 ? Math.Sqrt(3) : 1);
        return new SvgChart
        {
            Title = $"Replay of {Path.GetFileName(report.File)}: {(report.Tripped ? $"{report.Trips[0].Element} trip" : report.MomentaryCessation ? "momentary cessation, no trip" : "no trip")}",
            Description = $"{report.Station}; categories {report.NormalCategory}, {report.AbnormalCategory}; nominal {report.NominalVoltage:0.###} V",
            XLabel = "time from the first sample, s",
            Spans = [.. report.Events.Select(e => new ChartSpan(string.Create(CultureInfo.InvariantCulture, $"{e.Phase} {e.Kind} {e.ResidualPu:0.00} pu"), e.StartS, e.EndS ?? report.DurationS))],
            Events = [.. report.Trips.Select(t => new ChartEvent($"{t.Element} trip", t.TimeS))],
            Panels =
            [
                new ChartPanel
                {
                    YLabel = "waveform, pu of peak", Height = 220,
                    Series = [.. channels.Voltages.Select(v => new ChartSeries(v.Name, seconds, Enumerable.Range(0, recording.SampleCount).Select(i => v.At(i) / peak).ToArray()))],
                },
                new ChartPanel
                {
                    YLabel = "V RMS, pu",
                    Series = [.. Enumerable.Range(0, channels.PhaseCount).Select(p => new ChartSeries($"L{p + 1}", at, result.Rows.Select(r => r.VoltagePu[p]).ToArray()))],
                    Limits = [new ChartLimit("UV1", settings.VoltageTrip.Uv1Pu), new ChartLimit("UV2", settings.VoltageTrip.Uv2Pu), new ChartLimit("OV1", settings.VoltageTrip.Ov1Pu)],
                },
                new ChartPanel { YLabel = "f, Hz", Height = 110, Series = [new ChartSeries("", at, result.Rows.Select(r => r.Sync == SyncState.Locked ? r.FrequencyHz : double.NaN).ToArray())] },
                new ChartPanel
                {
                    YLabel = "Q command, pu",
                    Series = [new ChartSeries("commanded", at, result.Rows.Select(r => r.CommandVarPu).ToArray()), new ChartSeries("decided", at, result.Rows.Select(r => r.DecidedVarPu).ToArray())],
                },
            ],
        }.Render();
    }
}
