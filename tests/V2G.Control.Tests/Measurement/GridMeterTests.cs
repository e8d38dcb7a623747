using V2G.Control.Measurement;
using V2G.Control.Settings;
using V2G.Simulation.Waveforms;

namespace V2G.Control.Tests.Measurement;

public class GridMeterTests(ITestOutputHelper output)
{
    static readonly Tone[] Tones = [new(3, 0.05, 40), new(5, 0.07, 170), new(7, 0.04, 80), new(11, 0.03, 10), new(40, 0.01, 70), new(50, 0.005)];

    static readonly TestSignal Busy = new()
    {
        FrequencyHz = 59.8,
        VoltageTones = Tones,
        CurrentTones = Tones,
        NoisePu = 0.01,
        Events = [new SignalEvent(0.3) { JumpDegrees = 25 }, new SignalEvent(0.5) { VoltagePu = (0, 0.4, 0) }, new SignalEvent(0.7) { VoltagePu = (1, 1, 1), HzPerSecond = 2 }],
    };

    [Theory]
    [InlineData(600)]
    [InlineData(7680)]
    public void The_same_signal_gives_the_same_bits_whatever_the_block_size(double rateHz)
    {
        int samples = (int)rateHz;
        var all = new double[6 * samples];
        new SignalSource(Busy, rateHz).Fill(all, samples);
        var expected = Run(all, samples, rateHz, 1);
        foreach (int size in new[] { 7, 16, 1000, samples })
        {
            GridMeter actual = Run(all, samples, rateHz, size);
            Assert.Equal(Bits(expected.Latest), Bits(actual.Latest));
            Assert.Equal(expected.Report.VarInjectedPu.B, actual.Report.VarInjectedPu.B);
            Assert.Equal(expected.Report.FrequencyHz, actual.Report.FrequencyHz);
            Assert.Equal(expected.HarmonicsFinished, actual.HarmonicsFinished);
            Assert.Equal(expected.Energy.ExportedKilowattHours, actual.Energy.ExportedKilowattHours);
            for (int channel = 0; channel < 6; channel++) Assert.True(expected.Harmonics(channel).SequenceEqual(actual.Harmonics(channel)));
        }
    }

    static (long, SyncState, double, double, double, double, double, double, double) Bits(in GridMeasurement m) =>
        (m.HalfCycles, m.Sync, m.FrequencyHz, m.PhaseRadians, m.VoltagePu.A, m.LineVoltagePu.B, m.ActivePowerPu, m.RocofHzPerSecond, m.PhaseJumpRadians);

    static GridMeter Run(double[] all, int samples, double rateHz, int size)
    {
        var meter = new GridMeter(new MeterSettings { RatedVoltAmperes = 11_000 });
        var block = new double[6 * size];
        for (int from = 0; from < samples; from += size)
        {
            int count = Math.Min(size, samples - from);
            for (int channel = 0; channel < 6; channel++) Array.Copy(all, channel * samples + from, block, channel * count, count);
            meter.Process(new SampleBlock { EndTimeNs = (long)((from + count) / rateHz * 1e9), SampleRateHz = rateHz, Count = count, Samples = block });
        }
        return meter;
    }

