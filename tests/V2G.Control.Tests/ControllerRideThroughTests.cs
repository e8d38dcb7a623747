using V2G.Control.Limits;
using V2G.Control.Measurement;
using V2G.Control.Protection;
using V2G.Control.Settings;

namespace V2G.Control.Tests;

public class ControllerRideThroughTests
{
    // In service, giving 0.6 pu and supporting a low voltage, settled.
    static ControllerBench Supporting(AbnormalCategory category)
    {
        ControllerBench bench = ControllerBench.InService(ControllerBench.Quick(category));
        bench.Input.ActivePowerSetpointPu = 0.6;
        bench.Voltage(0.94);
        bench.Run(10);
        return bench;
    }

    [Fact]
    public void Category_III_rides_through_a_second_at_0_45_without_current_and_gives_all_back_within_0_4_s()
    {
        ControllerBench bench = Supporting(AbnormalCategory.III);
        double q = bench.Output.Command.VarInjectedPu;
        bench.Voltage(0.45);
        bench.Grid.Sync = SyncState.Coasting;
        bench.Tick();
        Assert.Equal((false, Inhibits.MomentaryCessation, ControllerState.MomentaryCessation), (bench.Gates, bench.Inhibits, bench.State.State));
        bench.Run(1 - bench.Dt);
        Assert.Equal(TripElement.None, bench.State.Trip);
        bench.Voltage(0.94);
        bench.Grid.Sync = SyncState.Locked;
        // The curve still sees what it saw before: what is restored is what was there.
        double seconds = bench.Until(() => bench.Output.Command.ActivePowerPu >= 0.8 * 0.6, 1);
        Assert.InRange(seconds + bench.Grid.VoltageLatencySeconds + bench.Settings.GateBlockSeconds, 0, 0.4);
        Assert.InRange(bench.Until(() => bench.Output.Command.VarInjectedPu >= 0.999 * q, 1), 0, 0.4 - seconds);
        Assert.Equal(ControllerState.SupportingInject, bench.State.State);
        Assert.Contains(bench.Events(ControlEventKind.StateChanged), e => e.From == ControllerState.MomentaryCessation && e.Cause == TransitionCause.Restored);
    }

    [Fact]
    public void The_functions_follow_the_voltage_through_cessation()
    {
        ControllerBench bench = ControllerBench.InService(ControllerBench.Quick());
        bench.Voltage(0.94);
        bench.Run(0.4);
        double before = bench.Output.DecidedVarInjectedPu;
        bench.Voltage(0.3);
        bench.Run(0.9);
        Assert.False(bench.Gates);
        bench.Voltage(0.94);
        bench.Run(0.3);
        double after = 0.44 + (before - 0.44) * Math.Exp(-0.9 * 2.3);
        after = 0.29333 + (after - 0.29333) * Math.Exp(-0.3 * 2.3);
        Assert.Equal(after, bench.Output.DecidedVarInjectedPu, 2e-3);
    }

    [Theory]
    [InlineData(AbnormalCategory.I, 0.40, TripElement.Uv2, 0.16)]
    [InlineData(AbnormalCategory.II, 0.40, TripElement.Uv2, 0.16)]
    [InlineData(AbnormalCategory.III, 0.40, TripElement.Uv2, 2)]
    [InlineData(AbnormalCategory.I, 0.60, TripElement.Uv1, 2)]
    [InlineData(AbnormalCategory.II, 0.60, TripElement.Uv1, 10)]
    [InlineData(AbnormalCategory.III, 0.60, TripElement.Uv1, 21)]
    [InlineData(AbnormalCategory.II, 1.25, TripElement.Ov2, 0.16)]
    [InlineData(AbnormalCategory.III, 1.15, TripElement.Ov1, 13)]
    public void A_voltage_out_of_range_trips_within_its_clearing_time(AbnormalCategory category, double voltagePu, TripElement element, double clearing)
    {
        ControllerBench bench = Supporting(category);
        bench.Voltage(voltagePu);
        // What is measured trails the grid by its latency: the event lies that long before the first tick that shows it.
        double seconds = bench.Until(() => bench.State.Trip != TripElement.None, clearing + 1);
        Assert.Equal(element, bench.State.Trip);
        double cleared = seconds + bench.Grid.VoltageLatencySeconds + bench.Settings.GateBlockSeconds;
        Assert.InRange(cleared, clearing - 2 * bench.Dt, clearing + bench.Dt + 1e-6);
        Assert.False(bench.Gates);
    }

