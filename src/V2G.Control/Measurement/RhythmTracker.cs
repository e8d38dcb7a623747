namespace V2G.Control.Measurement;

/// <summary>
/// Follows the grid's phase and frequency from one phase point per half cycle. The oscillator is steered in frequency only; a jump of
/// phase is a new offset to it and never enters a frequency.
/// </summary>
internal sealed class RhythmTracker
{
    // A ramp of 3 Hz/s surprises by 0.2° per half cycle; a jump of 20° spread over three windows by more than 6°.
    const double SurpriseRadians = 6 * Math.PI / 180;

    // A line of few points yields to a jump, so less of one shows.
    const double YoungSurpriseRadians = 2.5 * Math.PI / 180;

    // A smaller jump shows against the line of two points ago; 3 Hz/s reach 1° there, interharmonics of 2 % about 3°.
    const double ShiftRadians = 4.5 * Math.PI / 180;

    // Three points after an event that do not lie on a line: another event.
    const double BendRadians = 3 * Math.PI / 180;

    // One such jump is an event of the grid; one after the other is no rhythm.
    const double WildRadians = 25 * Math.PI / 180;

    // A magnitude that moves so much in half a cycle is no flicker (10 % at 8.8 Hz move 2.3 %). After an event, while the frequency is
    // not yet known anew, the window itself makes it waver by more.
    const double StepShare = 0.06, BigStepShare = 0.15;

    // No grid steps by that, and no estimate is needed to see it: the phase runs away from the line.
    const double RunawayHz = 8;

    // Half cycles until a window lies wholly after the event that was noticed.
    const int HoldHalfCycles = 3;

    // A second event within the hold (a fault and its clearing) prolongs it, but not for ever.
    const double LongestHoldSeconds = 0.07;

    // Two cycles, five cycles; and how long it takes until earlier events are forgotten.
    const int ShortPoints = 5, FivePoints = 9, CalmPoints = 24;
    const double LockCoherence = 0.85, KeepCoherence = 0.7;
    const double AgreeHz = 0.7;
    const double LowestTuneHz = 43.5, HighestTuneHz = 68;

    readonly MeterSettings _settings;
    readonly PhaseTrack _track = new();
    readonly FrequencySlope _slope = new();
    readonly LockDetector _detector = new();
    readonly CycleView[] _recent = new CycleView[4];

    PhaseLine _line, _lineBefore, _lineTwoBefore;
    double _magnitude, _offset;
    double _eventSeconds, _jumpAgeSeconds;
    double _guessHz;
    int _streak, _agreed, _orderVotes;
    int _hold, _events;

    public RhythmTracker(in MeterSettings settings)
    {
        _settings = settings;
        Reset();
    }

    public SyncState Sync { get; private set; }

    /// <summary>Where the oscillator shall run, Hz.</summary>
    public double TuneHz { get; private set; }

    /// <summary>Over two cycles, Hz; the last good one while holding.</summary>
    public double ShortHz => _line.FrequencyHz;

    /// <summary>Over five cycles, Hz.</summary>
    public double FrequencyHz { get; private set; }

    public double RocofHzPerSecond => _slope.HzPerSecond;

    public double PhaseJumpRadians { get; private set; }

    public bool PhaseOrderReversed { get; private set; }

    /// <summary>Whole and undisturbed points so far, for windows of up to that many half cycles.</summary>
    public int SteadyPoints => _hold == 0 ? _track.Count : 0;

    public void Reset()
    {
        _track.Restart();
        _slope.Clear();
        _detector.Reset();
        Sync = SyncState.Searching;
        TuneHz = FrequencyHz = _settings.NominalFrequencyHz;
        _line = _lineBefore = _lineTwoBefore = new PhaseLine { FrequencyHz = TuneHz };
        _streak = _agreed = _orderVotes = _hold = _events = 0;
        PhaseJumpRadians = _eventSeconds = _jumpAgeSeconds = _magnitude = _offset = 0;
        PhaseOrderReversed = false;
    }