    [Fact]
    public void Garbage_of_any_size_and_rate_neither_throws_nor_leaves_a_number_that_is_none()
    {
        var noise = new WhiteNoise(91);
        double[] odd = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, double.Epsilon, -0.0, 1e9];
        double[] rates = [600, 601, 777.7, 2400, 7680, 32000, 50000, 0, -1, double.NaN, double.PositiveInfinity, 599, 1e9];
        foreach (int phases in new[] { 1, 3 })
        {
            foreach (bool current in new[] { true, false })
            {
                var meter = new GridMeter(new MeterSettings { PhaseCount = phases, HasCurrent = current, NominalVoltage = 240 });
                double rate = 2400;
                for (int k = 0; k < 1500; k++)
                {
                    if (noise.NextUniform() < 0.1) rate = rates[(int)(noise.NextBits() % (ulong)rates.Length)];
                    int count = (int)(noise.NextBits() % (noise.NextUniform() < 0.02 ? 5001UL : 40UL));
                    var samples = new double[meter.Settings.ChannelCount * count];
                    double wild = noise.NextUniform() < 0.3 ? 0.05 : 0, scale = noise.NextUniform() < 0.1 ? 1e7 : 300;
                    for (int i = 0; i < samples.Length; i++)
                        samples[i] = noise.NextUniform() < wild ? odd[noise.NextBits() % (ulong)odd.Length] : scale * noise.Next();
                    int said = noise.NextUniform() < 0.02 ? count + 1 : count;
                    meter.Process(new SampleBlock { EndTimeNs = k, SampleRateHz = rate, Count = said, Samples = samples });
                    if (noise.NextUniform() < 0.002) meter.Reset();
                    AssertFinite(meter);
                }
            }
        }
    }

    static void AssertFinite(GridMeter meter)
    {
        ref readonly GridMeasurement m = ref meter.Latest;
        double sum = m.VoltagePu.A + m.VoltagePu.B + m.VoltagePu.C + m.LineVoltagePu.A + m.LineVoltagePu.B + m.LineVoltagePu.C + m.CurrentPu.A
            + m.FrequencyHz + m.RocofHzPerSecond + m.PhaseRadians + m.PhaseJumpRadians + m.PositiveSequencePu + m.NegativeSequenceRatio
            + m.ActivePowerPu + m.VarInjectedPu + m.ApparentPowerPu + m.VoltageLatencySeconds + m.FrequencyLatencySeconds;
        ref readonly ReportBlock r = ref meter.Report;
        sum += r.FrequencyHz + r.VoltageFundamentalPu.A + r.VoltagePu.A + r.PowerFactor + r.GeneratorAngleDegrees.A + r.LoadAngleDegrees.A + r.ZeroSequenceRatio
            + r.PositiveSequencePu + r.VoltageThd.A + r.CurrentDcPu.A;
        for (int channel = 0; channel < meter.Settings.ChannelCount; channel++)
            foreach (double order in meter.Harmonics(channel)) sum += order;
        sum += meter.Energy.ExportedKilowattHours + meter.Energy.AbsorbedKilovarHours;
        Assert.True(double.IsFinite(sum));
    }

    [Fact]
    public void Once_running_nothing_is_allocated()
    {
        var bench = new MeterBench(Busy, 32000);
        var block = new double[6 * 16];
        bench.RunUntil(0.2);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int k = 0; k < 4000; k++)
        {
            bench.Source.Fill(block, 16);
            bench.Meter.Process(new SampleBlock { EndTimeNs = k, SampleRateHz = 32000, Count = 16, Samples = block });
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData(600)]
    [InlineData(2400)]
    [InlineData(7680)]
    [InlineData(16000)]
    public void Harmonics_are_found_as_far_as_the_rate_allows_and_THD_with_them(double rateHz)
    {
        var bench = new MeterBench(new TestSignal { FrequencyHz = 59.7, VoltageTones = Tones, CurrentTones = Tones, DirectPu = 0.01 }, rateHz);
        bench.RunUntil(3.5);
        Assert.True(bench.Meter.HarmonicsFinished >= 6);
        double worst = 0, square = 0;
        int highest = Math.Min(50, (int)(0.4 * rateHz / 59.7));
        for (int order = 2; order <= 50; order++)
        {
            double truth = Tones.Where(t => t.Multiple == order && order <= highest).Sum(t => t.Share);
            square += truth * truth;
            for (int channel = 0; channel < 6; channel++)
                worst = Math.Max(worst, Math.Abs(bench.Meter.Harmonics(channel)[order] - truth * (channel < 3 ? 1 : 0.8)));
        }
        output.WriteLine($"{rateHz} Hz: orders within {worst * 100:0.0000} % of nominal, THD {bench.Meter.Thd(1):0.00000} of {Math.Sqrt(square):0.00000}");
        Assert.True(worst < 1e-3, $"off by {worst}");
        Assert.Equal(Math.Sqrt(square), bench.Meter.Thd(1), 1e-3);
        Assert.Equal(0.01, bench.Meter.Harmonics(4)[0], 1e-4);
    }

    [Theory]
    [InlineData(1, 60.0, 600)]
    [InlineData(3, 60.0, 7680)]
    [InlineData(3, 57.0, 2400)]
    [InlineData(1, 62.0, 16000)]
    public void R_109_a_calibrated_meter_undoes_gain_offset_and_delay_of_its_sensors(int phases, double hz, double rateHz)
    {
        SensorError[] sensors = [new(1.013, 0.8, 0.9), new(0.991, -1.1, 0.4), new(1.002, 0.3, 1.3), new(1.05, 0.02, 0.2), new(0.97, -0.03, 0.7), new(1.01, 0.05, 0.1)];
        var signal = new TestSignal { Phases = phases, FrequencyHz = hz, Sensors = phases == 3 ? sensors : [sensors[0], sensors[3]], CurrentLagDegrees = 75 };
        ChannelCalibration Calibrated(int k) => new(sensors[k].Gain, sensors[k].Offset, sensors[k].LagDegrees);
        var bench = new MeterBench(signal, rateHz, s => s with
        {
            Calibration = new CalibrationSet(Calibrated(0), Calibrated(1), Calibrated(2), Calibrated(3), Calibrated(4), Calibrated(5)),
        });
        bench.RunUntil(0.8);
        ReportBlock r = bench.Meter.Report;
        for (int phase = 0; phase < phases; phase++)
        {
            Assert.Equal(1, r.VoltagePu[phase], 1e-4);
            Assert.Equal(0.8, r.CurrentPu[phase], 1e-4);
            Assert.Equal(0, r.VoltageDcPu[phase], 1e-4);
            Assert.Equal(75, r.GeneratorAngleDegrees[phase], 0.01);
            Assert.Equal(-105, r.LoadAngleDegrees[phase], 0.01);
            Assert.Equal(0.8 * Math.Sin(75 * Math.PI / 180), r.VarInjectedPu[phase], 1e-4);
            Assert.Equal(0.8 * Math.Cos(75 * Math.PI / 180), r.ActivePowerPu[phase], 1e-4);
        }
        Assert.Equal(Math.Cos(75 * Math.PI / 180), r.PowerFactor, 1e-4);
    }

    [Theory]
    [InlineData(30, 1, 1)]
    [InlineData(-30, 1, -1)]
    [InlineData(150, -1, 1)]
    [InlineData(-150, -1, -1)]
    public void Signs_are_those_of_a_generator(double lagDegrees, int watts, int vars)
    {
        var bench = new MeterBench(new TestSignal { CurrentLagDegrees = lagDegrees }, 2400);
        bench.RunUntil(1.0);
        GridMeasurement m = bench.Meter.Latest;
        Assert.Equal(watts * 0.8 * Math.Sqrt(0.75), m.ActivePowerPu, 1e-6);
        Assert.Equal(vars * 0.4, m.VarInjectedPu, 1e-6);
        EnergyCounters e = bench.Meter.Energy;
        double hours = 1.0 / 3600, kilowatts = bench.Meter.Settings.RatedVoltAmperes / 1000;
        Assert.Equal(kilowatts * 0.8 * Math.Sqrt(0.75) * hours, watts > 0 ? e.ExportedKilowattHours : e.ImportedKilowattHours, kilowatts * 0.1 * hours);
        Assert.Equal(0, watts > 0 ? e.ImportedKilowattHours : e.ExportedKilowattHours);
        Assert.True((vars > 0 ? e.InjectedKilovarHours : e.AbsorbedKilovarHours) > 0);
        Assert.Equal(0, vars > 0 ? e.AbsorbedKilovarHours : e.InjectedKilovarHours);
    }

    [Fact]
    public void Unbalance_is_split_into_its_sequences()
    {
        var bench = new MeterBench(new TestSignal { VoltagePu = (1, 0.9, 1), SkewDegrees = (0, 0, 0) }, 7680);
        bench.RunUntil(0.6);
        // A magnitude lost on one phase is shared evenly by the three sequences.
        Assert.Equal(2.9 / 3, bench.Meter.Report.PositiveSequencePu, 1e-6);
        Assert.Equal(0.1 / 2.9, bench.Meter.Report.NegativeSequenceRatio, 1e-6);
        Assert.Equal(0.1 / 2.9, bench.Meter.Report.ZeroSequenceRatio, 1e-6);
        Assert.Equal(0.1 / 2.9, bench.Meter.Latest.NegativeSequenceRatio, 1e-6);
    }

    [Fact]
    public void Reversed_phase_order_is_told_and_everything_else_is_measured_as_usual()
    {
        var bench = new MeterBench(new TestSignal { ReversedOrder = true }, 2400);
        bench.RunUntil(0.5);
        Assert.True(bench.Meter.Latest.PhaseOrderReversed);
        Assert.Equal(1, bench.Meter.Latest.PositiveSequencePu, 1e-6);
        Assert.Equal(60, bench.Meter.Latest.FrequencyHz, 1e-4);
    }

    [Fact]
    public void A_bad_sample_makes_the_figures_invalid_until_a_clean_cycle_has_passed()
    {
        var bench = new MeterBench(new TestSignal(), 2400);
        bench.RunUntil(0.3);
        Assert.True(bench.Meter.Latest.Valid);
        var block = new double[6];
        bench.Source.Fill(block, 1);
        block[4] = double.NaN;
        bench.Meter.Process(new SampleBlock { EndTimeNs = 1, SampleRateHz = 2400, Count = 1, Samples = block });
        double bad = bench.Now, firstInvalid = double.NaN, lastInvalid = 0;
        bench.RunUntil(0.6, () =>
        {
            Assert.NotEqual(SyncState.Lost, bench.Meter.Latest.Sync);
            if (bench.Meter.Latest.Valid) return;
            if (double.IsNaN(firstInvalid)) firstInvalid = bench.Now;
            lastInvalid = bench.Now;
        });
        Assert.True(firstInvalid - bad < 0.012);
        Assert.True(lastInvalid - bad is > 1 / 60.0 and < 2.2 / 60);
        Assert.True(bench.Meter.Latest.Valid);
        Assert.Equal(60, bench.Meter.Latest.FrequencyHz, 1e-3);
    }

    [Fact]
    public void A_change_of_rate_costs_a_cycle_of_validity_but_not_the_rhythm()
    {
        var meter = new GridMeter(new MeterSettings());
        var signal = new TestSignal();
        var block = new double[6 * 16];
        double seconds = 0;
        long refreshed = 0, invalid = 0;
        foreach (double rate in new[] { 800.0, 16000, 2400, 32000 })
        {
            var source = new SignalSource(signal with { StartDegrees = 17 + seconds * 60 * 360 }, rate);
            for (int k = 0; k < rate / 16; k++)
            {
                source.Fill(block, 16);
                meter.Process(new SampleBlock { EndTimeNs = (long)((seconds + source.Number / rate) * 1e9), SampleRateHz = rate, Count = 16, Samples = block });
                if (seconds == 0) continue;
                Assert.True(meter.Latest.Sync is SyncState.Locked or SyncState.Coasting, $"{meter.Latest.Sync} at {rate} Hz");
                Assert.Equal(60, meter.Latest.FrequencyHz, 0.02);
                if (meter.Latest.HalfCycles == refreshed) continue;
                refreshed = meter.Latest.HalfCycles;
                if (!meter.Latest.Valid) invalid++;
                else Assert.Equal(1, meter.Latest.VoltagePu.B, 0.002);
            }
            seconds += 1;
        }
        Assert.True(invalid is > 2 and < 12, $"{invalid} half cycles");
    }

    [Fact]
    public void Recordings_without_current_are_measured_too()
    {
        var bench = new MeterBench(new TestSignal { HasCurrent = false }, 7680);
        bench.RunUntil(0.5);
        Assert.Equal(1, bench.Meter.Report.VoltageFundamentalPu.C, 1e-6);
        Assert.Equal(0, bench.Meter.Latest.ActivePowerPu);
        Assert.Equal(0, bench.Meter.Report.PowerFactor);
    }

    [Fact]
    public void A_reporting_block_that_began_before_the_lock_is_not_valid_and_the_next_one_is()
    {
        var bench = new MeterBench(new TestSignal(), 7680);
        bench.RunUntil(0.3);
        Assert.Equal(1, bench.Meter.Report.Sequence);
        Assert.False(bench.Meter.Report.Valid);
        bench.RunUntil(0.5);
        Assert.Equal(2, bench.Meter.Report.Sequence);
        Assert.True(bench.Meter.Report.Valid);
    }

    // Trip timers subtract the stated latency: it must never be too short, and only a little too long.
    [Theory]
    [InlineData(600)]
    [InlineData(7680)]
    public void A_step_has_shown_itself_within_the_stated_latency_wherever_in_the_cycle_it_falls(double rateHz)
    {
        double voltage = 0, frequency = 0, statedVoltage = 0, statedFrequency = 0;
        for (int part = 0; part < 8; part++)
        {
            double at = 0.4 + part / 480.0;
            foreach (double pu in new[] { 0.8, 0.4, 1.21 })
            {
                var bench = new MeterBench(new TestSignal { Events = [new(at) { VoltagePu = (pu, pu, pu) }] }, rateHz);
                voltage = Math.Max(voltage, Shown(bench, at, () => (bench.Meter.Latest.VoltagePu.A - 1) / (pu - 1)));
                statedVoltage = bench.Meter.Latest.VoltageLatencySeconds;
            }
            foreach (double hertz in new[] { 59.0, 62.05, 64.0, 56.4, 55.0 })
            {
                var bench = new MeterBench(new TestSignal { Events = [new(at) { FrequencyHz = hertz }] }, rateHz);
                frequency = Math.Max(frequency, Shown(bench, at, () => (bench.Meter.Latest.FrequencyHz - 60) / (hertz - 60)));
                statedFrequency = bench.Meter.Latest.FrequencyLatencySeconds;
            }
        }
        output.WriteLine($"{rateHz} Hz: voltage {voltage * 1e3:0.0} ms (stated {statedVoltage * 1e3:0.0}), frequency {frequency * 1e3:0.0} ms (stated {statedFrequency * 1e3:0.0})");
        Assert.InRange(statedVoltage, voltage, voltage + 0.005);
        Assert.InRange(statedFrequency, frequency, frequency + 0.020);
    }

    // When 97 % of a step have shown, s after it.
    static double Shown(MeterBench bench, double at, Func<double> share)
    {
        double shown = double.NaN;
        bench.RunUntil(at + 0.3, () => { if (double.IsNaN(shown) && bench.Now > at && share() >= 0.97) shown = bench.Now - at; });
        return shown;
    }

    [Fact]
    public void Ramps_show_in_the_rate_of_change_of_frequency()
    {
        var bench = new MeterBench(new TestSignal { FrequencyHz = 58, HzPerSecond = 3, NoisePu = 0.001 }, 2400);
        bench.RunUntil(1.0);
        Assert.Equal(3, bench.Meter.Latest.RocofHzPerSecond, 0.1);
    }

    [Fact]
    public void Settings_that_no_meter_can_work_with_are_refused_by_name()
    {
        var check = new SettingCheck();
        new MeterSettings
        {
            PhaseCount = 2,
            NominalFrequencyHz = 55,
            NominalVoltage = 12,
            RatedVoltAmperes = double.NaN,
            Calibration = CalibrationSet.Identity with { CurrentB = default },
        }.Check(check);
        Assert.Equal(["meter.phases", "meter.frequency", "meter.voltage", "meter.rating", "meter.calibration.ib.gain"], check.Refusals.Select(r => r.Key));
    }

    [Fact]
    public void Stored_energy_is_restored_and_counted_on()
    {
        var counters = new EnergyCounters();
        counters.Restore(1234.5, 0.25, double.NaN, -1);
        for (int k = 0; k < 3600 * 120; k++) counters.Add(-10_000.0 / 3, 5000, 1.0 / 120);
        Assert.Equal(1234.5, counters.ExportedKilowattHours, 1e-9);
        Assert.Equal(0.25 + 10.0 / 3, counters.ImportedKilowattHours, 1e-8);
        Assert.Equal(5, counters.InjectedKilovarHours, 1e-8);
        Assert.Equal(0, counters.AbsorbedKilovarHours);
    }
}
