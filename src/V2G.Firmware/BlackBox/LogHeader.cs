using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using V2G.Control;
using V2G.Control.Settings;

namespace V2G.Firmware.BlackBox;

/// <summary>What stands first in a log, in the open: which controller wrote it, when, why, for which site. Little-endian; see README.md.</summary>
internal sealed record LogHeader
{
    public const int Bytes = 256;
    public const int FormatVersion = 1;

    /// <summary>No trigger: written on request.</summary>
    public const long NoTrigger = long.MinValue;

    /// <summary>Bytes of UTF-8; what is longer is cut.</summary>
    public const int MostReasonBytes = 118;

    const int BuildIdBytes = 32, LayoutBytes = 8, SettingsHashBytes = 8, ReasonAt = 138;

    // "V2GLOG\r\n": a transfer that mends line ends is noticed.
    static ReadOnlySpan<byte> Magic => "V2GLOG\r\n"u8;

    /// <summary>SHA-256 over the sources that decided, in hexadecimal.</summary>
    public required string BuildId { get; init; }

    /// <summary>Hash over the tables of recorded fields: rows of another layout can't be read, whatever the build.</summary>
    public required string Layout { get; init; }

    /// <summary>Of the oldest segment's settings, as `config check` shows it.</summary>
    public required string SettingsHash { get; init; }

    public required DateTimeOffset WrittenUtc { get; init; }

    /// <summary>The controller's clock at the newest tick, ns: belongs to <see cref="WrittenUtc"/>.</summary>
    public long NewestNs { get; init; }

    /// <summary>The controller's clock at the trigger, ns, or <see cref="NoTrigger"/>.</summary>
    public long TriggerNs { get; init; } = NoTrigger;

    public required SiteSettings Site { get; init; }

    public bool Simulated { get; init; }

    public int Segments { get; init; }

    public string Reason { get; init; } = "";

    /// <summary>Of this program.</summary>
    public static string CurrentLayout { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', FieldTable.TickRow.Text, FieldTable.State.Text, FieldTable.Settings.Text))))[..(2 * LayoutBytes)];

    public bool SameBuild => BuildId == ControlBuild.Id;

    public static bool HasMagic(ReadOnlySpan<byte> from) => from.StartsWith(Magic);

    public void Write(Span<byte> to)
    {
        to = to[..Bytes];
        to.Clear();
        Magic.CopyTo(to);
        BinaryPrimitives.WriteInt32LittleEndian(to[8..], FormatVersion);
        BinaryPrimitives.WriteInt32LittleEndian(to[12..], Segments);
        Convert.FromHexString(BuildId).CopyTo(to[16..]);
        Convert.FromHexString(Layout).CopyTo(to[48..]);
        Convert.FromHexString(SettingsHash).CopyTo(to[56..]);
        BinaryPrimitives.WriteInt64LittleEndian(to[64..], WrittenUtc.ToUnixTimeMilliseconds());
        BinaryPrimitives.WriteInt64LittleEndian(to[72..], NewestNs);
        BinaryPrimitives.WriteInt64LittleEndian(to[80..], TriggerNs);
        BinaryPrimitives.WriteDoubleLittleEndian(to[88..], Site.NominalVoltage);
        BinaryPrimitives.WriteDoubleLittleEndian(to[96..], Site.NominalFrequencyHz);
        BinaryPrimitives.WriteDoubleLittleEndian(to[104..], Site.RatedVoltAmperes);
        BinaryPrimitives.WriteInt32LittleEndian(to[112..], Site.PhaseCount);
        to[116] = Simulated ? (byte)1 : (byte)0;
        Encoding.UTF8.GetEncoder().Convert(Reason, to.Slice(ReasonAt, MostReasonBytes), flush: false, out _, out int used, out _);
        to[ReasonAt - 1] = (byte)used;
    }

    /// <exception cref="LogRefusedException">Not a log, or one of another format.</exception>
    public static LogHeader Read(ReadOnlySpan<byte> from)
    {
        if (!HasMagic(from)) throw new LogRefusedException("this is no log of the black box");
        if (from.Length < Bytes) throw new LogRefusedException("it ends in its header");
        int version = BinaryPrimitives.ReadInt32LittleEndian(from[8..]), reasonBytes = from[ReasonAt - 1];
        if (version != FormatVersion) throw new LogRefusedException($"its format is version {version}, this program reads version {FormatVersion}");
        if (reasonBytes > MostReasonBytes) throw new LogRefusedException($"its reason has {reasonBytes} bytes; allowed {MostReasonBytes}");
        long milliseconds = BinaryPrimitives.ReadInt64LittleEndian(from[64..]);
        if (milliseconds is < 0 or >= 253_402_300_800_000) throw new LogRefusedException("the time that it was written at is no date");
        return new()
        {
            Segments = BinaryPrimitives.ReadInt32LittleEndian(from[12..]),
            BuildId = Convert.ToHexStringLower(from.Slice(16, BuildIdBytes)),
            Layout = Convert.ToHexStringLower(from.Slice(48, LayoutBytes)),
            SettingsHash = Convert.ToHexStringLower(from.Slice(56, SettingsHashBytes)),
            WrittenUtc = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds),
            NewestNs = BinaryPrimitives.ReadInt64LittleEndian(from[72..]),
            TriggerNs = BinaryPrimitives.ReadInt64LittleEndian(from[80..]),
            Site = new SiteSettings
            {
                NominalVoltage = BinaryPrimitives.ReadDoubleLittleEndian(from[88..]), NominalFrequencyHz = BinaryPrimitives.ReadDoubleLittleEndian(from[96..]),
                RatedVoltAmperes = BinaryPrimitives.ReadDoubleLittleEndian(from[104..]), PhaseCount = BinaryPrimitives.ReadInt32LittleEndian(from[112..]),
            },
            Simulated = from[116] != 0,
            // A stranger's control characters must not reach a terminal.
            Reason = string.Concat(Encoding.UTF8.GetString(from.Slice(ReasonAt, reasonBytes)).Select(c => char.IsControl(c) ? '?' : c)),
        };
    }
}
