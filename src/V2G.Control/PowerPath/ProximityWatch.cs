namespace V2G.Control.PowerPath;

/// <summary>
/// What the cable in a socket bears, by the resistor between its plug's proximity contact and earth (IEC 61851-1 Annex B). A station with a
/// cable of its own has none of it.
/// </summary>
public struct ProximityWatch
{
    /// <summary>A resistor counts once it has stood for this long, s: a plug scrapes while it is put in. With the pilot's it is far from 100 ms.</summary>
    public const double FilterSeconds = 0.02;

    // Below it is a short circuit, above it no plug, Ω.
    const double LeastOhms = 60, MostOhms = 4500;

    double _seen, _seenSeconds;
    bool _seenFault;

    /// <summary>What the cable bears in each conductor, A: 13, 20, 32 or 63; 0 without a plug, or with one that says nothing.</summary>
    public double Amperes { get; private set; }

    /// <summary>The contact is shorted, or nobody can tell what it says: no plug does that (0xC5).</summary>
    public bool Fault { get; private set; }

    /// <param name="ohms">NaN: not known.</param>
    public void Step(double ohms, double dtSeconds)
    {
        double amperes = Of(ohms);
        bool fault = !(ohms >= LeastOhms);
        _seenSeconds = amperes == _seen && fault == _seenFault ? _seenSeconds + dtSeconds : 0;
        (_seen, _seenFault) = (amperes, fault);
        if (_seenSeconds < FilterSeconds - dtSeconds / 2) return;
        (Amperes, Fault) = (amperes, fault);
    }

    /// <summary>Between two of the standard's ranges (Table B.2) the smaller cable is meant.</summary>
    public static double Of(double ohms) => ohms switch
    {
        >= LeastOhms and <= 140 => 63,
        > 140 and <= 308 => 32,
        > 308 and <= 936 => 20,
        > 936 and <= MostOhms => 13,
        _ => 0,
    };
}
