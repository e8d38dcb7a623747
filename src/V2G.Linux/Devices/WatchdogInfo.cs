namespace V2G.Linux.Devices;

/// <summary>What a watchdog can do, and what it knows of the last start (WDIOF_…; the kernel uses one set of bits for both).</summary>
[Flags]
public enum WatchdogFlags : uint
{
    None = 0,
    Overheat = 0x0001,
    FanFault = 0x0002,
    ExternalRelay1 = 0x0004,
    ExternalRelay2 = 0x0008,
    PowerUnder = 0x0010,

    /// <summary>As boot status: the watchdog reset the board.</summary>
    CardReset = 0x0020,
    PowerOver = 0x0040,
    SetTimeout = 0x0080,
    MagicClose = 0x0100,
    PreTimeout = 0x0200,
    AlarmOnly = 0x0400,
    KeepAlive = 0x8000,
}

public static class WatchdogFlagNames
{
    static readonly (WatchdogFlags Flag, string Name)[] _names =
    [
        (WatchdogFlags.CardReset, "card reset"), (WatchdogFlags.PowerUnder, "power under"), (WatchdogFlags.PowerOver, "power over"),
        (WatchdogFlags.Overheat, "overheat"), (WatchdogFlags.FanFault, "fan fault"), (WatchdogFlags.ExternalRelay1, "external 1"),
        (WatchdogFlags.ExternalRelay2, "external 2"),
    ];

    /// <summary>Why the board started, in words; "none": by power, or this watchdog can't tell.</summary>
    public static string BootText(this WatchdogFlags status)
    {
        string text = string.Join(", ", _names.Where(n => (status & n.Flag) != 0).Select(n => n.Name));
        return text.Length == 0 ? "none" : text;
    }
}
