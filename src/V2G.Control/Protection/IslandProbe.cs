namespace V2G.Control.Protection;

/// <summary>
/// The active part: reactive power that pushes the frequency further the way it has gone (positive feedback on its deviation from a
/// slow average, after Sandia's frequency shift). A grid does not yield and the deviation dies out; an island with a load of quality
/// factor 1 has a loop gain of 4, so the least noise grows until it is seen. All is in proportion to the active power, since the load
/// that an island could live with is: the same push shifts the frequency of a small load by more.
/// <para>
/// A deviation is only a suspicion. It is put to the test: the push is reversed, and the frequency must follow by more than a grid of
/// the category can move in that time; three times in turn, each the other way. A grid within its rate of change passes none of these;
/// a frequency measured through jumps and sags passes one now and then.
/// </para>
/// </summary>
internal struct IslandProbe
{
    // Push, as a share of active power, for a deviation by the whole nominal frequency. A resonant load of quality factor 1 answers
    // reactive power of its own size with half the nominal frequency, so the loop gain is half of this.
    const double Feedback = 8;

    // Long enough that an island's deviation outlasts its measurement, short enough that a grid's own slow drift leaves no push behind.
    const double AverageSeconds = 0.5;

    // At little power volt-var can move more than that share in the same time: the push must stay the stronger one.
    const double LeastShare = 0.6;

    const double SuspicionHz = 0.1;

    // More than the measured frequency errs by under most phase jumps and sags.
    const double MarginHz = 0.3;

    const int AnswersNeeded = 3;

    // Window, slew and the inverter's own response; what has not answered by then does not.
    const double PatienceSeconds = 0.4;

    // After a refusal the disturbance may pass before the next question.
    const double PauseSeconds = 0.2;

    // A push that steps would look like phase jumps to the measurement, which then holds its frequency for a while.
    const double SlewPerSecond = 0.8;

    double _averageHz, _extremeHz, _extremeSeconds, _askedSeconds, _pauseSeconds;
    int _direction, _answers;
    bool _begun;

    /// <summary>What is added to the reactive power, pu, + = injected.</summary>
    public double VarInjectedPu { get; private set; }

    /// <summary>Questions answered in a row; 0 while none is asked.</summary>
    public readonly int Answers => _direction == 0 ? 0 : _answers;

    public void Reset() => this = default;

    /// <param name="bound">The most that the push may be, as a share of active power; at little power somewhat more.</param>
    /// <param name="activePowerPu">Active power that is fed in, pu of rating, above 0.</param>
    /// <param name="gridHzPerSecond">The fastest that a grid's frequency may move, Hz/s.</param>
    /// <returns>Whether the frequency has followed often enough: this is an island.</returns>
    public bool Step(double bound, double activePowerPu, double gridHzPerSecond, double nominalHz, double frequencyHz, double dtSeconds)
    {
        if (!_begun)
        {
            _averageHz = frequencyHz;
            _begun = true;
        }
        double most = bound * Math.Max(activePowerPu, LeastShare);
        double push = _direction == 0 ? Math.Clamp(activePowerPu * Watch(nominalHz, frequencyHz, dtSeconds), -most, most) : -_direction * most;
        bool island = _direction != 0 && Ask(gridHzPerSecond, frequencyHz, dtSeconds);
        double slew = activePowerPu * SlewPerSecond * dtSeconds;
        VarInjectedPu += Math.Clamp(push - VarInjectedPu, -slew, slew);
        return island;
    }

    // Injected reactive power lowers an island's frequency.
    double Watch(double nominalHz, double frequencyHz, double dtSeconds)
    {
        _averageHz += (frequencyHz - _averageHz) * dtSeconds / (AverageSeconds + dtSeconds);
        _pauseSeconds = Math.Max(0, _pauseSeconds - dtSeconds);
        double deviation = frequencyHz - _averageHz;
        if (Math.Abs(deviation) >= SuspicionHz && _pauseSeconds == 0)
        {
            _answers = 0;
            Turn(deviation > 0 ? -1 : 1, frequencyHz);
        }
        return -Feedback * deviation / nominalHz;
    }

    bool Ask(double gridHzPerSecond, double frequencyHz, double dtSeconds)
    {
        _askedSeconds += dtSeconds;
        // Counted from the turning point: before it, the last push still shows.
        if (_direction * (frequencyHz - _extremeHz) < 0)
        {
            _extremeHz = frequencyHz;
            _extremeSeconds = 0;
        }
        else
        {
            _extremeSeconds += dtSeconds;
        }
        if (_direction * (frequencyHz - _extremeHz) > MarginHz + gridHzPerSecond * _extremeSeconds)
        {
            if (++_answers == AnswersNeeded) return true;
            Turn(-_direction, frequencyHz);
        }
        else if (_askedSeconds >= PatienceSeconds)
        {
            _direction = 0;
            _averageHz = frequencyHz;
            _pauseSeconds = PauseSeconds;
        }
        return false;
    }

    void Turn(int direction, double frequencyHz)
    {
        _direction = direction;
        _extremeHz = frequencyHz;
        _extremeSeconds = _askedSeconds = 0;
    }
}
