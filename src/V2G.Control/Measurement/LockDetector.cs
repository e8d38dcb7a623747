namespace V2G.Control.Measurement;

/// <summary>
/// Decides whether the voltage has a rhythm. Doubt grows while voltage is present but its rhythm is not, and shrinks as fast while it
/// is: a single disturbance passes, lasting trouble is "Grid Sync Loss" within 100 ms, window and all, at 45 Hz too.
/// </summary>
internal sealed class LockDetector
{
    /// <summary>A rhythm outside this band is none: it holds all trip settings of IEEE 1547-2018 and of 50 Hz grids.</summary>
    public const double LowestHz = 45, HighestHz = 66;

    // A grid exactly on the edge of the band is inside it, whatever its noise.
    const double EdgeHz = 0.03;

    // Below 15 % of nominal, offsets and noise of a 600 V sensor are no longer small beside the voltage, and ride-through (IEEE
    // 1547-2018 6.4.2) asks for no current so deep in a sag. The gap keeps the state from chattering.
    const double PresentPu = 0.15, AbsentPu = 0.12;

    const double LostSeconds = 0.055;

    // Searching takes up to 75 ms on a clean grid that appears in mid-window; before that it is no loss.
    const double NeverFoundSeconds = 0.120;

    double _doubtSeconds;

    public bool Present { get; private set; }

    public void Reset()
    {
        _doubtSeconds = 0;
        Present = false;
    }

    public static bool InBand(double hz) => hz > LowestHz - EdgeHz && hz < HighestHz + EdgeHz;

    public bool SeePresence(double meanSquare)
    {
        double limit = Present ? AbsentPu : PresentPu;
        Present = meanSquare > limit * limit;
        return Present;
    }

    public void Trust() => _doubtSeconds = 0;

    /// <summary>Doubt that only now turns out to have been justified, s.</summary>
    public void DoubtSince(double seconds) => _doubtSeconds = Math.Max(_doubtSeconds, seconds);

    /// <summary>True when the rhythm is lost.</summary>
    public bool Weigh(bool good, double seconds, bool searching)
    {
        _doubtSeconds = good ? Math.Max(0, _doubtSeconds - seconds) : Math.Min(1, _doubtSeconds + seconds);
        return _doubtSeconds >= (searching ? NeverFoundSeconds : LostSeconds);
    }
}
