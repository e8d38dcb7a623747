using V2G.Control;
using V2G.Control.Measurement;
using V2G.Control.Settings;
using V2G.Firmware.BlackBox;
using V2G.Firmware.Configuration;
using V2G.Firmware.Inverters;
using V2G.Firmware.Meters;
using V2G.Linux.RealTime;

namespace V2G.Firmware.Run;

/// <summary>
/// The controller on the readings of a meter on a bus, for a board without a converter of its own: slower, and without harmonics, phase
/// and waveform. The meter's silence is that of the control bus. Its calibration is its maker's affair.
/// </summary>
internal sealed class MeteredRun : IBoardRun
{
    readonly IMeterDriver _meter;
    readonly IInverterDriver? _inverter;
    readonly MeasuredFigures _figures;
    readonly Func<long> _clock;
    readonly ShortText _meterName, _inverterName;
    MeterReading _reading = MeterReading.Unknown;
    TickInputs _input;
    TickOutputs _output;
    long _startedNs;

    /// <param name="inverter">What carries commands to the inverter; null: this board has none.</param>
    /// <param name="clock">CLOCK_MONOTONIC, ns.</param>
    public MeteredRun(in ControlSettings settings, BoardSettings board, IMeterDriver meter, IInverterDriver? inverter = null, Func<long>? clock = null)
    {
        SiteSettings site = settings.Site;
        MeterSettings grid = new() { PhaseCount = site.PhaseCount, NominalVoltage = site.NominalVoltage, NominalFrequencyHz = site.NominalFrequencyHz, RatedVoltAmperes = site.RatedVoltAmperes };
        _clock = clock ?? (() => MonotonicClock.NowNs);
        TickNs = (long)(board.PeriodMs * 1e6);
        BusMeterSettings bus = MeterDrivers.Settings(board, grid);
        Rehearse(settings, bus);
        Loop = new(settings, grid, bus: bus);
        _figures = new(Loop);
        _meter = meter;
        _inverter = inverter;
        _meterName = ShortText.From(meter.Name);
        _inverterName = ShortText.From(inverter?.Name ?? BoardSettings.None);
        _input = new()
        {
            Calibrated = true, CurveAccepted = true, MeterConfigured = true, NoInverter = inverter is null, InverterConfigured = inverter is not null, Inverter = InverterState.Unknown,
            InverterInVehicle = inverter is { InVehicle: true },
        };
    }

    public bool Simulated => false;

    public long NowNs { get; private set; }

    public long TickNs { get; }

    public ControlLoop Loop { get; }

    public ref readonly TickOutputs Output => ref _output;

    public ref TickInputs Input => ref _input;

    public ReadOnlySpan<double> Samples => [];

    public TickRecorder? Recorder { get; set; }

    public void Tick()
    {
        long now = _clock();
        if (_startedNs == 0)
        {
            _startedNs = now;
            NowNs = now - TickNs;
        }
        // Missed periods are skipped, so a tick may stand for several.
        _input.DtSeconds = (now - NowNs) * 1e-9;
        _input.TimeNs = NowNs = now;
        _meter.Take(now, ref _reading, ref _input.MeterBus);
        _inverter?.Take(now, ref _input.Inverter, ref _input.ControlBus);
        Recorder?.Begin(Loop);
        Loop.Tick(_reading, _input, out _output);
        _inverter?.Give(_output.Command, now);
        _figures.Step(new Phases(double.NaN, double.NaN, double.NaN));
        _input.MeasurementImplausible = _figures.CrossCheck.State == PlausibilityState.Inhibit;
        Recorder?.End(Loop, _input, _output);
        _input.Acknowledge = false;
    }

    public void Describe(ref ControllerImage image)
    {
        _figures.Describe(ref image, NowNs, _input, _output);
        image.StartedNs = _startedNs;
        image.InverterDriver = _inverterName;
        image.MeterDriver = _meterName;
        image.Meter = _reading;
    }

    // The first use of a table makes it: a loop that is thrown away sees a grid, loses it and finds it again.
    static void Rehearse(in ControlSettings settings, in BusMeterSettings bus)
    {
        ControlLoop loop = new(settings, bus.Grid, bus: bus);
        loop.AssumeInService();
        TickInputs input = new() { DtSeconds = 0.01, Calibrated = true, CurveAccepted = true, MeterConfigured = true };
        MeterReading reading = MeterReading.Unknown;
        reading.ActivePowerWatts = reading.VarInjected = 100;
        for (int n = 1; n <= 200; n++)
        {
            double volts = n is > 80 and < 120 ? 0 : bus.Grid.LineNeutralVolts;
            reading.Volts = new(volts, volts, volts);
            reading.FrequencyHz = volts == 0 ? double.NaN : bus.Grid.NominalFrequencyHz;
            reading.TimeNs = input.TimeNs = n * 10_000_000L;
            loop.Tick(reading, input, out _);
        }
    }
}
