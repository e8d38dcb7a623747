namespace V2G.Firmware.Can;

/// <summary>
/// Which of the frames that were due within the last second came whole. What is due follows from the cycle, and what went missing also
/// from gaps in the alive counter; the worse of both counts, since a sender faster or slower than its cycle would hide losses from one
/// of them. Fixed memory.
/// </summary>
internal sealed class ArrivalWindow
{
    public const long SpanNs = 1_000_000_000;

    // Twice as many as the cycle lets expect.
    readonly long[] _times;
    readonly byte[] _gaps;
    readonly long _cycleNs;
    int _first, _count, _gapSum;
    long _sinceNs = long.MinValue;

    public ArrivalWindow(long cycleNs)
    {
        _cycleNs = cycleNs;
        _times = new long[2 * (int)(SpanNs / cycleNs) + 8];
        _gaps = new byte[_times.Length];
    }

    /// <summary>A frame came whole.</summary>
    /// <param name="gap">How many the alive counter says were lost before it.</param>
    public void Add(long timeNs, int gap)
    {
        // What was due counts from the first frame on: an inverter that has not started yet loses nothing.
        if (_sinceNs == long.MinValue) _sinceNs = timeNs;
        if (_count == _times.Length) Drop();
        int at = (_first + _count++) % _times.Length;
        _times[at] = timeNs;
        _gaps[at] = (byte)Math.Min(gap, byte.MaxValue);
        _gapSum += _gaps[at];
    }

    /// <summary>How many were due within the last second, and how many of them are missing.</summary>
    public (int Due, int Missing) Look(long nowNs)
    {
        if (_sinceNs == long.MinValue) return (0, 0);
        while (_count > 0 && nowNs - _times[_first] >= SpanNs) Drop();
        long span = Math.Min(SpanNs, nowNs - _sinceNs);
        int due = (int)(span / _cycleNs);
        // One more may be on its way: a cycle is no promise to the millisecond.
        int late = Math.Max(0, due - _count - 1);
        return late >= _gapSum ? (due, Math.Min(due, late)) : (Math.Max(due, _count + _gapSum), _gapSum);
    }

    void Drop()
    {
        _gapSum -= _gaps[_first];
        _first = (_first + 1) % _times.Length;
        _count--;
    }
}
