using V2G.Firmware.Inverters.Modbus;
using V2G.Control;
using V2G.Control.GridSupport;
using V2G.Control.Protection;
using V2G.Control.Settings;
using V2G.Firmware.Run;
using V2G.Firmware.Verbs;
using V2G.Grid.Der;
using V2G.Grid.SunSpec;

namespace V2G.Firmware.Tests.Inverters;

/// <summary>The whole controller with the played inverter behind a real connection on this machine.</summary>
public sealed class ControllerOnModbusTests
{
    [Fact]
    public void R_19_R_36_from_start_to_power_and_a_sag_injects_in_the_registers()
    {
        using ModbusBench bench = new();
        bench.InService();
        Assert.Equal((1, 1, -6600), (bench.Register(704, "WSetEna"), bench.Register(704, "WSetMod"), Math.Round(bench.Register(704, "WSet"))));
        Assert.Equal((1, 1), (bench.Register(715, "OpCtl"), bench.Register(703, "ES")));
        // What the inverter reports is what flows in the plant.
        bench.Until(() => Math.Abs(bench.Run.Loop.Grid.ActivePowerPu + 0.3) < 0.02);
        bench.Run.Board.Source.AddSag(bench.Run.NowSeconds + 0.001, 600, 0.94);
        bench.Until(() => bench.Register(704, "VarSet") > 0.15 * 22_000 && bench.Plant.State.VarInjectedPu > 0.15);
        Assert.False(bench.Run.Loop.State.Faults.IsPresent(FaultCode.CommandMismatch));
        Assert.Equal((0u, 0.0), (bench.Link.Client.Modbus.BadFrames, bench.Run.Input.ControlBus.LossShare));
        Assert.Contains(bench.Said, s => s.EndsWith("silence limit 500 ms", StringComparison.Ordinal));
    }

    [Fact]
    public void R_36_the_acceptance_figure_is_a_positive_VarSet()
    {
        VoltVarSettings voltVar = VoltVarSettings.Default(NormalCategory.B);
        double vars = VoltVar.TargetVarInjectedPu(voltVar, 0.94) * 22_000;
        using ModbusBench bench = new();
        bench.InService();
        // The fall-back curve that the inverter was handed gives the same figure.
        DerPoint[] points = bench.Counterpart.Der.VoltVar.Points;
        Assert.Equal([new(92, 44), new(98, 0), new(102, 0), new(108, -44)], points);
        Assert.Equal(0.2933, (points[0].Y + (94 - points[0].X) / (points[1].X - points[0].X) * (points[1].Y - points[0].Y)) / 100, 4);
        SunSpecBlock controls = bench.Counterpart.Server.Map[704];
        controls["VarSet"] = vars;
        Assert.Equal([0, 64_533], controls.Of(controls.Layout["VarSet"]).ToArray().Select(r => (int)r));
    }

    [Fact]
    public void R_85_R_121_R_123_a_silent_inverter_is_0x82_and_hears_the_stop_and_power_does_not_return_with_the_connection()
    {
        using ModbusBench bench = new();
        bench.InService();
        bench.Fault("silence");
        bench.Until(() => bench.Silent);
        Assert.False(bench.Run.Output.Command.GateEnable);
        // It hears us still, and stops at the order rather than when its own time is over.
        bench.Until(() => bench.Register(715, "OpCtl") == 0 && !bench.Plant.State.GatesSwitching);
        bench.Fault(null);
        bench.Until(() => bench.Communicates);
        bench.For(0.5);
        Assert.False(bench.Run.Output.Command.GateEnable);
        Assert.Equal(0, bench.Register(715, "OpCtl"));
    }

