using V2G.Control;
using V2G.Control.PowerPath;
using V2G.Control.Protection;
using V2G.Simulation.PowerPath;

namespace V2G.Scenarios;

/// <summary>The whole controller with the whole power path: each reflex, and each of its fault codes.</summary>
public class PowerPathTests
{
    [Fact]
    public void From_power_on_monitors_prove_themselves_then_relays_pre_charge_and_close_then_the_vehicle_and_only_then_power_flows()
    {
        PathBench bench = new();
        List<string> order = [];
        void Note(string what, bool holds)
        {
            if (holds && !order.Contains(what)) order.Add(what);
        }
        bench.Run(12, () =>
        {
            Note("gate driver test", (bench.Output.Lines & LineOutputs.GateDriverTest) != 0);
            Note("first relay alone", (bench.Output.Lines & (LineOutputs.GridRelay | LineOutputs.SecondGridRelay)) == LineOutputs.GridRelay);
            Note("second relay alone", (bench.Output.Lines & (LineOutputs.GridRelay | LineOutputs.SecondGridRelay)) == LineOutputs.SecondGridRelay);
            Note("residual test", (bench.Output.Lines & LineOutputs.ResidualTest) != 0);
            Note("pre-charge", (bench.Output.Lines & LineOutputs.GridPreCharge) != 0);
            Note("grid relay", bench.Lines.GridClosed);
            Note("gates", bench.Output.Command.GateEnable);
            Note("insulation test", bench.Output.Command.Phase == ActuatorPhase.CableCheck);
            Note("vehicle pre-charge", bench.Output.Command.Phase == ActuatorPhase.PreCharge);
            Note("vehicle contactor", bench.Lines.VehicleClosed);
            Note("active power", bench.Output.Command.ActivePowerPu != 0);
            Assert.False(bench.Output.Command.GateEnable && !bench.Lines.GridClosed, "gates behind an open relay");
            Assert.False(bench.Output.Command.ActivePowerPu != 0 && !bench.Lines.VehicleClosed, "active power without a vehicle");
        });
        foreach ((string first, string then) in new[]
        {
            ("gate driver test", "first relay alone"), ("residual test", "first relay alone"), ("first relay alone", "second relay alone"), ("second relay alone", "pre-charge"), ("pre-charge", "grid relay"), ("grid relay", "gates"), ("insulation test", "vehicle pre-charge"),
            ("vehicle pre-charge", "vehicle contactor"), ("vehicle contactor", "active power"),
        })
            Assert.True(order.IndexOf(first) >= 0 && order.IndexOf(first) < order.IndexOf(then), $"{first} before {then}: {string.Join(", ", order)}");
    }

    [Theory]
    [InlineData("silence")]
    [InlineData("loss")]
    [InlineData("off")]
    public void R_121_a_lost_control_bus_blocks_the_gates_at_once_and_opens_the_contactor_without_current(string how)
    {
        PathBench bench = new PathBench().InService();
        long heard = bench.Board.InverterState.TimeNs;
        if (how == "silence") bench.Board.Unit.Inverter.Silent = true;
        if (how == "loss") bench.Input.ControlBus.LossShare = 0.11;
        if (how == "off") bench.Input.ControlBus.Off = true;
        double gates = bench.Until(() => !bench.Output.Command.GateEnable, 0.2);
        Assert.InRange(gates, 0, how == "silence" ? 101 : 1);
        Assert.Equal(0, bench.Output.Command.ActivePowerPu);
        Assert.Equal(0, bench.Output.Command.VarInjectedPu);
        double open = bench.Until(() => !bench.Lines.GridClosed, 1);
        Assert.InRange(open, 10, 125);
        Assert.True(bench.Shows(FaultCode.CommunicationTimeout));
        Assert.Equal(0, bench.Path.Grid.Wear.BrokenUnderLoad);
        // The bus is back; power is not.
        bench.Board.Unit.Inverter.Silent = false;
        bench.Input.ControlBus = default;
        bench.Run(60, () => Assert.False(bench.Output.Command.GateEnable));
        bench.Input.Acknowledge = true;
        bench.Run(15);
        Assert.True(bench.Output.Command.GateEnable);
        Assert.True(heard > 0);
    }

