using V2G.Control.GridSupport;
using V2G.Control.Limits;
using V2G.Control.Measurement;
using V2G.Control.PowerPath;
using V2G.Control.Protection;
using V2G.Control.Settings;

namespace V2G.Control;

/// <summary>
/// From what is measured to what is commanded, once a tick: protect, decide, limit, command. Pure; allocates nothing.
/// </summary>
public static class Controller
{
    /// <summary>A measurement older than this is absent, ns: it is refreshed every half cycle.</summary>
    public const long StaleMeasurementNs = 50_000_000;

    /// <summary>The inverter acts on no command older than this, ns.</summary>
    public const long CommandLifeNs = 100_000_000;

    /// <summary>A word of the vehicle link's that is older is none, ns.</summary>
    public const long VehicleLinkLifeNs = 1_000_000_000;

    // Below this Q is called support no more, pu; it is called support from the double on, so that noise does not toggle it.
    const double SupportFloorPu = 0.0025;

    /// <summary>One tick.</summary>
    /// <param name="settings">Validated settings.</param>
    /// <param name="grid">The newest measurement.</param>
    /// <param name="input">Everything else that came from outside.</param>
    /// <param name="state">Carried from tick to tick; start with <c>default</c>.</param>
    /// <param name="output">The command and how it came about.</param>
    public static void Step(in ControlSettings settings, in GridMeasurement grid, in TickInputs input, ref ControlState state, out TickOutputs output)
    {
        if (!state.Started) Start(ref state, input.TimeNs);
        bool measured = grid.IsUsable(input.TimeNs);
        bool rhythm = measured && grid.Sync is SyncState.Locked or SyncState.Coasting;
        state.Limiters.Begin();
        state.CoolingShare = input.CoolingShare is > 0 and <= 1 ? input.CoolingShare : 1;
        Raise(FaultCode.Fan, state.CoolingShare < 1, input.TimeNs, state.CoolingShare, ref state);

        Inhibits inhibits = HardInhibits(settings, grid, input, measured, ref state);
        Uplink(input, ref state);
        Protect(settings, grid, input, measured, rhythm, inhibits, ref state);
        inhibits |= GridInhibits(inhibits, state, measured, rhythm);

        output = default;
        Decide(settings, grid, input, measured && rhythm, inhibits == Inhibits.None, ref state, ref output);
        state.Limiters.End(input.TimeNs);
        if (input.SagTest == SagTest.PowerInhibited) inhibits |= Inhibits.SagTest;
        // Gates off for as long as the loop is behind; service is not left for it.
        if (input.DeadlineMissed) inhibits |= Inhibits.Deadline;
        Command(input.TimeNs, inhibits, ref state, ref output);
        bool emergency = (inhibits & (Inhibits.ControlBus | Inhibits.GroundFault | Inhibits.EmergencyStop | Inhibits.ShuntTrip)) != 0;
        // A trip has its clearing time, and a car hears of it too late: the relay ends it.
        emergency |= input.InverterInVehicle && state.Trip != TripElement.None;
        state.Path.Move(settings, input.Board, input, grid, measured, state.Service.Energised, emergency, output.Command.GateEnable);
        output.Lines = state.Path.Outputs;
        output.Command.Phase = state.Path.Phase;
        output.Pilot = Pilot(inhibits, input, state.Path);
        if (output.Command.Phase == ActuatorPhase.PreCharge) output.Command.DcVolts = input.Board.VehicleVolts;

        Supervise(settings, grid, input, measured, output, ref state);
        NameState(input.TimeNs, grid, output, ref state);
        if (input.Acknowledge) state.Faults.Acknowledge();
        LampPattern wanted = input.LampTest.Colour == LampColour.Off ? Lamp.Of(state) : input.LampTest;
        output.Lines |= LampLines(state.Lamp.Step(wanted, input.TimeNs));
    }

