using System.Globalization;
using V2G.Control;
using V2G.Firmware.Run;
using V2G.Firmware.Verbs;

namespace V2G.Firmware.Live;

/// <summary>The live view as one line: for dumb terminals, pipes and logs.</summary>
internal static class LiveLine
{
    public static string Of(in ControllerImage i)
    {
        double kva = i.Settings.Site.RatedVoltAmperes / 1000;
        string reasons = string.Join(',', StatusVerbs.InhibitsOf(i.State.Inhibits).Select(x => x.Name).Concat(StatusVerbs.LimitersOf(i).Select(l => l.Name)));
        return string.Create(CultureInfo.InvariantCulture,
            $"{Prefix(i)}{Seconds(i, i.TimeNs),9:0.0} s  {i.State.State.Text(),-20} V {i.Grid.VoltagePu.Mean:0.0000} pu  f {i.Grid.FrequencyHz:0.000} Hz  P {i.Grid.ActivePowerPu * kva:+0.00;-0.00;0.00} kW  Q {i.Grid.VarInjectedPu * kva:+0.00;-0.00;0.00} kvar{(reasons.Length == 0 ? "" : "  ")}{reasons}");
    }

    public static string Event(in ControllerImage i, long timeNs, string text) =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix(i)}{Seconds(i, timeNs),9:0.000} s  * {text}");

    static string Prefix(in ControllerImage i) => i.Simulated ? "SIMULATED " : "";

    static double Seconds(in ControllerImage i, long timeNs) => (timeNs - i.StartedNs) * 1e-9;
}
