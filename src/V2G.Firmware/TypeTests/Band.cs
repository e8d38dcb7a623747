using System.Globalization;

namespace V2G.Firmware.TypeTests;

/// <summary>What a figure may be; an infinite end is no bound.</summary>
internal readonly record struct Band(double Low, double High)
{
    // Sums of decimal fractions must not fail a figure that stands on the bound.
    const double Rounding = 1e-9;

    public static Band Around(double middle, double half) => new(middle - half, middle + half);

    public static Band AtMost(double high) => new(double.NegativeInfinity, high);

    public static Band AtLeast(double low) => new(low, double.PositiveInfinity);

    /// <summary>NaN is inside no band.</summary>
    public bool Holds(double value) => value >= Low - Rounding && value <= High + Rounding;

    public string Text(string format) => (double.IsNegativeInfinity(Low), double.IsPositiveInfinity(High)) switch
    {
        (true, _) => $"at most {High.ToString(format, CultureInfo.InvariantCulture)}",
        (_, true) => $"at least {Low.ToString(format, CultureInfo.InvariantCulture)}",
        _ => $"{Low.ToString(format, CultureInfo.InvariantCulture)} … {High.ToString(format, CultureInfo.InvariantCulture)}",
    };
}
