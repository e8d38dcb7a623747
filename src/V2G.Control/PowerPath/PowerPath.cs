using System.Diagnostics.CodeAnalysis;
using V2G.Control.Measurement;
using V2G.Control.Protection;
using V2G.Control.Settings;

namespace V2G.Control.PowerPath;

/// <summary>
/// Everything between the inverter's gates and the outside that can be opened: what may close it, in what order, and what opens it when
/// blocking the gates is not enough. Lines that the board has not are left out of it; a board without any of them is the inverter alone.
/// Each tick first judges the inputs (<see cref="Judge"/>), and moves the lines once the command is known (<see cref="Move"/>).
/// </summary>
public struct PowerPathState
{
    // A contactor that opens on the vehicle's word: with the pilot's filter it is within IEC 61851-1's 100 ms.
    const double PilotLatestSeconds = 0.05;

    /// <summary>An emergency breaks any current after this, s.</summary>
    public const double EmergencyLatestSeconds = 0.1;

    /// <summary>What a residual current monitor and an insulation monitor may take to prove themselves, s (IEC 61851-23).</summary>
    public const double ResidualTestSeconds = 1, InsulationTestSeconds = 30;

    /// <summary>What a gate driver may take to see that its switch is made to look desaturated, and to forget it, s.</summary>
    public const double GateDriverTestSeconds = 0.5;

    // A gate driver is tried only below this in the intermediate circuit, V: what its test lets through must do no harm.
    const double SafeLinkVolts = 60;

    // What the inverter says of the grid is the grid's: our own protection judges that, or a sag could not be ridden through. An old command
    // is our own affair, and low insulation has its reaction.
    const InverterFaults NotItsOwn = InverterFaults.AcVoltage | InverterFaults.AcFrequency | InverterFaults.CommandExpired | InverterFaults.Insulation;

    LineDebounce _debounce;
    ContactorSequence _grid, _vehicle;
    ShuntTrip _trip;
    MonitorTest _residual, _insulation, _gateDriver;
    RelayPairTest _pair;
    bool _insulationLow;
    bool _gridOpen, _vehicleOpen;

    /// <summary>The input lines after debouncing.</summary>
    public readonly LineInputs Lines => _debounce.Stable;

    [UnscopedRef]
    public readonly ref readonly ContactorSequence Grid => ref _grid;

    [UnscopedRef]
    public readonly ref readonly ContactorSequence Vehicle => ref _vehicle;

    public GroundFault GroundFault;
    public PilotWatch Pilot;
    public ProximityWatch Proximity;

    public readonly EscalationStage Escalation => _trip.Stage;

    public readonly int TripPulses => _trip.Pulses;

    public readonly MonitorVerdict ResidualTest => _residual.Verdict;

    public readonly MonitorVerdict InsulationTest => _insulation.Verdict;

    public readonly MonitorVerdict GateDriverTest => _gateDriver.Verdict;

    /// <summary>Of the two relays to the grid, each alone.</summary>
    [UnscopedRef]
    public readonly ref readonly RelayPairTest PairTest => ref _pair;

    /// <summary>Why the way to the grid stays open until somebody has cleared it: the sequence's reason, or the pair's.</summary>
    public readonly ContactorFault GridFault => _grid.Fault != ContactorFault.None ? _grid.Fault : _pair.Fault;

    /// <summary>Nothing that this board has stands between the inverter and the grid.</summary>
    public readonly bool GridReady => !_gridOpen;

    /// <summary>Nothing stands between the inverter and the vehicle.</summary>
    public readonly bool VehicleReady => !_vehicleOpen;

    /// <summary>The lines as they shall be now.</summary>
    public LineOutputs Outputs { get; private set; }

    public ActuatorPhase Phase { get; private set; }

    /// <summary>What the contactors have been through before this start.</summary>
    public void Remember(in ContactorWear grid, in ContactorWear vehicle)
    {
        _grid.Remember(grid);
        _vehicle.Remember(vehicle);
    }

