using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace V2G.Firmware.Recordings;

/// <summary>A nominal voltage as a person gives it: <c>110</c>, <c>110ll</c>, <c>63.5ln</c>. Line to line for three phases unless it says <c>ln</c>.</summary>
internal readonly record struct NominalVoltage(double Volts, bool LineToNeutral = false) : ISpanParsable<NominalVoltage>
{
    public static implicit operator NominalVoltage(double lineToLineVolts) => new(lineToLineVolts);

    /// <summary>In the sense of the controller's settings: line to line for three phases, across the terminals for one.</summary>
    public double For(int phaseCount) => phaseCount == 3 && LineToNeutral ? Volts * Math.Sqrt(3) : Volts;

    public static NominalVoltage Parse(ReadOnlySpan<char> text, IFormatProvider? provider) =>
        TryParse(text, provider, out NominalVoltage result) ? result : throw new FormatException($"'{text}' is not a voltage; allowed: 110, 110ll (line to line), 63.5ln (line to neutral)");

    public static NominalVoltage Parse(string text, IFormatProvider? provider) => Parse(text.AsSpan(), provider);

    public static bool TryParse([NotNullWhen(true)] string? text, IFormatProvider? provider, out NominalVoltage result) => TryParse(text.AsSpan(), provider, out result);

    public static bool TryParse(ReadOnlySpan<char> text, IFormatProvider? provider, out NominalVoltage result)
    {
        ReadOnlySpan<char> number = text.Trim();
        bool neutral = number.EndsWith("ln", StringComparison.OrdinalIgnoreCase), line = number.EndsWith("ll", StringComparison.OrdinalIgnoreCase);
        if (neutral || line) number = number[..^2].TrimEnd();
        bool good = double.TryParse(number, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out double volts) && volts is > 0 and < 2e6;
        result = good ? new(volts, neutral) : default;
        return good;
    }
}
