using V2G.Firmware.Counterparts;
using V2G.Firmware.Terminal;
using V2G.Simulation.PowerPath;

namespace V2G.Firmware.Run;

/// <summary>What goes wrong at a simulated station, and when: `run --simulate --inject ground-fault@10..12`.</summary>
internal sealed class StationFaults : TimedFaults<StationFaults.Kind>
{
    /// <summary>Those of the lines, and what a driver does.</summary>
    internal enum Kind : byte
    {
        GridRelayWelded, GridRelayDead, NoPreCharge, BreakerStuck, ResidualMonitorDead, GroundFault, InsulationFault, EmergencyStop, DoorOpen, GateDriver, ContactorWelded,
        ContactorDead, InsulationMonitorDead, TripCoilOpen, NotReady, Unplugged, FirstRelayWelded, SecondRelayWelded, FirstRelayDead, SecondRelayDead, GateDriverBlind,
    }

    static readonly (Kind Fault, string Word, string Unit, double Most)[] _words =
    [
        (Kind.GroundFault, "ground-fault", "", 0), (Kind.InsulationFault, "insulation-fault", "", 0), (Kind.EmergencyStop, "emergency-stop", "", 0), (Kind.DoorOpen, "door", "", 0),
        (Kind.GateDriver, "gate-driver", "", 0), (Kind.GridRelayWelded, "relay-welded", "", 0), (Kind.GridRelayDead, "relay-dead", "", 0), (Kind.NoPreCharge, "no-pre-charge", "", 0),
        (Kind.ContactorWelded, "contactor-welded", "", 0), (Kind.ContactorDead, "contactor-dead", "", 0), (Kind.BreakerStuck, "breaker-stuck", "", 0), (Kind.TripCoilOpen, "trip-coil", "", 0),
        (Kind.ResidualMonitorDead, "residual-monitor", "", 0), (Kind.InsulationMonitorDead, "insulation-monitor", "", 0), (Kind.NotReady, "not-ready", "", 0), (Kind.Unplugged, "unplugged", "", 0),
        (Kind.FirstRelayWelded, "relay-1-welded", "", 0), (Kind.SecondRelayWelded, "relay-2-welded", "", 0), (Kind.FirstRelayDead, "relay-1-dead", "", 0), (Kind.SecondRelayDead, "relay-2-dead", "", 0),
        (Kind.GateDriverBlind, "gate-driver-blind", "", 0),
    ];

    static readonly (Kind Kind, LineFaults Fault)[] _lines =
    [
        (Kind.GridRelayWelded, LineFaults.GridRelayWelded), (Kind.GridRelayDead, LineFaults.GridRelayDead), (Kind.NoPreCharge, LineFaults.NoPreCharge), (Kind.BreakerStuck, LineFaults.BreakerStuck),
        (Kind.ResidualMonitorDead, LineFaults.ResidualMonitorDead), (Kind.GroundFault, LineFaults.ResidualCurrent), (Kind.InsulationFault, LineFaults.InsulationFault),
        (Kind.EmergencyStop, LineFaults.EmergencyStop), (Kind.DoorOpen, LineFaults.DoorOpen), (Kind.GateDriver, LineFaults.GateDriver), (Kind.ContactorWelded, LineFaults.VehicleContactorWelded),
        (Kind.ContactorDead, LineFaults.VehicleContactorDead), (Kind.InsulationMonitorDead, LineFaults.InsulationMonitorDead), (Kind.TripCoilOpen, LineFaults.TripCoilOpen),
        (Kind.FirstRelayWelded, LineFaults.FirstRelayWelded), (Kind.SecondRelayWelded, LineFaults.SecondRelayWelded), (Kind.FirstRelayDead, LineFaults.FirstRelayDead),
        (Kind.SecondRelayDead, LineFaults.SecondRelayDead), (Kind.GateDriverBlind, LineFaults.GateDriverBlind),
    ];

    StationFaults(string? text)
        : base("--inject", text, _words)
    {
    }

    public static StationFaults None { get; } = new(null);

    /// <exception cref="VerbFailure">Not a fault, or not a time.</exception>
    public static StationFaults Parse(string? text) => string.IsNullOrWhiteSpace(text) ? None : new(text);

    /// <summary>Of the lines, at a time since the start.</summary>
    public LineFaults At(double seconds)
    {
        LineFaults faults = LineFaults.None;
        if (IsEmpty) return faults;
        foreach ((Kind kind, LineFaults fault) in _lines)
            if (Has(kind, seconds)) faults |= fault;
        return faults;
    }

    /// <summary>The pilot's upper level, V: no vehicle, connected, ready.</summary>
    public double PilotVolts(bool connected, double seconds) => !connected || Has(Kind.Unplugged, seconds) ? 12 : Has(Kind.NotReady, seconds) ? 9 : 6;
}
