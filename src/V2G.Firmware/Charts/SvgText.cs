using System.Globalization;
using System.Text;

namespace V2G.Firmware.Charts;

/// <summary>Text and numbers as an SVG file may hold them.</summary>
static class SvgText
{
    /// <summary>Escaped for element and attribute; characters that XML 1.0 does not allow (2.2) become U+FFFD.</summary>
    internal static string Escape(string text)
    {
        StringBuilder escaped = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                escaped.Append(c).Append(text[++i]);
                continue;
            }
            escaped.Append(c switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\t' or '\n' or '\r' => " ",
                < ' ' or '\uFFFE' or '\uFFFF' => "\uFFFD",
                _ when char.IsSurrogate(c) => "\uFFFD",
                _ => c.ToString(),
            });
        }
        return escaped.ToString();
    }

    /// <summary>A tenth of a unit is finer than any screen shows.</summary>
    internal static string Number(double value)
    {
        double rounded = Math.Round(value, 1);
        return (rounded == 0 ? 0 : rounded).ToString("0.#", CultureInfo.InvariantCulture);
    }

    /// <summary>Width of a line of text, on the generous side: which font the reader has is not known.</summary>
    internal static double Width(string text, double size) => text.Length * size * 0.58;
}
