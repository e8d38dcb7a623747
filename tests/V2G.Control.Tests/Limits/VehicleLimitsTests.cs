using V2G.Control.Limits;

namespace V2G.Control.Tests.Limits;

public class VehicleLimitsTests
{
    const double Rated = 22_000;
    const long Second = 1_000_000_000;

    static readonly VehicleLimitSettings Trusting = VehicleLimitSettings.Default;
    static readonly VehicleLimitSettings Restricting =
        VehicleLimitSettings.Default with { UnknownStateOfCharge = UnknownPolicy.Restrict, UnknownTemperature = UnknownPolicy.Restrict };

    static VehicleReport Vehicle => new()
    {
        TimeNs = 10 * Second, Connected = true, Bidirectional = true, MaxChargeWatts = 11_000, MaxDischargeWatts = 22_000, StateOfCharge = 0.5,
    };

    static VehicleLimits Step(in VehicleLimitSettings s, params VehicleReport[] reports)
    {
        var limits = new VehicleLimits();
        foreach (VehicleReport report in reports) limits.Step(s, report, 10 * Second, Rated);
        return limits;
    }

    static uint Bits(params Limiter[] limiters) => limiters.Aggregate(0u, (bits, limiter) => bits | LimiterSet.Bit(limiter));

    static VehicleReport WithSoc(double soc) => Vehicle with { StateOfCharge = soc };

    static VehicleReport WithCelsius(double celsius) => Vehicle with { TemperatureSent = true, BatteryCelsius = celsius };

    static VehicleReport[] All(Func<double, VehicleReport> make, double[] values) => [.. values.Select(make)];

    [Fact]
    public void R_116_the_vehicles_own_limits_rule()
    {
        VehicleLimits limits = Step(Trusting, Vehicle);
        Assert.Equal((1, 0.5), (limits.MaxExportPu, limits.MaxImportPu));
        Assert.Equal((Bits(Limiter.VehicleDischargeLimit), Bits(Limiter.VehicleChargeLimit)), (limits.ExportReasons, limits.ImportReasons));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5000)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_limit_that_is_zero_negative_or_no_number_is_zero_and_never_no_limit(double watts)
    {
        VehicleLimits limits = Step(Trusting, Vehicle with { MaxDischargeWatts = watts, MaxChargeWatts = watts });
        Assert.Equal((0, 0), (limits.MaxExportPu, limits.MaxImportPu));
    }

    [Fact]
    public void R_116_a_limit_that_drops_to_zero_counts_at_once()
    {
        VehicleLimits limits = Step(Trusting, Vehicle, Vehicle with { MaxDischargeWatts = 0 });
        Assert.Equal((0, 0.5), (limits.MaxExportPu, limits.MaxImportPu));
    }

    [Theory]
    [InlineData(1.0, 1)]
    [InlineData(1.001, 0)]
    [InlineData(-0.001, 0)]
    public void R_116_a_report_older_than_a_second_or_from_the_future_is_no_report(double ageSeconds, double export)
    {
        VehicleLimits limits = Step(Trusting, Vehicle with { TimeNs = 10 * Second - (long)(ageSeconds * Second) });
        Assert.Equal(export, limits.MaxExportPu);
        if (export == 0) Assert.Equal((Bits(Limiter.VehicleStale), Bits(Limiter.VehicleStale), 0), (limits.ExportReasons, limits.ImportReasons, limits.MaxImportPu));
    }

    [Fact]
    public void A_vehicle_without_bidirectional_service_still_charges()
    {
        VehicleLimits limits = Step(Trusting, Vehicle with { Bidirectional = false });
        Assert.Equal((0, 0.5, Bits(Limiter.VehicleNotBidirectional)), (limits.MaxExportPu, limits.MaxImportPu, limits.ExportReasons));
    }

    [Theory]
    [InlineData(new[] { 0.21 }, true)]
    [InlineData(new[] { 0.20 }, false)]
    [InlineData(new[] { 0.21, 0.19 }, false)]
    [InlineData(new[] { 0.21, 0.19, 0.21 }, false)]
    [InlineData(new[] { 0.21, 0.19, 0.21, 0.19, 0.229 }, false)]
    [InlineData(new[] { 0.19, 0.231 }, true)]
    [InlineData(new[] { 0.19, double.NaN }, false)]
    [InlineData(new[] { 0.19, double.NaN, 0.21 }, false)]
    [InlineData(new[] { 0.19, 1.27, 0.21 }, false)]
    [InlineData(new[] { 0.19, -0.01, 0.231 }, true)]
    public void R_117_discharge_ends_at_the_floor_and_no_jump_or_gap_toggles_it(double[] stateOfCharge, bool discharges)
    {
        VehicleLimits limits = Step(Trusting, All(WithSoc, stateOfCharge));
        Assert.Equal(discharges ? 1 : 0, limits.MaxExportPu);
        if (!discharges) Assert.Equal(Bits(Limiter.StateOfChargeFloor), limits.ExportReasons);
        Assert.Equal(0.5, limits.MaxImportPu);
    }

