using System.Globalization;
using V2G.Firmware.Configuration;
using V2G.Linux.Can;
using V2G.Linux.Can.Dbc;

namespace V2G.Firmware.Can;

/// <summary>Puts a signal map on a DBC file and collects everything that does not fit.</summary>
internal sealed class BusMapBuilder(string dbcFile, DbcFile dbc, string mapFile, SignalMap map, BusKind kind)
{
    readonly List<ConfigurationError> _errors = [];

    public BusMap Build()
    {
        foreach (BusField needed in kind.Needed)
            if (!map.Fields.Exists(f => f.Field == needed)) Error(0, $"'{needed.Name()}' is mapped to no signal: the {kind.Name} is of no use without it");
        List<BusMessage> commands = [], reports = [];
        foreach (IGrouping<string, SignalMap.Line> group in map.Fields.GroupBy(f => f.Message))
        {
            SignalMap.Line first = group.First();
            if (Message(first.Number, group.Key) is not { } message) continue;
            if (group.Any(f => f.Field.IsCommand() != first.Field.IsCommand()))
            {
                Error(first.Number, $"{group.Key} carries both commands and reports; allowed: one of them");
                continue;
            }
            if (Compile(message, [.. group]) is { } compiled) (first.Field.IsCommand() ? commands : reports).Add(compiled);
        }
        foreach (SignalMap.Guard guard in map.Guards.Where(g => !map.Fields.Exists(f => f.Message == g.Message)))
            if (Message(guard.Number, guard.Message) is not null) Error(guard.Number, $"protect {guard.Message}: no field is in that message");
        foreach (BusMessage slow in reports.Where(r => r.CycleNs > kind.SlowestVitalMs * 1e6 && r.Signals.Any(s => kind.Needed.Contains(s.Field))))
            Error(map.Fields.Find(f => f.Message == slow.Name)!.Number, $"{slow.Name} comes every {slow.CycleNs / 1_000_000} ms; what is needed must come at least every {kind.SlowestVitalMs.ToString(CultureInfo.InvariantCulture)} ms, or silence would be the rule");
        if (_errors.Count > 0) throw new ConfigurationException(_errors);
        // Gate enable first: at an edge it is the frame that counts.
        long numbers = Values(BusField.CommandSequence);
        return new(Path.GetFileName(dbcFile), [.. commands.OrderByDescending(c => c.Signals.Any(s => s.Field == BusField.CommandGateEnable))], [.. reports],
            numbers, Math.Min(numbers, Values(BusField.Sequence)));
    }

    BusMessage? Compile(DbcMessage message, SignalMap.Line[] lines)
    {
        int before = _errors.Count;
        if (message.Length > CanFrame.MostBytes)
        {
            Error(lines[0].Number, $"{message.Name} has {message.Length} bytes; allowed: up to 8, CAN FD is not spoken");
            return null;
        }
        List<(BusSignal Signal, ulong Bits)> signals = [];
        foreach (SignalMap.Line line in lines)
            if (Signal(line.Number, message, line.Signal) is { } found && Guarded(() => (new BusSignal(line.Field, new(found), new(message, found), line.Factor, line.Codes), new SignalCodec(found).Bits)) is { } made)
                signals.Add(made);
        SignalMap.Guard? guard = map.Guards.Find(g => g.Message == message.Name);
        DbcSignal? counter = guard?.Counter is { } c ? Signal(guard.Number, message, c) : null;
        DbcSignal? checksum = guard?.Checksum is { } k ? Signal(guard.Number, message, k) : null;
        if (counter is { Length: < 2 or > 16 }) Error(guard!.Number, $"{counter.Name}: {counter.Length} bits; a counter has 2 … 16");
        if (checksum is not null && (checksum.Length != 8 || checksum.Start % 8 != (checksum.IsBigEndian ? 7 : 0))) Error(guard!.Number, $"{checksum.Name}: a checksum is one whole byte");
        double cycle = Cycle(message, lines[0]);
        if (_errors.Count > before) return null;
        BusPage[] pages = Pages(signals, lines[0], counter, checksum);
        int dataId = guard?.DataId ?? (message.Attributes.TryGetValue("DataId", out string? id) && int.TryParse(id, CultureInfo.InvariantCulture, out int number) ? number : 0);
        return _errors.Count > before ? null : new(message, [.. signals.Select(s => s.Signal)], pages, cycle, counter, checksum, dataId);
    }

    // Signals that can be in one frame together must not lie on each other, or writing one would spoil another.
    BusPage[] Pages(List<(BusSignal Signal, ulong Bits)> signals, SignalMap.Line first, DbcSignal? counter, DbcSignal? checksum)
    {
        ulong guards = (counter is null ? 0 : new SignalCodec(counter).Bits) | (checksum is null ? 0 : new SignalCodec(checksum).Bits);
        BusPage[] pages = [.. signals.Where(s => !s.Signal.Condition.IsAlways).Select(s => s.Signal.Condition.Set(0)).Distinct().DefaultIfEmpty(0UL).Select(switches =>
            new BusPage(switches, [.. signals.Select(s => s.Signal).Where(s => s.Condition.Holds(switches))]))];
        foreach (BusPage page in pages)
        {
            ulong taken = guards;
            foreach ((BusSignal signal, ulong bits) in signals.Where(s => s.Signal.Condition.Holds(page.Switches)))
            {
                if ((taken & bits) != 0) Error(first.Number, $"{signal.Field.Name()}: its signal lies on another one of {first.Message}");
                taken |= bits;
            }
        }
        return pages;
    }

    double Cycle(DbcMessage message, SignalMap.Line line)
    {
        if (map.Cycles.Find(c => c.Message == message.Name) is { Message: not null } given) return given.Ms;
        if (message.CycleMs == 0) Error(line.Number, $"{message.Name}: nobody says how often it comes; write: cycle {message.Name} = MS, or GenMsgCycleTime in the DBC file");
        return message.CycleMs;
    }

    // How many the field's signal can tell apart; 0 without one.
    long Values(BusField field) =>
        map.Fields.Find(f => f.Field == field) is { } line && dbc.Find(line.Message)!.Find(line.Signal) is { } signal ? 1L << Math.Min(signal.Length, 30) : 0;

    DbcMessage? Message(int line, string name)
    {
        DbcMessage? found = dbc.Find(name);
        if (found is null) Error(line, $"{dbcFile} has no message '{name}'{NearestWord.Hint(name, dbc.Messages.Select(m => m.Name))}");
        return found;
    }

    DbcSignal? Signal(int line, DbcMessage message, string name)
    {
        DbcSignal? found = message.Find(name);
        if (found is null) Error(line, $"{message.Name} has no signal '{name}'{NearestWord.Hint(name, message.Signals.Select(s => s.Name))}");
        return found;
    }

    T? Guarded<T>(Func<T> make)
        where T : struct
    {
        try
        {
            return make();
        }
        catch (DbcException e)
        {
            Error(0, e.Message);
            return null;
        }
    }

    void Error(int line, string message) => _errors.Add(new(mapFile, line, line > 0 ? 1 : 0, message));
}
