using V2G.Control.GridSupport;
using V2G.Control.Limits;
using V2G.Control.Measurement;
using V2G.Control.Settings;

namespace V2G.Control.Tests;

public class ControllerLimitsTests
{
    static ControllerBench With(Action<ControllerBench> arrange, double seconds = 20)
    {
        ControllerBench bench = ControllerBench.InService(ControllerBench.Quick());
        bench.Dt = 0.01;
        bench.Input.ActivePowerSetpointPu = 0.8;
        arrange(bench);
        bench.Run(seconds);
        return bench;
    }

    [Theory]
    [InlineData(1, 0.92, 0.897998, 0.44)]
    [InlineData(-1, 0.92, -0.897998, 0.44)]
    [InlineData(1, 1.08, 0.897998, -0.44)]
    [InlineData(0.8, 0.92, 0.8, 0.44)]
    [InlineData(0, 0.92, 0, 0.44)]
    [InlineData(5, 1.00, 1, 0)]
    [InlineData(double.NaN, 1.00, 0, 0)]
    [InlineData(double.PositiveInfinity, 0.92, 0, 0.44)]
    public void R_61_reactive_power_comes_first_and_active_power_takes_what_is_left(double asked, double voltagePu, double p, double q)
    {
        ControllerBench bench = With(b =>
        {
            b.Input.ActivePowerSetpointPu = asked;
            b.Voltage(voltagePu);
        });
        Assert.Equal(p, bench.Output.Command.ActivePowerPu, 1e-6);
        Assert.Equal(q, bench.Output.Command.VarInjectedPu, 1e-6);
    }

    static void Soc(ControllerBench b, double soc) => b.Input.Vehicle.StateOfCharge = soc;

    static void VoltWattOn(ControllerBench b) => b.Settings = b.Settings with { VoltWatt = b.Settings.VoltWatt with { Enabled = true, OpenLoopResponseSeconds = 1 } };

    static readonly Dictionary<string, (Action<ControllerBench> Arrange, Dictionary<Limiter, double> Active)> Scenarios = new()
    {
        ["nothing bites"] = (_ => { }, []),
        ["no vehicle"] = (b => b.Input.Vehicle = default, new() { [Limiter.NoVehicle] = 0 }),
        ["the vehicle's limits are stale"] = (b => b.VehicleFresh = false, new() { [Limiter.VehicleStale] = 0 }),
        ["no bidirectional service"] = (b => b.Input.Vehicle.Bidirectional = false, new() { [Limiter.VehicleNotBidirectional] = 0 }),
        ["the vehicle gives only half"] = (b => b.Input.Vehicle.MaxDischargeWatts = 11_000, new() { [Limiter.VehicleDischargeLimit] = 0.5 }),
        ["the vehicle takes only a quarter"] = (b =>
        {
            b.Input.ActivePowerSetpointPu = -0.8;
            b.Input.Vehicle.MaxChargeWatts = 5_500;
        }, new() { [Limiter.VehicleChargeLimit] = -0.25 }),
        ["empty and hot"] = (b =>
        {
            Soc(b, 0.1);
            b.Input.Vehicle.TemperatureSent = true;
            b.Input.Vehicle.BatteryCelsius = 46;
        }, new() { [Limiter.StateOfChargeFloor] = 0, [Limiter.BatteryHot] = 0 }),
        ["full"] = (b =>
        {
            b.Input.ActivePowerSetpointPu = -0.8;
            Soc(b, 1);
        }, new() { [Limiter.StateOfChargeCeiling] = 0 }),
        ["empty, but nothing is asked for"] = (b =>
        {
            b.Input.ActivePowerSetpointPu = 0;
            Soc(b, 0.1);
        }, []),
        ["the circle, reactive power first"] = (b =>
        {
            b.Input.ActivePowerSetpointPu = 1;
            b.Voltage(0.92);
        }, new() { [Limiter.ApparentPower] = 0.898 }),
        ["q_limit below what the curve asks for"] = (b =>
        {
            b.Settings = b.Settings with { QLimitPu = 0.2 };
            b.Voltage(1.08);
        }, new() { [Limiter.VarLimit] = -0.2 }),
        ["Volt-Watt"] = (b =>
        {
            VoltWattOn(b);
            b.Voltage(1.08);
        }, new() { [Limiter.VoltWatt] = 0.5 }),
        ["Volt-Watt above what the vehicle gives"] = (b =>
        {
            VoltWattOn(b);
            b.Voltage(1.08);
            b.Input.Vehicle.MaxDischargeWatts = 2_200;
        }, new() { [Limiter.VoltWatt] = 0.5, [Limiter.VehicleDischargeLimit] = 0.1 }),
    };

    public static TheoryData<string> ScenarioNames() => [.. Scenarios.Keys];

    [Theory]
    [MemberData(nameof(ScenarioNames))]
    public void R_119_exactly_the_limiters_that_bite_are_listed_with_their_values(string scenario)
    {
        (Action<ControllerBench> arrange, Dictionary<Limiter, double> active) = Scenarios[scenario];
        Assert.Equal(active.OrderBy(l => l.Key), With(arrange).Limiters.OrderBy(l => l.Key));
    }

