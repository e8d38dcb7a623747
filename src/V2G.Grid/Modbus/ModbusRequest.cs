using System.Buffers.Binary;

namespace V2G.Grid.Modbus;

/// <summary>What a client asks for: so many registers from an address, read or written.</summary>
public readonly record struct ModbusRequest(ModbusFunction Function, ushort Address, ushort Count)
{
    /// <exception cref="ArgumentOutOfRangeException">None, or more than one request may ask for, or beyond the last address.</exception>
    public static ModbusRequest Read(int address, int count) => new(ModbusFunction.ReadHoldingRegisters, Checked(address, count, ModbusLimits.MostReadRegisters), (ushort)count);

    /// <exception cref="ArgumentOutOfRangeException">None, or more than one request may carry, or beyond the last address.</exception>
    public static ModbusRequest Write(int address, int count) => new(ModbusFunction.WriteMultipleRegisters, Checked(address, count, ModbusLimits.MostWrittenRegisters), (ushort)count);

    public bool IsWrite => Function is ModbusFunction.WriteMultipleRegisters or ModbusFunction.WriteSingleRegister;

    static ushort Checked(int address, int count, int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, most);
        ArgumentOutOfRangeException.ThrowIfNegative(address);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(address + count, ModbusLimits.Addresses);
        return (ushort)address;
    }

    /// <returns>Length of the PDU.</returns>
    internal int Encode(Span<byte> pdu, ReadOnlySpan<ushort> values)
    {
        pdu[0] = (byte)Function;
        BinaryPrimitives.WriteUInt16BigEndian(pdu[1..], Address);
        BinaryPrimitives.WriteUInt16BigEndian(pdu[3..], Count);
        if (!IsWrite) return 5;
        pdu[5] = (byte)(2 * Count);
        for (int i = 0; i < Count; i++) BinaryPrimitives.WriteUInt16BigEndian(pdu[(6 + 2 * i)..], values[i]);
        return 6 + 2 * Count;
    }

    /// <summary>Whether an answer is one to this request; a read's registers are taken from it.</summary>
    internal ModbusOutcome Decode(ReadOnlySpan<byte> pdu, Span<ushort> registers, out ModbusExceptionCode code)
    {
        code = ModbusExceptionCode.None;
        if (pdu[0] == ((byte)Function | 0x80))
        {
            // An exception of code 0 would say that nothing is wrong.
            if (pdu.Length != 2 || pdu[1] == 0) return ModbusOutcome.Malformed;
            code = (ModbusExceptionCode)pdu[1];
            return ModbusOutcome.Exception;
        }
        if (pdu[0] != (byte)Function) return ModbusOutcome.Malformed;
        if (IsWrite)
            return pdu.Length == 5 && BinaryPrimitives.ReadUInt16BigEndian(pdu[1..]) == Address && BinaryPrimitives.ReadUInt16BigEndian(pdu[3..]) == Count
                ? ModbusOutcome.Done : ModbusOutcome.Malformed;
        if (pdu[1] != 2 * Count || pdu.Length != 2 + 2 * Count) return ModbusOutcome.Malformed;
        for (int i = 0; i < Count; i++) registers[i] = BinaryPrimitives.ReadUInt16BigEndian(pdu[(2 + 2 * i)..]);
        return ModbusOutcome.Done;
    }
}
