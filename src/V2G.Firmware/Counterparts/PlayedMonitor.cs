using V2G.Firmware.Can;
using V2G.Firmware.Terminal;
using V2G.Linux.Can;

namespace V2G.Firmware.Counterparts;

/// <summary>The insulation monitor beside a played inverter, on the CAN interface that a person named; or none.</summary>
internal sealed class PlayedMonitor : IDisposable
{
    static readonly CounterpartFault[] _own = [CounterpartFault.Insulation, CounterpartFault.MonitorSilence, CounterpartFault.MonitorBlind];

    readonly CanSocket? _socket;
    readonly CanMonitorCounterpart? _monitor;

    PlayedMonitor(CanSocket? socket, CanMonitorCounterpart? monitor) => (_socket, _monitor) = (socket, monitor);

    /// <summary>What has become of it, for a line; empty without one.</summary>
    public string Counted => _monitor is null ? "" : $"; insulation monitor tested {_monitor.Tests} times";

    /// <exception cref="VerbFailure">It can't be had there.</exception>
    public static PlayedMonitor Open(string? name, InverterCounterpart plant)
    {
        if (name is null)
        {
            if (Array.Exists(_own, plant.Faults.Holds)) throw new VerbFailure(ExitCode.Usage, "--fault: insulation, monitor-silence and monitor-blind go with --insulation");
            return new(null, null);
        }
        BusMap bus = BusMap.Load(null, null, BusKind.Insulation);
        CanSocket socket;
        try
        {
            socket = new(name, bus.CommandFilters);
        }
        catch (ArgumentException e)
        {
            throw new VerbFailure(ExitCode.Usage, $"--insulation {e.Message}");
        }
        if (socket.Open() is CanLink.Absent or CanLink.Refused) throw new VerbFailure(ExitCode.Failed, $"--insulation {name}: no CAN interface that could be used");
        Console.WriteLine($"SIMULATED insulation monitor on can {name} by {bus.Name}");
        return new(socket, new(socket, bus, plant));
    }

    public void Step(long nowNs) => _monitor?.Step(nowNs);

    public void Dispose() => _socket?.Dispose();
}
