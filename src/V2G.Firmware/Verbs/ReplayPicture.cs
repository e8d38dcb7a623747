using System.Globalization;
using V2G.Control.Measurement;
using V2G.Control.Protection;
using V2G.Control.Settings;
using V2G.Firmware.Charts;
using V2G.Firmware.Recordings;
using V2G.Grid.Comtrade;

namespace V2G.Firmware.Verbs;

/// <summary>A replay as a picture: waveform, RMS with the trip thresholds, frequency, reactive power command, over one time axis.</summary>
internal static class ReplayPicture
{
    /// <summary>Longer recordings show peaks of half cycles in place of a block of ink.</summary>
    const int MostCycles = 150;

    /// <summary>More labels than this hide each other: the worst disturbances get one.</summary>
    const int MostLabels = 5;

    const int MostPoints = 40_000;

    public static string Of(ReplayReport report, Recording recording, ChannelMap channels, in ControlSettings settings, ReplayResult result)
    {
        double[] at = [.. result.Rows.Select(r => r.Seconds)];
        List<ChartPanel> panels = [Waveform(report, recording, channels, result), Rms(settings, channels, at, result)];
        if (Frequency(settings, at, result) is { } frequency) panels.Add(frequency);
        panels.Add(Vars(at, result));
        return new SvgChart
        {
            Title = $"Replay of {Path.GetFileName(report.File)}: {Verdict(report)}",
            Description = string.Create(CultureInfo.InvariantCulture, $"{report.Station}; categories {report.NormalCategory}, {report.AbnormalCategory}; 1 pu = {report.NominalVoltage:0.###} V{(channels.PhaseCount == 3 ? " line to line" : "")}"),
            XLabel = "time from the first sample, s",
            XRange = report.DurationS > 0 ? (0, report.DurationS) : null,
            Spans = Spans(report),
            Events = [.. report.Trips.Take(4).Select(t => new ChartEvent(string.Create(CultureInfo.InvariantCulture, $"{t.Element} trip {t.TimeS:0.000} s"), t.TimeS))],
            Panels = panels,
        }.Render();
    }

    static string Verdict(ReplayReport r) =>
        r.Tripped ? $"{r.Trips[0].Element} trip" : r.SyncLosses.Length > 0 ? "Grid Sync Loss, no trip" : r.MomentaryCessation ? "momentary cessation, no trip" : "no trip";

    static ChartSpan[] Spans(ReplayReport report)
    {
        HashSet<ReplayDisturbanceReport> labelled = [.. report.Disturbances.OrderByDescending(d => Math.Max(1 - (d.ResidualPu ?? 1), (d.PeakPu ?? 1) - 1)).Take(MostLabels)];
        return [.. report.Disturbances.Take(500).Select(d => new ChartSpan(labelled.Contains(d) ? Label(d) : "", d.StartS, d.EndS ?? report.DurationS))];
    }

    static string Label(ReplayDisturbanceReport d)
    {
        string low = d.ResidualPu is { } residual ? string.Create(CultureInfo.InvariantCulture, $"sag to {residual:0.00}") : "";
        string high = d.PeakPu is { } peak ? string.Create(CultureInfo.InvariantCulture, $"swell to {peak:0.00}") : "";
        string phases = d.Phases.Length == 3 ? "" : string.Join(',', d.Phases) + " ";
        return string.Create(CultureInfo.InvariantCulture, $"{phases}{low}{(low.Length > 0 && high.Length > 0 ? ", " : "")}{high} pu, {d.DurationS:0.00} s");
    }

    static ChartPanel Waveform(ReplayReport report, Recording recording, ChannelMap channels, ReplayResult result)
    {
        double peak = Math.Sqrt(2) * result.Nominal.Volts / (channels.PhaseCount == 3 ? Math.Sqrt(3) : 1);
        bool envelope = report.DurationS * report.NominalFrequencyHz > MostCycles;
        // Bins keep both peaks; for an envelope a bin is a whole cycle or more.
        int bins = envelope ? (int)Math.Clamp(report.DurationS * report.NominalFrequencyHz, 2, 800) : MostPoints / 2;
        int perBin = Math.Max(1, (recording.SampleCount + bins - 1) / bins);
        List<ChartSeries> series = [];
        foreach (PhaseSource v in channels.Voltages) series.Add(envelope ? Peaks(recording, v, perBin, 1 / peak) : Series(recording, v, perBin, 1 / peak));
        return new() { YLabel = envelope ? "peak of each cycle, pu" : "waveform, pu of peak", Height = envelope ? 150 : 210, Series = series };
    }

