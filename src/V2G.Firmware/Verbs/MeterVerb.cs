using System.Globalization;
using ConsoleAppFramework;
using V2G.Control.Measurement;
using V2G.Firmware.Run;
using V2G.Firmware.Terminal;

namespace V2G.Firmware.Verbs;

internal sealed record PhaseReport(
    string Phase, double? V, double? VPu, double? VFundamental, double? A, double? PKw, double? QKvar, double? SKva, double? GeneratorAngleDeg, double? LoadAngleDeg,
    double? ThdVPercent, double? ThdIPercent, double? VDc, double? ADc, double?[] VHarmonicsPercent, double?[] AHarmonicsPercent);

internal sealed record MeterReport(
    bool Simulated, bool Valid, double? FrequencyHz, double? RocofHzPerS, double? PKw, double? QKvar, double? SKva, double? PowerFactor,
    double? NegativeSequencePercent, double? ZeroSequencePercent, string Meaning, PhaseReport[] Phases,
    double ExportedKwh, double ImportedKwh, double InjectedKvarh, double AbsorbedKvarh, double EquivalentCapacitorKvar);

internal sealed class MeterVerb
{
    const int HighestShown = 25;

    /// <summary>What is measured at the terminal over the last 10/12 cycles: V, I, P, Q, S, angle in both conventions, THD, harmonics, energy.</summary>
    /// <param name="json">Print JSON.</param>
    /// <param name="harmonics">Print harmonics 2 … 25 too.</param>
    [Command("meter")]
    public int Meter(bool json = false, bool harmonics = false)
    {
        ControllerImage image = RunDirectory.ReadOrFail();
        MeterReport r = Report(image);
        if (json) Reports.Print(r, Reports.Default.MeterReport);
        else Print(r, harmonics);
        return r.Valid ? ExitCode.Ok : ExitCode.Degraded;
    }

    internal static MeterReport Report(in ControllerImage i)
    {
        ReportBlock b = i.Report;
        int n = i.Settings.Site.PhaseCount;
        double kva = i.Settings.Site.RatedVoltAmperes / 1000;
        PhaseReport[] phases = new PhaseReport[n];
        for (int p = 0; p < n; p++) phases[p] = Phase(i, p, kva / n);
        double q = b.VarInjectedPu.Mean * kva;
        return new(i.Simulated, b.Valid, Reports.Figure(b.FrequencyHz, 4), Reports.Figure(i.Grid.RocofHzPerSecond, 2), Reports.Figure(b.ActivePowerPu.Mean * kva, 3),
            Reports.Figure(q, 3), Reports.Figure(b.ApparentPowerPu.Mean * kva, 3), Reports.Figure(b.PowerFactor, 4),
            Reports.Figure(b.NegativeSequenceRatio * 100, 3), Reports.Figure(b.ZeroSequenceRatio * 100, 3), Meaning(b), phases,
            Math.Round(i.ExportedKilowattHours, 6), Math.Round(i.ImportedKilowattHours, 6), Math.Round(i.InjectedKilovarHours, 6), Math.Round(i.AbsorbedKilovarHours, 6),
            // A capacitor bank's vars fall with the square of voltage; this is the bank that would give the same at nominal.
            b.PositiveSequencePu > 0.1 && q > 0 ? Math.Round(q / (b.PositiveSequencePu * b.PositiveSequencePu), 3) : 0);
    }

