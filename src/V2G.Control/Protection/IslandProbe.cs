namespace V2G.Control.Protection;

/// <summary>
/// The active part: reactive power that pushes the frequency further the way it has gone (positive feedback on its deviation from a
/// slow average, after Sandia's frequency shift). A grid does not yield and the deviation dies out; an island with a load of quality
/// factor 1 has a loop gain of 3 at rated power, so the least noise grows until it is seen.
/// <para>
/// A deviation is only a suspicion. It is put to the test: the push is reversed, and the frequency must follow by more than a grid of
/// the category can move in that time; three times in turn, each the other way. A grid, whatever it does within its rate of change,
/// can pass no single one of these by itself.
/// </para>
/// </summary>
internal struct IslandProbe
{
    // Push in pu of rating for a deviation by the whole nominal frequency. The resonant load of 1 pu and quality factor 1 answers
    // 1 pu of reactive power with half the nominal frequency, so the loop gain is half of this.
    const double Feedback = 6;

    // Long enough that an island's deviation outlasts its measurement, short enough that a grid's own slow drift leaves no push behind.
    const double AverageSeconds = 0.5;

    const double SuspicionHz = 0.15;

    // Beyond what the measured frequency errs by under phase jumps and sags (0.2 Hz).
    const double MarginHz = 0.3;

    const int AnswersNeeded = 3;

    // Window, slew and the inverter's own response; what has not answered by then does not.
    const double PatienceSeconds = 0.4;

    // After a refusal the disturbance may pass before the next question.
    const double PauseSeconds = 0.2;

    // A push that steps would look like phase jumps to the measurement, which then holds its frequency for a while.
    const double SlewPuPerSecond = 0.5;

    double _averageHz, _extremeHz, _extremeSeconds, _askedSeconds, _pauseSeconds;
    int _direction, _answers;
    bool _begun;

    /// <summary>What is added to the reactive power, pu, + = injected.</summary>
    public double VarInjectedPu { get; private set; }

    public void Reset() => this = default;

    /// <param name="boundPu">The most that the push may be, pu.</param>
    /// <param name="gridHzPerSecond">The fastest that a grid's frequency may move, Hz/s.</param>
    /// <returns>Whether the frequency has followed often enough: this is an island.</returns>
    public bool Step(double boundPu, double gridHzPerSecond, double nominalHz, double frequencyHz, double dtSeconds)
    {
        if (!_begun)
        {
            _averageHz = frequencyHz;
            _begun = true;
        }
        double push = _direction == 0 ? Watch(boundPu, nominalHz, frequencyHz, dtSeconds) : -_direction * boundPu;
        bool island = _direction != 0 && Ask(gridHzPerSecond, frequencyHz, dtSeconds);
        double most = SlewPuPerSecond * dtSeconds;
        VarInjectedPu += Math.Clamp(push - VarInjectedPu, -most, most);
        return island;
    }

    // Injected reactive power lowers an island's frequency.
    double Watch(double boundPu, double nominalHz, double frequencyHz, double dtSeconds)
    {
        _averageHz += (frequencyHz - _averageHz) * dtSeconds / (AverageSeconds + dtSeconds);
        _pauseSeconds = Math.Max(0, _pauseSeconds - dtSeconds);
        double deviation = frequencyHz - _averageHz;
        if (Math.Abs(deviation) >= SuspicionHz && _pauseSeconds == 0)
        {
            _answers = 0;
            Turn(deviation > 0 ? -1 : 1, frequencyHz);
        }
        return Math.Clamp(-Feedback * deviation / nominalHz, -boundPu, boundPu);
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
