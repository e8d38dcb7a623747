using V2G.Control.Settings;
using V2G.Simulation.Feeder;

namespace V2G.Firmware.TypeTestServer;

/// <summary>The ideal source that the unit is connected to: voltages as they are set, and a frequency that moves towards where it is sent.</summary>
internal struct TestGrid
{
    const double RadiansPerDegree = Math.PI / 180, RootThree = 1.7320508075688772;

    public TestGrid(in SiteSettings site)
    {
        SetBalanced(site, site.NominalVoltage);
        Hertz = TargetHz = site.NominalFrequencyHz;
        RocofHzPerSecond = double.PositiveInfinity;
    }

    /// <summary>Line to neutral, pu; a single phase is A.</summary>
    public PhasePhasors VoltagePu { get; private set; }

    /// <summary>What is reported as V: across the terminals for one phase; for three, √3 times the mean of the phases, so that it compares with the nominal voltage.</summary>
    public double Volts { get; private set; }

    public double Hertz { get; private set; }

    public double TargetHz { get; private set; }

    /// <summary>How fast frequency moves, Hz/s; infinite: at once.</summary>
    public double RocofHzPerSecond { get; set; }

    /// <summary>Line to line for three phases, V.</summary>
    public void SetBalanced(in SiteSettings site, double volts)
    {
        Volts = volts;
        VoltagePu = PhasePhasors.Balanced(new Phasor(volts / site.NominalVoltage, 0));
    }

    /// <summary>Three line-to-neutral voltages, V, and their angles.</summary>
    public void SetPhases(in SiteSettings site, ReadOnlySpan<double> volts, ReadOnlySpan<double> degrees)
    {
        double nominal = site.NominalPhaseVoltage;
        VoltagePu = new(Polar(volts[0] / nominal, degrees[0]), Polar(volts[1] / nominal, degrees[1]), Polar(volts[2] / nominal, degrees[2]));
        Volts = (volts[0] + volts[1] + volts[2]) / 3 * RootThree;
    }

    public void SetFrequency(double hertz)
    {
        TargetHz = hertz;
        if (double.IsInfinity(RocofHzPerSecond)) Hertz = hertz;
    }

    /// <summary>Moves the frequency on.</summary>
    /// <returns>The rate at which it moved, Hz/s.</returns>
    public double Step(double dtSeconds)
    {
        double away = TargetHz - Hertz, most = RocofHzPerSecond * dtSeconds;
        if (away == 0) return 0;
        if (Math.Abs(away) <= most) Hertz = TargetHz;
        else Hertz += Math.CopySign(most, away);
        return Math.CopySign(Math.Min(Math.Abs(away), most) / dtSeconds, away);
    }

    static Phasor Polar(double magnitude, double degrees) => Phasor.Polar(magnitude, degrees * RadiansPerDegree);
}
