using V2G.Control;
using V2G.Control.PowerPath;
using V2G.Control.Settings;
using V2G.Firmware.Configuration;
using V2G.Firmware.Run;
using V2G.Linux.RealTime;

namespace V2G.Firmware.Tests.Run;

/// <summary>The pilot's front end on files that stand for a PWM and a converter, under the whole decision.</summary>
public sealed class PilotFrontEndTests : IDisposable
{
    readonly string _root = Directory.CreateTempSubdirectory("v2g-test-").FullName;
    readonly PilotFrontEnd _pilot;
    readonly SimulatedRun _run;

    public PilotFrontEndTests()
    {
        string pwm = Directory.CreateDirectory(Path.Combine(_root, "pwm", "pwmchip0", "pwm0")).FullName;
        foreach (string name in new[] { "enable", "duty_cycle", "period", "polarity" }) File.WriteAllText(Path.Combine(pwm, name), "0");
        Directory.CreateDirectory(Path.Combine(_root, "iio", "iio:device0"));
        File.WriteAllText(Path.Combine(_root, "iio", "iio:device0", "name"), "cp-adc");
        Level(0, 12);
        Level(1, -12);
        Proximity(3.3);
        BoardSettings board = new() { PilotPwm = "pwmchip0/0", PilotHigh = "cp-adc/in_voltage0", PilotLow = "cp-adc/in_voltage1", PilotGain = 10, PilotOffsetVolts = -15, Proximity = "cp-adc/in_voltage2" };
        _pilot = new(board, 0, Path.Combine(_root, "iio"), Path.Combine(_root, "pwm"));
        // A plant's time has nothing to do with the wall's: only levels are taken from it.
        _run = new(ControlSettings.Default(SiteSettings.Default), new());
    }

    // A divider and a shifter make 0 … 3 V of −15 … +15 V; the attribute is in mV.
    void Level(int channel, double volts)
    {
        using FileStream file = new(Path.Combine(_root, "iio", "iio:device0", $"in_voltage{channel}_input"), FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite, 0);
        file.SetLength(0);
        if (!double.IsNaN(volts)) file.Write(System.Text.Encoding.ASCII.GetBytes(((int)((volts + 15) / 10 * 1000)).ToString()));
    }

    // The attribute is in mV.
    void Proximity(double volts) => File.WriteAllText(Path.Combine(_root, "iio", "iio:device0", "in_voltage2_input"), double.IsNaN(volts) ? "" : ((int)Math.Round(volts * 1000)).ToString());

    string Duty => File.ReadAllText(Path.Combine(_root, "pwm", "pwmchip0", "pwm0", "duty_cycle")).Split('\n')[0];

    void Until(Func<bool> so)
    {
        for (int patience = 4000; !so(); patience--)
        {
            Assert.True(patience > 0, $"{_run.Loop.State.Path.Pilot.State}, {_run.Input.Board.PilotHighVolts} V, {Duty} ns");
            _pilot.Read(MonotonicClock.NowNs, ref _run.Input.Board);
            _run.Tick();
            _pilot.Write(_run.Output.Pilot);
            Thread.Sleep(1);
        }
    }

    PilotState State => _run.Loop.State.Path.Pilot.State;

    [Fact]
    public void R_50_levels_become_states_and_the_pulse_offers_communication_only_while_the_link_speaks()
    {
        Assert.Equal("0", Duty);
        Until(() => State == PilotState.A && Duty == "50000");
        Level(0, 9);
        Until(() => State == PilotState.B);
        Level(0, 6);
        Until(() => State == PilotState.C);
        Assert.Equal(-12, _run.Input.Board.PilotLowVolts, 2);
        // The vehicle link falls silent: nothing is offered that nobody would keep.
        _run.Board.Unit.Battery.Stale = true;
        Until(() => Duty == "1000000");
    }

    [Fact]
    public void A_level_that_can_not_be_read_is_no_pilot_and_allows_nothing()
    {
        Level(0, 6);
        Until(() => State == PilotState.C);
        Assert.True(_run.Loop.State.Path.Pilot.AllowsPower);
        Level(0, double.NaN);
        Until(() => State == PilotState.Unknown);
        Assert.False(_run.Loop.State.Path.Pilot.AllowsPower);
        Assert.True(double.IsNaN(_run.Input.Board.PilotHighVolts));
    }

    [Fact]
    public void A_vehicle_without_a_diode_is_a_fault_and_the_station_is_not_available()
    {
        Level(0, 6);
        Level(1, -6);
        Until(() => _run.Loop.State.Path.Pilot.Fault && Duty == "0");
        // Gone, and with it what was wrong.
        Level(0, 12);
        Level(1, -12);
        Until(() => !_run.Loop.State.Path.Pilot.Fault && Duty == "50000");
    }

    [Fact]
    public void The_plugs_resistor_is_a_cable_and_a_shorted_contact_makes_the_station_unavailable()
    {
        Until(() => double.IsPositiveInfinity(_run.Input.Board.ProximityOhms) && Duty == "50000");
        // 220 Ω below 1 kΩ.
        Proximity(3.3 * 220 / 1220);
        Until(() => _run.Loop.State.Path.Proximity.Amperes == 32);
        Assert.Equal(220, _run.Input.Board.ProximityOhms, 0);
        foreach (double broken in new[] { 0, double.NaN, 5.0, -1 })
        {
            Proximity(broken);
            Until(() => _run.Loop.State.Path.Proximity is { Fault: true, Amperes: 0 } && Duty == "0");
            Proximity(3.3 * 1500 / 2500);
            Until(() => _run.Loop.State.Path.Proximity.Amperes == 13);
        }
    }

    [Fact]
    public void At_its_end_the_station_is_not_available()
    {
        Until(() => Duty == "50000");
        _pilot.Dispose();
        Assert.Equal("0", Duty);
    }

    [Theory]
    [InlineData("pilot:\n  pwm: pwmchip0/0\n", "a pulse whose answer nobody reads")]
    [InlineData("pilot:\n  low: cp-adc/in_voltage1\n", "pilot.high is none")]
    [InlineData("pilot:\n  proximity: cp-adc/in_voltage2\n", "a socket without a pilot")]
    [InlineData("pilot:\n  proximity_pull_up: 10\n", "proximity_pull_up")]
    [InlineData("pilot:\n  high: cp-adc\n", "none or DEVICE/CHANNEL")]
    [InlineData("pilot:\n  gain: 0\n", "a level without gain measures nothing")]
    [InlineData("pilot:\n  gian: 1\n", "gain")]
    public void R_59_what_can_not_be_is_refused(string yaml, string said)
    {
        using V2gProcess files = new();
        ConfigurationException e = Assert.Throws<ConfigurationException>(() => SettingsLoader.Load(files.File("v2g.yaml", yaml), null));
        Assert.Contains(e.Errors, x => x.ToString().Contains(said, StringComparison.Ordinal));
    }

    public void Dispose()
    {
        _pilot.Dispose();
        Directory.Delete(_root, recursive: true);
    }
}
