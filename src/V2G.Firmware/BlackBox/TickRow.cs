using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using V2G.Control;
using V2G.Control.Measurement;

namespace V2G.Firmware.BlackBox;

/// <summary>One tick as it is recorded: everything that entered <see cref="Controller.Step"/> besides settings and state, and what came out.</summary>
internal struct TickRow
{
    public GridMeasurement Grid;
    public TickInputs Input;
    public Decision Decision;

    public static int Words => Unsafe.SizeOf<TickRow>() / sizeof(ulong);

    /// <summary>The same bytes as words.</summary>
    public static Span<ulong> AsWords(ref TickRow row) => MemoryMarshal.Cast<TickRow, ulong>(new Span<TickRow>(ref row));
}
