namespace V2G.Grid.Comtrade;

/// <summary>
/// A COMTRADE file that can't be used: which part, where in it, what was found and what is allowed. The reader throws nothing else.
/// </summary>
public sealed class ComtradeException : Exception
{
    internal ComtradeException(string part, long? line, long? byteOffset, string what, string found, string allowed)
        : base($"{part}{Place(line, byteOffset)}: {what}: found {Shown(found)}; allowed: {allowed}")
    {
        Part = part;
        Line = line;
        ByteOffset = byteOffset;
        Found = Shown(found);
        Allowed = allowed;
    }

    /// <summary>The file or section, by the name the caller gave it.</summary>
    public string Part { get; }

    /// <summary>Line, counted from 1, in a text part; null in a binary one.</summary>
    public long? Line { get; }

    /// <summary>Byte, counted from 0, in a binary part; null in a text one.</summary>
    public long? ByteOffset { get; }

    public string Found { get; }

    public string Allowed { get; }

    static string Place(long? line, long? byteOffset) => line is { } l ? $" line {l}" : byteOffset is { } b ? $" byte {b}" : "";

    // What is quoted comes from a foreign file: short, and without control characters that a terminal would obey.
    static string Shown(string found)
    {
        string cut = found.Length <= 60 ? found : found[..57] + "...";
        return string.Create(cut.Length, cut, static (to, from) =>
        {
            for (int i = 0; i < to.Length; i++) to[i] = char.IsControl(from[i]) ? '?' : from[i];
        });
    }
}
