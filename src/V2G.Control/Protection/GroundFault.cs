namespace V2G.Control.Protection;

/// <summary>
/// Residual current or insulation out of its limit (0xC1): everything opens at once. It may be tried again after a quarter of an hour,
/// three times; then only a person clears it. Discharge never resumes by itself: that needs the person after the first time already.
/// </summary>
public struct GroundFault
{
    /// <summary>Least insulation resistance of the DC side, Ω (IEC 61851-23).</summary>
    public const double LeastOhms = 100_000;

    public const double RetryAfterSeconds = 900;
    public const int MostRetries = 3;

    double _waitedSeconds;

    /// <summary>No power.</summary>
    public bool Latched { get; private set; }

    /// <summary>Only a person ends it.</summary>
    public bool LockedOut { get; private set; }

    /// <summary>No power out of the vehicle until a person has seen it.</summary>
    public bool DischargeBlocked { get; private set; }

    /// <summary>Tries used up.</summary>
    public int Retries { get; private set; }

    public readonly double RemainingSeconds => Latched && !LockedOut ? Math.Max(0, RetryAfterSeconds - _waitedSeconds) : 0;

    /// <param name="present">A monitor says so now.</param>
    public bool Step(bool present, bool acknowledge, double dtSeconds)
    {
        if (acknowledge && !present)
        {
            this = default;
            return false;
        }
        if (present)
        {
            if (!Latched && Retries == MostRetries) LockedOut = true;
            Latched = DischargeBlocked = true;
            _waitedSeconds = 0;
            return true;
        }
        if (!Latched || LockedOut) return Latched;
        _waitedSeconds += dtSeconds;
        if (_waitedSeconds < RetryAfterSeconds) return true;
        Latched = false;
        Retries++;
        return false;
    }
}