    public double PhaseAt(long ticks) => _line.At(ticks);

    /// <summary>Frequency over the last <paramref name="points"/> points, or the best there is.</summary>
    public double Frequency(int points) =>
        SteadyPoints >= points ? _track.Fit(points, 0).FrequencyHz : SteadyPoints >= FivePoints ? _track.Fit(SteadyPoints, 0).FrequencyHz : FrequencyHz;

    public void Observe(in CycleView cycle)
    {
        _recent[cycle.Boundary & 3] = cycle;
        _jumpAgeSeconds += cycle.HalfSeconds;
        if (_jumpAgeSeconds > 1) PhaseJumpRadians = 0;
        bool present = cycle.Clean && _detector.SeePresence(cycle.MeanSquare);
        if (Sync is SyncState.Searching or SyncState.Lost) Search(cycle, present);
        else Follow(cycle, present);
    }

    void Search(in CycleView cycle, bool present)
    {
        if (!present)
        {
            _streak = _agreed = 0;
            _detector.Trust();
            TuneHz = _settings.NominalFrequencyHz;
            return;
        }
        bool found = ++_streak >= 3 && Acquire(cycle);
        // Doubt has grown while searching; it must not survive the lock.
        if (found) _detector.Trust();
        else if (_detector.Weigh(good: false, cycle.HalfSeconds, searching: true)) Sync = SyncState.Lost;
    }

    bool Acquire(in CycleView cycle)
    {
        double hz = SettlePoints(cycle.Boundary, TuneHz);
        double coherence = Coherence(cycle, hz, out _magnitude);
        VoteOnOrder(cycle, hz);
        bool rhythm = coherence > LockCoherence && Math.Abs(_track.Bend()) < 2 * SurpriseRadians;
        bool inBand = LockDetector.InBand(hz);
        bool agrees = rhythm && inBand && Math.Abs(hz - _guessHz) < AgreeHz;
        _guessHz = hz;
        _agreed = agrees ? _agreed + 1 : 0;
        TuneHz = rhythm && hz is > LowestTuneHz and < HighestTuneHz ? hz : _settings.NominalFrequencyHz;
        if (rhythm) FrequencyHz = hz;
        if (_agreed == 0) return false;
        Sync = SyncState.Locked;
        _agreed = _streak = _hold = _events = 0;
        _line = _lineBefore = _lineTwoBefore = _track.Fit(3, 0);
        _offset = 0;
        _slope.Clear();
        return true;
    }

    // Three cycles half a cycle apart give the frequency; how much the window misjudges them depends on it, so it is iterated.
    double SettlePoints(long boundary, double hz)
    {
        for (int round = 0; round < 8; round++)
        {
            Place(boundary, hz);
            hz = Math.Clamp(_track.Fit(3, 0).FrequencyHz, 0.6 * TuneHz, 1.6 * TuneHz);
        }
        Place(boundary, hz);
        return hz;
    }

    // Lays the last three points anew for a frequency.
    void Place(long boundary, double hz)
    {
        _track.Restart();
        for (long j = boundary - 2; j <= boundary; j++)
        {
            ref CycleView cycle = ref _recent[j & 3];
            _track.Add(cycle.MiddleTicks, PointRadians(cycle, Tracked(cycle, hz, out _)));
        }
    }

    // A-C-B: what turns backwards is then the greater sequence, and the one to follow.
    void VoteOnOrder(in CycleView cycle, double hz)
    {
        if (_settings.PhaseCount != 3) return;
        Correct(cycle, hz, out PhasorTriple phases);
        // Noise has no order.
        if (phases[0].Square + phases[1].Square + phases[2].Square < 3 * LockCoherence * cycle.MeanSquare) return;
        double followed = Phasor.Sequence(phases, PhaseOrderReversed ? -1 : 1).Square;
        double other = Phasor.Sequence(phases, PhaseOrderReversed ? 1 : -1).Square;
        _orderVotes = other > 2 * followed ? _orderVotes + 1 : 0;
        if (_orderVotes < 2) return;
        PhaseOrderReversed = !PhaseOrderReversed;
        _orderVotes = 0;
        _streak = Math.Min(_streak, 2);
    }

