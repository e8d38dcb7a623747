using V2G.Control.Settings;

namespace V2G.Firmware.Configuration;

/// <summary>
/// What v2g.yaml says of the board itself: the loop's place in the machine, the devices, the links. The decision does not know them,
/// and the settings' hash does not hold them.
/// </summary>
internal sealed record BoardSettings
{
    public const string None = "none";

    /// <summary>The loop's period, ms.</summary>
    public double PeriodMs { get; init; } = 1;

    /// <summary>CPU of the loop; −1: any.</summary>
    public double Cpu { get; init; } = -1;

    /// <summary>SCHED_FIFO priority of the loop, with locked memory; 0: none is asked for.</summary>
    public double Priority { get; init; } = 80;

    /// <summary>Longest silence of the grid management system before Local Autonomous Mode, s.</summary>
    public double HeartbeatTimeoutSeconds { get; init; } = 30;

    /// <summary>Name of the GPIO line that carries the pulse train of the gates, or <see cref="None"/>.</summary>
    public string GateEnable { get; init; } = None;

    /// <summary>The hardware watchdog's device, or <see cref="None"/>.</summary>
    public string Watchdog { get; init; } = None;

    /// <summary>Unfed for so long, it resets the board, s.</summary>
    public double WatchdogTimeoutSeconds { get; init; } = 5;

    /// <summary>Where what is said before a reset survives it, or <see cref="None"/>.</summary>
    public string Pmsg { get; init; } = None;

    public void Check(SettingCheck check)
    {
        check.InRange("loop.period", PeriodMs, 0.5, 5, "ms", "the gates' monostable wants an edge within 10 ms");
        check.InRange("loop.cpu", Cpu, -1, 1023, "", "-1: any");
        check.InRange("loop.priority", Priority, 0, 98, "", "0: none; 99 belongs to the kernel");
        check.InRange("links.heartbeat_timeout", HeartbeatTimeoutSeconds, 5, 300, "s", "house");
        check.InRange("devices.watchdog_timeout", WatchdogTimeoutSeconds, 1, 60, "s", "house");
        foreach ((string key, double value) in new[] { ("loop.cpu", Cpu), ("loop.priority", Priority), ("devices.watchdog_timeout", WatchdogTimeoutSeconds) })
            check.Require(value == Math.Floor(value), key, value.ToString(System.Globalization.CultureInfo.InvariantCulture), "whole numbers", "it counts");
    }
}
