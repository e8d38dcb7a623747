using V2G.Control;
using V2G.Firmware.Counterparts;

namespace V2G.Firmware.Tests.Counterparts;

public sealed class InverterCounterpartTests
{
    const long Start = 5_000_000_000_000;

    static InverterCounterpart Made(string? faults = null) => new(new(), FaultSchedule.Parse(faults), Start);

    // A command every 10 ms for so long.
    static void Command(InverterCounterpart inverter, ref long nowNs, double seconds, InverterCommand command)
    {
        for (long end = nowNs + (long)(seconds * 1e9); nowNs < end; nowNs += 1_000_000)
        {
            if (nowNs % 10_000_000 == 0) inverter.Take(command with { Sequence = nowNs / 10_000_000 }, nowNs);
            inverter.Advance(nowNs);
        }
    }

    [Fact]
    public void The_DC_side_follows_the_phases_of_a_session()
    {
        InverterCounterpart inverter = Made();
        long now = Start;
        Assert.Equal((0, InverterContactors.None), (inverter.State.DcVolts, inverter.State.Contactors));
        Command(inverter, ref now, 1, new() { Phase = ActuatorPhase.CableCheck, DcVolts = 500 });
        Assert.InRange(inverter.State.DcVolts, 495, 500);
        Assert.Equal((InverterContactors.GridRelay, 2_000_000), (inverter.State.Contactors, inverter.State.InsulationOhms));
        Command(inverter, ref now, 1, new() { Phase = ActuatorPhase.PreCharge, DcVolts = 400 });
        Assert.InRange(inverter.State.DcVolts, 399.9, 401);
        Assert.True((inverter.State.Contactors & InverterContactors.PreCharge) != 0);
        Command(inverter, ref now, 1, new() { Phase = ActuatorPhase.Transfer, GateEnable = true, ActivePowerPu = 0.5 });
        // Out of the vehicle: what flows into the grid, and the losses.
        Assert.InRange(inverter.State.DcAmperes, 27.5, 29);
        Assert.True((inverter.State.Contactors & InverterContactors.DcPositive) != 0);
        Command(inverter, ref now, 0.2, new() { Phase = ActuatorPhase.Ramp });
        Assert.Equal((0.0, false), (inverter.State.DcAmperes, inverter.State.GatesSwitching));
        Command(inverter, ref now, 1, new() { Phase = ActuatorPhase.WeldingCheck });
        Assert.InRange(inverter.State.DcVolts, 0, 20);
    }

    [Fact]
    public void R_18_it_obeys_a_command_for_100_ms_and_blocks_its_gates_afterwards()
    {
        InverterCounterpart inverter = Made();
        long now = Start;
        Command(inverter, ref now, 0.5, new() { GateEnable = true, ActivePowerPu = -1, VarInjectedPu = 0.2 });
        Assert.Equal((-1.0, 0.2), (Math.Round(inverter.State.ActivePowerPu, 3), Math.Round(inverter.State.VarInjectedPu, 3)));
        long last = now - 10_000_000;
        inverter.Advance(last + 100_000_000);
        Assert.True(inverter.State.GatesSwitching && inverter.Obeys);
        inverter.Advance(last + 102_000_000);
        Assert.Equal((false, 0.0, InverterFaults.CommandExpired), (inverter.State.GatesSwitching, inverter.State.ActivePowerPu, inverter.State.Faults));
    }

    [Theory]
    [InlineData("ignore-var", -0.5, 0, InverterFaults.None)]
    [InlineData("internal", 0, 0, InverterFaults.Internal)]
    public void A_fault_shows_in_what_it_gives(string fault, double activePower, double var, InverterFaults told)
    {
        InverterCounterpart inverter = Made(fault);
        long now = Start;
        Command(inverter, ref now, 0.5, new() { GateEnable = true, ActivePowerPu = -0.5, VarInjectedPu = 0.2 });
        Assert.Equal((activePower, var, told), (Math.Round(inverter.State.ActivePowerPu, 3), Math.Round(inverter.State.VarInjectedPu, 3), inverter.State.Faults));
    }

    [Fact]
    public void Stale_figures_and_a_stuck_current_stand_still_whatever_is_commanded()
    {
        InverterCounterpart inverter = Made("stale@1..2,stuck@3..");
        long now = Start;
        Command(inverter, ref now, 1.001, new() { GateEnable = true, ActivePowerPu = -0.5 });
        InverterState before = inverter.State;
        Command(inverter, ref now, 0.5, new() { GateEnable = true, ActivePowerPu = 0.5 });
        Assert.Equal((-0.5, true), (Math.Round(inverter.State.ActivePowerPu, 3), inverter.State.SequenceEchoed - before.SequenceEchoed < 2));
        Command(inverter, ref now, 1, new() { GateEnable = true, ActivePowerPu = 0.5 });
        Assert.Equal(0.5, inverter.State.ActivePowerPu, 3);
        Command(inverter, ref now, 1.5, new() { GateEnable = false });
        Assert.Equal(0, inverter.State.ActivePowerPu, 3);
        inverter = Made("stuck@0.5..");
        now = Start;
        Command(inverter, ref now, 1, new() { GateEnable = true, ActivePowerPu = 0.5 });
        inverter.Advance(now + 500_000_000);
        Assert.Equal((0.5, true), (Math.Round(inverter.State.ActivePowerPu, 3), inverter.State.GatesSwitching));
    }
}
