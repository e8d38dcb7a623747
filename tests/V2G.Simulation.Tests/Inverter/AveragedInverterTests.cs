using V2G.Control;
using V2G.Simulation.Inverter;

namespace V2G.Simulation.Tests.Inverter;

public class AveragedInverterTests
{
    const long TickNs = 1_000_000;

    readonly AveragedInverter _inverter = new(new InverterRatings(), TickNs);
    long _nowNs;
    long _sequence;

    void Run(double seconds, double active, double var, double terminalPu = 1, bool gates = true, long expiresNs = long.MaxValue,
        bool contactor = true)
    {
        _sequence++;
        var command = new InverterCommand
        {
            Sequence = _sequence, ActivePowerPu = active, VarInjectedPu = var, GateEnable = gates, ExpiresNs = expiresNs,
        };
        for (long end = _nowNs + (long)(seconds * 1e9); _nowNs < end;)
        {
            _nowNs += TickNs;
            _inverter.Step(command, _nowNs, terminalPu, contactor);
            _inverter.Report(command, _nowNs, terminalPu, 40, 25);
        }
    }

    [Fact]
    public void It_settles_on_the_commanded_powers_at_any_voltage()
    {
        foreach (double voltage in (double[])[0.92, 1, 1.08])
        {
            Run(0.1, -0.6, 0.3, voltage);
            Assert.Equal(-0.6, _inverter.State.ActivePowerPu, 1e-6);
            Assert.Equal(0.3, _inverter.State.VarInjectedPu, 1e-6);
        }
    }

    [Fact]
    public void A_step_has_made_63_percent_after_the_time_constant()
    {
        Run(0.005, 0.5, 0.2);
        Assert.Equal(0.5 * (1 - Math.Exp(-1)), _inverter.State.ActivePowerPu, 1e-9);
        Assert.Equal(0.2 * (1 - Math.Exp(-1)), _inverter.State.VarInjectedPu, 1e-9);
    }

    [Fact]
    public void Current_never_exceeds_its_limit_and_keeps_its_direction()
    {
        Run(0.2, 0.9, 0.44, 0.5);
        double active = _inverter.ActiveCurrentPu, var = _inverter.VarCurrentPu;
        Assert.Equal(1.1, Math.Sqrt(active * active + var * var), 1e-9);
        Assert.Equal(0.44 / 0.9, var / active, 1e-9);
    }

    [Fact]
    public void Gate_off_is_zero_in_the_same_tick()
    {
        Run(0.1, 0.9, 0.3);
        Run(0.001, 0.9, 0.3, gates: false);
        Assert.Equal(0, _inverter.State.ActivePowerPu);
        Assert.Equal(0, _inverter.State.VarInjectedPu);
        Assert.Equal(0, _inverter.LossesPu);
        Assert.False(_inverter.State.GatesSwitching);
    }

    [Fact]
    public void An_expired_command_is_not_acted_on()
    {
        Run(0.05, 0.9, 0.3, expiresNs: 50_000_000);
        Assert.True(_inverter.State.ActivePowerPu > 0.89);
        Assert.Equal(1, _inverter.State.SequenceEchoed);
        Run(0.001, 0.9, 0.3, expiresNs: 50_000_000);
        Assert.Equal(0, _inverter.State.ActivePowerPu);
        Assert.Equal(0, _inverter.State.VarInjectedPu);
        Assert.Equal(1, _inverter.State.SequenceEchoed);
    }

    [Fact]
    public void A_command_that_is_no_number_gives_no_current()
    {
        Run(0.1, double.NaN, 0.3);
        Assert.Equal(0, _inverter.ActiveCurrentPu);
        Assert.Equal(0, _inverter.VarCurrentPu);
    }

    [Theory]
    [InlineData(0, 0, 0.004)]
    [InlineData(1, 0, 0.024)]
    [InlineData(-0.6, 0.8, 0.024)]
    [InlineData(0, -0.5, 0.011)]
    public void Losses_follow_apparent_power_and_the_direct_current_side_pays_for_them(double active, double var, double losses)
    {
        Run(0.2, active, var);
        Assert.Equal(losses, _inverter.LossesPu, 1e-9);
        Assert.Equal(active + losses, _inverter.DcPowerPu, 1e-9);
    }

    [Fact]
    public void Ignoring_var_leaves_active_power_alone()
    {
        _inverter.IgnoresVar = true;
        Run(0.1, 0.5, 0.4);
        Assert.Equal(0.5, _inverter.State.ActivePowerPu, 1e-6);
        Assert.Equal(0, _inverter.State.VarInjectedPu);
    }

    [Fact]
    public void A_gain_error_scales_what_it_gives()
    {
        _inverter.GainFactor = 0.8;
        Run(0.1, 0.5, 0.4);
        Assert.Equal(0.4, _inverter.State.ActivePowerPu, 1e-6);
        Assert.Equal(0.32, _inverter.State.VarInjectedPu, 1e-6);
    }

    [Fact]
    public void Stuck_it_holds_its_current_until_the_contactor_opens()
    {
        Run(0.1, 0.5, 0.4);
        _inverter.Stuck = true;
        Run(0.1, 0, 0, gates: false);
        Assert.Equal(0.5, _inverter.State.ActivePowerPu, 1e-6);
        Assert.Equal(1, _inverter.State.SequenceEchoed);
        Run(0.001, 0, 0, gates: false, contactor: false);
        Assert.Equal(0, _inverter.State.ActivePowerPu);
    }

    [Fact]
    public void Stale_reports_carry_a_new_stamp_on_old_figures_and_silence_carries_nothing()
    {
        Run(0.1, 0.5, 0);
        _inverter.ReportsStale = true;
        Run(0.1, -0.5, 0);
        Assert.Equal(_nowNs, _inverter.State.TimeNs);
        Assert.Equal(0.5, _inverter.State.ActivePowerPu, 1e-6);
        Assert.Equal(1, _inverter.State.SequenceEchoed);
        Assert.Equal(-0.5, _inverter.ActiveCurrentPu, 1e-6);

        long last = _nowNs;
        _inverter.Silent = true;
        Run(0.1, 0.2, 0);
        Assert.Equal(last, _inverter.State.TimeNs);
    }
}
