using V2G.Control.Arithmetic;

namespace V2G.Firmware.TypeTests;

/// <summary>
/// Minimum required measurement accuracy (IEEE 1547-2018 Table 3, steady state) and what follows from it for a criterion
/// (IEEE 1547.1-2020 4.2). Powers in pu of rated apparent power.
/// </summary>
internal static class Accuracy
{
    public const double VoltagePu = 0.01;
    public const double FrequencyHz = 0.01;
    public const double PowerPu = 0.05;

    /// <summary>How far beside a corner of a curve the procedures stand, so that measurement can't mistake the side.</summary>
    public const double VoltageAsidePu = 1.5 * VoltagePu;
    public const double FrequencyAsideHz = 1.5 * FrequencyHz;
    public const double PowerAsidePu = 1.5 * PowerPu;

    const double Widening = 1.5;
    const double LogOfTenth = -2.302585092994046;

    /// <summary>Accuracy of a measured duration: 1 % of it, of durations of 5 s … 600 s.</summary>
    public static double Seconds(double durationSeconds) => 0.01 * Math.Clamp(durationSeconds, 5, 600);

    /// <summary>What y = f(x) may be measured as where x was measured (4.2).</summary>
    public static Band Of(Func<double, double> f, double x, double accuracyX, double accuracyY)
    {
        double before = f(x - Widening * accuracyX), after = f(x + Widening * accuracyX);
        return new(Math.Min(before, after) - Widening * accuracyY, Math.Max(before, after) + Widening * accuracyY);
    }

    /// <summary>
    /// What a first-order open-loop response may be measured as at its response time, when 90 % of the change between measured steady
    /// states should have been made: 4.2 with time as x.
    /// </summary>
    public static Band OfResponse(double initial, double final, double responseSeconds, double accuracyY) => Of(
        t => (initial - final) * Elementary.Exp(LogOfTenth * t / responseSeconds) + final, responseSeconds, Seconds(responseSeconds), accuracyY);

    /// <summary>Where a response should stand at its response time.</summary>
    public static double AtResponse(double initial, double final) => 0.9 * (final - initial) + initial;
}
