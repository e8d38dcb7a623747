namespace V2G.Control.GridSupport;

/// <summary>Follows its input, but no faster than a ramp that takes a given time from 0 to 1. Begins at its first input.</summary>
public struct RateLimit
{
    bool _begun;

    /// <summary>Present output, in the input's unit.</summary>
    public double Output { get; private set; }

    /// <summary>Forgets the past: the next input passes.</summary>
    public void Reset() => this = default;

    /// <summary>Forgets the past: the output stands at <paramref name="value"/>.</summary>
    public void Reset(double value)
    {
        Output = value;
        _begun = true;
    }

    /// <param name="upSeconds">From 0 to 1 upwards, s; 0 = at once.</param>
    /// <param name="downSeconds">From 1 to 0 downwards, s; 0 = at once.</param>
    public double Step(double input, double upSeconds, double downSeconds, double dtSeconds)
    {
        double next = input;
        if (_begun)
        {
            if (upSeconds > 0) next = Math.Min(next, Output + dtSeconds / upSeconds);
            if (downSeconds > 0) next = Math.Max(next, Output - dtSeconds / downSeconds);
        }
        Reset(next);
        return next;
    }
}
