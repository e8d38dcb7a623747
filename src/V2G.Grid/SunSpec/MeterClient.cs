using V2G.Grid.Modbus;

namespace V2G.Grid.SunSpec;

/// <summary>What a meter says, in its own signs; NaN for what it does not tell.</summary>
public readonly record struct MeterFigures(
    double VoltsA, double VoltsB, double VoltsC, double VoltsAb, double VoltsBc, double VoltsCa, double AmperesA, double AmperesB, double AmperesC,
    double Watts, double Vars, double Hertz)
{
    public static MeterFigures Unknown { get; } = new(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);
}

/// <summary>
/// Reads a meter that speaks SunSpec (models 201 … 204, 211 … 214, or 701 of a unit that measures): finds its model, then asks for it
/// again and again. One request at a time; nothing that it answers, or fails to answer, is an exception here.
/// </summary>
public sealed class MeterClient(ModbusClientSettings modbus, long cycleNs) : ISunSpecClient
{
    const int Retries = 3;
    const long LookAgainNs = 2_000_000_000;

    readonly LossWindow _loss = new();
    InverterModels _models = new();
    IEnumerator<ModbusRequest?>? _talk;
    ModbusRequest _asked;
    bool _asking, _scanning;
    long _nowNs, _resumeNs, _connection = -1;

    public ModbusClient Modbus { get; } = new(modbus);

    /// <summary>It is found and read; false while it is looked for, not connected, or of no use.</summary>
    public bool IsRunning { get; private set; }

    /// <summary>Why it is of no use; null for nothing.</summary>
    public string? Finding { get; private set; }

    /// <summary>The model that is read; 0 before one is found.</summary>
    public int Model { get; private set; }

    /// <summary>What it said last.</summary>
    public MeterFigures Figures { get; private set; } = MeterFigures.Unknown;

    /// <summary>When it was asked for, so no later than it was measured for; 0: it has said nothing.</summary>
    public long TimeNs { get; private set; }

    public double LossShare(long nowNs) => _loss.Share(nowNs);

    public ReadOnlySpan<byte> ToSend(long nowNs)
    {
        _nowNs = nowNs;
        if (!Modbus.IsConnected || Modbus.Connections != _connection) Begin();
        if (_asking && Modbus.Outcome != ModbusOutcome.None) Answered();
        if (!Modbus.IsFree || nowNs < _resumeNs) return [];
        _talk ??= Talk().GetEnumerator();
        if (!_talk.MoveNext() || _talk.Current is not { } request) return [];
        _asked = request;
        _asking = true;
        return Modbus.Ask(request, [], nowNs);
    }

    void Begin()
    {
        if (_asking && Modbus.Outcome != ModbusOutcome.None) Answered();
        _talk = null;
        _asking = IsRunning = false;
        _resumeNs = 0;
        _connection = Modbus.Connections;
    }

    void Answered()
    {
        _asking = false;
        if (_scanning) return;
        _loss.Add(!Done, _nowNs);
        if (Done) _models.Take(_asked, Modbus.Registers);
    }

    bool Done => Modbus.Outcome == ModbusOutcome.Done;

    // Null: nothing to ask before _resumeNs.
    IEnumerable<ModbusRequest?> Talk()
    {
        while (true)
        {
            IsRunning = false;
            Finding = null;
            foreach (ModbusRequest? request in Search()) yield return request;
            if (Finding is null)
            {
                IsRunning = true;
                while (true)
                {
                    long begun = _nowNs;
                    bool whole = true;
                    foreach (ModbusRequest request in Turn())
                    {
                        yield return request;
                        whole &= Done;
                    }
                    // As old as what was asked for first.
                    if (whole) Read(begun);
                    _resumeNs = begun + cycleNs;
                    if (_nowNs < _resumeNs) yield return null;
                }
            }
            _resumeNs = _nowNs + LookAgainNs;
            yield return null;
        }
    }

    // What one reading takes; the three phases of model 701 lie further apart than one read reaches.
    ModbusRequest[] Turn() => Model != 701 ? [_models.Read(Model, 0, _models[Model].Layout.Registers)]
        : _models[701].Raw("ACType") == 2 ? [_models.Read(701, "ACType", "VL1"), _models.Read(701, "WL2", "VL2"), _models.Read(701, "WL3", "VL3")]
        : [_models.Read(701, "ACType", "VL1")];

    IEnumerable<ModbusRequest?> Search()
    {
        SunSpecScan scan = new();
        _models = new();
        Model = 0;
        _scanning = true;
        for (int tries = 0; !scan.IsDone && scan.Failure is null;)
        {
            yield return scan.Next();
            if (Modbus.Outcome == ModbusOutcome.TimedOut) continue;
            if (Modbus.Outcome == ModbusOutcome.Malformed)
            {
                if (++tries < Retries) continue;
                break;
            }
            scan.Take(Done ? Modbus.Registers : []);
        }
        _scanning = false;
        if (!scan.IsDone)
        {
            Finding = scan.Failure ?? "it answers something else than it is asked";
            yield break;
        }
        foreach (int id in SunSpecMeters.Ids)
        {
            if (scan.Find(id) is not { } found) continue;
            if (!_models.Add(found, SunSpecMeters.Head(id)))
            {
                Finding = $"model {id} is {found.Length} registers long, which is too short";
                yield break;
            }
            Model = id;
            yield break;
        }
        if (scan.Find(701) is { } measures && _models.Add(measures))
        {
            Model = 701;
            // Scale factors stand at its end.
            foreach (ModbusRequest request in (ModbusRequest[])[_models.Read(701, "A_SF", "Tmp_SF"), _models.Read(701, "ACType", "VL1")])
            {
                yield return request;
                if (!Done) Finding = "model 701 can't be read";
            }
            yield break;
        }
        Finding = $"it has no model of a meter: {string.Join(", ", SunSpecMeters.Ids.Order())} or 701";
    }

    void Read(long timeNs)
    {
        SunSpecBlock b = _models[Model];
        bool one = Model is 201 or 211 || (Model == 701 && b.Raw("ACType") != 2);
        // One phase may be connected between two lines.
        double Single(string first, string second) => double.IsNaN(b[first]) ? b[second] : b[first];
        Figures = Model == 701
            ? new(Single("VL1", "LNV"), b["VL2"], b["VL3"], b["VL1L2"], b["VL2L3"], b["VL3L1"], b["AL1"], b["AL2"], b["AL3"], b["W"], b["Var"], b["Hz"])
            : new(one ? Single("PhVphA", Model is 201 or 211 ? "PhVphAB" : "PhVphA") : b["PhVphA"], b["PhVphB"], b["PhVphC"], b["PhVphAB"], b["PhVphBC"], b["PhVphCA"],
                b["AphA"], b["AphB"], b["AphC"], b["W"], b["VAR"], b["Hz"]);
        TimeNs = timeNs;
    }
}
