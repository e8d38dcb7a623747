using V2G.Control.Protection;
using V2G.Control.Settings;

namespace V2G.Firmware.TypeTests.Procedures;

/// <summary>What came of one trip test, repeated.</summary>
/// <param name="LongestSeconds">The longest clearing time; NaN when one repetition did not trip.</param>
internal sealed record TripOutcome(double LongestSeconds, int Trips, int Repetitions, bool Held, TripElement Element);

/// <summary>Figures and verdict that voltage and frequency trips share (IEEE 1547.1-2020 5.4.2, 5.5, Annex A.3).</summary>
internal static class TripTrial
{
    public const int Repetitions = 5;

    /// <summary>No current flows: below what an inverter with blocked gates can give, pu.</summary>
    const double NoCurrentPu = 0.01;

    /// <summary>How long just inside: the whole clearing time and twice the accuracy of a time.</summary>
    public static double HoldSeconds(double clearingSeconds) => clearingSeconds + 2 * Accuracy.Seconds(clearingSeconds);

    /// <summary>How long is waited for the trip.</summary>
    public static double PatienceSeconds(double clearingSeconds) => 1.5 * clearingSeconds + 0.5;

    /// <summary>A thousandth of a long clearing time, a millisecond of a short one.</summary>
    public static double StepSeconds(double clearingSeconds) => Math.Max(0.001, clearingSeconds / 2000);

    public static bool Cleared(DeviceUnderTest device) =>
        device.State.Trip != TripElement.None && Math.Abs(device.ActivePowerPu) < NoCurrentPu && Math.Abs(device.VarInjectedPu) < NoCurrentPu;

    /// <summary>Back in service on a healthy grid, as before the test.</summary>
    public static void Restore(DeviceUnderTest device)
    {
        device.SetVoltage(1);
        device.Ramp(Conditions.NominalHz, 1000, 0.001);
        device.Run(0.5, 0.01);
        device.AssumeInService();
        device.Run(1, 0.01);
    }

    public static void Add(StepGroup group, string step, double from, double to, double clearingSeconds, TripOutcome outcome)
    {
        group.Add(step, from, to,
            Check.Fact($"no trip in {HoldSeconds(clearingSeconds):0.##} s just inside", outcome.Held),
            Check.Figure($"trips of {outcome.Repetitions}", outcome.Trips, Band.AtLeast(outcome.Repetitions), "trips"),
            Check.Figure($"clearing time ({outcome.Element.ToString().ToUpperInvariant()})", outcome.LongestSeconds, Band.AtMost(clearingSeconds), "s"));
    }
}
