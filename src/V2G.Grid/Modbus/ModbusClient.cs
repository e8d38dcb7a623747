namespace V2G.Grid.Modbus;

/// <summary>What the owner of the socket is to do.</summary>
public enum ModbusStep : byte
{
    /// <summary>Wait for bytes or for time.</summary>
    Nothing,

    /// <summary>Open a connection, then say <see cref="ModbusClient.Connected"/> or <see cref="ModbusClient.Closed"/>.</summary>
    Connect,

    /// <summary>Close it.</summary>
    Close,
}

/// <summary>
/// The client's side: one request in flight, each with its deadline, over a connection that may go at any time. Bytes and time in, bytes
/// and outcomes out; sockets live with the caller. What the other side sends is never an exception here: it is counted, and an
/// answer that can't be told from another's, or a stream that has lost its place, ends the connection.
/// </summary>
public sealed class ModbusClient(ModbusClientSettings settings)
{
    enum Link : byte { Down, Connecting, Up, Closing }

    readonly MbapReader _reader = new();
    readonly byte[] _frame = new byte[ModbusLimits.MostFrameBytes];
    readonly ushort[] _registers = new ushort[ModbusLimits.MostReadRegisters];
    Link _link;
    ModbusRequest _request;
    int _length, _taken;
    long _deadlineNs, _retryNs, _connectNs, _backOffNs;
    int _timeouts;

    public ModbusClientSettings Settings => settings;

    public bool IsConnected => _link == Link.Up;

    /// <summary>Connected, and nothing awaited: the next request may be asked.</summary>
    public bool IsFree => _link == Link.Up && !IsWaiting;

    public bool IsWaiting { get; private set; }

    /// <summary>Of the last request; <see cref="ModbusOutcome.None"/> while it is awaited.</summary>
    public ModbusOutcome Outcome { get; private set; }

    public ModbusExceptionCode Exception { get; private set; }

    /// <summary>What the last read brought.</summary>
    public ReadOnlySpan<ushort> Registers => _registers.AsSpan(0, _taken);

    public ushort TransactionId { get; private set; }

    /// <summary>From asking to the answer of the last request that was answered.</summary>
    public long RoundTripNs { get; private set; }

    /// <summary>When that answer came.</summary>
    public long AnsweredNs { get; private set; }

    /// <summary>Answers that were none: another transaction or unit, another function or length, no frame at all.</summary>
    public uint BadFrames { get; private set; }

    public long Timeouts { get; private set; }

    /// <summary>Connections made.</summary>
    public long Connections { get; private set; }

    /// <summary>What the socket's owner is to do now.</summary>
    public ModbusStep Step(long nowNs)
    {
        switch (_link)
        {
            case Link.Down when nowNs >= _retryNs:
                _link = Link.Connecting;
                _connectNs = nowNs;
                return ModbusStep.Connect;
            case Link.Connecting when nowNs - _connectNs > settings.ConnectNs:
            case Link.Closing:
                Down(nowNs);
                return ModbusStep.Close;
            case Link.Up when IsWaiting && nowNs > _deadlineNs:
                TimedOut();
                if (_link != Link.Closing) return ModbusStep.Nothing;
                Down(nowNs);
                return ModbusStep.Close;
            default:
                return ModbusStep.Nothing;
        }
    }

    /// <summary>The connection is made.</summary>
    public void Connected(long nowNs)
    {
        if (_link != Link.Connecting) return;
        _link = Link.Up;
        _timeouts = 0;
        Connections++;
        _reader.Reset();
    }

    /// <summary>The connection could not be made, or the other side has closed it.</summary>
    public void Closed(long nowNs)
    {
        if (_link != Link.Down) Down(nowNs);
    }

    /// <summary>Asks. The bytes are to be sent at once; what can't be sent is a connection that is lost.</summary>
    /// <param name="values">What a write carries.</param>
    /// <returns>Empty when nothing can be asked now: see <see cref="IsFree"/>.</returns>
    public ReadOnlySpan<byte> Ask(ModbusRequest request, ReadOnlySpan<ushort> values, long nowNs)
    {
        if (!IsFree || (request.IsWrite && values.Length != request.Count)) return [];
        _request = request;
        _taken = 0;
        Outcome = ModbusOutcome.None;
        Exception = ModbusExceptionCode.None;
        IsWaiting = true;
        _deadlineNs = nowNs + settings.DeadlineNs;
        TransactionId++;
        _length = MbapWriter.Header(_frame, TransactionId, settings.UnitId, request.Encode(_frame.AsSpan(ModbusLimits.HeaderBytes), values));
        return _frame.AsSpan(0, _length);
    }

    /// <summary>Bytes have come.</summary>
    public void Receive(ReadOnlySpan<byte> bytes, long nowNs)
    {
        while (_link == Link.Up && bytes.Length > 0)
        {
            switch (_reader.Take(ref bytes))
            {
                case MbapStatus.Refused:
                    BadFrames++;
                    Fail(ModbusOutcome.Malformed);
                    _link = Link.Closing;
                    break;
                case MbapStatus.Frame:
                    Frame(nowNs);
                    break;
            }
        }
    }

    void Frame(long nowNs)
    {
        // One that came too late for its deadline, or that answers somebody else: no matter what it says, it isn't for this request.
        if (!IsWaiting || _reader.TransactionId != TransactionId || _reader.UnitId != settings.UnitId || nowNs > _deadlineNs)
        {
            BadFrames++;
            return;
        }
        ModbusOutcome outcome = _request.Decode(_reader.Pdu, _registers, out ModbusExceptionCode code);
        IsWaiting = false;
        Outcome = outcome;
        Exception = code;
        if (outcome == ModbusOutcome.Malformed)
        {
            // The frame is whole and the stream in step: the connection may stay, the answer may not.
            BadFrames++;
            return;
        }
        _timeouts = 0;
        AnsweredNs = nowNs;
        RoundTripNs = nowNs - (_deadlineNs - settings.DeadlineNs);
        if (outcome == ModbusOutcome.Done && !_request.IsWrite) _taken = _request.Count;
        // Who answers, even with an exception, is worth the next attempt without a long wait.
        _backOffNs = 0;
    }

    void TimedOut()
    {
        Timeouts++;
        Fail(ModbusOutcome.TimedOut);
        // Half a frame at the deadline: whoever sends so slowly, or stops there, will not be waited for.
        if (++_timeouts >= settings.MostTimeouts || _reader.IsPartial) _link = Link.Closing;
    }

    void Fail(ModbusOutcome outcome)
    {
        if (!IsWaiting) return;
        IsWaiting = false;
        Outcome = outcome;
    }

    void Down(long nowNs)
    {
        Fail(ModbusOutcome.Lost);
        _link = Link.Down;
        _backOffNs = Math.Clamp(2 * _backOffNs, settings.FirstBackOffNs, settings.MostBackOffNs);
        _retryNs = nowNs + _backOffNs;
    }
}
