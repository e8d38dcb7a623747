using V2G.Firmware.Terminal;

namespace V2G.Firmware.Counterparts;

/// <summary>Which faults a counterpart plays when.</summary>
internal sealed class FaultSchedule : TimedFaults<CounterpartFault>
{
    // A fault that takes a figure: its unit and range.
    static readonly (CounterpartFault Fault, string Word, string Unit, double Most)[] _words =
    [
        (CounterpartFault.Silence, "silence", "", 0), (CounterpartFault.Loss, "loss", "%", 100), (CounterpartFault.Late, "late", "ms", 10_000),
        (CounterpartFault.Stale, "stale", "", 0), (CounterpartFault.Duplicate, "duplicate", "", 0), (CounterpartFault.Checksum, "checksum", "", 0),
        (CounterpartFault.BusOff, "bus-off", "", 0), (CounterpartFault.IgnoreVar, "ignore-var", "", 0), (CounterpartFault.Stuck, "stuck", "", 0),
        (CounterpartFault.Internal, "internal", "", 0), (CounterpartFault.Exception, "exception", "", 0), (CounterpartFault.SlowBytes, "slow-bytes", "ms", 1000),
        (CounterpartFault.WrongTransaction, "wrong-tid", "", 0), (CounterpartFault.ShortFrame, "short-frame", "", 0), (CounterpartFault.Disconnect, "disconnect", "", 0),
        (CounterpartFault.GridVoltage, "grid", "%", 150), (CounterpartFault.MeterSilence, "meter-silence", "", 0), (CounterpartFault.MeterLoss, "meter-loss", "%", 100),
        (CounterpartFault.MeterStale, "meter-stale", "", 0), (CounterpartFault.Insulation, "insulation", "kOhm", 100_000), (CounterpartFault.MonitorSilence, "monitor-silence", "", 0),
        (CounterpartFault.MonitorBlind, "monitor-blind", "", 0),
    ];

    FaultSchedule(string? text)
        : base("--fault", text, _words)
    {
    }

    public static FaultSchedule None { get; } = new(null);

    /// <exception cref="VerbFailure">Not a fault, or not a time.</exception>
    public static FaultSchedule Parse(string? text) => string.IsNullOrWhiteSpace(text) ? None : new(text);
}
