namespace V2G.Firmware.Recordings;

/// <summary>
/// Events of all phases that hang together, as one: it begins with the first of them and ends when all phases are back
/// (IEC 61000-4-30 5.4.2.1 for polyphase systems); what follows within a cycle belongs to it.
/// </summary>
/// <param name="Phases">In the order in which they were hit.</param>
/// <param name="EndSeconds">NaN: lasts to the end of the recording.</param>
/// <param name="ResidualPu">Least one-cycle RMS of a sag or interruption; NaN without one.</param>
/// <param name="PeakPu">Greatest of a swell; NaN without one.</param>
internal sealed record Disturbance(string Kind, IReadOnlyList<string> Phases, double StartSeconds, double EndSeconds, double ResidualPu, double PeakPu)
{
    /// <param name="events">In the order of their starts.</param>
    public static IReadOnlyList<Disturbance> Of(IEnumerable<VoltageEvent> events, double cycleSeconds)
    {
        List<Disturbance> found = [];
        List<VoltageEvent> group = [];
        double until = double.NegativeInfinity;
        foreach (VoltageEvent e in events)
        {
            if (group.Count > 0 && e.StartSeconds > until + cycleSeconds)
            {
                found.Add(Of(group));
                group = [];
                until = double.NegativeInfinity;
            }
            group.Add(e);
            until = Math.Max(until, double.IsNaN(e.EndSeconds) ? double.PositiveInfinity : e.EndSeconds);
        }
        if (group.Count > 0) found.Add(Of(group));
        return found;
    }

    static Disturbance Of(List<VoltageEvent> events)
    {
        bool deep = events.Exists(e => e.Kind != "swell"), high = events.Exists(e => e.Kind == "swell");
        // An interruption is one only when no phase is left (5.5); one dead phase is a sag.
        string down = events.Where(e => e.Kind == "interruption").Select(e => e.Phase).Distinct().Count() is var dead && dead > 0
            && dead == events.Max(e => e.PhaseCount) ? "interruption" : "sag";
        return new(
            deep && high ? $"{down} and swell" : deep ? down : "swell", InOrder(events), events[0].StartSeconds,
            events.Exists(e => double.IsNaN(e.EndSeconds)) ? double.NaN : events.Max(e => e.EndSeconds),
            deep ? events.Where(e => e.Kind != "swell").Min(e => e.ExtremePu) : double.NaN, high ? events.Where(e => e.Kind == "swell").Max(e => e.ExtremePu) : double.NaN);
    }

    // What begins within the same 2 ms began together.
    static string[] InOrder(List<VoltageEvent> events) =>
        [.. events.GroupBy(e => e.Phase).OrderBy(g => (int)((g.Min(e => e.StartSeconds) - events[0].StartSeconds) / 0.002)).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => g.Key)];
}
