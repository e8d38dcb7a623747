using V2G.Control.GridSupport;
using V2G.Control.Limits;
using V2G.Control.Settings;

namespace V2G.Control.Tests.GridSupport;

public class FrequencyDroopTests
{
    static ControllerBench Bench(double asked, double response = 1)
    {
        ControlSettings s = ControllerBench.Quick();
        s = s with { FrequencyDroop = s.FrequencyDroop with { OpenLoopResponseSeconds = response }, FrequencyTrip = s.FrequencyTrip with { Of2Hz = 66, Uf2Hz = 50 } };
        ControllerBench bench = ControllerBench.InService(s);
        bench.Dt = 0.01;
        bench.Input.ActivePowerSetpointPu = asked;
        bench.Run(1);
        return bench;
    }

    // (|f − 60| − 0.036) / (60 · 0.05) from what flowed before.
    [Theory]
    [InlineData(0.5, 60.6, 0.312)]
    [InlineData(-0.3, 60.6, -0.488)]
    [InlineData(0.5, 59.4, 0.688)]
    [InlineData(-0.3, 59.4, -0.112)]
    [InlineData(0.5, 60.036, 0.5)]
    [InlineData(0.5, 59.964, 0.5)]
    [InlineData(-0.9, 61.1, -1)]
    [InlineData(0.95, 59.4, 1)]
    public void R_8_frequency_droop_moves_power_from_what_flowed_before(double before, double hz, double after)
    {
        ControllerBench bench = Bench(before);
        bench.Grid.FrequencyHz = hz;
        bench.Run(10);
        Assert.Equal(after, bench.Output.Command.ActivePowerPu, 1e-6);
        Assert.Equal(before != after, bench.Limiters.ContainsKey(Limiter.FrequencyDroop));
    }

    [Fact]
    public void R_8_ninety_percent_is_there_at_the_response_time()
    {
        ControllerBench bench = Bench(0.5, response: 5);
        bench.Grid.FrequencyHz = 60.636;
        Assert.Equal(5, bench.Until(() => bench.Output.Command.ActivePowerPu <= 0.5 - 0.9 * 0.2, 20), 0.05);
    }

    [Fact]
    public void The_power_before_the_disturbance_is_latched_and_forgotten_when_the_frequency_is_back()
    {
        ControllerBench bench = Bench(0.5);
        bench.Grid.FrequencyHz = 60.336;
        bench.Run(10);
        Assert.Equal(0.4, bench.Output.Command.ActivePowerPu, 1e-6);
        // Over-frequency: less may be asked for at any time, more waits.
        bench.Input.ActivePowerSetpointPu = 0.9;
        bench.Run(1);
        Assert.Equal(0.4, bench.Output.Command.ActivePowerPu, 1e-6);
        bench.Input.ActivePowerSetpointPu = 0.2;
        bench.Run(1);
        Assert.Equal(0.2, bench.Output.Command.ActivePowerPu, 1e-6);
        bench.Input.ActivePowerSetpointPu = 0.9;
        bench.Grid.FrequencyHz = 60;
        bench.Run(10);
        Assert.Equal(0.9, bench.Output.Command.ActivePowerPu, 1e-6);
        bench.Grid.FrequencyHz = 60.336;
        bench.Run(10);
        Assert.Equal(0.8, bench.Output.Command.ActivePowerPu, 1e-6);
    }

    [Fact]
    public void Under_frequency_raises_no_more_than_the_vehicle_gives_and_volt_watt_allows()
    {
        ControllerBench bench = Bench(0.5);
        bench.Input.Vehicle.MaxDischargeWatts = 0.55 * 22_000;
        bench.Grid.FrequencyHz = 59.4;
        bench.Run(10);
        Assert.Equal(0.55, bench.Output.Command.ActivePowerPu, 1e-6);

        ControlSettings s = bench.Settings;
        bench = ControllerBench.InService(s with { VoltWatt = s.VoltWatt with { Enabled = true, OpenLoopResponseSeconds = 0.5 } });
        bench.Input.ActivePowerSetpointPu = 0.5;
        bench.Voltage(1.08);
        bench.Run(5);
        bench.Grid.FrequencyHz = 59.4;
        bench.Run(10);
        Assert.Equal(0.5, bench.Output.Command.ActivePowerPu, 1e-3);
    }

    [Fact]
    public void Under_frequency_overrides_the_active_power_limit_and_over_frequency_does_not()
    {
        ControllerBench bench = Bench(0.8);
        ControlSettings s = bench.Settings;
        bench.Settings = s with { ActivePowerLimit = new() { Enabled = true, LimitPu = 0.4, RampSeconds = 1 } };
        bench.Run(3);
        Assert.Equal(0.4, bench.Output.Command.ActivePowerPu, 1e-9);
        bench.Grid.FrequencyHz = 59.664;
        bench.Run(10);
        Assert.Equal(0.5, bench.Output.Command.ActivePowerPu, 1e-6);
        bench.Grid.FrequencyHz = 60;
        bench.Run(10);
        bench.Grid.FrequencyHz = 60.336;
        bench.Run(10);
        Assert.Equal(0.3, bench.Output.Command.ActivePowerPu, 1e-6);
        bench.Settings = s with { ActivePowerLimit = new() { Enabled = true, LimitPu = 0.1, RampSeconds = 1 } };
        bench.Run(3);
        Assert.Equal(0.1, bench.Output.Command.ActivePowerPu, 1e-6);
    }

    [Fact]
    public void A_unit_that_enters_service_at_high_frequency_ramps_to_what_droop_leaves()
    {
        ControlSettings s = ControllerBench.Quick();
        ControllerBench bench = new(s with { FrequencyDroop = s.FrequencyDroop with { OpenLoopResponseSeconds = 0.2 } }) { Dt = 0.01 };
        bench.Input.ActivePowerSetpointPu = 0.9;
        bench.Grid.FrequencyHz = 60.09;
        bench.Until(() => bench.Gates, 2);
        bench.Run(0.5);
        Assert.InRange(bench.Output.Command.ActivePowerPu, 0.45, 0.55);
        bench.Run(5);
        Assert.Equal(0.9 - 0.054 / 3, bench.Output.Command.ActivePowerPu, 1e-6);
    }
}
