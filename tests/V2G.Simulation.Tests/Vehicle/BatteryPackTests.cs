using V2G.Simulation.Vehicle;

namespace V2G.Simulation.Tests.Vehicle;

public class BatteryPackTests
{
    const long TickNs = 10_000_000;

    static BatteryPack Run(BatteryPack pack, double watts, double seconds, long fromNs = 0)
    {
        for (long now = fromNs + TickNs; now <= fromNs + (long)(seconds * 1e9); now += TickNs) pack.Step(watts, now);
        return pack;
    }

    static BatteryPack Pack(double soc = 0.6, double celsius = 25) => new(new BatteryRatings(), soc, celsius, TickNs);

    [Fact]
    public void Charge_leaves_with_the_current()
    {
        BatteryPack pack = Pack();
        double ampereSeconds = 0;
        for (long now = TickNs; now <= 600_000_000_000; now += TickNs)
        {
            pack.Step(15_000, now);
            ampereSeconds += pack.Amperes * 0.01;
        }
        Assert.Equal(0.6 - ampereSeconds / 3600 / 150, pack.StateOfCharge, 1e-9);
        Assert.InRange(0.6 - pack.StateOfCharge, 0.035, 0.05);
    }

    [Theory]
    [InlineData(20_000)]
    [InlineData(-20_000)]
    public void Terminal_power_is_what_was_asked_and_the_resistance_takes_its_share(double watts)
    {
        BatteryPack pack = Run(Pack(), watts, 1);
        Assert.Equal(watts, pack.Volts * pack.Amperes, Math.Abs(watts) * 1e-5);
        Assert.Equal(pack.OpenCircuitVolts - 0.08 * pack.Amperes, pack.Volts, 0.01);
        Assert.Equal(watts > 0, pack.Volts < pack.OpenCircuitVolts);
    }

    [Fact]
    public void More_than_the_battery_can_give_stays_a_number()
    {
        BatteryPack pack = Run(Pack(), 1e9, 0.01);
        Assert.Equal(pack.OpenCircuitVolts / 2, pack.Volts, 1);
    }

    [Theory]
    [InlineData(0.60, 25, 22_000, 22_000)]
    [InlineData(0.90, 25, 11_000, 22_000)]
    [InlineData(1.00, 25, 0, 22_000)]
    [InlineData(0.10, 25, 22_000, 11_000)]
    [InlineData(0.05, 25, 22_000, 0)]
    [InlineData(0.60, -5, 0, 14_666.67)]
    [InlineData(0.60, 50, 11_000, 11_000)]
    [InlineData(0.60, 55, 0, 0)]
    public void Limits_taper_towards_full_empty_cold_and_hot(double soc, double celsius, double charge, double discharge)
    {
        BatteryPack pack = Pack(soc, celsius);
        Assert.Equal(charge, pack.MaxChargeWatts, 0.01);
        Assert.Equal(discharge, pack.MaxDischargeWatts, 0.01);
    }

    [Fact]
    public void Losses_warm_it_with_its_heat_capacity()
    {
        BatteryPack pack = Run(Pack(), -20_000, 60);
        Assert.Equal(25 + pack.Amperes * pack.Amperes * 0.08 * 60 / 350_000, pack.Celsius, 0.001);
    }

    [Fact]
    public void Reports_come_at_their_period_and_tell_the_truth()
    {
        BatteryPack pack = Run(Pack(), 10_000, 0.3);
        Assert.Equal(260_000_000, pack.Report.TimeNs);
        Assert.True(pack.Report.Connected && pack.Report.Bidirectional && pack.Report.TemperatureSent);
        Assert.Equal(pack.StateOfCharge, pack.Report.StateOfCharge, 1e-4);
        Assert.Equal(25, pack.Report.BatteryCelsius, 0.01);
        Assert.Equal(22_000, pack.Report.MaxChargeWatts);
    }

    [Fact]
    public void It_can_lie_about_each_thing()
    {
        BatteryPack pack = Run(Pack(0.21), 0, 1);
        Assert.Equal(0.21, pack.Report.StateOfCharge, 1e-9);
        pack.ReportedSocOffset = -0.02;
        Run(pack, 0, 1, 1_000_000_000);
        Assert.Equal(0.19, pack.Report.StateOfCharge, 1e-9);
        Assert.Equal(0.21, pack.StateOfCharge, 1e-9);

        pack.SocMissing = true;
        pack.SendsTemperature = false;
        Run(pack, 0, 1, 2_000_000_000);
        Assert.True(double.IsNaN(pack.Report.StateOfCharge));
        Assert.False(pack.Report.TemperatureSent);

        pack.SendsTemperature = true;
        pack.SendsNaN = true;
        Run(pack, 0, 1, 3_000_000_000);
        Assert.True(pack.Report.TemperatureSent && double.IsNaN(pack.Report.BatteryCelsius) && double.IsNaN(pack.Report.MaxDischargeWatts));

        long last = pack.Report.TimeNs;
        pack.Stale = true;
        Run(pack, 0, 1, 4_000_000_000);
        Assert.Equal(last, pack.Report.TimeNs);
    }

    [Fact]
    public void Unplugged_it_allows_nothing()
    {
        BatteryPack pack = Pack();
        pack.Connected = false;
        Run(pack, 0, 1);
        Assert.False(pack.Report.Connected || pack.Report.Bidirectional);
        Assert.Equal(0, pack.Report.MaxChargeWatts);
        Assert.Equal(0, pack.Report.MaxDischargeWatts);
    }
}
