using V2G.Control;
using V2G.Control.Measurement;
using V2G.Control.Protection;
using V2G.Control.Settings;
using V2G.Firmware.Live;
using V2G.Grid.Comtrade;

namespace V2G.Firmware.Recordings;

/// <summary>One half cycle of a replay; pu, Hz, + = injected.</summary>
internal readonly record struct ReplayRow(double Seconds, Phases VoltagePu, double FrequencyHz, SyncState Sync, double DecidedVarPu, double CommandVarPu, ControllerState State);

internal sealed record ReplayTrip(TripElement Element, double Seconds, double Value, FaultCode Code);

internal sealed record ReplayTransition(double Seconds, string Text);

/// <summary>What the controller would have done.</summary>
internal sealed record ReplayResult(
    double NominalVolts, bool NominalEstimated, IReadOnlyList<ReplayRow> Rows, IReadOnlyList<VoltageEvent> Events, IReadOnlyList<ReplayTrip> Trips,
    IReadOnlyList<ReplayTransition> Transitions, IReadOnlyList<string> Notes);

/// <summary>
/// Feeds a recording through the controller's own calibration, measurement, grid support and protection, as if the unit had been
/// in service when it began.
/// </summary>
internal sealed class Replay
{
    /// <summary>Above this rate neighbouring samples are averaged: the meter gains nothing from them.</summary>
    const double HighestUsefulRateHz = 32_000;

    readonly Recording _recording;
    readonly ChannelMap _map;
    readonly ControlSettings _settings;
    readonly double _scale;
    readonly double _nominalVolts;
    readonly bool _estimated;
    readonly List<ReplayRow> _rows = [];
    readonly List<ReplayTrip> _trips = [];
    readonly List<ReplayTransition> _transitions = [];
    readonly List<string> _notes = [];
    readonly VoltageEvents[] _events;
    readonly ControlLoop _loop;
    readonly double[] _block;
    TickInputs _input;
    long _halfCycles, _eventsSeen;
    bool _inService;

    /// <param name="nominalVolts">In the recording's own volts, line to line for three phases; null: taken from the recording's beginning.</param>
    public Replay(Recording recording, ChannelMap map, in ControlSettings settings, double? nominalVolts)
    {
        _recording = recording;
        _map = map;
        _settings = settings;
        _estimated = nominalVolts is null;
        _nominalVolts = nominalVolts ?? Estimate();
        // The controller sees its own nominal voltage where the recording has that of its grid.
        _scale = settings.Site.NominalVoltage / _nominalVolts;
        _events = [.. map.Voltages.Select(v => new VoltageEvents(v.Name.Split(' ')[0]))];
        MeterSettings meter = new()
        {
            PhaseCount = map.PhaseCount, NominalVoltage = settings.Site.NominalVoltage, NominalFrequencyHz = settings.Site.NominalFrequencyHz,
            RatedVoltAmperes = settings.Site.RatedVoltAmperes, HasCurrent = false,
        };
        _loop = new ControlLoop(settings, meter);
        _block = new double[map.PhaseCount * (int)(HighestUsefulRateHz / 1000 + 2)];
        _input = new() { Calibrated = true, CurveAccepted = true };
    }

    public ReplayResult Run()
    {
        foreach (RateSegment segment in _recording.Segments) Segment(segment);
        double cycle = 1 / _settings.Site.NominalFrequencyHz;
        List<VoltageEvent> events = [];
        for (int p = 0; p < _events.Length; p++)
        {
            int phase = p;
            events.AddRange(_events[p].Finish(detected => Onset(phase, detected, cycle)));
        }
        if (_rows.Count == 0) _notes.Add("too short or too broken to measure: no whole cycle");
        return new(_nominalVolts, _estimated, _rows, [.. events.OrderBy(e => e.StartSeconds)], _trips, _transitions, _notes);
    }

    void Segment(RateSegment segment)
    {
        int average = segment.RateHz > HighestUsefulRateHz ? (int)Math.Ceiling(segment.RateHz / HighestUsefulRateHz) : 1;
        double rate = segment.RateHz / average;
        if (!(rate >= GridMeter.MinRateHz))
        {
            _notes.Add(FormattableString.Invariant($"{segment.Count} samples at {segment.RateHz:0.###} Hz were not measured: at least {GridMeter.MinRateHz:0} Hz is needed"));
            _loop.Meter.Reset();
            return;
        }
        int perBlock = Math.Max(1, (int)Math.Round(rate / 1000));
        int blocks = segment.Count / average;
        for (int first = 0; first < blocks; first += perBlock) Block(segment.FirstSample + first * average, Math.Min(perBlock, blocks - first), average, rate);
    }

