namespace V2G.Grid.Comtrade;

/// <summary>Reads the configuration part, line by line in the order of the standard (C37.111-2013, clause 7). One pass, no look-ahead.</summary>
ref struct ConfigurationParser
{
    readonly Configuration _read = new();
    readonly NoteList _notes;
    readonly NameText _text;
    TextLines _lines;

    ConfigurationParser(ReadOnlySpan<byte> bytes, string part, int firstLine, NoteList notes)
    {
        if (bytes.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
        _notes = notes;
        _text = NameTexts.Guess(bytes);
        if (_text != NameText.Utf8) notes.Add($"{part}: names are not UTF-8; read as {(_text == NameText.Cyrillic ? "Windows-1251" : "Latin-1")}");
        _lines = new TextLines(bytes, part, ComtradeLimits.ConfigurationLineBytes, firstLine);
    }

    internal static Configuration Parse(ReadOnlySpan<byte> bytes, string part, NoteList notes, int firstLine = 1)
    {
        ConfigurationParser parser = new(bytes, part, firstLine, notes);
        parser.Identity();
        parser.Channels();
        parser.Frequency();
        ReadOnlySpan<byte> line = parser.Rates();
        parser.TimesAndFormat(line);
        parser.TimeFactorAndCodes();
        return parser._read;
    }

    // station, device, year
    void Identity()
    {
        ReadOnlySpan<byte> line = Require("station, device and revision year");
        Fields fields = new(line);
        _read.Station = _text.Decode(fields.Next());
        _read.Device = _text.Decode(fields.Next());
        ReadOnlySpan<byte> year = fields.Next();
        while (!fields.End) year = fields.Next(); // a comma inside a name: the year is still the last field
        if (year.IsEmpty)
        {
            _read.Revision = Revision.Year1991;
            return;
        }
        if (!Fields.Integer(year, out long number))
        {
            _notes.Add($"{_lines.Part} line {_lines.Number}: revision year '{_text.Decode(year)}' is not a number; read as 1999");
            _read.Revision = Revision.Year1999;
            return;
        }
        // Draft and IEC years (1997, 2000, 2001, 2008, 2017 ...) stand for the nearest edition.
        _read.Revision = number <= 1994 ? Revision.Year1991 : number <= 2005 ? Revision.Year1999 : Revision.Year2013;
        if (number != (int)_read.Revision) _notes.Add($"{_lines.Part} line {_lines.Number}: revision year {number} read as {(int)_read.Revision}");
    }

    void Channels()
    {
        ReadOnlySpan<byte> line = Require("channel counts");
        Fields fields = new(line);
        ReadOnlySpan<byte> totalField = fields.Next();
        int analog = Count(fields.Next(), (byte)'A', "analog channels");
        int status = fields.End ? 0 : Count(fields.Next(), (byte)'D', "status channels");
        if (!Fields.Integer(totalField, out long total) || total != analog + status)
            _notes.Add($"{_lines.Part} line {_lines.Number}: total '{_text.Decode(totalField)}' is not {analog}A + {status}D");
        if (analog + status == 0) throw _lines.Refuse("channel counts", "no channel", "at least one");
        for (int i = 0; i < analog; i++) AnalogLine(i + 1, analog);
        for (int i = 0; i < status; i++) StatusLine(i + 1, status);
    }

    readonly int Count(ReadOnlySpan<byte> field, byte letter, string what)
    {
        ReadOnlySpan<byte> digits = field;
        if (!digits.IsEmpty && (digits[^1] & ~0x20) == letter) digits = digits[..^1].TrimEnd((byte)' ');
        if (!Fields.Integer(digits, out long count) || count < 0 || count > ComtradeLimits.Channels)
            throw _lines.Refuse($"number of {what}", _text.Decode(field), $"0{(char)letter} to {ComtradeLimits.Channels}{(char)letter}");
        return (int)count;
    }

    // n, name, phase, circuit, unit, a, b, skew, min, max [, primary, secondary, P|S]
    void AnalogLine(int position, int count)
    {
        Fields fields = new(Require($"analog channel {position} of {count}"));
        int index = Index(fields.Next(), position, "analog");
        AnalogChannel channel = new()
        {
            Index = index,
            Name = _text.Decode(fields.Next()),
            Phase = _text.Decode(fields.Next()),
            Circuit = _text.Decode(fields.Next()),
            Unit = _text.Decode(fields.Next()),
            Multiplier = Factor(fields.Next(), "multiplier a", required: true),
            Offset = Factor(fields.Next(), "offset b", required: false),
            SkewMicroseconds = Lenient(fields.Next(), 0, "skew"),
            Minimum = Lenient(fields.Next(), double.NaN, "minimum"),
            Maximum = Lenient(fields.Next(), double.NaN, "maximum"),
            Primary = Lenient(fields.Next(), 1, "primary"),
            Secondary = Lenient(fields.Next(), 1, "secondary"),
            IsPrimary = !(fields.Next() is [(byte)'S' or (byte)'s', ..]),
        };
        _read.Analog.Add(channel);
    }

    // n, name [, phase, circuit], normal state: the 1991 edition has no phase and circuit
    void StatusLine(int position, int count)
    {
        ReadOnlySpan<byte> line = Require($"status channel {position} of {count}");
        Fields fields = new(line);
        int index = Index(fields.Next(), position, "status");
        string name = _text.Decode(fields.Next());
        ReadOnlySpan<byte> third = fields.Next();
        bool old = fields.End;
        string phase = old ? "" : _text.Decode(third), circuit = old ? "" : _text.Decode(fields.Next());
        ReadOnlySpan<byte> normal = old ? third : fields.Next();
        if (normal is not ([] or [(byte)'0'] or [(byte)'1']))
            _notes.Add($"{_lines.Part} line {_lines.Number}: normal state '{_text.Decode(normal)}' is neither 0 nor 1; read as 0");
        _read.Status.Add(new StatusChannel { Index = index, Name = name, Phase = phase, Circuit = circuit, Normal = normal is [(byte)'1'] });
    }

    readonly int Index(ReadOnlySpan<byte> field, int position, string kind)
    {
        if (Fields.Integer(field, out long index) && index == position) return position;
        _notes.Add($"{_lines.Part} line {_lines.Number}: {kind} channel {position} is numbered '{_text.Decode(field)}'");
        return index is > 0 and <= int.MaxValue ? (int)index : position;
    }

    readonly double Factor(ReadOnlySpan<byte> field, string what, bool required)
    {
        if (field.IsEmpty && !required) return 0;
        if (Fields.Number(field, out double value) && Math.Abs(value) <= ComtradeLimits.Factor) return value;
        throw _lines.Refuse(what, _text.Decode(field), $"a number of at most ±{ComtradeLimits.Factor:R}");
    }

    // What no sample's value depends on, or what recorders often leave blank: worth a note, not a refusal.
    readonly double Lenient(ReadOnlySpan<byte> field, double missing, string what)
    {
        if (field.IsEmpty) return missing;
        if (Fields.Number(field, out double value)) return value;
        _notes.Add($"{_lines.Part} line {_lines.Number}: {what} '{_text.Decode(field)}' is not a number; ignored");
        return missing;
    }

    void Frequency()
    {
        ReadOnlySpan<byte> field = new Fields(Require("line frequency")).Next();
        if (!Fields.Number(field, out double hertz) || hertz < 0 || hertz > 1e6)
            throw _lines.Refuse("line frequency", _text.Decode(field), "0 (not given) to 1000000 Hz");
        _read.LineFrequencyHz = hertz == 0 ? double.NaN : hertz;
    }

    /// <returns>The line behind the rates, already taken.</returns>
    ReadOnlySpan<byte> Rates()
    {
        ReadOnlySpan<byte> field = new Fields(Require("number of sampling rates")).Next();
        if (!Fields.Integer(field, out long count) || count < 0 || count > ComtradeLimits.Rates)
            throw _lines.Refuse("number of sampling rates", _text.Decode(field), $"0 (time stamps only) to {ComtradeLimits.Rates}");
        _read.Samples = long.MaxValue;
        if (count == 0) return StampsOnly();
        long last = 0;
        for (int i = 0; i < count; i++)
        {
            Fields fields = new(Require($"sampling rate {i + 1} of {count}"));
            ReadOnlySpan<byte> rateField = fields.Next(), endField = fields.Next();
            bool known = Fields.Number(rateField, out double rate);
            if (known && rate == 0 && count == 1 && Fields.Integer(endField, out long only) && only > 0)
            {
                // Meant is nrates = 0: the same line follows there.
                _notes.Add($"{_lines.Part} line {_lines.Number}: a sampling rate of 0; times are those of the stamps");
                _read.Samples = only;
                return Require("start time");
            }
            if (!known || rate < ComtradeLimits.MinimumRateHz || rate > ComtradeLimits.MaximumRateHz)
                throw _lines.Refuse("sampling rate", _text.Decode(rateField), $"{ComtradeLimits.MinimumRateHz:R} to {ComtradeLimits.MaximumRateHz:R} Hz");
            if (!Fields.Integer(endField, out long end) || end <= last)
                throw _lines.Refuse("last sample at this rate", _text.Decode(endField), $"a whole number above {last}");
            _read.Rates.Add((rate, end));
            last = end;
        }
        _read.Samples = last;
        return Require("start time");
    }

    // nrates = 0: a line "0, last sample" follows; some recorders leave it out.
    ReadOnlySpan<byte> StampsOnly()
    {
        ReadOnlySpan<byte> line = Require("last sample or start time");
        if (line.IndexOf((byte)'/') >= 0 || line.IndexOf((byte)':') >= 0) return line;
        Fields fields = new(line);
        fields.Next();
        ReadOnlySpan<byte> endField = fields.Next();
        if (!Fields.Integer(endField, out long end) || end < 1) throw _lines.Refuse("last sample", _text.Decode(endField), "a whole number above 0");
        _read.Samples = end;
        return Require("start time");
    }

    // start, trigger, format. The format's word is what everything else hangs on: a recorder without a clock may leave out the stamps.
    void TimesAndFormat(ReadOnlySpan<byte> line)
    {
        for (int i = 0; i < 2; i++)
        {
            string what = i == 0 ? "start" : "trigger", shown = _text.Decode(line);
            if (DataFormats.TryParse(shown, out DataFormat early))
            {
                _notes.Add($"{_lines.Part} line {_lines.Number}: no {what} time");
                _read.Format = early;
                return;
            }
            ComtradeTime? time = ComtradeTime.TryParse(shown, _read.Revision, out ComtradeTime parsed) ? parsed : null;
            if (time is null)
                _notes.Add($"{_lines.Part} line {_lines.Number}: {what} time '{shown}' is not a date and time; ignored");
            if (i == 0) _read.Start = time;
            else _read.Trigger = time;
            line = Require(i == 0 ? "trigger time" : "data format");
        }
        string word = _text.Decode(new Fields(line).Next());
        if (!DataFormats.TryParse(word, out _read.Format)) throw _lines.Refuse("data format", word, DataFormats.Words);
        if (_read.Format is DataFormat.Binary32 or DataFormat.Real32 && _read.Revision != Revision.Year2013)
            _notes.Add($"{_lines.Part} line {_lines.Number}: {word} is not in the {(int)_read.Revision} edition");
    }

    void TimeFactorAndCodes()
    {
        if (!_lines.Next(out ReadOnlySpan<byte> line)) return;
        ReadOnlySpan<byte> field = new Fields(line).Next();
        if (!field.IsEmpty)
        {
            if (!Fields.Number(field, out double factor) || factor <= 0 || factor > 1e9)
                throw _lines.Refuse("time multiplication factor", _text.Decode(field), "a number above 0, at most 1000000000");
            _read.TimeMultiplier = factor;
        }
        (_read.TimeCode, _read.LocalCode) = Pair();
        (_read.TimeQuality, _read.LeapSecond) = Pair();
    }

    (string First, string Second) Pair()
    {
        if (!_lines.Next(out ReadOnlySpan<byte> line)) return ("", "");
        Fields fields = new(line);
        string first = _text.Decode(fields.Next());
        return (first, _text.Decode(fields.Next()));
    }

    ReadOnlySpan<byte> Require(string what)
    {
        if (_lines.Next(out ReadOnlySpan<byte> line)) return line;
        throw _lines.Refuse("file ends early", "end of text", what);
    }
}
