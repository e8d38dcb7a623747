using System.Globalization;
using System.Text;
using V2G.Control;
using V2G.Control.Measurement;
using V2G.Firmware.Recordings;

namespace V2G.Firmware.Verbs;

/// <summary>A replay's report for a person, and its half cycles as a table.</summary>
internal static class ReplayText
{
    public static void Print(ReplayReport r, TextWriter o)
    {
        CultureInfo c = CultureInfo.InvariantCulture;
        o.WriteLine(string.Create(c, $"{r.File}: {r.Station} {r.Device}, {r.Format} {r.Revision}, {r.Samples} samples, {r.DurationS:0.000} s, {r.RatesHz.Length} rate{(r.RatesHz.Length == 1 ? "" : "s")} ({r.RatesHz.FirstOrDefault():0.#} Hz{(r.RatesHz.Length > 1 ? ", …" : "")})"));
        o.WriteLine($"voltages: {string.Join(", ", r.Channels)}");
        o.WriteLine(string.Create(c, $"nominal {r.NominalVoltage:0.###} V{(r.Channels.Length == 3 ? " line to line" : "")} ({r.NominalSource}), {r.NominalFrequencyHz:0} Hz; categories {r.NormalCategory}, {r.AbnormalCategory}"));
        foreach (string note in r.Notes) o.WriteLine($"note: {note}");
        Voltages(r, o);
        if (r.Frequency is { } f) o.WriteLine(string.Create(c, $"frequency while locked: {f.LeastHz:0.000} Hz at {f.LeastAtS:0.000} s … {f.GreatestHz:0.000} Hz at {f.GreatestAtS:0.000} s"));
        foreach (ReplaySyncLossReport s in r.SyncLosses) o.WriteLine(string.Create(c, $"Grid Sync Loss from {s.FromS:0.000} to {s.ToS:0.000} s: {s.Reason}"));
        o.WriteLine("what the controller would have done:");
        foreach (ReplayTransitionReport t in r.Transitions) o.WriteLine(string.Create(c, $"  {t.TimeS,8:0.000} s  {t.Text}"));
        if (r.Transitions.Length == 0) o.WriteLine("  stayed in service");
        foreach (ReplayTripReport t in r.Trips)
            o.WriteLine(string.Create(c,
                $"trip: {t.Element}{Where(t.Phases)} at {t.TimeS:0.000} s, {(t.Unit == "pu" ? "worst " : "")}{t.Value:0.000} {t.Unit} (threshold {t.Threshold:0.###} {t.Unit}), {t.ElapsedS:0.000} s after {t.SinceS:0.000} s; clearing time {t.ClearingTimeS:0.###} s: {t.Code} {t.Text}"));
        if (!r.Tripped) o.WriteLine(r.MomentaryCessation ? "no trip; momentary cessation" : "no trip");
        foreach (ReplayRunningReport t in r.Running)
            o.WriteLine(string.Create(c,
                $"at the end of the recording {t.Element}{Where(t.Phases)} had run {t.RanS:0.00} s of {t.ClearingTimeS:0.###} s (since {t.SinceS:0.000} s, threshold {t.Threshold:0.###} {t.Unit})"));
        if (r.VarCommand is { } q)
            o.WriteLine(string.Create(c, $"Q command (+ = injected): most {q.MaxInjectedPu:+0.000;-0.000;0.000} pu at {q.MaxInjectedAtS:0.000} s, least {q.MaxAbsorbedPu:+0.000;-0.000;0.000} pu at {q.MaxAbsorbedAtS:0.000} s, at the end {q.AtEndPu:+0.000;-0.000;0.000} pu"));
        o.WriteLine($"at the end: {r.EndState}");
    }

    static string Where(string[] phases) => phases.Length == 0 ? "" : $" ({string.Join(", ", phases)})";

    static void Voltages(ReplayReport r, TextWriter o)
    {
        CultureInfo c = CultureInfo.InvariantCulture;
        o.WriteLine(r.Events.Length == 0 ? "no sag, swell or interruption" : $"{r.Disturbances.Length} disturbance{(r.Disturbances.Length == 1 ? "" : "s")} of the voltage (one-cycle RMS; edges from the waveform):");
        foreach (ReplayDisturbanceReport d in r.Disturbances)
        {
            string figures = (d.ResidualPu is { } low ? string.Create(c, $", residual {low:0.000} pu") : "") + (d.PeakPu is { } high ? string.Create(c, $", peak {high:0.000} pu") : "");
            o.WriteLine(string.Create(c, $"  {d.Kind} of {string.Join(", ", d.Phases)} from {d.StartS:0.000} s {(d.LastsToEnd ? "to the end" : string.Create(c, $"to {d.EndS:0.000} s"))} ({d.DurationS:0.000} s){figures}"));
        }
        foreach (ReplayEventReport e in r.Events)
            o.WriteLine(string.Create(c, $"    {e.Phase}  {e.Kind,-12} from {e.StartS:0.000} s {(e.LastsToEnd ? "to the end" : string.Create(c, $"to {e.EndS:0.000} s"))} ({e.DurationS:0.000} s)  {(e.Kind == "swell" ? "peak" : "residual")} {e.ResidualPu:0.000} pu"));
    }

    public static string Csv(ReplayResult result)
    {
        StringBuilder text = new("t_s,va_pu,vb_pu,vc_pu,f_hz,sync,q_decided_pu,q_command_pu,state\n");
        foreach (ReplayRow r in result.Rows)
            text.Append(CultureInfo.InvariantCulture,
                $"{r.Seconds:0.000000},{r.VoltagePu.A:0.000000},{r.VoltagePu.B:0.000000},{r.VoltagePu.C:0.000000},{r.FrequencyHz:0.0000},{r.Sync.ToString().ToLowerInvariant()},{r.DecidedVarPu:0.000000},{r.CommandVarPu:0.000000},{r.State.Text()}\n");
        return text.ToString();
    }

    /// <summary>The reporting blocks, one a line: end of the block, its figures, and whether it was whole and locked.</summary>
    public static string BlockCsv(ReplayResult result)
    {
        StringBuilder text = new("t_s,valid,f_hz,va1_pu,vb1_pu,vc1_pu,va_rms_pu,vb_rms_pu,vc_rms_pu,v1_positive_pu,u2_percent,u0_percent,thd_a_percent,thd_b_percent,thd_c_percent\n");
        foreach (ReportBlock b in result.Blocks)
            text.Append(CultureInfo.InvariantCulture,
                $"{b.TimeNs * 1e-9:0.000000},{(b.Valid ? 1 : 0)},{b.FrequencyHz:0.00000},{b.VoltageFundamentalPu.A:0.000000},{b.VoltageFundamentalPu.B:0.000000},{b.VoltageFundamentalPu.C:0.000000},{b.VoltagePu.A:0.000000},{b.VoltagePu.B:0.000000},{b.VoltagePu.C:0.000000},{b.PositiveSequencePu:0.000000},{b.NegativeSequenceRatio * 100:0.0000},{b.ZeroSequenceRatio * 100:0.0000},{b.VoltageThd.A * 100:0.0000},{b.VoltageThd.B * 100:0.0000},{b.VoltageThd.C * 100:0.0000}\n");
        return text.ToString();
    }
}