    // A station that must not be used says so; one whose link is silent offers nothing that it can't keep.
    static PilotSignal Pilot(Inhibits inhibits, in TickInputs input, in PowerPathState path)
    {
        const Inhibits Unavailable = Inhibits.GroundFault | Inhibits.EmergencyStop | Inhibits.ShuntTrip | Inhibits.Contactor | Inhibits.SelfTest | Inhibits.DoorOpen;
        if (path.Pilot.Fault || path.Proximity.Fault || (inhibits & Unavailable) != 0) return PilotSignal.Unavailable;
        bool speaks = input.Vehicle.Communicates && input.TimeNs - input.Vehicle.TimeNs is >= 0 and <= VehicleLinkLifeNs;
        return speaks ? PilotSignal.Communication : PilotSignal.Steady;
    }

    // Three lamps make every colour.
    static LineOutputs LampLines(LampColour colour) => colour switch
    {
        LampColour.Red => LineOutputs.LampRed,
        LampColour.Amber => LineOutputs.LampRed | LineOutputs.LampGreen,
        LampColour.Green => LineOutputs.LampGreen,
        LampColour.Cyan => LineOutputs.LampGreen | LineOutputs.LampBlue,
        LampColour.Blue => LineOutputs.LampBlue,
        LampColour.White => LineOutputs.LampRed | LineOutputs.LampGreen | LineOutputs.LampBlue,
        _ => LineOutputs.None,
    };

    static void Start(ref ControlState state, long timeNs)
    {
        state.Started = true;
        state.StartedNs = state.StateSinceNs = timeNs;
        state.RideThrough.Reset();
        state.Heat.Begin();
        state.Events.Add(new() { TimeNs = timeNs, Kind = ControlEventKind.StateChanged, Cause = TransitionCause.PowerOn });
    }

    // What keeps the unit out of service whatever the grid does.
    static Inhibits HardInhibits(in ControlSettings settings, in GridMeasurement grid, in TickInputs input, bool measured, ref ControlState state)
    {
        Inhibits inhibits = Inhibits.None;
        if (!settings.EnterService.Permitted) inhibits |= Inhibits.NotPermitted;
        if (!input.Calibrated) inhibits |= Inhibits.Uncalibrated;
        if (!input.CurveAccepted) inhibits |= Inhibits.NoCurve;
        if (input.NoInverter) inhibits |= Inhibits.NoInverter;
        if (input.MeasurementImplausible) inhibits |= Inhibits.SensorPlausibility;
        if (measured && grid.PhaseOrderReversed) inhibits |= Inhibits.PhaseOrder;
        if (state.Heat.Stopped) inhibits |= Inhibits.OverTemperature;

        if (input.NoCertificate) inhibits |= Inhibits.NoCertificate;
        if (input.SelfTestFailed) inhibits |= Inhibits.SelfTest;
        bool silent = input.InverterConfigured && (input.TimeNs - input.Inverter.TimeNs) * 1e-9 > settings.Site.InverterSilenceSeconds;
        bool onBus = input.InverterConfigured && !input.InverterInVehicle;
        if (input.InverterInVehicle && (silent || input.ControlBus.Off)) inhibits |= Inhibits.VehicleSession;
        if (state.ControlBus.Step(onBus, silent, input.ControlBus, input.Acknowledge, input.TimeNs, input.DtSeconds)) inhibits |= Inhibits.ControlBus;
        bool blind = input.MeterConfigured && input.TimeNs - grid.TimeNs > StaleMeasurementNs + grid.LongerLifeNs;
        if (state.MeterBus.Step(input.MeterConfigured, blind, input.MeterBus, input.Acknowledge, input.TimeNs, input.DtSeconds)) inhibits |= Inhibits.ControlBus;
        inhibits |= state.Path.Judge(input.Board, input.Inverter, input.InverterConfigured && !silent, input.Acknowledge, input.DtSeconds);

        Raise(FaultCode.Uncalibrated, !input.Calibrated, input.TimeNs, 0, ref state);
        Raise(FaultCode.Configuration, !input.CurveAccepted, input.TimeNs, 0, ref state);
        // The first cycle after power-on is not a loss; a second without any is.
        if (measured) state.MeasuredOnce = true;
        bool lost = !measured && !blind && (state.MeasuredOnce || input.TimeNs - state.StartedNs > 1_000_000_000);
        Raise(FaultCode.SensorPlausibility, input.MeasurementImplausible || lost, input.TimeNs, 0, ref state);
        Raise(FaultCode.OverTemperature, state.Heat.Stopped, input.TimeNs, state.Heat.JunctionCelsius, ref state);
        Raise(FaultCode.TemperatureSensor, state.Heat.AmbientUnknown && input.InverterConfigured && !input.InverterInVehicle, input.TimeNs, 0, ref state);
        Timeouts(settings, grid, input, silent && onBus, blind, ref state);
        Raise(FaultCode.SecondMeterSilent, input.SecondMeterSilent, input.TimeNs, 0, ref state);
        Bus(input, ref state);
        PathFaults(input, inhibits, ref state);
        Raise(FaultCode.SelfTest, input.SelfTestFailed, input.TimeNs, 0, ref state);
        Raise(FaultCode.GridSyncLoss, measured && grid.Sync == SyncState.Lost, input.TimeNs, grid.FrequencyHz, ref state);
        Raise(FaultCode.RealTimeViolation, input.RealTimeViolated, input.TimeNs, 0, ref state);
        Raise(FaultCode.Deadline, input.DeadlineMissed, input.TimeNs, 0, ref state);
        Raise(FaultCode.WatchdogReset, input.WatchdogReset, input.TimeNs, 0, ref state);
        return inhibits;
    }

