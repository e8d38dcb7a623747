using V2G.Control;
using V2G.Control.PowerPath;

namespace V2G.Simulation.PowerPath;

/// <summary>What may be wrong with the lines and what hangs on them.</summary>
[Flags]
public enum LineFaults : uint
{
    None = 0,
    GridRelayWelded = 1 << 0,
    GridRelayDead = 1 << 1,
    NoPreCharge = 1 << 2,
    BreakerStuck = 1 << 3,

    /// <summary>The residual current monitor does not see its test current.</summary>
    ResidualMonitorDead = 1 << 4,

    ResidualCurrent = 1 << 5,
    InsulationFault = 1 << 6,
    EmergencyStop = 1 << 7,
    DoorOpen = 1 << 8,
    GateDriver = 1 << 9,
    VehicleContactorWelded = 1 << 10,
    VehicleContactorDead = 1 << 11,
    InsulationMonitorDead = 1 << 12,
    TripCoilOpen = 1 << 13,

    /// <summary>One of the pair to the grid; <see cref="GridRelayWelded"/> and <see cref="GridRelayDead"/> are both.</summary>
    FirstRelayWelded = 1 << 14,
    SecondRelayWelded = 1 << 15,
    FirstRelayDead = 1 << 16,
    SecondRelayDead = 1 << 17,

    /// <summary>The gate driver does not see what its test forces.</summary>
    GateDriverBlind = 1 << 18,
}

/// <summary>
/// Relays, contactor, breaker, monitors and the control pilot of one station: what its output lines do to the plant, and what its inputs
/// say. Contacts follow their coils after 20 ms; capacitors charge and decay through their resistors.
/// </summary>
public sealed class SimulatedLines(SimulatedUnit unit, double nominalVolts, double tickSeconds)
{
    const double ContactSeconds = 0.02, BreakerSeconds = 0.04, PreChargeSeconds = 0.1, DischargeSeconds = 0.4, MonitorSeconds = 0.1;

    double _first, _second, _gateDriver, _contactor, _breaker, _residual, _insulation;
    double _linkVolts, _dcVolts;
    bool _breakerOpen, _firstClosed, _secondClosed;

    public LineFaults Faults { get; set; }

    /// <summary>Upper level of the control pilot, V: 12 no vehicle, 9 connected, 6 ready.</summary>
    public double PilotVolts { get; set; } = 6;

    /// <summary>Battery's voltage at the vehicle's side of the contactor, V; 0 while its own contactor is open.</summary>
    public double BatteryVolts { get; set; } = 400;

    public bool GridClosed { get; private set; }

    public bool VehicleClosed { get; private set; }

    public bool BreakerOpen => _breakerOpen;

    /// <summary>A hand closes the breaker again.</summary>
    public void CloseBreaker() => _breakerOpen = false;

    bool Has(LineFaults fault) => (Faults & fault) != 0;

    /// <summary>The lines of the last tick act on the plant. Before the unit answers its command.</summary>
    public void Act(LineOutputs lines)
    {
        double dt = tickSeconds;
        bool first = Follow(ref _first, (lines & LineOutputs.GridRelay) != 0, ContactSeconds), second = Follow(ref _second, (lines & LineOutputs.SecondGridRelay) != 0, ContactSeconds);
        _firstClosed = (first && !Has(LineFaults.GridRelayDead | LineFaults.FirstRelayDead)) || Has(LineFaults.GridRelayWelded | LineFaults.FirstRelayWelded);
        _secondClosed = (second && !Has(LineFaults.GridRelayDead | LineFaults.SecondRelayDead)) || Has(LineFaults.GridRelayWelded | LineFaults.SecondRelayWelded);
        // In series.
        GridClosed = _firstClosed && _secondClosed;
        bool contactor = Follow(ref _contactor, (lines & LineOutputs.VehicleContactor) != 0, ContactSeconds);
        VehicleClosed = (contactor && !Has(LineFaults.VehicleContactorDead)) || Has(LineFaults.VehicleContactorWelded);
        _breaker = (lines & LineOutputs.ShuntTrip) != 0 ? _breaker + dt : 0;
        if (_breaker >= BreakerSeconds && !Has(LineFaults.BreakerStuck)) _breakerOpen = true;
        unit.ContactorClosed = GridClosed && !_breakerOpen;

        double crest = unit.TerminalPu.Positive.Magnitude * nominalVolts * 1.4142135623730951;
        if (unit.ContactorClosed) _linkVolts = Math.Max(_linkVolts, crest);
        else if ((lines & LineOutputs.GridPreCharge) != 0 && !Has(LineFaults.NoPreCharge)) _linkVolts += (crest - _linkVolts) * dt / PreChargeSeconds;
        else _linkVolts -= _linkVolts * dt / DischargeSeconds;
        if (VehicleClosed) _dcVolts = BatteryVolts;
        _residual = (lines & LineOutputs.ResidualTest) != 0 && !Has(LineFaults.ResidualMonitorDead) ? _residual + dt : 0;
        _gateDriver = (lines & LineOutputs.GateDriverTest) != 0 && !Has(LineFaults.GateDriverBlind) ? _gateDriver + dt : 0;
        _insulation = (lines & LineOutputs.InsulationTest) != 0 && !Has(LineFaults.InsulationMonitorDead) ? _insulation + dt : 0;
    }

