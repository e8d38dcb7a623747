using V2G.Control.Protection;
using V2G.Control.Settings;
using V2G.Simulation.Feeder;

namespace V2G.Firmware.TypeTests.Procedures;

/// <summary>Ride-through of phase-angle changes (IEEE 1547.1-2020 5.5.5, Table 9): one phase by 60°, all by 20°, either way.</summary>
internal static class PhaseJumpProcedure
{
    const double BeforeSeconds = 30, PhaseSeconds = 0.4, AllSeconds = 55;

    /// <summary>Cessation may not last longer than this (IEEE 1547-2018 6.5.2.6), s.</summary>
    const double CessationSeconds = 0.5;

    const double CurrentShare = 0.8, NoCurrentPu = 0.01, AfterSeconds = 0.4;

    sealed record Jump(string Name, double ADegrees, double BDegrees, double CDegrees, double Seconds);

    static readonly Jump[] Jumps =
    [
        new("B, phase A +60°", 60, 0, 0, PhaseSeconds), new("B, phase A -60°", -60, 0, 0, PhaseSeconds), new("C, phase B +60°", 0, 60, 0, PhaseSeconds),
        new("C, phase B -60°", 0, -60, 0, PhaseSeconds), new("D, phase C +60°", 0, 0, 60, PhaseSeconds), new("D, phase C -60°", 0, 0, -60, PhaseSeconds),
        new("E, all +20°", 20, 20, 20, AllSeconds), new("F, all -20°", -20, -20, -20, AllSeconds),
    ];

    public static IEnumerable<StepGroup> Run(Conditions c)
    {
        foreach (Jump jump in Jumps) yield return Ride(c.Phasors(Settings(c)), jump, BeforeSeconds, "");
        // On waveforms what is waited before and within is shortened: nothing happens there.
        foreach (Jump jump in Jumps) yield return Ride(c.Waveforms(Settings(c)), jump with { Seconds = Math.Min(jump.Seconds, 3) }, 2, ", on waveforms");
    }

    static ControlSettings Settings(Conditions c) => c.Defaults with { VoltageTrip = c.WidestVoltage, FrequencyTrip = Conditions.WidestFrequency };

    static StepGroup Ride(DeviceUnderTest device, Jump jump, double beforeSeconds, string bench)
    {
        const double radians = Math.PI / 180;
        StepGroup group = new($"A-{jump.Name}{bench}");
        device.SetpointPu = 0.9;
        device.Run(2, 0.01);
        device.Record(group.Trace);
        device.Run(beforeSeconds, 0.01);
        double before = group.Trace.Samples[^1].ActiveCurrentPu;
        Stage("jump", PhasePhasors.Unbalanced(1, 1, 1, jump.ADegrees * radians, jump.BDegrees * radians, jump.CDegrees * radians), jump.Seconds);
        Stage("back", PhasePhasors.Balanced(new Phasor(1, 0)), 3);
        return group;

        void Stage(string step, PhasePhasors phases, double seconds)
        {
            double from = device.Seconds;
            device.SetVoltage(phases);
            device.Run(Math.Min(3, seconds), 0.001);
            if (seconds > 3) device.Run(seconds - 3, 0.01);
            double to = device.Seconds;
            List<Check> checks =
            [
                Check.Fact($"rides through, no trip{(device.State.Trip == TripElement.None ? "" : $" (tripped on {device.State.Trip.ToString().ToUpperInvariant()})")}",
                    device.State.Trip == TripElement.None && device.InService),
                Check.Figure("longest cessation", LongestCessation(group.Trace, beforeSeconds, to), Band.AtMost(CessationSeconds), "s"),
            ];
            if (seconds > AfterSeconds + CessationSeconds)
                checks.Add(Check.Figure($"least active current from {CessationSeconds + AfterSeconds} s on", group.Trace.Least(s => s.ActiveCurrentPu, from + CessationSeconds + AfterSeconds, to),
                    Band.AtLeast(CurrentShare * before), "pu"));
            group.Add(step, from, to, checks);
        }
    }

    static double LongestCessation(Trace trace, double from, double to)
    {
        double longest = 0, since = double.NaN;
        foreach (Sample s in trace.Between(from, to))
        {
            if (s.ApparentCurrentPu > NoCurrentPu) since = double.NaN;
            else if (double.IsNaN(since)) since = s.Seconds;
            else longest = Math.Max(longest, s.Seconds - since);
        }
        return longest;
    }
}
