using V2G.Control;
using V2G.Control.Measurement;
using V2G.Control.Limits;
using V2G.Control.Protection;
using V2G.Control.Settings;
using V2G.Simulation.Feeder;
using V2G.Simulation.Inverter;

namespace V2G.Simulation.Tests.Feeder;

public class ReferenceFeederTests(ITestOutputHelper output)
{
    [Fact]
    public void The_data_hold_105_states() => Assert.Equal(105, Equilibrium.All.Length);

    [Fact]
    public void With_the_rows_powers_imposed_every_node_agrees_with_OpenDSS_within_0_0005_pu()
        => AssertVoltages(u => (u.Kw / 22, u.Kvar / 22), u => u.VoltagePu, 0.0005);

    // OpenDSS prints four digits above 1 pu: half of the last one.
    [Fact]
    public void With_unrounded_vars_and_reactive_priority_imposed_every_node_agrees_with_OpenDSS_to_its_last_digit()
        => AssertVoltages(u => ApparentPowerCircle.ClipVarFirst(u.Kw / 22, u.ExactKvar / 22, 1), u => u.VoltagePu, 0.000052);

    [Fact]
    public void With_unrounded_powers_every_node_agrees_with_the_second_solution_within_0_000001_pu()
        => AssertVoltages(u => (u.Kw / 22, u.ExactKvar / 22), u => u.ExactVoltagePu, 1e-6);

    /// <summary>
    /// Four whole plants, each under the whole of the product's controller, find the states by themselves,
    /// from 0 VAr, within 6 response times.
    /// </summary>
    [Theory]
    [MemberData(nameof(Equilibrium.Curves), MemberType = typeof(Equilibrium))]
    public void In_closed_loop_four_units_settle_on_the_state_within_0_0005_pu_and_0_1_kvar(string curve)
    {
        double worstPu = 0, worstKvar = 0;
        int rows = 0;
        foreach (Equilibrium row in Equilibrium.All)
        {
            if (row.Curve != curve) continue;
            SimulatedSite site = Settle(row);
            rows++;
            for (int u = 0; u < 4; u++)
            {
                SimulatedUnit unit = site.Units[u];
                worstPu = Math.Max(worstPu, Math.Abs(row.Units[u].VoltagePu - unit.TerminalPu.A.Magnitude));
                worstKvar = Math.Max(worstKvar, Math.Abs(row.Units[u].Kvar - unit.InverterState.VarInjectedPu * 22));
                AssertNear(row.Units[u].VoltagePu, unit.TerminalPu.A.Magnitude, 0.0005, row, u);
                AssertNear(row.Units[u].Kvar, unit.InverterState.VarInjectedPu * 22, 0.1, row, u);
                AssertNear(row.Units[u].ExactKvar, unit.InverterState.VarInjectedPu * 22, 0.05, row, u);
                AssertNear(row.Units[u].Kw, unit.InverterState.ActivePowerPu * 22, 0.05, row, u);
            }
        }
        output.WriteLine($"curve {curve}: {rows} states, at most {worstPu:0.000000} pu and {worstKvar:0.0000} kvar off");
    }

    static SimulatedSite Settle(Equilibrium row)
    {
        const long TickNs = 20_000_000;
        const double TickSeconds = 0.02;
        var unit = new UnitSettings
        {
            RatedVoltAmperes = ReferenceFeeder.UnitVoltAmperes,
            NominalVolts = ReferenceFeeder.LineToLineVolts,
            // The data know no current limit, and full apparent power at 0.90 pu takes 1.11 pu of current.
            Inverter = new InverterRatings { CurrentLimitPu = 1.2 },
        };
        (UnitSettings, int)[] placements = [(unit, 1), (unit, 2), (unit, 3), (unit, 4)];
        var site = new SimulatedSite(1, new GridSource(row.SourcePu), ReferenceFeeder.Build(), placements, TickNs);
        ControlSettings settings = ControlSettings.Default(
            SiteSettings.Default with { NominalVoltage = ReferenceFeeder.LineToLineVolts, RatedVoltAmperes = ReferenceFeeder.UnitVoltAmperes },
            row.Curve == "A" ? NormalCategory.A : NormalCategory.B);
        bool on = row.Curve != "off";
        settings = settings with { VoltVar = settings.VoltVar with { Enabled = on } };
        int ticks = on ? (int)(6 * settings.VoltVar.OpenLoopResponseSeconds / TickSeconds) : 50;
        var meter = new MeterSettings { NominalVoltage = ReferenceFeeder.LineToLineVolts, RatedVoltAmperes = ReferenceFeeder.UnitVoltAmperes };
        ControlLoop[] controllers = [.. placements.Select(_ => new ControlLoop(settings, meter))];
        foreach (ControlLoop controller in controllers) controller.AssumeInService();
        var commands = new InverterCommand[4];
        for (int tick = 0; tick < ticks; tick++)
        {
            site.Step(commands);
            Assert.True(site.Solved);
            for (int u = 0; u < 4; u++)
            {
                SimulatedUnit one = site.Units[u];
                TickInputs input = new()
                {
                    TimeNs = site.NowNs, DtSeconds = TickSeconds, Calibrated = true, CurveAccepted = true, ActivePowerSetpointPu = row.ActiveShare * 0.9,
                    InverterConfigured = true, Inverter = one.InverterState, Vehicle = one.Vehicle,
                };
                controllers[u].Tick(one.Measurement, input, out TickOutputs decided);
                commands[u] = decided.Command;
            }
        }
        Assert.All(controllers, c => Assert.Equal(Inhibits.None, c.State.Inhibits));
        return site;
    }

    static void AssertVoltages(Func<Equilibrium.UnitRow, (double ActivePu, double VarPu)> injected,
        Func<Equilibrium.UnitRow, double> expected, double tolerance)
    {
        const double Share = ReferenceFeeder.UnitVoltAmperes / ReferenceFeeder.TransformerVoltAmperes;
        RadialFeeder feeder = ReferenceFeeder.Build();
        foreach (Equilibrium row in Equilibrium.All)
        {
            for (int u = 0; u < 4; u++)
            {
                (double active, double var) = injected(row.Units[u]);
                feeder.SetInjection(ReferenceFeeder.NodeOfUnit(u + 1), active * Share, var * Share);
            }
            Assert.True(feeder.Solve(new Phasor(row.SourcePu, 0)), row.ToString());
            for (int u = 0; u < 4; u++)
                AssertNear(expected(row.Units[u]), feeder.Voltage(ReferenceFeeder.NodeOfUnit(u + 1)).Magnitude, tolerance, row, u);
        }
    }

    static void AssertNear(double expected, double actual, double tolerance, Equilibrium row, int unit)
        => Assert.True(Math.Abs(expected - actual) <= tolerance, $"{row}, unit {unit + 1}: expected {expected}, got {actual:R}");
}
