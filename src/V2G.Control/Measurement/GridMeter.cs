namespace V2G.Control.Measurement;

/// <summary>
/// From raw samples to the grid as the decision sees it: one instance per terminal, one call per block of samples. See README.md in
/// this folder for how it works and what it reaches.
/// </summary>
public sealed class GridMeter
{
    /// <summary>Sampling rates it works with, Hz. Blocks of other rates count as a gap.</summary>
    public const double MinRateHz = 600, MaxRateHz = 50_000;

    // Recorders that follow the grid change their rate by tenths of a percent: a window across that is good. Across a greater change it means nothing.
    const double SameRate = 0.02;
    const int Instants = 32;

    // A start takes the lock time; a dead or wild grid is measured all the same after that.
    const int StartHalfCycles = 16;

    readonly MeterSettings _settings;
    readonly RunningSums _sums;
    readonly RhythmTracker _tracker;
    readonly HarmonicAnalyser _harmonics;
    readonly Instant[] _instants = new Instant[Instants];
    readonly double[] _x = new double[6];
    readonly double[] _scale = new double[6], _offset = new double[6];
    readonly int _channels;

    Oscillator _oscillator;
    double _rateHz;
    long _tickStep;
    long _n, _ticks;
    long _boundary, _crossedAt, _reportFrom, _unlocked;
    double _crossedAgo;
    bool _pending;
    long _tunedTicks;
    double _tunedPhase;
    long _badSample;
    GridMeasurement _latest;
    ReportBlock _report;

    struct Instant
    {
        public long Sample;
        public double Ago;
        public long Ticks;

        /// <summary>Mean of the oscillator's phase over the half cycle before it, radians since that half's beginning.</summary>
        public double MeanPhase;
    }

    public GridMeter(MeterSettings settings)
    {
        _settings = settings;
        _channels = settings.ChannelCount;
        _sums = new(settings.PhaseCount, settings.HasCurrent);
        _tracker = new(settings);
        _harmonics = new(_channels, settings.ReportCycles, (settings.ReportCycles + 1) / 43.0 * MaxRateHz);
        for (int phase = 0; phase < settings.PhaseCount; phase++)
        {
            ChannelCalibration v = settings.Calibration.Voltage(phase), i = settings.Calibration.Current(phase);
            _scale[phase] = v.Gain / settings.LineNeutralVolts;
            _offset[phase] = v.Offset;
            _scale[settings.PhaseCount + phase] = i.Gain / settings.RatedAmperes;
            _offset[settings.PhaseCount + phase] = i.Offset;
        }
        Reset();
    }

    public MeterSettings Settings => _settings;

    /// <summary>The newest half-cycle figures.</summary>
    public ref readonly GridMeasurement Latest => ref _latest;

    /// <summary>The newest 10/12-cycle figures.</summary>
    public ref readonly ReportBlock Report => ref _report;

    /// <summary>Energy so far; kept over <see cref="Reset"/>.</summary>
    public EnergyCounters Energy { get; } = new();

    /// <summary>Harmonic analyses finished, over all channels.</summary>
    public long HarmonicsFinished => _harmonics.Finished;

    /// <summary>Share to which somebody scaled the voltage samples; what flows was not scaled, so powers and energy are freed of it.</summary>
    internal double VoltageShare { get; set; } = 1;

    /// <summary>Samples since the start at the end of the newest one-cycle window, and its length, for comparison with a truth.</summary>
    internal (double End, double Samples) Window { get; private set; }

    internal (double End, double Samples) ReportWindow { get; private set; }

    /// <summary>RMS of the orders 0 (mean) … 50 of a channel (voltages first, then currents), pu; 0 beyond 0.4 of the sampling rate.</summary>
    public ReadOnlySpan<double> Harmonics(int channel) => _harmonics.Orders(channel);

    /// <summary>Total harmonic distortion of a channel over its fundamental, from its last analysis.</summary>
    public double Thd(int channel) => _harmonics.Thd(channel);

    /// <summary>Starts anew, as after a gap in the samples. Energy stays.</summary>
    public void Reset()
    {
        _sums.Clear();
        _tracker.Reset();
        _harmonics.Clear();
        Array.Clear(_instants);
        _oscillator.Start();
        _n = _ticks = _boundary = _reportFrom = _unlocked = _tunedTicks = 0;
        _crossedAgo = _tunedPhase = 0;
        _crossedAt = 0;
        _pending = true;
        _badSample = long.MinValue / 2;
        _rateHz = 0;
        _latest = new GridMeasurement { TimeNs = _latest.TimeNs, HalfCycles = _latest.HalfCycles, FrequencyHz = _settings.NominalFrequencyHz };
        _latest.VoltagePu.Count = _latest.LineVoltagePu.Count = _latest.CurrentPu.Count = _settings.PhaseCount;
        _report = new ReportBlock { Sequence = _report.Sequence };
    }

