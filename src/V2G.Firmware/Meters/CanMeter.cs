using V2G.Control;
using V2G.Control.Measurement;
using V2G.Firmware.Can;
using V2G.Linux.Can;

namespace V2G.Firmware.Meters;

/// <summary>A meter on SocketCAN, its frames as a DBC file describes them. An interface that is down, off the bus or gone is reported as such and tried again.</summary>
internal sealed class CanMeter : IMeterDriver
{
    readonly CanListener _listener;
    readonly ReportStreams _streams;

    /// <exception cref="ArgumentException">Not the name of an interface.</exception>
    public CanMeter(string interfaceName, BusMap bus)
        : this(new CanSocket(interfaceName, bus.ReportFilters), bus)
    {
    }

    public CanMeter(ICanPort port, BusMap bus)
    {
        _listener = new(port);
        _streams = new(bus);
        Name = $"can {port.Name}";
    }

    public string Name { get; }

    public CanLink Link => _listener.Link;

    public void Take(long nowNs, ref MeterReading reading, ref ControlBusReport bus)
    {
        foreach (ref readonly ReceivedCanFrame frame in _listener.Take(nowNs)) _streams.Take(frame);
        _streams.Share(nowNs, ref bus);
        bus.CanBusOff = Link == CanLink.OffBus;
        bus.Off = Link != CanLink.Up;
        long time = _streams.OldestNs;
        // Not yet heard whole: a reading of no time.
        if (time == long.MinValue) return;
        _streams.Forget(nowNs);
        // The reading is as old as the oldest of the messages that it is made of.
        reading.TimeNs = time;
        reading.Volts = new(_streams[BusField.MeterVoltsA], _streams[BusField.MeterVoltsB], _streams[BusField.MeterVoltsC]);
        reading.LineVolts = new(_streams[BusField.MeterLineVoltsAb], _streams[BusField.MeterLineVoltsBc], _streams[BusField.MeterLineVoltsCa]);
        reading.Amperes = new(_streams[BusField.MeterAmperesA], _streams[BusField.MeterAmperesB], _streams[BusField.MeterAmperesC]);
        reading.ActivePowerWatts = _streams[BusField.MeterActivePower];
        reading.VarInjected = _streams[BusField.MeterVarInjected];
        reading.FrequencyHz = _streams[BusField.MeterFrequency];
    }

    public void Dispose() => _listener.Dispose();
}
