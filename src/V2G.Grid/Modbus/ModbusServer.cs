using System.Buffers.Binary;

namespace V2G.Grid.Modbus;

/// <summary>
/// The server's side of one connection: bytes in, at most one answer out at a time. Functions 3, 4, 6 and 16; every other is exception
/// 1. Holds one request and one answer, whatever its peer sends.
/// </summary>
/// <param name="unitId">Its own. 255, the address of a device that is on TCP itself, is answered as well; any other with exception 11.</param>
public sealed class ModbusServer(IModbusRegisters registers, byte unitId)
{
    const byte OnTcpItself = 255;

    readonly MbapReader _reader = new();
    long _begunNs = -1, _heardNs;

    /// <summary>Requests answered, and those among them that were answered with an exception.</summary>
    public long Answered { get; private set; }

    public long Exceptions { get; private set; }

    /// <summary>Takes bytes up to the end of one request and answers it. Call again while bytes are left.</summary>
    /// <param name="bytes">What has come; afterwards what is left of it.</param>
    /// <param name="answer">At least <see cref="ModbusLimits.MostFrameBytes"/>.</param>
    /// <param name="length">Of the answer; 0 for none yet.</param>
    /// <returns>False: what came is not Modbus, close the connection.</returns>
    public bool Take(ref ReadOnlySpan<byte> bytes, Span<byte> answer, long nowNs, out int length)
    {
        length = 0;
        _heardNs = nowNs;
        MbapStatus status = _reader.Take(ref bytes);
        if (status == MbapStatus.Frame) length = Answer(answer);
        if (!_reader.IsPartial) _begunNs = -1;
        else if (_begunNs < 0) _begunNs = nowNs;
        return status != MbapStatus.Refused;
    }

    /// <summary>A request that has begun has not become whole for so long, or nothing has come for so long: nobody is served by keeping the connection.</summary>
    public bool IsStalled(long nowNs, long partialNs, long idleNs) => (_begunNs >= 0 && nowNs - _begunNs > partialNs) || nowNs - _heardNs > idleNs;

    int Answer(Span<byte> answer)
    {
        Answered++;
        ReadOnlySpan<byte> request = _reader.Pdu;
        Span<byte> pdu = answer.Slice(ModbusLimits.HeaderBytes, ModbusLimits.MostPduBytes);
        ModbusExceptionCode code = _reader.UnitId == unitId || _reader.UnitId == OnTcpItself ? Do(request, pdu, out int length)
            : Nothing(ModbusExceptionCode.GatewayTargetFailedToRespond, out length);
        if (code != ModbusExceptionCode.None)
        {
            Exceptions++;
            pdu[0] = (byte)(request[0] | 0x80);
            pdu[1] = (byte)code;
            length = 2;
        }
        return MbapWriter.Header(answer, _reader.TransactionId, _reader.UnitId, length);
    }

    static ModbusExceptionCode Nothing(ModbusExceptionCode code, out int length)
    {
        length = 0;
        return code;
    }

    ModbusExceptionCode Do(ReadOnlySpan<byte> request, Span<byte> answer, out int length) => (ModbusFunction)request[0] switch
    {
        ModbusFunction.ReadHoldingRegisters or ModbusFunction.ReadInputRegisters => Read(request, answer, out length),
        ModbusFunction.WriteSingleRegister => WriteOne(request, answer, out length),
        ModbusFunction.WriteMultipleRegisters => WriteMany(request, answer, out length),
        _ => Nothing(ModbusExceptionCode.IllegalFunction, out length),
    };

    ModbusExceptionCode Read(ReadOnlySpan<byte> request, Span<byte> answer, out int length)
    {
        length = 0;
        if (request.Length != 5) return ModbusExceptionCode.IllegalDataValue;
        int address = BinaryPrimitives.ReadUInt16BigEndian(request[1..]), count = BinaryPrimitives.ReadUInt16BigEndian(request[3..]);
        if (count is < 1 or > ModbusLimits.MostReadRegisters) return ModbusExceptionCode.IllegalDataValue;
        if (address + count > ModbusLimits.Addresses) return ModbusExceptionCode.IllegalDataAddress;
        Span<ushort> values = stackalloc ushort[count];
        ModbusExceptionCode code = registers.Read(address, values);
        if (code != ModbusExceptionCode.None) return code;
        answer[0] = request[0];
        answer[1] = (byte)(2 * count);
        for (int i = 0; i < count; i++) BinaryPrimitives.WriteUInt16BigEndian(answer[(2 + 2 * i)..], values[i]);
        length = 2 + 2 * count;
        return code;
    }

    ModbusExceptionCode WriteOne(ReadOnlySpan<byte> request, Span<byte> answer, out int length)
    {
        length = 0;
        if (request.Length != 5) return ModbusExceptionCode.IllegalDataValue;
        ModbusExceptionCode code = registers.Write(BinaryPrimitives.ReadUInt16BigEndian(request[1..]), [BinaryPrimitives.ReadUInt16BigEndian(request[3..])]);
        if (code != ModbusExceptionCode.None) return code;
        request.CopyTo(answer);
        length = request.Length;
        return code;
    }

    ModbusExceptionCode WriteMany(ReadOnlySpan<byte> request, Span<byte> answer, out int length)
    {
        length = 0;
        if (request.Length < 6) return ModbusExceptionCode.IllegalDataValue;
        int address = BinaryPrimitives.ReadUInt16BigEndian(request[1..]), count = BinaryPrimitives.ReadUInt16BigEndian(request[3..]);
        if (count is < 1 or > ModbusLimits.MostWrittenRegisters || request[5] != 2 * count || request.Length != 6 + 2 * count) return ModbusExceptionCode.IllegalDataValue;
        if (address + count > ModbusLimits.Addresses) return ModbusExceptionCode.IllegalDataAddress;
        Span<ushort> values = stackalloc ushort[count];
        for (int i = 0; i < count; i++) values[i] = BinaryPrimitives.ReadUInt16BigEndian(request[(6 + 2 * i)..]);
        ModbusExceptionCode code = registers.Write(address, values);
        if (code != ModbusExceptionCode.None) return code;
        request[..5].CopyTo(answer);
        length = 5;
        return code;
    }
}
