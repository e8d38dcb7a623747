using V2G.Control.GridSupport;
using V2G.Control.Protection;

namespace V2G.Firmware.TypeTests.Procedures;

/// <summary>Frequency ride-through (IEEE 1547.1-2020 5.5.3, 5.5.4), three times, with a droop that changes power as little as it can be set to.</summary>
internal static class FrequencyRideThroughProcedure
{
    const int Repetitions = 3;
    const double HoldSeconds = 299, BeforeSeconds = 10, PowerPu = 0.95;

    static readonly FrequencyDroopSettings Weakest = FrequencyDroopSettings.Default with { OverDeadbandHz = 1, UnderDeadbandHz = 1 };

    public static IEnumerable<StepGroup> Low(Conditions c) => Enumerable.Range(1, Repetitions).Select(n => Ride(c, $"57.0 Hz for 299 s, test {n}", 57.0));

    public static IEnumerable<StepGroup> High(Conditions c) => Enumerable.Range(1, Repetitions).Select(n => Ride(c, $"61.8 Hz for 299 s, test {n}", 61.8));

    static StepGroup Ride(Conditions c, string name, double hz)
    {
        StepGroup group = new(name);
        DeviceUnderTest device = c.Phasors(c.Quiet with { FrequencyDroop = Weakest });
        device.SetpointPu = PowerPu;
        device.Run(2, 0.01);
        device.Record(group.Trace);
        Stage("before", Conditions.NominalHz, BeforeSeconds);
        Stage("disturbed", hz, HoldSeconds);
        Stage("after", Conditions.NominalHz, 40);
        return group;

        void Stage(string step, double to, double seconds)
        {
            double began = device.Seconds, before = FrequencyDroopProcedure.Expected(Weakest, PowerPu, device.FrequencyHz);
            device.Ramp(to, c.RocofHzPerSecond, 0.005);
            device.Run(seconds, 0.02);
            double expected = FrequencyDroopProcedure.Expected(Weakest, PowerPu, to), last = group.Trace.Samples[^1].ActivePu;
            Band allowed = Accuracy.Of(f => FrequencyDroopProcedure.Expected(Weakest, PowerPu, f), to, Accuracy.FrequencyHz, Accuracy.PowerPu);
            group.Expect(Quantity.ActivePower, began, device.Seconds, expected, allowed);
            group.Add($"{step}, {to:0.0} Hz", began, device.Seconds,
                Check.Fact("rides through, no trip", device.State.Trip == TripElement.None && device.InService),
                Check.Figure("least P", group.Trace.Least(s => s.ActivePu, began, device.Seconds), Band.AtLeast(Math.Min(expected, before) - 1.5 * Accuracy.PowerPu), "pu"),
                Check.Figure("P at the end", last, allowed, "pu"), Check.Figure("P at the end", last, Band.Around(expected, device.AgreementPu), "pu", own: true));
        }
    }
}
