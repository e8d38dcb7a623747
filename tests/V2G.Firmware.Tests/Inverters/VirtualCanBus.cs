using V2G.Linux.Can;

namespace V2G.Firmware.Tests.Inverters;

/// <summary>A CAN bus on virtual time: what one port sends the others receive, unless it is lost on the way.</summary>
public sealed class VirtualCanBus
{
    readonly List<Port> _ports = [];

    public long NowNs { get; set; } = 1_000_000_000_000;

    /// <summary>Frames as they were on the wire.</summary>
    public List<(long TimeNs, string From, CanFrame Frame)> Wire { get; } = [];

    /// <summary>Says of a frame whether it is lost on its way.</summary>
    public Func<string, CanFrame, bool> Loses { get; set; } = (_, _) => false;

    /// <summary>Each frame may be changed on its way.</summary>
    public Func<string, CanFrame, CanFrame> Changes { get; set; } = (_, frame) => frame;

    public Port Attach(string name)
    {
        Port port = new(this, name);
        _ports.Add(port);
        return port;
    }

    void Carry(Port from, CanFrame frame)
    {
        frame = Changes(from.Name, frame);
        Wire.Add((NowNs, from.Name, frame));
        if (Loses(from.Name, frame)) return;
        foreach (Port port in _ports)
            if (port != from && port.Link == CanLink.Up) port.Queue.Enqueue(new() { Frame = frame, TimeNs = NowNs });
    }

    public sealed class Port(VirtualCanBus bus, string name) : ICanPort
    {
        public Queue<ReceivedCanFrame> Queue { get; } = new();

        public string Name => name;

        /// <summary>How the interface is, and what a call on it answers.</summary>
        public CanLink Link { get; set; }

        /// <summary>Nobody acknowledges: the queue stays full.</summary>
        public bool Full { get; set; }

        public int Opened { get; private set; }

        public CanLink Open()
        {
            Opened++;
            return Link;
        }

        public CanLink Look() => Link;

        public CanLink Send(in CanFrame frame)
        {
            if (Link != CanLink.Up) return Link;
            if (Full) return CanLink.QueueFull;
            bus.Carry(this, frame);
            return CanLink.Up;
        }

        public int Receive(Span<ReceivedCanFrame> into, out CanLink link)
        {
            link = Link is CanLink.OffBus ? CanLink.Up : Link;
            int taken = 0;
            while (taken < into.Length && Queue.TryDequeue(out ReceivedCanFrame frame)) into[taken++] = frame;
            return taken;
        }

        /// <summary>The interface tells of an error.</summary>
        public void Tell(uint classes, byte status = 0) =>
            Queue.Enqueue(new() { Frame = new CanFrame(0, extended: false, 8, (ulong)status << 8) { RawId = 0x2000_0000 | classes }, TimeNs = bus.NowNs });

        public void Dispose()
        {
        }
    }
}