    [Theory]
    [InlineData(62.5, TripElement.Of2)]
    [InlineData(56, TripElement.Uf2)]
    public void A_frequency_out_of_range_trips_and_says_so(double hz, TripElement element)
    {
        ControllerBench bench = Supporting(AbnormalCategory.III);
        bench.Grid.FrequencyHz = hz;
        // What measuring the frequency and blocking the gates take is part of the 0.16 s.
        double seconds = bench.Until(() => bench.State.Trip != TripElement.None, 1);
        Assert.InRange(seconds + bench.Grid.FrequencyLatencySeconds + bench.Settings.GateBlockSeconds, 0.158, 0.161 + 1e-6);
        Assert.Equal((element, ControllerState.Tripped, TransitionCause.FrequencyTrip), (bench.State.Trip, bench.State.State, bench.State.Cause));
        Assert.Equal(hz, bench.Events(ControlEventKind.StateChanged)[^1].Value);
    }

    [Fact]
    public void One_low_phase_trips_though_the_average_is_inside()
    {
        ControllerBench bench = Supporting(AbnormalCategory.II);
        bench.Voltage(1, 1, 0.4);
        Assert.InRange(bench.Until(() => bench.State.Trip == TripElement.Uv2, 1), 0.1, 0.16);
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.5)]
    [InlineData(0.95)]
    public void R_90_a_short_loss_of_the_grids_rhythm_blocks_in_the_same_tick_and_is_restored_within_0_4_s(double lostSeconds)
    {
        ControllerBench bench = Supporting(AbnormalCategory.III);
        bench.Grid.Sync = SyncState.Lost;
        bench.Tick();
        Assert.Equal((false, Inhibits.GridSyncLoss), (bench.Gates, bench.Inhibits));
        Assert.Equal("Grid Sync Loss", bench.State.Faults.Worst?.Text);
        bench.Run(lostSeconds - bench.Dt);
        bench.Grid.Sync = SyncState.Locked;
        bench.Tick();
        Assert.True(bench.Gates);
        // Active current by the ramp; reactive current, which supports the voltage, at once (6.4.2.7 speaks of the former).
        Assert.InRange(bench.Output.Command.ActivePowerPu, 0, 0.01);
        Assert.InRange(bench.Output.Command.VarInjectedPu, 0.29, 0.2934);
        Assert.InRange(bench.Until(() => bench.Output.Command.ActivePowerPu >= 0.6, 1), 0, 0.4);
        Assert.Equal(0.44 * 4 / 6, bench.Output.Command.VarInjectedPu, 1e-3);
        Assert.False(bench.State.Faults.Any);
    }

    [Fact]
    public void Many_short_losses_do_not_add_up_to_a_long_one()
    {
        ControllerBench bench = Supporting(AbnormalCategory.III);
        for (int k = 0; k < 10; k++)
        {
            bench.Grid.Sync = SyncState.Lost;
            bench.Run(0.3);
            bench.Grid.Sync = SyncState.Locked;
            bench.Run(0.01);
            Assert.True(bench.Gates);
        }
    }

    [Fact]
    public void Frequency_is_not_judged_while_the_loop_coasts()
    {
        ControllerBench bench = Supporting(AbnormalCategory.III);
        bench.Grid.Sync = SyncState.Coasting;
        bench.Grid.FrequencyHz = 65;
        bench.Run(1);
        Assert.True(bench.Gates);
    }

    [Fact]
    public void Service_is_not_entered_while_the_loop_coasts()
    {
        var bench = new ControllerBench(ControllerBench.Quick());
        bench.Grid.Sync = SyncState.Coasting;
        bench.Run(2);
        Assert.Equal((false, Inhibits.GridOutsideWindow), (bench.Gates, bench.Inhibits));
    }

    [Fact]
    public void After_a_trip_reactive_power_begins_at_nothing_and_the_timers_begin_anew()
    {
        ControllerBench bench = Supporting(AbnormalCategory.II);
        double q = bench.Output.Command.VarInjectedPu;
        for (int round = 0; round < 2; round++)
        {
            bench.Voltage(0.40);
            Assert.InRange(bench.Until(() => bench.State.Trip == TripElement.Uv2, 1), 0.125, 0.135);
            bench.Voltage(0.94);
            Assert.InRange(bench.Until(() => bench.Gates, 2), 0.5 - 1e-9, 0.503);
            Assert.InRange(bench.Output.Command.VarInjectedPu, 0, 0.01 * q);
            bench.Run(5);
        }
    }

    [Fact]
    public void R_90_a_long_loss_enters_service_anew()
    {
        ControllerBench bench = Supporting(AbnormalCategory.III);
        bench.Grid.Sync = SyncState.Lost;
        bench.Run(1.1);
        bench.Grid.Sync = SyncState.Locked;
        Assert.InRange(bench.Until(() => bench.Gates, 2), 0.5, 0.503);
        Assert.Equal(0, bench.Output.Command.VarInjectedPu, 0.01);
        Assert.Equal(0, bench.Output.Command.ActivePowerPu, 0.01);
        Assert.Equal(
            [TransitionCause.GridSyncLoss, TransitionCause.GridSyncLoss, TransitionCause.GridInsideWindow],
            bench.Events(ControlEventKind.StateChanged).TakeLast(4).Take(3).Select(e => e.Cause));
    }

    [Fact]
    public void A_gap_in_the_measurement_is_restored_by_the_same_ramp()
    {
        ControllerBench bench = Supporting(AbnormalCategory.III);
        bench.Grid.Valid = false;
        bench.Run(0.2);
        Assert.Equal((false, Inhibits.NoMeasurement, TransitionCause.MeasurementLost), (bench.Gates, bench.Inhibits, bench.State.Cause));
        bench.Grid.Valid = true;
        bench.Tick();
        Assert.True(bench.Gates);
        Assert.InRange(bench.Output.Command.ActivePowerPu, 0, 0.01);
        Assert.InRange(bench.Until(() => bench.Output.Command.ActivePowerPu >= 0.6, 1), 0.1, 0.4);
    }

    [Theory]
    [InlineData(AbnormalCategory.I, 0.75)]
    [InlineData(AbnormalCategory.II, 0.50)]
    [InlineData(AbnormalCategory.III, 0.55)]
    [InlineData(AbnormalCategory.II, 1.15)]
    public void In_mandatory_and_permissive_operation_current_goes_on(AbnormalCategory category, double voltagePu)
    {
        ControllerBench bench = Supporting(category);
        bench.Voltage(voltagePu);
        bench.Run(0.5);
        Assert.True(bench.Gates);
        // No more than the inverter's current allows, and then reactive power first.
        double q = bench.Output.Command.VarInjectedPu, most = bench.Settings.Site.MaxCurrentPu * voltagePu;
        Assert.Equal(Math.Min(0.6, Math.Sqrt(most * most - q * q)), bench.Output.Command.ActivePowerPu, 1e-12);
    }

    [Theory]
    [InlineData(0.7, 0.42)]
    [InlineData(0.86, 0.2408)]
    [InlineData(0.95, 0)]
    public void R_13_dynamic_voltage_support_adds_reactive_current_against_the_deviation(double voltagePu, double addedPu)
    {
        ControlSettings s = ControllerBench.Quick();
        s = s with { VoltVar = s.VoltVar with { Enabled = false }, DynamicVoltageSupport = new() { Enabled = true, Gain = 2 } };
        ControllerBench bench = ControllerBench.InService(s);
        bench.Voltage(voltagePu);
        bench.Tick();
        Assert.Equal(addedPu, bench.Output.Command.VarInjectedPu, 1e-12);
    }

    [Fact]
    public void The_command_stays_within_the_inverters_current_and_keeps_reactive_power()
    {
        ControlSettings s = ControllerBench.Quick();
        ControllerBench bench = ControllerBench.InService(s with { VoltVar = s.VoltVar with { Enabled = false }, DynamicVoltageSupport = new() { Enabled = true, Gain = 2 } });
        bench.Input.ActivePowerSetpointPu = 1;
        bench.Run(1);
        bench.Voltage(0.6);
        bench.Run(1);
        Assert.Equal(0.48, bench.Output.Command.VarInjectedPu, 1e-12);
        Assert.Equal(Math.Sqrt(0.72 * 0.72 - 0.48 * 0.48), bench.Output.Command.ActivePowerPu, 1e-12);
        Assert.Contains(Limiter.CurrentLimit, bench.Limiters.Keys);
    }

    [Fact]
    public void A_voltage_in_the_cessation_region_is_named_beside_the_lost_rhythm()
    {
        ControllerBench bench = ControllerBench.InService(ControllerBench.Quick());
        bench.Voltage(0.3);
        bench.Grid.Sync = SyncState.Lost;
        bench.Run(0.05);
        Assert.Equal(Inhibits.GridSyncLoss | Inhibits.MomentaryCessation, bench.Inhibits);
    }
}
