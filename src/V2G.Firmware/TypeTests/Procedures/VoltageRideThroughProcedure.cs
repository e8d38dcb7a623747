using V2G.Control.Settings;

namespace V2G.Firmware.TypeTests.Procedures;

/// <summary>
/// Voltage ride-through (IEEE 1547.1-2020 5.4.4 to 5.4.7) at high and low power: volt-var and droop at their defaults, volt-watt off,
/// trips out of the way. Category I, of which the procedures' tables were not at hand, follows IEEE 1547-2018 Table 14.
/// </summary>
internal static class VoltageRideThroughProcedure
{
    static readonly double[] Powers = [1, 0.35];

    public static IEnumerable<StepGroup> Low(Conditions c) => All(c, LowSequences(c.Abnormal));

    public static IEnumerable<StepGroup> High(Conditions c) => All(c, HighSequences(c.Abnormal));

    static IEnumerable<StepGroup> All(Conditions c, RideStage[][] sequences)
    {
        foreach (double power in Powers)
            for (int i = 0; i < sequences.Length; i++) yield return Ride(c.Phasors(Settings(c)), $"{Order(sequences[i])}, P {power * 100:0} %, test {i + 1}", power, sequences[i]);
        RideStage[] longest = sequences[0];
        yield return Ride(c.Waveforms(Settings(c)), $"{Order(longest)}, P 100 %, on waveforms", 1, [.. longest, Back(longest[0])]);
    }

    // The first order of the tables ends in the disturbance; what is restored shows after it.
    static RideStage Back(RideStage first) => first with { Name = "back", Seconds = 2 };

    static ControlSettings Settings(Conditions c) => c.Defaults with { VoltageTrip = c.WidestVoltage, FrequencyTrip = Conditions.WidestFrequency };

    static string Order(RideStage[] stages) => string.Concat(stages.Select(s => s.Name));

    static StepGroup Ride(DeviceUnderTest device, string name, double power, RideStage[] stages)
    {
        StepGroup group = new(name);
        device.SetpointPu = power;
        device.Run(2, 0.01);
        device.SetVoltage(stages[0].VoltagePu);
        // The reactive power of the first stage's voltage belongs to the state before the disturbance.
        device.Run(30, 0.01);
        device.Record(group.Trace);
        RideThroughJudge judge = new(group, device);
        foreach (RideStage stage in stages) judge.Stage(stage);
        return group;
    }

    static RideStage[][] LowSequences(AbnormalCategory category)
    {
        if (category == AbnormalCategory.I)
        {
            RideStage a = new("A", 0.94, 10, RideMode.Continuous), b = new("B", 0.45, 0.16, RideMode.Permissive), c = new("C", 0.60, 0.16, RideMode.Permissive),
                d = new("D", 0.72, 0.46, RideMode.Mandatory), e = new("E", 0.94, 120, RideMode.Continuous);
            return [[a, b, c, d], [a, b, c, d, e]];
        }
        if (category == AbnormalCategory.II)
        {
            RideStage a = new("A", 0.94, 10, RideMode.Continuous), b = new("B", 0.15, 0.16, RideMode.Permissive), c = new("C", 0.40, 0.16, RideMode.Permissive),
                d = new("D", 0.65, 2.68, RideMode.Mandatory), d2 = new("D'", 0.70, 7.68, RideMode.Mandatory), e = new("E", 0.80, 2, RideMode.Mandatory), f = new("F", 0.94, 120, RideMode.Continuous);
            return [[a, b, c, d, e], [a, b, c, d, e, f], [a, b, c, d2, f]];
        }
        {
            RideStage a = new("A", 0.94, 5, RideMode.Continuous), b = new("B", 0.025, 1, RideMode.Cessation), c = new("C", 0.45, 9, RideMode.Permissive),
                c2 = new("C'", 0.55, 9, RideMode.Mandatory), d = new("D", 0.52, 10, RideMode.Mandatory), e = new("E", 0.94, 120, RideMode.Continuous);
            return [[a, b, c, d], [a, b, c, d], [a, b, c, d, e], [a, b, c2, d, e]];
        }
    }

    static RideStage[][] HighSequences(AbnormalCategory category)
    {
        if (category == AbnormalCategory.III)
        {
            RideStage a = new("A", 1.05, 5, RideMode.Continuous), b = new("B", 1.19, 12, RideMode.Cessation), b2 = new("B'", 1.15, 12, RideMode.Cessation), c = new("C", 1.05, 120, RideMode.Continuous);
            return [[a, b], [a, b], [a, b, c], [a, b2, c]];
        }
        {
            RideStage a = new("A", 1.05, 10, RideMode.Continuous), b = new("B", 1.19, 0.2, RideMode.Permissive), c = new("C", 1.165, 0.3, RideMode.Permissive),
                d = new("D", 1.14, 0.5, RideMode.Permissive), e = new("E", 1.05, 120, RideMode.Continuous);
            return [[a, b, c, d], [a, b, c, d, e]];
        }
    }
}
