using System.Globalization;
using V2G.Control;
using V2G.Control.Protection;

namespace V2G.Firmware.Live;

/// <summary>Events of the controller as one line each.</summary>
internal static class EventText
{
    /// <summary>What came since a sequence number, which is moved on; a gap (the ring overwrote) is said.</summary>
    public static List<(long TimeNs, string Text, Tint Tint)> Since(in ControlEventRing ring, ref long seen)
    {
        List<(long, string, Tint)> lines = [];
        long from = Math.Max(seen, ring.Written - ControlEventRing.Capacity);
        if (from > seen) lines.Add((0, $"{from - seen} events were overwritten unread", Tint.Yellow));
        for (long sequence = from + 1; sequence <= ring.Written; sequence++)
            if (ring.TryGet(sequence, out ControlEvent e)) lines.Add((e.TimeNs, Of(e), TintOf(e)));
        seen = ring.Written;
        return lines;
    }

    public static string Of(in ControlEvent e) => e.Kind switch
    {
        ControlEventKind.StateChanged when e.Cause == TransitionCause.PowerOn => "power on: idle",
        ControlEventKind.StateChanged => string.Create(CultureInfo.InvariantCulture,
            $"{e.From.Text()} → {e.To.Text()} ({e.Cause.Text()}{(e.Element == TripElement.None ? "" : $" {e.Element.ToString().ToUpperInvariant()}")}, {Figure(e)})"),
        ControlEventKind.FaultRaised => $"0x{(byte)e.Fault:X2} {FaultRegistry.Find((byte)e.Fault)!.Text}{Missing(e)}{Which(e)}",
        ControlEventKind.FaultCleared => $"0x{(byte)e.Fault:X2} {FaultRegistry.Find((byte)e.Fault)!.Text}: passed",
        ControlEventKind.AutonomousEntered => $"{ControllerStateNames.LocalAutonomousMode} entered",
        _ => $"{ControllerStateNames.LocalAutonomousMode} left",
    };

    // Who was not heard for how long.
    static string Missing(in ControlEvent e)
    {
        if (e.Device == BusDevice.None) return "";
        string who = e.Device == BusDevice.Meter ? "meter" : "inverter";
        return e.Value > e.Limit ? string.Create(CultureInfo.InvariantCulture, $": {who} not heard for {Math.Min(e.Value, 1e6):0.000} s, limit {e.Limit:0.000} s")
            : $": {who}'s bus off, or more than {100 * ControlBusWatch.MostLossShare:0} % lost within a second";
    }

    // Of a pair of relays.
    static string Which(in ControlEvent e) => e.Fault is FaultCode.ContactorWelded or FaultCode.ContactorOpen && e.Value > 0 ? $": grid relay {(int)e.Value}" : "";

    static string Figure(in ControlEvent e) => e.Cause is TransitionCause.FrequencyTrip or TransitionCause.IslandTrip
        ? e.Value.ToString("0.000 'Hz'", CultureInfo.InvariantCulture)
        : e.Value.ToString("0.000 'pu'", CultureInfo.InvariantCulture);

    static Tint TintOf(in ControlEvent e) => e.Kind switch
    {
        ControlEventKind.FaultRaised => Tint.Red,
        ControlEventKind.StateChanged when e.To is ControllerState.Tripped or ControllerState.MomentaryCessation => Tint.Yellow,
        _ => Tint.Plain,
    };
}
