using V2G.Control;
using V2G.Control.Measurement;
using V2G.Control.Protection;
using V2G.Control.Settings;
using V2G.Firmware.Configuration;
using V2G.Firmware.Inverters;
using V2G.Firmware.Meters;
using V2G.Firmware.Run;
using V2G.Firmware.Verbs;
using V2G.Linux.Devices;

namespace V2G.Firmware.Tests.Run;

/// <summary>The controller on the samples of a converter of the kernel's.</summary>
public sealed class SensedRunTests : IDisposable
{
    const long TickNs = 1_000_000;

    FakeConverter _converter = new();
    SensedRun? _run;

    SensedRun Run(CalibrationSet? calibration, BoardSettings? board = null, ControlSettings? settings = null, IInverterDriver? inverter = null, IMeterDriver? second = null) =>
        _run = new(settings ?? ControlSettings.Default(), board ?? FakeConverter.Board, calibration, _converter.Sysfs, _converter.Devices, () => _converter.NowNs, inverter, second);

    SensedRun Calibrated() => Run(CalibrationSet.Identity);

    void Ticks(int count)
    {
        for (int n = 0; n < count; n++)
        {
            _converter.Advance(TickNs);
            _run!.Tick();
        }
    }

    /// <summary>A meter that says what it is told to, twice a second.</summary>
    sealed class ToldMeter : IMeterDriver
    {
        long _saidNs;

        public double Volts { get; set; } = 480 / Math.Sqrt(3);

        public bool Silent { get; set; }

        public string Name => "told";

        public void Take(long nowNs, ref MeterReading reading, ref ControlBusReport bus)
        {
            if (Silent || nowNs - _saidNs < 500_000_000) return;
            reading.TimeNs = _saidNs = nowNs;
            reading.Volts = new(Volts, Volts, Volts);
        }

        public void Dispose()
        {
        }
    }

    [Fact]
    public void R_57_a_second_meter_on_a_bus_is_believed_after_ten_seconds_and_its_silence_is_a_warning_only()
    {
        ToldMeter meter = new();
        SensedRun run = Run(CalibrationSet.Identity, FakeConverter.Board with { MeterDriver = "can" }, second: meter);
        Ticks(12_000);
        Assert.False(Implausible);
        ControllerImage image = default;
        run.Describe(ref image);
        Assert.Equal("told", StatusVerbs.Report(image).Meter!.Driver);
        meter.Silent = true;
        Ticks(2600);
        Assert.True(run.Loop.State.Faults.IsPresent(FaultCode.SecondMeterSilent));
        Assert.Equal(Inhibits.NoInverter, run.Loop.State.Inhibits);
        meter.Silent = false;
        meter.Volts *= 1.05;
        Ticks(1000);
        Assert.False(run.Loop.State.Faults.IsShown(FaultCode.SecondMeterSilent));
        Assert.False(Implausible);
        Ticks(11_000);
        Assert.True(Implausible);
        Assert.False(run.Loop.State.Faults.IsPresent(FaultCode.CommunicationTimeout));
    }

    bool Implausible => _run!.Loop.State.Faults.IsPresent(FaultCode.SensorPlausibility);

    [Fact]
    public void R_44_the_device_that_the_configuration_names_is_sampled_as_it_says_and_nothing_is_called_simulated()
    {
        SensedRun run = Calibrated();
        Assert.Equal(("1", "monotonic", "16000"), (_converter.Attribute("buffer/enable"), _converter.Attribute("current_timestamp_clock"), _converter.Attribute("sampling_frequency")));
        Assert.False(run.Simulated);
        Ticks(300);
        ControllerImage image = default;
        run.Describe(ref image);
        StatusReport status = StatusVerbs.Report(image);
        Assert.Equal(("good", 0, false), (status.Samples!.Verdict, status.Samples.Failures, status.Simulated));
        Assert.InRange(status.UptimeS, 0.29, 0.31);
        run.Dispose();
        Assert.Equal("0", _converter.Attribute("buffer/enable"));
    }

