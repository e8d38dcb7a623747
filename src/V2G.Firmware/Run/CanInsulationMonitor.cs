using V2G.Control.PowerPath;
using V2G.Control.Protection;
using V2G.Firmware.Can;
using V2G.Linux.Can;

namespace V2G.Firmware.Run;

/// <summary>
/// An insulation monitor on CAN, a device of its own: what it measures, and its self-test, as the board's lines would carry them. One that
/// has never been heard can't pass its test, so nothing is closed; one that falls silent is an insulation that nobody knows, which counts as
/// bad. What the loop calls allocates nothing and never throws.
/// </summary>
internal sealed class CanInsulationMonitor : IDisposable
{
    /// <summary>Older than this its figure is none, ns.</summary>
    public const long SilenceNs = 1_000_000_000;

    readonly CanListener _listener;
    readonly ReportStreams _streams;
    readonly BusMessage? _command;
    readonly double[] _figures = new double[BusFields.Count];
    int _counter;
    long _dueNs;
    bool _test;

    /// <exception cref="ArgumentException">Not the name of an interface.</exception>
    public CanInsulationMonitor(string interfaceName, BusMap bus)
        : this(new CanSocket(interfaceName, bus.ReportFilters), bus)
    {
    }

    public CanInsulationMonitor(ICanPort port, BusMap bus)
    {
        _listener = new(port);
        _streams = new(bus);
        _command = Array.Find(bus.Commands, c => c.Signals.Any(s => s.Field == BusField.InsulationTest));
    }

    public CanLink Link => _listener.Link;

    public string Name => $"can {_listener.Name}";

    /// <summary>Top of a tick, after the lines: what the monitor says is added to what they say.</summary>
    public void Read(long nowNs, ref BoardInputs board)
    {
        foreach (ref readonly ReceivedCanFrame frame in _listener.Take(nowNs)) _streams.Take(frame);
        long time = _streams.OldestNs;
        bool fresh = time != long.MinValue && nowNs - time <= SilenceNs;
        double ohms = fresh && _streams[BusField.MonitorFault] is double.NaN or 0 ? _streams[BusField.MonitorOhms] : double.NaN;
        // Once heard it is there for good.
        board.HasInsulation |= time != long.MinValue;
        board.InsulationOhms = ohms;
        board.Has |= LineInputs.InsulationFault;
        if (_command is not null) board.HasOutputs |= LineOutputs.InsulationTest;
        // What it doesn't know is no fault line's word: a silent monitor must not look as if it had seen its test resistor.
        if (ohms < GroundFault.LeastOhms) board.Levels |= LineInputs.InsulationFault;
        else board.Levels &= ~LineInputs.InsulationFault;
    }

    /// <summary>End of a tick: whether its self-test shall run, every cycle of its message and at once when that changes.</summary>
    public void Write(long nowNs, LineOutputs outputs)
    {
        if (_command is null || Link is CanLink.Absent or CanLink.Refused) return;
        bool test = (outputs & LineOutputs.InsulationTest) != 0;
        if (nowNs < _dueNs && test == _test) return;
        _test = test;
        _dueNs = nowNs + _command.CycleNs;
        _figures[(int)BusField.InsulationTest] = test ? 1 : 0;
        if (_listener.Send(_command.Write(_figures, 0, _counter), nowNs) == CanLink.Up && _command.Modulus > 0) _counter = (_counter + 1) % _command.Modulus;
    }

    public void Dispose() => _listener.Dispose();
}