    [Theory]
    [InlineData(LineFaults.FirstRelayWelded, 1)]
    [InlineData(LineFaults.SecondRelayWelded, 2)]
    public void R_46_one_relay_of_the_pair_that_sticks_is_found_before_the_next_closing_and_the_other_still_opens(LineFaults fault, int which)
    {
        PathBench bench = new PathBench().InService();
        bench.Lines.Faults = fault | LineFaults.DoorOpen;
        // The other one is enough to open.
        bench.Until(() => !bench.Lines.GridClosed, 1);
        bench.Lines.Faults = fault;
        bench.Run(20, () => Assert.False(bench.Output.Command.GateEnable || bench.Lines.GridClosed));
        Assert.True(bench.Shows(FaultCode.ContactorWelded));
        Assert.Equal(ContactorFault.Welded, bench.Path.GridFault);
        Assert.True(bench.Path.PairTest.Faulty == which || bench.Path.Grid.Fault == ContactorFault.Welded);
        bench.Lines.Faults = LineFaults.None;
        bench.Run(1);
        bench.Input.Acknowledge = true;
        bench.Run(20);
        Assert.True(bench.Output.Command.GateEnable);
    }

    [Fact]
    public void A_relay_that_sticks_without_a_contact_to_tell_is_found_by_what_comes_through()
    {
        PathBench bench = new() { HasContacts = false };
        bench.Lines.Faults = LineFaults.SecondRelayWelded;
        bench.Run(20, () => Assert.False(bench.Output.Command.GateEnable));
        Assert.Equal((MonitorVerdict.Failed, 2), (bench.Path.PairTest.Verdict, bench.Path.PairTest.Faulty));
        Assert.True(bench.Shows(FaultCode.ContactorWelded));
    }

    [Theory]
    [InlineData(13, true)]
    [InlineData(20, false)]
    public void A_cables_rating_limits_the_current_and_a_plug_that_leaves_ends_it(double amperes, bool bites)
    {
        PathBench bench = new(0.7);
        bench.Input.Board.HasProximity = true;
        bench.Input.Board.ProximityOhms = amperes switch { 13 => 1500, 20 => 680, _ => 220 };
        bench.Run(15);
        double current = amperes / bench.Loop.Settings.Site.RatedAmperes;
        double apparent = Math.Sqrt(Math.Pow(bench.Output.Command.ActivePowerPu, 2) + Math.Pow(bench.Output.Command.VarInjectedPu, 2));
        if (bites) Assert.Equal(current * bench.Loop.Grid.PositiveSequencePu, apparent, 3);
        Assert.InRange(apparent, 0.4, 1.03 * current);
        Assert.Equal(bites, bench.Loop.State.Limiters.IsActive(V2G.Control.Limits.Limiter.Cable));
        bench.Input.Board.ProximityOhms = double.PositiveInfinity;
        Assert.InRange(bench.Until(() => !bench.Lines.VehicleClosed, 1), 20, 100);
        Assert.False(bench.Shows(FaultCode.Proximity));
        bench.Input.Board.ProximityOhms = 0;
        bench.Run(0.1);
        Assert.True(bench.Shows(FaultCode.Proximity));
        Assert.Equal(PilotSignal.Unavailable, bench.Output.Pilot);
    }

    [Fact]
    public void R_121_R_122_a_lost_uplink_opens_nothing()
    {
        PathBench bench = new PathBench().InService();
        bench.Input.UplinkConfigured = true;
        bench.Run(60, () => Assert.True(bench.Output.Command.GateEnable && bench.Lines.GridClosed && bench.Lines.VehicleClosed));
        Assert.True(bench.Loop.State.LocalAutonomous);
    }

    [Fact]
    public void R_50_C_to_B_opens_the_vehicles_contactor_within_100_ms_and_reactive_power_goes_on()
    {
        PathBench bench = new PathBench().InService();
        bench.Lines.PilotVolts = 9;
        Assert.InRange(bench.Until(() => !bench.Lines.VehicleClosed, 1), 20, 100);
        bench.Run(1);
        Assert.Equal(0, bench.Output.Command.ActivePowerPu);
        Assert.True(bench.Output.Command.GateEnable && bench.Lines.GridClosed);
    }