    [Fact]
    public void Voltage_frequency_and_power_are_those_of_the_grid_though_the_crystal_is_200_ppm_off()
    {
        _converter.Dispose();
        _converter = new() { RateHz = 16_003.2, Hz = 60.05, PhaseVolts = 270, Amperes = 12 };
        SensedRun run = Calibrated();
        Ticks(8000);
        Assert.Equal(SampleVerdict.Good, run.Verdict);
        ref readonly ReportBlock report = ref run.Loop.Meter.Report;
        Assert.True(report.Valid);
        Assert.InRange(report.VoltagePu.Mean * 277.128, 269.95, 270.05);
        Assert.InRange(report.FrequencyHz, 60.049, 60.051);
        Assert.InRange(report.ActivePowerPu.Mean, 3 * 270 * 12 / 22_000.0 - 0.001, 3 * 270 * 12 / 22_000.0 + 0.001);
        Assert.InRange(run.RateHz, 16_003.1, 16_003.3);
        Assert.InRange(run.NowNs - run.Loop.Grid.TimeNs, 0, 10_000_000);
    }

    [Fact]
    public void R_57_a_converter_that_is_pulled_is_0x91_within_two_blocks_and_back_when_its_samples_are()
    {
        Calibrated();
        Ticks(500);
        Assert.False(Implausible);
        _converter.Pulled = true;
        Ticks(1);
        Assert.False(Implausible);
        Ticks(1);
        Assert.True(Implausible);
        Assert.Equal(SampleVerdict.Lost, _run!.Verdict);
        _converter.Pulled = false;
        Ticks(SampleWatch.CleanBlocks);
        Assert.True(Implausible);
        Ticks(100);
        Assert.False(Implausible);
        Assert.Equal(Inhibits.NoInverter, _run.Loop.State.Inhibits);
        Assert.InRange(_run.Loop.Grid.VoltagePu.Mean, 0.999, 1.001);
    }

    [Fact]
    public void R_57_a_converter_that_is_stuck_is_0x91_within_two_blocks_and_back_when_it_lives_again()
    {
        Calibrated();
        Ticks(500);
        _converter.Stuck = true;
        Ticks(1);
        Assert.False(Implausible);
        Ticks(1);
        Assert.True(Implausible);
        Assert.Equal(SampleVerdict.Stuck, _run!.Verdict);
        Ticks(500);
        _converter.Stuck = false;
        Ticks(400);
        Assert.False(Implausible);
        Assert.Equal(SampleVerdict.Good, _run.Verdict);
    }

    [Fact]
    public void A_dead_grid_before_a_converter_that_lives_is_no_broken_converter()
    {
        Calibrated();
        Ticks(500);
        _converter.PhaseVolts = 0;
        Ticks(3000);
        Assert.Equal(SampleVerdict.Good, _run!.Verdict);
        Assert.False(Implausible);
        Assert.InRange(_run.Loop.Grid.VoltagePu.Max, 0, 0.001);
    }

    [Fact]
    public void A_loop_that_was_held_up_takes_what_the_kernel_kept_and_nothing_is_lost()
    {
        Calibrated();
        Ticks(500);
        _converter.Advance(40 * TickNs);
        _run!.Tick();
        Assert.Equal(41, _run.Samples.Length / 6 / 16.0, 1.0);
        Assert.InRange(_run.Input.DtSeconds, 0.0399, 0.0401);
        Ticks(1);
        Assert.Equal(SampleVerdict.Good, _run.Verdict);
        Assert.Equal(Inhibits.NoInverter, _run.Loop.State.Inhibits);
    }

    [Fact]
    public void Without_a_driver_for_an_inverter_no_power_flows_and_the_reason_has_a_name()
    {
        Calibrated();
        _run!.Loop.AssumeInService();
        for (int n = 0; n < 1000; n++)
        {
            Ticks(1);
            Assert.False(_run.Output.Command.GateEnable);
        }
        ControllerImage image = default;
        _run.Describe(ref image);
        ActiveInhibit only = Assert.Single(StatusVerbs.WhyOf(image).Inhibits);
        Assert.Equal("NO_INVERTER", only.Name);
    }

    [Fact]
    public void Without_a_calibration_the_unit_measures_and_says_that_it_has_none()
    {
        Run(calibration: null);
        Ticks(500);
        Assert.Equal(Inhibits.NoInverter | Inhibits.Uncalibrated, _run!.Loop.State.Inhibits);
        Assert.True(_run.Loop.State.Faults.IsPresent(FaultCode.Uncalibrated));
        Assert.InRange(_run.Loop.Grid.VoltagePu.Mean, 0.999, 1.001);
    }

