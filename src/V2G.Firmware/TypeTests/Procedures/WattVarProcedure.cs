using V2G.Control.GridSupport;
using V2G.Control.Settings;

namespace V2G.Firmware.TypeTests.Procedures;

/// <summary>Watt-var (IEEE 1547.1-2020 5.14.7 and 5.14.8, Tables 28 to 30), exporting and charging.</summary>
internal static class WattVarProcedure
{
    const double ResponseSeconds = 10;

    public static IEnumerable<StepGroup> Run(Conditions c)
    {
        // Shares of the reactive power at full power: Q1, Q2, Q3.
        foreach ((int number, double q1, double q2) in new[] { (1, 0.0, 0.0), (2, c.Normal == NormalCategory.A ? 0.52 : 0.5, c.Normal == NormalCategory.A ? 0.52 : 0.5), (3, 0.0, 1.0) })
        {
            WattVarSettings curve = Curve(c, q1, q2, charge: number == 2 ? 0.5 : q1, chargeMiddle: number == 2 ? 0.5 : q2);
            yield return Walk(c, number, curve, charging: false);
            yield return Walk(c, number, curve, charging: true);
        }
    }

    static WattVarSettings Curve(Conditions c, double q1, double q2, double charge, double chargeMiddle) => WattVarSettings.Default(c.Normal) with
    {
        Enabled = true, Q1Pu = -q1 * c.AbsorbPu, Q2Pu = -q2 * c.AbsorbPu, Q3Pu = -c.AbsorbPu,
        Q1ChargePu = charge * c.InjectPu, Q2ChargePu = chargeMiddle * c.InjectPu, Q3ChargePu = c.InjectPu, OpenLoopResponseSeconds = ResponseSeconds,
    };

    static StepGroup Walk(Conditions c, int number, WattVarSettings curve, bool charging)
    {
        StepGroup group = new($"characteristic {number}, {(charging ? "charging" : "exporting")}");
        double sign = charging ? -1 : 1;
        DeviceUnderTest device = c.Phasors(c.Quiet with { WattVar = curve });
        device.SetpointPu = sign * Conditions.LeastPowerPu;
        Regulation run = new(group, device, ResponseSeconds, 2 * ResponseSeconds);
        Function function = new(Quantity.VarInjected, Abscissa.ActivePower, p => WattVar.TargetVarInjectedPu(curve, p), Accuracy.PowerPu, ResponseSeconds);
        // Where the circle of apparent power bends the way, the change is no more first-order.
        Function bent = function with { FirstOrder = false };
        foreach (double power in Powers(curve))
            run.Step($"P {sign * power:+0.000;-0.000} pu", () => device.SetpointPu = sign * power, power < 0.9 ? function : bent);
        return group;
    }

    static double[] Powers(WattVarSettings s)
    {
        const double a = Accuracy.PowerAsidePu;
        double[] up =
        [
            Conditions.LeastPowerPu, s.P1Pu - a, s.P1Pu + a, (s.P1Pu + s.P2Pu) / 2, s.P2Pu - a, s.P2Pu + a, (s.P2Pu + s.P3Pu) / 2, s.P3Pu - a, 1,
        ];
        return [.. up, .. up.Reverse().Skip(1)];
    }
}
