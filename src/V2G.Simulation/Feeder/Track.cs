namespace V2G.Simulation.Feeder;

/// <summary>
/// A figure over virtual time: steps and ramps, added in the order of their start, read forwards. Reading costs a comparison
/// while nothing changes.
/// </summary>
public sealed class Track
{
    readonly record struct Segment(long StartNs, long DurationNs, double Target);

    readonly List<Segment> _segments = [];
    int _next;
    double _from, _target;
    long _startNs, _durationNs;

    public Track(double initial)
    {
        _from = initial;
        _target = initial;
        Value = initial;
    }

    /// <summary>The figure at the last time read.</summary>
    public double Value { get; private set; }

    public Track StepTo(double atSeconds, double target) => RampTo(atSeconds, 0, target);

    /// <summary>Leaves whatever value holds at the start and reaches the target after the duration. A later start cuts it short.</summary>
    public Track RampTo(double atSeconds, double durationSeconds, double target)
    {
        var segment = new Segment(VirtualTime.Ns(atSeconds), VirtualTime.Ns(durationSeconds), target);
        if (_segments.Count > 0 && segment.StartNs < _segments[^1].StartNs)
            throw new ArgumentOutOfRangeException(nameof(atSeconds), atSeconds, "segments are added in the order of their start");
        _segments.Add(segment);
        return this;
    }

    /// <summary>The figure at a time, which never goes back.</summary>
    public double At(long nowNs)
    {
        while (_next < _segments.Count && _segments[_next].StartNs <= nowNs)
        {
            Segment s = _segments[_next++];
            _from = Interpolate(s.StartNs);
            (_startNs, _durationNs, _target) = s;
        }
        return Value = Interpolate(nowNs);
    }

    double Interpolate(long nowNs)
    {
        long elapsed = nowNs - _startNs;
        return elapsed >= _durationNs ? _target : _from + (_target - _from) * ((double)elapsed / _durationNs);
    }
}
