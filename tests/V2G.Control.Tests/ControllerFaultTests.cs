using V2G.Control.Measurement;
using V2G.Control.Protection;

namespace V2G.Control.Tests;

public class ControllerFaultTests
{
    static ControllerBench InService() => ControllerBench.InService(ControllerBench.Quick());

    [Fact]
    public void R_85_a_silent_inverter_is_a_communication_timeout_within_150_ms_and_locked_out_until_acknowledged()
    {
        ControllerBench bench = InService();
        bench.InverterFresh = false;
        Assert.InRange(bench.Until(() => bench.State.Faults.IsPresent(FaultCode.CommunicationTimeout), 1), 0.1, 0.15);
        Assert.False(bench.Gates);
        Assert.Equal("0x82 Communication Timeout", $"{bench.State.Faults.Worst?.CodeText} {bench.State.Faults.Worst?.Text}");
        Assert.InRange(bench.Events(ControlEventKind.FaultRaised)[^1].Value, 0.1, 0.15);
        bench.Input.Acknowledge = true;
        bench.Run(1);
        Assert.True(bench.State.Faults.IsPresent(FaultCode.CommunicationTimeout));
        bench.InverterFresh = true;
        bench.Run(5);
        Assert.Equal(Inhibits.ControlBus, bench.Inhibits);
        Assert.False(bench.Gates);
        bench.Input.Acknowledge = true;
        bench.Run(1);
        Assert.True(bench.Gates);
        Assert.False(bench.State.Faults.Any);
    }

    [Fact]
    public void R_126_a_loop_that_allocated_or_was_collected_is_warned_of_and_goes_on()
    {
        ControllerBench bench = InService();
        Assert.False(bench.State.Faults.Any);
        bench.Input.RealTimeViolated = true;
        bench.Run(0.1);
        Assert.Equal("0xE3 Real-Time Law Violated", $"{bench.State.Faults.Worst?.CodeText} {bench.State.Faults.Worst?.Text}");
        Assert.True(bench.Gates);
        Assert.Equal(Inhibits.None, bench.Inhibits);
        bench.Input.Acknowledge = true;
        bench.Run(0.1);
        Assert.True(bench.State.Faults.IsPresent(FaultCode.RealTimeViolation));
    }

    [Fact]
    public void R_17_gates_are_off_while_the_loop_is_behind_and_on_again_when_it_is_on_time()
    {
        ControllerBench bench = InService();
        Assert.True(bench.Gates);
        bench.Input.DeadlineMissed = true;
        bench.Run(0.01);
        Assert.Equal((Inhibits.Deadline, false), (bench.Inhibits, bench.Gates));
        Assert.Equal((0, 0), (bench.Output.Command.ActivePowerPu, bench.Output.Command.VarInjectedPu));
        Assert.Equal("0xE1 Control Deadline Missed", $"{bench.State.Faults.Worst?.CodeText} {bench.State.Faults.Worst?.Text}");
        bench.Input.DeadlineMissed = false;
        bench.Run(0.002);
        // Service was not left for it: no delay before the gates are back.
        Assert.Equal((Inhibits.None, true), (bench.Inhibits, bench.Gates));
        Assert.False(bench.State.Faults.Any);
    }

    [Fact]
    public void R_133_a_start_after_the_watchdog_bit_shows_0xE2_until_a_person_has_seen_it()
    {
        ControllerBench bench = InService();
        bench.Input.WatchdogReset = true;
        bench.Run(0.001);
        bench.Run(1);
        Assert.Equal("0xE2 Watchdog Reset", $"{bench.State.Faults.Worst?.CodeText} {bench.State.Faults.Worst?.Text}");
        Assert.True(bench.Gates);
        bench.Input.Acknowledge = true;
        bench.Input.WatchdogReset = false;
        bench.Run(0.001);
        Assert.False(bench.State.Faults.Any);
    }

    [Fact]
    public void R_41_an_inverter_that_starts_later_is_waited_for_and_needs_no_person()
    {
        var bench = new ControllerBench(ControllerBench.Quick()) { InverterFresh = false };
        bench.Run(3);
        Assert.Equal((Inhibits.ControlBus, false), (bench.Inhibits, bench.Gates));
        Assert.True(bench.State.Faults.IsPresent(FaultCode.CommunicationTimeout));
        bench.InverterFresh = true;
        bench.Run(1);
        Assert.True(bench.Gates);
    }

