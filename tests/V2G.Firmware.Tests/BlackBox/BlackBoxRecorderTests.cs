using V2G.Control;
using V2G.Firmware.BlackBox;
using V2G.Grid.Comtrade;

namespace V2G.Firmware.Tests.BlackBox;

/// <summary>What is written to disk, when, and how much of it stays.</summary>
public sealed class BlackBoxRecorderTests : IDisposable
{
    readonly RecordedRun _recorded = new();
    readonly List<string> _said = [];
    DateTimeOffset _utc = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    string Logs => Path.Combine(_recorded.Directory, "blackbox");

    BlackBoxRecorder Recorder(RecorderBounds? bounds = null) => new(_recorded.ImagePath, _recorded.RingPath, Logs, bounds ?? new(), _said.Add, () => _utc);

    // As a recorder beside a running controller: looks 20 times a second.
    List<string> Watch(BlackBoxRecorder recorder, double seconds)
    {
        List<string> written = [];
        for (int i = 0; i < seconds * 20; i++)
        {
            _recorded.Run.RunSeconds(0.05);
            _utc = _utc.AddMilliseconds(50);
            _recorded.Publish();
            if (recorder.Poll() is { } path) written.Add(path);
        }
        return written;
    }

    void OverVoltage() => _recorded.Run.Board.Source.AddSag(_recorded.Run.NowSeconds + 0.5, 1, 1.3);

    [Fact]
    public void R_73_R_86_a_trip_is_written_with_what_came_before_and_after_it()
    {
        using BlackBoxRecorder recorder = Recorder();
        Assert.Empty(Watch(recorder, 12));
        OverVoltage();
        string log = Assert.Single(Watch(recorder, 8));
        Assert.EndsWith("trip-ov2-0xf4.v2glog", log);
        LogFile file = LogFile.Open(log);
        Assert.True(file.Header.Simulated);
        Assert.Equal("trip OV2 0xF4", file.Header.Reason);
        BlackBoxResult result = BlackBoxReplay.Run(file);
        Assert.Null(result.Difference);
        Assert.True(file.Header.TriggerNs - result.FirstNs > 10e9, "pre-trigger");
        Assert.True(result.LastNs - file.Header.TriggerNs >= 5e9, "post-trigger");
        Assert.Contains(result.Events, e => e.TimeNs == file.Header.TriggerNs && e.Text.Contains("tripped (voltage trip OV2"));
        Assert.Contains(_said, s => s.Contains(log));
    }

    [Fact]
    public void R_73_what_the_ring_has_overwritten_is_still_written_and_decided_again()
    {
        using RecordedRun small = new(segments: 3);
        using BlackBoxRecorder recorder = new(small.ImagePath, small.RingPath, Logs, new(), _said.Add, () => _utc);
        for (int i = 0; i < 60; i++)
        {
            small.Run.RunSeconds(0.5);
            small.Publish();
            Assert.Null(recorder.Poll());
        }
        string path = recorder.Write(Path.Combine(small.Directory, "all.v2glog"), "test")!;
        BlackBoxResult all = BlackBoxReplay.Run(LogFile.Open(path)), ring = RecordedRun.Replay(small.Log());
        Assert.Null(all.Difference);
        Assert.Equal((30_000, ring.LastNs), (all.Ticks, all.LastNs));
        Assert.True(ring.Ticks < 10_000, $"the ring itself holds {ring.Ticks}");
    }

    [Fact]
    public void R_73_what_is_kept_has_a_bound_and_no_gaps()
    {
        using RecordedRun small = new(segments: 3);
        SegmentKeep keep = new(small.Reader, 8 * TickRecorder.SegmentBytes);
        small.Run.RunSeconds(10);
        keep.Follow();
        // Nobody looked while the ring went round: what was kept before is no longer next to what there is.
        small.Run.RunSeconds(20);
        long first = new Segment(keep.Take()[0]).Start.Tick;
        Assert.True(first > 10_000, $"{first}");
        for (int i = 0; i < 100; i++)
        {
            small.Run.RunSeconds(0.5);
            keep.Follow();
        }
        List<byte[]> kept = keep.Take();
        Assert.InRange(kept.Sum(s => (long)s.Length), 7 * TickRecorder.SegmentBytes, 9 * TickRecorder.SegmentBytes);
        BlackBoxResult result = RecordedRun.Replay(small.Log(kept));
        Assert.Null(result.Difference);
        Assert.Equal(small.Run.Input.TimeNs, result.LastNs);
    }