    /// <summary>Top of a tick: what the lines, the pilot and the monitors forbid.</summary>
    public Inhibits Judge(in BoardInputs board, in InverterState inverter, bool inverterFresh, bool acknowledge, double dtSeconds)
    {
        // A monitor that failed its test is tested anew once somebody has looked at it.
        if (acknowledge && _residual.Verdict == MonitorVerdict.Failed) _residual.Reset();
        if (acknowledge && _insulation.Verdict == MonitorVerdict.Failed) _insulation.Reset();
        if (acknowledge && _gateDriver.Verdict == MonitorVerdict.Failed) _gateDriver.Reset();
        if (acknowledge && _pair.Verdict == MonitorVerdict.Failed) _pair.Reset();
        LineInputs lines = _debounce.Step(board.Levels, board.Has, dtSeconds);
        Inhibits inhibits = Inhibits.None;
        if (board.HasPilot) Pilot.Step(board.PilotHighVolts, board.PilotLowVolts, pulsed: board.PilotHighVolts - board.PilotLowVolts > 3, dtSeconds);
        if (board.HasProximity) Proximity.Step(board.ProximityOhms, dtSeconds);
        // What its own test resistor makes it say is no fault.
        bool testing = _insulation.Verdict == MonitorVerdict.Testing;
        _insulationLow = (!testing && ((lines & LineInputs.InsulationFault) != 0 || (board.HasInsulation && !(board.InsulationOhms >= GroundFault.LeastOhms))))
            || (inverterFresh && ((inverter.MeasuresInsulation && inverter.InsulationOhms < GroundFault.LeastOhms) || (inverter.Faults & InverterFaults.Insulation) != 0));
        bool residual = (lines & LineInputs.ResidualCurrent) != 0 && _residual.Verdict != MonitorVerdict.Testing;
        if (GroundFault.Step(residual || _insulationLow, acknowledge, dtSeconds)) inhibits |= Inhibits.GroundFault;
        if (Missing(board, lines, LineInputs.EmergencyLoopClosed)) inhibits |= Inhibits.EmergencyStop;
        if ((lines & LineInputs.DoorOpen) != 0) inhibits |= Inhibits.DoorOpen;
        // The inverter may tell of the same test on its bus.
        bool driven = _gateDriver.Verdict == MonitorVerdict.Testing;
        InverterFaults own = inverter.Faults & ~(driven ? NotItsOwn | InverterFaults.GateDriver : NotItsOwn);
        if ((!driven && (lines & LineInputs.GateDriverFault) != 0) || (inverterFresh && own != 0) || _gateDriver.Verdict == MonitorVerdict.Failed) inhibits |= Inhibits.InverterFault;
        if (_trip.Latched || (lines & LineInputs.BreakerOpen) != 0) inhibits |= Inhibits.ShuntTrip;
        if (GridFault != ContactorFault.None || _vehicle.Fault == ContactorFault.Welded) inhibits |= Inhibits.Contactor;
        if (_residual.Verdict == MonitorVerdict.Failed) inhibits |= Inhibits.GroundFault;
        return inhibits;
    }

    // By the pilot, and by a cable that says what it bears.
    readonly bool VehicleAllowed(in BoardInputs board) => (!board.HasPilot || Pilot.AllowsPower) && (!board.HasProximity || Proximity.Amperes > 0);

    // A line that the board has, and that does not say what it must.
    static bool Missing(in BoardInputs board, LineInputs lines, LineInputs line) => (board.Has & line) != 0 && (lines & line) == 0;

