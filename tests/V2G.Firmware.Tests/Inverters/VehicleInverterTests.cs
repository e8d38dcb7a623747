using System.Runtime.CompilerServices;
using V2G.Control;
using V2G.Control.PowerPath;
using V2G.Control.Protection;
using V2G.Control.Settings;
using V2G.Firmware.Counterparts;
using V2G.Firmware.Inverters;
using V2G.Firmware.Roles;
using V2G.Firmware.Run;
using V2G.Firmware.Verbs;

namespace V2G.Firmware.Tests.Inverters;

/// <summary>The whole controller with the inverter in a played car behind the vehicle link, on virtual time.</summary>
public sealed class VehicleInverterTests
{
    const uint User = 1000;

    readonly LinkTable _table = new([Role.VehicleLink], [User, User, User, User, User, User, User], User, 30, 0);
    readonly PlayedCar _car;
    readonly SimulatedRun _run;
    long _now = 1_000_000_000_000, _counter;
    bool _linkLives = true, _carLives = true, _relay;

    public VehicleInverterTests()
    {
        _car = new(SiteSettings.Default, _now);
        ControlSettings settings = ControlSettings.Default(SiteSettings.Default with { InverterSilenceSeconds = 2 });
        _run = new(settings, new() { ActivePowerPu = -0.3 }, inverter: new VehicleInverter(_table), wallClock: () => _now);
    }

    Inhibits Inhibits => _run.Loop.State.Inhibits;

    FaultSet Faults => _run.Loop.State.Faults;

    void Play(double seconds, Action? afterTick = null)
    {
        for (long end = _now + (long)(seconds * 1e9); _now < end;)
        {
            _now += 1_000_000;
            if (_now % 50_000_000 == 0) Pass();
            if (_relay)
            {
                LineOutputs lines = _run.Output.Lines;
                _run.Input.Board.HasOutputs = LineOutputs.GridRelay | LineOutputs.ShuntTrip;
                _run.Input.Board.Has = LineInputs.GridRelayClosed | LineInputs.BreakerOpen;
                _run.Input.Board.Levels = (lines & LineOutputs.GridRelay) != 0 ? LineInputs.GridRelayClosed : LineInputs.None;
                _run.Input.Board.HasPilot = true;
                _run.Input.Board.PilotLowVolts = -12;
            }
            _run.Tick();
            afterTick?.Invoke();
        }
    }

    void Pass()
    {
        if (_carLives) _car.Step(InverterCommand.Live(_run.Output.Command, 0), _now);
        if (!_linkLives) return;
        LinkDatagram datagram = new()
        {
            Magic = LinkDatagram.MagicValue, LayoutVersion = LinkDatagram.Version, LayoutChecksum = ImageLayouts.LinkDatagramChecksum, Role = Role.VehicleLink, ProcessId = 1,
            Counter = ++_counter, SentNs = _now, Vehicle = _run.Board.Vehicle, Inverter = _car.Report,
        };
        Assert.Equal(LinkRefusal.None, _table.Take(datagram, Unsafe.SizeOf<LinkDatagram>(), User, _now, _run.NowNs));
    }

    void InService()
    {
        Play(4);
        Assert.Equal(Inhibits.None, Inhibits);
        Assert.Equal(-0.3, _car.Report.State.ActivePowerPu, 2);
        Assert.Equal(-0.3, _run.Loop.Grid.ActivePowerPu, 2);
    }

    [Fact]
    public void The_car_gives_what_the_controller_decides_at_its_own_pace_and_that_is_no_mismatch()
    {
        InService();
        _run.Board.Source.AddSag(_run.NowSeconds + 0.001, 60, 0.94);
        Play(8, () => Assert.False(Faults.IsPresent(FaultCode.CommandMismatch)));
        Assert.Equal(_run.Output.Command.VarInjectedPu, _car.Report.State.VarInjectedPu, 2);
        Assert.InRange(_car.Report.State.VarInjectedPu, 0.15, 0.3);
        ControllerImage image = new() { Settings = _run.Loop.Settings };
        _run.Describe(ref image);
        InverterReport shown = StatusVerbs.Report(image).Inverter;
        Assert.Equal("vehicle (car-paced)", shown.Driver);
        Assert.InRange(shown.ReportAgeMs!.Value, 0, 310);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void R_122_a_session_that_is_gone_is_no_loss_of_the_control_bus_and_power_returns_with_it(bool linkStops)
    {
        InService();
        if (linkStops) _linkLives = false;
        else _carLives = false;
        Play(2.5);
        Assert.Equal(Inhibits.VehicleSession, Inhibits & Inhibits.VehicleSession);
        Assert.False(_run.Output.Command.GateEnable);
        Assert.False(Faults.IsShown(FaultCode.CommunicationTimeout));
        Assert.False(_run.Loop.State.ControlBus.Latched);
        _linkLives = _carLives = true;
        Play(1);
        Assert.Equal(Inhibits.None, Inhibits & Inhibits.VehicleSession);
    }

    [Fact]
    public void Without_a_car_there_is_no_session_and_no_fault()
    {
        _carLives = _linkLives = false;
        Play(5);
        Assert.Equal(Inhibits.VehicleSession, Inhibits & ~(Inhibits.GridOutsideWindow | Inhibits.EnterServiceDelay));
        Assert.False(Faults.Any);
    }

    [Fact]
    public void R_105_a_car_that_hears_late_is_given_its_turn_before_anything_is_opened()
    {
        _relay = true;
        _run.Input.Board.PilotHighVolts = 6;
        InService();
        // A person's stop of service: gates off at once, the car a turn later.
        _run.Input.MeasurementImplausible = true;
        bool opened = false;
        Play(0.6, () =>
        {
            _run.Input.NoCertificate = true;
            opened |= Faults.IsPresent(FaultCode.CurrentPersists);
        });
        Assert.False(opened);
        Assert.Equal(0, _run.Loop.State.Path.TripPulses);
    }

    [Fact]
    public void R_86_a_trip_opens_the_relay_in_its_clearing_time_whatever_the_car_still_gives()
    {
        _relay = true;
        _run.Input.Board.PilotHighVolts = 6;
        InService();
        long start = _now, off = 0;
        _run.Board.Source.AddSag(_run.NowSeconds + 0.001, 60, 1.25);
        Play(0.5, () =>
        {
            if (off == 0 && (_run.Output.Lines & LineOutputs.GridRelay) == 0) off = _now;
        });
        Assert.True(Faults.IsPresent(FaultCode.OverVoltageTrip));
        Assert.InRange((off - start) / 1e6, 1, 260);
        Assert.Equal(0, _run.Loop.State.Path.TripPulses);
    }

    [Fact]
    public void The_contactor_to_the_car_follows_its_pilot_within_100_ms()
    {
        _relay = true;
        _run.Input.Board.PilotHighVolts = 6;
        InService();
        _run.Input.Board.PilotHighVolts = 9;
        long start = _now, off = 0;
        Play(0.2, () =>
        {
            if (off == 0 && (_run.Output.Lines & LineOutputs.GridRelay) == 0) off = _now;
        });
        Assert.InRange((off - start) / 1e6, 1, 100);
    }
}
