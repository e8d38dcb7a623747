namespace V2G.Control.PowerPath;

/// <summary>
/// Two relays in series are there so that one which sticks does no harm; then somebody must notice that one sticks. Before every closing each
/// is closed alone: while the other is open nothing may come through, and their contacts must say so (as IEC 62109-2 asks of what disconnects
/// an inverter from the grid).
/// </summary>
public struct RelayPairTest
{
    /// <summary>What a stuck one lets through is reported within this, s: some cycles, and the way over the slowest bus.</summary>
    public const double ShowSeconds = 0.2;

    enum Step : byte
    {
        None = 0,
        First,
        FirstRests,
        Second,
        SecondRests,

        /// <summary>It is over; the contacts that were closed for it are waited for.</summary>
        Over,
    }

    Step _step;
    double _seconds;
    MonitorVerdict _found;

    public MonitorVerdict Verdict { get; private set; }

    /// <summary>Whose fault the verdict is.</summary>
    public ContactorFault Fault { get; private set; }

    /// <summary>Which of the two it is, 1 or 2; 0: neither.</summary>
    public int Faulty { get; private set; }

    /// <summary>Neither a voltage nor a contact could have shown a fault: passed, and proven nothing.</summary>
    public bool Blind { get; private set; }

    public readonly bool FirstCoil => _step == Step.First;

    public readonly bool SecondCoil => _step == Step.Second;

    public void Begin()
    {
        this = default;
        Verdict = MonitorVerdict.Testing;
        Blind = true;
        Go(Step.First);
    }

    /// <summary>Forgets the verdict.</summary>
    public void Reset() => this = default;

    /// <summary>Not now: lets go of what it holds, and has found nothing.</summary>
    public void Abort()
    {
        if (Verdict == MonitorVerdict.Testing && _step != Step.Over) End(MonitorVerdict.NotTested);
    }

    /// <param name="ownSideVolts">On our side of both; NaN unknown.</param>
    /// <param name="has">Auxiliary contacts that there are.</param>
    /// <param name="lines">What they say.</param>
    public void Advance(in ContactorSettings settings, double ownSideVolts, LineInputs has, LineInputs lines, double dtSeconds)
    {
        if (Verdict != MonitorVerdict.Testing) return;
        _seconds += dtSeconds;
        if (_step == Step.Over)
        {
            if (_seconds >= settings.FollowSeconds) Verdict = _found;
            return;
        }
        bool first = _step is Step.First or Step.FirstRests, closing = _step is Step.First or Step.Second;
        if (_seconds < (closing ? settings.FollowSeconds + ShowSeconds : settings.FollowSeconds)) return;
        const LineInputs FirstContact = LineInputs.GridRelayClosed, SecondContact = LineInputs.SecondGridRelayClosed;
        LineInputs own = first ? FirstContact : SecondContact, other = first ? SecondContact : FirstContact;
        if (closing)
        {
            Blind &= double.IsNaN(ownSideVolts) && (has & other) == 0;
            if (ownSideVolts >= settings.SafeVolts || (lines & has & other) != 0) Fail(ContactorFault.Welded, first ? 2 : 1);
            else if ((has & own) != 0 && (lines & own) == 0) Fail(ContactorFault.DoesNotClose, first ? 1 : 2);
            else Go(first ? Step.FirstRests : Step.SecondRests);
        }
        else if ((lines & has & own) != 0) Fail(ContactorFault.Welded, first ? 1 : 2);
        else if (first) Go(Step.Second);
        else End(MonitorVerdict.Passed);
    }

    void Fail(ContactorFault fault, int which)
    {
        (Fault, Faulty) = (fault, which);
        End(MonitorVerdict.Failed);
    }

    void End(MonitorVerdict found)
    {
        _found = found;
        Go(Step.Over);
    }

    void Go(Step step) => (_step, _seconds) = (step, 0);
}
