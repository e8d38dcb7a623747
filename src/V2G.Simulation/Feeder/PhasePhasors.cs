using V2G.Control.Measurement;

namespace V2G.Simulation.Feeder;

/// <summary>Line-to-neutral phasors of phases A, B, C, pu, and their symmetrical components (Fortescue, phase A as reference).</summary>
public readonly record struct PhasePhasors(Phasor A, Phasor B, Phasor C)
{
    public static PhasePhasors Balanced(Phasor positive) => new(positive, Phasor.A2 * positive, Phasor.A * positive);

    /// <summary>Phase A keeps its angle, B trails by 120°, C leads by 120°; each with its own magnitude in pu and extra angle in radians.</summary>
    public static PhasePhasors Unbalanced(double a, double b, double c, double aRadians = 0, double bRadians = 0, double cRadians = 0)
        => new(Phasor.Polar(a, aRadians), Phasor.A2 * Phasor.Polar(b, bRadians), Phasor.A * Phasor.Polar(c, cRadians));

    public static PhasePhasors FromSequences(Phasor positive, Phasor negative, Phasor zero)
        => new(zero + positive + negative, zero + Phasor.A2 * positive + Phasor.A * negative,
            zero + Phasor.A * positive + Phasor.A2 * negative);

    public Phasor Positive => (1.0 / 3) * (A + Phasor.A * B + Phasor.A2 * C);

    public Phasor Negative => (1.0 / 3) * (A + Phasor.A2 * B + Phasor.A * C);

    public Phasor Zero => (1.0 / 3) * (A + B + C);

    public Phases Magnitudes => new(A.Magnitude, B.Magnitude, C.Magnitude);

    /// <summary>Line-to-line magnitudes AB, BC, CA, pu of the nominal line-to-line voltage.</summary>
    public Phases LineMagnitudes
    {
        get
        {
            const double OneOverSqrt3 = 0.57735026918962576;
            return new((A - B).Magnitude * OneOverSqrt3, (B - C).Magnitude * OneOverSqrt3, (C - A).Magnitude * OneOverSqrt3);
        }
    }

    public static PhasePhasors operator *(double k, PhasePhasors p) => new(k * p.A, k * p.B, k * p.C);
}
