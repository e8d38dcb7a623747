using System.Runtime.InteropServices;
using V2G.Control;
using V2G.Linux.ProcessImage;

namespace V2G.Firmware.BlackBox;

/// <summary>
/// The loop's side of the black box: puts every tick into a ring of segments. Once made it allocates nothing, takes no lock and waits
/// for nobody. A segment stands for itself: it begins with settings and state, and its first row expects nothing.
/// </summary>
internal sealed class TickRecorder
{
    /// <summary>Of the segments' content; raised whenever that changes. A change of the recorded structs shows in their size.</summary>
    public static readonly int LayoutVersion = (1 << 24) | (TickRow.Words << 16) | (Checkpoint.Bytes & 0xFFFF);

    public const string FileName = "controller.ring";

    /// <summary>Of a segment: small against the ring, large against its checkpoint.</summary>
    public const int SegmentBytes = 64 * 1024;

    readonly SegmentRingWriter _ring;
    readonly RowCoder _coder = new();
    TickRow _row;
    int _used = int.MaxValue / 2;
    long _interventions = -1;

    public TickRecorder(SegmentRingWriter ring)
    {
        if (ring.SegmentBytes < Checkpoint.Bytes + RowCoder.MostBytes) throw new ArgumentException($"a segment needs {Checkpoint.Bytes + RowCoder.MostBytes} bytes");
        _ring = ring;
    }

    /// <summary>Ticks recorded.</summary>
    public long Ticks { get; private set; }

    /// <summary>Before a tick, when settings and state are those that it begins with.</summary>
    public void Begin(ControlLoop loop)
    {
        if (_used + RowCoder.MostBytes <= _ring.SegmentBytes && loop.Interventions == _interventions) return;
        _ring.Begin();
        _interventions = loop.Interventions;
        ref Checkpoint checkpoint = ref MemoryMarshal.AsRef<Checkpoint>(_ring.Content);
        checkpoint.Tick = Ticks;
        checkpoint.Interventions = _interventions;
        checkpoint.Settings = loop.Settings;
        checkpoint.State = loop.State;
        _coder.Reset();
        _used = Checkpoint.Bytes;
    }

    /// <summary>After the tick, with the inputs as it saw them.</summary>
    public void End(ControlLoop loop, in TickInputs input, in TickOutputs output)
    {
        _row.Grid = loop.Grid;
        _row.Input = input;
        _row.Decision = Decision.Of(output, loop.State);
        _used += _coder.Encode(ref _row, _ring.Content[_used..]);
        _ring.Commit(_used);
        Ticks++;
    }
}
