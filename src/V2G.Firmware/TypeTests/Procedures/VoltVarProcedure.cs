using V2G.Control.GridSupport;
using V2G.Control.Settings;
using V2G.Simulation.Feeder;

namespace V2G.Firmware.TypeTests.Procedures;

/// <summary>Volt-var (IEEE 1547.1-2020 5.14.4, Tables 25 to 27): three characteristics, walked up and down with a step to either side of every corner.</summary>
internal static class VoltVarProcedure
{
    public static IEnumerable<StepGroup> Run(Conditions c)
    {
        foreach (double power in (double[])[1, 0.2, 0.66]) yield return Walk(c, "characteristic 1", Characteristic1(c), power);
        yield return Walk(c, "characteristic 2", Characteristic2(c), 1);
        yield return Walk(c, "characteristic 3", Characteristic3(c), 1);
        // The amendment asks for the reference at its ends as well.
        foreach (double reference in (double[])[1.05, 0.95])
            yield return Walk(c, $"characteristic 1, V_ref {reference:0.00}", Characteristic1(c) with { VRefPu = reference }, 1);
        yield return Imbalance(c);
        yield return OnWaveforms(c);
    }

    public static VoltVarSettings Characteristic1(Conditions c) => VoltVarSettings.Default(c.Normal);

    // Tables 26 and 27 state voltages as they are; our points hold for a reference of 1 and move with it.
    static VoltVarSettings Characteristic2(Conditions c) => new()
    {
        Enabled = true, VRefPu = 1.05, V1Pu = 0.83, Q1Pu = c.InjectPu, V2Pu = 0.99, Q2Pu = 0.5 * c.InjectPu, V3Pu = 1.02, Q3Pu = 0.5 * c.InjectPu,
        V4Pu = 1.05, Q4Pu = -c.AbsorbPu, OpenLoopResponseSeconds = 1, AutonomousVRefSeconds = 300,
    };

    static VoltVarSettings Characteristic3(Conditions c) => new()
    {
        Enabled = true, VRefPu = 0.95, V1Pu = 0.95, Q1Pu = c.InjectPu, V2Pu = 0.98, Q2Pu = -0.5 * c.AbsorbPu, V3Pu = 1.01, Q3Pu = -0.5 * c.AbsorbPu,
        V4Pu = 1.15, Q4Pu = -c.AbsorbPu, OpenLoopResponseSeconds = 90, AutonomousVRefSeconds = 300,
    };

    public static Function Curve(VoltVarSettings curve) => new(
        Quantity.VarInjected, Abscissa.Voltage, v => VoltVar.TargetVarInjectedPu(curve, v), Accuracy.VoltagePu, curve.OpenLoopResponseSeconds);

    static StepGroup Walk(Conditions c, string name, VoltVarSettings curve, double power)
    {
        StepGroup group = new($"{name}, P {power * 100:0} %");
        DeviceUnderTest device = Device(c, curve);
        device.SetpointPu = power;
        Regulation run = new(group, device, curve.OpenLoopResponseSeconds, 2 * curve.OpenLoopResponseSeconds);
        Function function = Curve(curve);
        foreach ((string step, double volts) in Steps(curve))
            if (volts >= VoltageWalk.LowPu - 1e-9 && volts <= VoltageWalk.HighPu + 1e-9) run.Step($"{step}, {volts:0.000} pu", () => device.SetVoltage(volts), function);
        return group;
    }

    // Table 8 holds category A's corners V2 and V3 at the reference; the amendment asks A for characteristic 1 alone. The curve itself
    // goes through the same code, so it is walked all the same, under the nameplate of A and the ranges of B.
    static DeviceUnderTest Device(Conditions c, VoltVarSettings curve)
    {
        bool only = c.Normal == NormalCategory.A && curve.V2Pu == curve.V3Pu;
        ControlSettings settings = c.Quiet with { VoltVar = curve };
        return c.Phasors(only || c.Normal == NormalCategory.B ? settings : settings with { NormalCategory = NormalCategory.B });
    }

    // Steps g to dd.
    static IEnumerable<(string, double)> Steps(VoltVarSettings s)
    {
        double shift = s.VRefPu - 1, v1 = s.V1Pu + shift, v2 = s.V2Pu + shift, v3 = s.V3Pu + shift, v4 = s.V4Pu + shift;
        const double a = Accuracy.VoltageAsidePu;
        return
        [
            ("g below V3", v3 - a), ("h above V3", v3 + a), ("i (V3 + V4)/2", (v3 + v4) / 2), ("j below V4", v4 - a), ("k above V4", v4 + a), ("l to highest", VoltageWalk.HighPu),
            ("m above V4", v4 + a), ("n below V4", v4 - a), ("o (V3 + V4)/2", (v3 + v4) / 2), ("p above V3", v3 + a), ("q below V3", v3 - a), ("r V_ref", s.VRefPu),
            ("s above V2", v2 + a), ("t below V2", v2 - a), ("u (V1 + V2)/2", (v1 + v2) / 2), ("v above V1", v1 + a), ("w below V1", v1 - a), ("x to lowest", VoltageWalk.LowPu),
            ("y below V1", v1 - a), ("z above V1", v1 + a), ("aa (V1 + V2)/2", (v1 + v2) / 2), ("bb below V2", v2 - a), ("cc above V2", v2 + a), ("dd V_ref", s.VRefPu),
        ];
    }

    static StepGroup Imbalance(Conditions c)
    {
        StepGroup group = new("unbalanced source, mean of the phases");
        VoltVarSettings curve = Characteristic1(c);
        DeviceUnderTest device = Device(c, curve);
        device.SetpointPu = 1;
        Regulation run = new(group, device, curve.OpenLoopResponseSeconds, 2 * curve.OpenLoopResponseSeconds);
        foreach ((string name, PhasePhasors phases) in VoltageWalk.Unbalanced(c)) run.Step(name, () => device.SetVoltage(phases), Curve(curve));
        return group;
    }

    static StepGroup OnWaveforms(Conditions c)
    {
        StepGroup group = new("characteristic 1, on waveforms");
        VoltVarSettings curve = Characteristic1(c);
        DeviceUnderTest device = c.Waveforms(c.Quiet with { VoltVar = curve });
        device.SetpointPu = 0.66;
        Regulation run = new(group, device, curve.OpenLoopResponseSeconds, 2 * curve.OpenLoopResponseSeconds);
        double middle = (curve.V1Pu + curve.V2Pu) / 2, inside = curve.V4Pu - Accuracy.VoltageAsidePu;
        run.Step($"(V1 + V2)/2, {middle:0.000} pu", () => device.SetVoltage(middle), Curve(curve));
        run.Step($"below V4, {inside:0.000} pu", () => device.SetVoltage(inside), Curve(curve));
        return group;
    }
}
