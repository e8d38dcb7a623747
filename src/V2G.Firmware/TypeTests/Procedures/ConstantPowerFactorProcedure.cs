using V2G.Control.GridSupport;
using V2G.Control.Settings;
using V2G.Simulation.Feeder;

namespace V2G.Firmware.TypeTests.Procedures;

/// <summary>Constant power factor (IEEE 1547.1-2020 5.14.3). There is no d.c. input whose voltage could be varied: the vehicle's is its own.</summary>
internal static class ConstantPowerFactorProcedure
{
    const double ResponseSeconds = 10;

    public static IEnumerable<StepGroup> Run(Conditions c)
    {
        (double, Excitation)[] factors = c.Normal == NormalCategory.A
            ? [(0.90, Excitation.Inject), (0.97, Excitation.Absorb), (0.95, Excitation.Inject), (0.98, Excitation.Absorb)]
            : [(0.90, Excitation.Inject), (0.90, Excitation.Absorb), (0.95, Excitation.Inject), (0.95, Excitation.Absorb)];
        foreach ((double factor, Excitation excitation) in factors) yield return AtFactor(c, factor, excitation);
        yield return OnWaveforms(c);
    }

    static ControlSettings Settings(Conditions c, double factor, Excitation excitation) => c.Quiet with
    {
        ConstantPowerFactor = ConstantPowerFactorSettings.Default with { Enabled = true, PowerFactor = factor, Excitation = excitation },
    };

    // The power that flows is what the factor is of: the measured one.
    static Function Ratio(double factor, Excitation excitation)
    {
        double tangent = Math.Sqrt(1 / (factor * factor) - 1) * (excitation == Excitation.Inject ? 1 : -1);
        return new(Quantity.VarInjected, Abscissa.ActivePower, p => p * tangent, 0, ResponseSeconds) { AtLatest = true };
    }

    static StepGroup AtFactor(Conditions c, double factor, Excitation excitation)
    {
        StepGroup group = new($"power factor {factor:0.00} {excitation.ToString().ToLowerInvariant()}");
        DeviceUnderTest device = c.Phasors(Settings(c, factor, excitation));
        device.SetpointPu = 1;
        Regulation run = new(group, device, ResponseSeconds, 2 * ResponseSeconds);
        Function ratio = Ratio(factor, excitation);
        run.Step("P to least", () => device.SetpointPu = Conditions.LeastPowerPu, ratio);
        run.Step("P to rated", () => device.SetpointPu = 1, ratio);
        run.Step("V to lowest", () => device.SetVoltage(VoltageWalk.LowPu), ratio);
        run.Step("V to highest", () => device.SetVoltage(VoltageWalk.HighPu), ratio);
        run.Step("V back to lowest", () => device.SetVoltage(VoltageWalk.LowPu), ratio);
        run.Step("V to nominal", () => device.SetVoltage(1), ratio);
        foreach ((string name, PhasePhasors phases) in VoltageWalk.Unbalanced(c)) run.Step(name, () => device.SetVoltage(phases), ratio);
        run.Step("off", () => device.Set(c.Quiet), ratio with { Target = _ => 0 });
        return group;
    }

    static StepGroup OnWaveforms(Conditions c)
    {
        StepGroup group = new("power factor 0.95 inject, on waveforms");
        DeviceUnderTest device = c.Waveforms(Settings(c, 0.95, Excitation.Inject));
        device.SetpointPu = Conditions.LeastPowerPu;
        Regulation run = new(group, device, ResponseSeconds, 2 * ResponseSeconds);
        run.Step("P to rated", () => device.SetpointPu = 1, Ratio(0.95, Excitation.Inject));
        return group;
    }
}