    [Theory]
    [InlineData(new[] { 0.899 }, true)]
    [InlineData(new[] { 0.90 }, false)]
    [InlineData(new[] { 0.91, 0.88 }, false)]
    [InlineData(new[] { 0.91, double.NaN, 0.88 }, false)]
    [InlineData(new[] { 0.91, 0.869 }, true)]
    public void R_117_charge_ends_at_the_ceiling_with_the_same_care(double[] stateOfCharge, bool charges)
    {
        VehicleLimits limits = Step(Trusting with { MaxStateOfCharge = 0.90 }, All(WithSoc, stateOfCharge));
        Assert.Equal(charges ? 0.5 : 0, limits.MaxImportPu);
        if (!charges) Assert.Equal(Bits(Limiter.StateOfChargeCeiling), limits.ImportReasons);
        Assert.Equal(1, limits.MaxExportPu);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-0.01)]
    [InlineData(1.01)]
    [InlineData(double.PositiveInfinity)]
    public void R_117_a_missing_or_impossible_state_of_charge_is_a_matter_of_policy(double stateOfCharge)
    {
        Assert.Equal(1, Step(Trusting, WithSoc(stateOfCharge)).MaxExportPu);
        VehicleLimits restricted = Step(Trusting with { UnknownStateOfCharge = UnknownPolicy.Restrict }, WithSoc(stateOfCharge));
        // Restricting is about giving; what a vehicle takes stays its own affair.
        Assert.Equal((0, 0.5, Bits(Limiter.StateOfChargeUnknown)), (restricted.MaxExportPu, restricted.MaxImportPu, restricted.ExportReasons));
    }

    [Theory]
    [InlineData(new[] { 44.9 }, true)]
    [InlineData(new[] { 45.0 }, true)]
    [InlineData(new[] { 45.1 }, false)]
    [InlineData(new[] { 45.1, 44.0 }, false)]
    [InlineData(new[] { 45.1, 42.0 }, false)]
    [InlineData(new[] { 45.1, 41.9 }, true)]
    [InlineData(new[] { 45.1, 41.9, 44.9 }, true)]
    public void R_118_discharge_stops_above_45_degrees_and_resumes_below_42(double[] celsius, bool discharges)
    {
        VehicleLimits limits = Step(Trusting, All(WithCelsius, celsius));
        Assert.Equal(discharges ? 1 : 0, limits.MaxExportPu);
        if (!discharges) Assert.Equal(Bits(Limiter.BatteryHot), limits.ExportReasons);
        Assert.Equal(0.5, limits.MaxImportPu);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void R_118_a_broken_temperature_sensor_restricts_under_both_policies(double celsius)
    {
        foreach (VehicleLimitSettings s in new[] { Trusting, Restricting })
        {
            VehicleLimits limits = Step(s, WithCelsius(celsius));
            Assert.Equal((0, Bits(Limiter.BatteryTemperatureUnknown)), (limits.MaxExportPu, limits.ExportReasons));
        }
    }

    [Fact]
    public void R_118_a_temperature_that_is_not_sent_is_a_matter_of_policy()
    {
        Assert.Equal(1, Step(Trusting, Vehicle).MaxExportPu);
        VehicleLimits restricted = Step(Restricting, Vehicle);
        Assert.Equal((0, Bits(Limiter.BatteryTemperatureUnknown), 0.5), (restricted.MaxExportPu, restricted.ExportReasons, restricted.MaxImportPu));
    }

    [Fact]
    public void R_118_a_hot_battery_that_falls_silent_is_not_taken_for_a_cool_one()
    {
        Assert.Equal(0, Step(Trusting, WithCelsius(46), Vehicle).MaxExportPu);
        Assert.Equal(0, Step(Trusting, WithCelsius(46), Vehicle, WithCelsius(43)).MaxExportPu);
        Assert.Equal(1, Step(Trusting, WithCelsius(46), Vehicle, WithCelsius(41)).MaxExportPu);
    }

    [Fact]
    public void R_119_all_reasons_that_hold_a_limit_at_zero_are_named_and_none_that_left_something()
    {
        VehicleReport worn = WithSoc(0.1) with { Bidirectional = false, TemperatureSent = true, BatteryCelsius = 50, MaxDischargeWatts = 0 };
        Assert.Equal(
            Bits(Limiter.VehicleDischargeLimit, Limiter.VehicleNotBidirectional, Limiter.StateOfChargeFloor, Limiter.BatteryHot),
            Step(Trusting, worn).ExportReasons);
        Assert.Equal(
            Bits(Limiter.VehicleNotBidirectional, Limiter.StateOfChargeFloor), Step(Trusting, WithSoc(0.1) with { Bidirectional = false }).ExportReasons);
    }

    [Fact]
    public void Another_vehicle_starts_without_the_memory_of_the_last()
    {
        VehicleReport gone = default;
        VehicleLimits empty = Step(Trusting, WithSoc(0.1), gone);
        Assert.Equal((0, 0, Bits(Limiter.NoVehicle)), (empty.MaxExportPu, empty.MaxImportPu, empty.ExportReasons));
        Assert.Equal(1, Step(Trusting, WithSoc(0.1), WithCelsius(50), gone, WithSoc(0.21)).MaxExportPu);
    }
}
