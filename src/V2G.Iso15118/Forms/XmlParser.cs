using System.Globalization;
using System.Text;

namespace V2G.Iso15118.Forms;

/// <summary>
/// XML 1.0 with namespaces, as far as messages need it: no DTD, no entities but the five and numbers. The platform's own reader
/// would be a fifth of the binary.
/// </summary>
internal sealed class XmlParser
{
    const int MaximumDepth = 64;

    readonly string _text;
    int _at;

    // Line ends are read as one character (XML 1.0, 2.11).
    XmlParser(string text) => _text = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

    public static FormNode Parse(string text)
    {
        XmlParser parser = new(text);
        parser.SkipMisc();
        FormNode root = parser.Element(new() { [""] = "", ["xml"] = "http://www.w3.org/XML/1998/namespace" }, 0);
        parser.SkipMisc();
        if (parser._at < parser._text.Length) throw parser.Wrong("something follows the message");
        return root;
    }

    FormNode Element(Dictionary<string, string> outer, int depth)
    {
        if (depth == MaximumDepth) throw Wrong($"deeper than {MaximumDepth} elements");
        Expect("<");
        string tag = Name();
        List<(string Name, string Value)> attributes = Attributes();
        Dictionary<string, string> scope = Scope(outer, attributes);
        FormNode node = Named(tag, scope, isAttribute: false);
        foreach ((string name, string value) in attributes.Where(a => a.Name != "xmlns" && !a.Name.StartsWith("xmlns:", StringComparison.Ordinal)))
        {
            FormNode attribute = Named(name, scope, isAttribute: true);
            attribute.Text = value;
            node.Attributes.Add(attribute);
        }
        if (Take("/>")) return node;
        Expect(">");
        Content(node, scope, depth);
        Expect("</");
        if (Name() != tag) throw Wrong($"'{tag}' is not closed here");
        SkipSpace();
        Expect(">");
        return node;
    }

    void Content(FormNode node, Dictionary<string, string> scope, int depth)
    {
        StringBuilder text = new();
        while (!At("</"))
        {
            if (_at >= _text.Length) throw Wrong($"'{node.Name}' is not closed");
            if (Take("<!--")) SkipBehind("-->");
            else if (Take("<![CDATA[")) text.Append(Until("]]>"));
            else if (Take("<?")) SkipBehind("?>");
            else if (At("<")) node.Children.Add(Element(scope, depth + 1));
            else text.Append(Characters('<'));
        }
        node.Text = text.ToString();
    }

    List<(string, string)> Attributes()
    {
        List<(string, string)> attributes = [];
        while (true)
        {
            SkipSpace();
            if (At(">") || At("/>")) return attributes;
            string name = Name();
            SkipSpace();
            Expect("=");
            SkipSpace();
            char quote = Take("'") ? '\'' : '"';
            if (quote == '"') Expect("\"");
            string value = Characters(quote);
            Expect(quote.ToString());
            attributes.Add((name, value));
        }
    }

    static Dictionary<string, string> Scope(Dictionary<string, string> outer, List<(string Name, string Value)> attributes)
    {
        Dictionary<string, string> scope = outer;
        foreach ((string name, string value) in attributes)
        {
            string? prefix = name == "xmlns" ? "" : name.StartsWith("xmlns:", StringComparison.Ordinal) ? name[6..] : null;
            if (prefix is null) continue;
            if (ReferenceEquals(scope, outer)) scope = new(outer);
            scope[prefix] = value;
        }
        return scope;
    }

    FormNode Named(string name, Dictionary<string, string> scope, bool isAttribute)
    {
        int colon = name.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0) return new(name, isAttribute ? "" : scope[""]);
        return scope.TryGetValue(name[..colon], out string? uri) ? new(name[(colon + 1)..], uri) : throw Wrong($"the prefix of '{name}' is not declared");
    }

    string Name()
    {
        int start = _at;
        while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] is '_' or '-' or '.' or ':')) _at++;
        return _at > start ? _text[start.._at] : throw Wrong("a name is missing");
    }

    string Characters(char end)
    {
        StringBuilder text = new();
        while (_at < _text.Length && _text[_at] != end)
        {
            char c = _text[_at];
            if (c == '&')
            {
                text.Append(Reference());
                continue;
            }
            if (c == '<') throw Wrong("'<' in an attribute");
            // An attribute's line ends and tabs are spaces (XML 1.0, 3.3.3).
            text.Append(end != '<' && c is '\n' or '\t' ? ' ' : c);
            _at++;
        }
        return text.ToString();
    }

    string Reference()
    {
        int semicolon = _text.IndexOf(';', _at);
        if (semicolon < 0 || semicolon - _at > 12) throw Wrong("'&' without ';'");
        string name = _text[(_at + 1)..semicolon];
        string text = name switch
        {
            "lt" => "<",
            "gt" => ">",
            "amp" => "&",
            "quot" => "\"",
            "apos" => "'",
            ['#', 'x', .. var hex] when int.TryParse(hex, NumberStyles.AllowHexSpecifier, null, out int code) && Rune.IsValid(code) => new Rune(code).ToString(),
            ['#', .. var digits] when int.TryParse(digits, NumberStyles.None, null, out int code) && Rune.IsValid(code) => new Rune(code).ToString(),
            _ => throw Wrong($"'&{name};' is not known"),
        };
        _at = semicolon + 1;
        return text;
    }

    void SkipMisc()
    {
        Take("\uFEFF");
        while (true)
        {
            SkipSpace();
            if (Take("<?")) SkipBehind("?>");
            else if (Take("<!--")) SkipBehind("-->");
            else if (At("<!")) throw Wrong("a document type is not allowed");
            else return;
        }
    }

    void SkipSpace()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at])) _at++;
    }

    void SkipBehind(string end) => Until(end);

    string Until(string end)
    {
        int found = _text.IndexOf(end, _at, StringComparison.Ordinal);
        if (found < 0) throw Wrong($"'{end}' is missing");
        string before = _text[_at..found];
        _at = found + end.Length;
        return before;
    }

    bool At(string what) => string.CompareOrdinal(_text, _at, what, 0, what.Length) == 0;

    bool Take(string what)
    {
        if (!At(what)) return false;
        _at += what.Length;
        return true;
    }

    void Expect(string what)
    {
        if (!Take(what)) throw Wrong($"'{what}' is missing");
    }

    MessageFormatException Wrong(string what)
    {
        int line = _text.AsSpan(0, Math.Min(_at, _text.Length)).Count('\n') + 1;
        int column = _at - _text.LastIndexOf('\n', Math.Max(0, Math.Min(_at, _text.Length) - 1));
        return new($"line {line}, column {column}: {what}");
    }
}
