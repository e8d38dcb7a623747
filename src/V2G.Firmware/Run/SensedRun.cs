using V2G.Control;
using V2G.Control.Measurement;
using V2G.Control.Settings;
using V2G.Firmware.BlackBox;
using V2G.Firmware.Configuration;
using V2G.Firmware.Inverters;
using V2G.Firmware.Meters;
using V2G.Linux.Devices;
using V2G.Linux.Iio;
using V2G.Linux.RealTime;

namespace V2G.Firmware.Run;

/// <summary>
/// The controller on the samples of the board's own converter, on the kernel's clock, and on the inverter that the configuration names.
/// Without one it measures, judges and shows, and NO_INVERTER keeps the gates off.
/// </summary>
internal sealed class SensedRun : IBoardRun, IDisposable
{
    // A second meter averages over a second or more; only one that has been silent for longer is missing.
    const long SlowestSecondNs = 2_000_000_000;

    readonly IioSampleSource _source;
    readonly SampleWatch _watch;
    readonly MeasuredFigures _figures;
    readonly Func<long> _clock;
    readonly IInverterDriver? _inverter;
    readonly IMeterDriver? _second;
    readonly long _secondSilenceNs;
    MeterReading _secondReading = MeterReading.Unknown;
    ControlBusReport _secondBus;
    TickInputs _input;
    TickOutputs _output;
    readonly ShortText _driverName, _secondName;
    long _startedNs;

    /// <param name="calibration">Null: this unit has none, and no power flows.</param>
    /// <param name="inverter">What carries commands to the inverter; null: this board has none.</param>
    /// <param name="second">A meter on a bus that the voltage sensors are compared with; null: there is none.</param>
    /// <param name="clock">CLOCK_MONOTONIC, ns.</param>
    /// <exception cref="DeviceException">The converter is not there, or not as it is described.</exception>
    public SensedRun(in ControlSettings settings, BoardSettings board, CalibrationSet? calibration,
        string sysfsRoot = IioDevice.SysfsRoot, string deviceDirectory = "/dev", Func<long>? clock = null, IInverterDriver? inverter = null, IMeterDriver? second = null)
    {
        SiteSettings site = settings.Site;
        MeterSettings meter = new()
        {
            PhaseCount = site.PhaseCount, NominalVoltage = site.NominalVoltage, NominalFrequencyHz = site.NominalFrequencyHz,
            RatedVoltAmperes = site.RatedVoltAmperes, Calibration = calibration ?? CalibrationSet.Identity,
        };
        int named = board.SampleChannels.Split(',').Length;
        if (named != meter.ChannelCount)
            throw new DeviceException($"devices.sample_channels names {named} channels; a site of {site.PhaseCount} phase{(site.PhaseCount == 1 ? "" : "s")} needs {meter.ChannelCount}, voltages first");
        _clock = clock ?? (() => MonotonicClock.NowNs);
        TickNs = (long)(board.PeriodMs * 1e6);
        Rehearse(settings, meter);
        Loop = new ControlLoop(settings, meter, IioSampleSource.MostScans);
        _figures = new(Loop);
        _source = new(board, sysfsRoot, deviceDirectory);
        _watch = new(meter.ChannelCount, _source.NominalHz, TickNs);
        _input = new() { Calibrated = calibration is not null, CurveAccepted = true, NoInverter = inverter is null, InverterConfigured = inverter is not null, Inverter = InverterState.Unknown, InverterInVehicle = inverter is { InVehicle: true } };
        _inverter = inverter;
        _driverName = ShortText.From(inverter?.Name ?? BoardSettings.None);
        _second = second;
        _secondName = ShortText.From(second?.Name ?? "");
        _secondSilenceNs = second is null ? 0 : Math.Max((long)(MeterDrivers.Settings(board, meter).SilenceSeconds * 1e9), SlowestSecondNs);
    }

    public bool Simulated => false;

    public long NowNs { get; private set; }

    public long TickNs { get; }

    public ControlLoop Loop { get; }

    public ref readonly TickOutputs Output => ref _output;

    public ref TickInputs Input => ref _input;

    public ReadOnlySpan<double> Samples => _source.Block.Samples;

    public TickRecorder? Recorder { get; set; }

