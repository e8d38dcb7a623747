using V2G.Control;
using V2G.Control.Measurement;
using V2G.Control.Protection;
using V2G.Control.Settings;
using V2G.Firmware.Live;
using V2G.Grid.Comtrade;

namespace V2G.Firmware.Recordings;

/// <summary>
/// Feeds a recording through the controller's own calibration, measurement, grid support and protection, as if the unit had been
/// in service when it began. One pass, linear in the samples.
/// </summary>
internal sealed class Replay
{
    /// <summary>Above this rate neighbouring samples are averaged: the meter gains nothing from them.</summary>
    const double HighestUsefulRateHz = 32_000;

    /// <summary>Where rates differ within a recording all are brought to one, at most this.</summary>
    const double HighestCommonRateHz = 8_000;

    /// <summary>Slower samples show no waveform: measured values, or a trend.</summary>
    const double LeastSamplesPerCycle = 8;

    /// <summary>The meter follows a rate that moves by so much.</summary>
    const double SameRate = 0.02;

    readonly Recording _recording;
    readonly ChannelMap _map;
    readonly ControlSettings _settings;
    readonly TimeAxis _axis;
    readonly NominalEstimate _nominal;
    readonly double _scale, _hertz;
    readonly List<ReplayRow> _rows = [];
    readonly List<ReportBlock> _blocks = [];
    readonly List<(TripElement Element, double Seconds, int Row)> _trips = [];
    readonly List<ReplayTransition> _transitions = [];
    readonly List<string> _notes = [];
    readonly VoltageEvents[] _events;
    readonly ControlLoop _loop;
    readonly double[] _block;
    TickInputs _input;
    double _commonRateHz, _gapFrom;
    long _halfCycles, _eventsSeen;
    long _blockSequence;
    bool _measuring, _everMeasured, _gap;
    int _gaps;

    /// <param name="nominal">Null: estimated from the recording.</param>
    public Replay(Recording recording, ChannelMap map, in ControlSettings settings, NominalVoltage? nominal)
    {
        _recording = recording;
        _map = map;
        _settings = settings;
        _hertz = settings.Site.NominalFrequencyHz;
        _axis = new(recording);
        _nominal = nominal is { } given ? new(given.For(map.PhaseCount), "", "") : NominalEstimate.Of(recording, map, _hertz);
        if (!(_nominal.Volts is > 1e-9 and < 1e12)) _nominal = new(1, "nothing measurable", "no voltage that could be 1 pu: 1 V is taken");
        // The controller sees its own nominal voltage where the recording has that of its grid.
        _scale = settings.Site.NominalVoltage / _nominal.Volts;
        _events = [.. map.Voltages.Select(v => new VoltageEvents(v, map.PhaseCount))];
        MeterSettings meter = new()
        {
            PhaseCount = map.PhaseCount, NominalVoltage = settings.Site.NominalVoltage, NominalFrequencyHz = _hertz,
            RatedVoltAmperes = settings.Site.RatedVoltAmperes, HasCurrent = false,
        };
        _loop = new ControlLoop(settings, meter);
        _block = new double[map.PhaseCount * (int)(HighestUsefulRateHz / 1000 + 2)];
        _input = new() { Calibrated = true, CurveAccepted = true };
    }

    public ReplayResult Run()
    {
        _notes.AddRange(_map.Notes);
        if (_nominal.Note.Length > 0) _notes.Add(_nominal.Note);
        FindCommonRate();
        for (int s = 0; s < _recording.Segments.Count; s++)
        {
            if (IsMeasured(_recording.Segments[s])) Segment(s);
            else Skip(s);
        }
        TellSkipped();
        if (_rows.Count == 0) _notes.Add("too short or too broken to measure: no whole cycle");
        double peak = Math.Sqrt(2) * _nominal.Volts / (_map.PhaseCount == 3 ? Math.Sqrt(3) : 1);
        EventEdges edges = new(_axis, peak);
        VoltageEvent[] events = [.. _events.SelectMany(e => e.Finish(edges)).OrderBy(e => e.StartSeconds)];
        string[] labels = [.. _map.Voltages.Select(v => v.Label)];
        double Refine(int phase, double seconds) => edges.Start(_map.Voltages[phase], seconds, 1 / _hertz);
        List<ElementRun> trips = [.. _trips.Where(t => t.Row >= 0).Select(t => ElementRun.Of(_settings, labels, _rows, t.Row, t.Element, t.Seconds, Refine))];
        List<ElementRun> running = [];
        if (_rows.Count > 0)
        {
            foreach (TripElement element in Enum.GetValues<TripElement>())
                if (element != TripElement.None && _loop.State.HeldSeconds(element) > 0)
                    running.Add(ElementRun.Of(_settings, labels, _rows, _rows.Count - 1, element, _axis.EndSeconds, Refine));
        }
        List<SyncLoss> losses = Losses(out List<(double, double)> lostFrequency);
        return new()
        {
            Nominal = _nominal, Rows = _rows, Events = events, Disturbances = Disturbance.Of(events, 1 / _hertz), Trips = trips, Running = running,
            SyncLosses = losses, LostFrequency = lostFrequency, Blocks = _blocks, Transitions = _transitions, Notes = _notes,
        };
    }

