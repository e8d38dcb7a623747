using System.Globalization;

namespace V2G.Firmware.Configuration;

/// <summary>One key of the sections of v2g.yaml that describe the board.</summary>
/// <param name="Unit">Unit of a number; what is allowed, for a word.</param>
/// <param name="With">Settings with the value replaced; null when the text can't be one.</param>
internal sealed record BoardKey(string Path, string Unit, bool IsNumber, Func<BoardSettings, string> Get, Func<BoardSettings, string, BoardSettings?> With)
{
    public static BoardKey Number(string path, string unit, Func<BoardSettings, double> get, Func<BoardSettings, double, BoardSettings> with) =>
        new(path, unit, true, s => get(s).ToString("0.######", CultureInfo.InvariantCulture), (s, text) => with(s, double.Parse(text, CultureInfo.InvariantCulture)));

    /// <summary>A name of the board's own, or none.</summary>
    public static BoardKey Name(string path, string what, Func<BoardSettings, string> get, Func<BoardSettings, string, BoardSettings> with) =>
        new(path, $"none or {what}", false, get, (s, text) => text.Length is > 0 and <= 128 && text.All(IsOfName) ? with(s, text) : null);

    /// <summary>Such names, separated by commas.</summary>
    public static BoardKey Names(string path, string what, Func<BoardSettings, string> get, Func<BoardSettings, string, BoardSettings> with) =>
        new(path, $"{what}, separated by commas", false, get, (s, text) => text.Length is > 0 and <= 256 && text.All(c => IsOfName(c) || c == ',') ? with(s, text) : null);

    /// <summary>One of a few words.</summary>
    public static BoardKey Word(string path, string[] words, Func<BoardSettings, string> get, Func<BoardSettings, string, BoardSettings> with) =>
        new(path, string.Join(" | ", words), false, get, (s, text) => words.Contains(text) ? with(s, text) : null);

    static bool IsOfName(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or '/' or ':';
}

/// <summary>Every such key, in the order in which they are written out.</summary>
internal static class BoardKeys
{
    public static readonly string[] Sections = ["loop", "devices", "inverter", "links"];

    public static readonly BoardKey[] All =
    [
        BoardKey.Number("loop.period", "ms", s => s.PeriodMs, (s, v) => s with { PeriodMs = v }),
        BoardKey.Number("loop.cpu", "", s => s.Cpu, (s, v) => s with { Cpu = v }),
        BoardKey.Number("loop.priority", "", s => s.Priority, (s, v) => s with { Priority = v }),
        BoardKey.Name("devices.gate_enable", "the name of a GPIO line", s => s.GateEnable, (s, v) => s with { GateEnable = v }),
        BoardKey.Name("devices.samples", "the name of an IIO device", s => s.Samples, (s, v) => s with { Samples = v }),
        BoardKey.Name("devices.sample_trigger", "the name of an IIO trigger", s => s.SampleTrigger, (s, v) => s with { SampleTrigger = v }),
        BoardKey.Number("devices.sample_rate", "Hz", s => s.SampleRateHz, (s, v) => s with { SampleRateHz = v }),
        BoardKey.Names("devices.sample_channels", "channels of the IIO device", s => s.SampleChannels, (s, v) => s with { SampleChannels = v }),
        BoardKey.Number("devices.voltage_ratio", "V/V", s => s.VoltageRatio, (s, v) => s with { VoltageRatio = v }),
        BoardKey.Number("devices.current_ratio", "A/V", s => s.CurrentRatio, (s, v) => s with { CurrentRatio = v }),
        BoardKey.Name("devices.watchdog", "its device, /dev/watchdog", s => s.Watchdog, (s, v) => s with { Watchdog = v }),
        BoardKey.Number("devices.watchdog_timeout", "s", s => s.WatchdogTimeoutSeconds, (s, v) => s with { WatchdogTimeoutSeconds = v }),
        BoardKey.Name("devices.pmsg", "its device, /dev/pmsg0", s => s.Pmsg, (s, v) => s with { Pmsg = v }),
        BoardKey.Word("inverter.driver", BoardSettings.InverterDrivers, s => s.InverterDriver, (s, v) => s with { InverterDriver = v }),
        BoardKey.Name("inverter.can_interface", "the name of a CAN interface", s => s.CanInterface, (s, v) => s with { CanInterface = v }),
        BoardKey.Name("inverter.dbc", "a DBC file", s => s.Dbc, (s, v) => s with { Dbc = v }),
        BoardKey.Name("inverter.signals", "a signal map", s => s.Signals, (s, v) => s with { Signals = v }),
        BoardKey.Number("inverter.cycle", "ms", s => s.CommandCycleMs, (s, v) => s with { CommandCycleMs = v }),
        BoardKey.Number("links.heartbeat_timeout", "s", s => s.HeartbeatTimeoutSeconds, (s, v) => s with { HeartbeatTimeoutSeconds = v }),
    ];
}
