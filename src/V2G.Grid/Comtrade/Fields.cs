using System.Globalization;

namespace V2G.Grid.Comtrade;

/// <summary>
/// Walks over the comma-separated fields of a line; behind the last one every field is empty, as recorders leave trailing fields out.
/// </summary>
ref struct Fields(ReadOnlySpan<byte> line)
{
    ReadOnlySpan<byte> _rest = line;

    /// <summary>Whether the last field has been taken.</summary>
    internal bool End { get; private set; }

    internal ReadOnlySpan<byte> Next()
    {
        if (End) return [];
        int comma = _rest.IndexOf((byte)',');
        ReadOnlySpan<byte> field = comma < 0 ? _rest : _rest[..comma];
        if (comma < 0) End = true;
        else _rest = _rest[(comma + 1)..];
        return field.Trim(" \t\r\0"u8);
    }

    internal static bool Number(ReadOnlySpan<byte> field, out double value) =>
        double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    internal static bool Integer(ReadOnlySpan<byte> field, out long value) =>
        long.TryParse(field, NumberStyles.Integer, CultureInfo.InvariantCulture, out value);
}
