using V2G.Control.Limits;
using V2G.Simulation;
using V2G.Simulation.Thermal;

namespace V2G.Control.Tests.Limits;

public class ModuleHeatTests
{
    static readonly ModuleHeatSettings Settings = ModuleHeatSettings.Default;

    static ModuleHeat Cold()
    {
        var heat = new ModuleHeat();
        heat.Begin();
        return heat;
    }

    static void Run(ref ModuleHeat heat, double apparent, double seconds, double dt, double ambient = 25, bool switching = true)
    {
        for (int k = 0; k < (int)Math.Round(seconds / dt); k++) heat.Step(Settings, apparent, switching, ambient, dt);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(1)]
    public void It_settles_at_the_sum_of_resistances_times_the_losses(double apparent)
    {
        ModuleHeat heat = Cold();
        Run(ref heat, apparent, 3000, 0.5);
        double watts = 88 + 176 * apparent + 264 * apparent * apparent;
        Assert.Equal(25 + watts * (0.03405 + 0.01923 + 0.04671), heat.JunctionCelsius, 0.01);
    }

    [Theory]
    [InlineData(0.0001)]
    [InlineData(0.05)]
    [InlineData(1)]
    [InlineData(20)]
    public void It_is_exact_for_any_length_of_tick(double dt)
    {
        ModuleHeat heat = Cold();
        Run(ref heat, 1, 20, dt);
        double expected = 25;
        foreach ((double r, double tau) in new[] { (0.03405, 0.0691), (0.01923, 2.912), (0.04671, 164.5) })
            expected += 528 * r * (1 - Math.Exp(-20 / tau));
        Assert.Equal(expected, heat.JunctionCelsius, 1e-8);
    }

    [Fact]
    public void Blocked_gates_make_no_heat()
    {
        ModuleHeat heat = Cold();
        Run(ref heat, 1, 100, 0.5, switching: false);
        Assert.Equal(25, heat.JunctionCelsius);
    }

    [Fact]
    public void Output_is_derated_in_a_straight_line_stopped_and_restored_only_when_cooled()
    {
        ModuleHeat heat = Cold();
        // Ambient alone moves the estimate: a way to any temperature at once.
        foreach ((double celsius, double allowed, bool stopped) in new[]
        {
            (109.9, 1.0, false), (110, 1, false), (117.5, 0.5, false), (124, 1.0 / 15, false),
        })
        {
            heat.Step(Hot, 0, false, celsius - 40, 1);
            Assert.Equal(allowed, heat.AllowedApparentPu, 1e-9);
            Assert.Equal(stopped, heat.Stopped);
        }
        foreach ((double celsius, double allowed, bool stopped) in new[] { (125, 0.0, true), (117, 0.0, true), (110, 0.0, true), (109.9, 1.0, false) })
        {
            heat.Step(Hot, 0, false, celsius - 40, 1);
            Assert.Equal(allowed, heat.AllowedApparentPu, 1e-9);
            Assert.Equal(stopped, heat.Stopped);
        }
    }

    // 40 K below: the sensor's plausible range ends below the stop temperature.
    static ModuleHeatSettings Hot => Settings with { DerateFromCelsius = 110 - 40, StopCelsius = 125 - 40 };

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-80)]
    [InlineData(400)]
    public void Without_a_possible_ambient_temperature_the_worst_is_assumed(double ambient)
    {
        ModuleHeat heat = Cold();
        heat.Step(Settings, 0, false, ambient, 1);
        Assert.True(heat.AmbientUnknown);
        Assert.Equal(50, heat.JunctionCelsius);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1e300)]
    [InlineData(-1)]
    public void An_impossible_apparent_power_does_not_spoil_the_estimate_for_ever(double apparent)
    {
        ModuleHeat heat = Cold();
        heat.Step(Settings, apparent, true, 25, 0.001);
        Assert.True(double.IsFinite(heat.JunctionCelsius));
        Assert.InRange(heat.AllowedApparentPu, 0, 1);
        Run(ref heat, 0.5, 3000, 0.5);
        Assert.Equal(25 + 242 * (0.03405 + 0.01923 + 0.04671), heat.JunctionCelsius, 0.01);
    }

    [Theory]
    [InlineData(1UL)]
    [InlineData(2UL)]
    [InlineData(3UL)]
    public void R_75_the_estimate_stays_within_3_K_of_the_physical_ladder_over_a_random_load(ulong seed)
    {
        const double dt = 0.01;
        var random = new SeededRandom(seed);
        var plant = new PowerModulePlant(new PowerModuleRatings(), 30, (long)(dt * 1e9));
        ModuleHeat heat = Cold();
        double worst = 0, apparent = 0;
        int hold = 0;
        for (int k = 0; k < 120_000; k++)
        {
            if (hold-- == 0)
            {
                apparent = random.Uniform(0, 1);
                hold = (int)(random.Uniform() < 0.5 ? random.Uniform(1, 50) : random.Uniform(50, 20_000));
            }
            plant.Step(Settings.LossWatts(apparent));
            heat.Step(Settings, apparent, true, 30, dt);
            worst = Math.Max(worst, Math.Abs(heat.JunctionCelsius - plant.JunctionCelsius));
        }
        Assert.True(worst < 3, $"{worst:F2} K");
    }
}
