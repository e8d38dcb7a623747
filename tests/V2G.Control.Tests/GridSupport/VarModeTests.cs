using V2G.Control.GridSupport;
using V2G.Control.Settings;
using static V2G.Control.Settings.NormalCategory;

namespace V2G.Control.Tests.GridSupport;

public class VarModeTests
{
    static ControlSettings Mode(VarMode mode, NormalCategory category = B)
    {
        ControlSettings s = ControllerBench.Quick() with { NormalCategory = category };
        return s with
        {
            VoltVar = s.VoltVar with { Enabled = mode == VarMode.VoltVar },
            WattVar = WattVarSettings.Default(category) with { Enabled = mode == VarMode.WattVar, OpenLoopResponseSeconds = 1 },
            ConstantPowerFactor = s.ConstantPowerFactor with { Enabled = mode == VarMode.ConstantPowerFactor, OpenLoopResponseSeconds = 1 },
            ConstantVar = s.ConstantVar with { Enabled = mode == VarMode.ConstantVar, VarInjectedPu = 0.3, OpenLoopResponseSeconds = 1 },
        };
    }

    // Table 9's default curve: nothing up to half power, all at rated power, mirrored while charging.
    [Theory]
    [InlineData(B, 1, -0.44)]
    [InlineData(B, 0.75, -0.22)]
    [InlineData(B, 0.5, 0)]
    [InlineData(B, 0.1, 0)]
    [InlineData(B, 0, 0)]
    [InlineData(B, -0.5, 0)]
    [InlineData(B, -0.75, 0.22)]
    [InlineData(B, -1, 0.44)]
    [InlineData(A, 1, -0.25)]
    [InlineData(A, 0.75, -0.125)]
    [InlineData(A, -1, 0.44)]
    public void R_13_the_default_watt_var_curve_gives_the_figures_of_Table_9(NormalCategory category, double share, double varInjectedPu) =>
        Assert.Equal(varInjectedPu, WattVar.TargetVarInjectedPu(WattVarSettings.Default(category), share), 1e-12);

    [Fact]
    public void A_watt_var_curve_has_no_step_at_its_points()
    {
        WattVarSettings s = new()
        {
            P1Pu = 0.2, Q1Pu = -0.05, P2Pu = 0.5, Q2Pu = -0.2, P3Pu = 0.9, Q3Pu = -0.4, P1ChargePu = -0.3, Q1ChargePu = 0.1, P2ChargePu = -0.6, Q2ChargePu = 0.2,
            P3ChargePu = -0.8, Q3ChargePu = 0.3,
        };
        foreach (double p in (double[])[-0.8, -0.6, -0.3, 0.2, 0.5, 0.9])
            Assert.Equal(WattVar.TargetVarInjectedPu(s, p - 1e-9), WattVar.TargetVarInjectedPu(s, p + 1e-9), 1e-7);
    }

    [Theory]
    [InlineData(0.9, Excitation.Inject, 0.5, 0.24216)]
    [InlineData(0.9, Excitation.Absorb, 0.5, -0.24216)]
    [InlineData(0.9, Excitation.Inject, -0.5, -0.24216)]
    [InlineData(1, Excitation.Inject, 0.8, 0)]
    [InlineData(0.95, Excitation.Inject, 0, 0)]
    public void R_13_a_constant_power_factor_keeps_the_ratio(double powerFactor, Excitation excitation, double activePowerPu, double varInjectedPu)
    {
        ConstantPowerFactorSettings s = ConstantPowerFactorSettings.Default with { PowerFactor = powerFactor, Excitation = excitation };
        Assert.Equal(varInjectedPu, ConstantPowerFactor.TargetVarInjectedPu(s, activePowerPu), 1e-5);
    }

    [Theory]
    [InlineData(VarMode.WattVar, 0.9, -0.352)]
    [InlineData(VarMode.ConstantPowerFactor, 0.9, 0)]
    [InlineData(VarMode.ConstantVar, 0.5, 0.3)]
    [InlineData(VarMode.None, 0.9, 0)]
    public void Each_mode_commands_its_target_whatever_the_voltage(VarMode mode, double activePowerPu, double varInjectedPu)
    {
        ControllerBench bench = ControllerBench.InService(Mode(mode));
        bench.Input.ActivePowerSetpointPu = activePowerPu;
        bench.Voltage(0.95);
        bench.Run(20);
        Assert.Equal(varInjectedPu, bench.Output.Command.VarInjectedPu, 1e-3);
    }

    [Fact]
    public void More_than_one_mode_is_refused_by_name()
    {
        ControlSettings s = Mode(VarMode.VoltVar);
        s = s with { ConstantVar = s.ConstantVar with { Enabled = true } };
        SettingCheck check = new();
        s.Check(check);
        SettingRefusal refusal = Assert.Single(check.Refusals);
        Assert.Equal(("constant_var.enabled", "false while volt_var.enabled is true"), (refusal.Key, refusal.Allowed));
    }

    [Fact]
    public void R_13_a_change_of_mode_is_a_ramp_from_the_present_reactive_power()
    {
        ControlSettings before = Mode(VarMode.ConstantVar), after = Mode(VarMode.VoltVar);
        ControllerBench bench = ControllerBench.InService(before with { ModeTransitionSeconds = 10 });
        bench.Run(10);
        Assert.Equal(0.3, bench.Output.Command.VarInjectedPu, 1e-6);
        bench.Settings = after with { ModeTransitionSeconds = 10 };
        bench.Voltage(1);
        double last = bench.Output.Command.VarInjectedPu, started = bench.Now;
        double seconds = bench.Until(() =>
        {
            double now = bench.Output.Command.VarInjectedPu;
            Assert.InRange(last - now, -1e-12, bench.Dt / 10 + 1e-12);
            last = now;
            return now == 0;
        }, 20);
        Assert.Equal(0.3 * 10, seconds, 0.01);
        // The ramp is over: the next change of voltage is followed by the open-loop response alone.
        bench.Voltage(0.9);
        bench.Run(1);
        Assert.Equal(0.9 * 0.44, bench.Output.Command.VarInjectedPu, 0.005);
    }

    [Fact]
    public void R_60_an_autonomous_reference_follows_the_voltage_with_its_time_constant_and_stays_in_its_range()
    {
        ControlSettings s = Mode(VarMode.VoltVar);
        ControllerBench bench = ControllerBench.InService(s with { VoltVar = s.VoltVar with { AutonomousVRef = true, AutonomousVRefSeconds = 300 } });
        bench.Dt = 0.02;
        bench.Run(1);
        bench.Voltage(1.04);
        bench.Run(300);
        Assert.Equal(1.04 - 0.04 * Math.Exp(-1), bench.Output.VRefPu, 2e-4);
        bench.Run(1500);
        // The voltage has become the reference: no reactive power any more.
        Assert.Equal(0, bench.Output.Command.VarInjectedPu, 1e-9);
        bench.Voltage(1.09);
        bench.Run(3000);
        Assert.Equal(1.05, bench.Output.VRefPu);
    }
}
