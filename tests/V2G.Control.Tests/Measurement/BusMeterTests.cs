using V2G.Control.Measurement;

namespace V2G.Control.Tests.Measurement;

public class BusMeterTests
{
    const long TickNs = 20_000_000;

    static readonly BusMeterSettings _settings = new(new() { NominalVoltage = 400, NominalFrequencyHz = 50, RatedVoltAmperes = 22_000 }, LatencySeconds: 0.06, SilenceSeconds: 0.1);

    readonly BusMeter _meter = new(_settings);
    long _now = 1_000_000_000;

    static MeterReading Nominal => new()
    {
        Volts = new(400 / Math.Sqrt(3), 400 / Math.Sqrt(3), 400 / Math.Sqrt(3)), LineVolts = new(400, 400, 400), Amperes = new(10, 10, 10), ActivePowerWatts = 6600, VarInjected = -2200, FrequencyHz = 50,
    };

    GridMeasurement Take(MeterReading reading, double share = 1)
    {
        reading.TimeNs = _now += TickNs;
        _meter.Take(reading, share);
        return _meter.Latest;
    }

    [Fact]
    public void A_reading_becomes_a_measurement_in_per_unit()
    {
        GridMeasurement m = Take(Nominal);
        Assert.True(m.Valid);
        Assert.Equal(SyncState.Locked, m.Sync);
        Assert.Equal(1, m.VoltagePu.A, 9);
        Assert.Equal(1, m.LineVoltagePu.C, 9);
        Assert.Equal(1, m.PositiveSequencePu, 9);
        Assert.Equal(0, m.NegativeSequenceRatio, 6);
        Assert.Equal(0.3, m.ActivePowerPu, 9);
        Assert.Equal(-0.1, m.VarInjectedPu, 9);
        Assert.Equal(10 / (22_000 / (3 * 400 / Math.Sqrt(3))), m.CurrentPu.B, 9);
        Assert.Equal(0.06, m.VoltageLatencySeconds);
        Assert.True(m.IsUsable(_now + 100_000_000));
        Assert.False(m.IsUsable(_now + 100_000_001));
    }

    [Theory]
    [InlineData(1, 0.9, 1)]
    [InlineData(0.5, 1, 1)]
    [InlineData(1.08, 1.02, 0.97)]
    public void Sequence_components_follow_from_line_voltages_alone(double a, double b, double c)
    {
        // Three phasors 120° apart, and their differences.
        (double X, double Y)[] v = [(a, 0), (-b / 2, -b * Math.Sqrt(0.75)), (-c / 2, c * Math.Sqrt(0.75))];
        double Line(int p, int q) => Math.Sqrt(Math.Pow(v[p].X - v[q].X, 2) + Math.Pow(v[p].Y - v[q].Y, 2)) / Math.Sqrt(3);
        double positive = (a + b + c) / 3;
        // Of these three the negative sequence is (a + α²·b·e^-j120 + α·c·e^j120) / 3.
        double negativeX = (a + b * Math.Cos(2 * Math.PI / 3) + c * Math.Cos(2 * Math.PI / 3)) / 3, negativeY = (b - c) * Math.Sqrt(0.75) / 3;
        MeterReading reading = Nominal;
        double phase = 400 / Math.Sqrt(3);
        reading.Volts = new(a * phase, b * phase, c * phase);
        reading.LineVolts = new(400 * Line(0, 1), 400 * Line(1, 2), 400 * Line(2, 0));
        GridMeasurement told = Take(reading);
        Assert.Equal(positive, told.PositiveSequencePu, 6);
        Assert.Equal(Math.Sqrt(negativeX * negativeX + negativeY * negativeY) / positive, told.NegativeSequenceRatio, 4);
        // A meter that tells no line voltages is taken to have its phases 120° apart, as these are.
        reading.LineVolts = new(double.NaN, double.NaN, double.NaN);
        GridMeasurement derived = Take(reading);
        for (int pair = 0; pair < 3; pair++) Assert.Equal(told.LineVoltagePu[pair], derived.LineVoltagePu[pair], 9);
    }

    [Fact]
    public void A_meter_without_a_neutral_is_enough()
    {
        MeterReading reading = Nominal;
        reading.Volts = new(double.NaN, double.NaN, double.NaN);
        GridMeasurement m = Take(reading);
        Assert.True(m.Valid);
        Assert.Equal(1, m.VoltagePu.Mean, 9);
    }

