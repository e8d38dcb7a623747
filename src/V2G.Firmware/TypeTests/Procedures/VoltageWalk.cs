using V2G.Control.GridSupport;
using V2G.Control.Measurement;
using V2G.Simulation.Feeder;

namespace V2G.Firmware.TypeTests.Procedures;

/// <summary>Source voltages that several procedures step through.</summary>
internal static class VoltageWalk
{
    /// <summary>As low and as high as a continuous operation test goes, pu.</summary>
    public const double LowPu = Conditions.LowestPu + Accuracy.VoltageAsidePu, HighPu = Conditions.HighestPu - Accuracy.VoltageAsidePu;

    /// <summary>Unbalanced sources (IEEE 1547.1-2020 Table 24), with and without a zero sequence.</summary>
    public static readonly (string Name, PhasePhasors Phases)[] Imbalances =
    [
        ("case A", PhasePhasors.Unbalanced(1.07, 0.91, 0.91)), ("case B", PhasePhasors.Unbalanced(0.91, 1.07, 1.07)),
        ("case A without zero sequence", Angled(1.08, 0.91, 126.59)), ("case B without zero sequence", Angled(0.90, 1.08, 114.5)),
    ];

    /// <summary>
    /// Unbalanced one after another, nominal in between. The last case has 1.135 pu between its lines: where the category ceases from
    /// 1.10 pu of any applicable voltage on, no regulation is left to be seen.
    /// </summary>
    public static IEnumerable<(string Name, PhasePhasors Phases)> Unbalanced(Conditions c)
    {
        PhasePhasors nominal = PhasePhasors.Balanced(new Phasor(1, 0));
        foreach ((string name, PhasePhasors phases) in Imbalances)
        {
            Phases lines = phases.LineMagnitudes;
            if (RideThrough.RegionOf(c.Abnormal, Math.Min(lines.Min, phases.Magnitudes.Min), Math.Max(lines.Max, phases.Magnitudes.Max)) >= VoltageRegion.MomentaryCessation) continue;
            yield return (name, phases);
            yield return ($"nominal after {name}", nominal);
        }
    }

    /// <summary>Phase A upright, B and C at an angle to either side.</summary>
    static PhasePhasors Angled(double a, double others, double degrees)
    {
        double radians = degrees * Math.PI / 180;
        return new(new Phasor(a, 0), Phasor.Polar(others, -radians), Phasor.Polar(others, radians));
    }
}