    static PhaseReport Phase(in ControllerImage i, int p, double kva)
    {
        ReportBlock b = i.Report;
        int n = i.Settings.Site.PhaseCount;
        return new($"L{p + 1}", Reports.Figure(b.VoltagePu[p] * i.PhaseVolts, 3), Reports.Figure(b.VoltagePu[p], 5), Reports.Figure(b.VoltageFundamentalPu[p] * i.PhaseVolts, 3),
            Reports.Figure(b.CurrentPu[p] * i.RatedAmperes, 3), Reports.Figure(b.ActivePowerPu[p] * kva, 4), Reports.Figure(b.VarInjectedPu[p] * kva, 4),
            Reports.Figure(b.ApparentPowerPu[p] * kva, 4), Reports.Figure(b.GeneratorAngleDegrees[p], 2), Reports.Figure(b.LoadAngleDegrees[p], 2),
            Reports.Figure(b.VoltageThd[p] * 100, 2), Reports.Figure(b.CurrentThd[p] * 100, 2), Reports.Figure(b.VoltageDcPu[p] * i.PhaseVolts, 3),
            Reports.Figure(b.CurrentDcPu[p] * i.RatedAmperes, 4), Harmonics(i, p), Harmonics(i, n + p));
    }

    // Orders 2 … 25 in percent of the fundamental.
    static double?[] Harmonics(in ControllerImage i, int channel)
    {
        double?[] shares = new double?[HighestShown - 1];
        double fundamental = i.Harmonics[channel * ControllerImage.Orders + 1];
        for (int order = 2; order <= HighestShown; order++)
            shares[order - 2] = fundamental > 1e-4 ? Reports.Figure(i.Harmonics[channel * ControllerImage.Orders + order] / fundamental * 100, 3) : null;
        return shares;
    }

    static string Meaning(in ReportBlock b)
    {
        double q = b.VarInjectedPu.Mean, p = b.ActivePowerPu.Mean;
        string vars = q > 0.002 ? "current out of the EVSE lags the voltage: injecting vars (raises voltage)"
            : q < -0.002 ? "current out of the EVSE leads the voltage: absorbing vars (lowers voltage)" : "no reactive power";
        return vars + (p > 0.002 ? ", exporting watts" : p < -0.002 ? ", taking watts" : "");
    }

    static void Print(MeterReport r, bool harmonics)
    {
        TextWriter o = Console.Out;
        if (r.Simulated) o.WriteLine("SIMULATED board");
        if (!r.Valid) o.WriteLine("no valid measurement in the last block");
        o.WriteLine(string.Create(CultureInfo.InvariantCulture, $"f {r.FrequencyHz:0.0000} Hz   P {r.PKw:+0.000;-0.000;0.000} kW   Q {r.QKvar:+0.000;-0.000;0.000} kvar   S {r.SKva:0.000} kVA   PF {r.PowerFactor:0.000}"));
        o.WriteLine(r.Meaning);
        o.WriteLine("     V        pu      A       kW       kvar     kVA     φ gen    φ load   THD V   THD I");
        foreach (PhaseReport p in r.Phases)
            o.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{p.Phase} {p.V,8:0.00} {p.VPu,8:0.0000} {p.A,7:0.00} {p.PKw,8:+0.000;-0.000;0.000} {p.QKvar,8:+0.000;-0.000;0.000} {p.SKva,8:0.000} {p.GeneratorAngleDeg,8:0.00}° {p.LoadAngleDeg,8:0.00}° {p.ThdVPercent,5:0.00} % {p.ThdIPercent,5:0.00} %"));
        o.WriteLine(string.Create(CultureInfo.InvariantCulture, $"unbalance u2 {r.NegativeSequencePercent:0.00} %  u0 {r.ZeroSequencePercent:0.00} %   like a capacitor bank of {r.EquivalentCapacitorKvar:0.00} kvar"));
        o.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"energy: {r.ExportedKwh:0.0000} kWh out, {r.ImportedKwh:0.0000} kWh in, {r.InjectedKvarh:0.0000} kvarh injected, {r.AbsorbedKvarh:0.0000} kvarh absorbed"));
        if (!harmonics) return;
        o.WriteLine("harmonics, % of fundamental: order, then V of each phase, then A");
        for (int order = 2; order <= HighestShown; order++)
            o.WriteLine($"{order,4}" + string.Concat(r.Phases.Select(p => $"{p.VHarmonicsPercent[order - 2],8:0.00}")) + "  |" + string.Concat(r.Phases.Select(p => $"{p.AHarmonicsPercent[order - 2],8:0.00}")));
    }
}