    [Fact]
    public void R_119_ramps_and_heat_are_limiters_too()
    {
        ControlSettings s = ControllerBench.Quick();
        var bench = new ControllerBench(s with { EnterService = s.EnterService with { DelaySeconds = 0, RampSeconds = 10 } }) { Dt = 0.01 };
        bench.Input.ActivePowerSetpointPu = -0.8;
        bench.Run(5);
        Assert.Equal([Limiter.EnterServiceRamp], bench.Limiters.Keys);
        Assert.Equal(-0.5, bench.Limiters[Limiter.EnterServiceRamp], 0.002);
        bench.Run(10);
        Assert.Empty(bench.Limiters);
        bench.Voltage(0.3);
        bench.Run(0.2);
        bench.Voltage(1);
        bench.Run(0.15);
        Assert.Equal([Limiter.RestoreRamp], bench.Limiters.Keys);
        bench.Run(1);
        // Ambient heat alone brings the junction into derating: 90 °C of the cabinet and some 35 K of the module.
        bench.Input.Inverter.AmbientCelsius = 90;
        bench.Run(200);
        Assert.Equal([Limiter.ModuleHeat], bench.Limiters.Keys);
        Assert.InRange(-bench.Output.Command.ActivePowerPu, 0.3, 0.79);
    }

    static readonly Dictionary<string, Action<ControllerBench>> VehicleTroubles = new()
    {
        ["no vehicle"] = b => b.Input.Vehicle = default,
        ["stale"] = b => b.VehicleFresh = false,
        ["no bidirectional service"] = b => b.Input.Vehicle.Bidirectional = false,
        ["no discharge"] = b => b.Input.Vehicle.MaxDischargeWatts = 0,
        ["empty"] = b => Soc(b, 0.1),
        ["hot"] = b => (b.Input.Vehicle.TemperatureSent, b.Input.Vehicle.BatteryCelsius) = (true, 60),
        ["broken sensor"] = b => (b.Input.Vehicle.TemperatureSent, b.Input.Vehicle.BatteryCelsius) = (true, double.NaN),
    };

    public static TheoryData<string> VehicleTroubleNames() => [.. VehicleTroubles.Keys];

    [Theory]
    [MemberData(nameof(VehicleTroubleNames))]
    public void R_118_no_trouble_of_the_vehicle_touches_reactive_power_or_turns_discharge_into_charge(string trouble)
    {
        ControllerBench bench = With(b =>
        {
            b.Voltage(0.94);
            VehicleTroubles[trouble](b);
        });
        Assert.Equal(0.0, bench.Output.Command.ActivePowerPu);
        Assert.Equal(0.44 * 4 / 6, bench.Output.Command.VarInjectedPu, 1e-6);
    }

    [Fact]
    public void R_116_a_limit_that_drops_to_zero_in_full_discharge_is_obeyed_in_the_next_tick()
    {
        ControllerBench bench = With(_ => { });
        Assert.Equal(0.8, bench.Output.Command.ActivePowerPu);
        bench.Input.Vehicle.MaxDischargeWatts = 0;
        bench.Tick();
        Assert.Equal(0, bench.Output.Command.ActivePowerPu);
    }

    [Fact]
    public void R_116_limits_older_than_a_second_end_power()
    {
        ControllerBench bench = With(_ => { });
        bench.VehicleFresh = false;
        Assert.InRange(bench.Until(() => bench.Output.Command.ActivePowerPu == 0, 3), 1.0, 1.03);
    }

    [Theory]
    [InlineData(0.8, 0.5)]
    [InlineData(-0.8, -0.8)]
    [InlineData(0, 0)]
    public void R_5_volt_watt_limits_export_after_its_own_response_and_never_reduces_charging(double asked, double p)
    {
        ControllerBench bench = With(b =>
        {
            VoltWattOn(b);
            b.Input.ActivePowerSetpointPu = asked;
            b.Voltage(1.08);
        }, 3);
        Assert.Equal(p, bench.Output.Command.ActivePowerPu, 0.01);
        bench.Voltage(1.10);
        bench.Run(10);
        Assert.Equal(Math.Min(0, asked), bench.Output.Command.ActivePowerPu, 1e-6);
    }

    [Fact]
    public void Volt_watt_falls_by_its_own_open_loop_response()
    {
        ControllerBench bench = With(b => b.Input.ActivePowerSetpointPu = 1, 1);
        bench.Settings = bench.Settings with { VoltWatt = VoltWatt10 };
        bench.State.AssumeInService();
        bench.Run(5);
        bench.Voltage(1.09);
        // From 1 to 0.25: 90 % of the way is 0.325.
        Assert.InRange(bench.Until(() => bench.Output.Command.ActivePowerPu <= 0.325, 20), 9.8, 10.2);
    }

    static VoltWattSettings VoltWatt10 => VoltWattSettings.Default with { Enabled = true };

