using V2G.Control.PowerPath;

namespace V2G.Control.Tests.PowerPath;

public class ProximityWatchTests
{
    const double Dt = 0.001;

    ProximityWatch _proximity;

    void Run(double seconds, double ohms)
    {
        for (int i = 0; i < (int)Math.Round(seconds / Dt); i++) _proximity.Step(ohms, Dt);
    }

    [Theory]
    [InlineData(1500, 13)]
    [InlineData(1100, 13)]
    [InlineData(2460, 13)]
    [InlineData(4500, 13)]
    [InlineData(680, 20)]
    [InlineData(400, 20)]
    [InlineData(936, 20)]
    [InlineData(220, 32)]
    [InlineData(164, 32)]
    [InlineData(308, 32)]
    [InlineData(100, 63)]
    [InlineData(80, 63)]
    [InlineData(140, 63)]
    [InlineData(150, 32)]
    [InlineData(350, 20)]
    [InlineData(1000, 13)]
    [InlineData(4501, 0)]
    [InlineData(double.PositiveInfinity, 0)]
    public void A_resistor_is_a_cable_and_between_two_the_smaller_one(double ohms, double amperes)
    {
        Run(0.03, ohms);
        Assert.Equal((amperes, false), (_proximity.Amperes, _proximity.Fault));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(59)]
    [InlineData(-100)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(double.NaN)]
    public void A_short_circuit_or_nothing_read_is_a_fault_and_bears_nothing(double ohms)
    {
        Run(1, 220);
        Run(0.03, ohms);
        Assert.Equal((0.0, true), (_proximity.Amperes, _proximity.Fault));
        Run(0.03, 220);
        Assert.Equal((32.0, false), (_proximity.Amperes, _proximity.Fault));
    }

    [Fact]
    public void A_contact_that_scrapes_is_waited_for()
    {
        Run(1, double.PositiveInfinity);
        for (int i = 0; i < 20; i++)
        {
            Run(0.01, 100);
            Run(0.01, i % 2 == 0 ? 220 : 0);
        }
        Assert.Equal((0.0, false), (_proximity.Amperes, _proximity.Fault));
        Run(0.021, 220);
        Assert.Equal(32, _proximity.Amperes);
    }
}
