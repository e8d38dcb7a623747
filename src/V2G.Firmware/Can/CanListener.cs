using V2G.Linux.Can;

namespace V2G.Firmware.Can;

/// <summary>
/// A driver's port on a CAN bus: what has come, and how the interface is. One that is down, off the bus or gone is looked at, or opened
/// anew, ten times a second. Nothing here waits, throws or allocates once made.
/// </summary>
internal sealed class CanListener : IDisposable
{
    const long RetryNs = 100_000_000;

    // Of the bus's fastest a tick holds ten; a flood must not hold the loop.
    const int MostFramesPerTick = 64;

    readonly ICanPort _port;
    readonly ReceivedCanFrame[] _frames = new ReceivedCanFrame[MostFramesPerTick];
    long _lookNs;

    public CanListener(ICanPort port)
    {
        _port = port;
        Link = port.Open();
    }

    public string Name => _port.Name;

    /// <summary>How the interface was when it was last looked at.</summary>
    public CanLink Link { get; private set; }

    /// <summary>What the interface's error frames have told since the start, each kind once.</summary>
    public CanTrouble Troubles { get; private set; }

    public uint ErrorFrames { get; private set; }

    /// <summary>Frames that have come, error frames looked at and left out.</summary>
    public ReadOnlySpan<ReceivedCanFrame> Take(long nowNs)
    {
        if (Link != CanLink.Up && nowNs >= _lookNs)
        {
            _lookNs = nowNs + RetryNs;
            Link = Link is CanLink.Absent or CanLink.Refused ? _port.Open() : _port.Look();
        }
        int got = _port.Receive(_frames, out CanLink link), kept = 0;
        if (link != CanLink.Up) Lost(link, nowNs);
        for (int i = 0; i < got; i++)
        {
            if (_frames[i].Frame.IsError) Trouble(_frames[i].Frame, nowNs);
            else _frames[kept++] = _frames[i];
        }
        return _frames.AsSpan(0, kept);
    }

    /// <summary>Hands a frame to the kernel.</summary>
    /// <returns>What became of it; anything but Up and QueueFull is also how the interface is from now on.</returns>
    public CanLink Send(in CanFrame frame, long nowNs)
    {
        CanLink sent = _port.Send(frame);
        if (sent is not (CanLink.Up or CanLink.QueueFull)) Lost(sent, nowNs);
        return sent;
    }

    void Trouble(in CanFrame frame, long nowNs)
    {
        CanTrouble trouble = CanErrorFrame.Read(frame);
        Troubles |= trouble;
        ErrorFrames++;
        if ((trouble & CanTrouble.Restarted) != 0) Link = CanLink.Up;
        else if ((trouble & CanTrouble.BusOff) != 0) Lost(CanLink.OffBus, nowNs);
    }

    void Lost(CanLink link, long nowNs)
    {
        if (Link == CanLink.Up) _lookNs = nowNs + RetryNs;
        Link = link;
    }

    public void Dispose() => _port.Dispose();
}
