using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using V2G.Control;
using V2G.Control.Settings;

namespace V2G.Firmware.BlackBox;

/// <summary>What stands at the beginning of every segment: all that the next tick begins with besides its inputs.</summary>
internal struct Checkpoint
{
    /// <summary>The segment's first tick, counted from the recorder's first.</summary>
    public long Tick;

    /// <summary><see cref="ControlLoop.Interventions"/>: where it has risen the state does not follow from the ticks before.</summary>
    public long Interventions;

    public ControlSettings Settings;
    public ControlState State;

    public static int Bytes => Unsafe.SizeOf<Checkpoint>();

    public static Span<byte> BytesOf<T>(ref T value)
        where T : unmanaged => MemoryMarshal.AsBytes(new Span<T>(ref value));
}