    bool IsMeasured(RateSegment segment) => segment.RateHz >= LeastSamplesPerCycle * _hertz * (1 - SameRate) && segment.Count >= 2;

    static double Averaged(double rate, double highest) => rate > highest ? rate / Math.Ceiling(rate / highest) : rate;

    // One rate for the whole recording unless its own does: the meter takes another rate for a gap, and below 600 Hz it does not work.
    void FindCommonRate()
    {
        double least = double.PositiveInfinity, greatest = 0, slowest = double.PositiveInfinity;
        foreach (RateSegment segment in _recording.Segments)
        {
            if (!IsMeasured(segment)) continue;
            least = Math.Min(least, Averaged(segment.RateHz, HighestUsefulRateHz));
            greatest = Math.Max(greatest, Averaged(segment.RateHz, HighestUsefulRateHz));
            slowest = Math.Min(slowest, segment.RateHz);
        }
        if (greatest == 0 || (greatest <= least * (1 + SameRate) && least >= GridMeter.MinRateHz)) return;
        _commonRateHz = Math.Clamp(greatest, 2 * GridMeter.MinRateHz, HighestCommonRateHz);
        _notes.Add(greatest <= least * (1 + SameRate)
            ? FormattableString.Invariant($"sampled at {slowest:0.#} Hz, below the meter's {GridMeter.MinRateHz:0} Hz: interpolated to {_commonRateHz:0.#} Hz")
            : FormattableString.Invariant($"sampling rates from {slowest:0.#} Hz on are brought to {_commonRateHz:0.#} Hz, so that a change of rate is no gap"));
    }

    void Segment(int s)
    {
        RateSegment segment = _recording.Segments[s];
        int average = _commonRateHz == 0 && segment.RateHz > HighestUsefulRateHz ? (int)Math.Ceiling(segment.RateHz / HighestUsefulRateHz) : 1;
        bool resample = _commonRateHz > 0 && Math.Abs(segment.RateHz - _commonRateHz) > SameRate * _commonRateHz;
        double rate = resample ? _commonRateHz : segment.RateHz / average;
        int total = resample ? (int)(segment.Count * (_commonRateHz / segment.RateHz)) : segment.Count / average;
        int perBlock = Math.Max(1, (int)Math.Round(rate / 1000));
        double start = _axis.Seconds(s, segment.FirstSample);
        for (int first = 0; first < total; first += perBlock)
        {
            int count = Math.Min(perBlock, total - first);
            for (int p = 0; p < _map.PhaseCount; p++)
            {
                Span<double> to = _block.AsSpan(p * count, count);
                if (resample) Resampled(_map.Voltages[p], segment, first, to);
                else Means(_map.Voltages[p], segment.FirstSample + first * average, average, to);
            }
            double last = resample ? (first + count - 1) / rate : ((first + count) * average - 1) / segment.RateHz;
            Block(start + last, count, rate);
        }
    }

    void Resampled(PhaseSource phase, RateSegment segment, int first, Span<double> to)
    {
        double step = segment.RateHz / _commonRateHz;
        for (int k = 0; k < to.Length; k++)
            to[k] = _scale * Resampler.At(phase, segment.FirstSample + (first + k) * step, segment.FirstSample, segment.FirstSample + segment.Count - 1);
    }

    void Means(PhaseSource phase, int first, int average, Span<double> to)
    {
        for (int k = 0; k < to.Length; k++)
        {
            double sum = 0;
            for (int a = 0; a < average; a++) sum += phase.At(first + k * average + a);
            to[k] = sum * _scale / average;
        }
    }