    bool Follow(ref double seconds, bool coil, double after)
    {
        seconds = Math.Clamp(seconds + (coil ? tickSeconds : -tickSeconds), 0, after);
        return coil ? seconds >= after : seconds > 0;
    }

    /// <summary>What the controller is told. After the unit has reported.</summary>
    public void Tell(in InverterCommand command, ref BoardInputs board, ref InverterState state)
    {
        // Its DC side follows the phase: to the battery's voltage while it pre-charges, down when it is told to rest.
        if (!VehicleClosed)
            _dcVolts = command.Phase == ActuatorPhase.PreCharge && command.DcVolts > 0 ? _dcVolts + (command.DcVolts - _dcVolts) * tickSeconds / PreChargeSeconds
                : _dcVolts - _dcVolts * tickSeconds / DischargeSeconds;
        board.Has = LineInputs.GridRelayClosed | LineInputs.VehicleContactorClosed | LineInputs.BreakerOpen | LineInputs.TripCoilGood | LineInputs.EmergencyLoopClosed
            | LineInputs.ResidualCurrent | LineInputs.InsulationFault | LineInputs.DoorOpen | LineInputs.GateDriverFault | LineInputs.SecondGridRelayClosed;
        board.HasOutputs = LineOutputs.GridRelay | LineOutputs.GridPreCharge | LineOutputs.VehicleContactor | LineOutputs.ShuntTrip | LineOutputs.ResidualTest
            | LineOutputs.InsulationTest | LineOutputs.SecondGridRelay | LineOutputs.GateDriverTest | LineOutputs.LampRed | LineOutputs.LampGreen | LineOutputs.LampBlue;
        board.Levels = (_firstClosed ? LineInputs.GridRelayClosed : 0) | (_secondClosed ? LineInputs.SecondGridRelayClosed : 0) | (VehicleClosed ? LineInputs.VehicleContactorClosed : 0) | (_breakerOpen ? LineInputs.BreakerOpen : 0)
            | (Has(LineFaults.TripCoilOpen) ? 0 : LineInputs.TripCoilGood) | (Has(LineFaults.EmergencyStop) ? 0 : LineInputs.EmergencyLoopClosed)
            | (Has(LineFaults.ResidualCurrent) || _residual > MonitorSeconds ? LineInputs.ResidualCurrent : 0)
            | (Has(LineFaults.InsulationFault) || _insulation > MonitorSeconds ? LineInputs.InsulationFault : 0)
            | (Has(LineFaults.DoorOpen) ? LineInputs.DoorOpen : 0) | (Has(LineFaults.GateDriver) || _gateDriver > MonitorSeconds / 10 ? LineInputs.GateDriverFault : 0);
        board.HasPilot = true;
        board.PilotHighVolts = PilotVolts;
        board.PilotLowVolts = -12;
        board.VehicleVolts = BatteryVolts;
        state.DcLinkVolts = _linkVolts;
        state.DcVolts = _dcVolts;
        state.DcAmperes = VehicleClosed && BatteryVolts > 0 ? unit.Inverter.DcPowerPu * unit.Settings.RatedVoltAmperes / BatteryVolts : 0;
        state.OwnSideVoltagePu = GridClosed && !_breakerOpen ? unit.TerminalPu.Positive.Magnitude : 0;
    }
}
