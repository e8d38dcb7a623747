using V2G.Control;
using V2G.Control.PowerPath;
using V2G.Control.Protection;
using V2G.Control.Settings;
using V2G.Firmware.Configuration;
using V2G.Firmware.Run;
using V2G.Firmware.Terminal;
using V2G.Firmware.Verbs;

namespace V2G.Firmware.Tests.Run;

/// <summary>What a person sees of `v2g run --simulate`: a station whose relays, contactor, monitors, pilot and lamp are simulated too.</summary>
public sealed class SimulatedStationTests
{
    static SimulatedRun Station(string? faults = null, double power = -0.3) => new(ControlSettings.Default(SiteSettings.Default),
        new() { ActivePowerPu = power, Lines = true, Waveform = false, Faults = StationFaults.Parse(faults) });

    static string Path(SimulatedRun run)
    {
        ControllerImage image = new() { Settings = run.Loop.Settings };
        run.Describe(ref image);
        return StatusVerbs.PathText(image);
    }

    [Fact]
    public void It_tests_its_monitors_closes_and_charges()
    {
        SimulatedRun run = Station();
        run.RunSeconds(0.01);
        Assert.Equal(Inhibits.PathOpen, run.Loop.State.Inhibits & Inhibits.PathOpen);
        run.RunSeconds(10);
        Assert.Equal(Inhibits.None, run.Loop.State.Inhibits);
        Assert.Equal("grid relay closed, contactor closed, pilot C; lamp blue, breathing", Path(run));
        Assert.Equal(-0.3, run.Board.Measurement.ActivePowerPu, 2);
        Assert.False(run.Loop.State.Faults.Any);
        Assert.Equal(PilotSignal.Communication, run.Output.Pilot);
    }

    [Theory]
    [InlineData("ground-fault@10..11", FaultCode.GroundFault, true)]
    [InlineData("insulation-fault@10..11", FaultCode.GroundFault, true)]
    [InlineData("emergency-stop@10..", FaultCode.EmergencyStop, true)]
    [InlineData("door@10..", FaultCode.Door, true)]
    [InlineData("gate-driver@10..", FaultCode.Inverter, true)]
    [InlineData("relay-dead", FaultCode.ContactorOpen, true)]
    [InlineData("relay-1-dead", FaultCode.ContactorOpen, true)]
    [InlineData("relay-2-dead", FaultCode.ContactorOpen, true)]
    [InlineData("relay-1-welded", FaultCode.ContactorWelded, true)]
    [InlineData("relay-2-welded@9..,ground-fault@10..11", FaultCode.ContactorWelded, true)]
    [InlineData("gate-driver-blind", FaultCode.Inverter, true)]
    [InlineData("no-pre-charge", FaultCode.PreCharge, true)]
    [InlineData("residual-monitor", FaultCode.GroundFault, true)]
    [InlineData("insulation-monitor", FaultCode.GroundFault, false)]
    [InlineData("contactor-welded@9..,not-ready@10..", FaultCode.ContactorWelded, true)]
    [InlineData("relay-welded@9..,ground-fault@10..11", FaultCode.ContactorWelded, true)]
    public void R_44_what_is_injected_is_a_fault_and_ends_power(string faults, FaultCode code, bool all)
    {
        SimulatedRun run = Station(faults);
        run.RunSeconds(45);
        Assert.True(run.Loop.State.Faults.IsShown(code), $"{run.Loop.State.Faults.Shown:x}");
        Assert.Equal(0, run.Board.Measurement.ActivePowerPu, 3);
        if (all) Assert.False(run.Output.Command.GateEnable);
        Assert.NotEqual("blue, breathing", run.Loop.State.Lamp.Shown.Text);
    }

    [Theory]
    [InlineData("not-ready@10..20", "pilot B")]
    [InlineData("unplugged@10..20", "pilot A")]
    public void A_vehicle_that_leaves_opens_the_contactor_and_one_that_asks_again_closes_it(string faults, string state)
    {
        SimulatedRun run = Station(faults);
        run.RunSeconds(15);
        Assert.Contains(state, Path(run), StringComparison.Ordinal);
        Assert.Contains("contactor open", Path(run), StringComparison.Ordinal);
        Assert.Contains("grid relay closed", Path(run), StringComparison.Ordinal);
        Assert.Equal(0, run.Output.Command.ActivePowerPu);
        // Reactive power needs no vehicle.
        Assert.True(run.Output.Command.GateEnable);
        run.RunSeconds(20);
        Assert.Contains("contactor closed, pilot C", Path(run), StringComparison.Ordinal);
        Assert.Equal(-0.3, run.Board.Measurement.ActivePowerPu, 2);
        Assert.False(run.Loop.State.Faults.Any);
    }

    [Fact]
    public void The_same_seed_is_the_same_run()
    {
        SimulatedRun one = Station("ground-fault@3..4"), two = Station("ground-fault@3..4");
        for (int i = 0; i < 6000; i++)
        {
            one.Tick();
            two.Tick();
            Assert.Equal(one.Output.Command.ActivePowerPu, two.Output.Command.ActivePowerPu);
            Assert.Equal(one.Output.Lines, two.Output.Lines);
        }
    }

    [Fact]
    public void R_126_a_tick_allocates_nothing()
    {
        SimulatedRun run = Station("door@2..3");
        run.RunSeconds(1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 3000; i++) run.Tick();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Where_a_real_boards_lines_are_named_none_are_simulated()
    {
        Assert.True(SimulationChoice.SimulatesLines(new(), "door"));
        foreach (BoardSettings board in (BoardSettings[])[
            new() { InverterDriver = "can" }, new() { PilotHigh = "cp-adc/in_voltage0" }, new() { InsulationDriver = "can" },
            new() { InputLines = new Dictionary<LineInputs, LineName> { [LineInputs.DoorOpen] = LineName.Parse("DOOR") } }])
        {
            Assert.False(SimulationChoice.SimulatesLines(board, null));
            Assert.Contains("nothing of the station is simulated then", Assert.Throws<VerbFailure>(() => SimulationChoice.SimulatesLines(board, "door")).Message);
        }
    }

    [Theory]
    [InlineData("dor", "'dor' is no fault; did you mean 'door'?")]
    [InlineData("door@5", "a time is @from..to")]
    [InlineData("door@5..4", "it ends before it begins")]
    [InlineData("door=3", "write door, with @from..to for a time")]
    public void What_is_no_fault_is_refused(string text, string said) => Assert.Contains(said, Assert.Throws<VerbFailure>(() => StationFaults.Parse(text)).Message);
}