    [Fact]
    public void A_unit_told_to_absorb_charges_at_high_voltage_as_far_as_the_vehicle_takes_it()
    {
        ControllerBench bench = With(b =>
        {
            b.Settings = b.Settings with { VoltWatt = VoltWatt10 with { P2Pu = -1, OpenLoopResponseSeconds = 1 } };
            b.Input.ActivePowerSetpointPu = 0;
            b.Input.Vehicle.MaxChargeWatts = 11_000;
            b.Voltage(1.10);
        });
        Assert.Equal(-0.5, bench.Output.Command.ActivePowerPu, 1e-6);
    }

    [Fact]
    public void R_38_measurement_noise_at_the_edge_of_the_deadband_does_not_chatter()
    {
        var random = new V2G.Simulation.SeededRandom(38);
        ControllerBench bench = ControllerBench.InService(ControllerBench.Quick() with { VoltVar = VoltVarSettings.Default(NormalCategory.B) });
        double sum = 0, squares = 0;
        for (int k = 0; k < 20_000; k++)
        {
            if (k % 8 == 0) bench.Voltage(0.98 + 0.001 * random.Gaussian());
            bench.Tick();
            if (k < 10_000) continue;
            sum += bench.Output.Command.VarInjectedPu;
            squares += bench.Output.Command.VarInjectedPu * bench.Output.Command.VarInjectedPu;
        }
        double mean = sum / 10_000;
        Assert.InRange(Math.Sqrt(squares / 10_000 - mean * mean), 0, 0.005);
        Assert.InRange(bench.Events(ControlEventKind.StateChanged).Count, 0, 1);
    }

    [Theory]
    [InlineData(208)]
    [InlineData(240)]
    [InlineData(480)]
    public void R_12_the_same_sag_gives_the_same_reactive_power_at_every_nominal_voltage(double nominal)
    {
        ControlSettings s = ControllerBench.Quick();
        ControllerBench bench = ControllerBench.InService(s with { Site = s.Site with { NominalVoltage = nominal } });
        bench.Voltage(0.94);
        bench.Run(10);
        Assert.Equal(0.44 * 4 / 6, bench.Output.Command.VarInjectedPu, 1e-6);
    }

    [Fact]
    public void R_18_the_command_answers_in_the_next_tick_and_reaches_90_percent_at_the_open_loop_response()
    {
        ControllerBench bench = ControllerBench.InService(ControllerBench.Quick() with { VoltVar = VoltVarSettings.Default(NormalCategory.B) });
        bench.Voltage(0.94);
        bench.Tick();
        Assert.True(bench.Output.Command.VarInjectedPu > 0);
        Assert.InRange(bench.Until(() => bench.Output.Command.VarInjectedPu >= 0.9 * 0.44 * 4 / 6, 10), 4.95, 5.05);
    }

    [Fact]
    public void The_positive_sequence_is_regulated_when_told_so()
    {
        ControllerBench bench = ControllerBench.InService(ControllerBench.Quick() with { RegulatedVoltage = RegulatedVoltage.PositiveSequence });
        bench.Voltage(1);
        bench.Grid.PositiveSequencePu = 0.96;
        bench.Run(10);
        Assert.Equal(0.44 / 3, bench.Output.Command.VarInjectedPu, 1e-6);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_regulated_voltage_that_is_no_number_moves_nothing(double positiveSequence)
    {
        ControllerBench bench = ControllerBench.InService(ControllerBench.Quick() with { RegulatedVoltage = RegulatedVoltage.PositiveSequence });
        VoltWattOn(bench);
        bench.Input.ActivePowerSetpointPu = 0.8;
        bench.Voltage(0.96);
        bench.Run(10);
        bench.Grid.PositiveSequencePu = positiveSequence;
        bench.Run(5);
        Assert.Equal(0.44 / 3, bench.Output.Command.VarInjectedPu, 1e-6);
        bench.Voltage(1.08);
        bench.Run(10);
        Assert.Equal(0.5, bench.Output.Command.ActivePowerPu, 1e-4);
    }

    [Fact]
    public void What_volt_watt_remembered_from_before_an_interruption_limits_nothing_after_it()
    {
        ControlSettings settings = ControllerBench.Quick();
        ControllerBench bench = ControllerBench.InService(settings with { VoltWatt = settings.VoltWatt with { Enabled = true } });
        bench.Input.ActivePowerSetpointPu = 0.9;
        bench.Voltage(1.09);
        bench.Run(60);
        Assert.True(bench.Output.Command.ActivePowerPu < 0.3);
        bench.Input.Calibrated = false;
        bench.Voltage(1);
        bench.Tick();
        bench.Input.Calibrated = true;
        bench.Run(1.7);
        Assert.Equal(0.9, bench.Output.Command.ActivePowerPu, 3);
    }

    [Fact]
    public void The_module_is_heated_by_what_flows_and_not_by_what_was_asked_for()
    {
        double Settled(double flowing)
        {
            ControllerBench bench = ControllerBench.InService(ControllerBench.Quick());
            for (int k = 0; k < 20_000; k++)
            {
                bench.Grid.ApparentPowerPu = flowing;
                bench.Tick();
            }
            return bench.State.Heat.JunctionCelsius;
        }

        Assert.True(Settled(0.8) > Settled(0) + 10);
    }
}