    /// <summary>What the driver says, Hz.</summary>
    public double NominalRateHz => _source.NominalHz;

    public double RateHz => _source.RateHz;

    public SampleVerdict Verdict => _watch.Verdict;

    public void Tick()
    {
        long now = _clock();
        if (_startedNs == 0)
        {
            _startedNs = now;
            NowNs = now - TickNs;
            _source.Drop();
        }
        SampleTiming timing = _source.Take();
        SampleBlock block = _source.Block;
        SampleVerdict verdict = _watch.Step(now, block, timing);
        // Missed periods are skipped, so a tick may stand for several.
        _input.DtSeconds = (now - NowNs) * 1e-9;
        _input.TimeNs = NowNs = now;
        _input.MeasurementImplausible = verdict != SampleVerdict.Good || _figures.CrossCheck.State == PlausibilityState.Inhibit;
        _inverter?.Take(now, ref _input.Inverter, ref _input.ControlBus);
        Phases second = Second(now);
        Recorder?.Begin(Loop);
        if (block.Count == 0)
        {
            Loop.Tick(_input, out _output);
        }
        else
        {
            // The meter counts its time in samples: across a gap it would take the missing ones for a jump of phase.
            if (timing != SampleTiming.Steady) Loop.Meter.Reset();
            Loop.Tick(block, _input, out _output);
        }
        _inverter?.Give(_output.Command, now);
        _figures.Step(second);
        Recorder?.End(Loop, _input, _output);
        _input.Acknowledge = false;
    }

    // The second meter's phases, pu; NaN while it is silent.
    Phases Second(long nowNs)
    {
        Phases volts = new(double.NaN, double.NaN, double.NaN);
        if (_second is null) return volts;
        _second.Take(nowNs, ref _secondReading, ref _secondBus);
        bool fresh = _secondReading.TimeNs > 0 && nowNs - _secondReading.TimeNs <= _secondSilenceNs;
        _input.SecondMeterSilent = !fresh && nowNs - _startedNs > _secondSilenceNs;
        if (!fresh) return volts;
        for (int phase = 0; phase < Loop.Settings.Site.PhaseCount; phase++) volts[phase] = _secondReading.Volts[phase] / Loop.Settings.Site.NominalPhaseVoltage;
        return volts;
    }

    public void Describe(ref ControllerImage image)
    {
        _figures.Describe(ref image, NowNs, _input, _output);
        image.StartedNs = _startedNs;
        image.InverterDriver = _driverName;
        image.MeterDriver = _secondName;
        image.Meter = _secondReading;
        image.MeterBus = _secondBus;
        image.Samples = _watch.Verdict;
        image.SampleFailures = _watch.Failures;
        image.SampleRateHz = _source.RateHz;
    }

    // The first use of a table makes it: a loop that is thrown away measures a grid, loses it and finds it again, before the real one counts what it allocates.
    static void Rehearse(in ControlSettings settings, MeterSettings meter)
    {
        const int Scans = 16;
        const double RateHz = 16_000;
        ControlLoop loop = new(settings, meter, Scans);
        loop.AssumeInService();
        double[] samples = new double[meter.ChannelCount * Scans];
        TickInputs input = new() { DtSeconds = Scans / RateHz, Calibrated = true, CurveAccepted = true };
        for (int n = 1; n <= 600; n++)
        {
            double volts = n is > 300 and < 400 ? 0 : settings.Site.NominalPhaseVoltage * Math.Sqrt(2);
            for (int i = 0; i < samples.Length; i++)
            {
                double angle = 2 * Math.PI * (settings.Site.NominalFrequencyHz * (n * Scans + i % Scans) / RateHz - i / Scans % settings.Site.PhaseCount / 3.0);
                samples[i] = volts * Math.Cos(angle);
            }
            input.TimeNs = n * 1_000_000L;
            loop.Tick(new SampleBlock { EndTimeNs = input.TimeNs, SampleRateHz = RateHz, Count = Scans, Samples = samples }, input, out _);
            if (n == 500) loop.Meter.Reset();
            if (n % 10 == 0) loop.Tick(input, out _);
        }
    }

    public void Dispose() => _source.Dispose();
}
