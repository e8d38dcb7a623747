namespace V2G.Control.Protection;

/// <summary>
/// A frequency that runs away faster than a grid can, for longer than a step of frequency shows as a slope. The measured slope alone
/// is not believed: within every tenth of a second the frequency itself must have moved by three quarters of what the slope claims.
/// </summary>
internal struct RocofWatch
{
    const double StretchSeconds = 0.1, LeastShare = 0.75;

    int _sign;
    double _heldSeconds, _stretchSeconds, _fromHz;

    public void Reset() => this = default;

    /// <summary>Returns whether it has run away for long enough.</summary>
    public bool Step(double limitHzPerSecond, double holdSeconds, double rocofHzPerSecond, double frequencyHz, double dtSeconds)
    {
        int sign = rocofHzPerSecond > limitHzPerSecond ? 1 : rocofHzPerSecond < -limitHzPerSecond ? -1 : 0;
        if (sign == 0 || sign != _sign)
        {
            Begin(sign, frequencyHz);
            return false;
        }
        _heldSeconds += dtSeconds;
        _stretchSeconds += dtSeconds;
        if (_stretchSeconds < StretchSeconds - 1e-9) return false;
        if (!(sign * (frequencyHz - _fromHz) >= LeastShare * limitHzPerSecond * _stretchSeconds))
        {
            Begin(sign, frequencyHz);
            return false;
        }
        _stretchSeconds = 0;
        _fromHz = frequencyHz;
        return _heldSeconds >= holdSeconds - 1e-9;
    }

    void Begin(int sign, double frequencyHz)
    {
        _sign = sign;
        _heldSeconds = _stretchSeconds = 0;
        _fromHz = frequencyHz;
    }
}
