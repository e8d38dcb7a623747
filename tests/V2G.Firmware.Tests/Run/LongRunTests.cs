using V2G.Control;
using V2G.Control.Measurement;
using V2G.Control.Protection;
using V2G.Control.Settings;
using V2G.Firmware.Run;

namespace V2G.Firmware.Tests.Run;

/// <summary>What must hold at every tick of a lively grid, however long it runs, and what the sums over it must agree with.</summary>
public class LongRunTests
{
    // The inverter and the controller each see the terminal a tick apart.
    const double FullPu = 1.0 + 1e-9;

    [Theory]
    [InlineData(true, 8)]
    [InlineData(false, 600)]
    public void Every_tick_keeps_its_promises_and_the_sums_agree_with_the_plant(bool waveform, double seconds) => Check(waveform, seconds);

    static void Check(bool waveform, double seconds)
    {
        SimulatedRun run = new(ControlSettings.Default(SiteSettings.Default), new() { Script = GridScript.Lively, ActivePowerPu = -0.3, Waveform = waveform });
        EnergyCounters energy = run.Loop.Meter.Energy;
        for (int k = 0; k < 100; k++) run.Tick();
        double rated = run.Loop.Settings.Site.RatedVoltAmperes, dt = run.Board.Site.TickNs * 1e-9;
        double exported = energy.ExportedKilowattHours, imported = energy.ImportedKilowattHours;
        double plantJoules = 0, metered = energy.ExportedKilowattHours - energy.ImportedKilowattHours, ampereSeconds = 0;
        double socBefore = run.Board.Unit.Battery.StateOfCharge;
        long allocated = GC.GetAllocatedBytesForCurrentThread(), ticks = (long)(seconds / dt), wrong = 0, sequence = run.Output.Command.Sequence;
        for (long n = 0; n < ticks; n++)
        {
            run.Tick();
            ref readonly InverterCommand c = ref run.Output.Command;
            bool sound = c.ActivePowerPu * c.ActivePowerPu + c.VarInjectedPu * c.VarInjectedPu <= FullPu
                && c.GateEnable == (run.Loop.State.Inhibits == Inhibits.None)
                && (c.GateEnable || (c.ActivePowerPu == 0 && c.VarInjectedPu == 0))
                && c.Sequence == ++sequence && c.ExpiresNs > run.Board.NowNs
                && energy.ExportedKilowattHours >= exported && energy.ImportedKilowattHours >= imported
                && double.IsFinite(run.Loop.Grid.VoltagePu.Mean + run.Loop.Grid.FrequencyHz + run.Loop.Grid.ActivePowerPu + run.Loop.Grid.VarInjectedPu
                    + run.Loop.State.Heat.JunctionCelsius + run.Output.VarTargetPu + run.Board.Unit.Battery.Volts);
            if (!sound) wrong++;
            exported = energy.ExportedKilowattHours;
            imported = energy.ImportedKilowattHours;
            plantJoules += run.Board.Unit.TerminalPu.Positive.Magnitude * run.Board.Unit.Inverter.ActiveCurrentPu * rated * dt;
            ampereSeconds += run.Board.Unit.Battery.Amperes * dt;
        }
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        Assert.Equal(0, wrong);
        Assert.Equal(0, allocated);
        double soc = socBefore - ampereSeconds / 3600 / run.Board.Unit.Settings.Battery.CapacityAmpereHours;
        Assert.Equal(soc, run.Board.Unit.Battery.StateOfCharge, 1e-9);
        if (!waveform) return;
        double plant = plantJoules / 3.6e6, meter = exported - imported - metered;
        Assert.Equal(plant, meter, 0.005 * Math.Abs(plant));
    }
}