    // 0x82, with the name of the one that is missing; while all start, silence is no fault yet.
    static void Timeouts(in ControlSettings settings, in GridMeasurement grid, in TickInputs input, bool silent, bool blind, ref ControlState state)
    {
        bool started = input.TimeNs - state.StartedNs > 1_000_000_000;
        bool inverter = state.ControlBus.Latched || (silent && started), meter = state.MeterBus.Latched || (blind && started);
        if (!state.Faults.Set(FaultCode.CommunicationTimeout, inverter || meter, input.TimeNs)) return;
        bool byMeter = meter && !(inverter && !state.MeterBus.Latched);
        state.Events.Add(new()
        {
            TimeNs = input.TimeNs, Kind = inverter || meter ? ControlEventKind.FaultRaised : ControlEventKind.FaultCleared, Fault = FaultCode.CommunicationTimeout,
            From = state.State, To = state.State, Element = state.Trip, Device = byMeter ? BusDevice.Meter : inverter ? BusDevice.Inverter : BusDevice.None,
            Value = (input.TimeNs - (byMeter ? grid.TimeNs : input.Inverter.TimeNs)) * 1e-9,
            Limit = byMeter ? (StaleMeasurementNs + grid.LongerLifeNs) * 1e-9 : settings.Site.InverterSilenceSeconds,
        });
    }

    static void Bus(in TickInputs input, ref ControlState state)
    {
        Raise(FaultCode.CanBusOff, (input.InverterConfigured && input.ControlBus.CanBusOff) || (input.MeterConfigured && input.MeterBus.CanBusOff), input.TimeNs, 0, ref state);
        // Shown for a second after the last one: a single bad frame must not flicker past.
        uint bad = unchecked((input.InverterConfigured ? input.ControlBus.BadFrames : 0) + (input.MeterConfigured ? input.MeterBus.BadFrames : 0));
        state.BadFrameSeconds = bad != state.BadFrames ? 1 : Math.Max(0, state.BadFrameSeconds - input.DtSeconds);
        state.BadFrames = bad;
        Raise(FaultCode.BadFrame, state.BadFrameSeconds > 0, input.TimeNs, bad, ref state);
    }

