using V2G.Grid.Comtrade;

namespace V2G.Firmware.Recordings;

/// <summary>From samples to seconds and back. Within a stretch of one rate samples are evenly spaced: stamps jitter, sampling clocks don't.</summary>
internal sealed class TimeAxis
{
    readonly IReadOnlyList<RateSegment> _segments;
    readonly double[] _starts;

    public TimeAxis(Recording recording)
    {
        _segments = recording.Segments;
        _starts = new double[_segments.Count];
        for (int i = 0; i < _starts.Length; i++) _starts[i] = _segments[i].Count > 0 ? recording.TimeSeconds(_segments[i].FirstSample) : 0;
        EndSeconds = recording.SampleCount > 0 ? recording.TimeSeconds(recording.SampleCount - 1) : 0;
    }

    /// <summary>Time of the last sample.</summary>
    public double EndSeconds { get; }

    /// <summary>Time of a sample of a segment, s.</summary>
    public double Seconds(int segment, int sample) => _segments[segment].RateHz > 0 ? _starts[segment] + (sample - _segments[segment].FirstSample) / _segments[segment].RateHz : _starts[segment];

    /// <summary>The sample at a time, with its fraction; clamped to the segment that the time lies in.</summary>
    public double Sample(double seconds)
    {
        int low = 0, high = _segments.Count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (_starts[middle] <= seconds) low = middle;
            else high = middle - 1;
        }
        RateSegment at = _segments[low];
        return at.FirstSample + Math.Clamp((seconds - _starts[low]) * at.RateHz, 0, Math.Max(0, at.Count - 1));
    }

    /// <summary>Sampling rate at a time, Hz.</summary>
    public double RateHz(double seconds) => Place((int)Sample(seconds)).RateHz;

    /// <summary>Time and sampling rate of a sample.</summary>
    public (double Seconds, double RateHz) Place(int sample)
    {
        int low = 0, high = _segments.Count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (_segments[middle].FirstSample <= sample) low = middle;
            else high = middle - 1;
        }
        return (Seconds(low, sample), _segments[low].RateHz);
    }
}
