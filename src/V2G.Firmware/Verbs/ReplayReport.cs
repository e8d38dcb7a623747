using System.Globalization;
using V2G.Control;
using V2G.Control.Measurement;
using V2G.Control.Protection;
using V2G.Control.Settings;
using V2G.Firmware.Recordings;
using V2G.Firmware.Terminal;
using V2G.Grid.Comtrade;

namespace V2G.Firmware.Verbs;

internal sealed record ReplayEventReport(
    string Kind, string Phase, double StartS, double? EndS, double? DurationS, bool LastsToEnd, double? ResidualPu, double? DepthPu, double DetectedS);

/// <summary>All phases' events that hang together. Residual: the least of sags; peak: the greatest of swells; null without one.</summary>
internal sealed record ReplayDisturbanceReport(
    string Kind, string[] Phases, double StartS, double? EndS, double DurationS, bool LastsToEnd, double? ResidualPu, double? PeakPu);

/// <summary>An element that tripped: value is the worst between the event's start and the trip.</summary>
internal sealed record ReplayTripReport(
    string Element, string Code, string Text, double TimeS, double? Value, string Unit, string[] Phases, double Threshold, double SinceS, double ElapsedS, double ClearingTimeS);

/// <summary>An element whose clearing time had not passed when the recording ended.</summary>
internal sealed record ReplayRunningReport(string Element, string[] Phases, double Threshold, string Unit, double? Value, double SinceS, double RanS, double ClearingTimeS);

internal sealed record ReplayFrequencyReport(double LeastHz, double LeastAtS, double GreatestHz, double GreatestAtS);

/// <summary>Least and greatest by the waveform's own crossings; null where it had no steady rhythm.</summary>
internal sealed record ReplaySyncLossReport(double FromS, double ToS, string Reason, double? LeastHz, double? GreatestHz);

internal sealed record ReplayTransitionReport(double TimeS, string Text);

internal sealed record ReplayVarReport(double MaxInjectedPu, double MaxInjectedAtS, double MaxAbsorbedPu, double MaxAbsorbedAtS, double AtEndPu);

internal sealed record ReplayChannelReport(string Phase, double? FirstPu, double? LeastPu, double? LeastAtS, double? GreatestPu, double? GreatestAtS);

