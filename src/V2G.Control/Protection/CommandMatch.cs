namespace V2G.Control.Protection;

/// <summary>Compares measured with commanded reactive power (0x95): the inverter's echo is not proof.</summary>
public struct CommandMatch
{
    /// <summary>Allowed difference, pu of rated apparent power.</summary>
    public const double TolerancePu = 0.05;

    /// <summary>How long it may be exceeded, s: longer than any inverter's own response.</summary>
    public const double PatienceSeconds = 1;

    double _apartSeconds;

    public bool Mismatch { get; private set; }

    public void Reset()
    {
        _apartSeconds = 0;
        Mismatch = false;
    }

    /// <param name="graceSeconds">What an inverter that is paced by somebody else's loop has besides, s.</param>
    public void Step(bool comparable, double commandedPu, double measuredPu, double graceSeconds, double dtSeconds)
    {
        if (!comparable)
        {
            _apartSeconds = 0;
            return;
        }
        bool apart = !(Math.Abs(commandedPu - measuredPu) <= TolerancePu);
        _apartSeconds = apart ? _apartSeconds + dtSeconds : 0;
        if (_apartSeconds >= PatienceSeconds + graceSeconds) Mismatch = true;
        else if (!apart) Mismatch = false;
    }
}
