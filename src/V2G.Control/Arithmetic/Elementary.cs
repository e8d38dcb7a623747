namespace V2G.Control.Arithmetic;

/// <summary>
/// Sine, cosine, exponential and arctangent from additions, multiplications, divisions and comparisons alone.
/// The platform's library picks code by processor features, so its last bit differs between machines; a replay must
/// give the same bits on x64 and arm64. Error below 2e-16 of the result's scale, checked against the library in the tests.
/// </summary>
public static class Elementary
{
    /// <summary>Largest argument, in radians, for which the range reduction below keeps its accuracy.</summary>
    public const double MaxAngleRadians = 1e6;

    // π/2 in three parts of 33 bits or fewer, so that k·part is exact for |k| < 2^20 (Cody and Waite's scheme).
    const double HalfPiHigh = 1.5707963267341256;
    const double HalfPiMiddle = 6.077100506303966e-11;
    const double HalfPiLow = 2.0222662487959506e-21;
    const double TwoOverPi = 0.63661977236758134;

    // ln 2, the high part with trailing zeros so that k·high is exact.
    const double Ln2High = 0.6931471803691238;
    const double Ln2Low = 1.9082149292705877e-10;
    const double OneOverLn2 = 1.4426950408889634;

    const double TanPiOver16 = 0.19891236737965800;
    const double TanPiOver8 = 0.41421356237309505;
    const double Tan3PiOver16 = 0.66817863791929892;

    /// <summary>Sine and cosine of an angle in radians, |angle| ≤ <see cref="MaxAngleRadians"/>; NaN beyond, or for NaN.</summary>
    public static (double Sin, double Cos) SinCos(double radians)
    {
        if (!(Math.Abs(radians) <= MaxAngleRadians)) return (double.NaN, double.NaN);
        double k = Math.Round(radians * TwoOverPi);
        double r = ((radians - k * HalfPiHigh) - k * HalfPiMiddle) - k * HalfPiLow;
        double z = r * r;
        double sin = r + r * z * (-1.0 / 6 + z * (1.0 / 120 + z * (-1.0 / 5040 + z * (1.0 / 362880 + z * (-1.0 / 39916800
            + z * (1.0 / 6227020800 + z * (-1.0 / 1307674368000)))))));
        double cos = 1 - z * 0.5 + z * z * (1.0 / 24 + z * (-1.0 / 720 + z * (1.0 / 40320 + z * (-1.0 / 3628800
            + z * (1.0 / 479001600 + z * (-1.0 / 87178291200 + z * (1.0 / 20922789888000)))))));
        return ((int)k & 3) switch
        {
            0 => (sin, cos),
            1 => (cos, -sin),
            2 => (-sin, -cos),
            _ => (-cos, sin),
        };
    }

    public static double Sin(double radians) => SinCos(radians).Sin;

    public static double Cos(double radians) => SinCos(radians).Cos;

    /// <summary>e to the power x; 0 below −745, +∞ above 709.7.</summary>
    public static double Exp(double x)
    {
        if (double.IsNaN(x)) return double.NaN;
        if (x > 709.78) return double.PositiveInfinity;
        if (x < -745.1) return 0;
        double k = Math.Round(x * OneOverLn2);
        double r = (x - k * Ln2High) - k * Ln2Low;
        double sum = 1;
        for (int n = 14; n >= 1; n--) sum = 1 + sum * r / n;
        return Math.ScaleB(sum, (int)k);
    }

    /// <summary>Angle of the vector (x, y) in radians, −π … π; 0 for the zero vector.</summary>
    public static double Atan2(double y, double x)
    {
        if (double.IsNaN(x) || double.IsNaN(y)) return double.NaN;
        double ax = Math.Abs(x), ay = Math.Abs(y);
        if (ax == 0 && ay == 0) return 0;
        bool steep = ay > ax;
        double angle = AtanUnit(steep ? ax / ay : ay / ax);
        if (steep) angle = Math.PI / 2 - angle;
        if (x < 0) angle = Math.PI - angle;
        return y < 0 ? -angle : angle;
    }

    // Arctangent of 0 ≤ t ≤ 1: shifted by 0, π/8 or π/4 so that the series sees at most tan(π/16).
    static double AtanUnit(double t)
    {
        double shift = 0, u = t;
        if (t > Tan3PiOver16)
        {
            shift = Math.PI / 4;
            u = (t - 1) / (1 + t);
        }
        else if (t > TanPiOver16)
        {
            shift = Math.PI / 8;
            u = (t - TanPiOver8) / (1 + t * TanPiOver8);
        }
        double z = u * u;
        double sum = 0;
        for (int n = 25; n >= 3; n -= 2) sum = z * (((n & 2) != 0 ? -1.0 : 1.0) / n + sum);
        return shift + (u + u * sum);
    }
}
