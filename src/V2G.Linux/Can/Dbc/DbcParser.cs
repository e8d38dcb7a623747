using System.Globalization;

namespace V2G.Linux.Can.Dbc;

/// <summary>
/// Reads a DBC file. Strict and bounded: what it uses must be right, statements that it knows and has no use for are passed over, and
/// an unknown one is refused with its line.
/// </summary>
public ref partial struct DbcParser
{
    public const int MostCharacters = 4 << 20, MostMessages = 4096, MostSignals = 512, MostEntries = 65_536;

    // Where Vector's editor keeps signals that are in no message.
    const ulong OrphansId = 0xC000_0000;

    static readonly string[] _passedOver =
    [
        "VAL_TABLE_", "BO_TX_BU_", "EV_", "ENVVAR_DATA_", "EV_DATA_", "SGTYPE_", "SGTYPE_VAL_", "BA_DEF_SGTYPE_", "BA_SGTYPE_", "SIG_TYPE_REF_", "SIG_GROUP_", "SIGTYPE_VALTYPE_",
        "CAT_DEF_", "CAT_", "FILTER", "BA_DEF_DEF_REL_", "BA_DEF_REL_", "BA_REL_", "BU_SG_REL_", "BU_EV_REL_", "BU_BO_REL_",
    ];

    static readonly string[] _used =
        ["VERSION", "NS_", "BS_", "BU_", "BO_", "SG_", "CM_", "BA_DEF_", "BA_DEF_DEF_", "BA_", "VAL_", "SIG_VALTYPE_", "SG_MUL_VAL_"];

    DbcCursor _in;
    readonly DbcFile _file = new();
    readonly List<DbcMessage> _messages = [];
    readonly Dictionary<DbcMessage, List<DbcSignal>> _signals = [];
    readonly Dictionary<DbcMessage, Dictionary<string, string>> _attributes = [];
    readonly Dictionary<string, Attribute> _defined = new(StringComparer.Ordinal);
    int _entries;
    List<DbcSignal>? _into;
    DbcMessage? _of;

    DbcParser(ReadOnlySpan<char> text) => _in = new(text);

    /// <exception cref="DbcException">Something is wrong, with its line.</exception>
    public static DbcFile Parse(ReadOnlySpan<char> text)
    {
        if (text.Length > MostCharacters) throw new DbcException(0, $"{text.Length} characters; allowed: up to {MostCharacters}");
        DbcParser parser = new(text);
        while (!parser._in.AtEnd) parser.Statement();
        return parser.Finish();
    }

    void Statement()
    {
        string keyword = _in.Word("a statement");
        if (keyword != "SG_") _into = null;
        switch (keyword)
        {
            case "VERSION": _file.Version = _in.Text(keyword); break;
            case "NS_": NewSymbols(); break;
            case "BS_": BitTiming(); break;
            case "BU_": _file.Nodes = Nodes(); break;
            case "BO_": Message(); break;
            case "SG_": Signal(); break;
            case "CM_": Comment(); break;
            case "BA_DEF_": Define(); break;
            case "BA_DEF_DEF_": Default(); break;
            case "BA_": SetAttribute(); break;
            case "VAL_": Values(); break;
            case "SIG_VALTYPE_": ValueType(); break;
            case "SG_MUL_VAL_": MultiplexValues(); break;
            default:
                if (!_passedOver.Contains(keyword)) throw _in.Error($"'{keyword}' is no statement; used are {string.Join(", ", _used)}");
                _in.SkipStatement(keyword);
                break;
        }
    }

    // A list of keywords, one a line, indented; it ends with the first word that stands at a statement's place followed by more.
    void NewSymbols()
    {
        _in.Expect(':', "NS_");
        while (!_in.AtEnd)
        {
            DbcCursor before = _in;
            string word = _in.Word("a symbol of NS_");
            // Alone on its line it is a symbol; NS_ names only such as statements are made of.
            if (_in.AtLineEnd() && (_passedOver.Contains(word) || _used.Contains(word) || word is "NS_DESC_")) continue;
            _in = before;
            return;
        }
    }

    void BitTiming()
    {
        _in.Expect(':', "BS_");
        if (!char.IsAsciiDigit(_in.Peek())) return;
        _in.Number("BS_");
        while (_in.Take(':') || _in.Take(',')) _in.Number("BS_");
    }

    List<string> Nodes()
    {
        _in.Expect(':', "BU_");
        List<string> nodes = [];
        while (!_in.AtLineEnd())
        {
            nodes.Add(_in.Word("a node"));
            Count();
        }
        return nodes;
    }

    void Message()
    {
        ulong raw = _in.Whole("BO_", uint.MaxValue);
        string name = _in.Word("the message's name");
        _in.Expect(':', $"BO_ {raw} {name}");
        int length = (int)_in.Whole($"length of {name}", 64);
        string sender = _in.Word($"sender of {name}");
        _into = [];
        _of = null;
        // Read and forgotten.
        if (raw == OrphansId) return;
        bool extended = (raw & CanFrame.ExtendedFlag) != 0;
        ulong id = raw & ~(ulong)CanFrame.ExtendedFlag, most = extended ? CanFrame.ExtendedMask : CanFrame.StandardMask;
        if (id > most) throw _in.Error($"{name}: identifier {id}; allowed: 0 … {most}");
        if (_messages.Count >= MostMessages) throw _in.Error($"more than {MostMessages} messages");
        foreach (DbcMessage other in _messages)
        {
            if (other.Name == name) throw _in.Error($"the name {name} is taken by message {other.Id}");
            if (other.Id == id && other.IsExtended == extended) throw _in.Error($"{name}: identifier {id} is taken by {other.Name}");
        }
        _of = new() { Name = name, Id = (uint)id, IsExtended = extended, Length = length, Sender = sender };
        _messages.Add(_of);
        _signals.Add(_of, _into);
    }

    void Signal()
    {
        if (_into is null) throw _in.Error("SG_ belongs behind a BO_");
        string name = _in.Word("the signal's name");
        (bool isSwitch, ulong? value) = _in.Peek() == ':' ? (false, null) : Multiplexing(name);
        _in.Expect(':', $"SG_ {name}");
        int start = (int)_in.Whole($"first bit of {name}", 511);
        _in.Expect('|', name);
        int length = (int)_in.Whole($"length of {name}", 64);
        _in.Expect('@', name);
        ulong order = _in.Whole($"byte order of {name}", 1);
        bool signed = _in.Take('-');
        if (!signed) _in.Expect('+', $"sign of {name}");
        _in.Expect('(', name);
        double factor = _in.Number($"factor of {name}");
        _in.Expect(',', name);
        double offset = _in.Number($"offset of {name}");
        _in.Expect(')', name);
        _in.Expect('[', name);
        double min = _in.Number($"least value of {name}");
        _in.Expect('|', name);
        double max = _in.Number($"greatest value of {name}");
        _in.Expect(']', name);
        string unit = _in.Text($"unit of {name}");
        List<string> receivers = [];
        do receivers.Add(_in.Word($"receiver of {name}"));
        while (_in.Take(','));
        if (length == 0) throw _in.Error($"{name}: length 0; allowed: 1 … 64 bits");
        if (factor == 0) throw _in.Error($"{name}: factor 0; allowed: anything else");
        DbcSignal signal = new()
        {
            Name = name, Start = start, Length = length, IsBigEndian = order == 0, Type = signed ? DbcValueType.TwosComplement : DbcValueType.Natural, Factor = factor,
            Offset = offset, Min = min, Max = max, Unit = unit, Receivers = receivers, IsSwitch = isSwitch,
        };
        if (value is { } only) signal.SwitchValues = [new(only, only)];
        if (_of is not null && !SignalCodec.Fits(signal, _of.Length)) throw _in.Error($"{name}: bits {start}|{length}@{order} reach beyond the {_of.Length} bytes of {_of.Name}");
        if (_into.Any(s => s.Name == name)) throw _in.Error($"the signal {name} is there twice");
        if (_into.Count >= MostSignals) throw _in.Error($"more than {MostSignals} signals in a message");
        _into.Add(signal);
        Count();
    }

    // M, m3, m3M
    (bool IsSwitch, ulong? Value) Multiplexing(string name)
    {
        string mark = _in.Word($"multiplexing of {name}");
        if (mark == "M") return (true, null);
        bool also = mark.EndsWith('M');
        return mark[0] == 'm' && ulong.TryParse(mark.AsSpan(1, mark.Length - (also ? 2 : 1)), NumberStyles.None, CultureInfo.InvariantCulture, out ulong value) ? (also, value)
            : throw _in.Error($"{name}: '{mark}' is no multiplexing; allowed: M, m0, m0M");
    }

    DbcMessage? MessageById(string where)
    {
        ulong raw = _in.Whole($"the message of {where}", uint.MaxValue);
        if (raw == OrphansId) return null;
        bool extended = (raw & CanFrame.ExtendedFlag) != 0;
        uint id = (uint)raw & ~CanFrame.ExtendedFlag;
        return _messages.Find(m => m.Id == id && m.IsExtended == extended) ?? throw _in.Error($"{where}: there is no message {raw}");
    }

    DbcSignal? SignalOf(DbcMessage? message)
    {
        string name = _in.Word("a signal");
        return message is null ? null : _signals[message].Find(s => s.Name == name) ?? throw _in.Error($"{message.Name} has no signal {name}");
    }

    void End(string keyword) => _in.Expect(';', keyword);

    // A file that is all entries is a hostile one.
    void Count()
    {
        if (++_entries > MostEntries) throw _in.Error($"more than {MostEntries} entries");
    }

    readonly DbcFile Finish()
    {
        foreach (DbcMessage message in _messages)
        {
            List<DbcSignal> signals = _signals[message];
            message.Signals = signals;
            Dictionary<string, string> held = _attributes.TryGetValue(message, out Dictionary<string, string>? set) ? set : new(StringComparer.Ordinal);
            foreach ((string name, Attribute attribute) in _defined)
                if (attribute is { Of: "BO_", Default: { } value }) held.TryAdd(name, value);
            message.Attributes = held;
            foreach (DbcSignal signal in signals)
            {
                if (signal.SwitchValues.Count == 0 || signal.Switch is not null) continue;
                // Without SG_MUL_VAL_ it hangs on the one switch that hangs on none.
                DbcSignal[] roots = [.. signals.Where(s => s.IsSwitch && s.SwitchValues.Count == 0)];
                if (roots.Length != 1) throw new DbcException(0, $"{message.Name}: {signal.Name} is multiplexed, and there are {roots.Length} switches (M); allowed: one, or SG_MUL_VAL_ that names it");
                signal.Switch = roots[0].Name;
            }
        }
        _file.Messages = _messages;
        return _file;
    }
}
