using V2G.Control.GridSupport;
using V2G.Control.Measurement;
using V2G.Control.Protection;
using V2G.Control.Settings;

namespace V2G.Control.Tests;

public class ControllerServiceTests
{
    static IEnumerable<(ControllerState To, TransitionCause Cause)> Trace(ControllerBench bench) =>
        bench.Events(ControlEventKind.StateChanged).Select(e => (e.To, e.Cause));

    [Fact]
    public void R_74_the_states_from_power_on_to_support_and_back_are_traced_with_their_causes()
    {
        var bench = new ControllerBench(ControllerBench.Quick());
        bench.Grid.Sync = SyncState.Searching;
        bench.Input.Calibrated = false;
        bench.Run(0.1);
        bench.Input.Calibrated = true;
        bench.Run(0.1);
        bench.Grid.Sync = SyncState.Locked;
        bench.Run(2);
        bench.Voltage(0.94);
        bench.Run(5);
        bench.Voltage(1);
        bench.Run(15);
        bench.Voltage(1.05);
        bench.Run(5);
        Assert.Equal(
            [
                (ControllerState.Idle, TransitionCause.PowerOn),
                (ControllerState.Armed, TransitionCause.InhibitsCleared),
                (ControllerState.EnteringService, TransitionCause.GridInsideWindow),
                (ControllerState.InService, TransitionCause.DelayElapsed),
                (ControllerState.SupportingInject, TransitionCause.VoltageLow),
                (ControllerState.InService, TransitionCause.VoltageNormal),
                (ControllerState.SupportingAbsorb, TransitionCause.VoltageHigh),
            ],
            Trace(bench));
    }

    [Fact]
    public void R_74_a_trip_and_the_return_from_it_are_traced_with_element_and_voltage()
    {
        ControllerBench bench = ControllerBench.InService(ControllerBench.Quick());
        bench.Voltage(1.21);
        Assert.InRange(bench.Until(() => !bench.Gates, 1), 0.001, 0.16);
        bench.Run(1);
        bench.Voltage(1);
        bench.Run(2);
        Assert.Equal(
            [
                (ControllerState.MomentaryCessation, TransitionCause.CessationVoltage),
                (ControllerState.Tripped, TransitionCause.VoltageTrip),
                (ControllerState.InService, TransitionCause.DelayElapsed),
            ],
            Trace(bench));
        ControlEvent trip = bench.Events(ControlEventKind.StateChanged)[1];
        Assert.Equal((TripElement.Ov2, 1.21), (trip.Element, trip.Value));
    }

    [Fact]
    public void R_86_an_over_voltage_trips_in_time_waits_for_the_delay_and_stays_shown_until_acknowledged()
    {
        ControlSettings settings = ControlSettings.Default();
        ControllerBench bench = ControllerBench.InService(settings);
        bench.Voltage(1.21);
        double tripped = bench.Until(() => bench.State.Trip == TripElement.Ov2, 1);
        Assert.InRange(tripped + bench.Grid.VoltageLatencySeconds + settings.GateBlockSeconds, 0.155, 0.16 + 2 * bench.Dt);
        Assert.Equal("0xF4", bench.State.Faults.Worst?.CodeText);
        Assert.Equal(Inhibits.Tripped | Inhibits.GridOutsideWindow, bench.Inhibits);
        bench.Voltage(1);
        bench.Dt = 0.02;
        bench.Run(299.9);
        Assert.False(bench.Gates);
        Assert.Equal(Inhibits.Tripped | Inhibits.EnterServiceDelay, bench.Inhibits);
        bench.Run(0.2);
        Assert.True(bench.Gates);
        Assert.True(bench.State.Faults.IsShown(FaultCode.OverVoltageTrip));
        Assert.False(bench.State.Faults.IsPresent(FaultCode.OverVoltageTrip));
        bench.Input.Acknowledge = true;
        bench.Run(0.1);
        Assert.False(bench.State.Faults.Any);
    }

    [Theory]
    [InlineData(0.90, 60)]
    [InlineData(1.06, 60)]
    [InlineData(1, 59.4)]
    [InlineData(1, 60.2)]
    public void An_excursion_of_one_tick_restarts_the_delay_and_gates_stay_blocked(double voltagePu, double hz)
    {
        var bench = new ControllerBench(ControllerBench.Quick());
        for (int round = 0; round < 3; round++)
        {
            bench.Run(0.49);
            Assert.False(bench.Gates);
            Assert.Equal(Inhibits.EnterServiceDelay, bench.Inhibits);
            bench.Voltage(voltagePu);
            bench.Grid.FrequencyHz = hz;
            bench.Tick();
            Assert.Equal(Inhibits.GridOutsideWindow, bench.Inhibits);
            bench.Voltage(1);
            bench.Grid.FrequencyHz = 60;
        }
        Assert.InRange(bench.Until(() => bench.Gates, 2), 0.5, 0.503);
    }

    [Fact]
    public void The_ramp_limits_active_but_not_reactive_power()
    {
        ControlSettings s = ControllerBench.Quick();
        var bench = new ControllerBench(s with { EnterService = s.EnterService with { RampSeconds = 100 } });
        bench.Input.ActivePowerSetpointPu = -1;
        bench.Voltage(0.93);
        bench.Run(10.5);
        Assert.Equal(-0.10, bench.Output.Command.ActivePowerPu, 0.002);
        Assert.Equal(0.44 * 5 / 6, bench.Output.Command.VarInjectedPu, 1e-3);
    }

