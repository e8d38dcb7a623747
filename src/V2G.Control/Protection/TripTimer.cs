namespace V2G.Control.Protection;

/// <summary>
/// One trip element: a condition that has held for its clearing time trips. Clearing time counts from the event on the grid to
/// the end of current (IEEE 1547-2018 6.4.1), so what measuring and blocking take is subtracted by the caller.
/// </summary>
public struct TripTimer
{
    /// <summary>How long the condition has held, s; 0 when it does not hold.</summary>
    public double HeldSeconds { get; private set; }

    bool _held;

    public void Reset()
    {
        HeldSeconds = 0;
        _held = false;
    }

    /// <summary>Returns whether the element trips in this step.</summary>
    public bool Step(bool condition, double allowedSeconds, double dtSeconds)
    {
        if (!condition)
        {
            Reset();
            return false;
        }
        // The step in which the condition appears starts the clock; it has not held for anything yet.
        if (_held) HeldSeconds += dtSeconds;
        _held = true;
        // What is seen now may have been so since the last step, and the next one may come too late.
        return HeldSeconds + dtSeconds >= allowedSeconds - 1e-9;
    }
}
