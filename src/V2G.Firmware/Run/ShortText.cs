using System.Runtime.CompilerServices;
using System.Text;

namespace V2G.Firmware.Run;

/// <summary>A name inside a blittable struct: up to 39 bytes of UTF-8, then zeros.</summary>
[InlineArray(Bytes)]
internal struct ShortText
{
    const int Bytes = 40;

    byte _first;

    public static ShortText From(string text)
    {
        ShortText made = default;
        Encoder encoder = Encoding.UTF8.GetEncoder();
        // What doesn't fit is cut off between two letters.
        encoder.Convert(text, ((Span<byte>)made)[..(Bytes - 1)], flush: true, out _, out _, out _);
        return made;
    }

    public readonly bool IsEmpty => this[0] == 0;

    public override readonly string ToString()
    {
        ReadOnlySpan<byte> bytes = this;
        int end = bytes.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]);
    }
}
