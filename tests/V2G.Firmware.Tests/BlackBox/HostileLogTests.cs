using System.Buffers.Binary;
using System.Security.Cryptography;
using V2G.Control;
using V2G.Firmware.BlackBox;

namespace V2G.Firmware.Tests.BlackBox;

/// <summary>Whatever a file holds: it is replayed, or refused with a reason. A forger's seal is right; he is refused by what is inside.</summary>
public sealed class HostileLogTests : IDisposable
{
    const int SealBytes = 32;

    readonly RecordedRun _recorded = new();
    readonly byte[] _log;

    public HostileLogTests()
    {
        _recorded.Run.RunSeconds(1);
        _log = _recorded.Log();
    }

    [Fact]
    public void A_file_cut_short_anywhere_is_refused()
    {
        for (int length = 0; length < _log.Length; length += length < 300 ? 1 : 97) Refused(_log[..length]);
    }

    [Fact]
    public void Any_flipped_bit_breaks_the_seal()
    {
        Random random = new(1);
        for (int i = 0; i < 300; i++)
        {
            byte[] log = [.. _log];
            log[random.Next(log.Length)] ^= (byte)(1 << random.Next(8));
            Refused(log);
        }
    }

    [Fact]
    public void Behind_a_forged_seal_every_change_is_refused_or_replayed_and_nothing_else_happens()
    {
        Random random = new(2);
        int refused = 0;
        for (int i = 0; i < 400; i++)
        {
            byte[] log = [.. _log];
            // Half of them hit header and lengths.
            for (int n = random.Next(1, 4); n > 0; n--) log[random.Next(random.Next(2) == 0 ? LogHeader.Bytes + 16 : log.Length - SealBytes)] = (byte)random.Next(256);
            refused += Survives(Sealed(log)) ? 0 : 1;
        }
        Assert.True(refused > 200, $"{refused} refused");
    }

    [Fact]
    public void Inside_a_forged_segment_every_change_is_refused_or_replayed_and_nothing_else_happens()
    {
        Random random = new(3);
        int replayed = 0;
        string truth = LogFile.Open(_log).Header.SettingsHash;
        for (int i = 0; i < 400; i++)
        {
            List<byte[]> segments = _recorded.Segments();
            byte[] content = segments[0];
            for (int n = random.Next(1, 5); n > 0; n--)
                content[random.Next(random.Next(2) == 0 ? Checkpoint.Bytes : content.Length)] = random.Next(3) switch { 0 => (byte)0xFF, 1 => 0x7F, _ => (byte)random.Next(256) };
            try
            {
                replayed += Survives(_recorded.Log(segments, settingsHash: truth)) ? 1 : 0;
            }
            catch (LogRefusedException)
            {
                // Not even packed: its checkpoint is no checkpoint.
            }
        }
        Assert.True(replayed > 20, $"{replayed} replayed");
    }

    [Theory]
    [InlineData(8, 2, "format is version 2")]
    [InlineData(12, 0, "says that it has 0 segments")]
    [InlineData(12, int.MaxValue, "allowed 1 … 4096")]
    [InlineData(12, 2, "ends before segment 1")]
    [InlineData(LogHeader.Bytes, int.MaxValue, "it says; there are")]
    [InlineData(LogHeader.Bytes, -1, "it says; there are")]
    [InlineData(LogHeader.Bytes + 4, int.MaxValue, "bytes unpacked, it says; allowed")]
    [InlineData(LogHeader.Bytes + 4, 1 << 20, "is not packed as it says")]
    [InlineData(48, 0, "laid out as")]
    [InlineData(68, int.MaxValue, "no date")]
    public void A_claim_that_does_not_hold_is_refused_by_name(int at, int value, string reason)
    {
        byte[] log = [.. _log];
        BinaryPrimitives.WriteInt32LittleEndian(log.AsSpan(at), value);
        Assert.Contains(reason, Refused(Sealed(log)));
    }

    [Fact]
    public void A_log_of_another_build_is_refused_unless_asked_for()
    {
        byte[] log = _recorded.Log(with: h => h with { BuildId = new string('a', 64) });
        Assert.Contains("--other-build", Refused(log));
        Assert.Null(BlackBoxReplay.Run(LogFile.Open(log, otherBuild: true)).Difference);
    }

    [Fact]
    public void The_build_is_named_by_its_sources() => Assert.Matches("^[0-9a-f]{64}$", ControlBuild.Id);

    [Fact]
    public void A_file_that_claims_to_unpack_to_more_than_a_segment_costs_no_memory()
    {
        byte[] log = [.. _log];
        BinaryPrimitives.WriteInt32LittleEndian(log.AsSpan(LogHeader.Bytes + 4), int.MaxValue);
        log = Sealed(log);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Refused(log);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }

    public void Dispose() => _recorded.Dispose();

    static string Refused(byte[] log) => Assert.Throws<LogRefusedException>(() => RecordedRun.Replay(log)).Message;

    static bool Survives(byte[] log)
    {
        try
        {
            RecordedRun.Replay(log);
            return true;
        }
        catch (LogRefusedException e)
        {
            Assert.NotEmpty(e.Message);
            return false;
        }
    }

    static byte[] Sealed(byte[] log)
    {
        SHA256.HashData(log.AsSpan(..^SealBytes), log.AsSpan(^SealBytes..));
        return log;
    }
}