    [Theory]
    [InlineData("disconnect")]
    [InlineData("exception")]
    [InlineData("wrong-tid")]
    [InlineData("short-frame")]
    [InlineData("slow-bytes=20")]
    [InlineData("late=700")]
    [InlineData("loss=100")]
    [InlineData("stale")]
    public void R_19_R_121_whatever_keeps_the_answers_away_is_0x82_and_communication_is_back_afterwards(string fault)
    {
        using ModbusBench bench = new();
        bench.InService();
        bench.Fault(fault);
        bench.Until(() => bench.Silent);
        Assert.False(bench.Run.Output.Command.GateEnable);
        bench.Fault(null);
        bench.Until(() => bench.Communicates && !bench.Plant.State.GatesSwitching);
    }

    [Fact]
    public void R_121_answers_that_are_missed_are_told_as_a_share_of_the_last_second()
    {
        using ModbusBench bench = new();
        bench.InService();
        Assert.Equal(0, bench.Run.Input.ControlBus.LossShare);
        bench.Fault("loss=40");
        bench.Until(() => bench.Run.Input.ControlBus.LossShare > 0.1);
        bench.Fault(null);
        bench.Until(() => bench.Communicates && bench.Run.Input.ControlBus.LossShare == 0);
    }

    [Theory]
    [InlineData("duplicate")]
    [InlineData("late=10")]
    public void R_19_what_leaves_the_answers_whole_makes_no_silence(string fault)
    {
        using ModbusBench bench = new(fault);
        bench.InService();
        bench.For(2);
        Assert.Equal(Inhibits.None, bench.Run.Loop.State.Inhibits);
    }

    [Fact]
    public void R_19_an_inverter_that_obeys_no_reactive_power_is_seen_in_its_registers()
    {
        using ModbusBench bench = new("ignore-var");
        bench.InService();
        bench.Run.Board.Source.AddSag(bench.Run.NowSeconds + 0.001, 600, 0.94);
        bench.Until(() => bench.Register(704, "VarSet") > 0.15 * 22_000);
        Assert.Equal(0, bench.Plant.State.VarInjectedPu, 2);
        Assert.Equal(0, bench.Run.Input.Inverter.VarInjectedPu, 2);
    }

    [Theory]
    [InlineData(1000, false)]
    [InlineData(100, true)]
    public void R_121_how_soon_the_kernel_repeats_a_lost_packet_is_said_and_a_limit_that_does_not_bear_it_is_warned_of(double silenceMs, bool warns)
    {
        using ModbusBench bench = new(silenceMs: silenceMs);
        bench.Until(() => bench.Said.Exists(s => s.StartsWith("a lost packet is repeated after 2", StringComparison.Ordinal)));
        string said = bench.Said.Find(s => s.StartsWith("a lost packet", StringComparison.Ordinal))!;
        Assert.Equal(warns, said.Contains("inverter.modbus_silence is 100 ms: one lost packet ends power", StringComparison.Ordinal));
        Assert.Equal(warns, said.Contains("ip route change 127.0.0.1/32 dev DEVICE rto_min 10ms", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(12, 100, true)]
    [InlineData(90, 100, true)]
    [InlineData(91, 100, false)]
    [InlineData(204, 500, true)]
    public void A_limit_bears_a_repetition_and_a_tenth_to_spare(double repeatMs, double silenceMs, bool bears) => Assert.Equal(bears, RepeatTime.Bears(repeatMs, silenceMs));

    [Fact]
    public void R_44_the_drivers_name_and_how_the_connection_fares_are_shown()
    {
        using ModbusBench bench = new();
        bench.InService();
        ControllerImage image = default;
        bench.Run.Describe(ref image);
        InverterReport shown = StatusVerbs.Report(image).Inverter;
        Assert.Equal(("modbus (inverter-link)", 0.0, false), (shown.Driver, shown.LossShare, shown.BusOff));
        // A connection that goes is off at once, whatever the reading's age.
        bench.Counterpart.Listener.Close();
        bench.Until(() => bench.Run.Input.ControlBus.Off);
        bench.Until(() => !bench.Run.Input.ControlBus.Off);
    }
}
