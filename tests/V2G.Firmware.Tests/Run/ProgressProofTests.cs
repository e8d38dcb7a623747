using V2G.Firmware.Run;
using V2G.Linux.Devices;

namespace V2G.Firmware.Tests.Run;

/// <summary>When the hardware watchdog is fed, and what a start tells of the end before it.</summary>
public sealed class ProgressProofTests : IDisposable
{
    const long Ms = 1_000_000;

    readonly string _directory = Directory.CreateTempSubdirectory("v2g-starts-").FullName;
    ProgressProof _proof;
    long _now = 1_000_000_000_000;

    // Ticks of a millisecond; true when the last was fed.
    bool Ticks(int count, bool late = false, bool fresh = true, bool intact = true)
    {
        bool fed = true;
        for (int i = 0; i < count; i++) fed = _proof.Step(_now += Ms, late, fresh, intact);
        return fed;
    }

    [Fact]
    public void R_133_a_loop_that_makes_progress_is_fed_for_as_long_as_it_does() => Assert.True(Ticks(100_000));

    [Fact]
    public void R_133_a_loop_that_is_late_for_a_second_is_fed_no_more_ever()
    {
        Assert.True(Ticks(10));
        Assert.True(Ticks(1000, late: true));
        Assert.False(Ticks(1, late: true));
        Assert.Equal(Withheld.Deadline, _proof.Withheld);
        Assert.False(Ticks(1000));
    }

    [Fact]
    public void R_133_a_stall_that_ends_in_time_costs_nothing()
    {
        for (int i = 0; i < 20; i++)
        {
            Assert.True(Ticks(900, late: true));
            Assert.True(Ticks(1));
        }
    }

    [Fact]
    public void R_133_samples_that_stop_are_a_stuck_driver_and_samples_that_never_came_are_a_broken_sensor()
    {
        Assert.True(Ticks(60_000, fresh: false));
        Assert.True(Ticks(1));
        Assert.True(Ticks(1000, fresh: false));
        Assert.False(Ticks(1, fresh: false));
        Assert.Equal(Withheld.Samples, _proof.Withheld);
    }

    [Fact]
    public void R_133_an_image_that_somebody_wrote_over_is_no_progress()
    {
        Assert.True(Ticks(5));
        Assert.False(Ticks(1, intact: false));
        Assert.Equal(Withheld.Image, _proof.Withheld);
    }

    [Fact]
    public void R_133_after_the_third_crash_within_ten_minutes_no_start_is_fed()
    {
        Assert.Equal([0, 1, 2, 3], Enumerable.Range(0, 4).Select(_ => new StartHistory(_directory).Crashes));
        Assert.Equal(3, StartHistory.TooMany);
    }

    [Fact]
    public void R_133_an_end_that_was_asked_for_is_no_crash_and_old_ones_and_noise_are_forgiven()
    {
        for (int i = 0; i < 10; i++)
        {
            StartHistory start = new(_directory);
            Assert.Equal(0, start.Crashes);
            start.EndedCleanly();
        }
        File.WriteAllText(Path.Combine(_directory, StartHistory.FileName), "noise\n-5\n1\n99999999999999999999\n9223372036854775807\n");
        Assert.Equal(0, new StartHistory(_directory).Crashes);
    }

    [Fact]
    public void R_133_the_cause_of_a_start_is_told_by_watchdog_memory_and_history()
    {
        Assert.Equal(ResetCause.Unknown, ResetRecord.Of(null, null, 0).Cause);
        Assert.Equal(ResetCause.PowerOn, ResetRecord.Of(WatchdogFlags.None, [], 0).Cause);
        Assert.Equal(ResetCause.Watchdog, ResetRecord.Of(WatchdogFlags.CardReset, Said("v2g armed\nv2g not fed: samples tick=7\n"), 0).Cause);
        Assert.Equal("v2g not fed: samples tick=7", ResetRecord.Of(WatchdogFlags.CardReset, Said("v2g armed\nv2g not fed: samples tick=7\n\0\0"), 0).LastWords);
        Assert.Equal(ResetCause.CleanRestart, ResetRecord.Of(WatchdogFlags.None, Said("v2g stopped tick=0\n"), 0).Cause);
        Assert.Equal(ResetCause.Reset, ResetRecord.Of(WatchdogFlags.None, Said("v2g armed tick=0\n"), 0).Cause);
        Assert.Equal((ResetCause.Crash, 2), (ResetRecord.Of(WatchdogFlags.CardReset, Said("x"), 2).Cause, ResetRecord.Of(null, null, 2).Crashes));
        // What survived a reset is foreign bytes.
        Assert.Equal(160, ResetRecord.Of(null, Said(new string('\u001b', 5000)), 0).LastWords.Length);
        Assert.DoesNotContain('\u001b', ResetRecord.Of(null, Said("\u001b[2J"), 0).LastWords);
    }

    static SurvivingMessage[] Said(string text) => [new("pmsg-ramoops-0", System.Text.Encoding.Latin1.GetBytes(text), DateTime.UnixEpoch)];

    public void Dispose() => Directory.Delete(_directory, recursive: true);
}