    // No waveform here: what comes after it is a new beginning.
    void Skip(int s)
    {
        RateSegment segment = _recording.Segments[s];
        if (!_gap) _gapFrom = _axis.Seconds(s, segment.FirstSample);
        if (!_gap && ++_gaps <= 5)
            _notes.Add(FormattableString.Invariant($"from {_gapFrom:0.###} s: {segment.Count} sample{(segment.Count == 1 ? "" : "s")} at {segment.RateHz:0.###} Hz not measured: at least {LeastSamplesPerCycle * _hertz:0} Hz is needed"));
        _gap = true;
        _measuring = false;
        _loop.Meter.Reset();
    }

    void TellSkipped()
    {
        if (_gaps > 5) _notes.Add($"{_gaps - 5} further stretches without waveform not measured");
    }

    void Block(double endSeconds, int count, double rate)
    {
        long end = (long)Math.Round(endSeconds * 1e9);
        _input.TimeNs = end;
        _input.DtSeconds = count / rate;
        _loop.Tick(
            new SampleBlock { EndTimeNs = end, SampleRateHz = rate, Count = count, Samples = _block.AsSpan(0, _map.PhaseCount * count) }, _input, out TickOutputs output);
        if (_measuring)
        {
            Note(output);
            return;
        }
        if (!_loop.Grid.Valid) return;
        // In service when the recording begins, and after a gap if it was before.
        if (!_everMeasured || _loop.State.State is not (ControllerState.Tripped or ControllerState.Armed or ControllerState.EnteringService))
        {
            _loop.AssumeInService();
            if (_everMeasured && _gap && _gaps <= 5)
                _notes.Add(FormattableString.Invariant($"measured again from {endSeconds:0.###} s; the controller is taken to be in service there"));
        }
        _eventsSeen = _loop.State.Events.Written;
        _measuring = _everMeasured = true;
        _gap = false;
    }

    void Note(in TickOutputs output)
    {
        GridMeasurement grid = _loop.Grid;
        if (grid.HalfCycles != _halfCycles && grid.Valid)
        {
            double seconds = grid.TimeNs * 1e-9, cycle = 1 / (grid.Sync == SyncState.Locked ? grid.FrequencyHz : _hertz);
            for (int p = 0; p < _events.Length; p++) _events[p].Step(seconds, grid.VoltagePu[p], cycle);
            _rows.Add(new(seconds, grid.VoltagePu, grid.LineVoltagePu, grid.FrequencyHz, grid.Sync, output.DecidedVarInjectedPu, output.Command.VarInjectedPu, _loop.State.State));
        }
        _halfCycles = grid.HalfCycles;
        if (_loop.Meter.Report.Sequence != _blockSequence) _blocks.Add(_loop.Meter.Report);
        _blockSequence = _loop.Meter.Report.Sequence;
        for (long s = _eventsSeen + 1; s <= _loop.State.Events.Written; s++)
            if (_loop.State.Events.TryGet(s, out ControlEvent e)) Event(e);
        _eventsSeen = _loop.State.Events.Written;
    }

    void Event(in ControlEvent e)
    {
        double seconds = e.TimeNs * 1e-9;
        _transitions.Add(new(seconds, EventText.Of(e)));
        if (e.Kind == ControlEventKind.FaultRaised && e.Fault is FaultCode.OverVoltageTrip or FaultCode.UnderVoltageTrip or FaultCode.OverFrequencyTrip or FaultCode.UnderFrequencyTrip or FaultCode.Island)
            _trips.Add((e.Element, seconds, _rows.Count - 1));
    }

    List<SyncLoss> Losses(out List<(double Seconds, double Hz)> frequency)
    {
        List<SyncLoss> losses = [];
        frequency = [];
        for (int k = 0; k < _rows.Count; k++)
        {
            if (_rows[k].Sync != SyncState.Lost) continue;
            int first = k;
            while (k + 1 < _rows.Count && _rows[k + 1].Sync == SyncState.Lost) k++;
            // What was wrong began before the detector was sure of it.
            double from = Math.Max(0, _rows[first].Seconds - 0.1), to = _rows[k].Seconds;
            List<(double Seconds, double Hz)> found = WaveFrequency.Between(_axis, _map.Voltages, from, to);
            frequency.AddRange(found);
            losses.Add(new(_rows[first].Seconds, to, found.Count == 0 ? double.NaN : found.Min(f => f.Hz), found.Count == 0 ? double.NaN : found.Max(f => f.Hz)));
        }
        return losses;
    }
}