    /// <summary>End of a tick: contactors and trip coil follow what was decided.</summary>
    /// <param name="inService">Service is entered: the path to the grid is wanted.</param>
    /// <param name="emergency">Whatever flows, it opens.</param>
    /// <param name="gates">The command enables the gates.</param>
    public void Move(in ControlSettings settings, in BoardInputs board, in TickInputs input, in GridMeasurement grid, bool measured, bool inService, bool emergency, bool gates)
    {
        double dt = input.DtSeconds, ratedAmperes = settings.Site.RatedAmperes;
        bool fresh = input.InverterConfigured && input.TimeNs - input.Inverter.TimeNs <= (long)(settings.Site.InverterSilenceSeconds * 1e9);
        double own = measured ? grid.CurrentPu.Max : double.NaN;
        // A board that can open nothing has nothing to escalate with: there the command's mismatch is all that can be said (0x95).
        const LineOutputs Opens = LineOutputs.GridRelay | LineOutputs.VehicleContactor | LineOutputs.ShuntTrip;
        if ((board.HasOutputs & Opens) != 0) _trip.Step(new()
        {
            GatesEnabled = gates, CycleSeconds = 1 / settings.Site.NominalFrequencyHz, OwnCurrentPu = own,
            RelayReleased = (board.HasOutputs & LineOutputs.GridRelay) != 0 && !_grid.Coil, OwnSideVoltagePu = fresh ? input.Inverter.OwnSideVoltagePu : double.NaN,
            HasTrip = (board.HasOutputs & LineOutputs.ShuntTrip) != 0, HasBreakerContact = (board.Has & LineInputs.BreakerOpen) != 0,
            BreakerOpen = (Lines & LineInputs.BreakerOpen) != 0, Acknowledge = input.Acknowledge,
            GraceSeconds = input.InverterInVehicle ? settings.Site.InverterSilenceSeconds : 0,
        }, dt);
        emergency |= _trip.OpensEverything;
        Test(board, dt, inService, gates, fresh ? input.Inverter.DcLinkVolts : double.NaN);
        MoveGrid(settings, board, input, grid, measured, fresh, inService, emergency, own * ratedAmperes, dt);
        MoveVehicle(settings, board, input, fresh, inService, emergency, dt);
        bool pair = (board.HasOutputs & LineOutputs.SecondGridRelay) != 0;
        Outputs = (_grid.Coil || _pair.FirstCoil ? LineOutputs.GridRelay : 0) | ((pair && _grid.Coil) || _pair.SecondCoil ? LineOutputs.SecondGridRelay : 0)
            | (_gateDriver.Output ? LineOutputs.GateDriverTest : 0) | (_grid.PreChargeCoil ? LineOutputs.GridPreCharge : 0) | (_vehicle.Coil ? LineOutputs.VehicleContactor : 0)
            | (_trip.Coil ? LineOutputs.ShuntTrip : 0) | (_residual.Output ? LineOutputs.ResidualTest : 0) | (_insulation.Output ? LineOutputs.InsulationTest : 0);
    }

    // Monitors prove themselves before every closing; a proof holds until what they watch has been closed and opened again.
    void Test(in BoardInputs board, double dt, bool inService, bool gates, double linkVolts)
    {
        // Once a start, as soon as there is nothing in the intermediate circuit that could do harm. One that never is without voltage stays untried.
        if ((board.HasOutputs & LineOutputs.GateDriverTest) != 0)
        {
            bool safe = !gates && _grid.Stage == ContactorStage.Open && linkVolts < SafeLinkVolts;
            if (safe && _gateDriver.Verdict == MonitorVerdict.NotTested && (Lines & LineInputs.GateDriverFault) == 0) _gateDriver.Begin();
            else if (!safe && _gateDriver.Verdict == MonitorVerdict.Testing) _gateDriver.Reset();
            _gateDriver.Step((Lines & LineInputs.GateDriverFault) != 0, GateDriverTestSeconds, dt);
        }
        if ((board.HasOutputs & LineOutputs.ResidualTest) != 0)
        {
            if (inService && _grid.Stage == ContactorStage.Open && _residual.Verdict == MonitorVerdict.NotTested) _residual.Begin();
            if (_grid.Stage == ContactorStage.Opening) _residual.Reset();
            _residual.Step((Lines & LineInputs.ResidualCurrent) != 0, ResidualTestSeconds, dt);
        }
        if ((board.HasOutputs & LineOutputs.InsulationTest) != 0)
        {
            if (VehicleAllowed(board) && _vehicle.Stage == ContactorStage.Open && _insulation.Verdict == MonitorVerdict.NotTested) _insulation.Begin();
            if (_vehicle.Stage == ContactorStage.Opening) _insulation.Reset();
            _insulation.Step((Lines & LineInputs.InsulationFault) != 0, InsulationTestSeconds, dt);
        }
    }

