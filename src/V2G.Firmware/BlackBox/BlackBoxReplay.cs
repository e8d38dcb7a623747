using System.Runtime.InteropServices;
using V2G.Control;
using V2G.Control.Settings;
using V2G.Firmware.Configuration;
using V2G.Firmware.Live;

namespace V2G.Firmware.BlackBox;

/// <summary>
/// Makes the decisions of a log again with the controller's own code and nothing but the log, and compares each with the one recorded,
/// bit for bit; at every checkpoint also everything that is remembered. After a difference the next checkpoint sets it right, so that
/// one odd tick is not counted a thousandfold.
/// </summary>
internal sealed class BlackBoxReplay
{
    const int MostEvents = 10_000;

    readonly LogFile _log;
    readonly BlackBoxResult _result = new();
    ControlSettings _settings;
    ControlState _state;
    long _interventions, _next;
    bool _differed;

    BlackBoxReplay(LogFile log) => _log = log;

    /// <exception cref="LogRefusedException">The log holds what no controller writes.</exception>
    public static BlackBoxResult Run(LogFile log)
    {
        BlackBoxReplay replay = new(log);
        try
        {
            foreach (Segment segment in log.Segments()) replay.Play(segment);
        }
        catch (Exception e) when (e is IndexOutOfRangeException or ArgumentException or ArithmeticException or NullReferenceException or InvalidOperationException)
        {
            // A state that no controller was ever in: a sealed file from a stranger's hand.
            throw new LogRefusedException($"it holds what no controller writes, near tick {replay._next}");
        }
        if (replay._result.Ticks == 0) throw new LogRefusedException("it holds no tick");
        return replay._result;
    }

    void Play(Segment segment)
    {
        Begin(segment.Start);
        while (segment.Next(out TickRow row)) Tick(ref row);
    }

    void Begin(in Checkpoint start)
    {
        bool first = _result.Checkpoints++ == 0, told = start.Interventions != _interventions;
        if (!first && start.Tick != _next) throw new LogRefusedException($"tick {_next} is followed by tick {start.Tick}");
        if (first || told) Adopt(start.Settings, first);
        else if (FieldTable.Settings.Difference(Bytes(start.Settings), Bytes(_settings)) is { } setting)
            throw new LogRefusedException($"the setting {setting.Name} changes at tick {start.Tick} without having been changed");
        // What a person set by hand can't be decided again; everything else must have come about.
        if (!first && !told && !_differed && FieldTable.State.Difference(Bytes(start.State), Bytes(_state)) is { } field)
            Differs(start.Tick, _result.LastNs, "state before it: " + field.Name, FieldTable.ValueText(field, Bytes(start.State)), FieldTable.ValueText(field, Bytes(_state)));
        if (first) _result.FirstTick = start.Tick;
        _state = start.State;
        _interventions = start.Interventions;
        _next = start.Tick;
        _differed = false;
    }

    void Adopt(in ControlSettings settings, bool first)
    {
        SettingCheck check = new();
        settings.Check(check);
        if (!check.Passed)
        {
            SettingRefusal refusal = check.Refusals[0];
            throw new LogRefusedException($"its setting {refusal.Key} is {refusal.Given}; allowed {refusal.Allowed}");
        }
        string hash = SettingsLoader.HashOf(settings);
        if (first && hash != _log.Header.SettingsHash) throw new LogRefusedException($"its settings have the hash {hash}, its header says {_log.Header.SettingsHash}");
        if (!first && FieldTable.Settings.Difference(Bytes(settings), Bytes(_settings)) is not null) _result.SettingsChanges++;
        _settings = settings;
    }

    void Tick(ref TickRow row)
    {
        long events = _state.Events.Written;
        Controller.Step(_settings, row.Grid, row.Input, ref _state, out TickOutputs output);
        if (_result.Ticks++ == 0) _result.FirstNs = row.Input.TimeNs;
        _result.LastNs = row.Input.TimeNs;
        Compare(ref row, Decision.Of(output, _state));
        Note(events);
        _next++;
    }

    void Compare(ref TickRow row, in Decision made)
    {
        TickRow again = row;
        again.Decision = made;
        FieldTable table = FieldTable.TickRow;
        ReadOnlySpan<byte> recorded = MemoryMarshal.AsBytes(TickRow.AsWords(ref row)), replayed = MemoryMarshal.AsBytes(TickRow.AsWords(ref again));
        _result.AddDecision(table, replayed);
        if (table.Difference(recorded, replayed) is { } field)
            Differs(_next, row.Input.TimeNs, field.Name, FieldTable.ValueText(field, recorded), FieldTable.ValueText(field, replayed));
        else _result.Agreed++;
    }

    void Differs(long tick, long timeNs, string field, string recorded, string replayed)
    {
        _differed = true;
        _result.Difference ??= new(tick, timeNs, field, recorded, replayed);
    }

    void Note(long seen)
    {
        if (_state.Events.Written == seen || _result.Events.Count >= MostEvents) return;
        foreach ((long timeNs, string text, _) in EventText.Since(_state.Events, ref seen)) _result.Events.Add((timeNs, text));
    }

    static ReadOnlySpan<byte> Bytes<T>(in T value)
        where T : unmanaged => MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value));
}
