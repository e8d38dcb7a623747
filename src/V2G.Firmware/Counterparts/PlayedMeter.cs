using System.Net;
using System.Net.Sockets;
using V2G.Firmware.Can;
using V2G.Firmware.Inverters.Modbus;
using V2G.Firmware.Terminal;
using V2G.Linux.Can;

namespace V2G.Firmware.Counterparts;

/// <summary>The meter beside a played inverter, on whichever bus a person named; or none.</summary>
internal sealed class PlayedMeter : IDisposable
{
    readonly CanSocket? _socket;
    readonly CanMeterCounterpart? _can;
    readonly ModbusMeterCounterpart? _modbus;

    PlayedMeter(CanSocket? socket, CanMeterCounterpart? can, ModbusMeterCounterpart? modbus) => (_socket, _can, _modbus) = (socket, can, modbus);

    /// <summary>What it has said, for a line; empty without one.</summary>
    public string Counted => _can is not null ? $"; meter sent {_can.Sent}" : _modbus is not null ? $"; meter answered {_modbus.Listener.Answered}" : "";

    /// <param name="where">A CAN interface, or ADDRESS:PORT; null: no meter.</param>
    /// <exception cref="VerbFailure">It can't be had there.</exception>
    public static PlayedMeter Open(string? where, InverterCounterpart plant)
    {
        if (where is null)
        {
            if (plant.Faults.Holds(CounterpartFault.MeterSilence) || plant.Faults.Holds(CounterpartFault.MeterLoss) || plant.Faults.Holds(CounterpartFault.MeterStale))
                throw new VerbFailure(ExitCode.Usage, "--fault: meter-silence, meter-loss and meter-stale go with --meter");
            return new(null, null, null);
        }
        if (where.Contains(':', StringComparison.Ordinal)) return OnModbus(where, plant);
        BusMap bus = BusMap.Load(null, null, BusKind.Meter);
        CanSocket socket;
        try
        {
            socket = new(where, []);
        }
        catch (ArgumentException e)
        {
            throw new VerbFailure(ExitCode.Usage, $"--meter {e.Message}");
        }
        if (socket.Open() is CanLink.Absent or CanLink.Refused) throw new VerbFailure(ExitCode.Failed, $"--meter {where}: no CAN interface that could be used");
        Console.WriteLine($"SIMULATED meter on can {where} by {bus.Name}");
        return new(socket, new(socket, bus, plant), null);
    }

    static PlayedMeter OnModbus(string where, InverterCounterpart plant)
    {
        IPEndPoint address = ModbusAddress.Parse(where) ?? throw new VerbFailure(ExitCode.Usage, $"--meter {where}: write a CAN interface or {ModbusAddress.Form}");
        try
        {
            ModbusMeterCounterpart meter = new(address, plant);
            Console.WriteLine($"SIMULATED meter on Modbus TCP {meter.Address}, unit 1, SunSpec model 203");
            return new(null, null, meter);
        }
        catch (SocketException e)
        {
            throw new VerbFailure(ExitCode.Failed, $"{where}: {e.Message}");
        }
    }

    public void Step(long nowNs)
    {
        _can?.Step(nowNs);
        _modbus?.Step(nowNs);
    }

    public void Dispose()
    {
        _modbus?.Dispose();
        _socket?.Dispose();
    }
}