    /// <summary>Takes the next samples. A block that is not what it says (rate, size) makes the figures invalid and is otherwise ignored.</summary>
    public void Process(in SampleBlock block)
    {
        int count = block.Count;
        if (count == 0) return;
        if (!(block.SampleRateHz >= MinRateHz && block.SampleRateHz <= MaxRateHz) || count < 0 || block.Samples.Length / _channels < count)
        {
            Break();
            return;
        }
        if (block.SampleRateHz != _rateHz) TakeRate(block.SampleRateHz);
        double nsPerSample = 1e9 / _rateHz;
        Span<double> x = _x.AsSpan(0, _channels);
        for (int k = 0; k < count; k++)
        {
            bool crossed = _oscillator.Advance(out double ago);
            _n++;
            _ticks += _tickStep;
            Calibrate(block.Samples, count, k, x);
            _sums.Add(_n, x, _oscillator.Cos, _oscillator.Sin);
            _harmonics.Sample(x, _oscillator.Cos, _oscillator.Sin);
            if (crossed)
            {
                _crossedAt = _n;
                _crossedAgo = ago;
                _pending = true;
                _harmonics.Boundary(ago, _rateHz / _tracker.TuneHz);
            }
            if (_pending && _n == _crossedAt + RunningSums.Lookahead)
                EndHalfCycle(block.EndTimeNs - (long)((count - 1 - k) * nsPerSample));
            if ((_n & 15) == 0) _harmonics.Work();
        }
    }

    void Calibrate(ReadOnlySpan<double> samples, int count, int k, Span<double> x)
    {
        for (int channel = 0; channel < x.Length; channel++)
        {
            double value = (samples[channel * count + k] - _offset[channel]) * _scale[channel];
            if (!(Math.Abs(value) <= RunningSums.Bound)) value = Absurd(value);
            x[channel] = value;
        }
    }

    // An overrange is a large value; what is no number is none.
    double Absurd(double value)
    {
        if (double.IsFinite(value)) return value > 0 ? RunningSums.Bound : -RunningSums.Bound;
        _badSample = _n;
        return 0;
    }

    void Break()
    {
        _badSample = _n;
        _latest.Valid = false;
        _harmonics.Restart();
    }

    void TakeRate(double rateHz)
    {
        if (_rateHz != 0 && Math.Abs(rateHz - _rateHz) > SameRate * _rateHz) Break();
        _rateHz = rateHz;
        _tickStep = (long)(1 / (rateHz * PhaseTrack.TickSeconds));
        _oscillator.Tune(_tracker.TuneHz, rateHz);
    }

    void EndHalfCycle(long timeNs)
    {
        _pending = false;
        long j = _boundary++;
        _sums.Keep(j, _crossedAt, _crossedAgo);
        long ticks = _ticks - (long)((_n - _crossedAt + _crossedAgo) * _tickStep);
        ref Instant instant = ref _instants[j & (Instants - 1)];
        instant = new Instant { Sample = _crossedAt, Ago = _crossedAgo, Ticks = ticks, MeanPhase = MeanPhase(j, ticks) };
        if (j < 2) return;

        View(j, out CycleView cycle);
        _tracker.Observe(cycle);
        _oscillator.Tune(_tracker.TuneHz, _rateHz);
        _tunedTicks = _ticks;
        _tunedPhase = _oscillator.PhaseInHalf;
        if (_tracker.Sync != SyncState.Locked)
        {
            _unlocked = j;
            _harmonics.Restart();
        }

        Publish(j, cycle, timeNs);
        if (j - _reportFrom < 2 * _settings.ReportCycles) return;
        PublishReport(j, timeNs);
        _reportFrom = j;
    }

    // The oscillator's phase over a half cycle is two straight pieces that meet where it was last tuned.
    double MeanPhase(long j, long ticks)
    {
        if (j == 0) return 0;
        double whole = ticks - _instants[(j - 1) & (Instants - 1)].Ticks;
        double first = _tunedTicks - _instants[(j - 1) & (Instants - 1)].Ticks;
        if (!(first > 0 && first < whole)) return Math.PI / 2;
        return (_tunedPhase * first + (_tunedPhase + Math.PI) * (whole - first)) * 0.5 / whole;
    }

    double Samples(long from, long to)
    {
        ref readonly Instant a = ref _instants[from & (Instants - 1)], b = ref _instants[to & (Instants - 1)];
        return b.Sample - a.Sample - (b.Ago - a.Ago);
    }

    bool Clean(long from) => _instants[from & (Instants - 1)].Sample - 4 > _badSample;

