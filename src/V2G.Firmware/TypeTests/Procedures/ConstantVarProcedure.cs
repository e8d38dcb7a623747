using V2G.Control.GridSupport;
using V2G.Control.Settings;
using V2G.Simulation.Feeder;

namespace V2G.Firmware.TypeTests.Procedures;

/// <summary>Constant reactive power (IEEE 1547.1-2020 5.14.4).</summary>
internal static class ConstantVarProcedure
{
    const double ResponseSeconds = 10;

    public static IEnumerable<StepGroup> Run(Conditions c) => new[] { c.InjectPu, -c.AbsorbPu, 0.5 * c.InjectPu, -0.5 * c.AbsorbPu }.Select(q => At(c, q));

    static StepGroup At(Conditions c, double varPu)
    {
        StepGroup group = new($"Q {varPu:+0.000;-0.000} pu");
        ControlSettings settings = c.Quiet with { ConstantVar = ConstantVarSettings.Default with { Enabled = true, VarInjectedPu = varPu } };
        DeviceUnderTest device = c.Phasors(c.Quiet);
        device.SetpointPu = 1;
        Regulation run = new(group, device, ResponseSeconds, 2 * ResponseSeconds);
        Function constant = new(Quantity.VarInjected, Abscissa.Voltage, _ => varPu, 0, ResponseSeconds) { AtLatest = true };
        run.Step("on", () => device.Set(settings), constant);
        run.Step("P to 20 %", () => device.SetpointPu = 0.2, constant);
        run.Step("P to least", () => device.SetpointPu = Conditions.LeastPowerPu, constant);
        run.Step("P to rated", () => device.SetpointPu = 1, constant);
        run.Step("V to lowest", () => device.SetVoltage(VoltageWalk.LowPu), constant);
        run.Step("V to highest", () => device.SetVoltage(VoltageWalk.HighPu), constant);
        run.Step("V back to lowest", () => device.SetVoltage(VoltageWalk.LowPu), constant);
        run.Step("V to nominal", () => device.SetVoltage(1), constant);
        foreach ((string name, PhasePhasors phases) in VoltageWalk.Unbalanced(c)) run.Step(name, () => device.SetVoltage(phases), constant);
        run.Step("off", () => device.Set(c.Quiet), constant with { Target = _ => 0 });
        return group;
    }
}
