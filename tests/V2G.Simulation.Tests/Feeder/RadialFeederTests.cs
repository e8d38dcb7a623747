using V2G.Simulation.Feeder;

namespace V2G.Simulation.Tests.Feeder;

public class RadialFeederTests
{
    [Fact]
    public void Energy_balances_over_random_networks_and_losses_are_never_negative()
    {
        var random = new SeededRandom(11);
        for (int run = 0; run < 200; run++)
        {
            int n = 1 + (int)random.Uniform(0, 12);
            var branches = new FeederBranch[n];
            for (int k = 0; k < n; k++)
                branches[k] = new((int)random.Uniform(0, k + 1) - 1, random.Uniform(0.001, 0.02), random.Uniform(0.001, 0.03));
            var feeder = new RadialFeeder(100e3, branches);
            for (int k = 0; k < n; k++)
            {
                feeder.SetLoad(k, random.Uniform(-0.1, 0.2), random.Uniform(-0.05, 0.1));
                feeder.SetInjection(k, random.Uniform(-0.1, 0.1), random.Uniform(-0.1, 0.1));
                feeder.SetCurrent(k, random.Uniform(-0.1, 0.1), random.Uniform(-0.1, 0.1));
            }
            Assert.True(feeder.Solve(Phasor.Polar(random.Uniform(0.95, 1.05), random.Uniform(-3, 3))));
            double supplied = feeder.SourcePower.Re, losses = feeder.LossesPu, drawn = 0;
            for (int k = 0; k < n; k++) drawn += NetDrawn(feeder, k, branches);
            Assert.True(losses >= 0);
            Assert.Equal(supplied, drawn + losses, 1e-8);
        }
    }

    // What a node keeps for itself: in through its branch, out through its children's.
    static double NetDrawn(RadialFeeder feeder, int node, FeederBranch[] branches)
    {
        double power = feeder.PowerInto(node).Re;
        for (int child = node + 1; child < branches.Length; child++)
            if (branches[child].Parent == node) power -= (feeder.Voltage(node) * feeder.BranchCurrent(child).Conjugate).Re;
        return power;
    }

    [Fact]
    public void A_load_draws_its_power_whatever_the_voltage_and_an_impedance_below_0_7_pu()
    {
        RadialFeeder feeder = RadialFeeder.Thevenin(100e3, 0.01, 0.02);
        feeder.SetLoad(0, 0.5, 0.2);
        foreach (double source in (double[])[0.8, 1.0, 1.1])
        {
            feeder.Solve(new Phasor(source, 0));
            Assert.Equal(0.5, feeder.PowerInto(0).Re, 1e-9);
            Assert.Equal(0.2, feeder.PowerInto(0).Im, 1e-9);
        }
        feeder.Solve(new Phasor(0.3, 0));
        double ratio = feeder.Voltage(0).Magnitude / RadialFeeder.ConstantPowerDownToPu;
        Assert.Equal(0.5 * ratio * ratio, feeder.PowerInto(0).Re, 1e-9);
    }

    [Fact]
    public void A_unit_at_a_Thevenin_source_obeys_the_closed_form()
    {
        // V₀² = (V − (R·P + X·Q)/V)² + ((X·P − R·Q)/V)² for an injection P, Q at voltage V.
        RadialFeeder feeder = RadialFeeder.Thevenin(22e3, 0.03, 0.04);
        feeder.SetInjection(0, 0.9, -0.3);
        feeder.Solve(new Phasor(1, 0));
        double v = feeder.Voltage(0).Magnitude;
        double along = v - (0.03 * 0.9 - 0.04 * 0.3) / v, across = (0.04 * 0.9 + 0.03 * 0.3) / v;
        Assert.Equal(1, along * along + across * across, 1e-9);
    }

    [Theory]
    [InlineData(0, 0.2)]
    [InlineData(0.2, 0)]
    public void Injected_vars_and_injected_watts_raise_the_voltage(double active, double var)
    {
        RadialFeeder feeder = RadialFeeder.Thevenin(22e3, 0.02, 0.03);
        feeder.SetCurrent(0, active, var);
        feeder.Solve(new Phasor(1, 0));
        Assert.True(feeder.Voltage(0).Magnitude > 1.003);
        feeder.SetCurrent(0, -active, -var);
        feeder.Solve(new Phasor(1, 0));
        Assert.True(feeder.Voltage(0).Magnitude < 0.997);
    }

    [Fact]
    public void A_current_along_the_voltage_carries_that_power_times_the_voltage()
    {
        RadialFeeder feeder = RadialFeeder.Thevenin(22e3, 0.02, 0.03);
        feeder.SetCurrent(0, 0.8, -0.4);
        feeder.Solve(Phasor.Polar(0.9, 1.1));
        double v = feeder.Voltage(0).Magnitude;
        Assert.Equal(-0.8 * v, feeder.PowerInto(0).Re, 1e-9);
        Assert.Equal(0.4 * v, feeder.PowerInto(0).Im, 1e-9);
    }

    [Fact]
    public void A_quiet_network_costs_one_sweep()
    {
        RadialFeeder feeder = ReferenceFeeder.Build();
        feeder.Solve(new Phasor(1, 0));
        Assert.True(feeder.Sweeps > 3);
        feeder.Solve(new Phasor(1, 0));
        Assert.Equal(1, feeder.Sweeps);
    }

    [Fact]
    public void More_load_than_the_network_can_carry_is_said_and_stays_finite_in_work()
    {
        RadialFeeder feeder = RadialFeeder.Thevenin(22e3, 0.3, 0.4);
        feeder.SetLoad(0, 1.2, 0.9);
        Assert.False(feeder.Solve(new Phasor(1, 0)));
    }

    [Fact]
    public void Reactance_follows_frequency()
    {
        RadialFeeder feeder = RadialFeeder.Thevenin(22e3, 0, 0.1);
        feeder.SetCurrent(0, 0, 0.5);
        feeder.Solve(new Phasor(1, 0), 1);
        Assert.Equal(1.05, feeder.Voltage(0).Magnitude, 1e-9);
        feeder.Solve(new Phasor(1, 0), 1.1);
        Assert.Equal(1.055, feeder.Voltage(0).Magnitude, 1e-9);
    }

    [Fact]
    public void A_branch_fed_from_a_later_node_is_refused()
    {
        var thrown = Assert.Throws<ArgumentException>(() => new RadialFeeder(1e5, [new(-1, 0, 0.1), new(1, 0, 0.1)]));
        Assert.Contains("node 1 is fed from 1", thrown.Message, StringComparison.Ordinal);
    }
}
