using V2G.Control;
using V2G.Firmware.Can;
using V2G.Firmware.Inverters.Can;
using V2G.Linux.Can;

namespace V2G.Firmware.Inverters;

/// <summary>
/// An inverter on SocketCAN. An interface that is down, off the bus or gone is reported as such and tried again; nothing here waits,
/// throws or allocates once the socket's owner has been made.
/// </summary>
internal sealed class CanInverter : IInverterDriver
{
    /// <summary>Commands that can't be handed over for so long: nobody acknowledges them, and the bus is as good as off.</summary>
    const long SendTimeoutNs = 100_000_000;

    readonly CanListener _listener;
    readonly ReportReceiver _receiver;
    readonly CommandSender _sender;
    long _stuckSinceNs;

    /// <param name="nominalVolts">Line to line for three phases, across the terminals for one.</param>
    /// <exception cref="ArgumentException">Not the name of an interface.</exception>
    public CanInverter(string interfaceName, BusMap bus, double ratedVoltAmperes, double nominalVolts)
        : this(new CanSocket(interfaceName, bus.ReportFilters), bus, ratedVoltAmperes, nominalVolts)
    {
    }

    public CanInverter(ICanPort port, BusMap bus, double ratedVoltAmperes, double nominalVolts)
    {
        _listener = new(port);
        _receiver = new(bus, ratedVoltAmperes, nominalVolts);
        _sender = new(bus, ratedVoltAmperes);
        Name = $"can {port.Name}";
    }

    public string Name { get; }

    /// <summary>How the interface was when it was last looked at.</summary>
    public CanLink Link => _listener.Link;

    /// <summary>What the interface's error frames have told since the start, each kind once.</summary>
    public CanTrouble Troubles => _listener.Troubles;

    public uint ErrorFrames => _listener.ErrorFrames;

    public void Take(long nowNs, ref InverterState state, ref ControlBusReport bus)
    {
        foreach (ref readonly ReceivedCanFrame frame in _listener.Take(nowNs)) _receiver.Take(frame);
        _receiver.Read(nowNs, ref state, ref bus);
        bus.CanBusOff = Link == CanLink.OffBus;
        bus.Off = Link != CanLink.Up || (_stuckSinceNs > 0 && nowNs - _stuckSinceNs > SendTimeoutNs);
    }

    public void Give(in InverterCommand command, long nowNs)
    {
        _sender.Give(command, nowNs);
        if (Link is CanLink.Absent or CanLink.Refused) return;
        while (_sender.Next(nowNs, out CanFrame frame, out bool gates))
        {
            CanLink sent = _listener.Send(frame, nowNs);
            if (sent == CanLink.Up)
            {
                _stuckSinceNs = 0;
                if (gates) _receiver.Sent(_sender.Sequence, nowNs);
                continue;
            }
            _sender.Undo();
            if (sent == CanLink.QueueFull && _stuckSinceNs == 0) _stuckSinceNs = nowNs;
            return;
        }
    }

    public void Dispose() => _listener.Dispose();
}
