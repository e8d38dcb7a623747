using System.Runtime.CompilerServices;
using V2G.Control.Arithmetic;

namespace V2G.Control.Measurement;

/// <summary>A complex RMS phasor, pu.</summary>
internal readonly record struct Phasor(double Re, double Im)
{
    const double HalfRootThree = 0.8660254037844386;

    public double Square => Re * Re + Im * Im;

    public double Magnitude => Math.Sqrt(Square);

    public double Angle => Elementary.Atan2(Im, Re);

    public static Phasor operator +(Phasor a, Phasor b) => new(a.Re + b.Re, a.Im + b.Im);

    public static Phasor operator *(Phasor a, Phasor b) => new(a.Re * b.Re - a.Im * b.Im, a.Re * b.Im + a.Im * b.Re);

    public static Phasor operator *(Phasor a, double k) => new(a.Re * k, a.Im * k);

    public Phasor Conjugate => new(Re, -Im);

    /// <summary>Symmetrical component of three phases: +1 positive, −1 negative, 0 zero sequence.</summary>
    public static Phasor Sequence(in PhasorTriple p, int order)
    {
        var a = new Phasor(order == 0 ? 1 : -0.5, order * HalfRootThree);
        return (p[0] + a * p[1] + a.Conjugate * p[2]) * (1.0 / 3);
    }

    /// <summary>Brings an angle between −3π and 3π into −π … π.</summary>
    public static double Wrap(double radians) =>
        radians > Math.PI ? radians - 2 * Math.PI : radians < -Math.PI ? radians + 2 * Math.PI : radians;

    public static Phasor Rotor(double radians)
    {
        (double sin, double cos) = Elementary.SinCos(radians);
        return new(cos, sin);
    }
}

/// <summary>One phasor per phase; those beyond the phase count are 0.</summary>
[InlineArray(3)]
internal struct PhasorTriple
{
    Phasor _first;
}
