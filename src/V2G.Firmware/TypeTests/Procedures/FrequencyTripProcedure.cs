using V2G.Control.Protection;
using V2G.Control.Settings;

namespace V2G.Firmware.TypeTests.Procedures;

/// <summary>
/// Frequency trips (IEEE 1547.1-2020 5.5.1, 5.5.2): every element at the ends of its ranges of time and magnitude, five times: held
/// just inside, then ramped just outside. Time counts from where the ramp crosses the setting.
/// </summary>
internal static class FrequencyTripProcedure
{
    const double InsideShare = 0.01, OutsideShare = 0.01;

    sealed record Element(string Name, bool Over, double LeastHz, double MostHz, double ShortestSeconds, Func<FrequencyTripSettings, double, double, FrequencyTripSettings> With);

    static readonly Element[] Overs =
    [
        new("OF2", true, 61.8, 66, 0.16, (s, hz, t) => s with { Of2Hz = hz, Of2Seconds = t }), new("OF1", true, 61, 66, 180, (s, hz, t) => s with { Of1Hz = hz, Of1Seconds = t }),
    ];

    static readonly Element[] Unders =
    [
        new("UF2", false, 50, 57, 0.16, (s, hz, t) => s with { Uf2Hz = hz, Uf2Seconds = t }), new("UF1", false, 50, 59, 180, (s, hz, t) => s with { Uf1Hz = hz, Uf1Seconds = t }),
    ];

    const double LongestSeconds = 1000;

    public static IEnumerable<StepGroup> Over(Conditions c) => Overs.SelectMany(e => All(c, e));

    public static IEnumerable<StepGroup> Under(Conditions c) => Unders.SelectMany(e => All(c, e));

    static IEnumerable<StepGroup> All(Conditions c, Element e) =>
        from seconds in new[] { e.ShortestSeconds, LongestSeconds } from hz in new[] { e.LeastHz, e.MostHz } select Trial(c, e, hz, seconds);

    static StepGroup Trial(Conditions c, Element e, double hz, double seconds)
    {
        StepGroup group = new($"{e.Name} {hz:0.0} Hz, {seconds:0.##} s");
        DeviceUnderTest device = c.Phasors(c.Quiet with { FrequencyTrip = e.With(Conditions.WidestFrequency, hz, seconds) });
        device.SetpointPu = 1;
        device.Run(1, 0.01);
        TripOutcome outcome = new(0, 0, TripTrial.Repetitions, true, TripElement.None);
        double to = 0;
        SeededMoments moments = new();
        for (int repetition = 0; repetition < TripTrial.Repetitions; repetition++)
        {
            if (repetition == 0) device.Record(group.Trace);
            outcome = Once(c, device, e, hz, seconds, moments.Next(), outcome);
            if (repetition == 0) to = device.Seconds;
            device.Record(null);
            TripTrial.Restore(device);
        }
        TripTrial.Add(group, "balanced", 0, to, seconds, outcome);
        return group;
    }

    static TripOutcome Once(Conditions c, DeviceUnderTest device, Element e, double hz, double seconds, double moment, TripOutcome sum)
    {
        const double rampStep = 0.001;
        double dt = TripTrial.StepSeconds(seconds), inside = hz * (e.Over ? 1 - InsideShare : 1 + InsideShare), outside = hz * (e.Over ? 1 + OutsideShare : 1 - OutsideShare);
        device.Run(moment, 0.001);
        bool held = true;
        device.Ramp(inside, c.RocofHzPerSecond, rampStep, () => !(held = device.State.Trip == TripElement.None));
        held = held && !device.RunUntil(TripTrial.HoldSeconds(seconds), dt, () => device.State.Trip != TripElement.None);
        double crossed = double.NaN;
        device.Ramp(outside, c.RocofHzPerSecond, rampStep, () =>
        {
            if (double.IsNaN(crossed) && (e.Over ? device.FrequencyHz > hz : device.FrequencyHz < hz)) crossed = device.NowSeconds - rampStep;
            return TripTrial.Cleared(device);
        });
        bool tripped = TripTrial.Cleared(device) || device.RunUntil(TripTrial.PatienceSeconds(seconds), dt, () => TripTrial.Cleared(device));
        double cleared = tripped ? device.NowSeconds - crossed : double.NaN;
        return sum with
        {
            LongestSeconds = Math.Max(sum.LongestSeconds, cleared), Trips = sum.Trips + (tripped ? 1 : 0), Held = sum.Held && held, Element = device.State.Trip,
        };
    }
}
