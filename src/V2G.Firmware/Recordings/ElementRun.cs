using V2G.Control;
using V2G.Control.Measurement;
using V2G.Control.Protection;
using V2G.Control.Settings;

namespace V2G.Firmware.Recordings;

/// <summary>A trip element's condition from its beginning on the grid to the trip, or to the end of the recording.</summary>
/// <param name="Phases">Phases, or pairs of them where only a line voltage was beyond the threshold; empty for frequency.</param>
/// <param name="SinceSeconds">When the grid crossed the threshold: on the waveform where it did so at once.</param>
/// <param name="ThresholdValue">Pu or Hz.</param>
/// <param name="ClearingSeconds">The setting: from the event to the end of current.</param>
/// <param name="ExtremeValue">The worst in between, pu or Hz.</param>
internal sealed record ElementRun(
    TripElement Element, IReadOnlyList<string> Phases, double SinceSeconds, double UntilSeconds, double ThresholdValue, double ClearingSeconds, double ExtremeValue)
{
    public bool IsFrequency => Element >= TripElement.Of2;

    public string Unit => IsFrequency ? "Hz" : "pu";

    public string Name => Element.ToString().ToUpperInvariant();

    public double ElapsedSeconds => UntilSeconds - SinceSeconds;

    public static (double Threshold, double Seconds, bool Under) Setting(in ControlSettings s, TripElement element) => element switch
    {
        TripElement.Ov2 => (s.VoltageTrip.Ov2Pu, s.VoltageTrip.Ov2Seconds, false),
        TripElement.Ov1 => (s.VoltageTrip.Ov1Pu, s.VoltageTrip.Ov1Seconds, false),
        TripElement.Uv2 => (s.VoltageTrip.Uv2Pu, s.VoltageTrip.Uv2Seconds, true),
        TripElement.Uv1 => (s.VoltageTrip.Uv1Pu, s.VoltageTrip.Uv1Seconds, true),
        TripElement.Of2 => (s.FrequencyTrip.Of2Hz, s.FrequencyTrip.Of2Seconds, false),
        TripElement.Of1 => (s.FrequencyTrip.Of1Hz, s.FrequencyTrip.Of1Seconds, false),
        TripElement.Uf2 => (s.FrequencyTrip.Uf2Hz, s.FrequencyTrip.Uf2Seconds, true),
        // No threshold of its own: the frequency is told against the nominal one.
        TripElement.Island => (s.Site.NominalFrequencyHz, Islanding.ClearingSeconds, false),
        _ => (s.FrequencyTrip.Uf1Hz, s.FrequencyTrip.Uf1Seconds, true),
    };

    /// <param name="refine">Of a phase, a detected time and a period: where on the waveform it began.</param>
    public static ElementRun Of(
        in ControlSettings settings, string[] labels, IReadOnlyList<ReplayRow> rows, int lastRow, TripElement element, double until, Func<int, double, double> refine)
    {
        (double threshold, double seconds, bool under) = Setting(settings, element);
        if (element == TripElement.Island) return new(element, [], until, until, threshold, seconds, rows[lastRow].FrequencyHz);
        bool frequency = element >= TripElement.Of2;
        bool Beyond(double v) => under ? v < threshold : v > threshold;
        double Worst(in ReplayRow r) => frequency ? r.FrequencyHz : under ? r.LowestPu : r.HighestPu;
        int first = lastRow;
        while (first > 0 && Beyond(Worst(rows[first - 1]))) first--;
        double extreme = Worst(rows[first]);
        HashSet<int> phases = [], lines = [];
        int count = rows[first].VoltagePu.Count, firstPhase = -1;
        for (int k = first; k <= lastRow; k++)
        {
            ReplayRow r = rows[k];
            extreme = under ? Math.Min(extreme, Worst(r)) : Math.Max(extreme, Worst(r));
            for (int p = 0; !frequency && p < count; p++)
            {
                if (Beyond(r.VoltagePu[p]) && phases.Add(p) && firstPhase < 0) firstPhase = p;
                if (Beyond(r.LineVoltagePu[p]) && lines.Add(p) && firstPhase < 0) firstPhase = 3 + p;
            }
        }
        double since = rows[first].Seconds;
        // A line voltage alone: the earlier of its two phases.
        if (firstPhase >= 3) since = Math.Min(refine(firstPhase - 3, since), refine((firstPhase - 2) % 3, since));
        else if (firstPhase >= 0) since = refine(firstPhase, since);
        string[] names = phases.Count > 0 ? [.. phases.Select(p => labels[p]).Order(StringComparer.Ordinal)] : [.. lines.Order().Select(p => $"{labels[p]}-{labels[(p + 1) % count]}")];
        return new(element, names, since, until, threshold, seconds, extreme);
    }
}
