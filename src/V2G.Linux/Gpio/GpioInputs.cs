using System.Runtime.InteropServices;
using V2G.Linux.Devices;

namespace V2G.Linux.Gpio;

/// <summary>One edge as the kernel saw it.</summary>
/// <param name="TimeNs">CLOCK_MONOTONIC of the interrupt.</param>
/// <param name="Offset">The line's number on its chip.</param>
/// <param name="Sequence">Of all edges of the request: a gap is edges lost.</param>
public readonly record struct GpioEdge(long TimeNs, int Offset, bool Rising, uint Sequence);

/// <summary>Inputs of one chip, by name; bit i is the i-th line asked for.</summary>
public sealed unsafe class GpioInputs : IDisposable
{
    const int EventsAtOnce = 16;

    readonly DeviceFile _file;

    /// <param name="eventBuffer">Edges that the kernel keeps until they are read; 0: 16 a line.</param>
    /// <exception cref="DeviceException">See <see cref="GpioRequest"/>.</exception>
    public GpioInputs(ReadOnlySpan<GpioInputLine> lines, int eventBuffer = 0, string deviceDirectory = "/dev")
    {
        GpioRequest.Wish[] wishes = new GpioRequest.Wish[lines.Length];
        for (int i = 0; i < lines.Length; i++) wishes[i] = new(lines[i].Name, lines[i].Flags, false, lines[i].DebounceMicroseconds);
        _file = GpioRequest.Open(wishes, (uint)eventBuffer, deviceDirectory);
    }

    internal GpioInputs(DeviceFile file) => _file = file;

    /// <summary>Chip and names, for messages.</summary>
    public string Description => _file.Path;

    /// <summary>Allocates nothing, never throws.</summary>
    public bool GetValues(ulong mask, out ulong bits)
    {
        GpioAbi.LineValues values = new() { Mask = mask };
        bool read = _file.TryControl(GpioAbi.GetValues, &values) == 0;
        bits = read ? values.Bits & mask : 0;
        return read;
    }

    /// <summary>Takes what edges there are, oldest first, and never waits. Allocates nothing, never throws.</summary>
    /// <returns>How many were taken; −1: the chip is gone.</returns>
    public int ReadEdges(Span<GpioEdge> edges)
    {
        Span<GpioAbi.LineEvent> events = stackalloc GpioAbi.LineEvent[EventsAtOnce];
        int taken = 0;
        while (taken < edges.Length)
        {
            Span<GpioAbi.LineEvent> room = events[..Math.Min(EventsAtOnce, edges.Length - taken)];
            int got = _file.TryRead(MemoryMarshal.AsBytes(room));
            if (got < 0) return taken > 0 ? taken : -1;
            int whole = got / sizeof(GpioAbi.LineEvent);
            foreach (ref readonly GpioAbi.LineEvent e in room[..whole])
                edges[taken++] = new((long)e.TimestampNs, (int)e.Offset, e.Id == GpioAbi.EventRising, e.Sequence);
            if (whole < room.Length) break;
        }
        return taken;
    }

    public void Dispose() => _file.Dispose();
}