    [Fact]
    public void Permission_withdrawn_ends_service_in_the_same_tick()
    {
        ControllerBench bench = ControllerBench.InService(ControllerBench.Quick());
        bench.Settings = bench.Settings with { EnterService = bench.Settings.EnterService with { Permitted = false } };
        bench.Tick();
        Assert.False(bench.Gates);
        Assert.Equal(ControllerState.Idle, bench.State.State);
    }

    [Theory]
    [InlineData(Inhibits.NotPermitted)]
    [InlineData(Inhibits.Uncalibrated)]
    [InlineData(Inhibits.NoCurve)]
    [InlineData(Inhibits.SensorPlausibility)]
    [InlineData(Inhibits.PhaseOrder)]
    [InlineData(Inhibits.NoMeasurement)]
    [InlineData(Inhibits.GridSyncLoss)]
    [InlineData(Inhibits.ControlBus)]
    public void An_inhibit_blocks_at_once_and_a_grid_inside_its_window_is_not_blamed_for_it(Inhibits inhibit)
    {
        foreach (bool inService in new[] { false, true })
        {
            var bench = inService ? ControllerBench.InService(ControllerBench.Quick()) : new ControllerBench(ControllerBench.Quick());
            bench.Tick();
            switch (inhibit)
            {
                case Inhibits.NotPermitted:
                    bench.Settings = bench.Settings with { EnterService = bench.Settings.EnterService with { Permitted = false } };
                    break;
                case Inhibits.Uncalibrated: bench.Input.Calibrated = false; break;
                case Inhibits.NoCurve: bench.Input.CurveAccepted = false; break;
                case Inhibits.SensorPlausibility: bench.Input.MeasurementImplausible = true; break;
                case Inhibits.PhaseOrder: bench.Grid.PhaseOrderReversed = true; break;
                case Inhibits.NoMeasurement: bench.Grid.Valid = false; break;
                case Inhibits.GridSyncLoss: bench.Grid.Sync = SyncState.Lost; break;
                case Inhibits.ControlBus: bench.InverterFresh = false; bench.Run(0.1); break;
            }
            bench.Tick();
            Assert.Equal(inhibit, bench.Inhibits);
            Assert.False(bench.Gates);
            bench.Run(3);
            Assert.Equal(inhibit, bench.Inhibits);
        }
    }

    [Theory]
    [InlineData(0.10)]
    [InlineData(0.049)]
    public void A_measurement_older_than_its_limit_is_absent(double silenceSeconds)
    {
        ControllerBench bench = ControllerBench.InService(ControllerBench.Quick());
        bench.GridFresh = false;
        bench.Run(silenceSeconds);
        Assert.Equal(silenceSeconds > 0.05 ? Inhibits.NoMeasurement : Inhibits.None, bench.Inhibits);
    }

    [Fact]
    public void A_simulated_sag_shows_the_decision_and_only_an_energised_one_lets_power_follow()
    {
        ControllerBench bench = ControllerBench.InService(ControllerBench.Quick());
        bench.Input.SagTest = SagTest.PowerInhibited;
        bench.Voltage(0.94);
        bench.Run(10);
        Assert.Equal(0.44 * 4 / 6, bench.Output.DecidedVarInjectedPu, 1e-4);
        Assert.Equal((false, 0.0, Inhibits.SagTest), (bench.Gates, bench.Output.Command.VarInjectedPu, bench.Inhibits));
        bench.Input.SagTest = SagTest.Energised;
        bench.Tick();
        Assert.Equal(0.44 * 4 / 6, bench.Output.Command.VarInjectedPu, 1e-4);
    }

    [Theory]
    [InlineData(Inhibits.NotPermitted)]
    [InlineData(Inhibits.Uncalibrated)]
    [InlineData(Inhibits.NoCurve)]
    [InlineData(Inhibits.SensorPlausibility)]
    [InlineData(Inhibits.PhaseOrder)]
    public void What_was_inhibited_enters_service_anew_with_its_delay(Inhibits inhibit)
    {
        ControllerBench bench = ControllerBench.InService(ControllerBench.Quick());
        Set(bench, inhibit, true);
        bench.Tick();
        Assert.False(bench.Gates);
        Assert.True((bench.Inhibits & inhibit) != 0);
        Set(bench, inhibit, false);
        bench.Run(0.49);
        Assert.False(bench.Gates);
        Assert.Equal(ControllerState.EnteringService, bench.State.State);
        bench.Run(0.03);
        Assert.True(bench.Gates);
    }

    static void Set(ControllerBench bench, Inhibits inhibit, bool on)
    {
        switch (inhibit)
        {
            case Inhibits.NotPermitted:
                bench.Settings = bench.Settings with { EnterService = bench.Settings.EnterService with { Permitted = !on } };
                break;
            case Inhibits.Uncalibrated: bench.Input.Calibrated = !on; break;
            case Inhibits.NoCurve: bench.Input.CurveAccepted = !on; break;
            case Inhibits.SensorPlausibility: bench.Input.MeasurementImplausible = on; break;
            case Inhibits.PhaseOrder: bench.Grid.PhaseOrderReversed = on; break;
            default: throw new ArgumentOutOfRangeException(nameof(inhibit));
        }
    }
}
