using V2G.Control;
using V2G.Control.Measurement;
using V2G.Control.Protection;
using V2G.Firmware.Live;
using V2G.Firmware.Run;
using V2G.Firmware.Verbs;
using V2G.Linux.Can;

namespace V2G.Firmware.Tests.Meters;

/// <summary>The whole controller sensing by a meter on CAN, with an inverter on the same bus: nothing of it simulated but the far ends.</summary>
public sealed class MeteredRunTests
{
    readonly MeteredBench _bench = new();

    Inhibits Inhibits => _bench.Run.Loop.State.Inhibits;

    FaultSet Faults => _bench.Run.Loop.State.Faults;

    void InService()
    {
        _bench.Play(4);
        Assert.Equal(Inhibits.None, Inhibits);
        Assert.Equal(1, _bench.Run.Loop.Grid.VoltagePu.Mean, 3);
        Assert.Equal(60, _bench.Run.Loop.Grid.FrequencyHz, 3);
    }

    [Fact]
    public void R_40_it_enters_service_by_the_meter_alone_and_follows_a_sag_along_the_curve()
    {
        InService();
        _bench.Fault("grid=94");
        _bench.Play(20);
        Assert.Equal(0.94, _bench.Run.Loop.Grid.VoltagePu.Mean, 3);
        // 0.44 pu over 0.08 … 0.02 below the reference, after the open-loop response.
        Assert.Equal(0.2933, _bench.Run.Output.Command.VarInjectedPu, 2);
        Assert.Equal(_bench.Run.Output.Command.VarInjectedPu, _bench.Run.Loop.Grid.VarInjectedPu, 2);
        Assert.False(Faults.IsPresent(FaultCode.CommandMismatch));
        Assert.Equal(_bench.Run.Loop.Grid.VarInjectedPu, _bench.Run.Loop.Report.VarInjectedPu.Mean, 2);
    }

    [Fact]
    public void R_86_an_over_voltage_seen_by_the_meter_trips_in_its_time()
    {
        InService();
        long start = _bench.Bus.NowNs, off = 0;
        _bench.Fault("grid=122");
        _bench.Play(1, () =>
        {
            if (off == 0 && !_bench.Run.Output.Command.GateEnable) off = _bench.Bus.NowNs;
        });
        Assert.True(Faults.IsPresent(FaultCode.OverVoltageTrip));
        Assert.InRange((off - start) / 1e6, 0, 160);
    }

    [Fact]
    public void R_85_R_57_a_silent_meter_is_0x82_within_150_ms_and_the_record_names_it()
    {
        InService();
        _bench.Fault("meter-silence");
        long start = _bench.Bus.NowNs, off = 0;
        _bench.Play(0.15, () =>
        {
            if (off == 0 && !_bench.Run.Output.Command.GateEnable) off = _bench.Bus.NowNs;
        });
        Assert.InRange((off - start) / 1e6, 80, 110);
        Assert.True(Faults.IsPresent(FaultCode.CommunicationTimeout));
        Assert.False(Faults.IsPresent(FaultCode.SensorPlausibility));
        long seen = 0;
        Assert.Contains(EventText.Since(_bench.Run.Loop.State.Events, ref seen), e => e.Text.StartsWith("0x82 Communication Timeout: meter not heard for 0.10", StringComparison.Ordinal) && e.Text.EndsWith("limit 0.100 s", StringComparison.Ordinal));
        // Communication is back, power is not.
        _bench.Fault(null);
        _bench.Play(2);
        Assert.True((Inhibits & Inhibits.ControlBus) != 0);
        Assert.False(_bench.Run.Output.Command.GateEnable);
        _bench.Run.Input.Acknowledge = true;
        _bench.Play(5);
        Assert.Equal(Inhibits.None, Inhibits);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(15)]
    [InlineData(30)]
    [InlineData(50)]
    public void R_40_with_readings_lost_the_vars_are_right_or_there_are_none_and_no_reading_older_than_100_ms_is_used(int percent)
    {
        InService();
        _bench.Fault($"grid=94,meter-loss={percent}");
        bool ended = false;
        long worst = 0;
        _bench.Play(20, () =>
        {
            bool gates = _bench.Run.Output.Command.GateEnable;
            long age = _bench.Run.NowNs - _bench.Run.Loop.Grid.TimeNs;
            if (gates) worst = Math.Max(worst, age);
            ended |= !gates;
            Assert.False(gates && ended, "gates on again");
        });
        Assert.InRange(worst, 0, 100_000_000);
        Assert.Equal(percent > 10, ended);
        Assert.Equal(ended, Faults.IsPresent(FaultCode.CommunicationTimeout));
        if (!ended) Assert.Equal(0.2933, _bench.Run.Output.Command.VarInjectedPu, 2);
    }

    [Fact]
    public void R_57_a_frame_that_was_changed_on_its_way_is_counted_and_not_believed()
    {
        InService();
        int n = 0;
        // Every fiftieth frame of the meter's voltages says 0 V.
        _bench.Bus.Changes = (from, frame) => from == "meter" && frame.Id == 304 && ++n % 50 == 0 ? new CanFrame(frame.Id, false, 8, frame.Data & 0xFFFF) : frame;
        double least = 2;
        _bench.Play(5, () => least = Math.Min(least, _bench.Run.Loop.Grid.VoltagePu.Min));
        Assert.InRange(least, 0.99, 1.01);
        Assert.InRange(_bench.Run.Input.MeterBus.BadFrames, 5u, 20u);
        Assert.True(Faults.IsPresent(FaultCode.BadFrame));
        Assert.Equal(Inhibits.None, Inhibits);
    }

    [Fact]
    public void The_image_shows_the_meter_and_its_figures()
    {
        InService();
        ControllerImage image = new() { Settings = _bench.Run.Loop.Settings };
        _bench.Run.Describe(ref image);
        StatusReport status = StatusVerbs.Report(image);
        Assert.Equal("can controller's meter", status.Meter!.Driver);
        Assert.InRange(status.Meter.ReadingAgeMs!.Value, 0, 30);
        Assert.Null(status.Samples);
        MeterReport meter = MeterVerb.Report(image);
        Assert.True(meter.Valid);
        Assert.Equal(480 / Math.Sqrt(3), meter.Phases[0].V!.Value, 0);
    }

    [Fact]
    public void R_126_a_tick_allocates_nothing()
    {
        InService();
        _bench.Play(1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        // The bus of the test allocates; the run alone must not.
        for (int i = 0; i < 1000; i++) _bench.Run.Tick();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