    static void PathFaults(in TickInputs input, Inhibits inhibits, ref ControlState state)
    {
        ref readonly PowerPathState path = ref state.Path;
        long now = input.TimeNs;
        bool welded = path.GridFault == ContactorFault.Welded || path.Vehicle.Fault == ContactorFault.Welded;
        Raise(FaultCode.ContactorWelded, welded, now, path.PairTest.Faulty, ref state);
        Raise(FaultCode.ContactorOpen, path.GridFault == ContactorFault.DoesNotClose || path.Vehicle.Fault == ContactorFault.DoesNotClose, now, path.PairTest.Faulty, ref state);
        Raise(FaultCode.PreCharge, path.GridFault == ContactorFault.PreCharge || path.Vehicle.Fault == ContactorFault.PreCharge, now, 0, ref state);
        Raise(FaultCode.ContactorOperations, path.Grid.Deferred || path.Vehicle.Deferred, now, 0, ref state);
        Raise(FaultCode.CurrentPersists, path.Escalation >= EscalationStage.Opening, now, 0, ref state);
        Raise(FaultCode.ShuntTripFailed, path.Escalation == EscalationStage.Failed, now, 0, ref state);
        Raise(FaultCode.ShuntTripped, path.Escalation == EscalationStage.Tripped || (path.Lines & LineInputs.BreakerOpen) != 0, now, 0, ref state);
        Raise(FaultCode.GroundFault, path.GroundFault.Latched || path.ResidualTest == MonitorVerdict.Failed || path.InsulationTest == MonitorVerdict.Failed, now, input.Board.InsulationOhms, ref state);
        Raise(FaultCode.Pilot, path.Pilot.Fault, now, input.Board.PilotLowVolts, ref state);
        Raise(FaultCode.Proximity, input.Board.HasProximity && path.Proximity.Fault, now, input.Board.ProximityOhms, ref state);
        Raise(FaultCode.EmergencyStop, (inhibits & Inhibits.EmergencyStop) != 0, now, 0, ref state);
        Raise(FaultCode.Door, (inhibits & Inhibits.DoorOpen) != 0, now, 0, ref state);
        Raise(FaultCode.Inverter, (inhibits & Inhibits.InverterFault) != 0, now, (int)input.Inverter.Faults, ref state);
    }

    static void Uplink(in TickInputs input, ref ControlState state)
    {
        bool autonomous = input.UplinkConfigured && !input.UplinkAlive;
        Raise(FaultCode.GmsHeartbeat, autonomous, input.TimeNs, 0, ref state);
        if (autonomous == state.LocalAutonomous) return;
        state.LocalAutonomous = autonomous;
        state.Events.Add(new()
        {
            TimeNs = input.TimeNs, Kind = autonomous ? ControlEventKind.AutonomousEntered : ControlEventKind.AutonomousLeft, From = state.State, To = state.State,
        });
    }

    // Trips, ride-through, and the way into and out of service.
    static void Protect(
        in ControlSettings settings, in GridMeasurement grid, in TickInputs input, bool measured, bool rhythm, Inhibits hard, ref ControlState state)
    {
        double dt = input.DtSeconds, low = grid.LowestVoltagePu, high = grid.HighestVoltagePu;
        if (state.Service.Energised)
        {
            bool blocked = !measured || !rhythm;
            state.BlockedSeconds = blocked ? state.BlockedSeconds + dt : 0;
            TripElement trip = measured ? Trips(settings, grid, ref state, dt) : TripElement.None;
            bool island = state.Islanding.Step(
                settings.Islanding, settings.AbnormalCategory, settings.Site.NominalFrequencyHz, grid, measured && grid.Sync == SyncState.Locked, dt);
            if (trip == TripElement.None && island) trip = TripElement.Island;
            if (measured) state.RideThrough.Step(settings.RideThrough, settings.AbnormalCategory, low, high, dt);
            if (trip != TripElement.None) Trip(trip, grid, input.TimeNs, ref state);
            else if (hard != Inhibits.None || state.BlockedSeconds >= settings.RideThrough.SyncLossSeconds) LeaveService(ref state);
        }
        bool mayEnter = hard == Inhibits.None && measured && grid.Sync == SyncState.Locked;
        bool before = state.Service.Energised;
        state.Service.Step(settings.EnterService, mayEnter, input.RandomShare, Asked(input), low, high, grid.FrequencyHz, dt);
        if (before || !state.Service.Energised) return;
        // Entered: what tripped is over, though its code stays shown.
        SetTripFault(state.Trip, false, input.TimeNs, 0, ref state);
        state.Trip = TripElement.None;
        state.RideThrough.Reset();
        state.RideThrough.Stopped();
    }

