using V2G.Control;
using V2G.Control.PowerPath;
using V2G.Control.Protection;
using V2G.Firmware.Can;
using V2G.Firmware.Configuration;
using V2G.Firmware.Counterparts;
using V2G.Firmware.Run;
using V2G.Firmware.Tests.Inverters;
using V2G.Firmware.Tests.Meters;

namespace V2G.Firmware.Tests.Run;

/// <summary>An insulation monitor on the bus, before a controller whose contactor is played by its own lines: coil in, auxiliary contact out.</summary>
public sealed class CanInsulationMonitorTests : IDisposable
{
    static readonly BusMap _bus = BusMap.Load(null, null, BusKind.Insulation);

    readonly MeteredBench _bench = new();
    readonly CanInsulationMonitor _monitor;
    readonly CanMonitorCounterpart _played;
    double _pilotVolts = 9;
    bool _there = true;

    public CanInsulationMonitorTests()
    {
        _monitor = new(_bench.Bus.Attach("controller's monitor"), _bus);
        _played = new(_bench.Bus.Attach("monitor"), _bus, _bench.Plant);
    }

    public void Dispose() => _monitor.Dispose();

    ref BoardInputs Board => ref _bench.Run.Input.Board;

    FaultSet Faults => _bench.Run.Loop.State.Faults;

    bool Closed => (_bench.Run.Output.Lines & LineOutputs.VehicleContactor) != 0;

    void Play(double seconds, Action? afterTick = null) => _bench.Play(seconds, () =>
    {
        if (_there) _played.Step(_bench.Bus.NowNs);
        LineOutputs lines = _bench.Run.Output.Lines;
        _monitor.Write(_bench.Bus.NowNs, lines);
        Board.HasOutputs = LineOutputs.VehicleContactor;
        Board.Has = LineInputs.VehicleContactorClosed;
        Board.Levels = (lines & LineOutputs.VehicleContactor) != 0 ? LineInputs.VehicleContactorClosed : LineInputs.None;
        Board.HasPilot = true;
        Board.PilotHighVolts = _pilotVolts;
        Board.PilotLowVolts = -12;
        Board.VehicleVolts = _bench.Plant.Settings.BatteryVolts;
        _bench.Run.Input.Vehicle.Connected = true;
        _bench.Run.Input.Vehicle.TimeNs = _bench.Run.NowNs;
        _monitor.Read(_bench.Bus.NowNs, ref Board);
        afterTick?.Invoke();
    });

    [Fact]
    public void The_contactor_closes_once_the_monitor_has_seen_its_own_resistor_and_forgotten_it()
    {
        Play(4);
        Assert.Equal(0, _played.Tests);
        // Asks for power.
        _pilotVolts = 6;
        bool early = false;
        Play(8, () => early |= Closed && _bench.Run.Loop.State.Path.InsulationTest != MonitorVerdict.Passed);
        Assert.False(early);
        Assert.True(Closed);
        Assert.Equal(1, _played.Tests);
        Assert.Equal(2_000_000, Board.InsulationOhms, 10.0);
        Assert.False(Faults.IsPresent(FaultCode.GroundFault));
    }

    [Theory]
    [InlineData("insulation=90")]
    [InlineData("insulation=0")]
    [InlineData("monitor-silence")]
    public void An_insulation_that_is_low_or_that_nobody_knows_opens_the_contactor_and_is_0xC1(string fault)
    {
        Play(4);
        _pilotVolts = 6;
        Play(8);
        Assert.True(Closed);
        _bench.Fault(fault);
        Play(1.4);
        Assert.False(Closed);
        Assert.True(Faults.IsPresent(FaultCode.GroundFault));
        _bench.Fault(null);
        Play(3);
        Assert.False(Closed);
    }

    [Fact]
    public void A_monitor_that_does_not_see_its_own_resistor_closes_nothing()
    {
        _bench.Fault("monitor-blind");
        Play(4);
        _pilotVolts = 6;
        Play(33);
        Assert.Equal(MonitorVerdict.Failed, _bench.Run.Loop.State.Path.InsulationTest);
        Assert.True(Faults.IsPresent(FaultCode.GroundFault));
        Assert.False(Closed);
    }

    [Fact]
    public void A_monitor_that_is_not_there_closes_nothing_and_is_no_ground_fault_before_its_test()
    {
        _there = false;
        Play(4);
        Assert.False(Faults.IsPresent(FaultCode.GroundFault));
        _pilotVolts = 6;
        Play(10);
        Assert.False(Closed);
    }

    [Fact]
    public void A_reading_of_exactly_the_limit_is_good_and_one_of_10_ohms_less_is_not()
    {
        _bench.Fault("insulation=100");
        Play(1);
        Assert.False(Faults.IsPresent(FaultCode.GroundFault));
        _bench.Fault("insulation=99.99");
        Play(1);
        Assert.True(Faults.IsPresent(FaultCode.GroundFault));
    }

    [Theory]
    [InlineData("insulation:\n  driver: can\nlines:\n  insulation_fault: ISO\n", "insulation.driver names the monitor: it is on a bus or on lines")]
    [InlineData("insulation:\n  driver: modbus\n", "none | can")]
    [InlineData("insulation:\n  dbc: x.dbc\n", "a signal map")]
    public void R_59_what_contradicts_itself_is_refused(string yaml, string said)
    {
        using V2gProcess files = new();
        string file = files.File("v2g.yaml", yaml);
        ConfigurationException e = Assert.Throws<ConfigurationException>(() => SettingsLoader.Load(file, null));
        Assert.Contains(e.Errors, x => x.ToString().Contains(said, StringComparison.Ordinal));
    }
}
