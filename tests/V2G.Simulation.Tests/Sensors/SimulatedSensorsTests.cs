using V2G.Simulation.Feeder;
using V2G.Simulation.Sensors;

namespace V2G.Simulation.Tests.Sensors;

public class SimulatedSensorsTests
{
    const long TickNs = 1_000_000;
    const double Volts = 277.128, Amperes = 26.462;

    /// <summary>Samples of a whole run, one list per channel.</summary>
    static List<double>[] Record(SensorSettings settings, PhasePhasors voltage, PhasePhasors current, double seconds,
        GridSource? source = null, int phases = 3, ulong seed = 1)
    {
        source ??= new GridSource();
        var sensors = new SimulatedSensors(settings, phases, Volts, Amperes, TickNs, new SeededRandom(seed));
        var channels = new List<double>[sensors.ChannelCount];
        for (int c = 0; c < channels.Length; c++) channels[c] = [];
        for (long now = TickNs; now <= (long)(seconds * 1e9); now += TickNs)
        {
            source.Advance(now);
            sensors.Sample(now - TickNs, now, source.TickStartRadians, source.TickHz, voltage, current);
            for (int c = 0; c < channels.Length; c++)
                channels[c].AddRange(sensors.Samples.Slice(c * sensors.Count, sensors.Count).ToArray());
        }
        return channels;
    }

    static double Rms(List<double> x) => Math.Sqrt(x.Sum(v => v * v) / x.Count);

    static double Mean2(List<double> x, List<double> y) => x.Zip(y, (a, b) => a * b).Average();

    [Theory]
    [InlineData(4_000)]
    [InlineData(10_000)]
    [InlineData(12_800)]
    [InlineData(51_200)]
    public void Rms_equals_the_phasors_magnitude_at_any_rate(double rate)
    {
        PhasePhasors v = PhasePhasors.Unbalanced(0.7, 1.0, 1.05, 0.2), i = PhasePhasors.Balanced(new Phasor(0.6, -0.3));
        List<double>[] x = Record(new SensorSettings { SampleRateHz = rate }, v, i, 1);
        Assert.Equal(rate, x[0].Count);
        double[] expected = [0.7 * Volts, Volts, 1.05 * Volts];
        for (int p = 0; p < 3; p++)
        {
            Assert.Equal(expected[p], Rms(x[p]), Volts * 1e-9);
            Assert.Equal(Math.Sqrt(0.45) * Amperes, Rms(x[3 + p]), Amperes * 1e-9);
        }
    }

    [Fact]
    public void Mean_of_voltage_times_current_is_the_active_power()
    {
        Phasor v = Phasor.Polar(1.02, 0.1), i = new Phasor(0.6, -0.3) * Phasor.Polar(1, 0.1);
        List<double>[] x = Record(new SensorSettings(), PhasePhasors.Balanced(v), PhasePhasors.Balanced(i), 0.5);
        double watts = Mean2(x[0], x[3]) + Mean2(x[1], x[4]) + Mean2(x[2], x[5]);
        Assert.Equal(3 * 1.02 * 0.6 * Volts * Amperes, watts, 1e-6);
    }

    [Fact]
    public void The_first_sample_stands_where_the_phase_says()
    {
        List<double>[] x = Record(new SensorSettings(), PhasePhasors.Balanced(Phasor.Polar(1, 0.3)), default, 0.002);
        double t = 1e-4;
        Assert.Equal(Math.Sqrt(2) * Volts * Math.Cos(2 * Math.PI * 60 * t + 0.3), x[0][0], 1e-9);
        Assert.Equal(Math.Sqrt(2) * Volts * Math.Cos(2 * Math.PI * 60 * t + 0.3 - 2 * Math.PI / 3), x[1][0], 1e-9);
    }

    [Fact]
    public void Phase_is_continuous_through_a_frequency_ramp()
    {
        var source = new GridSource();
        source.FrequencyHz.RampTo(0.1, 0.5, 57);
        var settings = new SensorSettings { SampleRateHz = 20_000 };
        List<double>[] x = Record(settings, PhasePhasors.Balanced(new Phasor(1, 0)), default, 1, source);
        double peak = Math.Sqrt(2) * Volts, steepest = peak * 2 * Math.PI * 60 / 20_000;
        for (int k = 1; k < x[0].Count; k++) Assert.True(Math.Abs(x[0][k] - x[0][k - 1]) <= steepest * 1.0001, $"sample {k}");
    }

