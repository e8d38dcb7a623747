using System.Globalization;

namespace V2G.Linux.Can.Dbc;

/// <summary>What the file says of its messages and signals after it has named them: comments, attributes, values, types, switches.</summary>
public ref partial struct DbcParser
{
    void Comment()
    {
        if (_in.Peek() == '"')
        {
            _file.Comment = _in.Text("CM_");
        }
        else
        {
            string of = _in.Word("what CM_ is about");
            switch (of)
            {
                case "BO_":
                    DbcMessage? message = MessageById(of);
                    string text = _in.Text("CM_");
                    if (message is not null) message.Comment = text;
                    break;
                case "SG_":
                    DbcSignal? signal = SignalOf(MessageById(of));
                    text = _in.Text("CM_");
                    if (signal is not null) signal.Comment = text;
                    break;
                case "BU_" or "EV_":
                    _in.Word("a name");
                    _in.Text("CM_");
                    break;
                default: throw _in.Error($"CM_ {of}; allowed: BU_, BO_, SG_, EV_ or the text itself");
            }
        }
        End("CM_");
    }

    void Define()
    {
        string of = "";
        if (_in.Peek() != '"')
        {
            of = _in.Word("what BA_DEF_ is about");
            if (of is not ("BU_" or "BO_" or "SG_" or "EV_")) throw _in.Error($"BA_DEF_ {of}; allowed: BU_, BO_, SG_, EV_ or the name itself");
        }
        string name = _in.Text("BA_DEF_"), type = _in.Word($"type of {name}");
        List<string> words = [];
        switch (type)
        {
            case "INT" or "HEX" or "FLOAT":
                // Some leave the range out.
                if (_in.Peek() != ';') { _in.Number(name); _in.Number(name); }
                break;
            case "STRING": break;
            case "ENUM":
                do words.Add(_in.Text(name));
                while (_in.Take(','));
                break;
            default: throw _in.Error($"{name}: type {type}; allowed: INT, HEX, FLOAT, STRING, ENUM");
        }
        End("BA_DEF_");
        Count();
        _defined[name] = new(of, type, words) { Default = _defined.TryGetValue(name, out Attribute? before) ? before.Default : null };
    }

    void Default()
    {
        string name = _in.Text("BA_DEF_DEF_");
        if (!_defined.TryGetValue(name, out Attribute? attribute)) throw _in.Error($"BA_DEF_DEF_ \"{name}\": no BA_DEF_ defines it");
        attribute.Default = Value(name, attribute);
        End("BA_DEF_DEF_");
    }

    void SetAttribute()
    {
        string name = _in.Text("BA_");
        if (!_defined.TryGetValue(name, out Attribute? attribute)) throw _in.Error($"BA_ \"{name}\": no BA_DEF_ defines it");
        DbcMessage? message = null;
        if (char.IsAsciiLetter(_in.Peek()))
        {
            string of = _in.Word("what BA_ is about");
            if (of == "BO_") message = MessageById(of);
            else if (of == "SG_") SignalOf(MessageById(of));
            else if (of is "BU_" or "EV_") _in.Word("a name");
            else throw _in.Error($"BA_ \"{name}\" {of}; allowed: BU_, BO_, SG_, EV_ or the value");
            if (of != "BO_") message = null;
        }
        string value = Value(name, attribute);
        End("BA_");
        Count();
        if (message is null) return;
        if (!_attributes.TryGetValue(message, out Dictionary<string, string>? held)) _attributes[message] = held = new(StringComparer.Ordinal);
        held[name] = value;
    }

    string Value(string name, Attribute attribute)
    {
        if (_in.Peek() == '"') return _in.Text(name);
        double number = _in.Number(name);
        // An enumeration's value may be given by its place.
        return attribute.Type == "ENUM" && number >= 0 && number < attribute.Words.Count ? attribute.Words[(int)number] : number.ToString("R", CultureInfo.InvariantCulture);
    }

    void Values()
    {
        // Of an environment variable: a name in the identifier's place.
        if (!char.IsAsciiDigit(_in.Peek()))
        {
            _in.SkipStatement("VAL_");
            return;
        }
        DbcSignal? signal = SignalOf(MessageById("VAL_"));
        Dictionary<long, string> values = [];
        while (!_in.Take(';'))
        {
            double raw = _in.Number("VAL_");
            string text = _in.Text("VAL_");
            if (raw != Math.Floor(raw) || Math.Abs(raw) > 9e15) throw _in.Error($"VAL_: {raw.ToString("R", CultureInfo.InvariantCulture)} is no whole number");
            values[(long)raw] = text;
            Count();
        }
        if (signal is not null) signal.Values = values;
    }

    void ValueType()
    {
        DbcMessage? message = MessageById("SIG_VALTYPE_");
        DbcSignal? signal = SignalOf(message);
        _in.Take(':');
        ulong type = _in.Whole("SIG_VALTYPE_", 2);
        End("SIG_VALTYPE_");
        if (signal is null || type == 0) return;
        int bits = type == 1 ? 32 : 64;
        if (signal.Length != bits) throw _in.Error($"{signal.Name}: SIG_VALTYPE_ {type} has {bits} bits, not {signal.Length}");
        signal.Type = type == 1 ? DbcValueType.Binary32 : DbcValueType.Binary64;
    }

    void MultiplexValues()
    {
        DbcMessage? message = MessageById("SG_MUL_VAL_");
        DbcSignal? signal = SignalOf(message);
        string by = _in.Word("the switch");
        List<DbcRange> ranges = [];
        do
        {
            ulong first = _in.Whole("SG_MUL_VAL_", ulong.MaxValue);
            _in.Expect('-', "SG_MUL_VAL_");
            ranges.Add(new(first, _in.Whole("SG_MUL_VAL_", ulong.MaxValue)));
            Count();
        }
        while (_in.Take(','));
        End("SG_MUL_VAL_");
        if (signal is null) return;
        DbcSignal? found = _signals[message!].Find(s => s.Name == by);
        if (found is not { IsSwitch: true }) throw _in.Error($"SG_MUL_VAL_: {by} is no switch (M) of {message!.Name}");
        signal.Switch = by;
        signal.SwitchValues = ranges;
    }

    sealed record Attribute(string Of, string Type, List<string> Words)
    {
        public string? Default { get; set; }
    }
}
