using System.Runtime.InteropServices;
using System.Text;
using Tmds.Linux;
using V2G.Linux.RealTime;

namespace V2G.Linux.Can;

/// <summary>
/// A raw socket on one CAN interface (kernel: Documentation/networking/can.rst), for a thread that must neither block nor allocate.
/// Own frames do not come back; error frames do. An interface that is down or gone answers with a value, and <see cref="Open"/> may be
/// tried again at any time. Classic CAN only: frames of CAN FD are not asked for, so the kernel keeps them.
/// </summary>
public sealed unsafe class CanSocket : ICanPort
{
    /// <summary>IFNAMSIZ, without the zero at the end.</summary>
    public const int LongestName = 15;

    const int Batch = 32, ControlBytes = 64;

    // Of the frames that wait to be sent only a few shall be ours: after a stretch without acknowledgement old commands must not go out in
    // a burst. The kernel takes no less than 4.5 KiB, which is a handful of frames.
    const int SendBufferBytes = 2048;

    // A second of a full bus at 1 Mbit/s.
    const int ReceiveBufferBytes = 1 << 20;

    readonly CanFilter[] _filters;
    readonly byte* _memory;
    readonly CanAbi.Message* _messages;
    readonly CanAbi.InterfaceRequest _request;
    int _socket = -1;
    long _emptyNs;

    /// <summary>Prepares; <see cref="Open"/> opens.</summary>
    /// <exception cref="ArgumentException">Not the name of an interface.</exception>
    public CanSocket(string interfaceName, ReadOnlySpan<CanFilter> filters)
    {
        if (interfaceName.Length is 0 or > LongestName || !Ascii.IsValid(interfaceName) || interfaceName.AsSpan().ContainsAny(" /:"))
            throw new ArgumentException($"'{interfaceName}' can't be an interface; allowed: 1 … {LongestName} letters, digits, '_', '-', '.'", nameof(interfaceName));
        Name = interfaceName;
        Encoding.ASCII.GetBytes(interfaceName, _request.Name);
        _filters = filters.ToArray();
        // Messages, vectors, frames and control data in one piece that never moves.
        int each = sizeof(CanAbi.Message) + sizeof(CanAbi.Vector) + sizeof(CanFrame) + ControlBytes;
        _memory = (byte*)NativeMemory.AlignedAlloc((nuint)(each * Batch), 64);
        new Span<byte>(_memory, each * Batch).Clear();
        _messages = (CanAbi.Message*)_memory;
        CanAbi.Vector* vectors = (CanAbi.Vector*)(_messages + Batch);
        CanFrame* frames = (CanFrame*)(vectors + Batch);
        byte* control = (byte*)(frames + Batch);
        for (int i = 0; i < Batch; i++)
        {
            vectors[i] = new() { Base = frames + i, Length = (nuint)sizeof(CanFrame) };
            _messages[i].Vectors = vectors + i;
            _messages[i].VectorCount = 1;
            _messages[i].Control = control + i * ControlBytes;
        }
    }

    /// <summary>On a descriptor that somebody else made and bound.</summary>
    internal CanSocket(int descriptor)
        : this("test", [])
    {
        _socket = descriptor;
        Stamp();
        _emptyNs = MonotonicClock.NowNs;
    }

    public string Name { get; }

    public bool IsOpen => _socket >= 0;

    /// <summary>The kernel's last error number; 0: none yet.</summary>
    public int Error { get; private set; }

    /// <summary>Opens it anew. Allocates nothing, never throws.</summary>
    public CanLink Open()
    {
        Close();
        int socket = CanAbi.Socket(CanAbi.Family, LibC.SOCK_RAW | LibC.SOCK_NONBLOCK | LibC.SOCK_CLOEXEC, CanAbi.RawProtocol);
        if (socket < 0)
        {
            Error = Marshal.GetLastPInvokeError();
            return CanLink.Refused;
        }
        _socket = socket;
        CanAbi.InterfaceRequest request = _request;
        if (CanAbi.Control(socket, CanAbi.GetInterfaceIndex, &request) != 0) return Lost(CanLink.Absent);
        uint errors = CanAbi.AllErrors;
        bool set;
        fixed (CanFilter* filters = _filters) set = CanAbi.SetOption(socket, CanAbi.RawLevel, CanAbi.RawFilter, filters, (uint)(_filters.Length * sizeof(CanFilter))) == 0;
        set = set && CanAbi.SetOption(socket, CanAbi.RawLevel, CanAbi.RawErrorFilter, &errors, sizeof(uint)) == 0;
        if (!set) return Lost(CanLink.Refused);
        int bytes = SendBufferBytes;
        _ = CanAbi.SetOption(socket, CanAbi.SocketLevel, CanAbi.SendBuffer, &bytes, sizeof(int));
        bytes = ReceiveBufferBytes;
        _ = CanAbi.SetOption(socket, CanAbi.SocketLevel, CanAbi.ReceiveBuffer, &bytes, sizeof(int));
        Stamp();
        CanAbi.Address address = new() { Family = CanAbi.Family, InterfaceIndex = request.Value };
        _emptyNs = MonotonicClock.NowNs;
        return CanAbi.Bind(socket, &address, (uint)sizeof(CanAbi.Address)) == 0 ? Look() : Lost(CanLink.Absent);
    }