    [Fact]
    public void A_calibration_is_applied()
    {
        ChannelCalibration more = new(1.01, 0, 0);
        Run(CalibrationSet.Identity with { VoltageA = more, VoltageB = more, VoltageC = more });
        Ticks(500);
        Assert.InRange(_run!.Loop.Grid.VoltagePu.Mean, 1.0095, 1.0105);
    }

    [Fact]
    public void R_125_ticks_with_and_without_samples_allocate_nothing()
    {
        Calibrated();
        Ticks(500);
        long allocated = 0;
        for (int n = 0; n < 2000; n++)
        {
            _converter.Pulled = n / 100 % 5 == 3;
            _converter.Stuck = n / 100 % 5 == 1;
            _converter.Advance(TickNs);
            long before = GC.GetAllocatedBytesForCurrentThread();
            _run!.Tick();
            allocated += GC.GetAllocatedBytesForCurrentThread() - before;
        }
        Assert.Equal(0, allocated);
    }

    [Fact]
    public void The_loop_of_a_board_runs_on_it_on_the_kernels_own_clock()
    {
        _run = new(ControlSettings.Default(), FakeConverter.Board, CalibrationSet.Identity, _converter.Sysfs, _converter.Devices);
        using LoopHost host = new(_run, 0);
        host.Start();
        Assert.True(SpinWait.SpinUntil(() => _run.Verdict == SampleVerdict.Lost, 10_000));
        host.Stop();
        host.Join();
        Assert.Null(host.Failure);
        Assert.True(Implausible);
        Assert.False(_run.Output.Command.GateEnable);
    }

    [Theory]
    [InlineData("in_voltage0,in_voltage1", "devices.sample_channels names 2 channels; a site of 3 phases needs 6")]
    [InlineData("in_voltage0,in_voltage1,in_voltage2,in_voltage3,in_voltage4,in_voltage9", "no channel 'in_voltage9' to capture")]
    public void Channels_that_do_not_fit_are_refused(string channels, string said) =>
        Assert.Contains(said, Assert.Throws<DeviceException>(() => Run(CalibrationSet.Identity, FakeConverter.Board with { SampleChannels = channels })).Message);

    [Fact]
    public void One_phase_takes_two_channels()
    {
        ControlSettings settings = ControlSettings.Default(SiteSettings.Default with { PhaseCount = 1, NominalVoltage = 277 });
        Run(CalibrationSet.Identity, FakeConverter.Board with { SampleChannels = "in_voltage1,in_voltage4" }, settings);
        Ticks(500);
        Assert.InRange(_run!.Loop.Grid.VoltagePu.Mean, 0.999, 1.002);
    }

    public void Dispose()
    {
        _run?.Dispose();
        _converter.Dispose();
    }

    [Fact]
    public void R_44_an_inverter_that_is_configured_is_given_every_tick_s_command_and_its_report_is_what_is_decided_on()
    {
        AnsweringInverter inverter = new();
        SensedRun run = Run(CalibrationSet.Identity, inverter: inverter);
        Ticks(500);
        Assert.Equal(500, inverter.Given);
        Assert.Equal(run.Output.Command.Sequence, inverter.Command.Sequence);
        Assert.Equal(Inhibits.None, run.Loop.State.Inhibits & (Inhibits.NoInverter | Inhibits.ControlBus));
        ControllerImage image = default;
        run.Describe(ref image);
        Assert.Equal("answering", StatusVerbs.Report(image).Inverter.Driver);
        inverter.Silent = true;
        Ticks(120);
        Assert.Equal(Inhibits.ControlBus, run.Loop.State.Inhibits & Inhibits.ControlBus);
        Assert.True(run.Loop.State.Faults.IsPresent(FaultCode.CommunicationTimeout));
    }

    /// <summary>Echoes the command that it was given last.</summary>
    sealed class AnsweringInverter : IInverterDriver
    {
        public InverterCommand Command;

        public int Given { get; private set; }

        public bool Silent { get; set; }

        public string Name => "answering";

        public void Take(long nowNs, ref InverterState state, ref ControlBusReport bus)
        {
            if (Silent) return;
            state.TimeNs = nowNs;
            state.SequenceEchoed = Command.Sequence;
        }

        public void Give(in InverterCommand command, long nowNs)
        {
            Command = command;
            Given++;
        }

        public void Dispose()
        {
        }
    }
}
