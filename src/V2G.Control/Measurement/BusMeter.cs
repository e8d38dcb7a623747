using V2G.Control.Arithmetic;

namespace V2G.Control.Measurement;

/// <summary>How a meter on a bus may be used.</summary>
/// <param name="Grid">Nominal voltage, frequency and rating; its calibration is the meter's own affair.</param>
/// <param name="LatencySeconds">The longest that its voltage and frequency take to show a step of the grid, its averaging and its bus included, s.</param>
/// <param name="SilenceSeconds">Older than this a reading is none, s.</param>
public readonly record struct BusMeterSettings(MeterSettings Grid, double LatencySeconds, double SilenceSeconds);

/// <summary>
/// Makes of a bus meter's readings what <see cref="GridMeter"/> makes of samples. It knows magnitudes only: harmonics, phase and jumps of
/// phase are not seen, and whether the grid has a rhythm is the meter's word by its frequency.
/// </summary>
public sealed class BusMeter
{
    /// <summary>Below this voltage no frequency is expected: the loop coasts and the ride-through timers decide, pu.</summary>
    public const double CoastPu = 0.3;

    /// <summary>Outside these the grid has no frequency that anybody could follow, Hz.</summary>
    public const double LeastHz = 45, MostHz = 66;

    // Ten cycles at 50 Hz, less what adding up ten times 20 ms may lose.
    const double ReportSeconds = 0.2 - 1e-6;

    readonly BusMeterSettings _settings;
    readonly FrequencySlope _slope = new();
    GridMeasurement _latest;
    ReportBlock _report;
    Sums _sums = new();
    long _slopeNs, _slopeTicks;
    bool _seenRhythm;

    public BusMeter(BusMeterSettings settings)
    {
        _settings = settings;
        int phases = settings.Grid.PhaseCount;
        _latest = new() { FrequencyHz = settings.Grid.NominalFrequencyHz, LongerLifeNs = (long)(settings.SilenceSeconds * 1e9) - Controller.StaleMeasurementNs };
        _latest.VoltagePu.Count = _latest.LineVoltagePu.Count = _latest.CurrentPu.Count = phases;
    }

    public BusMeterSettings Settings => _settings;

    public ref readonly GridMeasurement Latest => ref _latest;

    /// <summary>Means over the readings of about 200 ms.</summary>
    public ref readonly ReportBlock Report => ref _report;

    public EnergyCounters Energy { get; } = new();

    /// <summary>Takes a reading; one that has been taken already changes nothing.</summary>
    /// <param name="voltageShare">Share to which voltages are scaled while a sag is simulated; what flows is not.</param>
    public void Take(in MeterReading reading, double voltageShare)
    {
        if (reading.TimeNs <= _latest.TimeNs) return;
        ref GridMeasurement m = ref _latest;
        double seconds = m.TimeNs == 0 ? 0 : Math.Min((reading.TimeNs - m.TimeNs) * 1e-9, _settings.SilenceSeconds);
        m.TimeNs = reading.TimeNs;
        m.HalfCycles++;
        Voltages(reading, voltageShare, ref m);
        for (int phase = 0; phase < m.CurrentPu.Count; phase++) m.CurrentPu[phase] = Known(reading.Amperes[phase] / _settings.Grid.RatedAmperes);
        m.ActivePowerPu = Known(reading.ActivePowerWatts / _settings.Grid.RatedVoltAmperes);
        m.VarInjectedPu = Known(reading.VarInjected / _settings.Grid.RatedVoltAmperes);
        m.ApparentPowerPu = Math.Sqrt(m.ActivePowerPu * m.ActivePowerPu + m.VarInjectedPu * m.VarInjectedPu);
        m.VoltageLatencySeconds = m.FrequencyLatencySeconds = _settings.LatencySeconds;
        m.Valid = double.IsFinite(m.VoltagePu.Mean) && double.IsFinite(m.LineVoltagePu.Mean) && double.IsFinite(reading.ActivePowerWatts) && double.IsFinite(reading.VarInjected);
        Rhythm(reading, ref m);
        if (!m.Valid) return;
        Energy.Add(reading.ActivePowerWatts, reading.VarInjected, seconds);
        Sum(reading, seconds);
    }

    void Voltages(in MeterReading reading, double share, ref GridMeasurement m)
    {
        MeterSettings grid = _settings.Grid;
        double neutral = share / grid.LineNeutralVolts, line = share / grid.NominalVoltage;
        bool anyNeutral = false, anyLine = false;
        for (int phase = 0; phase < grid.PhaseCount; phase++)
        {
            m.VoltagePu[phase] = reading.Volts[phase] * neutral;
            m.LineVoltagePu[phase] = reading.LineVolts[phase] * line;
            anyNeutral |= double.IsFinite(m.VoltagePu[phase]);
            anyLine |= double.IsFinite(m.LineVoltagePu[phase]);
        }
        // A meter without a neutral knows only voltages between lines; one that tells none of those has its phases 120° apart, as far as anybody knows.
        if (!anyNeutral) m.VoltagePu = m.LineVoltagePu;
        else if (grid.PhaseCount == 1) m.LineVoltagePu = m.VoltagePu;
        else if (!anyLine)
            for (int phase = 0; phase < 3; phase++) m.LineVoltagePu[phase] = Between(m.VoltagePu[phase], m.VoltagePu[(phase + 1) % 3]);
        Sequences(ref m);
    }

    // Of two phasors 120° apart, on the nominal voltage between lines.
    static double Between(double a, double b) => Math.Sqrt((a * a + b * b + a * b) * (1.0 / 3));

