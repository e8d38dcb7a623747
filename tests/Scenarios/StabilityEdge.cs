using V2G.Control.Settings;

namespace V2G.Scenarios;

/// <summary>
/// The greatest slope of the curve with which the closed loop still calms down, found by halving: the real controller behind its
/// sensors (no noise), an inverter with its lag, a source behind R + jX. A straight curve through V_ref, so the loop is linear as long
/// as it does not reach the curve's ends; after a small step of the source its swing grows or dies.
/// </summary>
internal sealed class StabilityEdge(double responseSeconds, double resistancePu, double reactancePu, double activePowerPu, double nominalHz = 60)
{
    // Of the curve's half width; the swing that is watched starts there.
    const double StepShare = 0.02;

    readonly double[] _past = new double[30];
    int _now;

    public double FindSlope()
    {
        double low = 5 * responseSeconds / reactancePu, high = 500 * responseSeconds / reactancePu;
        for (int n = 0; n < 14; n++)
        {
            double middle = Math.Sqrt(low * high);
            if (Grows(middle)) high = middle;
            else low = middle;
        }
        return Math.Sqrt(low * high);
    }

    bool Grows(double slope)
    {
        ControlSettings settings = ControlSettings.Default(SiteSettings.Default with { NominalFrequencyHz = nominalHz });
        double half = settings.QLimitPu / slope;
        settings = settings with
        {
            VoltVar = settings.VoltVar with
            {
                V1Pu = 1 - half, V2Pu = 1, V3Pu = 1, V4Pu = 1 + half, Q1Pu = settings.QLimitPu, Q4Pu = -settings.QLimitPu, OpenLoopResponseSeconds = responseSeconds,
            },
            VoltWatt = settings.VoltWatt with { Enabled = false },
            Islanding = settings.Islanding with { Active = false },
        };
        WaveformBench bench = new(settings, resistancePu, reactancePu, activePowerPu, noisePu: 0, rateHz: 8000);
        // While active power comes in, the curve stands at one of its ends and reactive power winds up, and back.
        bench.Run(activePowerPu == 0 ? 0.3 : 1 + 0.2 * responseSeconds);
        bench.Board.Source.MagnitudePu.StepTo(bench.NowSeconds, bench.Board.Source.MagnitudePu.Value - StepShare * half);
        Swing(bench);
        double early = Swing(bench), late = 0;
        for (int n = 0; n < 4; n++) late = Swing(bench);
        // What has grown into the ends of the curve grows no more.
        return late > early || late > settings.QLimitPu;
    }

    // What the curve asks for, against what it asked for half a period of the oscillation before: slow settling does not count.
    double Swing(WaveformBench bench)
    {
        double greatest = 0;
        bench.Run(0.5, b =>
        {
            int at = _now++ % _past.Length;
            greatest = Math.Max(greatest, Math.Abs(b.Output.VarTargetPu - _past[at]));
            _past[at] = b.Output.VarTargetPu;
        });
        return greatest;
    }
}
