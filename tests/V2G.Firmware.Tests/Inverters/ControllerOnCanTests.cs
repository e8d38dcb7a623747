using V2G.Control;
using V2G.Control.Protection;
using V2G.Control.Settings;
using V2G.Firmware.Counterparts;
using V2G.Firmware.Inverters;
using V2G.Firmware.Can;
using V2G.Firmware.Inverters.Can;
using V2G.Firmware.Run;
using V2G.Firmware.Verbs;
using V2G.Linux.Can;

namespace V2G.Firmware.Tests.Inverters;

/// <summary>The whole controller, with the played inverter on the bus in place of the plant's own; times are those of the frames.</summary>
public sealed class ControllerOnCanTests
{
    readonly VirtualCanBus _bus = new();
    readonly CanCounterpart _carrier;
    readonly InverterCounterpart _inverter;
    readonly SimulatedRun _run;
    bool _played = true;

    public ControllerOnCanTests()
    {
        VirtualCanBus.Port controller = _bus.Attach("controller");
        _inverter = new(new(), FaultSchedule.None, _bus.NowNs);
        _carrier = new(_bus.Attach("inverter"), BusMap.Default, _inverter);
        CanInverter driver = new(controller, BusMap.Default, SiteSettings.Default.RatedVoltAmperes, SiteSettings.Default.NominalVoltage);
        _run = new(ControlSettings.Default(SiteSettings.Default), new() { ActivePowerPu = -0.3 }, inverter: driver, wallClock: () => _bus.NowNs);
    }

    void Run(double seconds, Action? afterTick = null)
    {
        for (long end = _bus.NowNs + (long)(seconds * 1e9); _bus.NowNs < end;)
        {
            _bus.NowNs += 1_000_000;
            if (_played) _carrier.Step(_bus.NowNs);
            _run.Tick();
            afterTick?.Invoke();
        }
    }

    // Of command frames: the gates' bit, and the reactive power in var.
    static bool Gates(CanFrame frame) => (frame.Data >> 15 & 1) != 0;

    static double Var(CanFrame frame) => ((long)frame.Data >> 44) * 2.0;

    IEnumerable<(long TimeNs, string From, CanFrame Frame)> Commands(long sinceNs) => _bus.Wire.Where(w => w.From == "controller" && w.Frame.Id == 272 && w.TimeNs >= sinceNs);

    void InService()
    {
        Run(3);
        Assert.Equal(Inhibits.None, _run.Loop.State.Inhibits);
        Assert.Equal(-0.3, _inverter.State.ActivePowerPu, 2);
        // What the bus's inverter reports is what flows in the plant.
        Assert.Equal(-0.3, _run.Loop.Grid.ActivePowerPu, 2);
    }

    [Fact]
    public void R_20_R_17_from_start_to_power_and_a_sag_is_on_the_wire_within_100_ms()
    {
        InService();
        long start = _bus.NowNs;
        double before = Var(Commands(0).Last().Frame);
        Assert.InRange(before, -200, 200);
        _run.Board.Source.AddSag(_run.NowSeconds + 0.001, 60, 0.94);
        Run(6);
        double rated = SiteSettings.Default.RatedVoltAmperes;
        // One percent of the rating is a command that answers.
        long first = Commands(start).First(c => Var(c.Frame) > 0.01 * rated).TimeNs;
        Assert.InRange((first - start) / 1e6, 0, 100);
        Assert.InRange(_inverter.State.VarInjectedPu, 0.15, 0.3);
        Assert.Equal(_inverter.State.VarInjectedPu, _run.Loop.Grid.VarInjectedPu, 2);
        Assert.False(_run.Loop.State.Faults.IsPresent(FaultCode.CommandMismatch));
    }

    [Fact]
    public void R_85_R_121_a_silent_inverter_is_0x82_and_the_gates_are_off_on_the_wire_within_110_ms()
    {
        InService();
        long start = _bus.NowNs;
        _bus.Loses = (from, _) => from == "inverter";
        Run(0.2);
        long off = Commands(start).First(c => !Gates(c.Frame)).TimeNs;
        Assert.InRange((off - start) / 1e6, 90, 110);
        Assert.True(_run.Loop.State.Faults.IsPresent(FaultCode.CommunicationTimeout));
        Assert.All(Commands(off), c => Assert.False(Gates(c.Frame)));
        // It hears us still, and obeys.
        Assert.False(_inverter.State.GatesSwitching);
        // Communication is back, power is not: that takes more.
        _bus.Loses = (_, _) => false;
        Run(1);
        Assert.InRange(_run.NowNs - _run.Input.Inverter.TimeNs, 0, 30_000_000);
        Assert.All(Commands(off), c => Assert.False(Gates(c.Frame)));
    }

    // Percent of all frames lost, by chance; or of each second's reports the first few.
    public static TheoryData<int, int, int> LossPatterns =>
    [
        .. from percent in new[] { 1, 2, 5, 15, 20, 30, 50 } from seed in new[] { 1, 2, 3 } select (percent, 0, seed),
        (0, 5, 0), (0, 9, 0), (0, 12, 0), (0, 20, 0), (0, 40, 0),
    ];

    [Theory]
    [MemberData(nameof(LossPatterns))]
    public void R_121_R_40_no_pattern_of_loss_leaves_the_gates_on_beyond_110_ms_and_a_tenth_ends_service(int percent, int burst, int seed)
    {
        InService();
        Random random = new(seed);
        Dictionary<uint, int> seen = [];
        _bus.Loses = (from, frame) => burst > 0
            ? from == "inverter" && (seen[frame.Id] = seen.GetValueOrDefault(frame.Id) + 1) % 100 < burst
            : random.NextDouble() * 100 < percent;
        bool gates = true;
        int looked = _bus.Wire.Count;
        long start = _bus.NowNs, ended = 0;
        Run(10, () =>
        {
            for (; looked < _bus.Wire.Count; looked++)
                if (_bus.Wire[looked] is { From: "controller", Frame.Id: 272 } sent) gates = Gates(sent.Frame);
            if (!gates && ended == 0) ended = _bus.NowNs;
            Assert.False(gates && _run.NowNs - _run.Input.Inverter.TimeNs > 110_000_000, "gates on without an inverter");
            // Once ended, it stays so.
            Assert.False(gates && ended > 0, "gates on again");
        });
        bool ends = percent > 10 || burst > 10;
        Assert.Equal(ends, ended > 0);
        Assert.Equal(ends, _run.Loop.State.Faults.IsPresent(FaultCode.CommunicationTimeout));
        if (ends) Assert.InRange((ended - start) / 1e9, 0, 4);
    }

    [Fact]
    public void R_20_an_inverter_that_is_not_there_at_the_start_is_waited_for()
    {
        _played = false;
        Run(2);
        Assert.Equal(Inhibits.ControlBus, _run.Loop.State.Inhibits & Inhibits.ControlBus);
        _played = true;
        Run(3);
        Assert.Equal(Inhibits.None, _run.Loop.State.Inhibits);
        Assert.Equal(-0.3, _inverter.State.ActivePowerPu, 2);
    }

    [Fact]
    public void R_44_the_drivers_name_and_how_the_bus_fares_are_shown()
    {
        InService();
        ControllerImage image = default;
        _run.Describe(ref image);
        InverterReport shown = StatusVerbs.Report(image).Inverter;
        Assert.Equal(("can controller", 0.0, 0L, false), (shown.Driver, shown.LossShare, shown.BadFrames, shown.BusOff));
        Assert.InRange(shown.ReportAgeMs!.Value, 0, 25);
    }
}
