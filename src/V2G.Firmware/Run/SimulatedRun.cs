using V2G.Control;
using V2G.Control.Measurement;
using V2G.Control.Settings;
using V2G.Firmware.BlackBox;
using V2G.Firmware.Configuration;
using V2G.Firmware.Inverters;
using V2G.Linux.RealTime;
using V2G.Simulation;
using V2G.Simulation.Feeder;
using V2G.Simulation.PowerPath;
using V2G.Simulation.Sensors;
using V2G.Simulation.Vehicle;

namespace V2G.Firmware.Run;

/// <summary>
/// The controller and, in place of the hardware, the plant: one object, one tick at a time, on virtual time. Who calls
/// <see cref="Tick"/> decides whether that time runs like a wall clock's or a thousand times faster. With an inverter on a real bus in
/// place of the plant's own, that one's reports are what flows, and time must run like the wall's.
/// </summary>
internal sealed class SimulatedRun : IBoardRun
{
    /// <summary>16 samples a tick; not a multiple of any grid frequency.</summary>
    public const double SampleRateHz = 16_000;

    // Before it is heard for the first time, an inverter's report is older than any limit, though virtual time begins at 0.
    const long NeverHeardNs = -3_600_000_000_000;

    readonly bool _waveform;
    readonly MeasuredFigures _figures;
    readonly IInverterDriver? _inverter;
    readonly SimulatedLines? _lines;
    readonly Func<long> _wallClock;
    readonly ShortText _driverName;
    bool _assumeInService;
    InverterState _reported = InverterState.Unknown;
    TickInputs _input;
    TickOutputs _output;

    /// <param name="inverter">An inverter on a real bus; null: the plant's own.</param>
    /// <param name="wallClock">What that bus lives by, CLOCK_MONOTONIC unless told otherwise, ns.</param>
    public SimulatedRun(in ControlSettings settings, SimulatedOptions options, CalibrationSet? calibration = null, IInverterDriver? inverter = null, Func<long>? wallClock = null)
    {
        _wallClock = wallClock ?? (() => MonotonicClock.NowNs);
        _inverter = inverter;
        _driverName = ShortText.From(inverter?.Name ?? "simulated");
        Options = options;
        _waveform = options.Waveform;
        SiteSettings site = settings.Site;
        Board = new SimulatedBoard(options.Seed, Unit(site, options), Source(site, options), options.ShortCircuitRatio, xOverR: 1.5, options.TickNs);
        Board.Unit.Battery.Connected = options.VehicleConnected;
        if (options.Script == GridScript.Lively) AddLoads(Board.Site, options);
        MeterSettings meter = new()
        {
            PhaseCount = site.PhaseCount, NominalVoltage = site.NominalVoltage, NominalFrequencyHz = site.NominalFrequencyHz,
            RatedVoltAmperes = site.RatedVoltAmperes, Calibration = calibration ?? CalibrationSet.Identity,
        };
        Loop = new ControlLoop(settings, meter);
        _figures = new(Loop);
        _input = new()
        {
            DtSeconds = Board.Site.TickNs * 1e-9, Calibrated = true, CurveAccepted = true, InverterConfigured = true,
            ActivePowerSetpointPu = options.ActivePowerPu, InverterInVehicle = inverter is { InVehicle: true },
        };
        if (options.Lines) _lines = new(Board.Unit, site.NominalVoltage, Board.Site.TickNs * 1e-9);
        if (options.Cold) return;
        // Measured first, then as if the enter-service delay had long passed: with an inverter on a bus, once that is heard.
        _assumeInService = inverter is not null;
        RunSeconds(0.5);
        if (inverter is null) Loop.AssumeInService();
    }

    public SimulatedOptions Options { get; }

    public SimulatedBoard Board { get; }

    public ControlLoop Loop { get; }

    public bool Simulated => true;

    public long NowNs => Board.NowNs;

    public long TickNs => Board.Site.TickNs;

    public ReadOnlySpan<double> Samples => Board.Samples;

    /// <summary>Compares the voltage sensors with each other and with the second meter.</summary>
    public CrossCheck CrossCheck => _figures.CrossCheck;

    public TickRecorder? Recorder { get; set; }

    public ref readonly TickOutputs Output => ref _output;

    public ref TickInputs Input => ref _input;

    public double NowSeconds => Board.NowNs * 1e-9;

    /// <summary>The plant under the last command, then the controller on what it senses. Allocates nothing.</summary>
    public void Tick()
    {
        _lines?.Act(_output.Lines);
        Board.Step(_inverter is null ? _output.Command : Reported());
        _input.TimeNs = Board.NowNs;
        if (_inverter is null) _input.Inverter = Board.InverterState;
        else TakeInverter();
        if (_lines is not null) Station(_lines);
        if (!Options.VehicleByLink) _input.Vehicle = Board.Vehicle;
        _input.MeasurementImplausible = _figures.CrossCheck.State == PlausibilityState.Inhibit;
        Recorder?.Begin(Loop);
        if (_waveform)
        {
            int channels = Loop.Meter.Settings.ChannelCount;
            SampleBlock block = new()
            {
                EndTimeNs = Board.NowNs, SampleRateHz = SampleRateHz, Count = Board.Samples.Length / channels, Samples = Board.Samples,
            };
            Loop.Tick(block, _input, out _output);
            _figures.Step(SecondMeter());
        }
        else
        {
            Loop.Tick(Board.Measurement, _input, out _output);
        }
        if (_inverter is not null) GiveInverter();
        Recorder?.End(Loop, _input, _output);
        _input.Acknowledge = false;
    }

