using System.Globalization;
using System.Text;

namespace V2G.Linux.Can.Dbc;

/// <summary>A place in the text of a DBC file: what is expected there is taken, or refused with the line.</summary>
ref struct DbcCursor(ReadOnlySpan<char> text)
{
    /// <summary>Of a word and of a text in quotes.</summary>
    const int LongestWord = 128, LongestText = 1 << 16;

    readonly ReadOnlySpan<char> _text = text;
    int _at;

    public int Line { get; private set; } = 1;

    public bool AtEnd
    {
        get
        {
            SkipSpace();
            return _at >= _text.Length;
        }
    }

    void SkipSpace()
    {
        for (; _at < _text.Length && char.IsWhiteSpace(_text[_at]); _at++)
            if (_text[_at] == '\n') Line++;
    }

    /// <summary>The next character that is no space; 0 at the end.</summary>
    public char Peek()
    {
        SkipSpace();
        return _at < _text.Length ? _text[_at] : '\0';
    }

    /// <summary>Only spaces are left of this line.</summary>
    public bool AtLineEnd()
    {
        while (_at < _text.Length && _text[_at] is ' ' or '\t' or '\r') _at++;
        return _at >= _text.Length || _text[_at] == '\n';
    }

    public bool Take(char expected)
    {
        if (Peek() != expected) return false;
        _at++;
        return true;
    }

    public void Expect(char expected, string where)
    {
        if (!Take(expected)) throw Error($"{where}: '{expected}' expected, not {Seen()}");
    }

    /// <summary>A name: letters, digits and '_', no digit first.</summary>
    public string Word(string what)
    {
        SkipSpace();
        int start = _at;
        while (_at < _text.Length && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] == '_')) _at++;
        int length = _at - start;
        if (length == 0 || char.IsAsciiDigit(_text[start]))
        {
            _at = start;
            throw Error($"{what} expected, not {Seen()}");
        }
        return length <= LongestWord ? _text.Slice(start, length).ToString() : throw Error($"{what} of {length} letters; allowed: up to {LongestWord}");
    }

    public double Number(string what)
    {
        SkipSpace();
        int start = _at;
        while (_at < _text.Length && (char.IsAsciiDigit(_text[_at]) || _text[_at] is '.'
            || (_text[_at] is '+' or '-' && (_at == start || _text[_at - 1] is 'e' or 'E')) || (_text[_at] is 'e' or 'E' && _at > start))) _at++;
        ReadOnlySpan<char> digits = _text[start.._at];
        if (double.TryParse(digits, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out double value)
            && double.IsFinite(value)) return value;
        _at = start;
        throw Error($"{what}: a number expected, not {Seen()}");
    }

    public ulong Whole(string what, ulong most)
    {
        SkipSpace();
        int start = _at;
        while (_at < _text.Length && char.IsAsciiDigit(_text[_at])) _at++;
        if (ulong.TryParse(_text[start.._at], NumberStyles.None, CultureInfo.InvariantCulture, out ulong value) && value <= most) return value;
        _at = start;
        throw Error($"{what}: a whole number 0 … {most} expected, not {Seen()}");
    }

    /// <summary>Text in quotes; a backslash takes the next character as it is.</summary>
    public string Text(string what)
    {
        if (Peek() != '"') throw Error($"{what}: text in quotes expected, not {Seen()}");
        int opened = Line;
        _at++;
        StringBuilder text = new();
        for (; _at < _text.Length; _at++)
        {
            char c = _text[_at];
            if (c == '"')
            {
                _at++;
                return text.ToString();
            }
            if (c == '\n') Line++;
            if (c == '\\' && _at + 1 < _text.Length && _text[_at + 1] is '"' or '\\') c = _text[++_at];
            if (text.Length >= LongestText) throw new DbcException(opened, $"{what}: text longer than {LongestText} letters");
            text.Append(c);
        }
        throw new DbcException(opened, $"{what}: the quote is never closed");
    }

    /// <summary>Past the next ';', which no text in quotes ends.</summary>
    public void SkipStatement(string keyword)
    {
        int opened = Line;
        while (Peek() is not '\0' and not ';')
        {
            if (Peek() == '"') Text(keyword);
            else _at++;
        }
        if (!Take(';')) throw new DbcException(opened, $"{keyword}: no ';' ends it");
    }

    public readonly DbcException Error(string message) => new(Line, message);

    string Seen()
    {
        char next = Peek();
        if (next == '\0') return "the end of the file";
        int length = 1;
        while (length < 20 && _at + length < _text.Length && !char.IsWhiteSpace(_text[_at + length])) length++;
        return $"'{_text.Slice(_at, length)}'";
    }
}
