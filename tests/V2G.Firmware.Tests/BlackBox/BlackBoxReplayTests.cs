using System.Runtime.InteropServices;
using V2G.Control;
using V2G.Firmware.BlackBox;
using V2G.Firmware.Run;

namespace V2G.Firmware.Tests.BlackBox;

/// <summary>The same inputs give the same decisions, bit for bit; what is not the same is found and named.</summary>
public sealed class BlackBoxReplayTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Whatever_happened_is_decided_again_bit_for_bit(int seed)
    {
        using RecordedRun recorded = new RecordedRun().Live(seed, 40);
        BlackBoxResult result = RecordedRun.Replay(recorded.Log());
        Assert.Null(result.Difference);
        Assert.Equal(recorded.Run.Recorder!.Ticks, result.Ticks);
        Assert.Equal(result.Ticks, result.Agreed);
        Assert.True(result.Checkpoints > 5 && result.SettingsChanges > 0 && result.Events.Count > 5);
    }

    [Fact]
    public void A_run_on_waveforms_is_decided_again_too_and_the_log_needs_no_plant()
    {
        using RecordedRun recorded = new(new SimulatedOptions { Script = GridScript.Lively, ActivePowerPu = -0.3 });
        recorded.Run.RunSeconds(20);
        recorded.Run.Loop.HeldVoltagePu = 0.94;
        recorded.Run.RunSeconds(5);
        BlackBoxResult result = RecordedRun.Replay(recorded.Log());
        Assert.Null(result.Difference);
        Assert.Equal(25_000, result.Ticks);
    }

    [Fact]
    public void A_ring_that_has_gone_round_replays_from_its_oldest_whole_segment()
    {
        using RecordedRun recorded = new(segments: 4);
        recorded.Live(5, 30);
        BlackBoxResult result = RecordedRun.Replay(recorded.Log());
        Assert.Null(result.Difference);
        Assert.True(result.FirstTick > 0);
        Assert.Equal(recorded.Run.Recorder!.Ticks, result.FirstTick + result.Ticks);
        Assert.Equal(4, result.Checkpoints);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_bit_of_an_input_that_was_another_is_found_at_its_tick(int seed)
    {
        using RecordedRun recorded = new();
        recorded.Run.RunSeconds(5);
        int tick = new Random(seed).Next(100, 4000);
        BlackBoxResult result = RecordedRun.Replay(recorded.Log(RecordedRun.Changed(recorded.Segments(), tick, (ref TickRow row) => row.Grid.VoltagePu.A *= 1.05)));
        Assert.Equal(tick, result.Difference!.Tick);
        Assert.StartsWith("Decision.Output.", result.Difference.Field);
        Assert.NotEqual(result.Difference.Recorded, result.Difference.Replayed);
        // The next checkpoint sets it right.
        Assert.True(result.Agreed < result.Ticks);
    }

    [Fact]
    public void The_lowest_bit_of_a_decision_that_was_another_is_found_and_named()
    {
        using RecordedRun recorded = new();
        recorded.Run.RunSeconds(2);
        List<byte[]> changed = RecordedRun.Changed(recorded.Segments(), 700,
            (ref TickRow row) => row.Decision.Output.VarTargetPu = BitConverter.UInt64BitsToDouble(BitConverter.DoubleToUInt64Bits(row.Decision.Output.VarTargetPu) ^ 1));
        BlackBoxResult result = RecordedRun.Replay(recorded.Log(changed));
        Assert.Equal((700L, "Decision.Output.VarTargetPu"), (result.Difference!.Tick, result.Difference.Field));
        Assert.Equal(result.Ticks - 1, result.Agreed);
    }

    [Fact]
    public void Another_nan_is_no_difference()
    {
        using RecordedRun recorded = new();
        recorded.Run.RunSeconds(1);
        static void Set(ref TickRow row, ulong bits) => row.Decision.Output.VRefPu = BitConverter.UInt64BitsToDouble(bits);
        TickRow a = default, b = default;
        Set(ref a, 0x7FF8_0000_0000_0000);
        Set(ref b, 0xFFF8_0000_0000_0001);
        Assert.Null(FieldTable.TickRow.Difference(MemoryMarshal.AsBytes(TickRow.AsWords(ref a)), MemoryMarshal.AsBytes(TickRow.AsWords(ref b))));
    }

    [Fact]
    public void A_state_that_did_not_come_about_is_named()
    {
        using RecordedRun recorded = new();
        recorded.Run.RunSeconds(5);
        List<byte[]> segments = recorded.Segments();
        Assert.True(segments.Count > 1);
        ref Checkpoint second = ref MemoryMarshal.AsRef<Checkpoint>(segments[1].AsSpan());
        second.State.StateSinceNs ^= 1;
        DecisionDifference difference = RecordedRun.Replay(recorded.Log(segments)).Difference!;
        Assert.Equal((second.Tick, "state before it: StateSinceNs"), (difference.Tick, difference.Field));
    }

    [Fact]
    public void A_setting_that_was_another_is_refused_or_seen()
    {
        using RecordedRun recorded = new();
        recorded.Run.Board.Source.AddSag(recorded.Run.NowSeconds + 1, 5, 0.93);
        recorded.Run.RunSeconds(5);
        List<byte[]> segments = recorded.Segments();
        string truth = LogFile.Open(recorded.Log(segments)).Header.SettingsHash;
        for (int i = 0; i < segments.Count; i++)
        {
            ref Checkpoint start = ref MemoryMarshal.AsRef<Checkpoint>(segments[i].AsSpan());
            start.Settings = start.Settings with { ReactionSeconds = 0.3 };
        }
        Assert.Contains("hash", Assert.Throws<LogRefusedException>(() => RecordedRun.Replay(recorded.Log(segments, settingsHash: truth))).Message);
        // With a header that agrees it is another controller's log, and decides otherwise.
        Assert.NotNull(RecordedRun.Replay(recorded.Log(segments)).Difference);
        ref Checkpoint last = ref MemoryMarshal.AsRef<Checkpoint>(segments[^1].AsSpan());
        last.Settings = last.Settings with { ReactionSeconds = 0.2 };
        Assert.Contains("ReactionSeconds", Assert.Throws<LogRefusedException>(() => RecordedRun.Replay(recorded.Log(segments))).Message);
    }
}
