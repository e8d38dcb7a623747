using V2G.Control.Arithmetic;

namespace V2G.Simulation.Feeder;

/// <summary>A complex RMS phasor, cosine reference. Own type so that no operation goes through the library's transcendentals.</summary>
public readonly record struct Phasor(double Re, double Im)
{
    /// <summary>The rotation by +120°.</summary>
    public static readonly Phasor A = new(-0.5, 0.8660254037844386);

    /// <summary>The rotation by −120°.</summary>
    public static readonly Phasor A2 = new(-0.5, -0.8660254037844386);

    public static Phasor Polar(double magnitude, double radians)
    {
        (double sin, double cos) = Elementary.SinCos(radians);
        return new(magnitude * cos, magnitude * sin);
    }

    public double MagnitudeSquared => Re * Re + Im * Im;

    public double Magnitude => Math.Sqrt(Re * Re + Im * Im);

    /// <summary>−π … π; 0 for the zero phasor.</summary>
    public double Radians => Elementary.Atan2(Im, Re);

    public Phasor Conjugate => new(Re, -Im);

    public static Phasor operator +(Phasor a, Phasor b) => new(a.Re + b.Re, a.Im + b.Im);

    public static Phasor operator -(Phasor a, Phasor b) => new(a.Re - b.Re, a.Im - b.Im);

    public static Phasor operator -(Phasor a) => new(-a.Re, -a.Im);

    public static Phasor operator *(Phasor a, Phasor b) => new(a.Re * b.Re - a.Im * b.Im, a.Re * b.Im + a.Im * b.Re);

    public static Phasor operator *(double k, Phasor a) => new(k * a.Re, k * a.Im);
}
