using V2G.Control.GridSupport;

namespace V2G.Control.Tests.GridSupport;

public class OpenLoopResponseTests
{
    static OpenLoopResponse FromNothing()
    {
        OpenLoopResponse response = default;
        response.Reset(0);
        return response;
    }

    [Fact]
    public void The_first_input_counts_as_if_it_had_been_there_for_ever()
    {
        OpenLoopResponse lag = default;
        Assert.Equal(0.3, lag.Step(0.3, 5, 0.1));
        Assert.Equal(0.3, lag.Step(0.3, 5, 0.1), 1e-15);
        Assert.InRange(lag.Step(0, 5, 0.1), 0.25, 0.2999);
    }

    // The step of the input lies somewhere between two ticks; the bilinear rule takes it for the middle.
    static double SecondsTo90Percent(double responseSeconds, double dt)
    {
        OpenLoopResponse response = FromNothing();
        double before = 0;
        for (int k = 0; ; k++)
        {
            double now = response.Step(1, responseSeconds, dt);
            if (now >= 0.9) return (k - 0.5 + (0.9 - before) / (now - before)) * dt;
            before = now;
        }
    }

    public static TheoryData<double, double> ResponsesAndSteps()
    {
        TheoryData<double, double> data = [];
        foreach (double response in new[] { 1.0, 2, 5, 10, 30, 90 })
            foreach (double dt in new[] { 0.001, 0.005, 0.02, 0.1, 0.25, 0.5 })
                data.Add(response, dt);
        return data;
    }

    [Theory]
    [MemberData(nameof(ResponsesAndSteps))]
    public void R_18_ninety_percent_of_a_step_is_reached_at_the_response_time_whatever_the_tick(double response, double dt)
    {
        double allowed = 0.01 * response + (dt / response > 0.05 ? 0.1 * dt : 0);
        double seconds = SecondsTo90Percent(response, dt);
        Assert.True(Math.Abs(seconds - response) <= allowed, $"T = {response} s, dt = {dt} s: 90 % after {seconds:F4} s");
    }

    [Theory]
    [InlineData(0.02)]
    [InlineData(0.1)]
    [InlineData(0.5)]
    public void A_coarse_tick_follows_a_slow_change_as_a_fine_one_does(double dt)
    {
        OpenLoopResponse coarse = FromNothing(), fine = FromNothing();
        int per = (int)Math.Round(dt / 0.001);
        for (int k = 1; k <= (int)(40 / dt); k++)
        {
            coarse.Step(Course(k * dt), 5, dt);
            for (int i = 1; i <= per; i++) fine.Step(Course((k - 1) * dt + i * 0.001), 5, 0.001);
            Assert.Equal(fine.Output, coarse.Output, 1e-3);
        }

        static double Course(double t) => 0.44 * Math.Sin(2 * Math.PI * t / 20);
    }

    [Theory]
    [InlineData(1, 0.87, true)]
    [InlineData(1, 0.86, false)]
    [InlineData(0.5, 0.5, true)]
    public void A_response_faster_than_a_tick_can_show_passes_through(double response, double dt, bool through)
    {
        OpenLoopResponse lag = FromNothing();
        Assert.Equal(through, lag.Step(0.44, response, dt) == 0.44);
    }

    [Fact]
    public void Nothing_in_gives_exactly_nothing_out_for_ever()
    {
        var lag = new OpenLoopResponse();
        lag.Reset(0);
        for (int k = 0; k < 100_000; k++) Assert.Equal(0, lag.Step(0, 5, 0.001));
    }

    [Fact]
    public void The_output_never_overshoots_a_step()
    {
        foreach (double dt in new[] { 0.001, 0.1, 0.5, 0.86, 0.87 })
        {
            var lag = new OpenLoopResponse();
            double last = 0;
            for (int k = 0; k < 200; k++)
            {
                double now = lag.Step(1, 1, dt);
                Assert.InRange(now, last, 1 + 1e-12);
                last = now;
            }
        }
    }
}
