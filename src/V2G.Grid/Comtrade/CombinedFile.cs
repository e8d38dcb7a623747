using System.Globalization;
using System.Text;

namespace V2G.Grid.Comtrade;

/// <summary>
/// The sections of a single file (.cff, C37.111-2013): configuration, information, header, data, each behind a line
/// <c>--- file type: … ---</c>. Data come last, so nothing in them can be mistaken for such a line.
/// </summary>
readonly ref struct CombinedFile
{
    static ReadOnlySpan<byte> Mark => "---"u8;

    internal readonly ReadOnlySpan<byte> Configuration, Data;
    internal readonly int ConfigurationLine, DataLine;
    readonly string _part;
    readonly bool _ascii;

    internal CombinedFile(ReadOnlySpan<byte> file, string part, NoteList notes)
    {
        _part = part;
        string section = "";
        int position = file.StartsWith("\uFEFF"u8) ? 3 : 0, start = 0, line = 0;
        while (position < file.Length)
        {
            int end = file[position..].IndexOf((byte)'\n');
            int next = end < 0 ? file.Length : position + end + 1;
            ReadOnlySpan<byte> text = file[position..next];
            line++;
            if (text.StartsWith(Mark) && text.Length <= ComtradeLimits.ConfigurationLineBytes)
            {
                string title = Title(text, part, line);
                if (section == "CFG") Configuration = file[start..position];
                if (title == "CFG" && ConfigurationLine > 0)
                    throw new ComtradeException(part, line, null, "section", "a second CFG", "one CFG");
                section = title;
                start = next;
                if (title == "CFG") ConfigurationLine = line + 1;
                if (title.StartsWith("DAT", StringComparison.Ordinal))
                {
                    DataLine = line + 1;
                    _ascii = title.StartsWith("DAT ASCII", StringComparison.Ordinal);
                    Data = Take(file[next..], title, part, line, notes);
                    break;
                }
            }
            position = next;
        }
        if (ConfigurationLine == 0)
            throw new ComtradeException(part, 1, null, "sections", "no CFG section", "'--- file type: CFG ---' at the beginning");
        if (DataLine > 0) return;
        const string endings = "'--- file type: DAT ASCII ---' or '--- file type: DAT BINARY: <bytes> ---'";
        throw new ComtradeException(part, line, null, "sections", "no DAT section", endings);
    }

    /// <summary>The section says ASCII or BINARY, the configuration which binary: they must not contradict.</summary>
    internal void CheckFormat(DataFormat format)
    {
        if (_ascii == (format == DataFormat.Ascii)) return;
        throw new ComtradeException(_part, DataLine - 1, null, "kind of data", _ascii ? "DAT ASCII" : "DAT BINARY",
            _ascii ? "DAT BINARY, as the configuration says" : "DAT ASCII, as the configuration says");
    }

    // Gives e.g. "CFG", "DAT ASCII", "DAT BINARY:320"; single blanks, upper case.
    static string Title(ReadOnlySpan<byte> text, string part, int line)
    {
        string title = Encoding.Latin1.GetString(text).Trim().Trim('-').Trim();
        int colon = title.IndexOf(':', StringComparison.Ordinal);
        string lead = colon < 0 ? title : title[..colon].Trim();
        string[] words = colon < 0 ? [] : title[(colon + 1)..].ToUpperInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string kind = string.Join(' ', words);
        bool known = kind is "CFG" or "INF" or "HDR" || kind.StartsWith("DAT", StringComparison.Ordinal);
        if (!lead.Equals("file type", StringComparison.OrdinalIgnoreCase) || !known)
            throw new ComtradeException(part, line, null, "section", title, "file type: CFG, INF, HDR, DAT ASCII, DAT BINARY: <bytes>");
        return kind;
    }

    static ReadOnlySpan<byte> Take(ReadOnlySpan<byte> rest, string title, string part, int line, NoteList notes)
    {
        int colon = title.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0) return rest;
        string given = title[(colon + 1)..].Trim();
        if (!long.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out long bytes))
            throw new ComtradeException(part, line, null, "bytes of data", given, "a whole number");
        if (bytes > rest.Length)
        {
            notes.Add($"{part} line {line}: {bytes} bytes of data were promised, {rest.Length} are there");
            return rest;
        }
        if (rest[(int)bytes..].ContainsAnyExcept("\r\n\u001A \0"u8))
            notes.Add($"{part} line {line}: bytes behind the {bytes} promised; ignored");
        return rest[..(int)bytes];
    }
}
