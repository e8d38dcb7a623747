using V2G.Linux.Gpio;
using V2G.Linux.RealTime;

namespace V2G.Linux.Devices;

/// <summary>
/// A fan on a switched line, with or without a tachometer line. On from the start on; what the line does after release is the board's affair,
/// and must leave the fan on.
/// </summary>
public sealed class LineFan : IFan, IDisposable
{
    /// <summary>On from this share of full speed, off below the lower one.</summary>
    public const double OnDuty = 0.5, OffDuty = 0.35;

    /// <summary>Of a usual fan.</summary>
    public const int PulsesPerTurn = 2;

    // At 6000 turns a minute a second has 200 pulses; what is read five times a second leaves room.
    const int Edges = 256;
    const long WindowNs = 1_000_000_000;

    readonly GpioOutputs _switch;
    readonly GpioInputs? _tachometer;
    readonly GpioEdge[] _edges = new GpioEdge[Edges];
    bool _on = true;
    long _pulses, _sinceNs;
    double _rpm = double.NaN;

    /// <param name="line">Name of the line that switches it.</param>
    /// <param name="tachometer">Name of the line with its pulses; null: none.</param>
    /// <exception cref="DeviceException">A line is not there, or is taken.</exception>
    public LineFan(string line, bool activeLow, string? tachometer, string deviceDirectory = "/dev")
    {
        Name = line;
        _switch = new([new GpioOutputLine(line) { ActiveLow = activeLow, Initial = true }], deviceDirectory);
        try
        {
            if (tachometer is not null) _tachometer = new([new GpioInputLine(tachometer) { Falling = true }], Edges, deviceDirectory);
        }
        catch (DeviceException)
        {
            _switch.Dispose();
            throw;
        }
    }

    public string Name { get; }

    public bool HasTachometer => _tachometer is not null;

    public double Command(double duty)
    {
        _on = !(duty < (_on ? OffDuty : OnDuty));
        if (!_switch.SetValues(1, _on ? 1UL : 0)) throw new DeviceException($"{Name}: the chip refuses");
        return _on ? 1 : 0;
    }

    /// <summary>Over a second or so; the same until that has passed.</summary>
    public double Rpm()
    {
        if (_tachometer is null) return double.NaN;
        long now = MonotonicClock.NowNs;
        for (int got; (got = _tachometer.ReadEdges(_edges)) > 0;)
        {
            _pulses += got;
            if (got < Edges) break;
        }
        if (_sinceNs == 0) (_pulses, _sinceNs) = (0, now);
        if (now - _sinceNs < WindowNs) return _rpm;
        _rpm = _pulses * 60e9 / (PulsesPerTurn * (double)(now - _sinceNs));
        (_pulses, _sinceNs) = (0, now);
        return _rpm;
    }

    public void Dispose()
    {
        _tachometer?.Dispose();
        _switch.Dispose();
    }
}
