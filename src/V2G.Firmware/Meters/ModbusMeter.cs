using V2G.Control.Measurement;
using V2G.Firmware.Configuration;
using V2G.Firmware.Inverters.Modbus;
using V2G.Firmware.Roles;
using V2G.Grid.SunSpec;

namespace V2G.Firmware.Meters;

/// <summary>A meter on Modbus TCP as the inverter link sees it: readings out, in the controller's own signs. Says by events what happens to it.</summary>
internal sealed class ModbusMeter : IDisposable
{
    // A share of the silence limit, so that a few answers may be missed before the controller takes fright.
    const int AnswersPerSilence = 4;

    // As often as an inverter is asked; a meter that measures more seldom says the same again.
    const long CycleNs = 20_000_000;

    readonly MeterClient _client;
    readonly ModbusConnection _connection;
    readonly double _sign;
    readonly Action<string> _say;
    readonly RepeatTime _repeat;
    string _told = "";
    long _readNs;

    public ModbusMeter(BoardSettings board, Action<string> say)
    {
        _say = say;
        _sign = board.MeterPlus == "import" ? -1 : 1;
        long silenceNs = (long)(board.MeterModbusSilenceMs * 1e6);
        _client = new(new() { UnitId = (byte)board.MeterModbusUnit, DeadlineNs = silenceNs / AnswersPerSilence, MostTimeouts = AnswersPerSilence, MostBackOffNs = 2_000_000_000 }, CycleNs);
        _connection = new(_client, ModbusAddress.Parse(board.MeterModbusAddress)!);
        _repeat = new(board.MeterModbusAddress, board.MeterModbusSilenceMs, "meter.modbus_silence", say);
        say($"meter at {board.MeterModbusAddress}, unit {board.MeterModbusUnit}; silence limit {board.MeterModbusSilenceMs:0} ms");
    }

    /// <summary>A reading has come since the last report.</summary>
    public bool HasNews => _client.TimeNs != _readNs;

    public MeterClient Client => _client;

    public void Step(long nowNs)
    {
        _connection.Step(nowNs);
        _repeat.Look(_client.IsRunning, _connection);
        string now = !_client.Modbus.IsConnected ? $"meter not connected{(_connection.Error is { } error ? $" ({error})" : "")}"
            : _client.IsRunning ? $"meter is read by model {_client.Model}" : _client.Finding is { } finding ? $"meter: {finding}" : _told;
        if (now == _told) return;
        _told = now;
        _say(now);
    }

    /// <summary>What the controller is told.</summary>
    public MeterLinkReport Report(long nowNs)
    {
        _readNs = _client.TimeNs;
        MeterFigures f = _client.Figures;
        return new()
        {
            Reading = new()
            {
                TimeNs = _client.TimeNs, Volts = new(Volts(f.VoltsA), Volts(f.VoltsB), Volts(f.VoltsC)), LineVolts = new(Volts(f.VoltsAb), Volts(f.VoltsBc), Volts(f.VoltsCa)),
                // Some meters give a current the sign of its power.
                Amperes = new(Volts(Math.Abs(f.AmperesA)), Volts(Math.Abs(f.AmperesB)), Volts(Math.Abs(f.AmperesC))),
                ActivePowerWatts = Power(_sign * f.Watts), VarInjected = Power(_sign * f.Vars), FrequencyHz = Possible(f.Hertz, 0, LinkTable.MostHz),
            },
            Bus = new() { LossShare = _client.LossShare(nowNs), BadFrames = _client.Modbus.BadFrames, Off = !_client.IsRunning },
        };
    }

    static double Volts(double value) => Possible(value, 0, LinkTable.MostVolts);

    static double Power(double value) => Possible(value, -LinkTable.MostWatts, LinkTable.MostWatts);

    // One figure that can't be must not cost the whole report, as it would at the controller's door.
    static double Possible(double value, double least, double most) => value >= least && value <= most ? value : double.NaN;

    public void Dispose() => _connection.Dispose();
}