    // What hangs on the lines, as it is now.
    void Station(SimulatedLines lines)
    {
        double seconds = NowSeconds;
        lines.Faults = Options.Faults.At(seconds);
        lines.PilotVolts = Options.Faults.PilotVolts(Board.Unit.Battery.Connected, seconds);
        lines.BatteryVolts = lines.PilotVolts > 10.5 ? 0 : Board.Unit.Battery.Volts;
        lines.Tell(_output.Command, ref _input.Board, ref _input.Inverter);
    }

    // Its power, flowing in the plant; what has not been reported for the life of a command, or of a car's charge loop, flows no more.
    InverterCommand Reported()
    {
        ref readonly InverterState inverter = ref _input.Inverter;
        long life = _input.InverterInVehicle ? (long)(Loop.Settings.Site.InverterSilenceSeconds * 1e9) : Controller.CommandLifeNs;
        bool flows = inverter.GatesSwitching && Board.NowNs - inverter.TimeNs <= life;
        return flows ? new()
        {
            Sequence = inverter.SequenceEchoed, ExpiresNs = Board.NowNs + Controller.CommandLifeNs, GateEnable = true, Phase = inverter.Phase,
            ActivePowerPu = inverter.ActivePowerPu, VarInjectedPu = inverter.VarInjectedPu,
        } : default;
    }

    // The bus lives by the wall's clock, the plant by its own: stamps are carried over by their age.
    void TakeInverter()
    {
        long wall = _wallClock();
        _inverter!.Take(wall, ref _reported, ref _input.ControlBus);
        _input.Inverter = _reported;
        bool heard = _reported.TimeNs > 0;
        _input.Inverter.TimeNs = heard ? Board.NowNs - (wall - _reported.TimeNs) : NeverHeardNs;
        if (!heard || !_assumeInService) return;
        _assumeInService = false;
        Loop.AssumeInService();
    }

    void GiveInverter()
    {
        long wall = _wallClock();
        InverterCommand command = _output.Command;
        command.ExpiresNs = wall + (command.ExpiresNs - Board.NowNs);
        _inverter!.Give(command, wall);
    }

    public void RunSeconds(double seconds)
    {
        long end = Board.NowNs + (long)(seconds * 1e9);
        while (Board.NowNs < end) Tick();
    }

    Phases SecondMeter()
    {
        ref readonly SecondMeterReading meter = ref Board.SecondMeter;
        bool fresh = meter.Sequence > 0 && Board.NowNs - meter.TimeNs < 2_000_000_000;
        Phases second = new() { Count = Loop.Settings.Site.PhaseCount };
        for (int p = 0; p < second.Count; p++) second[p] = fresh ? meter.Volts[p] / Loop.Settings.Site.NominalPhaseVoltage : double.NaN;
        return second;
    }

    public void Describe(ref ControllerImage image)
    {
        _figures.Describe(ref image, Board.NowNs, _input, _output);
        image.SimulatedVehicle = Board.Vehicle;
        image.InverterDriver = _driverName;
    }

    static UnitSettings Unit(SiteSettings site, SimulatedOptions options) => new()
    {
        RatedVoltAmperes = site.RatedVoltAmperes, Phases = site.PhaseCount, NominalVolts = site.NominalVoltage, Waveform = options.Waveform,
        Battery = new BatteryRatings { MaxChargeWatts = site.RatedVoltAmperes, MaxDischargeWatts = site.RatedVoltAmperes },
        Sensors = new SensorSettings
        {
            SampleRateHz = SampleRateHz, ClockPpm = 20, AdcBits = 16,
            Harmonics = [new(3, 0.008, 0.02), new(5, 0.015, 0.02), new(7, 0.010, 0.01), new(11, 0.004, 0.005)],
            Channels = [.. Enumerable.Range(0, 2 * site.PhaseCount).Select(i => i < site.PhaseCount
                ? Channel(options.Sensors.Voltage(i), site.NominalPhaseVoltage)
                : Channel(options.Sensors.Current(i - site.PhaseCount), site.RatedAmperes))],
        },
    };

    static ChannelErrors Channel(ChannelCalibration needed, double nominal) => new()
    {
        Gain = 1 / needed.Gain, Offset = needed.Offset, PhaseRadians = -needed.PhaseDegrees * Math.PI / 180, NoiseRms = 0.0005 * nominal,
    };

    static GridSource Source(in SiteSettings site, SimulatedOptions options)
    {
        GridSource source = new(options.SourcePu, site.NominalFrequencyHz);
        if (options.Script != GridScript.Lively) return source;
        // Long enough for a day on the bench.
        for (int minute = 0; minute < 24 * 60; minute += 2)
        {
            double t = minute * 60;
            source.MagnitudePu.RampTo(t + 8, 2, options.SourcePu - 0.06).RampTo(t + 45, 3, options.SourcePu).RampTo(t + 62, 1, options.SourcePu + 0.055)
                .RampTo(t + 92, 4, options.SourcePu);
            source.FrequencyHz.RampTo(t + 20, 5, site.NominalFrequencyHz - 0.08).RampTo(t + 70, 5, site.NominalFrequencyHz + 0.05);
            source.AddSag(t + 105, 0.4, 0.72);
        }
        return source;
    }

    static void AddLoads(SimulatedSite site, SimulatedOptions options)
    {
        // On a feeder of one node the neighbour's sun and motor are the loads that move.
        site.Add(LoadProfile.CloudTransient(0, 0.4, 24 * 3600, SeededRandom.For(options.Seed, 100)));
    }
}
