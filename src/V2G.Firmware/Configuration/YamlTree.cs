using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace V2G.Firmware.Configuration;

/// <summary>One value of a YAML file with its place. Exactly one of <see cref="Scalar"/>, <see cref="Map"/>, <see cref="Items"/> is set.</summary>
internal sealed record YamlValue(int Line, int Column)
{
    public string? Scalar { get; init; }

    /// <summary>The scalar was quoted: text, never a number.</summary>
    public bool Quoted { get; init; }

    public Dictionary<string, YamlEntry>? Map { get; init; }
    public List<YamlValue>? Items { get; init; }
}

internal sealed record YamlEntry(int Line, int Column, YamlValue Value);

/// <summary>
/// A strict subset of YAML as a tree: one document, maps and lists and plain values. No anchors, aliases, tags, merge keys or
/// duplicate keys; size and depth are bounded before anything is built, so a hostile file costs no more than an honest one.
/// </summary>
internal static class YamlTree
{
    public const int MaxBytes = 64 * 1024;
    public const int MaxDepth = 6;

    /// <returns>The top map; an empty one for an empty file.</returns>
    /// <exception cref="ConfigurationException">The file is not in the subset.</exception>
    public static YamlValue Parse(string file, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxBytes) throw Refuse(file, 0, 0, $"more than {MaxBytes} bytes, which is the most that is read");
        string text = Decode(file, bytes);
        RefuseTabsAndDepth(file, text);
        try
        {
            Parser parser = new(new StringReader(text));
            parser.Consume<StreamStart>();
            if (parser.TryConsume<StreamEnd>(out _)) return new(1, 1) { Map = [] };
            parser.Consume<DocumentStart>();
            YamlValue top = Value(file, parser, 0);
            parser.Consume<DocumentEnd>();
            if (parser.Current is DocumentStart second) throw Refuse(file, second.Start, "a second document starts here; one is allowed");
            if (top.Scalar is { Length: 0 }) return new(1, 1) { Map = [] };
            if (top.Map is null) throw Refuse(file, top.Line, top.Column, "the file must be a list of 'key: value' lines");
            return top;
        }
        catch (YamlException e)
        {
            throw Refuse(file, e.Start, FirstLine(e.Message));
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or FormatException or IndexOutOfRangeException)
        {
            // The scanner answers some broken inputs with exceptions of its own implementation.
            throw Refuse(file, 0, 0, $"not readable as YAML ({FirstLine(e.Message)})");
        }
    }

    static string Decode(string file, ReadOnlySpan<byte> bytes)
    {
        try
        {
            string text = new UTF8Encoding(false, true).GetString(bytes);
            return text.StartsWith('\uFEFF') ? text[1..] : text;
        }
        catch (DecoderFallbackException e)
        {
            throw Refuse(file, 0, 0, $"not UTF-8: bad byte at offset {e.Index}");
        }
    }

    // Tabs are the classic trap of YAML, and nesting beyond any real file is caught before a recursive scanner sees it.
    static void RefuseTabsAndDepth(string file, string text)
    {
        int line = 1, column = 0, open = 0;
        bool indent = true, comment = false;
        foreach (char c in text)
        {
            column++;
            switch (c)
            {
                case '\n':
                    line++;
                    column = 0;
                    indent = true;
                    comment = false;
                    continue;
                case '\t' when !comment:
                    throw Refuse(file, line, column, "a tab; use spaces");
                case '\0':
                    throw Refuse(file, line, column, "a zero byte");
                case '#':
                    comment = true;
                    break;
                case '[' or '{' when !comment:
                    open++;
                    break;
                case ']' or '}' when !comment:
                    open--;
                    break;
            }
            if (open > MaxDepth) throw Refuse(file, line, column, $"nested deeper than {MaxDepth}");
            if (c != ' ' && c != '-' && c != '?') indent = false;
            if (indent && column > 200) throw Refuse(file, line, column, "more than 200 columns of indentation");
        }
    }

    static YamlValue Value(string file, Parser parser, int depth)
    {
        if (depth > MaxDepth) throw Refuse(file, parser.Current!.Start, $"nested deeper than {MaxDepth}");
        if (parser.Current is NodeEvent { Anchor.IsEmpty: false } anchored) throw Refuse(file, anchored.Start, "anchors (&name) are not allowed");
        if (parser.Current is NodeEvent { Tag.IsEmpty: false } tagged) throw Refuse(file, tagged.Start, "tags (!name) are not allowed");
        ParsingEvent current = parser.Current!;
        switch (current)
        {
            case Scalar scalar:
                parser.MoveNext();
                return At(scalar.Start) with { Scalar = scalar.Value, Quoted = scalar.Style is ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted };
            case MappingStart:
                parser.MoveNext();
                return At(current.Start) with { Map = Entries(file, parser, depth) };
            case SequenceStart:
                parser.MoveNext();
                List<YamlValue> items = [];
                while (!parser.TryConsume<SequenceEnd>(out _)) items.Add(Value(file, parser, depth + 1));
                return At(current.Start) with { Items = items };
            case AnchorAlias:
                throw Refuse(file, current.Start, "aliases (*name) are not allowed");
            default:
                throw Refuse(file, current.Start, "a value is missing here");
        }
    }

    static Dictionary<string, YamlEntry> Entries(string file, Parser parser, int depth)
    {
        Dictionary<string, YamlEntry> entries = [];
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            YamlValue key = Value(file, parser, depth + 1);
            if (key.Scalar is not { Length: > 0 } name) throw Refuse(file, key.Line, key.Column, "a key must be a plain word");
            if (name == "<<") throw Refuse(file, key.Line, key.Column, "merge keys (<<) are not allowed");
            YamlValue value = Value(file, parser, depth + 1);
            if (entries.TryGetValue(name, out YamlEntry? first))
                throw Refuse(file, key.Line, key.Column, $"'{name}' is given twice; first in line {first.Line}");
            entries.Add(name, new(key.Line, key.Column, value));
        }
        return entries;
    }

    static YamlValue At(Mark mark) => new((int)mark.Line, (int)mark.Column);

    static ConfigurationException Refuse(string file, Mark mark, string message) => Refuse(file, (int)mark.Line, (int)mark.Column, message);

    static ConfigurationException Refuse(string file, int line, int column, string message) => new([new(file, line, column, message)]);

    static string FirstLine(string message)
    {
        int end = message.IndexOfAny(['\n', '\r']);
        return end < 0 ? message : message[..end];
    }
}
