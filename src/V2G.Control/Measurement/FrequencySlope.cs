namespace V2G.Control.Measurement;

/// <summary>Rate of change of frequency: least-squares slope over the newest frequencies, at least 0.1 s of them.</summary>
internal sealed class FrequencySlope
{
    const int Slots = 16;
    const double LeastSeconds = 0.1;

    readonly long[] _ticks = new long[Slots];
    readonly double[] _hz = new double[Slots];
    int _last, _count;

    public double HzPerSecond { get; private set; }

    /// <summary>Forgets the frequencies but keeps the slope until a new window is full: a jump must not enter it.</summary>
    public void Restart() => _count = 0;

    public void Clear()
    {
        _count = 0;
        HzPerSecond = 0;
    }

    public void Add(long ticks, double hz)
    {
        _last = (_last + 1) & (Slots - 1);
        _ticks[_last] = ticks;
        _hz[_last] = hz;
        if (_count < Slots) _count++;
        double sumX = 0, sumY = 0, sumXx = 0, sumXy = 0;
        for (int k = 0; k < _count; k++)
        {
            int at = (_last - k) & (Slots - 1);
            double x = (_ticks[at] - ticks) * PhaseTrack.TickSeconds, y = _hz[at] - hz;
            sumX += x;
            sumY += y;
            sumXx += x * x;
            sumXy += x * y;
            if (x > -LeastSeconds) continue;
            int n = k + 1;
            HzPerSecond = (n * sumXy - sumX * sumY) / (n * sumXx - sumX * sumX);
            return;
        }
    }
}
