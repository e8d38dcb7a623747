using V2G.Control.GridSupport;

namespace V2G.Firmware.TypeTests.Procedures;

/// <summary>Volt-watt (IEEE 1547.1-2020 5.14.9 and 5.14.10, Tables 31 to 33) of a unit that can absorb.</summary>
internal static class VoltWattProcedure
{
    public static IEnumerable<StepGroup> Run(Conditions c)
    {
        foreach (double power in (double[])[1, 0.66, 0.2])
        {
            yield return Walk(c, 1, VoltWattSettings.Default with { Enabled = true }, power);
            yield return Walk(c, 2, Curve(1.05, 60), power);
            yield return Walk(c, 3, Curve(1.09, 0.5), power);
        }
    }

    static VoltWattSettings Curve(double v1, double responseSeconds) =>
        VoltWattSettings.Default with { Enabled = true, V1Pu = v1, P2Pu = -1, OpenLoopResponseSeconds = responseSeconds };

    static StepGroup Walk(Conditions c, int number, VoltWattSettings curve, double power)
    {
        StepGroup group = new($"characteristic {number}, P {power * 100:0} %");
        DeviceUnderTest device = c.Phasors(c.Quiet with { VoltWatt = curve });
        device.SetpointPu = power;
        double response = curve.OpenLoopResponseSeconds;
        Regulation run = new(group, device, response, 2 * response);
        Function function = new(Quantity.ActivePower, Abscissa.Voltage, v => Math.Min(power, VoltWatt.LimitPu(curve, v)), Accuracy.VoltagePu, response)
        {
            IsLimit = true,
            // The limit lags from full power; less than that is asked for meets it on the way.
            FirstOrder = power == 1,
        };
        foreach ((string name, double volts) in Steps(curve))
            if (volts <= VoltageWalk.HighPu + 1e-9) run.Step($"{name}, {volts:0.000} pu", () => device.SetVoltage(volts), function);
        return group;
    }

    static IEnumerable<(string, double)> Steps(VoltWattSettings s)
    {
        const double a = Accuracy.VoltageAsidePu;
        double middle = (s.V1Pu + s.V2Pu) / 2;
        return
        [
            ("to lowest", VoltageWalk.LowPu), ("below V1", s.V1Pu - a), ("above V1", s.V1Pu + a), ("(V1 + V2)/2", middle), ("below V2", s.V2Pu - a), ("above V2", s.V2Pu + a),
            ("to highest", VoltageWalk.HighPu), ("above V2", s.V2Pu + a), ("below V2", s.V2Pu - a), ("(V1 + V2)/2", middle), ("above V1", s.V1Pu + a), ("below V1", s.V1Pu - a),
            ("to lowest", VoltageWalk.LowPu),
        ];
    }
}