    void Follow(in CycleView cycle, bool present)
    {
        _eventSeconds += cycle.HalfSeconds;
        if (!present)
        {
            _magnitude = 0;
            if (Sync == SyncState.Locked && _hold == 0) Hold();
            _hold = HoldHalfCycles;
            if (cycle.Clean) Sync = SyncState.Coasting;
            _detector.Weigh(good: true, cycle.HalfSeconds, searching: false);
            return;
        }
        Phasor tracked = Tracked(cycle, ShortHz, out _);
        double radians = PointRadians(cycle, tracked);
        double offset = Phasor.Wrap(radians - _line.At(cycle.MiddleTicks)), surprise = Math.Abs(offset);
        // A jump moves the phase once; what keeps moving so fast is no frequency of a grid.
        bool runaway = Math.Abs(Phasor.Wrap(offset - _offset)) > 2 * Math.PI * RunawayHz * cycle.HalfSeconds;
        _offset = offset;
        double shift = _track.Count > FivePoints ? Math.Abs(Phasor.Wrap(radians - _lineTwoBefore.At(cycle.MiddleTicks))) : 0;
        double magnitude = tracked.Magnitude;
        double step = Math.Abs(magnitude - _magnitude) / Math.Max(magnitude, _magnitude);
        if (_hold > 0) Wait(cycle, radians, moving: step > BigStepShare);
        else if (_track.Count < 3) Resume(cycle, radians, moving: step > BigStepShare);
        else if (surprise > Patience * (_track.Count > FivePoints ? SurpriseRadians : YoungSurpriseRadians)
            || step > Patience * StepShare) Hold();
        else if (shift > Patience * ShiftRadians) Hold(noticedAfter: cycle.Seconds);
        else Step(cycle, radians);
        Judge(cycle, restless: runaway || (_events > 1 && surprise > WildRadians));
    }

    // What surprises again and again is how this grid is (interharmonics, flicker): better followed roughly than never.
    double Patience => _events > 2 ? 4 : 1;

    // An event: the phase runs on from before it. The point before this one may already have held a part of it.
    void Hold(double noticedAfter = 0)
    {
        _line = _lineBefore = _lineTwoBefore;
        TuneHz = Math.Clamp(_line.FrequencyHz, LowestTuneHz, HighestTuneHz);
        _hold = HoldHalfCycles;
        _eventSeconds = noticedAfter;
        _events++;
        _slope.Restart();
    }

    void Wait(in CycleView cycle, double radians, bool moving)
    {
        if (--_hold > 0) return;
        if (moving && _eventSeconds < LongestHoldSeconds)
        {
            _hold = 1;
            return;
        }
        double jump = Phasor.Wrap(radians - _line.At(cycle.MiddleTicks));
        if (Math.Abs(jump) > SurpriseRadians / 2)
        {
            PhaseJumpRadians = jump;
            _jumpAgeSeconds = 0;
        }
        _track.Restart();
        Resume(cycle, radians, moving: false);
    }

    // The first points after an event: their own slope counts, since the event may have been a step of frequency.
    void Resume(in CycleView cycle, double radians, bool moving)
    {
        _track.Add(cycle.MiddleTicks, radians);
        double heldHz = _line.FrequencyHz;
        if (_track.Count == 3) SettlePoints(cycle.Boundary, heldHz);
        bool bent = _track.Count == 3 && Math.Abs(_track.Bend()) > Patience * BendRadians;
        if (_track.Count < 3 || bent || moving)
        {
            Remember(new PhaseLine { Ticks = cycle.MiddleTicks, Radians = radians, FrequencyHz = heldHz });
            if (bent || moving) Hold();
            return;
        }
        PhaseLine fit = _track.Fit(3, 0);
        // So short a slope is rough; it is only better than the old one when that one is clearly wrong.
        if (Math.Abs(fit.FrequencyHz - heldHz) < 0.3) fit.FrequencyHz = heldHz;
        Remember(fit);
        _lineBefore = _lineTwoBefore = fit;
        if (!LockDetector.InBand(fit.FrequencyHz)) _detector.DoubtSince(_eventSeconds);
        Steer();
    }