    static TripElement Trips(in ControlSettings settings, in GridMeasurement grid, ref ControlState state, double dt)
    {
        double voltageMargin = settings.GateBlockSeconds + grid.VoltageLatencySeconds;
        TripElement trip = state.VoltageTrip.Step(settings.VoltageTrip, grid.LowestVoltagePu, grid.HighestVoltagePu, voltageMargin, dt);
        if (trip != TripElement.None) return trip;
        // While the loop coasts there is no new frequency to judge.
        if (grid.Sync != SyncState.Locked) return TripElement.None;
        return state.FrequencyTrip.Step(settings.FrequencyTrip, grid.FrequencyHz, settings.GateBlockSeconds + grid.FrequencyLatencySeconds, dt);
    }

    static void Trip(TripElement element, in GridMeasurement grid, long timeNs, ref ControlState state)
    {
        state.Trip = element;
        double value = element switch
        {
            TripElement.Ov1 or TripElement.Ov2 => grid.HighestVoltagePu,
            TripElement.Uv1 or TripElement.Uv2 => grid.LowestVoltagePu,
            _ => grid.FrequencyHz,
        };
        SetTripFault(element, true, timeNs, value, ref state);
        LeaveService(ref state);
    }

    static void LeaveService(ref ControlState state)
    {
        state.Service.Leave();
        state.VoltageTrip.Reset();
        state.FrequencyTrip.Reset();
        state.Islanding.Reset();
        state.RideThrough.Reset();
        state.BlockedSeconds = 0;
    }

    static Inhibits GridInhibits(Inhibits hard, in ControlState state, bool measured, bool rhythm)
    {
        Inhibits inhibits = hard;
        if (!measured) inhibits |= Inhibits.NoMeasurement;
        else if (!rhythm) inhibits |= Inhibits.GridSyncLoss;
        if (state.Service.Energised)
        {
            if (state.RideThrough.Ceased) inhibits |= Inhibits.MomentaryCessation;
            if (!state.Path.GridReady) inhibits |= Inhibits.PathOpen;
            return inhibits;
        }
        // Out of service for another reason says nothing about the window; with no other reason the window is it.
        if (state.Service.Stage == ServiceStage.Delay) inhibits |= Inhibits.EnterServiceDelay;
        else if (inhibits == Inhibits.None) inhibits = Inhibits.GridOutsideWindow;
        if (state.Trip != TripElement.None) inhibits |= Inhibits.Tripped;
        return inhibits;
    }

    // The functions of the standard, then everything that may only make their result smaller.
    static void Decide(
        in ControlSettings settings, in GridMeasurement grid, in TickInputs input, bool usable, bool flows, ref ControlState state, ref TickOutputs output)
    {
        double v = settings.RegulatedVoltage == RegulatedVoltage.Average ? grid.VoltagePu.Mean : grid.PositiveSequencePu;
        // What is no number must not enter the responses: they hold.
        bool follow = usable && double.IsFinite(v) && double.IsFinite(grid.FrequencyHz);
        // Until the path is closed the functions rest: they begin from nothing when power can flow.
        bool inService = state.Service.Energised && state.Path.GridReady;
        state.Vehicle.Step(settings.Vehicle, input.Vehicle, input.TimeNs, settings.Site.RatedVoltAmperes);
        double p = inService ? ActivePower(settings, grid, input, v, follow, ref state) : 0;
        if (!inService)
        {
            state.ActivePower.Reset();
            state.LastActivePowerPu = double.NaN;
            if (follow) state.Vars.Rest(settings, v, input.DtSeconds);
        }
        else if (follow)
        {
            state.Vars.Step(settings, v, p, input.DtSeconds);
        }
        output.RegulatedVoltagePu = v;
        output.VarTargetPu = state.Vars.TargetPu;
        output.VRefPu = state.Vars.VRefPu;
        if (!inService) return;
        // The perturbation before any limit: a limit that holds it back must be seen to.
        double q = state.Vars.Output + state.Islanding.PerturbationPu;
        LimitTogether(settings, ref p, ref q, ref state);
        if (flows)
        {
            Disturbed(settings, input, grid.PositiveSequencePu, ref p, ref q, ref state);
            double risen = state.RideThrough.Restore(settings.RideThrough, p, grid.PositiveSequencePu, input.DtSeconds);
            if (risen != p) state.Limiters.Mark(Limiter.RestoreRamp, risen);
            p = risen;
        }
        output.DecidedActivePowerPu = p;
        output.DecidedVarInjectedPu = q;
    }

