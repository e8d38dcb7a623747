namespace V2G.Firmware.Fans;

/// <summary>
/// Speed by temperature: rises at once, falls only when it has become a few kelvin cooler, so that a fan does not hunt. A temperature that
/// nobody knows is a hot one.
/// </summary>
internal struct FanCurve
{
    /// <summary>Idle up to here, full from there on, °C of the junction.</summary>
    public const double IdleCelsius = 60, FullCelsius = 100;

    public const double IdleDuty = 0.3, HysteresisKelvin = 4;

    double _duty;

    /// <returns>Share of full speed.</returns>
    public double Step(double junctionCelsius)
    {
        double rising = DutyOf(junctionCelsius), falling = DutyOf(junctionCelsius + HysteresisKelvin);
        if (_duty < rising) _duty = rising;
        else if (_duty > falling) _duty = falling;
        return _duty;
    }

    static double DutyOf(double celsius) =>
        double.IsNaN(celsius) ? 1 : Math.Clamp(IdleDuty + (1 - IdleDuty) * (celsius - IdleCelsius) / (FullCelsius - IdleCelsius), IdleDuty, 1);
}

/// <summary>
/// One fan against its tachometer. What full speed is it learns at the start, at full speed; afterwards it must turn with at least 80 % of
/// what it is told, and have had its time to get there.
/// </summary>
internal struct FanWatch
{
    /// <summary>A fan that turns slower at full speed stands, 1/min.</summary>
    public const double LeastFullRpm = 500;

    public const double LeastShare = 0.8, SettleSeconds = 3, LearnSeconds = 4;

    double _seconds, _slowSeconds, _fullRpm, _toldDuty;

    public bool Failed { get; private set; }

    /// <summary>Full speed is being learned: it must be commanded.</summary>
    public readonly bool Learning => _seconds < LearnSeconds;

    public double Rpm { get; private set; }

    public void Step(double duty, double rpm, double dtSeconds)
    {
        Rpm = rpm;
        _seconds += dtSeconds;
        if (Learning)
        {
            if (rpm > _fullRpm) _fullRpm = rpm;
            return;
        }
        // After a change it has its time to follow; a fan never has to fall to be good.
        if (duty > _toldDuty + 0.02) _slowSeconds = 0;
        _toldDuty = duty;
        bool slow = !(_fullRpm >= LeastFullRpm) || !(rpm >= LeastShare * duty * _fullRpm);
        _slowSeconds = slow ? _slowSeconds + dtSeconds : 0;
        if (!slow) Failed = false;
        else if (_slowSeconds >= SettleSeconds) Failed = true;
        // A dead one that comes back later has its full speed still to show.
        if (rpm > _fullRpm) _fullRpm = rpm;
    }
}
