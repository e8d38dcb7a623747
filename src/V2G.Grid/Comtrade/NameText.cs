using System.Text;

namespace V2G.Grid.Comtrade;

/// <summary>
/// Text of foreign recorders. The standard asks for ASCII, since 2013 UTF-8; relays also write the code page of their country.
/// Tried in order: UTF-8, Windows-1251 (Cyrillic), Latin-1. A wrong guess gives odd letters, never an error.
/// </summary>
enum NameText
{
    Utf8,
    Cyrillic,
    Latin1,
}

static class NameTexts
{
    /// <summary>Judges a whole configuration file: one name alone is too short to tell.</summary>
    internal static NameText Guess(ReadOnlySpan<byte> text)
    {
        if (System.Text.Unicode.Utf8.IsValid(text)) return NameText.Utf8;
        // Cyrillic words are runs of high letters; in Western names an accented letter mostly stands alone.
        int alone = 0, inWords = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] < 0xC0) continue;
            bool neighbour = (i > 0 && text[i - 1] >= 0xC0) || (i + 1 < text.Length && text[i + 1] >= 0xC0);
            if (neighbour) inWords++;
            else alone++;
        }
        return inWords > alone ? NameText.Cyrillic : NameText.Latin1;
    }

    internal static string Decode(this NameText text, ReadOnlySpan<byte> bytes)
    {
        bytes = bytes.Trim(" \t\r\0"u8);
        string decoded = text == NameText.Utf8 ? Encoding.UTF8.GetString(bytes) : SingleBytes(bytes, text == NameText.Cyrillic);
        if (decoded.Length > ComtradeLimits.NameCharacters) decoded = decoded[..ComtradeLimits.NameCharacters];
        return Clean(decoded);
    }

    /// <summary>Control characters become spaces: names end up on terminals and in other files.</summary>
    internal static string Clean(string name) => name.Any(char.IsControl)
        ? string.Create(name.Length, name, static (to, from) =>
        {
            for (int i = 0; i < to.Length; i++) to[i] = char.IsControl(from[i]) ? ' ' : from[i];
        })
        : name;

    static string SingleBytes(ReadOnlySpan<byte> bytes, bool cyrillic)
    {
        StringBuilder decoded = new(bytes.Length);
        foreach (byte b in bytes)
            decoded.Append(!cyrillic ? (char)b : b switch
            {
                >= 0xC0 => (char)(0x0410 + (b - 0xC0)),
                0xA8 => 'Ё',
                0xB8 => 'ё',
                0xB9 => '№',
                _ => (char)b,
            });
        return decoded.ToString();
    }
}
