using System.Runtime.CompilerServices;

namespace V2G.Iso15118.Exi;

/// <summary>One code point to bytes and back.</summary>
internal static class Utf8
{
    /// <summary>Bytes written, at most four. The code point was checked.</summary>
    public static int Write(ref byte to, uint code)
    {
        if (code < 0x80)
        {
            to = (byte)code;
            return 1;
        }
        int more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
        to = (byte)((code >> 6 * more) | (more switch { 1 => 0xC0u, 2 => 0xE0u, _ => 0xF0u }));
        for (int i = 1; i <= more; i++) Unsafe.Add(ref to, i) = (byte)(0x80 | (code >> 6 * (more - i) & 0x3F));
        return more + 1;
    }
}