internal sealed record ReplayReport(
    string File, string Station, string Device, string Format, string Revision, int Samples, double DurationS, double[] RatesHz, string[] Channels,
    double NominalVoltage, bool NominalEstimated, string NominalSource, double NominalFrequencyHz, string NormalCategory, string AbnormalCategory,
    ReplayDisturbanceReport[] Disturbances, ReplayEventReport[] Events, bool Tripped, ReplayTripReport[] Trips, ReplayRunningReport[] Running, bool MomentaryCessation,
    ReplayTransitionReport[] Transitions, ReplayFrequencyReport? Frequency, ReplaySyncLossReport[] SyncLosses,
    ReplayVarReport? VarCommand, ReplayChannelReport[] Voltages, string EndState, string[] Notes)
{
    /// <summary>Figures are rounded to what the measurement is good for; what is no number is null.</summary>
    public static ReplayReport Of(string file, Recording r, ChannelMap channels, in ControlSettings settings, ReplayResult result)
    {
        double duration = r.SampleCount > 0 ? r.TimeNanoseconds(r.SampleCount - 1) * 1e-9 : 0;
        IReadOnlyList<ReplayRow> rows = result.Rows;
        ReplayTripReport[] trips = [.. result.Trips.Select(Trip)];
        return new(
            file, r.Station.Trim(), r.Device.Trim(), r.Format.ToString().ToUpperInvariant().Replace("REAL32", "FLOAT32", StringComparison.Ordinal), r.Revision.ToString()[4..],
            r.SampleCount, Math.Round(duration, 6), [.. r.Segments.Select(s => Math.Round(s.RateHz, 3)).Distinct().Take(100)], [.. channels.Voltages.Select(v => v.Name)],
            Math.Round(result.Nominal.Volts, 3), result.Nominal.Source.Length > 0, result.Nominal.Source.Length > 0 ? result.Nominal.Source : "as given",
            settings.Site.NominalFrequencyHz, settings.NormalCategory.ToString(), settings.AbnormalCategory.ToString(),
            [.. result.Disturbances.Select(d => new ReplayDisturbanceReport(
                d.Kind, [.. d.Phases], Math.Round(d.StartSeconds, 4), Reports.Figure(d.EndSeconds, 4), Duration(d.StartSeconds, d.EndSeconds, duration), double.IsNaN(d.EndSeconds),
                Reports.Figure(d.ResidualPu, 4), Reports.Figure(d.PeakPu, 4)))],
            [.. result.Events.Select(e => new ReplayEventReport(
                e.Kind, e.Phase, Math.Round(e.StartSeconds, 4), Reports.Figure(e.EndSeconds, 4), Duration(e.StartSeconds, e.EndSeconds, duration), double.IsNaN(e.EndSeconds),
                Reports.Figure(e.ExtremePu, 4), Reports.Figure(e.DepthPu, 4), Math.Round(e.DetectedSeconds, 4)))],
            trips.Length > 0, trips, [.. result.Running.Select(Ran)], rows.Any(x => x.State == ControllerState.MomentaryCessation),
            [.. result.Transitions.Select(t => new ReplayTransitionReport(Math.Round(t.Seconds, 4), t.Text))],
            Frequencies(rows), [.. result.SyncLosses.Select(Loss)], rows.Count == 0 ? null : Vars(rows), [.. channels.Voltages.Select((v, p) => Voltage(v.Name, rows, p))],
            rows.Count == 0 ? "none" : rows[^1].State.Text(), [.. r.Notes, .. result.Notes]);
    }

    static double Duration(double start, double end, double whole) => Math.Round(Math.Max(0, (double.IsNaN(end) ? whole : end) - start), 4);

    static ReplayTripReport Trip(ElementRun t)
    {
        FaultCode code = t.Element switch
        {
            TripElement.Ov1 or TripElement.Ov2 => FaultCode.OverVoltageTrip,
            TripElement.Uv1 or TripElement.Uv2 => FaultCode.UnderVoltageTrip,
            TripElement.Of1 or TripElement.Of2 => FaultCode.OverFrequencyTrip,
            TripElement.Island => FaultCode.Island,
            _ => FaultCode.UnderFrequencyTrip,
        };
        return new(
            t.Name, $"0x{(byte)code:X2}", FaultRegistry.Find((byte)code)!.Text, Math.Round(t.UntilSeconds, 4), Reports.Figure(t.ExtremeValue, 4), t.Unit, [.. t.Phases],
            Math.Round(t.ThresholdValue, 4), Math.Round(t.SinceSeconds, 4), Math.Round(t.ElapsedSeconds, 4), t.ClearingSeconds);
    }

    static ReplayRunningReport Ran(ElementRun t) => new(
        t.Name, [.. t.Phases], Math.Round(t.ThresholdValue, 4), t.Unit, Reports.Figure(t.ExtremeValue, 4), Math.Round(t.SinceSeconds, 4), Math.Round(t.ElapsedSeconds, 4), t.ClearingSeconds);

    static ReplaySyncLossReport Loss(SyncLoss s)
    {
        string reason = double.IsNaN(s.LeastHz) ? "voltage without a steady rhythm"
            : s.GreatestHz < 45 || s.LeastHz > 66 ? string.Create(CultureInfo.InvariantCulture, $"frequency {s.LeastHz:0.0} … {s.GreatestHz:0.0} Hz, outside 45 … 66 Hz")
            : s.LeastHz < 45 || s.GreatestHz > 66 ? string.Create(CultureInfo.InvariantCulture, $"frequency {s.LeastHz:0.0} … {s.GreatestHz:0.0} Hz, in part outside 45 … 66 Hz")
            : string.Create(CultureInfo.InvariantCulture, $"rhythm disturbed (crossings at {s.LeastHz:0.0} … {s.GreatestHz:0.0} Hz)");
        return new(Math.Round(s.FromSeconds, 4), Math.Round(s.ToSeconds, 4), reason, Reports.Figure(s.LeastHz, 2), Reports.Figure(s.GreatestHz, 2));
    }

    static ReplayFrequencyReport? Frequencies(IReadOnlyList<ReplayRow> rows)
    {
        ReplayRow? least = null, greatest = null;
        foreach (ReplayRow r in rows)
        {
            if (r.Sync != SyncState.Locked || !double.IsFinite(r.FrequencyHz)) continue;
            if (least is not { } l || r.FrequencyHz < l.FrequencyHz) least = r;
            if (greatest is not { } g || r.FrequencyHz > g.FrequencyHz) greatest = r;
        }
        return least is { } low && greatest is { } high
            ? new(Math.Round(low.FrequencyHz, 3), Math.Round(low.Seconds, 3), Math.Round(high.FrequencyHz, 3), Math.Round(high.Seconds, 3)) : null;
    }

    static ReplayVarReport Vars(IReadOnlyList<ReplayRow> rows)
    {
        ReplayRow most = rows.MaxBy(r => r.CommandVarPu), least = rows.MinBy(r => r.CommandVarPu);
        return new(Math.Round(Math.Max(0, most.CommandVarPu), 4), Math.Round(most.Seconds, 3), Math.Round(Math.Min(0, least.CommandVarPu), 4) + 0.0, Math.Round(least.Seconds, 3),
            Math.Round(rows[^1].CommandVarPu, 4) + 0.0);
    }

    static ReplayChannelReport Voltage(string name, IReadOnlyList<ReplayRow> rows, int p)
    {
        if (rows.Count == 0) return new(name, null, null, null, null, null);
        ReplayRow least = rows.MinBy(r => r.VoltagePu[p]), greatest = rows.MaxBy(r => r.VoltagePu[p]);
        return new(name, Reports.Figure(rows[0].VoltagePu[p], 4), Reports.Figure(least.VoltagePu[p], 4), Math.Round(least.Seconds, 3),
            Reports.Figure(greatest.VoltagePu[p], 4), Math.Round(greatest.Seconds, 3));
    }
}
