using System.Runtime.InteropServices;
using V2G.Control;
using V2G.Control.Settings;

namespace V2G.Firmware.BlackBox;

/// <summary>Reads one segment: its checkpoint, then row by row.</summary>
internal sealed class Segment
{
    readonly ReadOnlyMemory<byte> _content;
    readonly RowCoder _coder = new();
    readonly Checkpoint _checkpoint;
    int _at = Checkpoint.Bytes;

    /// <exception cref="LogRefusedException">It is none that a controller writes.</exception>
    public Segment(ReadOnlyMemory<byte> content)
    {
        if (content.Length < Checkpoint.Bytes) throw new LogRefusedException("a segment ends before its state");
        _content = content;
        _checkpoint = MemoryMarshal.Read<Checkpoint>(content.Span);
        if (_checkpoint.Tick is < 0 or > long.MaxValue / 2) throw new LogRefusedException("a segment has no possible tick");
        if (_checkpoint.State.Events.Written is < 0 or > long.MaxValue / 2) throw new LogRefusedException("a segment has no possible count of events");
        Possible(FieldTable.Settings, MemoryMarshal.AsBytes(new ReadOnlySpan<ControlSettings>(in _checkpoint.Settings)), "setting");
        Possible(FieldTable.State, MemoryMarshal.AsBytes(new ReadOnlySpan<ControlState>(in _checkpoint.State)), "state");
    }

    public ref readonly Checkpoint Start => ref _checkpoint;

    /// <summary>Rows read so far.</summary>
    public int Rows { get; private set; }

    /// <summary>The next row; false at the end.</summary>
    /// <exception cref="LogRefusedException">What follows is no row.</exception>
    public bool Next(out TickRow row)
    {
        row = default;
        if (_at == _content.Length) return false;
        int bytes = _coder.Decode(_content.Span[_at..], out row);
        if (bytes == 0) throw new LogRefusedException($"tick {_checkpoint.Tick + Rows} is cut short or marks fields that do not exist");
        Possible(FieldTable.TickRow, MemoryMarshal.AsBytes(TickRow.AsWords(ref row)), $"tick {_checkpoint.Tick + Rows}:");
        _at += bytes;
        Rows++;
        return true;
    }

    static void Possible(FieldTable table, ReadOnlySpan<byte> bytes, string where)
    {
        if (table.Impossible(bytes) is { } field) throw new LogRefusedException($"{where} {field.Name} holds {FieldTable.ValueText(field, bytes)}, which it can't");
    }
}