    // Positive and negative sequence of three voltages between lines, from their magnitudes alone (IEC 61000-4-30, 5.7.1).
    static void Sequences(ref GridMeasurement m)
    {
        m.NegativeSequenceRatio = 0;
        m.PositiveSequencePu = m.VoltagePu.Mean;
        if (m.LineVoltagePu.Count != 3) return;
        double a = m.LineVoltagePu.A * m.LineVoltagePu.A, b = m.LineVoltagePu.B * m.LineVoltagePu.B, c = m.LineVoltagePu.C * m.LineVoltagePu.C, sum = a + b + c;
        if (!(sum > 1e-6)) return;
        double root = Math.Sqrt(Math.Max(0, 3 - 6 * (a * a + b * b + c * c) / (sum * sum)));
        m.NegativeSequenceRatio = Math.Sqrt(Math.Max(0, 1 - root) / (1 + root));
        m.PositiveSequencePu = Math.Sqrt(sum * (1 + root) * (1.0 / 6));
    }

    void Rhythm(in MeterReading reading, ref GridMeasurement m)
    {
        bool low = !(m.PositiveSequencePu >= CoastPu);
        bool follows = reading.FrequencyHz is >= LeastHz and <= MostHz;
        m.Sync = low ? (_seenRhythm ? SyncState.Coasting : SyncState.Searching) : follows ? SyncState.Locked : SyncState.Lost;
        if (m.Sync != SyncState.Locked)
        {
            _slope.Clear();
            _slopeNs = 0;
            m.RocofHzPerSecond = 0;
            return;
        }
        _seenRhythm = true;
        m.FrequencyHz = reading.FrequencyHz;
        // The scale wraps round after hours; only differences of near instants are ever looked at.
        if (_slopeNs != 0) _slopeTicks = unchecked(_slopeTicks + (long)((reading.TimeNs - _slopeNs) * (1e-9 / PhaseTrack.TickSeconds)));
        _slopeNs = reading.TimeNs;
        _slope.Add(_slopeTicks, reading.FrequencyHz);
        m.RocofHzPerSecond = _slope.HzPerSecond;
    }

    // A power that isn't known makes the measurement invalid; here it must not spread.
    static double Known(double value) => double.IsFinite(value) ? value : 0;

    struct Sums
    {
        public double Seconds, Hertz, Watts, Vars;
        public Phases Square = default, LineSquare = default, Current = default;
        public int Readings;

        public Sums()
        {
        }
    }

    void Sum(in MeterReading reading, double seconds)
    {
        ref readonly GridMeasurement m = ref _latest;
        _sums.Readings++;
        _sums.Seconds += seconds;
        _sums.Hertz += m.FrequencyHz;
        _sums.Watts += m.ActivePowerPu;
        _sums.Vars += m.VarInjectedPu;
        for (int phase = 0; phase < m.VoltagePu.Count; phase++)
        {
            _sums.Square[phase] += m.VoltagePu[phase] * m.VoltagePu[phase];
            _sums.LineSquare[phase] += m.LineVoltagePu[phase] * m.LineVoltagePu[phase];
            _sums.Current[phase] += m.CurrentPu[phase] * m.CurrentPu[phase];
        }
        if (_sums.Seconds >= ReportSeconds) Publish(reading.TimeNs);
    }

    // Powers are known in total only: each phase is given its share of it.
    void Publish(long timeNs)
    {
        ref ReportBlock r = ref _report;
        int phases = _latest.VoltagePu.Count;
        double per = 1.0 / _sums.Readings, p = _sums.Watts * per, q = _sums.Vars * per, s = Math.Sqrt(p * p + q * q);
        r.TimeNs = timeNs;
        r.Sequence++;
        r.Valid = _latest.Sync == SyncState.Locked;
        r.FrequencyHz = _sums.Hertz * per;
        r.PositiveSequencePu = _latest.PositiveSequencePu;
        r.NegativeSequenceRatio = _latest.NegativeSequenceRatio;
        r.PowerFactor = s > 1e-6 ? p / s : 0;
        double angle = s > 1e-4 ? Elementary.Atan2(q, p) * (180 / Math.PI) : 0, reverse = s > 1e-4 ? Elementary.Atan2(-q, -p) * (180 / Math.PI) : 0;
        for (int phase = 0; phase < phases; phase++)
        {
            r.VoltagePu[phase] = r.VoltageFundamentalPu[phase] = Math.Sqrt(_sums.Square[phase] * per);
            r.LineVoltagePu[phase] = Math.Sqrt(_sums.LineSquare[phase] * per);
            r.CurrentPu[phase] = r.CurrentFundamentalPu[phase] = Math.Sqrt(_sums.Current[phase] * per);
            r.ActivePowerPu[phase] = p;
            r.VarInjectedPu[phase] = q;
            r.ApparentPowerPu[phase] = s;
            r.GeneratorAngleDegrees[phase] = angle;
            r.LoadAngleDegrees[phase] = reverse;
        }
        r.VoltagePu.Count = r.VoltageFundamentalPu.Count = r.LineVoltagePu.Count = r.CurrentPu.Count = r.CurrentFundamentalPu.Count = phases;
        r.ActivePowerPu.Count = r.VarInjectedPu.Count = r.ApparentPowerPu.Count = r.GeneratorAngleDegrees.Count = r.LoadAngleDegrees.Count = phases;
        r.VoltageDcPu.Count = r.CurrentDcPu.Count = r.VoltageThd.Count = r.CurrentThd.Count = phases;
        _sums = new();
    }
}