    static double ActivePower(in ControlSettings settings, in GridMeasurement grid, in TickInputs input, double voltagePu, bool follow, ref ControlState state)
    {
        double p = state.ActivePower.Step(settings, Asked(input), state.Service, LastActivePower(state.LastActivePowerPu, grid), voltagePu, grid.FrequencyHz, state.Vehicle, follow, input.DtSeconds,
            ref state.Limiters);
        Path(ref p, ref state);
        // Last, because no function of the grid can make a vehicle give or take what it does not.
        if (p > state.Vehicle.MaxExportPu)
        {
            p = state.Vehicle.MaxExportPu;
            state.Limiters.MarkAll(state.Vehicle.ExportReasons, p);
        }
        else if (p < -state.Vehicle.MaxImportPu)
        {
            p = -state.Vehicle.MaxImportPu;
            state.Limiters.MarkAll(state.Vehicle.ImportReasons, p);
        }
        return p;
    }

    // The vehicle's contactor open, or discharge not yet cleared after a ground fault: zero means zero, whichever way was asked.
    static void Path(ref double p, ref ControlState state)
    {
        if (!state.Path.VehicleReady && p != 0)
        {
            p = 0;
            state.Limiters.Mark(Limiter.PathToVehicle, 0);
        }
        else if (state.Path.GroundFault.DischargeBlocked && p > 0)
        {
            p = 0;
            state.Limiters.Mark(Limiter.AfterGroundFault, 0);
        }
    }

    static double Asked(in TickInputs input) => double.IsFinite(input.ActivePowerSetpointPu) ? input.ActivePowerSetpointPu : 0;

    // What flowed before a disturbance is what was measured (6.5.2.7); where that contradicts the command, or no current is measured, the command.
    static double LastActivePower(double commandedPu, in GridMeasurement grid) =>
        Math.Abs(grid.ActivePowerPu - commandedPu) <= CommandMatch.TolerancePu ? grid.ActivePowerPu : commandedPu;

    static void LimitTogether(in ControlSettings settings, ref double p, ref double q, ref ControlState state)
    {
        // A constant power factor meets q_limit together with the circle, or the ratio would be lost where it need not be.
        if (settings.VarMode != VarMode.ConstantPowerFactor && Math.Abs(q) > settings.QLimitPu)
        {
            q = Math.CopySign(settings.QLimitPu, q);
            state.Limiters.Mark(Limiter.VarLimit, q);
        }
        (double pLimited, double qLimited) = PowerPriority.Limit(settings, p, q);
        if (pLimited != p) state.Limiters.Mark(Limiter.ApparentPower, pLimited);
        if (qLimited != q) state.Limiters.Mark(Math.Abs(qLimited) == settings.QLimitPu ? Limiter.VarLimit : Limiter.VarCapability, qLimited);
        (p, q) = (pLimited, qLimited);

        double allowed = Math.Min(state.Heat.AllowedApparentPu, state.CoolingShare);
        Limiter cause = allowed == 1 ? Limiter.ApparentPower : state.CoolingShare < state.Heat.AllowedApparentPu ? Limiter.FanLost : Limiter.ModuleHeat;
        (pLimited, qLimited) = ApparentPowerCircle.ClipVarFirst(p, q, allowed);
        if (pLimited != p || qLimited != q) state.Limiters.Mark(cause, allowed < 1 ? allowed : pLimited);
        (p, q) = (pLimited, qLimited);
    }

