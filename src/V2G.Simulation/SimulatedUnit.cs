using V2G.Control;
using V2G.Control.Limits;
using V2G.Control.Measurement;
using V2G.Simulation.Feeder;
using V2G.Simulation.Inverter;
using V2G.Simulation.Sensors;
using V2G.Simulation.Thermal;
using V2G.Simulation.Vehicle;

namespace V2G.Simulation;

/// <summary>One charger at its node: inverter, power module, battery, sensors second meter, and its contactor.</summary>
public sealed class SimulatedUnit
{
    readonly UnitSettings _settings;
    readonly RadialFeeder _feeder;
    readonly double _shareOfBase;
    readonly IdealMeasurement _ideal;
    PhasePhasors _terminal, _current;
    double _terminalPu = 1;

    internal SimulatedUnit(UnitSettings settings, RadialFeeder feeder, int node, long tickNs, SeededRandom random)
    {
        _settings = settings;
        _feeder = feeder;
        Node = node;
        _shareOfBase = settings.RatedVoltAmperes / feeder.BaseVoltAmperes;
        _ideal = new IdealMeasurement(settings.Phases, tickNs);
        Inverter = new AveragedInverter(settings.Inverter, tickNs);
        PowerModule = new PowerModulePlant(settings.PowerModule, settings.AmbientCelsius, tickNs);
        Battery = new BatteryPack(settings.Battery, settings.StateOfCharge, settings.AmbientCelsius, tickNs);
        Sensors = new SimulatedSensors(settings.Sensors, settings.Phases, settings.PhaseVolts, settings.RatedAmperes, tickNs, random);
        SecondMeter = new SecondMeter(settings.Phases, settings.PhaseVolts, settings.RatedAmperes);
    }

    public int Node { get; }

    public UnitSettings Settings => _settings;

    public AveragedInverter Inverter { get; }

    public PowerModulePlant PowerModule { get; }

    public BatteryPack Battery { get; }

    public SimulatedSensors Sensors { get; }

    public SecondMeter SecondMeter { get; }

    /// <summary>Open: no current whatever the inverter does; the terminal is still measured.</summary>
    public bool ContactorClosed { get; set; } = true;

    /// <summary>The terminal is held at this balanced voltage whatever the network and our VARs do, pu; NaN: the network decides.</summary>
    public double HeldTerminalPu { get; set; } = double.NaN;

    /// <summary>Terminal voltages, line to neutral, pu, in the frame that rotates with the source. One phase: only A counts.</summary>
    public ref readonly PhasePhasors TerminalPu => ref _terminal;

    /// <summary>Currents out of the EVSE, pu, in the same frame.</summary>
    public ref readonly PhasePhasors CurrentPu => ref _current;

    /// <summary>What perfect sensors and a perfect phase-locked loop would measure, refreshed every half cycle.</summary>
    public ref readonly GridMeasurement Measurement => ref _ideal.Measurement;

    public ref readonly InverterState InverterState => ref Inverter.State;

    public ref readonly VehicleReport Vehicle => ref Battery.Report;

    /// <summary>Before the network is solved: the inverter answers its command with a current.</summary>
    internal void Actuate(in InverterCommand command, long nowNs)
    {
        Inverter.Step(command, nowNs, _terminalPu, ContactorClosed);
        _feeder.SetCurrent(Node, Inverter.ActiveCurrentPu * _shareOfBase, Inverter.VarCurrentPu * _shareOfBase);
    }

    /// <summary>After it is solved: everything that follows from the terminal's voltage.</summary>
    internal void Observe(in InverterCommand command, GridSource source, long fromNs, long nowNs)
    {
        Phasor positive = _feeder.Voltage(Node), direction = _feeder.CurrentDirection(Node);
        if (!double.IsNaN(HeldTerminalPu))
        {
            positive = new Phasor(HeldTerminalPu, 0);
            direction = new Phasor(1, 0);
        }
        _terminalPu = positive.Magnitude;
        SetTerminal(positive, source.PhasesPu);
        // (active − j·var) along the voltage: the conjugate turns P + jQ into the current that carries it.
        _current = PhasePhasors.Balanced(new Phasor(Inverter.ActiveCurrentPu, -Inverter.VarCurrentPu) * direction);

        PowerModule.Step(Inverter.LossesPu * _settings.RatedVoltAmperes);
        Inverter.Report(command, nowNs, _terminalPu, PowerModule.NtcCelsius, PowerModule.AmbientCelsius);
        Battery.Step(Inverter.DcPowerPu * _settings.RatedVoltAmperes, nowNs);
        SecondMeter.Accumulate(nowNs, _terminal, _current);
        _ideal.Refresh(nowNs, source, positive, _terminal, Inverter.ActiveCurrentPu, Inverter.VarCurrentPu);
        if (_settings.Waveform) Sensors.Sample(fromNs, nowNs, source.TickStartRadians, source.TickHz, _terminal, _current);
    }

    // The source's negative and zero sequence pass the network unloaded: loads and units draw positive sequence only.
    void SetTerminal(Phasor positive, in PhasePhasors source)
    {
        _terminal = PhasePhasors.Balanced(positive);
        if (_settings.Phases == 1 || !double.IsNaN(HeldTerminalPu)) return;
        Phasor negative = source.Negative, zero = source.Zero;
        if (negative.MagnitudeSquared + zero.MagnitudeSquared < 1e-24) return;
        _terminal = PhasePhasors.FromSequences(positive, negative, zero);
    }
}
