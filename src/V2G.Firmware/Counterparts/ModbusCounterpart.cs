using System.Net;
using V2G.Firmware.Modbus;
using V2G.Grid.SunSpec;
using V2G.Simulation;

namespace V2G.Firmware.Counterparts;

/// <summary>
/// A played inverter as a SunSpec device on Modbus TCP, which does wrong on the way what the schedule says: no answers, fewer, later,
/// twice, byte by byte, cut short, under another transaction's id.
/// </summary>
internal sealed class ModbusCounterpart : IDisposable
{
    readonly InverterCounterpart _plant;
    readonly CounterpartDer _der;
    readonly SunSpecServer _server;
    readonly ModbusListener _listener;
    readonly SeededRandom _random;

    /// <exception cref="System.Net.Sockets.SocketException">The port can't be had.</exception>
    public ModbusCounterpart(IPEndPoint address, InverterCounterpart plant, byte unit = 1)
    {
        _plant = plant;
        _der = new(plant);
        _server = new(_der);
        _random = new(plant.Settings.Seed);
        _listener = new(address, _server, unit, Way);
    }

    public IPEndPoint Address => _listener.Address;

    public CounterpartDer Der => _der;

    public SunSpecServer Server => _server;

    public ModbusListener Listener => _listener;

    /// <summary>Hears what has come, lets the inverter's time pass, and answers what is due.</summary>
    public void Step(long nowNs)
    {
        // Stale: everything stands still, its heartbeat with the rest.
        if (!_plant.Has(CounterpartFault.Stale)) _server.Advance(nowNs);
        _der.Command(nowNs);
        _plant.Advance(nowNs);
        if (_plant.Has(CounterpartFault.Disconnect) || _plant.Has(CounterpartFault.BusOff)) _listener.Close();
        else _listener.Step(nowNs);
    }

    IEnumerable<DueBytes> Way(byte[] answer, long nowNs)
    {
        if (_plant.Has(CounterpartFault.Silence)) return [];
        if (_plant.Value(CounterpartFault.Loss) is not double.NaN and double percent && _random.Uniform() * 100 < percent) return [];
        if (_plant.Has(CounterpartFault.Exception)) answer = [.. answer[..4], 0, 3, answer[6], (byte)(answer[7] | 0x80), 4];
        if (_plant.Has(CounterpartFault.ShortFrame)) answer = Shortened(answer);
        if (_plant.Has(CounterpartFault.WrongTransaction)) answer[0] ^= 0x55;
        if (_plant.Value(CounterpartFault.Late) is not double.NaN and double late) nowNs += (long)(late * 1e6);
        if (_plant.Value(CounterpartFault.SlowBytes) is not double.NaN and double apart)
            return answer.Select((b, i) => new DueBytes(nowNs + (long)(i * apart * 1e6), [b]));
        return _plant.Has(CounterpartFault.Duplicate) ? [new(nowNs, answer), new(nowNs, answer)] : [new(nowNs, answer)];
    }

    // A whole frame of less than its function has: the length in its header agrees, what it says does not.
    static byte[] Shortened(byte[] answer)
    {
        byte[] shorter = answer[..^1];
        shorter[5]--;
        return shorter.Length >= 9 ? shorter : answer;
    }

    public void Dispose() => _listener.Dispose();
}
