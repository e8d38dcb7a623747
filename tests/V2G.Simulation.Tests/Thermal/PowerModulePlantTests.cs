using V2G.Simulation.Thermal;

namespace V2G.Simulation.Tests.Thermal;

public class PowerModulePlantTests
{
    static readonly PowerModuleRatings Ratings = new();

    static PowerModulePlant Heat(double watts, double seconds, double fan = 1, long tickNs = 1_000_000, double ambient = 25)
    {
        var plant = new PowerModulePlant(Ratings, ambient, tickNs) { FanSpeed = fan };
        for (long k = 0; k < (long)(seconds * 1e9) / tickNs; k++) plant.Step(watts);
        return plant;
    }

    [Theory]
    [InlineData(1, 0.045)]
    [InlineData(0, 0.30)]
    public void It_settles_at_the_sum_of_resistances_times_power(double fan, double sinkToAir)
    {
        PowerModulePlant plant = Heat(400, 12_000, fan, 50_000_000);
        Assert.Equal(25 + 400 * sinkToAir, plant.SinkCelsius, 0.01);
        Assert.Equal(25 + 400 * (sinkToAir + 0.020), plant.NtcCelsius, 0.01);
        Assert.Equal(25 + 400 * (sinkToAir + 0.020 + 0.035), plant.JunctionCelsius, 0.01);
    }

    [Fact]
    public void The_sink_warms_with_its_own_time_constant()
    {
        // Junction and case are faster by far: what is left is the sink's R·C, of a capacity that carries the case along.
        double tau = Ratings.SinkForced * (Ratings.SinkCapacity + Ratings.CaseCapacity);
        PowerModulePlant plant = Heat(400, tau);
        Assert.Equal(25 + 400 * Ratings.SinkForced * (1 - Math.Exp(-1)), plant.SinkCelsius, 0.3);
    }

    [Fact]
    public void The_junction_runs_ahead_of_the_case_with_its_own_time_constant()
    {
        PowerModulePlant plant = Heat(400, Ratings.JunctionCapacity * Ratings.JunctionToCase, tickNs: 100_000);
        Assert.Equal(400 * Ratings.JunctionToCase * (1 - Math.Exp(-1)), plant.JunctionCelsius - plant.CaseCelsius, 0.15);
    }

    [Fact]
    public void Heat_is_kept_or_leaves_by_the_air()
    {
        var plant = new PowerModulePlant(Ratings, 25, 1_000_000);
        double left = 0;
        for (int k = 0; k < 60_000; k++)
        {
            left += (plant.SinkCelsius - 25) / plant.SinkResistance * 0.001;
            plant.Step(500);
        }
        double kept = Ratings.JunctionCapacity * (plant.JunctionCelsius - 25) + Ratings.CaseCapacity * (plant.CaseCelsius - 25)
            + Ratings.SinkCapacity * (plant.SinkCelsius - 25);
        Assert.Equal(500 * 60, kept + left, 1);
    }

    [Fact]
    public void A_long_tick_gives_the_same_temperatures_as_a_short_one()
    {
        PowerModulePlant fine = Heat(400, 30, tickNs: 1_000_000), coarse = Heat(400, 30, tickNs: 500_000_000);
        Assert.Equal(fine.JunctionCelsius, coarse.JunctionCelsius, 0.05);
        Assert.Equal(fine.SinkCelsius, coarse.SinkCelsius, 0.01);
    }

    [Fact]
    public void A_broken_sensor_shows_no_number()
    {
        PowerModulePlant plant = Heat(400, 1);
        plant.NtcBroken = true;
        Assert.True(double.IsNaN(plant.NtcCelsius));
    }
}