    [Theory]
    [InlineData(230.9, double.NaN, SyncState.Lost)]
    [InlineData(230.9, 40, SyncState.Lost)]
    [InlineData(230.9, 67, SyncState.Lost)]
    [InlineData(30, double.NaN, SyncState.Coasting)]
    [InlineData(0, 0, SyncState.Coasting)]
    public void A_grid_without_a_frequency_has_no_rhythm_and_one_without_voltage_is_waited_for(double volts, double hertz, SyncState expected)
    {
        Take(Nominal);
        MeterReading reading = Nominal;
        reading.Volts = new(volts, volts, volts);
        reading.LineVolts = new(volts * Math.Sqrt(3), volts * Math.Sqrt(3), volts * Math.Sqrt(3));
        reading.FrequencyHz = hertz;
        GridMeasurement m = Take(reading);
        Assert.Equal(expected, m.Sync);
        Assert.True(m.Valid);
        Assert.Equal(50, m.FrequencyHz);
    }

    [Fact]
    public void A_figure_that_is_missing_and_needed_makes_it_invalid_and_spreads_no_NaN()
    {
        foreach (Action<MeterReading[]> spoil in (Action<MeterReading[]>[])[r => r[0].ActivePowerWatts = double.NaN, r => r[0].VarInjected = double.PositiveInfinity, r => r[0].Volts.B = double.NaN])
        {
            MeterReading[] reading = [Nominal];
            spoil(reading);
            GridMeasurement m = Take(reading[0]);
            Assert.False(m.Valid);
            Assert.True(double.IsFinite(m.ActivePowerPu) && double.IsFinite(m.VarInjectedPu));
        }
        Assert.True(Take(Nominal).Valid);
    }

    [Fact]
    public void The_same_reading_again_is_no_new_one()
    {
        GridMeasurement first = Take(Nominal);
        MeterReading again = Nominal with { TimeNs = _now };
        again.Volts = new(1, 1, 1);
        _meter.Take(again, 1);
        Assert.Equal(first.HalfCycles, _meter.Latest.HalfCycles);
        Assert.Equal(1, _meter.Latest.VoltagePu.A, 9);
    }

    [Fact]
    public void The_slope_of_frequency_is_seen_for_years_on_end()
    {
        // Far into a clock that has run for half a year.
        _now = 15_000_000L * 1_000_000_000;
        double hz = 50;
        for (int i = 0; i < 3 * 50; i++) Take(Nominal with { FrequencyHz = hz += 0.5 * TickNs * 1e-9 });
        Assert.Equal(0.5, _meter.Latest.RocofHzPerSecond, 3);
        // The scale of the slope wraps round after two hours.
        for (int hour = 0; hour < 6; hour++)
        {
            _now += 3600L * 1_000_000_000;
            for (int i = 0; i < 20; i++) Take(Nominal with { FrequencyHz = 50 });
            Assert.Equal(0, _meter.Latest.RocofHzPerSecond, 3);
        }
    }

    [Fact]
    public void Figures_of_200_ms_and_energy_are_means_and_sums_of_readings()
    {
        for (int i = 0; i < 501; i++) Take(Nominal with { ActivePowerWatts = i % 2 == 0 ? 3300 : 9900 });
        ReportBlock r = _meter.Report;
        Assert.True(r.Valid);
        Assert.InRange(r.Sequence, 49, 50);
        Assert.Equal(0.3, r.ActivePowerPu.Mean, 1);
        Assert.Equal(1, r.VoltagePu.B, 9);
        Assert.Equal(Math.Atan2(-0.1, r.ActivePowerPu.Mean) * 180 / Math.PI, r.GeneratorAngleDegrees.A, 6);
        Assert.Equal(6.6 * 10 / 3600, _meter.Energy.ExportedKilowattHours, 4);
        Assert.Equal(2.2 * 10 / 3600, _meter.Energy.AbsorbedKilovarHours, 5);
        // What nobody measured is not counted: a minute of silence is one limit of it.
        _now += 60_000_000_000;
        Take(Nominal);
        Assert.Equal(6.6 * 10.1 / 3600, _meter.Energy.ExportedKilowattHours, 3);
    }

    [Fact]
    public void A_simulated_sag_scales_voltages_and_nothing_that_flows()
    {
        GridMeasurement m = Take(Nominal, 0.94);
        Assert.Equal(0.94, m.VoltagePu.A, 9);
        Assert.Equal(0.94, m.PositiveSequencePu, 9);
        Assert.Equal(0.3, m.ActivePowerPu, 9);
    }
}
