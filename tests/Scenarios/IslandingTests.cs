using V2G.Control.Protection;
using V2G.Control.Settings;

namespace V2G.Scenarios;

/// <summary>Islands of a resonant load of quality factor 1 (IEEE 1547.1-2020 5.10), through waveform and measurement, judged by the current in the plant.</summary>
public class IslandingTests(ITestOutputHelper output)
{
    static readonly ulong[] Seeds = [1, 2, 3];

    static ControlSettings With(bool active, bool tripsOutOfTheWay, double nominalHz = 60)
    {
        ControlSettings settings = ControlSettings.Default(SiteSettings.Default with { NominalFrequencyHz = nominalHz });
        settings = settings with { Islanding = settings.Islanding with { Active = active } };
        return tripsOutOfTheWay ? IslandBench.TripsOutOfTheWay(settings) : settings;
    }

    public static TheoryData<double, double, bool> Powers()
    {
        TheoryData<double, double, bool> rows = [];
        foreach (double power in (double[])[0.33, 0.66, 1])
            foreach (double hz in (double[])[60, 50])
                foreach (bool far in (bool[])[true, false]) rows.Add(power, hz, far);
        return rows;
    }

    [Theory]
    [MemberData(nameof(Powers))]
    public void R_13_with_the_perturbation_an_island_is_seen_and_ceased_within_2_s_matched_or_not(double power, double nominalHz, bool tripsOutOfTheWay)
    {
        ControlSettings settings = With(active: true, tripsOutOfTheWay, nominalHz);
        double slowest = 0, matched = 0;
        int runs = 0;
        Dictionary<TripElement, int> by = [];
        foreach ((double activeMismatch, double varMismatch) in Mismatches())
        {
            foreach (ulong seed in Seeds.AsSpan(0, activeMismatch == 0 ? Seeds.Length : 1))
            {
                IslandEnd end = IslandBench.Run(settings, seed, power, activeMismatch, varMismatch);
                Assert.True(end.Seconds <= Islanding.ClearingSeconds, $"P {activeMismatch:+0%;-0%}, Q {varMismatch:+0%;-0%}, seed {seed}: current ended after {end.Seconds} s");
                slowest = Math.Max(slowest, end.Seconds);
                if (activeMismatch == 0 && varMismatch == 0) matched = Math.Max(matched, end.Seconds);
                by[end.Element] = by.GetValueOrDefault(end.Element) + 1;
                runs++;
            }
        }
        output.WriteLine($"P {power} pu, {nominalHz} Hz, trips {(tripsOutOfTheWay ? "out of the way" : "by default")}: {runs} islands, slowest {slowest:0.00} s, matched {matched:0.00} s; by {string.Join(", ", by.Select(b => $"{b.Key} {b.Value}"))}");
        // None: the volt and frequency functions threw the island out of the voltage's range first, where category III ceases.
        if (tripsOutOfTheWay) Assert.Equal(runs, by.GetValueOrDefault(TripElement.Island) + by.GetValueOrDefault(TripElement.None));
        if (tripsOutOfTheWay && power > 0.5) Assert.True(by[TripElement.Island] > 0.9 * runs);
    }

    [Theory]
    [InlineData(0.33)]
    [InlineData(0.66)]
    [InlineData(1)]
    public void R_13_the_liveliest_volt_var_volt_watt_and_droop_do_not_hide_an_island(double power)
    {
        ControlSettings settings = IslandBench.Lively(With(active: true, tripsOutOfTheWay: true));
        double slowest = 0;
        foreach ((double activeMismatch, double varMismatch) in Mismatches())
        {
            IslandEnd end = IslandBench.Run(settings, 1, power, activeMismatch, varMismatch);
            slowest = Math.Max(slowest, end.Seconds);
        }
        output.WriteLine($"P {power} pu: slowest {slowest:0.00} s");
        Assert.InRange(slowest, 0.1, Islanding.ClearingSeconds);
    }

    // The load steps of the standard, and greater ones in both powers together.
    static IEnumerable<(double Active, double Var)> Mismatches()
    {
        for (int percent = -5; percent <= 5; percent++) yield return (0, percent * 0.01);
        foreach (double active in (double[])[-0.1, -0.05, 0.05, 0.1])
            foreach (double var in (double[])[-0.1, -0.05, 0, 0.05, 0.1]) yield return (active, var);
    }

    [Fact]
    public void R_13_without_the_perturbation_a_matched_island_lives_on_and_the_zone_in_which_it_does_is_known()
    {
        ControlSettings settings = With(active: false, tripsOutOfTheWay: false);
        double[] vars = [-0.2, -0.15, -0.12, -0.09, -0.06, -0.03, 0, 0.03, 0.06, 0.09, 0.12, 0.15, 0.2];
        output.WriteLine("Passive detection alone, trips by default, P 1 pu. Seconds until the current ended; . lives on for 2 s.");
        output.WriteLine("Q mismatch  " + string.Concat(vars.Select(v => $"{v,6:+0%;-0%;0%}")));
        foreach (double active in (double[])[-0.4, -0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.5, 1])
        {
            string row = "";
            foreach (double var in vars)
            {
                IslandEnd end = IslandBench.Run(settings, 1, 1, active, var);
                bool seen = end.Seconds <= Islanding.ClearingSeconds;
                row += seen ? $"{end.Seconds,6:0.00}" : "     .";
                // Wide of the zone it must be seen; in its middle it honestly is not.
                if (active == 0 && Math.Abs(var) >= 0.15) Assert.True(seen, $"Q {var:+0%;-0%}: {end}");
                if (active == 0 && var == 0) Assert.False(seen);
            }
            output.WriteLine($"P {active,5:+0%;-0%;0%}     {row}");
        }
    }

    [Theory]
    [InlineData(-0.25, 0.25)]
    [InlineData(0.25, 0.25)]
    public void R_13_a_frequency_that_runs_away_is_seen_without_the_perturbation(double varMismatch, double frequencyLagSeconds)
    {
        // A motor in the load slows what would else be a step.
        IslandEnd end = IslandBench.Run(With(active: false, tripsOutOfTheWay: true), 1, 1, 0, varMismatch, frequencyLagSeconds);
        output.WriteLine($"{end}");
        Assert.Equal(TripElement.Island, end.Element);
        Assert.InRange(end.Seconds, 0.3, Islanding.ClearingSeconds);
    }
}