    void Step(in CycleView cycle, double radians)
    {
        _track.Add(cycle.MiddleTicks, radians);
        Remember(_track.Fit(Math.Min(_track.Count, ShortPoints), 0));
        Steer();
        if (_track.Count < ShortPoints) return;
        if (_track.Count > CalmPoints) _events = 0;
        // The newest point waits until the next one has confirmed it.
        FrequencyHz = _track.Fit(Math.Min(_track.Count - 1, FivePoints), 1).FrequencyHz;
        if (_track.Count > FivePoints) _slope.Add(cycle.MiddleTicks, FrequencyHz);
    }

    void Remember(in PhaseLine line)
    {
        _lineTwoBefore = _lineBefore;
        _lineBefore = _line;
        _line = line;
    }

    void Steer() => TuneHz = Math.Clamp(_line.FrequencyHz, LowestTuneHz, HighestTuneHz);

    void Judge(in CycleView cycle, bool restless)
    {
        // Seen anew with the frequency just found, so that finding it is no step of the magnitude.
        bool coherent = Coherence(cycle, ShortHz, out _magnitude) > KeepCoherence;
        bool settled = _hold == 0 && _track.Count >= 2;
        bool outside = !LockDetector.InBand(PresentHz);
        if (_detector.Weigh(coherent && !outside && !restless, cycle.HalfSeconds, searching: false))
        {
            Sync = SyncState.Lost;
            _streak = _agreed = _hold = _events = 0;
            _guessHz = 0;
            TuneHz = _settings.NominalFrequencyHz;
        }
        else if (Sync == SyncState.Coasting && settled && coherent && !outside) Sync = SyncState.Locked;
    }

    // The fitted frequency is that of one and a half cycles ago; a ramp has moved on since.
    double PresentHz => ShortHz + Math.Clamp(_slope.HzPerSecond, -5, 5) * 1.5 / _settings.NominalFrequencyHz;

    // Share of the fundamental in all there is. A followed sequence that is next to nothing has no rhythm to give.
    double Coherence(in CycleView cycle, double hz, out double magnitude)
    {
        Phasor tracked = Tracked(cycle, hz, out double squares);
        magnitude = tracked.Magnitude;
        return tracked.Square > 0.01 * cycle.MeanSquare ? squares / cycle.MeanSquare : 0;
    }

    static double PointRadians(in CycleView cycle, Phasor tracked)
    {
        double middle = (cycle.Boundary & 1) == 0 ? Math.PI : 0;
        return Phasor.Wrap(tracked.Angle + cycle.Lead + middle);
    }

    Phasor Tracked(in CycleView cycle, double hz, out double meanSquare)
    {
        Correct(cycle, hz, out PhasorTriple phases);
        meanSquare = phases[0].Square;
        if (_settings.PhaseCount != 3) return phases[0];
        meanSquare = (meanSquare + phases[1].Square + phases[2].Square) * (1.0 / 3);
        return Phasor.Sequence(phases, PhaseOrderReversed ? -1 : 1);
    }

    void Correct(in CycleView cycle, double hz, out PhasorTriple phases)
    {
        phases = default;
        var leak = new LeakCorrection(hz * cycle.Seconds, 1);
        for (int phase = 0; phase < _settings.PhaseCount; phase++)
            phases[phase] = leak.Apply(cycle.Voltage[phase]) * WindowFigures.Delay(_settings.Calibration.Voltage(phase), hz, _settings.NominalFrequencyHz);
    }
}