    // What a low or high voltage adds and takes: dynamic support, and the current that the inverter lets through.
    static void Disturbed(in ControlSettings settings, in TickInputs input, double positiveSequencePu, ref double p, ref double q, ref ControlState state)
    {
        // A voltage that is no number has its own reaction; here it must do no harm.
        if (!(positiveSequencePu >= 0 && double.IsFinite(positiveSequencePu))) return;
        if (settings.DynamicVoltageSupport.Enabled && state.RideThrough.Supports)
            q += DynamicVoltageSupport.VarInjectedPu(settings.DynamicVoltageSupport, positiveSequencePu);
        double mostCurrent = settings.Site.MaxCurrentPu;
        // In amperes of each conductor, as the current is.
        double cable = input.Board.HasProximity ? state.Path.Proximity.Amperes / settings.Site.RatedAmperes : double.PositiveInfinity;
        double most = Math.Min(mostCurrent, cable) * positiveSequencePu;
        if (p * p + q * q <= most * most) return;
        state.Limiters.Mark(cable < mostCurrent ? Limiter.Cable : Limiter.CurrentLimit, most);
        (p, q) = ApparentPowerCircle.ClipVarFirst(p, q, most);
    }

    static void Command(long timeNs, Inhibits inhibits, ref ControlState state, ref TickOutputs output)
    {
        if (inhibits != state.Inhibits)
        {
            state.Inhibits = inhibits;
            state.InhibitsSinceNs = timeNs;
        }
        output.Command.Sequence = ++state.CommandSequence;
        output.Command.ExpiresNs = timeNs + CommandLifeNs;
        // A sag that is only shown stops no current of the decision's.
        if ((inhibits & ~Inhibits.SagTest) != Inhibits.None) state.RideThrough.Stopped();
        if (inhibits != Inhibits.None) return;
        output.Command.GateEnable = true;
        output.Command.ActivePowerPu = state.LastActivePowerPu = output.DecidedActivePowerPu;
        output.Command.VarInjectedPu = output.DecidedVarInjectedPu;
    }

    // What the command did: heat, and whether the measured reactive power follows it.
    static void Supervise(
        in ControlSettings settings, in GridMeasurement grid, in TickInputs input, bool measured, in TickOutputs output, ref ControlState state)
    {
        bool gates = output.Command.GateEnable;
        double p = output.Command.ActivePowerPu, q = output.Command.VarInjectedPu;
        // What heats up in the vehicle is the vehicle's affair.
        double apparent = input.InverterInVehicle ? 0 : measured ? grid.ApparentPowerPu : Math.Sqrt(p * p + q * q);
        state.Heat.Step(settings.ModuleHeat, apparent, gates, input.InverterConfigured ? input.Inverter.AmbientCelsius : double.NaN, input.DtSeconds);
        state.CommandMatch.Step(gates && measured && grid.Sync == SyncState.Locked && input.InverterConfigured, q, grid.VarInjectedPu,
            input.InverterInVehicle ? settings.Site.InverterSilenceSeconds : 0, input.DtSeconds);
        Raise(FaultCode.CommandMismatch, state.CommandMatch.Mismatch, input.TimeNs, grid.VarInjectedPu - q, ref state);
    }

