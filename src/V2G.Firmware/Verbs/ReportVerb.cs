using System.Globalization;
using ConsoleAppFramework;
using V2G.Control.Measurement;
using V2G.Firmware.Run;
using V2G.Firmware.Terminal;

namespace V2G.Firmware.Verbs;

internal sealed record BandReport(
    bool Simulated, double MeasuredS, double? RangeAPercent, double? RangeBPercent, double? OutsidePercent, double? LowestPu, double? HighestPu,
    double InjectedKvarh, double AbsorbedKvarh, double ExportedKwh, double ImportedKwh, string Plausibility);

internal sealed class ReportVerb
{
    /// <summary>Since the start: share of time in ANSI C84.1 ranges A and B, energy both ways, plausibility of the sensors.</summary>
    /// <param name="json">Print JSON.</param>
    [Command("report")]
    public int Report(bool json = false)
    {
        ControllerImage i = RunDirectory.ReadOrFail();
        VoltageBands b = i.Bands;
        double total = b.TotalSeconds;
        BandReport r = new(i.Simulated, Math.Round(total, 1), Share(b.RangeASeconds, total), Share(b.RangeASeconds + b.RangeBSeconds, total), Share(b.OutsideSeconds, total),
            total > 0 ? Reports.Figure(b.LowestPu, 4) : null, total > 0 ? Reports.Figure(b.HighestPu, 4) : null,
            Math.Round(i.InjectedKilovarHours, 6), Math.Round(i.AbsorbedKilovarHours, 6), Math.Round(i.ExportedKilowattHours, 6), Math.Round(i.ImportedKilowattHours, 6), PlausibilityText(i));
        if (json)
        {
            Reports.Print(r, Reports.Default.BandReport);
            return ExitCode.Ok;
        }
        TextWriter o = Console.Out;
        if (r.Simulated) o.WriteLine("SIMULATED board");
        o.WriteLine(string.Create(CultureInfo.InvariantCulture, $"voltage over {r.MeasuredS:0} s: range A (0.95 … 1.05 pu) {r.RangeAPercent:0.00} %, range B (0.917 … 1.058 pu) {r.RangeBPercent:0.00} %, outside {r.OutsidePercent:0.00} %"));
        o.WriteLine(string.Create(CultureInfo.InvariantCulture, $"lowest {r.LowestPu:0.0000} pu, highest {r.HighestPu:0.0000} pu"));
        o.WriteLine(string.Create(CultureInfo.InvariantCulture, $"energy: {r.InjectedKvarh:0.000} kvarh injected, {r.AbsorbedKvarh:0.000} kvarh absorbed, {r.ExportedKwh:0.000} kWh out, {r.ImportedKwh:0.000} kWh in"));
        o.WriteLine($"sensors: {r.Plausibility}");
        return ExitCode.Ok;
    }

    /// <summary>What the cross-check of the voltage sensors says, in words.</summary>
    internal static string PlausibilityText(in ControllerImage i) => i.Plausibility == PlausibilityState.Ok
        ? "plausible"
        : string.Create(CultureInfo.InvariantCulture,
            $"{(i.Plausibility == PlausibilityState.Warn ? "WARNING" : "INHIBIT")}: L{i.ImplausibleChannel + 1} is {i.ImplausibleShare * 100:+0.0;-0.0} % off {(i.ImplausibleAgainst == PlausibilitySource.SecondMeter ? "the second meter" : "the other phases")}");

    static double? Share(double seconds, double total) => total > 0 ? Math.Round(seconds / total * 100, 3) : null;
}
