namespace V2G.Control.Measurement;

/// <summary>A straight line of phase over time: the grid's rhythm as far as it is known.</summary>
internal struct PhaseLine
{
    /// <summary>Time at its anchor, ticks of <see cref="PhaseTrack.TickSeconds"/>.</summary>
    public long Ticks;

    /// <summary>Phase at its anchor, radians, any whole turns.</summary>
    public double Radians;

    public double FrequencyHz;

    public readonly double At(long ticks)
    {
        double turns = Radians * (0.5 / Math.PI) + FrequencyHz * ((ticks - Ticks) * PhaseTrack.TickSeconds);
        return (turns - Math.Round(turns)) * (2 * Math.PI);
    }
}

/// <summary>
/// The last phase points, one per half cycle, and straight lines fitted to them by least squares. Each point keeps its step from the
/// one before it, so the phase is unwrapped without ever growing.
/// </summary>
internal sealed class PhaseTrack
{
    /// <summary>Times are wrap-around integers of 2^-50 s; only differences are used.</summary>
    public const double TickSeconds = 1.0 / (1L << 50);

    const int Slots = 32;
    const double OverTwoPi = 0.5 / Math.PI;

    readonly long[] _ticks = new long[Slots];
    readonly double[] _step = new double[Slots];
    int _last;

    /// <summary>Points since the last restart.</summary>
    public int Count { get; private set; }

    /// <summary>Phase of the newest point, −π … π.</summary>
    public double Radians { get; private set; }

    public long Ticks => _ticks[_last];

    public void Restart() => Count = 0;

    /// <summary>Adds a point about half a cycle after the last one.</summary>
    public void Add(long ticks, double radians)
    {
        _last = (_last + 1) & (Slots - 1);
        _ticks[_last] = ticks;
        // Half a turn is what is expected, so the difference from it stays clear of the wrap.
        _step[_last] = Phasor.Wrap(Phasor.Wrap(radians - Radians) - Math.PI) + Math.PI;
        Radians = radians;
        if (Count < Slots) Count++;
    }

    /// <summary>Line through <paramref name="points"/> points, the newest <paramref name="skip"/> left out.</summary>
    public PhaseLine Fit(int points, int skip)
    {
        double x = 0, y = 0, sumX = 0, sumY = 0, sumXx = 0, sumXy = 0, skipped = 0;
        int at = _last;
        for (int k = 0; k < skip; k++, at = (at - 1) & (Slots - 1)) skipped += _step[at];
        long newest = _ticks[at];
        for (int k = 0; k < points; k++, at = (at - 1) & (Slots - 1))
        {
            x = (_ticks[at] - newest) * TickSeconds;
            sumX += x;
            sumY += y;
            sumXx += x * x;
            sumXy += x * y;
            y -= _step[at];
        }
        double meanX = sumX / points, meanY = sumY / points;
        double slope = (sumXy - meanX * sumY) / (sumXx - meanX * sumX);
        return new PhaseLine
        {
            Ticks = newest + (long)(meanX / TickSeconds),
            Radians = Radians - skipped + meanY,
            FrequencyHz = slope * OverTwoPi,
        };
    }

    /// <summary>How far the point before the newest lies off the line between its neighbours, radians.</summary>
    public double Bend()
    {
        int before = (_last - 1) & (Slots - 1), first = (_last - 2) & (Slots - 1);
        double whole = (_ticks[_last] - _ticks[first]) * TickSeconds, part = (_ticks[before] - _ticks[first]) * TickSeconds;
        return _step[before] - (_step[before] + _step[_last]) * (part / whole);
    }
}