    static ChartSeries Series(Recording recording, PhaseSource phase, int perBin, double scale)
    {
        List<double> x = [], y = [];
        for (int first = 0; first < recording.SampleCount; first += perBin)
        {
            int last = Math.Min(first + perBin, recording.SampleCount), least = first, greatest = first;
            double low = double.PositiveInfinity, high = double.NegativeInfinity;
            for (int i = first; i < last; i++)
            {
                double v = phase.At(i) * scale;
                if (v < low) (low, least) = (v, i);
                if (v > high) (high, greatest) = (v, i);
            }
            foreach (int i in least < greatest ? [least, greatest] : least > greatest ? new[] { greatest, least } : [least])
            {
                x.Add(recording.TimeNanoseconds(i) * 1e-9);
                y.Add(phase.At(i) * scale);
            }
        }
        return new(phase.Name, x.ToArray(), y.ToArray());
    }

    static ChartSeries Peaks(Recording recording, PhaseSource phase, int perBin, double scale)
    {
        List<double> x = [], y = [];
        for (int first = 0; first < recording.SampleCount; first += perBin)
        {
            int last = Math.Min(first + perBin, recording.SampleCount);
            double high = 0;
            for (int i = first; i < last; i++) high = Math.Max(high, Math.Abs(phase.At(i) * scale));
            x.Add(recording.TimeNanoseconds(first + (last - first) / 2) * 1e-9);
            y.Add(high);
        }
        return new(phase.Name, x.ToArray(), y.ToArray());
    }

    static ChartPanel Rms(in ControlSettings settings, ChannelMap channels, double[] at, ReplayResult result)
    {
        static string Clearing(string name, double pu, double seconds) => string.Create(CultureInfo.InvariantCulture, $"{name} {pu:0.00} pu, {seconds:0.##} s");
        VoltageTripSettings t = settings.VoltageTrip;
        double least = double.PositiveInfinity, greatest = 0;
        foreach (ReplayRow r in result.Rows) (least, greatest) = (Math.Min(least, r.VoltagePu.Min), Math.Max(greatest, r.VoltagePu.Max));
        return new()
        {
            YLabel = "V RMS, pu",
            Series = [.. channels.Voltages.Select((v, p) => new ChartSeries(v.Label, at, result.Rows.Select(r => r.VoltagePu[p]).ToArray()))],
            Limits =
            [
                new ChartLimit(Clearing("OV2", t.Ov2Pu, t.Ov2Seconds), t.Ov2Pu), new ChartLimit(Clearing("OV1", t.Ov1Pu, t.Ov1Seconds), t.Ov1Pu),
                new ChartLimit(Clearing("UV1", t.Uv1Pu, t.Uv1Seconds), t.Uv1Pu), new ChartLimit(Clearing("UV2", t.Uv2Pu, t.Uv2Seconds), t.Uv2Pu),
            ],
            YRange = (Math.Max(0, Math.Min(least, t.Uv2Pu) - 0.06), Math.Max(greatest, t.Ov2Pu) + 0.08), Height = 210,
        };
    }

    // Null where there is no frequency to show. The wave's own crossings where the controller had lost the rhythm.
    static ChartPanel? Frequency(in ControlSettings settings, double[] at, ReplayResult result)
    {
        double[] locked = [.. result.Rows.Select(r => r.Sync == SyncState.Locked ? r.FrequencyHz : double.NaN)];
        List<double> all = [.. locked.Where(double.IsFinite), .. result.LostFrequency.Select(f => f.Hz)];
        if (all.Count == 0) return null;
        FrequencyTripSettings t = settings.FrequencyTrip;
        double low = Math.Min(all.Min(), settings.Site.NominalFrequencyHz) - 0.1, high = Math.Max(all.Max(), settings.Site.NominalFrequencyHz) + 0.1;
        List<ChartSeries> series = [];
        if (locked.Any(double.IsFinite)) series.Add(new(result.LostFrequency.Count > 0 ? "locked" : "", at, locked));
        if (result.LostFrequency.Count > 0)
            series.Add(new("without lock: zero crossings", result.LostFrequency.Select(f => f.Seconds).ToArray(), result.LostFrequency.Select(f => f.Hz).ToArray()));
        ChartLimit[] limits = [new("OF2", t.Of2Hz), new("OF1", t.Of1Hz), new("UF1", t.Uf1Hz), new("UF2", t.Uf2Hz)];
        return new() { YLabel = "f, Hz", Height = 110, Series = series, YRange = (low, high), Limits = [.. limits.Where(l => l.Y > low && l.Y < high)] };
    }

    static ChartPanel Vars(double[] at, ReplayResult result)
    {
        double greatest = result.Rows.Count == 0 ? 0 : result.Rows.Max(r => Math.Max(Math.Abs(r.CommandVarPu), Math.Abs(r.DecidedVarPu)));
        bool differs = result.Rows.Any(r => Math.Abs(r.CommandVarPu - r.DecidedVarPu) > 1e-4);
        List<ChartSeries> series = [new(differs ? "commanded" : "", at, result.Rows.Select(r => r.CommandVarPu).ToArray())];
        if (differs) series.Add(new("decided", at, result.Rows.Select(r => r.DecidedVarPu).ToArray()));
        // Nothing much shall look like nothing much.
        return new() { YLabel = "Q command, pu", Height = 120, Series = series, YRange = greatest < 0.04 ? (-0.05, 0.05) : null };
    }
}
