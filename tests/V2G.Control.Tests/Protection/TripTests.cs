using V2G.Control.Protection;
using V2G.Control.Settings;
using static V2G.Control.Protection.TripElement;
using static V2G.Control.Settings.AbnormalCategory;

namespace V2G.Control.Tests.Protection;

public class TripTests
{
    // IEEE 1547-2018 Tables 11, 12, 13 and 18 (60 Hz): element, category, threshold, clearing time.
    public static TheoryData<AbnormalCategory, TripElement, double, double> VoltageElements() => new()
    {
        { I, Ov2, 1.20, 0.16 }, { I, Ov1, 1.10, 2 }, { I, Uv1, 0.70, 2 }, { I, Uv2, 0.45, 0.16 },
        { II, Ov2, 1.20, 0.16 }, { II, Ov1, 1.10, 2 }, { II, Uv1, 0.70, 10 }, { II, Uv2, 0.45, 0.16 },
        { III, Ov2, 1.20, 0.16 }, { III, Ov1, 1.10, 13 }, { III, Uv1, 0.88, 21 }, { III, Uv2, 0.50, 2 },
    };

    public static TheoryData<double, TripElement, double, double> FrequencyElements() => new()
    {
        { 60, Of2, 62.0, 0.16 }, { 60, Of1, 61.2, 300 }, { 60, Uf1, 58.5, 300 }, { 60, Uf2, 56.5, 0.16 },
        { 50, Of2, 51.6667, 0.16 }, { 50, Of1, 51.0, 300 }, { 50, Uf1, 48.75, 300 }, { 50, Uf2, 47.0833, 0.16 },
    };

    static bool Over(TripElement element) => element is Ov1 or Ov2 or Of1 or Of2;

    /// <summary>Seconds from the first tick that shows the condition to the tick that trips; NaN for never.</summary>
    static (double Seconds, TripElement Element) TimeToTrip(Func<double, double, TripElement> step, double value, double dt, double forSeconds)
    {
        for (long k = 0; k * dt <= forSeconds; k++)
        {
            TripElement element = step(value, dt);
            if (element != None) return (k * dt, element);
        }
        return (double.NaN, None);
    }

    static Func<double, double, TripElement> VoltageOf(AbnormalCategory category, double margin)
    {
        var trip = new VoltageTrip();
        VoltageTripSettings s = VoltageTripSettings.Default(category);
        return (v, dt) => trip.Step(s, v, v, margin, dt);
    }

    static Func<double, double, TripElement> FrequencyOf(double nominal, double margin)
    {
        var trip = new FrequencyTrip();
        FrequencyTripSettings s = FrequencyTripSettings.Default(nominal);
        return (f, dt) => trip.Step(s, f, margin, dt);
    }

    static void ClearsInTime(Func<double, Func<double, double, TripElement>> make, TripElement element, double beyond, double clearing)
    {
        // Ticks that do not divide the time are what shows whether the last one is waited for in vain.
        foreach (double dt in clearing > 100 ? [0.01, 0.07] : new[] { 0.001, 0.0007, 0.003, 0.0083 })
        {
            foreach (double margin in new[] { 0, 0.0304 })
            {
                (double seconds, TripElement tripped) = TimeToTrip(make(margin), beyond, dt, clearing + 1);
                Assert.Equal(element, tripped);
                Assert.True(seconds + margin <= clearing + 1e-6, $"{element}: cleared after {seconds + margin} s, dt {dt} s");
                Assert.True(seconds + margin >= clearing - dt - 1e-6, $"{element}: cleared after only {seconds + margin} s, dt {dt} s");
            }
        }
    }

    [Theory]
    [MemberData(nameof(VoltageElements))]
    public void A_voltage_just_beyond_trips_within_its_clearing_time_and_no_more_than_a_tick_before(
        AbnormalCategory category, TripElement element, double threshold, double clearing) =>
        ClearsInTime(margin => VoltageOf(category, margin), element, threshold + (Over(element) ? 0.0001 : -0.0001), clearing);

    [Theory]
    [MemberData(nameof(FrequencyElements))]
    public void A_frequency_just_beyond_trips_within_its_clearing_time_and_no_more_than_a_tick_before(
        double nominal, TripElement element, double threshold, double clearing) =>
        ClearsInTime(margin => FrequencyOf(nominal, margin), element, threshold + (Over(element) ? 0.001 : -0.001), clearing);

    [Theory]
    [MemberData(nameof(VoltageElements))]
    public void A_voltage_just_inside_never_trips_this_element(AbnormalCategory category, TripElement element, double threshold, double clearing)
    {
        double inside = threshold + (Over(element) ? -0.0001 : 0.0001);
        (_, TripElement tripped) = TimeToTrip(VoltageOf(category, 0.03), inside, 0.01, Math.Max(60, 3 * clearing));
        // The inner element of the same side has the say there, if any.
        Assert.Equal(element switch { Ov2 => Ov1, Uv2 => Uv1, _ => None }, tripped);
    }

    [Theory]
    [MemberData(nameof(FrequencyElements))]
    public void A_frequency_just_inside_never_trips_this_element(double nominal, TripElement element, double threshold, double clearing)
    {
        double inside = threshold + (Over(element) ? -0.001 : 0.001);
        (_, TripElement tripped) = TimeToTrip(FrequencyOf(nominal, 0.03), inside, 0.05, Math.Max(1000, 3 * clearing));
        Assert.Equal(element switch { Of2 => Of1, Uf2 => Uf1, _ => None }, tripped);
    }

    [Fact]
    public void A_return_of_one_tick_starts_the_timer_anew()
    {
        Func<double, double, TripElement> step = VoltageOf(III, 0);
        for (int round = 0; round < 20; round++)
        {
            for (int k = 0; k < 1990; k++) Assert.Equal(None, step(0.49, 0.001));
            Assert.Equal(None, step(0.89, 0.001));
        }
    }

    [Fact]
    public void The_most_severe_of_the_elements_that_trip_together_is_reported()
    {
        var trip = new VoltageTrip();
        // Both undervoltage elements have the same time in category I when UV1 is made as fast as UV2 allows.
        VoltageTripSettings s = VoltageTripSettings.Default(I) with { Uv1Seconds = 2, Uv2Seconds = 2, Ov1Seconds = 2 };
        TripElement element = None;
        for (int k = 0; k <= 2000 && element == None; k++) element = trip.Step(s, 0.3, 1.15, 0, 0.001);
        Assert.Equal(Ov1, element);
        trip.Reset();
        VoltageTripSettings fast = s with { Ov1Seconds = 0.16 };
        for (element = None; element == None;) element = trip.Step(fast, 0.3, 1.3, 0, 0.001);
        Assert.Equal(Ov2, element);
        trip.Reset();
        for (element = None; element == None;) element = trip.Step(s, 0.3, 1, 0, 0.001);
        Assert.Equal(Uv2, element);
    }

    [Fact]
    public void A_margin_longer_than_the_clearing_time_trips_at_once() =>
        Assert.Equal(Ov2, VoltageOf(III, 0.2)(1.3, 0.001));

    [Fact]
    public void What_is_no_number_trips_nothing_since_other_reactions_wait_for_it() =>
        Assert.True(double.IsNaN(TimeToTrip(VoltageOf(III, 0.03), double.NaN, 0.01, 60).Seconds));
}
