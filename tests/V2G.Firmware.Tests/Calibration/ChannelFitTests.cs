using V2G.Control.Measurement;
using V2G.Firmware.Calibration;

namespace V2G.Firmware.Tests.Calibration;

public class ChannelFitTests
{
    static ChannelFit? Fit(IEnumerable<Reading> readings, out List<string> problems, bool rms = false)
    {
        problems = [];
        return ChannelFit.Of(0, [.. readings], rms, problems);
    }

    [Theory]
    [InlineData(1.013, 0.8)]
    [InlineData(0.9871, -1.7)]
    [InlineData(1.10, 12)]
    public void R_54_a_synthetic_sensor_is_recovered_to_0_05_percent(double gain, double offset)
    {
        // Repeatability of a good multimeter on every reading, of either sign.
        double[] levels = [-300, -277.1, -240, 240, 260, 277.1, 300];
        Reading[] readings = [.. levels.Select((v, i) => new Reading(0, v, gain * v + offset + 0.02 * Math.Sin(1 + 7 * i)))];
        ChannelFit fit = Fit(readings, out _)!;
        foreach (double v in (double[])[-277.1, 120, 277.1])
            Assert.InRange((fit.Calibration.Gain * (gain * v + offset - fit.Calibration.Offset) / v - 1) * 100, -0.05, 0.05);
        Assert.InRange(fit.Calibration.Gain * gain, 0.9995, 1.0005);
        Assert.InRange(fit.Calibration.Offset, offset - 0.05, offset + 0.05);
        Assert.InRange(fit.MaxResidualPercent, 0.001, 0.02);
        Assert.True(fit.RmsResidualPercent <= fit.MaxResidualPercent);
    }

    [Fact]
    public void Rms_readings_give_the_gain_and_no_offset_since_they_hide_it()
    {
        static double Rms(double v) => Math.Sqrt(1.013 * 1.013 * v * v + 0.8 * 0.8);
        ChannelFit fit = Fit([new(0, 208, Rms(208)), new(0, 277, Rms(277))], out _, rms: true)!;
        Assert.Equal(0, fit.Calibration.Offset);
        Assert.InRange(fit.Calibration.Gain * 1.013, 0.9999, 1.0001);
    }

    [Fact]
    public void The_phase_is_the_mean_lag_and_may_cross_180_degrees()
    {
        ChannelFit fit = Fit([new(0, 200, 200, -179.5, 178.5), new(0, 277, 277, 0, -3)], out _)!;
        Assert.Equal(2.5, fit.Calibration.PhaseDegrees, 6);
        Assert.True(fit.PhaseGiven);
    }

    public static TheoryData<double, double, double, double, double, double, string> Refused => new()
    {
        // first reference, measured; second reference, measured; angles of reference and channel; what is said
        { 277, 277, 277, 277, 0, 0, "lie within 0.0 %" },
        { 277, 280, 290, 293, 0, 0, "at least 10 % is needed" },
        { 0, 1, 0, 1, 0, 0, "lie within 0.0 %" },
        { 200, 200, 277, 277, 0, -120, "phases are swapped" },
        { 200, 200, 277, 277, 0, 118, "phases are swapped" },
        { 200, 200, 277, 277, 0, 179, "wrong way round" },
        { 200, 200, 277, 277, 0, 14, "phase -14.0 degrees" },
        { -277, 277, 277, -277, 0, 0, "wrong way round" },
        { 200, 100, 277, 138.5, 0, 0, "gain 2; allowed: 0.8 … 1.25" },
        { 200, 270, 277, 347, 0, 0, "offset 70; allowed" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_is_a_wiring_fault_or_no_basis_is_refused(
        double reference1, double measured1, double reference2, double measured2, double referenceDegrees, double measuredDegrees, string said)
    {
        Reading[] readings = [new(0, reference1, measured1, referenceDegrees, measuredDegrees), new(0, reference2, measured2, referenceDegrees, measuredDegrees)];
        Assert.Null(Fit(readings, out List<string> problems));
        Assert.Contains(said, Assert.Single(problems));
    }

    [Fact]
    public void One_reading_is_refused()
    {
        Assert.Null(Fit([new(0, 277, 277)], out List<string> problems));
        Assert.Contains("at least 2", Assert.Single(problems));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(1)]
    public void The_simulated_boards_sensors_are_found_as_they_were_made(int phases)
    {
        V2G.Control.Settings.SiteSettings site = V2G.Control.Settings.SiteSettings.Default with { PhaseCount = phases, NominalVoltage = phases == 3 ? 480 : 240 };
        SimulatedReadings simulated = new(site, seed: 7);
        List<Reading> readings = simulated.Take();
        for (int c = 0; c < 2 * phases; c++)
        {
            int channel = c < phases ? c : 3 + c - phases;
            List<string> problems = [];
            ChannelFit fit = ChannelFit.Of(channel, [.. readings.Where(r => r.Channel == channel)], false, problems)!;
            double nominal = c < phases ? site.NominalPhaseVoltage : site.RatedVoltAmperes / (phases * site.NominalPhaseVoltage);
            Assert.InRange(fit.Calibration.Gain * simulated.Errors[c].Gain, 0.9998, 1.0002);
            Assert.InRange(fit.Calibration.Offset - simulated.Errors[c].Offset, -0.0005 * nominal, 0.0005 * nominal);
            Assert.InRange(fit.Calibration.PhaseDegrees + simulated.Errors[c].PhaseRadians * 180 / Math.PI, -0.02, 0.02);
        }
    }
}
