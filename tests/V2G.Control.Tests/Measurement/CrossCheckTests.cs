using V2G.Control.Measurement;

namespace V2G.Control.Tests.Measurement;

public class CrossCheckTests
{
    static readonly Phases NoSecond = new(double.NaN, double.NaN, double.NaN);

    // gain of phase B's sensor; seconds it lasts; what must be said
    [Theory]
    [InlineData(1.000, 60, PlausibilityState.Ok)]
    [InlineData(1.008, 60, PlausibilityState.Ok)]
    [InlineData(1.013, 29, PlausibilityState.Ok)]
    [InlineData(1.013, 31, PlausibilityState.Warn)]
    [InlineData(0.988, 60, PlausibilityState.Warn)]
    [InlineData(1.033, 31, PlausibilityState.Inhibit)]
    [InlineData(0.969, 60, PlausibilityState.Inhibit)]
    [InlineData(0.969, 29, PlausibilityState.Ok)]
    public void R_57_a_drifting_phase_warns_at_1_percent_and_inhibits_at_3_percent_within_a_minute(double gain, double seconds, PlausibilityState expected)
    {
        var check = new CrossCheck(new CrossCheckSettings());
        for (double t = 0; t < seconds; t += 0.2) check.Step(new Phases(1, gain, 1.001), NoSecond, 0.2);
        Assert.Equal(expected, check.State);
        Assert.Equal(expected == PlausibilityState.Ok ? -1 : 1, check.Channel);
        Assert.Equal(expected == PlausibilityState.Ok ? PlausibilitySource.None : PlausibilitySource.OtherPhases, check.Source);
    }

    [Theory]
    [InlineData(1.011, 11, PlausibilityState.Warn)]
    [InlineData(0.968, 11, PlausibilityState.Inhibit)]
    [InlineData(1.05, 9, PlausibilityState.Ok)]
    public void R_57_a_second_meter_is_believed_after_ten_seconds_for_one_phase_too(double gain, double seconds, PlausibilityState expected)
    {
        var check = new CrossCheck(new CrossCheckSettings());
        for (double t = 0; t < seconds; t += 0.2) check.Step(new Phases(gain), new Phases(1), 0.2);
        Assert.Equal(expected, check.State);
    }

    [Fact]
    public void R_57_a_single_phase_sag_that_is_ridden_through_inhibits_nothing()
    {
        var check = new CrossCheck(new CrossCheckSettings());
        for (int k = 0; k < 500; k++)
        {
            bool sag = k is > 100 and < 200;
            check.Step(new Phases(sag ? 0.7 : 1, 1, 1), NoSecond, 0.2);
            Assert.Equal(PlausibilityState.Ok, check.State);
        }
    }

    [Theory]
    [InlineData(1, PlausibilityState.Ok)]
    [InlineData(0.95, PlausibilityState.Inhibit)]
    public void R_57_sags_in_close_order_are_no_broken_sensor_to_a_meter_that_averages_over_a_second(double gain, PlausibilityState expected)
    {
        var check = new CrossCheck(new CrossCheckSettings());
        Queue<double> lastSecond = new(Enumerable.Repeat(1.0, 5));
        double reading = 1;
        PlausibilityState worst = PlausibilityState.Ok;
        for (int k = 0; k < 500; k++)
        {
            double voltage = k % 9 < 3 ? 0.5 : 1;
            lastSecond.Dequeue();
            lastSecond.Enqueue(voltage);
            // A new reading once a second, late by up to a second.
            if (k % 5 == 0) reading = lastSecond.Average();
            check.Step(new Phases(voltage * gain), new Phases(reading), 0.2);
            if (check.State > worst) worst = check.State;
        }
        Assert.Equal(PlausibilityState.Ok, worst);
        for (int k = 0; k < 100; k++) check.Step(new Phases(gain), new Phases(1), 0.2);
        Assert.Equal(expected, check.State);
    }

    [Theory]
    [InlineData(4, PlausibilityState.Warn)]
    [InlineData(2, PlausibilityState.Ok)]
    public void A_deviation_that_hovers_around_its_limit_is_found_and_one_that_shows_now_and_then_is_not(int everyNthIsGood, PlausibilityState expected)
    {
        var check = new CrossCheck(new CrossCheckSettings());
        for (int k = 0; k < 400; k++) check.Step(new Phases(1, k % everyNthIsGood == 0 ? 1.009 : 1.011, 1), NoSecond, 0.2);
        Assert.Equal(expected, check.State);
    }

    [Fact]
    public void A_standing_unbalance_found_at_commissioning_is_no_broken_sensor()
    {
        var check = new CrossCheck(new CrossCheckSettings { Standing = new Phases(0, -0.02, 0) });
        for (int k = 0; k < 500; k++) check.Step(new Phases(1, 0.98, 1), NoSecond, 0.2);
        Assert.Equal(PlausibilityState.Ok, check.State);
    }

    [Fact]
    public void A_sensor_that_recovers_is_trusted_again()
    {
        var check = new CrossCheck(new CrossCheckSettings());
        for (int k = 0; k < 300; k++) check.Step(new Phases(1, 1.04, 1), NoSecond, 0.2);
        Assert.Equal(PlausibilityState.Inhibit, check.State);
        for (int k = 0; k < 300; k++) check.Step(new Phases(1, 1, 1), NoSecond, 0.2);
        Assert.Equal(PlausibilityState.Ok, check.State);
    }
}
