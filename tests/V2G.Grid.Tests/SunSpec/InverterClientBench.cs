using V2G.Grid.Der;
using V2G.Grid.Modbus;
using V2G.Grid.SunSpec;

namespace V2G.Grid.Tests.SunSpec;

/// <summary>Client and server over a way of half a millisecond that does what it is told, a millisecond at a time.</summary>
sealed class InverterClientBench
{
    public const long Ms = 1_000_000;

    readonly Queue<(long AtNs, byte[] Bytes)> _way = new();
    ModbusServer _modbus;
    long _sequence;

    public InverterClientBench(InverterClientSettings? settings = null, IModbusRegisters? registers = null)
    {
        Server = new(Der);
        Registers = registers ?? Server;
        Client = new(settings ?? new() { VoltVar = new(DerFunction.VoltVar, [new(90, 30), new(97, 0), new(103, 0), new(110, -30)]) { Reference = 3, ResponseSeconds = 5 } });
        _modbus = new(Registers, 1);
        Der.Measured = DerMeasurement.Unknown with { Status = DerStatus.Running, Connected = true, Watts = 0, VarInjected = 0, Volts = 480, FrequencyHz = 60 };
    }

    public RecordingDer Der { get; } = new();

    public SunSpecServer Server { get; }

    public IModbusRegisters Registers { get; }

    public InverterClient Client { get; }

    public long NowNs { get; private set; } = Ms;

    /// <summary>Null: the connection is refused, or torn down.</summary>
    public bool Reachable { get; set; } = true;

    /// <summary>Time passes for the server as well.</summary>
    public bool ServerLives { get; set; } = true;

    /// <summary>What becomes of an answer; null: it is lost.</summary>
    public Func<byte[], byte[]?> Answer { get; set; } = bytes => bytes;

    /// <summary>How long an answer takes.</summary>
    public long DelayNs { get; set; } = Ms;

    public InverterOrder Wish { get; set; } = new(0, true, -5000, 1234);

    public List<byte[]> Requests { get; } = [];

    public long Sequence => _sequence;

    public double AgeMs => (NowNs - Client.Reading.TimeNs) / (double)Ms;

    public void Run(double seconds, Action? afterTick = null)
    {
        byte[] answer = new byte[ModbusLimits.MostFrameBytes];
        for (long end = NowNs + (long)(seconds * 1000) * Ms; NowNs < end;)
        {
            NowNs += Ms;
            if (ServerLives) Server.Advance(NowNs);
            if (!Reachable && Client.Modbus.IsConnected) Client.Modbus.Closed(NowNs);
            switch (Client.Modbus.Step(NowNs))
            {
                case ModbusStep.Connect when Reachable:
                    _way.Clear();
                    _modbus = new(Registers, 1);
                    Client.Modbus.Connected(NowNs);
                    break;
                case ModbusStep.Connect:
                    Client.Modbus.Closed(NowNs);
                    break;
            }
            while (_way.TryPeek(out (long AtNs, byte[] Bytes) next) && next.AtNs <= NowNs) Client.Modbus.Receive(_way.Dequeue().Bytes, NowNs);
            Client.Order(Wish with { Sequence = ++_sequence });
            ReadOnlySpan<byte> request = Client.Next(NowNs);
            if (request.Length > 0)
            {
                Requests.Add(request.ToArray());
                Assert.True(_modbus.Take(ref request, answer, NowNs, out int length));
                if (length > 0 && Answer(answer[..length]) is { } bytes) _way.Enqueue((NowNs + DelayNs, bytes));
            }
            afterTick?.Invoke();
        }
    }
}