    void Block(int firstSample, int count, int average, double rate)
    {
        for (int p = 0; p < _map.PhaseCount; p++)
        {
            for (int k = 0; k < count; k++)
            {
                double sum = 0;
                for (int a = 0; a < average; a++) sum += _map.Voltages[p].At(firstSample + k * average + a);
                _block[p * count + k] = sum * _scale / average;
            }
        }
        long end = _recording.TimeNanoseconds(firstSample + count * average - 1);
        _input.TimeNs = end;
        _input.DtSeconds = count / rate;
        _loop.Tick(
            new SampleBlock { EndTimeNs = end, SampleRateHz = rate, Count = count, Samples = _block.AsSpan(0, _map.PhaseCount * count) }, _input, out TickOutputs output);
        if (!_inService && _loop.Grid.Valid)
        {
            _loop.AssumeInService();
            _inService = true;
            _eventsSeen = 0;
            return;
        }
        Note(end * 1e-9, output);
    }

    void Note(double seconds, in TickOutputs output)
    {
        for (long s = _eventsSeen + 1; s <= _loop.State.Events.Written; s++)
            if (_loop.State.Events.TryGet(s, out ControlEvent e) && _inService) Event(e);
        _eventsSeen = _loop.State.Events.Written;
        GridMeasurement grid = _loop.Grid;
        if (!_inService || grid.HalfCycles == _halfCycles) return;
        _halfCycles = grid.HalfCycles;
        if (!grid.Valid) return;
        for (int p = 0; p < _events.Length; p++) _events[p].Step(seconds, grid.VoltagePu[p]);
        _rows.Add(new(seconds, grid.VoltagePu, grid.FrequencyHz, grid.Sync, output.DecidedVarInjectedPu, output.Command.VarInjectedPu, _loop.State.State));
    }

    void Event(in ControlEvent e)
    {
        double seconds = e.TimeNs * 1e-9;
        _transitions.Add(new(seconds, EventText.Of(e)));
        if (e.Kind == ControlEventKind.FaultRaised && e.Fault is FaultCode.OverVoltageTrip or FaultCode.UnderVoltageTrip or FaultCode.OverFrequencyTrip or FaultCode.UnderFrequencyTrip)
            _trips.Add(new(e.Element, seconds, e.Value, e.Fault));
    }

    // Median over phases and half cycles of the one-cycle RMS of the first 0.2 s, before whatever made the recorder start.
    double Estimate()
    {
        int samples = Math.Min(_recording.SampleCount, Math.Max(1, CountWithin(0.2)));
        List<double> squares = [];
        foreach (PhaseSource phase in _map.Voltages)
        {
            double sum = 0;
            int count = 0;
            for (int k = 0; k < samples; k++)
            {
                double v = phase.At(k);
                if (!double.IsFinite(v)) continue;
                sum += v * v;
                count++;
            }
            if (count > 0) squares.Add(sum / count);
        }
        squares.Sort();
        double rms = squares.Count == 0 ? 0 : Math.Sqrt(squares[squares.Count / 2]);
        return (rms > 0 ? rms : 1) * (_map.PhaseCount == 3 ? Math.Sqrt(3) : 1);
    }

    int CountWithin(double seconds)
    {
        int low = 0, high = _recording.SampleCount;
        while (low < high)
        {
            int mid = (low + high) / 2;
            if (_recording.TimeNanoseconds(mid) * 1e-9 < seconds) low = mid + 1;
            else high = mid;
        }
        return low;
    }

    // Where the waveform first differs from itself one cycle earlier by more than a tenth of the nominal peak, and goes on differing.
    double Onset(int phase, double detectedSeconds, double cycleSeconds)
    {
        int detected = CountWithin(detectedSeconds), from = CountWithin(detectedSeconds - 1.6 * cycleSeconds);
        double limit = 0.1 * Math.Sqrt(2) * _nominalVolts / (_map.PhaseCount == 3 ? Math.Sqrt(3) : 1);
        PhaseSource source = _map.Voltages[phase];
        for (int k = from; k < detected; k++)
        {
            int apart = 0, looked = 0;
            for (int n = k; n < Math.Min(k + 4, detected); n++, looked++)
            {
                int earlier = CountWithin(_recording.TimeNanoseconds(n) * 1e-9 - cycleSeconds);
                if (earlier > 0 && Math.Abs(source.At(n) - source.At(earlier)) > limit) apart++;
            }
            if (looked > 0 && apart >= Math.Min(3, looked) && Math.Abs(source.At(k) - source.At(Math.Max(0, CountWithin(_recording.TimeNanoseconds(k) * 1e-9 - cycleSeconds)))) > limit)
                return _recording.TimeNanoseconds(k) * 1e-9;
        }
        return detectedSeconds;
    }
}