    void View(long j, out CycleView cycle)
    {
        ref readonly Instant a = ref _instants[(j - 2) & (Instants - 1)], b = ref _instants[(j - 1) & (Instants - 1)],
            c = ref _instants[j & (Instants - 1)];
        double firstHalf = (b.Ticks - a.Ticks) * PhaseTrack.TickSeconds, secondHalf = (c.Ticks - b.Ticks) * PhaseTrack.TickSeconds;
        cycle = new CycleView
        {
            Boundary = j,
            MiddleTicks = a.Ticks + (c.Ticks - a.Ticks) / 2,
            Seconds = firstHalf + secondHalf,
            HalfSeconds = secondHalf,
            Lead = (firstHalf * (b.MeanPhase - Math.PI) + secondHalf * c.MeanPhase) / (firstHalf + secondHalf),
            Clean = Clean(j - 2),
        };
        double mean = 1 / Samples(j - 2, j);
        for (int phase = 0; phase < _settings.PhaseCount; phase++)
        {
            int first = phase * RunningSums.PerPhase;
            cycle.Voltage[phase] = WindowFigures.Raw(_sums, j - 2, j, first + RunningSums.VCos, mean);
            cycle.MeanSquare += _sums.Between(j - 2, j, first + RunningSums.VV) * mean / _settings.PhaseCount;
        }
    }

    void Publish(long j, in CycleView cycle, long timeNs)
    {
        double samples = Samples(j - 2, j), hz = _tracker.ShortHz;
        WindowFigures.Read(_sums, j - 2, j, samples, new LeakCorrection(hz * cycle.Seconds, 1), _settings, hz, out WindowFigures now);
        Window = (_crossedAt - _crossedAgo, samples);
        ref GridMeasurement m = ref _latest;
        m.TimeNs = timeNs;
        m.HalfCycles++;
        m.Sync = _tracker.Sync;
        m.Valid = cycle.Clean && (m.Sync != SyncState.Searching || j > StartHalfCycles);
        m.PhaseOrderReversed = _tracker.PhaseOrderReversed;
        m.VoltagePu = now.VoltageRms;
        m.LineVoltagePu = now.LineRms;
        m.CurrentPu = now.CurrentRms;
        now.Sequences(_tracker.PhaseOrderReversed, out m.PositiveSequencePu, out m.NegativeSequenceRatio, out _);
        m.FrequencyHz = _tracker.FrequencyHz;
        m.RocofHzPerSecond = _tracker.RocofHzPerSecond;
        m.PhaseRadians = _tracker.PhaseAt(_ticks);
        m.PhaseJumpRadians = _tracker.PhaseJumpRadians;
        m.ActivePowerPu = now.ActivePower.Mean / VoltageShare;
        m.VarInjectedPu = now.VarInjected.Mean / VoltageShare;
        m.ApparentPowerPu = now.ApparentPower.Mean / VoltageShare;
        double tail = (RunningSums.Lookahead + 0.5) / _rateHz;
        // A whole window, and half a cycle until the next refresh.
        m.VoltageLatencySeconds = 1.5 * cycle.Seconds + tail;
        // A line through five cycles, its newest point waits half a cycle; a step great enough to be held as an event takes longest.
        m.FrequencyLatencySeconds = 5.8 * cycle.Seconds + tail;
        if (m.Valid)
            Energy.Add(m.ActivePowerPu * _settings.RatedVoltAmperes, m.VarInjectedPu * _settings.RatedVoltAmperes, cycle.HalfSeconds);
    }

    void PublishReport(long j, long timeNs)
    {
        long from = _reportFrom;
        double samples = Samples(from, j);
        double seconds = (_instants[j & (Instants - 1)].Ticks - _instants[from & (Instants - 1)].Ticks) * PhaseTrack.TickSeconds;
        double hz = _tracker.Frequency(2 * _settings.ReportCycles - 1);
        ReportWindow = (_crossedAt - _crossedAgo, samples);
        var leak = new LeakCorrection(hz * seconds / _settings.ReportCycles, _settings.ReportCycles);
        WindowFigures.Read(_sums, from, j, samples, leak, _settings, hz, out WindowFigures block);
        block.Report(ref _report, _settings, _tracker.PhaseOrderReversed, VoltageShare);
        ref ReportBlock r = ref _report;
        r.TimeNs = timeNs;
        r.Sequence++;
        r.Valid = Clean(from) && from > _unlocked;
        r.FrequencyHz = hz;
        r.VoltageThd.Count = r.CurrentThd.Count = _settings.PhaseCount;
        for (int phase = 0; phase < _settings.PhaseCount; phase++)
        {
            r.VoltageThd[phase] = _harmonics.Thd(phase);
            if (_settings.HasCurrent) r.CurrentThd[phase] = _harmonics.Thd(_settings.PhaseCount + phase);
        }
    }
}