    [Theory]
    [InlineData(LineFaults.ResidualCurrent, FaultCode.GroundFault, Inhibits.GroundFault)]
    [InlineData(LineFaults.InsulationFault, FaultCode.GroundFault, Inhibits.GroundFault)]
    [InlineData(LineFaults.EmergencyStop, FaultCode.EmergencyStop, Inhibits.EmergencyStop)]
    [InlineData(LineFaults.DoorOpen, FaultCode.Door, Inhibits.DoorOpen)]
    [InlineData(LineFaults.GateDriver, FaultCode.Inverter, Inhibits.InverterFault)]
    public void A_fault_on_a_line_stops_power_opens_what_it_must_and_is_named(LineFaults fault, FaultCode code, Inhibits inhibit)
    {
        PathBench bench = new PathBench().InService();
        bench.Lines.Faults = fault;
        Assert.InRange(bench.Until(() => !bench.Output.Command.GateEnable, 0.1), 0, 8);
        Assert.True((bench.Loop.State.Inhibits & inhibit) != 0);
        Assert.True(bench.Shows(code));
        Assert.InRange(bench.Until(() => !bench.Lines.GridClosed, 1), 10, 150);
        bench.Run(20, () => Assert.False(bench.Output.Command.GateEnable));
    }

    [Fact]
    public void R_95_a_ground_fault_shows_amber_three_times_until_it_is_cleared_and_discharge_waits_for_a_person()
    {
        PathBench bench = new PathBench().InService();
        bench.Lines.Faults = LineFaults.ResidualCurrent;
        bench.Run(1);
        bench.Lines.Faults = LineFaults.None;
        bench.Run(899);
        Assert.Equal(new LampPattern(LampColour.Amber, LampRhythm.Counted, 3), bench.Loop.State.Lamp.Shown);
        Assert.False(bench.Output.Command.GateEnable);
        bench.Run(30);
        Assert.True(bench.Output.Command.GateEnable);
        Assert.Equal(0, bench.Output.Command.ActivePowerPu);
        Assert.True(bench.Loop.State.Limiters.IsActive(V2G.Control.Limits.Limiter.AfterGroundFault));
        bench.Input.Acknowledge = true;
        bench.Run(5);
        Assert.InRange(bench.Output.Command.ActivePowerPu, 0.4, 0.6);
    }

