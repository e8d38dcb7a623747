using V2G.Control;
using V2G.Control.Limits;
using V2G.Control.Measurement;
using V2G.Control.Settings;
using V2G.Simulation.Feeder;

namespace V2G.Simulation.TypeTest;

/// <summary>
/// The controller under test on an ideal grid with an ideal inverter, on simulated time with any step: no feeder, no waveform, no
/// sensors. What is measured is what is set; what flows is what is commanded. The controller is the very code of the board.
/// </summary>
public sealed class IdealUnit
{
    ControlLoop _loop;
    long _nowNs = 1_000_000_000;
    double _fractionNs;

    public IdealUnit(in ControlSettings settings)
    {
        _loop = Loop(settings);
        Vehicle = Willing(settings.Site);
        VoltagePu = PhasePhasors.Balanced(new Phasor(1, 0));
        FrequencyHz = settings.Site.NominalFrequencyHz;
    }

    public ref readonly ControlSettings Settings => ref _loop.Settings;

    public ref readonly ControlState State => ref _loop.State;

    public IdealInverter Inverter { get; } = new();

    /// <summary>Line to neutral, pu of nominal; a single phase is A.</summary>
    public PhasePhasors VoltagePu { get; set; }

    public double FrequencyHz { get; set; }

    /// <summary>Rate of change of frequency as measured, Hz/s.</summary>
    public double RocofHzPerSecond { get; set; }

    /// <summary>Last jump of phase as measured, radians.</summary>
    public double PhaseJumpRadians { get; set; }

    /// <summary>Active power asked for, pu, + = export.</summary>
    public double SetpointPu { get; set; }

    /// <summary>What the vehicle allows; taken as fresh in every step.</summary>
    public VehicleReport Vehicle { get; set; }

    /// <summary>Drawn by whoever tests, 0 … 1: the share of the random enter-service delay that is waited.</summary>
    public double RandomShare { get; set; }

    /// <summary>A person acknowledges in the next step.</summary>
    public bool Acknowledge { get; set; }

    /// <summary>What the controller decided in the last step.</summary>
    public TickOutputs Output { get; private set; }

    /// <summary>Simulated time, s.</summary>
    public double NowSeconds => (_nowNs - 1_000_000_000) * 1e-9;

    public double ActivePowerPu => Inverter.ActivePowerPu;

    public double VarInjectedPu => Inverter.VarInjectedPu;

    /// <summary>A vehicle that gives and takes all that the unit can.</summary>
    public static VehicleReport Willing(in SiteSettings site) => new()
    {
        Connected = true, Bidirectional = true, MaxDischargeWatts = site.RatedVoltAmperes, MaxChargeWatts = site.RatedVoltAmperes, StateOfCharge = double.NaN,
    };

    /// <summary>As if it had long been in service.</summary>
    public void AssumeInService() => _loop.AssumeInService();

    /// <summary>Other settings from the next step on.</summary>
    public void Adopt(in ControlSettings settings) => _loop.Adopt(settings);

    public void Step(double dtSeconds)
    {
        _fractionNs += dtSeconds * 1e9;
        long wholeNs = (long)_fractionNs;
        _fractionNs -= wholeNs;
        _nowNs += wholeNs;
        Measure(out GridMeasurement grid);
        VehicleReport vehicle = Vehicle;
        vehicle.TimeNs = _nowNs;
        TickInputs input = new()
        {
            TimeNs = _nowNs, DtSeconds = dtSeconds, ActivePowerSetpointPu = SetpointPu, Vehicle = vehicle, RandomShare = RandomShare,
            Calibrated = true, CurveAccepted = true, InverterConfigured = true, Acknowledge = Acknowledge,
            Inverter = new() { TimeNs = _nowNs, AmbientCelsius = 25, ModuleCelsius = 40 },
        };
        Acknowledge = false;
        _loop.Tick(grid, input, out TickOutputs output);
        Output = output;
        Inverter.Step(output.Command, grid.PositiveSequencePu, dtSeconds);
    }

    static ControlLoop Loop(in ControlSettings settings) =>
        new(settings, new MeterSettings { NominalVoltage = settings.Site.NominalVoltage, RatedVoltAmperes = settings.Site.RatedVoltAmperes, PhaseCount = settings.Site.PhaseCount });

    void Measure(out GridMeasurement grid)
    {
        bool three = Settings.Site.PhaseCount == 3;
        double positive = three ? VoltagePu.Positive.Magnitude : VoltagePu.A.Magnitude;
        double p = Inverter.ActivePowerPu, q = Inverter.VarInjectedPu;
        grid = new()
        {
            TimeNs = _nowNs, HalfCycles = _nowNs, Sync = SyncState.Locked, Valid = true, FrequencyHz = FrequencyHz, RocofHzPerSecond = RocofHzPerSecond,
            PhaseJumpRadians = PhaseJumpRadians, PositiveSequencePu = positive, ActivePowerPu = p, VarInjectedPu = q, ApparentPowerPu = Math.Sqrt(p * p + q * q),
        };
        if (three)
        {
            grid.VoltagePu = VoltagePu.Magnitudes;
            grid.LineVoltagePu = VoltagePu.LineMagnitudes;
            grid.NegativeSequenceRatio = positive > 0 ? VoltagePu.Negative.Magnitude / positive : 0;
        }
        else
        {
            grid.VoltagePu = grid.LineVoltagePu = new Phases(positive);
        }
    }
}