    [Fact]
    public void A_phase_jump_shows_at_once_and_stays()
    {
        GridSource source = new GridSource().AddPhaseJump(0.5, Math.PI / 3);
        List<double>[] jumped = Record(new SensorSettings(), PhasePhasors.Balanced(new Phasor(1, 0)), default, 1, source);
        List<double>[] turned = Record(new SensorSettings(), PhasePhasors.Balanced(Phasor.Polar(1, Math.PI / 3)), default, 1);
        List<double>[] straight = Record(new SensorSettings(), PhasePhasors.Balanced(new Phasor(1, 0)), default, 1);
        for (int k = 0; k < 10_000; k++) Assert.Equal(k < 5_000 ? straight[0][k] : turned[0][k], jumped[0][k], 1e-8);
    }

    [Fact]
    public void Harmonics_add_in_squares_and_carry_their_own_sequence()
    {
        var settings = new SensorSettings { Harmonics = [new(3, 0.04, 0.02), new(5, 0.03, 0.05, 0.7)] };
        List<double>[] x = Record(settings, PhasePhasors.Balanced(new Phasor(1, 0)), PhasePhasors.Balanced(new Phasor(0.5, 0)), 0.5);
        Assert.Equal(Volts * Math.Sqrt(1 + 0.0016 + 0.0009), Rms(x[0]), Volts * 1e-9);
        Assert.Equal(0.5 * Amperes * Math.Sqrt(1 + 0.0004 + 0.0025), Rms(x[3]), Amperes * 1e-9);
        // The third is the same in all phases, everything else cancels in their sum.
        List<double> sum = [.. x[0].Select((a, k) => a + x[1][k] + x[2][k])];
        Assert.Equal(3 * 0.04 * Volts, Rms(sum), Volts * 1e-9);
    }

    [Fact]
    public void Gain_offset_phase_and_noise_are_the_channels_own()
    {
        var settings = new SensorSettings
        {
            Channels = [new() { Gain = 1.02 }, new() { Offset = 5 }, new() { PhaseRadians = 0.1 }, new() { NoiseRms = 0.5 }],
        };
        List<double>[] x = Record(settings, PhasePhasors.Balanced(new Phasor(1, 0)), default, 2);
        Assert.Equal(1.02 * Volts, Rms(x[0]), Volts * 1e-9);
        Assert.Equal(5, x[1].Average(), 1e-9);
        List<double>[] ahead = Record(new(), PhasePhasors.Balanced(Phasor.Polar(1, 0.1)), default, 2);
        Assert.Equal(ahead[2][777], x[2][777], 1e-9);
        Assert.Equal(0.5, Rms(x[3]), 0.01);
        Assert.Equal(0, Rms(x[4]));
    }

    [Fact]
    public void A_converter_rounds_to_its_steps_and_clips_at_its_ends()
    {
        var settings = new SensorSettings { AdcBits = 12, VoltageFullScale = 1.6 };
        List<double>[] x = Record(settings, PhasePhasors.Unbalanced(1, 2, 1), default, 0.2);
        double full = 1.6 * Math.Sqrt(2) * Volts, step = full / 2048;
        Assert.All(x[0], v => Assert.Equal(Math.Round(v / step) * step, v, 1e-9));
        Assert.Equal(-full, x[1].Min(), 1e-9);
        Assert.Equal(full - step, x[1].Max(), 1e-9);
    }

    [Fact]
    public void A_fast_clock_takes_more_samples_each_a_little_early()
    {
        List<double>[] x = Record(new SensorSettings { ClockPpm = 200 }, PhasePhasors.Balanced(new Phasor(1, 0)), default, 10);
        Assert.Equal(100_020, x[0].Count);
        double t = 90_000 / (10_000 * 1.0002);
        Assert.Equal(Math.Sqrt(2) * Volts * Math.Cos(2 * Math.PI * 60 * t), x[0][89_999], 1e-6);
    }

    [Fact]
    public void One_phase_has_two_channels()
    {
        List<double>[] x = Record(new(), PhasePhasors.Balanced(new(0.9, 0)), PhasePhasors.Balanced(new(0.5, 0)), 0.5, phases: 1);
        Assert.Equal(2, x.Length);
        Assert.Equal(0.9 * Volts, Rms(x[0]), 1e-6);
        Assert.Equal(0.5 * Amperes, Rms(x[1]), 1e-6);
    }
}