    /// <summary>How the interface is: asks the kernel. Allocates nothing, never throws.</summary>
    public CanLink Look()
    {
        if (_socket < 0) return CanLink.Absent;
        CanAbi.InterfaceRequest request = _request;
        if (CanAbi.Control(_socket, CanAbi.GetInterfaceFlags, &request) != 0) return CanLink.Absent;
        if ((request.Value & CanAbi.InterfaceUp) == 0) return CanLink.Down;
        return (request.Value & CanAbi.InterfaceRunning) == 0 ? CanLink.OffBus : CanLink.Up;
    }

    /// <summary>Hands a frame to the kernel. Allocates nothing, never waits, never throws.</summary>
    public CanLink Send(in CanFrame frame)
    {
        if (_socket < 0) return CanLink.Absent;
        nint sent;
        fixed (CanFrame* start = &frame) sent = CanAbi.Send(_socket, start, (nuint)sizeof(CanFrame), CanAbi.DontWait | CanAbi.NoSignal);
        return sent == sizeof(CanFrame) ? CanLink.Up : Outcome(Marshal.GetLastPInvokeError());
    }

    /// <summary>
    /// Takes what has come, at most as much as fits. Error frames are among it. Allocates nothing, never waits, never throws.
    /// </summary>
    /// <param name="link">Why no more came: <see cref="CanLink.Up"/>: there is none.</param>
    public int Receive(Span<ReceivedCanFrame> into, out CanLink link)
    {
        link = _socket < 0 ? CanLink.Absent : CanLink.Up;
        int taken = 0;
        while (link == CanLink.Up && taken < into.Length)
        {
            int wanted = Math.Min(Batch, into.Length - taken);
            for (int i = 0; i < wanted; i++)
            {
                _messages[i].ControlLength = ControlBytes;
                _messages[i].Received = 0;
            }
            int got = CanAbi.ReceiveMany(_socket, _messages, (uint)wanted, CanAbi.DontWait, null);
            if (got <= 0)
            {
                int error = got < 0 ? Marshal.GetLastPInvokeError() : CanAbi.TryAgain;
                if (error == CanAbi.Interrupted) continue;
                if (error == CanAbi.TryAgain) _emptyNs = MonotonicClock.NowNs;
                else link = Outcome(error);
                break;
            }
            long now = MonotonicClock.NowNs, real = CanAbi.RealtimeNs();
            for (int i = 0; i < got; i++)
            {
                CanFrame* frame = (CanFrame*)_messages[i].Vectors->Base;
                // Anything but a classic frame can't come here; if it does, it is not looked at.
                if (_messages[i].Received != sizeof(CanFrame) || frame->Length > CanFrame.MostBytes) continue;
                into[taken++] = new() { Frame = *frame, TimeNs = Arrival(_messages[i], now, real) };
            }
        }
        return taken;
    }

    long Arrival(in CanAbi.Message message, long nowNs, long realNs)
    {
        CanAbi.ControlHeader* header = (CanAbi.ControlHeader*)message.Control;
        bool stamped = message.ControlLength >= (nuint)sizeof(CanAbi.ControlHeader) && header->Level == CanAbi.SocketLevel && header->Type == CanAbi.TimestampNs;
        return stamped ? ArrivalTime.Of(header->Seconds * 1_000_000_000 + header->Nanoseconds, realNs, nowNs, _emptyNs) : nowNs;
    }

    void Stamp()
    {
        int on = 1;
        _ = CanAbi.SetOption(_socket, CanAbi.SocketLevel, CanAbi.TimestampNs, &on, sizeof(int));
    }

    CanLink Lost(CanLink why)
    {
        Error = Marshal.GetLastPInvokeError();
        Close();
        return why;
    }

    CanLink Outcome(int error)
    {
        if (error is CanAbi.TryAgain or CanAbi.NoBuffers or CanAbi.Interrupted) return CanLink.QueueFull;
        Error = error;
        return error switch
        {
            CanAbi.NetworkDown => CanLink.Down,
            // A socket whose interface went away is bound to nothing: it says ENODEV once, then ENXIO.
            CanAbi.NoDevice or CanAbi.NoSuchDeviceOrAddress or CanAbi.BadDescriptor => CanLink.Absent,
            _ => CanLink.Refused,
        };
    }

    void Close()
    {
        if (_socket >= 0) _ = CanAbi.Close(_socket);
        _socket = -1;
    }

    public void Dispose()
    {
        Close();
        NativeMemory.AlignedFree(_memory);
    }
}
