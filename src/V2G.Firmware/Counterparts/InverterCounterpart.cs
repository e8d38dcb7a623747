using V2G.Control;
using V2G.Control.Measurement;
using V2G.Simulation;
using V2G.Simulation.Inverter;
using V2G.Simulation.Thermal;

namespace V2G.Firmware.Counterparts;

/// <summary>
/// An inverter played for a trial, whatever bus it hangs on: the simulation's averaged inverter on a stiff grid, its power module and
/// a simple DC side. It obeys a command for <see cref="Controller.CommandLifeNs"/> from when it took it, and blocks its gates
/// afterwards. What its bus does wrong (silence, loss, late, …) is for whoever carries its state; the schedule is here for all.
/// </summary>
internal sealed class InverterCounterpart
{
    const long TickNs = 1_000_000;

    // After a longer stop of its process it goes on from where it stood.
    const long MostOwedNs = 1_000_000_000;

    readonly CounterpartSettings _settings;
    readonly AveragedInverter _inverter = new(new(), TickNs);
    readonly PowerModulePlant _module;
    readonly CounterpartDcSide _dc;
    readonly long _startedNs;
    InverterCommand _command;
    InverterState _state = InverterState.Unknown;
    MeterReading _meter = MeterReading.Unknown;
    long _nowNs, _takenNs = long.MinValue;

    /// <param name="nowNs">CLOCK_MONOTONIC: its start, from which the schedule counts.</param>
    public InverterCounterpart(CounterpartSettings settings, FaultSchedule faults, long nowNs)
    {
        _settings = settings;
        Faults = faults;
        _module = new(new(), settings.AmbientCelsius, TickNs);
        _dc = new(settings);
        _nowNs = _startedNs = nowNs;
        Step();
    }

    public CounterpartSettings Settings => _settings;

    /// <summary>What it does wrong, and when; may be another while it plays.</summary>
    public FaultSchedule Faults { get; set; }

    /// <summary>What it reports; frozen while it is told to be stale.</summary>
    public ref readonly InverterState State => ref _state;

    /// <summary>What a meter at its terminals says.</summary>
    public ref readonly MeterReading MeterReading => ref _meter;

    /// <summary>The command that it took last, live or not.</summary>
    public ref readonly InverterCommand Command => ref _command;

    /// <summary>Commands that it took.</summary>
    public long Taken { get; private set; }

    /// <summary>It acts on the last command.</summary>
    public bool Obeys => _takenNs != long.MinValue && _nowNs - _takenNs <= Controller.CommandLifeNs;

    public double SecondsSinceStart => (_nowNs - _startedNs) * 1e-9;

    /// <summary>The fault is on now.</summary>
    public bool Has(CounterpartFault fault) => Faults.Has(fault, SecondsSinceStart);

    /// <summary>The figure of a fault that is on now; NaN while it is off.</summary>
    public double Value(CounterpartFault fault) => Faults.Value(fault, SecondsSinceStart);

    /// <summary>A command has come. Its life counts from here, whatever its sender's clock says.</summary>
    public void Take(in InverterCommand command, long nowNs)
    {
        _command = command;
        _command.ExpiresNs = nowNs + Controller.CommandLifeNs;
        _takenNs = nowNs;
        Taken++;
    }

    /// <summary>Lets its time pass up to now.</summary>
    public void Advance(long nowNs)
    {
        if (nowNs - _nowNs > MostOwedNs) _nowNs = nowNs - MostOwedNs;
        while (nowNs - _nowNs >= TickNs)
        {
            _nowNs += TickNs;
            Step();
        }
    }

    void Step()
    {
        bool broken = Has(CounterpartFault.Internal);
        InverterCommand command = broken || !Obeys ? new() { Sequence = _command.Sequence } : _command;
        // Who lets the gates switch moves power, named or not.
        if (command.GateEnable && command.Phase == ActuatorPhase.Idle) command.Phase = ActuatorPhase.Transfer;
        _inverter.IgnoresVar = Has(CounterpartFault.IgnoreVar);
        _inverter.Stuck = Has(CounterpartFault.Stuck);
        double grid = Value(CounterpartFault.GridVoltage) is not double.NaN and double percent ? percent / 100 : _settings.GridVoltagePu;
        _inverter.Step(command, _nowNs, grid, contactorClosed: true);
        _module.Step(_inverter.LossesPu * _settings.RatedVoltAmperes);
        _inverter.Report(command, _nowNs, grid, _module.NtcCelsius, _module.AmbientCelsius);
        _dc.Step(command.Phase, command.DcVolts, _inverter.DcPowerPu * _settings.RatedVoltAmperes, VirtualTime.Seconds(TickNs));
        ref readonly InverterState bridge = ref _inverter.State;
        if (!Has(CounterpartFault.MeterStale)) Meter(bridge, grid);
        if (Has(CounterpartFault.Stale)) return;
        _state = bridge with
        {
            TimeNs = _nowNs, SequenceEchoed = Obeys ? _command.Sequence : _state.SequenceEchoed, Phase = command.Phase,
            FrequencyHz = _settings.FrequencyHz, DcLinkVolts = _settings.DcLinkVolts, DcVolts = _dc.Volts, DcAmperes = _dc.Amperes,
            InsulationOhms = _settings.InsulationOhms, Contactors = _dc.Contactors,
            Faults = (broken ? InverterFaults.Internal : InverterFaults.None) | (Taken > 0 && !Obeys ? InverterFaults.CommandExpired : InverterFaults.None),
        };
    }

    // A meter beside it, on the same three wires.
    void Meter(in InverterState bridge, double gridPu)
    {
        double line = gridPu * _settings.NominalVolts, neutral = line / Math.Sqrt(3), watts = bridge.ActivePowerPu * _settings.RatedVoltAmperes, vars = bridge.VarInjectedPu * _settings.RatedVoltAmperes;
        double amperes = neutral > 1 ? Math.Sqrt(watts * watts + vars * vars) / (3 * neutral) : 0;
        _meter = new()
        {
            TimeNs = _nowNs, Volts = new(neutral, neutral, neutral), LineVolts = new(line, line, line), Amperes = new(amperes, amperes, amperes),
            ActivePowerWatts = watts, VarInjected = vars, FrequencyHz = _settings.FrequencyHz,
        };
    }
}
