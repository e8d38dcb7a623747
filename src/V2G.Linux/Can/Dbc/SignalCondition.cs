namespace V2G.Linux.Can.Dbc;

/// <summary>When a multiplexed signal is in a frame: each switch that it hangs on has one of its values.</summary>
public readonly struct SignalCondition
{
    /// <summary>Switches that hang on switches.</summary>
    const int Deepest = 8;

    readonly (SignalCodec Switch, DbcRange[] Values)[]? _switches;

    /// <exception cref="DbcException">Its switches hang on each other.</exception>
    public SignalCondition(DbcMessage message, DbcSignal signal)
    {
        List<(SignalCodec, DbcRange[])> switches = [];
        for (DbcSignal? at = signal; at?.Switch is { } by; at = message.Find(by))
        {
            DbcSignal found = message.Find(by) ?? throw new DbcException(0, $"{message.Name}: {at.Name} hangs on {by}, which is not there");
            switches.Add((new(found), [.. at.SwitchValues]));
            if (switches.Count > Deepest) throw new DbcException(0, $"{message.Name}: the switches of {signal.Name} hang on each other");
        }
        _switches = switches.Count == 0 ? null : [.. switches];
    }

    /// <summary>It hangs on no switch.</summary>
    public bool IsAlways => _switches is null;

    /// <summary>The signal is in this frame's data.</summary>
    public bool Holds(ulong data)
    {
        if (_switches is null) return true;
        foreach (ref readonly (SignalCodec Switch, DbcRange[] Values) each in _switches.AsSpan())
        {
            ulong raw = each.Switch.Raw(data);
            bool any = false;
            foreach (DbcRange range in each.Values) any |= raw >= range.First && raw <= range.Last;
            if (!any) return false;
        }
        return true;
    }

    /// <summary>The data with its switches set so that the signal is in it.</summary>
    public ulong Set(ulong data)
    {
        if (_switches is null) return data;
        foreach (ref readonly (SignalCodec Switch, DbcRange[] Values) each in _switches.AsSpan()) data = each.Switch.WithRaw(data, each.Values[0].First);
        return data;
    }
}
