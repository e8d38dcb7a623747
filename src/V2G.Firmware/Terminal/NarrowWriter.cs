using System.Text;

namespace V2G.Firmware.Terminal;

/// <summary>Breaks lines longer than a serial console's between words; what follows stands under the line's second column.</summary>
internal sealed class NarrowWriter(TextWriter inner, int width = 80, int indent = 11) : TextWriter
{
    readonly StringBuilder _line = new();

    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value)
    {
        if (value == '\n') Break();
        else _line.Append(value);
    }

    void Break()
    {
        string rest = _line.ToString();
        _line.Clear();
        while (rest.Length > width)
        {
            int at = rest.LastIndexOf(' ', width);
            // Nothing but the indent before it: a word that is wider than the screen.
            if (at <= indent) break;
            inner.WriteLine(rest[..at].TrimEnd());
            rest = new string(' ', indent) + rest[at..].TrimStart();
        }
        inner.WriteLine(rest);
    }
}
