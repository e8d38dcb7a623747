using V2G.Control;
using V2G.Control.Protection;
using V2G.Firmware.Live;

namespace V2G.Firmware.Roles;

/// <summary>
/// What of the events also stands in the kernel's log: faults of hardware, with the prefix that a technician greps for. The unit's standard
/// error leads there; the process itself has no right to write it.
/// </summary>
internal static class KernelLine
{
    public const string Prefix = "v2g inverter: ";

    /// <returns>Null for what is no fault of the hardware.</returns>
    public static string? Of(in BoardEvent e)
    {
        if (e.Kind != BoardEventKind.Control || e.Control.Kind is not (ControlEventKind.FaultRaised or ControlEventKind.FaultCleared)) return null;
        bool hardware = e.Control.Fault is FaultCode.CanBusOff or FaultCode.CommunicationTimeout or FaultCode.SensorPlausibility or FaultCode.WatchdogReset
            or FaultCode.ShuntTripFailed or FaultCode.ShuntTripped or (>= FaultCode.Fan and <= FaultCode.Proximity);
        return hardware ? Prefix + EventText.Of(e.Control) : null;
    }
}

/// <summary>At most ten lines a minute: the kernel's buffer belongs to everybody.</summary>
internal struct KernelLineLimit
{
    const int MostAMinute = 10;
    const long MinuteMs = 60_000;

    long _sinceMs;
    int _lines;

    public bool May(long nowMs)
    {
        if (_lines == 0 || nowMs - _sinceMs >= MinuteMs)
        {
            _sinceMs = nowMs;
            _lines = 0;
        }
        return ++_lines <= MostAMinute;
    }
}
