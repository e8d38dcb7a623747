using System.Runtime.CompilerServices;
using System.Text;
using V2G.Linux.Devices;

namespace V2G.Firmware.Run;

/// <summary>What came before this start.</summary>
internal enum ResetCause : byte
{
    /// <summary>The board has nothing that could tell.</summary>
    Unknown,
    PowerOn,
    CleanRestart,
    Watchdog,

    /// <summary>Something else reset the board: a panic of the kernel, its reset line.</summary>
    Reset,

    /// <summary>The board ran on; the process before this one ended without being told to.</summary>
    Crash,
}

/// <summary>Why the controller started, and what the one before it said last.</summary>
internal struct ResetRecord
{
    public const string StoppedMark = "stopped";

    public ResetCause Cause;

    /// <summary>How often the controller ended without being told to, within the last ten minutes.</summary>
    public int Crashes;

    Text _lastWords;

    [InlineArray(160)]
    struct Text
    {
        byte _0;
    }

    public string LastWords
    {
        readonly get
        {
            ReadOnlySpan<byte> bytes = _lastWords;
            int end = bytes.IndexOf((byte)0);
            return Encoding.ASCII.GetString(end < 0 ? bytes : bytes[..end]);
        }
        set
        {
            Span<byte> bytes = _lastWords;
            bytes.Clear();
            for (int i = 0; i < Math.Min(value.Length, bytes.Length); i++) bytes[i] = value[i] is >= ' ' and <= '~' ? (byte)value[i] : (byte)'?';
        }
    }

    /// <summary>Of what is known at start.</summary>
    /// <param name="bootStatus">The watchdog's; null without one.</param>
    /// <param name="survived">What was written into the memory that survives a reset; null without such memory.</param>
    public static ResetRecord Of(WatchdogFlags? bootStatus, IReadOnlyList<SurvivingMessage>? survived, int crashes)
    {
        // The last line: what came before it was said in quieter times.
        string words = survived is { Count: > 0 } ? Encoding.ASCII.GetString(survived[^1].Bytes).TrimEnd('\0', '\n').Split('\n')[^1] : "";
        ResetRecord record = new() { Crashes = crashes, LastWords = words };
        record.Cause = crashes > 0 ? ResetCause.Crash
            : bootStatus is { } flags && (flags & WatchdogFlags.CardReset) != 0 ? ResetCause.Watchdog
            : words.Contains(StoppedMark, StringComparison.Ordinal) ? ResetCause.CleanRestart
            : words.Length > 0 ? ResetCause.Reset
            : bootStatus is not null && survived is not null ? ResetCause.PowerOn : ResetCause.Unknown;
        return record;
    }

    public readonly string CauseText => Cause switch
    {
        ResetCause.PowerOn => "power-on",
        ResetCause.CleanRestart => "restart after a clean stop",
        ResetCause.Watchdog => "hardware watchdog",
        ResetCause.Reset => "reset without the watchdog",
        ResetCause.Crash => $"the controller before it ended unasked ({Crashes} in ten minutes)",
        _ => "unknown",
    };
}
