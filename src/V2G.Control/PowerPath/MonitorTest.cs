namespace V2G.Control.PowerPath;

public enum MonitorVerdict : byte
{
    NotTested = 0,
    Testing,
    Passed,

    /// <summary>Did not see what was put before it, or did not forget it.</summary>
    Failed,
}

/// <summary>
/// Tests a monitor that has a test input (residual current, insulation): told to, it must say fault, and released, it must be silent again.
/// Until the verdict is Passed nothing is closed that it is to watch.
/// </summary>
public struct MonitorTest
{
    double _seconds;
    bool _releasing;

    public MonitorVerdict Verdict { get; private set; }

    /// <summary>The test line has current.</summary>
    public readonly bool Output => Verdict == MonitorVerdict.Testing && !_releasing;

    /// <summary>How long the last one took, s.</summary>
    public readonly double Seconds => _seconds;

    public void Begin()
    {
        Verdict = MonitorVerdict.Testing;
        _seconds = 0;
        _releasing = false;
    }

    /// <summary>Forgets the verdict: the next closing wants a new one.</summary>
    public void Reset() => this = default;

    /// <param name="tripped">What the monitor says.</param>
    /// <param name="mostSeconds">For both halves together.</param>
    public void Step(bool tripped, double mostSeconds, double dtSeconds)
    {
        if (Verdict != MonitorVerdict.Testing) return;
        _seconds += dtSeconds;
        if (!_releasing && tripped) _releasing = true;
        else if (_releasing && !tripped) Verdict = MonitorVerdict.Passed;
        if (Verdict == MonitorVerdict.Testing && _seconds > mostSeconds) Verdict = MonitorVerdict.Failed;
    }
}
