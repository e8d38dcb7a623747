using V2G.Control.GridSupport;

namespace V2G.Firmware.TypeTests.Procedures;

/// <summary>Volt-var whose reference follows the voltage (IEEE 1547.1-2020 5.14.5): a lasting step must not be fought for ever.</summary>
internal static class AutonomousReferenceProcedure
{
    const int WaitTimes = 4;

    // The ends of the range.
    static readonly double[] References = [300, 5000];

    public static IEnumerable<StepGroup> Run(Conditions c) => References.Select(t => With(c, t));

    static StepGroup With(Conditions c, double referenceSeconds)
    {
        StepGroup group = new($"T_ref {referenceSeconds:0} s");
        VoltVarSettings curve = VoltVarProcedure.Characteristic1(c) with { AutonomousVRef = true, AutonomousVRefSeconds = referenceSeconds };
        DeviceUnderTest device = c.Phasors(c.Quiet with { VoltVar = curve });
        device.SetpointPu = 1;
        double dt = referenceSeconds / 1500;
        device.Run(10, dt);
        device.Record(group.Trace);
        Step("(V3 + V4)/2", (curve.V3Pu + curve.V4Pu) / 2, curve.Q4Pu);
        Step("(V1 + V2)/2", (curve.V1Pu + curve.V2Pu) / 2, curve.Q1Pu);
        return group;

        void Step(string name, double volts, double corner)
        {
            double from = device.Seconds;
            device.SetVoltage(volts);
            device.Run(WaitTimes * referenceSeconds, dt);
            double to = device.Seconds, most = 0.1 * Math.Abs(corner);
            double last = group.Trace.Samples[^1].VarPu, first = group.Trace.At(from + 5 * curve.OpenLoopResponseSeconds).VarPu;
            group.Expect(Quantity.VarInjected, from, to, 0, Band.Around(0, most));
            group.Add($"{name}, {volts:0.000} pu", from, to,
                Check.Figure($"Q after {WaitTimes} T_ref", last, Band.Around(0, most), "pu"),
                // A device that gives nothing at all would pass the standard's criterion.
                Check.Figure("Q before the reference has moved, as a share of that of the corner", first / corner, Band.AtLeast(0.3), "", own: true) with { Unit = "of it" });
        }
    }
}
