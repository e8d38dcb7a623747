namespace V2G.Grid.Comtrade;

/// <summary>
/// Walks over the lines of a text part that hold anything, bounded in length. LF, CRLF and CR CR LF end a line; Ctrl-Z ends the text
/// as under DOS.
/// </summary>
ref struct TextLines(ReadOnlySpan<byte> text, string part, int maximumBytes, int firstLine = 1)
{
    const byte EndOfText = 0x1A;

    ReadOnlySpan<byte> _rest = text;
    int _next = firstLine;

    internal readonly string Part => part;

    /// <summary>Number of the line last returned.</summary>
    internal int Number { get; private set; } = firstLine;

    /// <summary>Whether the line last returned was ended by a line feed, so is not cut off.</summary>
    internal bool Ended { get; private set; }

    internal bool Next(out ReadOnlySpan<byte> line)
    {
        while (!_rest.IsEmpty)
        {
            int window = Math.Min(_rest.Length, maximumBytes + 1);
            int end = _rest[..window].IndexOf((byte)'\n');
            if (end < 0 && window > maximumBytes)
                throw new ComtradeException(part, _next, null, "line too long", $"more than {maximumBytes} bytes", $"at most {maximumBytes} bytes");
            Ended = end >= 0;
            line = Ended ? _rest[..end] : _rest;
            _rest = Ended ? _rest[(end + 1)..] : [];
            Number = _next++;
            int stop = line.IndexOf(EndOfText);
            if (stop >= 0)
            {
                line = line[..stop];
                _rest = [];
            }
            line = line.TrimEnd(" \t\r\0"u8);
            if (!line.IsEmpty) return true;
        }
        line = [];
        return false;
    }

    internal readonly ComtradeException Refuse(string what, string found, string allowed) => new(part, Number, null, what, found, allowed);
}
