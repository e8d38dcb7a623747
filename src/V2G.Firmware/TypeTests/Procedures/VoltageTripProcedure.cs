using V2G.Control.Protection;
using V2G.Control.Settings;
using V2G.Simulation.Feeder;

namespace V2G.Firmware.TypeTests.Procedures;

/// <summary>
/// Voltage trips (IEEE 1547.1-2020 5.4.2, 5.4.3): every element at the ends of its ranges of time and magnitude, on each phase and on
/// all, five times: held just inside, then stepped just outside.
/// </summary>
internal static class VoltageTripProcedure
{
    const double AsidePu = 2 * Accuracy.VoltagePu;

    /// <summary>A setting of 0 can't be undercut; from here on a step just outside still is a voltage, pu.</summary>
    const double LeastTestedPu = 2 * AsidePu;

    sealed record Element(string Name, bool Over, double[] Magnitudes, double[] Times, Func<VoltageTripSettings, double, double, VoltageTripSettings> With);

    static readonly string[] Phases = ["A", "B", "C", "all"];

    public static IEnumerable<StepGroup> Over(Conditions c) => All(c, Ov2, Ov1);

    public static IEnumerable<StepGroup> Under(Conditions c) => All(c, Uv2(c), Uv1(c));

    static Element Ov2 { get; } = new("OV2", true, [1.20], [0.16], (s, pu, t) => s with { Ov2Pu = pu, Ov2Seconds = t });

    static Element Ov1 { get; } = new("OV1", true, [1.10, 1.20], [1, 13], (s, pu, t) => s with { Ov1Pu = pu, Ov1Seconds = t });

    static Element Uv2(Conditions c) => new("UV2", false, [0.50, LeastTestedPu], [0.16, c.LongestUv2Seconds], (s, pu, t) => s with { Uv2Pu = pu, Uv2Seconds = t });

    static Element Uv1(Conditions c) => new("UV1", false, [0.88, LeastTestedPu], [2, c.LongestUv1Seconds], (s, pu, t) => s with { Uv1Pu = pu, Uv1Seconds = t });

    static IEnumerable<StepGroup> All(Conditions c, Element severe, Element mild)
    {
        foreach (Element e in (Element[])[severe, mild])
            foreach (double seconds in e.Times)
                foreach (double pu in e.Magnitudes)
                    yield return Trial(c.Phasors(Settings(c, e, pu, seconds)), e, pu, seconds, "");
        yield return Trial(c.Waveforms(Settings(c, severe, severe.Magnitudes[0], 0.16)), severe, severe.Magnitudes[0], 0.16, ", on waveforms");
    }

    static ControlSettings Settings(Conditions c, Element e, double pu, double seconds) => c.Quiet with { VoltageTrip = e.With(c.WidestVoltage, pu, seconds) };

    static StepGroup Trial(DeviceUnderTest device, Element e, double pu, double seconds, string bench)
    {
        StepGroup group = new($"{e.Name} {pu:0.00} pu, {seconds:0.##} s{bench}");
        device.SetpointPu = 1;
        device.Run(1, 0.01);
        SeededMoments moments = new();
        for (int phase = 0; phase < Phases.Length; phase++)
        {
            TripOutcome outcome = new(0, 0, TripTrial.Repetitions, true, TripElement.None);
            double from = 0, to = 0;
            for (int repetition = 0; repetition < TripTrial.Repetitions; repetition++)
            {
                bool drawn = repetition == 0 && phase == Phases.Length - 1;
                if (drawn) device.Record(group.Trace);
                outcome = Once(device, e.Over ? pu - AsidePu : pu + AsidePu, e.Over ? pu + AsidePu : pu - AsidePu, phase, seconds, moments.Next(), outcome);
                if (drawn) (from, to) = (0, device.Seconds);
                device.Record(null);
                TripTrial.Restore(device);
            }
            TripTrial.Add(group, Phases[phase] == "all" ? "all phases" : $"phase {Phases[phase]}", from, to, seconds, outcome);
        }
        return group;
    }

    static TripOutcome Once(DeviceUnderTest device, double inside, double outside, int phase, double seconds, double moment, TripOutcome sum)
    {
        double dt = TripTrial.StepSeconds(seconds);
        device.Run(moment, 0.001);
        device.SetVoltage(On(phase, inside));
        bool held = !device.RunUntil(TripTrial.HoldSeconds(seconds), dt, () => device.State.Trip != TripElement.None);
        double from = device.NowSeconds;
        device.SetVoltage(On(phase, outside));
        bool tripped = device.RunUntil(TripTrial.PatienceSeconds(seconds), dt, () => TripTrial.Cleared(device));
        double cleared = tripped ? device.NowSeconds - from : double.NaN;
        return sum with
        {
            LongestSeconds = Math.Max(sum.LongestSeconds, cleared), Trips = sum.Trips + (tripped ? 1 : 0), Held = sum.Held && held, Element = device.State.Trip,
        };
    }

    static PhasePhasors On(int phase, double pu) => phase switch
    {
        0 => PhasePhasors.Unbalanced(pu, 1, 1), 1 => PhasePhasors.Unbalanced(1, pu, 1), 2 => PhasePhasors.Unbalanced(1, 1, pu), _ => PhasePhasors.Unbalanced(pu, pu, pu),
    };
}