    [Fact]
    public void R_73_the_phasors_of_a_trip_are_written_as_comtrade_with_the_trip_as_a_digital_channel()
    {
        using BlackBoxRecorder recorder = Recorder();
        Watch(recorder, 12);
        OverVoltage();
        string log = Assert.Single(Watch(recorder, 8));
        Recording recording = ComtradeReader.ReadCombined(File.ReadAllBytes(Path.ChangeExtension(log, ".cff")));
        bool[] trip = recording.Status.Single(s => s.Name == "TRIP").Values.ToArray(), gates = recording.Status.Single(s => s.Name == "GATES").Values.ToArray();
        int at = Array.IndexOf(trip, true);
        Assert.Equal(recording.TriggerSeconds!.Value, recording.TimeSeconds(at), 3);
        Assert.InRange(recording.TriggerSeconds.Value, 9.9, 10.1);
        Assert.True(gates[0] && !gates[at]);
        Assert.True(recording.FindAnalog("VA_RMS")!.Values.Span[at] > 1.2 * 277);
        Assert.Equal(60, recording.FindAnalog("FREQUENCY")!.Values.Span[100], 0.1);
        Assert.InRange(recording.Start!.Value.Second, _utc.UtcDateTime.AddSeconds(-20), _utc.UtcDateTime);
    }

    [Fact]
    public void Ticks_that_are_not_evenly_apart_keep_their_times()
    {
        _recorded.Run.RunSeconds(1);
        List<byte[]> segments = RecordedRun.Changed(_recorded.Segments(), 500, (ref TickRow row) => row.Input.TimeNs += 40_000);
        LogHeader header = LogFile.Open(_recorded.Log(segments)).Header;
        using MemoryStream cff = new();
        ComtradeWriter.WriteCombined(PhasorRecording.Of(segments, header.Site, header, 0, ns => _utc.AddTicks(ns / 100))!, cff, DataFormat.Real32);
        Recording recording = ComtradeReader.ReadCombined(cff.ToArray());
        Assert.Equal(1000, recording.SampleCount);
        Assert.Equal((499_000_000L, 500_040_000L, 501_000_000L), (recording.TimeNanoseconds(499), recording.TimeNanoseconds(500), recording.TimeNanoseconds(501)));
    }

    [Fact]
    public void A_fault_is_written_too_and_what_was_there_before_is_not()
    {
        _recorded.Run.Input.UplinkConfigured = true;
        _recorded.Run.RunSeconds(1);
        _recorded.Publish();
        using BlackBoxRecorder recorder = Recorder();
        Assert.Empty(Watch(recorder, 6));
        _recorded.Run.Input.Calibrated = false;
        Assert.EndsWith("fault-0x92.v2glog", Assert.Single(Watch(recorder, 6)));
    }

    [Fact]
    public void A_fault_that_flickers_shares_a_log_and_the_oldest_logs_give_way()
    {
        using BlackBoxRecorder recorder = Recorder(new() { MostLogs = 2, AfterSeconds = 0.2, SpacingSeconds = 3 });
        List<string> written = [];
        for (int i = 0; i < 30; i++)
        {
            _recorded.Run.Input.Calibrated = i % 2 == 0;
            written.AddRange(Watch(recorder, 0.5));
        }
        Assert.InRange(written.Count, 4, 6);
        Assert.Equal(written[^2..], Directory.GetFiles(Logs, "*.v2glog").Order());
        Assert.Equal(2, Directory.GetFiles(Logs, "*.cff").Length);
        Assert.Equal(4, Directory.GetFiles(Logs).Length);
    }

    [Fact]
    public void No_more_bytes_are_kept_than_allowed_but_the_newest_log_stays()
    {
        using BlackBoxRecorder recorder = Recorder(new() { MostBytes = 1, AfterSeconds = 0.2, SpacingSeconds = 0 });
        List<string> written = [];
        for (int i = 0; i < 6; i++)
        {
            _recorded.Run.Input.Calibrated = i % 2 == 0;
            written.AddRange(Watch(recorder, 0.5));
        }
        Assert.True(written.Count > 2);
        Assert.Equal(written[^1..], Directory.GetFiles(Logs, "*.v2glog"));
    }

    [Fact]
    public void A_trip_right_before_the_end_is_written_without_its_last_seconds()
    {
        using (BlackBoxRecorder recorder = Recorder())
        {
            Watch(recorder, 1);
            OverVoltage();
            Assert.Empty(Watch(recorder, 2));
        }
        Assert.Null(BlackBoxReplay.Run(LogFile.Open(Assert.Single(Directory.GetFiles(Logs, "*.v2glog")))).Difference);
    }

    [Fact]
    public void A_disk_that_refuses_is_told_of_and_harms_nothing()
    {
        using BlackBoxRecorder recorder = Recorder();
        Assert.Null(recorder.Write(Path.Combine(Logs, "none", "x.v2glog"), "test"));
        Assert.Empty(_said);
        Watch(recorder, 1);
        Assert.Null(recorder.Write(Path.Combine(Logs, "none", "x.v2glog"), "test"));
        Assert.Contains("not written", Assert.Single(_said));
    }

    [Fact]
    public void Recording_allocates_nothing()
    {
        _recorded.Run.RunSeconds(1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        _recorded.Run.RunSeconds(5);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    public void Dispose() => _recorded.Dispose();
}
