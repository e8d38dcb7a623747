using V2G.Control;
using V2G.Firmware.Inverters.Can;
using V2G.Linux.Can;

namespace V2G.Firmware.Inverters;

/// <summary>
/// An inverter on SocketCAN. An interface that is down, off the bus or gone is reported as such and tried again; nothing here waits,
/// throws or allocates once the socket's owner has been made.
/// </summary>
internal sealed class CanInverter : IInverterDriver
{
    /// <summary>How often a bus that is off is looked at, and a socket that is lost opened anew.</summary>
    const long RetryNs = 100_000_000;

    /// <summary>Commands that can't be handed over for so long: nobody acknowledges them, and the bus is as good as off.</summary>
    const long SendTimeoutNs = 100_000_000;

    // Of the bus's fastest a tick holds ten; a flood must not hold the loop.
    const int MostFramesPerTick = 64;

    readonly ICanPort _port;
    readonly ReportReceiver _receiver;
    readonly CommandSender _sender;
    readonly ReceivedCanFrame[] _frames = new ReceivedCanFrame[MostFramesPerTick];
    CanLink _link;
    long _lookNs, _stuckSinceNs;

    /// <param name="nominalVolts">Line to line for three phases, across the terminals for one.</param>
    /// <exception cref="ArgumentException">Not the name of an interface.</exception>
    public CanInverter(string interfaceName, InverterBus bus, double ratedVoltAmperes, double nominalVolts)
        : this(new CanSocket(interfaceName, bus.ReportFilters), bus, ratedVoltAmperes, nominalVolts)
    {
    }

    public CanInverter(ICanPort port, InverterBus bus, double ratedVoltAmperes, double nominalVolts)
    {
        _port = port;
        _link = port.Open();
        _receiver = new(bus, ratedVoltAmperes, nominalVolts);
        _sender = new(bus, ratedVoltAmperes);
        Name = $"can {port.Name}";
    }

    public string Name { get; }

    /// <summary>How the interface was when it was last looked at.</summary>
    public CanLink Link => _link;

    /// <summary>What the interface's error frames have told since the start, each kind once.</summary>
    public CanTrouble Troubles { get; private set; }

    public uint ErrorFrames { get; private set; }

    public void Take(long nowNs, ref InverterState state, ref ControlBusReport bus)
    {
        if (_link != CanLink.Up && nowNs >= _lookNs)
        {
            _lookNs = nowNs + RetryNs;
            _link = _link is CanLink.Absent or CanLink.Refused ? _port.Open() : _port.Look();
        }
        int got = _port.Receive(_frames, out CanLink link);
        if (link != CanLink.Up) Lost(link, nowNs);
        for (int i = 0; i < got; i++)
        {
            if (_frames[i].Frame.IsError) Trouble(_frames[i].Frame, nowNs);
            else _receiver.Take(_frames[i]);
        }
        _receiver.Read(nowNs, ref state, ref bus);
        bus.CanBusOff = _link == CanLink.OffBus;
        bus.Off = _link != CanLink.Up || (_stuckSinceNs > 0 && nowNs - _stuckSinceNs > SendTimeoutNs);
    }

    public void Give(in InverterCommand command, long nowNs)
    {
        _sender.Give(command, nowNs);
        if (_link is CanLink.Absent or CanLink.Refused) return;
        while (_sender.Next(nowNs, out CanFrame frame, out bool gates))
        {
            CanLink sent = _port.Send(frame);
            if (sent == CanLink.Up)
            {
                _stuckSinceNs = 0;
                if (gates) _receiver.Sent(_sender.Sequence, nowNs);
                continue;
            }
            _sender.Undo();
            if (sent != CanLink.QueueFull) Lost(sent, nowNs);
            else if (_stuckSinceNs == 0) _stuckSinceNs = nowNs;
            return;
        }
    }

    void Trouble(in CanFrame frame, long nowNs)
    {
        CanTrouble trouble = CanErrorFrame.Read(frame);
        Troubles |= trouble;
        ErrorFrames++;
        if ((trouble & CanTrouble.Restarted) != 0) _link = CanLink.Up;
        else if ((trouble & CanTrouble.BusOff) != 0) Lost(CanLink.OffBus, nowNs);
    }

    void Lost(CanLink link, long nowNs)
    {
        if (_link == CanLink.Up) _lookNs = nowNs + RetryNs;
        _link = link;
    }

    public void Dispose() => _port.Dispose();
}