    [Fact]
    public void R_111_an_inverter_that_ignores_reactive_power_is_told_of_after_a_second()
    {
        ControllerBench bench = InService();
        bench.Voltage(0.92);
        bench.Run(5);
        double seconds = 0;
        for (; seconds < 3 && !bench.State.Faults.IsPresent(FaultCode.CommandMismatch); seconds += bench.Dt)
        {
            bench.Grid.VarInjectedPu = 0;
            bench.Tick();
        }
        Assert.InRange(seconds, 1, 1.01);
        Assert.True(bench.Gates);
    }

    [Fact]
    public void R_112_silence_of_the_grid_management_system_is_local_autonomous_mode_and_changes_no_power()
    {
        ControllerBench bench = InService(), alone = InService();
        bench.Input.UplinkConfigured = bench.Input.UplinkAlive = true;
        bench.Voltage(0.94);
        alone.Voltage(0.94);
        for (int round = 0; round < 3; round++)
        {
            bench.Input.UplinkAlive = round % 2 == 0;
            for (int k = 0; k < 500; k++)
            {
                bench.Tick();
                alone.Tick();
                Assert.Equal(
                    (alone.Output.Command.VarInjectedPu, alone.Output.Command.ActivePowerPu, true),
                    (bench.Output.Command.VarInjectedPu, bench.Output.Command.ActivePowerPu, bench.Gates));
            }
            Assert.Equal(!bench.Input.UplinkAlive, bench.State.LocalAutonomous);
            Assert.Equal(!bench.Input.UplinkAlive, bench.State.Faults.IsPresent(FaultCode.GmsHeartbeat));
        }
        Assert.Single(bench.Events(ControlEventKind.AutonomousEntered));
        Assert.Single(bench.Events(ControlEventKind.AutonomousLeft));
        Assert.Equal("Local Autonomous Mode", ControllerStateNames.LocalAutonomousMode);
    }

    [Theory]
    [InlineData(FaultCode.Uncalibrated)]
    [InlineData(FaultCode.Configuration)]
    [InlineData(FaultCode.SensorPlausibility)]
    [InlineData(FaultCode.TemperatureSensor)]
    [InlineData(FaultCode.GridSyncLoss)]
    public void A_fault_is_raised_and_cleared_with_its_condition(FaultCode code)
    {
        ControllerBench bench = InService();
        foreach (bool broken in new[] { true, false })
        {
            switch (code)
            {
                case FaultCode.Uncalibrated: bench.Input.Calibrated = !broken; break;
                case FaultCode.Configuration: bench.Input.CurveAccepted = !broken; break;
                case FaultCode.SensorPlausibility: bench.Input.MeasurementImplausible = broken; break;
                case FaultCode.TemperatureSensor: bench.Input.Inverter.AmbientCelsius = broken ? double.NaN : 25; break;
                case FaultCode.GridSyncLoss: bench.Grid.Sync = broken ? SyncState.Lost : SyncState.Locked; break;
            }
            bench.Run(0.01);
            Assert.Equal(broken, bench.State.Faults.IsPresent(code));
            Assert.Equal(code, Assert.Single(bench.Events(broken ? ControlEventKind.FaultRaised : ControlEventKind.FaultCleared)).Fault);
        }
    }

    [Fact]
    public void An_overheated_module_stops_power_says_so_and_comes_back_when_it_has_cooled()
    {
        ControllerBench bench = InService();
        bench.Input.Inverter.AmbientCelsius = 119.9;
        bench.Settings = bench.Settings with { ModuleHeat = bench.Settings.ModuleHeat with { StopCelsius = 115 } };
        bench.Run(0.01);
        Assert.Equal((Inhibits.OverTemperature, false, true), (bench.Inhibits, bench.Gates, bench.State.Faults.IsPresent(FaultCode.OverTemperature)));
        bench.Input.Inverter.AmbientCelsius = 40;
        bench.Run(1);
        Assert.True(bench.Gates);
        Assert.False(bench.State.Faults.Any);
    }

    [Fact]
    public void The_ring_keeps_the_last_64_events_and_tells_which_are_gone()
    {
        var ring = new ControlEventRing();
        for (int i = 1; i <= 100; i++) ring.Add(new() { TimeNs = i });
        for (long i = -1; i <= 102; i++)
        {
            Assert.Equal(i is >= 37 and <= 100, ring.TryGet(i, out ControlEvent entry));
            if (i is >= 37 and <= 100) Assert.Equal((i, i), (entry.Sequence, entry.TimeNs));
        }
    }
}
