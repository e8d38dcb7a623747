using V2G.Grid.Der;
using V2G.Grid.Modbus;

namespace V2G.Grid.SunSpec;

/// <summary>How far a client has come with its inverter.</summary>
public enum InverterPhase : byte { Unconnected, Searching, Preparing, Running, Unusable }

/// <summary>
/// Drives an inverter that speaks SunSpec: finds its models, hands it the curve that it falls back to, then in every cycle gives it
/// its orders and reads what it measures. One request at a time; nothing that it answers, or fails to answer, is an exception here.
/// </summary>
/// <remarks>
/// The conversation is written as one sequence (<see cref="Talk"/>) that stops at each request until that has an outcome, and begins
/// anew with each connection: another device may have taken the address.
/// </remarks>
public sealed partial class InverterClient(InverterClientSettings settings) : ISunSpecClient
{
    const int Retries = 3;

    readonly LossWindow _loss = new();
    InverterModels _models = new();
    IEnumerator<ModbusRequest?>? _talk;
    InverterOrder _order;
    InverterReading _reading = new() { Measured = DerMeasurement.Unknown };
    ModbusRequest _asked;
    bool _asking, _scanning, _running;
    long _nowNs, _resumeNs, _acknowledged, _acknowledgedNs, _beatNs;
    double _beat = double.NaN;
    uint _ownBeat;
    long _connection = -1;

    public ModbusClient Modbus { get; } = new(settings.Modbus);

    public InverterPhase Phase { get; private set; }

    /// <summary>What is wrong with the inverter, or was with its last answer; null for nothing.</summary>
    public string? Finding { get; private set; }

    /// <summary>Why the inverter falls back to a curve of its own; null: it has ours, or none was given.</summary>
    public string? CurveFinding { get; private set; }

    /// <summary>It takes the times after which its orders revert; else it goes on with the last ones when we fall silent.</summary>
    public bool Reverts { get; private set; }

    /// <summary>"maker model, version, serial number", once known.</summary>
    public string? Identity { get; private set; }

    public ref readonly InverterReading Reading => ref _reading;

    /// <summary>Cycles whose orders were acknowledged and whose measurement came.</summary>
    public long Cycles { get; private set; }

    public double LossShare(long nowNs) => _loss.Share(nowNs);

    /// <summary>What the inverter is to do from the next cycle on. A stop is told at once.</summary>
    public void Order(in InverterOrder order)
    {
        if (_order.Run && !order.Run) _resumeNs = 0;
        _order = order;
    }

    /// <summary>What is to be sent now; empty for nothing. Called after bytes have come, and now and then.</summary>
    public ReadOnlySpan<byte> Next(long nowNs)
    {
        _nowNs = nowNs;
        if (!Modbus.IsConnected || Modbus.Connections != _connection) Begin();
        if (_asking && Modbus.Outcome != ModbusOutcome.None) Answered();
        if (!Modbus.IsFree) return [];
        if (nowNs < _resumeNs) return [];
        _talk ??= Talk().GetEnumerator();
        if (!_talk.MoveNext() || _talk.Current is not { } request) return [];
        _asked = request;
        _asking = true;
        return Modbus.Ask(request, request.IsWrite ? _models.Values(request) : [], nowNs);
    }

    ReadOnlySpan<byte> ISunSpecClient.ToSend(long nowNs) => Next(nowNs);

    void Begin()
    {
        if (_asking && Modbus.Outcome != ModbusOutcome.None) Answered();
        _talk = null;
        _asking = false;
        _resumeNs = 0;
        Phase = Modbus.IsConnected ? InverterPhase.Searching : InverterPhase.Unconnected;
        _connection = Modbus.Connections;
    }

    void Answered()
    {
        _asking = false;
        _loss.Add(Modbus.Outcome is not (ModbusOutcome.Done or ModbusOutcome.Exception) || (Modbus.Outcome == ModbusOutcome.Exception && !_scanning), _nowNs);
        if (Modbus.Outcome == ModbusOutcome.Exception && !_scanning) Finding = $"{(_asked.IsWrite ? "write" : "read")} of {_asked.Count} at {_asked.Address}: exception {(byte)Modbus.Exception}";
        if (!_asked.IsWrite && Modbus.Outcome == ModbusOutcome.Done && !_scanning) _models.Take(_asked, Modbus.Registers);
    }

    bool Done => Modbus.Outcome == ModbusOutcome.Done;
}