    void MoveGrid(in ControlSettings settings, in BoardInputs board, in TickInputs input, in GridMeasurement grid, bool measured, bool fresh, bool inService, bool emergency,
        double amperes, double dt)
    {
        if ((board.HasOutputs & LineOutputs.GridRelay) == 0)
        {
            _gridOpen = false;
            return;
        }
        bool tested = (board.HasOutputs & LineOutputs.ResidualTest) == 0 || _grid.Coil || _residual.Verdict == MonitorVerdict.Passed;
        bool preCharges = (board.HasOutputs & LineOutputs.GridPreCharge) != 0;
        // With the inverter in the vehicle this relay is the contactor to it.
        bool allowed = !input.InverterInVehicle || VehicleAllowed(board);
        double rms = settings.Site.NominalVoltage;
        bool wanted = inService && tested && allowed && _gateDriver.Verdict != MonitorVerdict.Testing;
        bool pair = (board.HasOutputs & LineOutputs.SecondGridRelay) != 0;
        if (pair) TestPair(settings.GridContactor, board, wanted && !emergency, fresh ? input.Inverter.OwnSideVoltagePu * rms : double.NaN, dt);
        LineInputs has = board.Has & (LineInputs.GridRelayClosed | (pair ? LineInputs.SecondGridRelayClosed : 0)), closed = Lines & has;
        _grid.Step(settings.GridContactor, new()
        {
            Wanted = wanted && (!pair || _pair.Verdict == MonitorVerdict.Passed), Emergency = emergency || !allowed, LatestSeconds = allowed ? EmergencyLatestSeconds : PilotLatestSeconds,
            // A rectifier behind the resistor charges to the crest of the grid's voltage.
            SourceVolts = _grid.Stage == ContactorStage.PreCharging ? grid.VoltagePu.Mean * rms * 1.4142135623730951 : measured ? grid.VoltagePu.Mean * rms : double.NaN,
            LoadVolts = !fresh ? double.NaN : _grid.Stage == ContactorStage.PreCharging ? input.Inverter.DcLinkVolts : input.Inverter.OwnSideVoltagePu * rms,
            // While each is moved alone, what the contacts say is the test's.
            Amperes = amperes, HasAuxiliary = has != 0 && _pair.Verdict != MonitorVerdict.Testing,
            // Of a pair both must have closed, and neither may stay closed.
            AuxiliaryClosed = _grid.Coil ? closed == has : closed != 0,
            PreCharges = preCharges, Acknowledge = input.Acknowledge,
        }, input.TimeNs, dt);
        _gridOpen = !_grid.Closed;
    }

    void TestPair(in ContactorSettings settings, in BoardInputs board, bool wanted, double ownSideVolts, double dt)
    {
        if (_grid.Stage == ContactorStage.Opening) _pair.Reset();
        if (!wanted) _pair.Abort();
        if (wanted && _pair.Verdict == MonitorVerdict.NotTested && _grid.Fault == ContactorFault.None && _grid.Rested(settings)) _pair.Begin();
        _pair.Advance(settings, ownSideVolts, board.Has, Lines, dt);
    }

    void MoveVehicle(in ControlSettings settings, in BoardInputs board, in TickInputs input, bool fresh, bool inService, bool emergency, double dt)
    {
        bool allowed = VehicleAllowed(board);
        if ((board.HasOutputs & LineOutputs.VehicleContactor) == 0)
        {
            _vehicleOpen = !allowed;
            Phase = inService && GridReady ? ActuatorPhase.Transfer : ActuatorPhase.Idle;
            return;
        }
        bool tested = (board.HasOutputs & LineOutputs.InsulationTest) == 0 || _vehicle.Coil || _insulation.Verdict == MonitorVerdict.Passed;
        _vehicle.Step(settings.VehicleContactor, new()
        {
            Wanted = inService && GridReady && allowed && tested && input.Vehicle.Connected && !_insulationLow, Emergency = emergency || !allowed,
            LatestSeconds = allowed ? EmergencyLatestSeconds : PilotLatestSeconds, SourceVolts = board.VehicleVolts,
            LoadVolts = fresh ? input.Inverter.DcVolts : double.NaN, Amperes = fresh ? input.Inverter.DcAmperes : double.NaN,
            HasAuxiliary = (board.Has & LineInputs.VehicleContactorClosed) != 0, AuxiliaryClosed = (Lines & LineInputs.VehicleContactorClosed) != 0,
            PreCharges = true, Acknowledge = input.Acknowledge,
        }, input.TimeNs, dt);
        _vehicleOpen = !_vehicle.Closed;
        Phase = _vehicle.Stage switch
        {
            ContactorStage.PreCharging or ContactorStage.Closing => ActuatorPhase.PreCharge,
            ContactorStage.Closed => ActuatorPhase.Transfer,
            ContactorStage.Unloading => ActuatorPhase.Ramp,
            ContactorStage.Opening or ContactorStage.WeldTest => ActuatorPhase.WeldingCheck,
            _ => _insulation.Verdict == MonitorVerdict.Testing ? ActuatorPhase.CableCheck : ActuatorPhase.Idle,
        };
    }
}