    [Fact]
    public void R_105_a_module_that_goes_on_is_taken_off_by_relay_and_contactor_alone()
    {
        PathBench bench = new PathBench().InService();
        bench.Board.Unit.Inverter.Stuck = true;
        bench.Lines.Faults = LineFaults.DoorOpen;
        bench.Run(2);
        Assert.Equal(0, bench.CurrentPu);
        Assert.True(bench.Shows(FaultCode.CurrentPersists));
        Assert.Equal(0, bench.Path.TripPulses);
        Assert.Equal(1, bench.Path.Grid.Wear.BrokenUnderLoad);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void R_105_with_a_welded_relay_the_breaker_is_tripped_once_and_a_breaker_that_stays_is_0xF6(bool stuckBreaker)
    {
        PathBench bench = new PathBench().InService();
        bench.Board.Unit.Inverter.Stuck = true;
        bench.Lines.Faults = LineFaults.GridRelayWelded | LineFaults.DoorOpen | (stuckBreaker ? LineFaults.BreakerStuck : LineFaults.None);
        double start = bench.Milliseconds, pulse = double.NaN;
        long lit = 0;
        bench.Run(10, () =>
        {
            if ((bench.Output.Lines & LineOutputs.ShuntTrip) == 0) return;
            lit++;
            if (double.IsNaN(pulse)) pulse = bench.Milliseconds - start;
        });
        // Two cycles to be sure, 200 ms at most to the pulse.
        Assert.InRange(pulse, 33, 34 + 8 + 200);
        Assert.InRange(lit, 99, 101);
        Assert.Equal(1, bench.Path.TripPulses);
        Assert.Equal(stuckBreaker, bench.Shows(FaultCode.ShuntTripFailed));
        Assert.Equal(!stuckBreaker, bench.Shows(FaultCode.ShuntTripped));
        Assert.True(bench.Shows(FaultCode.ContactorWelded));
        if (stuckBreaker) return;
        Assert.Equal(0, bench.CurrentPu);
        bench.Lines.Faults = LineFaults.None;
        bench.Board.Unit.Inverter.Stuck = false;
        bench.Input.Acknowledge = true;
        bench.Run(30, () => Assert.False(bench.Output.Command.GateEnable, "a tripped breaker closes by hand alone"));
        bench.Lines.CloseBreaker();
        bench.Run(0.1);
        bench.Input.Acknowledge = true;
        bench.Run(30);
        Assert.True(bench.Output.Command.GateEnable);
    }

    [Theory]
    [InlineData(1.15)]
    [InlineData(1.25)]
    [InlineData(1.35)]
    public void R_105_a_swell_of_the_grid_trips_the_unit_and_never_the_breaker(double swellPu)
    {
        PathBench bench = new PathBench().InService();
        bench.Board.Source.AddSag(bench.Board.NowNs * 1e-9 + 0.5, 30, swellPu);
        bench.Run(35, () => Assert.True((bench.Output.Lines & LineOutputs.ShuntTrip) == 0));
        Assert.True(bench.Shows(FaultCode.OverVoltageTrip));
        Assert.False(bench.Path.Escalation >= EscalationStage.Opening);
        Assert.Equal(0, bench.Path.Grid.Wear.BrokenUnderLoad);
    }

    [Theory]
    [InlineData(LineFaults.GridRelayDead, FaultCode.ContactorOpen)]
    [InlineData(LineFaults.NoPreCharge, FaultCode.PreCharge)]
    [InlineData(LineFaults.ResidualMonitorDead, FaultCode.GroundFault)]
    public void What_does_not_work_before_closing_keeps_everything_open_and_is_named(LineFaults fault, FaultCode code)
    {
        PathBench bench = new();
        bench.Lines.Faults = fault;
        bench.Run(10, () => Assert.False(bench.Output.Command.GateEnable));
        Assert.True(bench.Shows(code));
        Assert.False(bench.Lines.GridClosed);
    }

    [Fact]
    public void A_monitor_that_failed_its_test_is_tested_anew_when_a_person_has_cleared_it()
    {
        PathBench bench = new();
        bench.Lines.Faults = LineFaults.ResidualMonitorDead;
        bench.Run(10);
        bench.Lines.Faults = LineFaults.None;
        bench.Run(10, () => Assert.False(bench.Output.Command.GateEnable));
        bench.Input.Acknowledge = true;
        bench.Run(10);
        Assert.True(bench.Output.Command.GateEnable);
    }

    [Theory]
    [InlineData(InverterFaults.AcVoltage, true)]
    [InlineData(InverterFaults.AcFrequency, true)]
    [InlineData(InverterFaults.GateDriver, false)]
    [InlineData(InverterFaults.OverCurrent, false)]
    public void What_an_inverter_says_of_the_grid_ends_no_service_and_what_it_says_of_itself_does(InverterFaults fault, bool goesOn)
    {
        PathBench bench = new PathBench().InService();
        bench.InverterFaults = fault;
        bench.Run(1);
        Assert.Equal(goesOn, bench.Output.Command.GateEnable);
        Assert.Equal(!goesOn, bench.Shows(FaultCode.Inverter));
    }

    [Theory]
    [InlineData(LineFaults.InsulationMonitorDead, FaultCode.GroundFault)]
    [InlineData(LineFaults.VehicleContactorDead, FaultCode.ContactorOpen)]
    public void What_does_not_work_on_the_vehicles_side_keeps_the_vehicle_out_and_reactive_power_in(LineFaults fault, FaultCode code)
    {
        PathBench bench = new();
        bench.Lines.Faults = fault;
        bench.Run(40);
        Assert.True(bench.Shows(code));
        Assert.False(bench.Lines.VehicleClosed);
        Assert.Equal(0, bench.Output.Command.ActivePowerPu);
        Assert.True(bench.Output.Command.GateEnable);
    }

    [Fact]
    public void A_welded_vehicle_contactor_is_found_when_it_opens()
    {
        PathBench bench = new PathBench().InService();
        bench.Lines.Faults = LineFaults.VehicleContactorWelded;
        bench.Lines.PilotVolts = 9;
        bench.Run(5);
        Assert.True(bench.Shows(FaultCode.ContactorWelded));
        Assert.False(bench.Output.Command.GateEnable);
    }

    [Fact]
    public void R_123_three_losses_are_tried_again_after_five_minutes_and_the_fourth_waits_for_fault_clear()
    {
        PathBench bench = new PathBench().InService();
        for (int n = 0; n < 4; n++)
        {
            bench.Input.ControlBus.LossShare = 0.5;
            bench.Run(0.2);
            bench.Input.ControlBus.LossShare = 0;
            bench.Run(320);
            Assert.Equal(n < 3, bench.Output.Command.GateEnable);
        }
        Assert.True(bench.Loop.State.ControlBus.NeedsPerson);
        bench.Input.Acknowledge = true;
        bench.Run(15);
        Assert.True(bench.Output.Command.GateEnable);
    }
}
