using System.Globalization;

namespace V2G.Firmware.TypeTests;

/// <summary>One criterion with its figure.</summary>
/// <param name="What">What was measured, e.g. <c>Q final</c>.</param>
/// <param name="Own">Not the standard's: our own, tighter one.</param>
/// <param name="Measured">NaN where the criterion is no figure.</param>
internal sealed record Check(string What, bool Passed, bool Own, double Measured, Band Allowed, string Unit)
{
    public static Check Figure(string what, double measured, Band allowed, string unit, bool own = false) =>
        new(what, allowed.Holds(measured), own, measured, allowed, unit);

    public static Check Fact(string what, bool passed, bool own = false) => new(what, passed, own, double.NaN, default, "");

    public string Text
    {
        get
        {
            string source = Own ? " (agreement with the curve, ours)" : "";
            if (Unit.Length == 0) return What + source;
            string measured = double.IsNaN(Measured) ? "never" : $"{Measured.ToString(Format, CultureInfo.InvariantCulture)} {Unit}";
            return $"{What} {measured}, allowed {Allowed.Text(Format)}{source}";
        }
    }

    string Format => Unit == "pu" ? "0.0000" : Unit == "s" ? "0.000#" : "0.0##";
}