    static void NameState(long timeNs, in GridMeasurement grid, in TickOutputs output, ref ControlState state)
    {
        const Inhibits gridOnly = Inhibits.NoMeasurement | Inhibits.GridSyncLoss | Inhibits.Tripped | Inhibits.GridOutsideWindow
            | Inhibits.EnterServiceDelay | Inhibits.PathOpen | Inhibits.MomentaryCessation | Inhibits.SagTest | Inhibits.Deadline;
        (ControllerState next, TransitionCause cause) = state switch
        {
            { Trip: TripElement.Island } => (ControllerState.Tripped, TransitionCause.IslandTrip),
            { Trip: >= TripElement.Of2 } => (ControllerState.Tripped, TransitionCause.FrequencyTrip),
            { Trip: not TripElement.None } => (ControllerState.Tripped, TransitionCause.VoltageTrip),
            _ when (state.Inhibits & ~gridOnly) != 0 => (ControllerState.Idle, TransitionCause.Inhibited),
            { Service.Stage: ServiceStage.Out } => (ControllerState.Armed, state.State is ControllerState.Idle ? TransitionCause.InhibitsCleared
                : (state.Inhibits & Inhibits.NoMeasurement) != 0 ? TransitionCause.MeasurementLost
                : (state.Inhibits & Inhibits.GridSyncLoss) != 0 ? TransitionCause.GridSyncLoss : TransitionCause.GridOutsideWindow),
            { Service.Stage: ServiceStage.Delay } => (ControllerState.EnteringService, TransitionCause.GridInsideWindow),
            _ when (state.Inhibits & Inhibits.NoMeasurement) != 0 => (ControllerState.MomentaryCessation, TransitionCause.MeasurementLost),
            _ when (state.Inhibits & Inhibits.GridSyncLoss) != 0 => (ControllerState.MomentaryCessation, TransitionCause.GridSyncLoss),
            { RideThrough.Ceased: true } => (ControllerState.MomentaryCessation, TransitionCause.CessationVoltage),
            _ => Support(state.State, output.DecidedVarInjectedPu - state.Islanding.PerturbationPu),
        };
        if (next == state.State) return;
        bool fromCessation = state.State == ControllerState.MomentaryCessation && next is >= ControllerState.InService and <= ControllerState.SupportingAbsorb;
        if (fromCessation) cause = TransitionCause.Restored;
        state.Events.Add(new()
        {
            TimeNs = timeNs, Kind = ControlEventKind.StateChanged, From = state.State, To = next, Cause = cause, Element = state.Trip,
            Value = cause is TransitionCause.FrequencyTrip or TransitionCause.IslandTrip ? grid.FrequencyHz
                : state.Trip is TripElement.Uv1 or TripElement.Uv2 || grid.LowestVoltagePu < 0.88 ? grid.LowestVoltagePu : grid.HighestVoltagePu,
        });
        state.State = next;
        state.Cause = cause;
        state.StateSinceNs = timeNs;
    }

    static (ControllerState, TransitionCause) Support(ControllerState now, double q)
    {
        double floor = now is ControllerState.SupportingInject or ControllerState.SupportingAbsorb ? SupportFloorPu : 2 * SupportFloorPu;
        if (q > floor) return (ControllerState.SupportingInject, TransitionCause.VoltageLow);
        if (q < -floor) return (ControllerState.SupportingAbsorb, TransitionCause.VoltageHigh);
        bool entered = now is ControllerState.EnteringService or ControllerState.Tripped or ControllerState.Armed or ControllerState.Idle;
        return (ControllerState.InService, entered ? TransitionCause.DelayElapsed : TransitionCause.VoltageNormal);
    }

    static void SetTripFault(TripElement element, bool present, long timeNs, double value, ref ControlState state)
    {
        if (element == TripElement.None) return;
        FaultCode code = element switch
        {
            TripElement.Ov1 or TripElement.Ov2 => FaultCode.OverVoltageTrip,
            TripElement.Uv1 or TripElement.Uv2 => FaultCode.UnderVoltageTrip,
            TripElement.Of1 or TripElement.Of2 => FaultCode.OverFrequencyTrip,
            TripElement.Island => FaultCode.Island,
            _ => FaultCode.UnderFrequencyTrip,
        };
        Raise(code, present, timeNs, value, ref state);
    }

    static void Raise(FaultCode code, bool present, long timeNs, double value, ref ControlState state)
    {
        if (!state.Faults.Set(code, present, timeNs)) return;
        state.Events.Add(new()
        {
            TimeNs = timeNs, Kind = present ? ControlEventKind.FaultRaised : ControlEventKind.FaultCleared, Fault = code,
            From = state.State, To = state.State, Value = value, Element = state.Trip,
        });
    }
}
