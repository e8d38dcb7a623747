using V2G.Control.GridSupport;

namespace V2G.Control.Tests.GridSupport;

public class EnterServiceTests
{
    const double Dt = 0.1;

    static EnterServiceSettings Settings => EnterServiceSettings.Default(60) with { DelaySeconds = 10, RampSeconds = 20 };

    static void Run(ref EnterService service, double seconds, double voltagePu = 1, double hz = 60, bool mayEnter = true)
    {
        for (int k = 0; k < (int)Math.Round(seconds / Dt); k++) service.Step(Settings, mayEnter, 0, 1, voltagePu, voltagePu, hz, Dt);
    }

    [Fact]
    public void Power_waits_for_the_delay_and_rises_by_the_ramp()
    {
        var service = new EnterService();
        Run(ref service, 10 - Dt);
        Assert.Equal(ServiceStage.Delay, service.Stage);
        Assert.False(service.Energised);
        Run(ref service, 0.2);
        Assert.True(service.Energised);
        Run(ref service, 10 - 0.2);
        Assert.InRange(service.Ramped(1), 0.47, 0.51);
        Assert.Equal(0, service.Ramped(-1));
        Run(ref service, 11);
        Assert.Equal(ServiceStage.In, service.Stage);
        Assert.Equal(-1, service.Ramped(-1));
    }

    [Theory]
    [InlineData(0.916, 60, true)]
    [InlineData(1.051, 60, true)]
    [InlineData(1, 59.49, true)]
    [InlineData(1, 60.11, true)]
    [InlineData(double.NaN, 60, true)]
    [InlineData(1, double.NaN, true)]
    [InlineData(1, 60, false)]
    public void Every_excursion_starts_the_delay_anew(double voltagePu, double hz, bool mayEnter)
    {
        var service = new EnterService();
        for (int round = 0; round < 3; round++)
        {
            Run(ref service, 9.8);
            Assert.Equal(ServiceStage.Delay, service.Stage);
            Run(ref service, Dt, voltagePu, hz, mayEnter);
            Assert.Equal(ServiceStage.Out, service.Stage);
            Assert.Equal(0, service.RemainingSeconds(Settings));
        }
        Run(ref service, Dt);
        Assert.Equal(10 - Dt, service.RemainingSeconds(Settings), 1e-9);
        Run(ref service, 9.8);
        Assert.False(service.Energised);
        Run(ref service, 0.4);
        Assert.True(service.Energised);
    }

    [Theory]
    [InlineData(0.917, 60)]
    [InlineData(1.05, 60)]
    [InlineData(1, 59.5)]
    [InlineData(1, 60.1)]
    public void The_ends_of_the_window_belong_to_it(double voltagePu, double hz)
    {
        var service = new EnterService();
        Run(ref service, 1, voltagePu, hz);
        Assert.Equal(ServiceStage.Delay, service.Stage);
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(0.25, 17.5)]
    [InlineData(1, 40)]
    [InlineData(double.NaN, 40)]
    public void A_random_delay_is_drawn_once_and_followed_by_no_ramp(double share, double expectedSeconds)
    {
        EnterServiceSettings s = Settings with { RampSeconds = 0, RandomDelaySeconds = 30 };
        var service = new EnterService();
        int steps = 0;
        while (!service.Energised && steps < 1000)
        {
            // Another number in every step after the first: the first one counts.
            service.Step(s, true, steps == 0 ? share : 0.9, 1, 1, 1, 60, Dt);
            steps++;
        }
        Assert.Equal(expectedSeconds, steps * Dt, Dt + 1e-9);
        Assert.Equal((ServiceStage.In, 1.0), (service.Stage, service.Ramped(1.0)));
    }

    [Fact]
    public void A_demand_that_turns_turns_the_ramp_and_no_power_flows_against_it()
    {
        EnterServiceSettings s = Settings with { DelaySeconds = 0 };
        var service = new EnterService();
        for (int k = 0; k < 100; k++) service.Step(s, true, 0, 1, 1, 1, 60, Dt);
        Assert.Equal(0.5, service.Ramped(1), 1e-9);
        for (int k = 0; k < 50; k++) service.Step(s, true, 0, -1, 1, 1, 60, Dt);
        Assert.Equal(0, service.Ramped(-1), 1e-9);
        for (int k = 0; k < 100; k++) service.Step(s, true, 0, -1, 1, 1, 60, Dt);
        Assert.Equal(-0.25, service.Ramped(-1), 1e-9);
        for (int k = 0; k < 200; k++) service.Step(s, true, 0, -1, 1, 1, 60, Dt);
        Assert.Equal(ServiceStage.In, service.Stage);
    }

    [Theory]
    [InlineData(50, 49.58333, 50.08333)]
    [InlineData(60, 59.5, 60.1)]
    public void The_default_window_scales_with_the_nominal_frequency(double nominal, double min, double max)
    {
        EnterServiceSettings s = EnterServiceSettings.Default(nominal);
        Assert.Equal(min, s.MinFrequencyHz, 1e-4);
        Assert.Equal(max, s.MaxFrequencyHz, 1e-4);
        Assert.Equal((300, 300, 0.917, 1.05), (s.DelaySeconds, s.RampSeconds, s.MinVoltagePu, s.MaxVoltagePu));
    }
}
