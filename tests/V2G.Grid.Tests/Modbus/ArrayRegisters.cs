using V2G.Grid.Modbus;

namespace V2G.Grid.Tests.Modbus;

/// <summary>A thousand registers from address 100; those from 900 on can't be written, and 13 nobody may write anywhere.</summary>
sealed class ArrayRegisters : IModbusRegisters
{
    public const int First = 100;

    public ushort[] Values { get; } = new ushort[1000];

    /// <summary>What every call is answered with.</summary>
    public ModbusExceptionCode Always { get; set; }

    public ModbusExceptionCode Read(int address, Span<ushort> registers)
    {
        if (Always != ModbusExceptionCode.None) return Always;
        if (address < First || address + registers.Length > First + Values.Length) return ModbusExceptionCode.IllegalDataAddress;
        Values.AsSpan(address - First, registers.Length).CopyTo(registers);
        return ModbusExceptionCode.None;
    }

    public ModbusExceptionCode Write(int address, ReadOnlySpan<ushort> registers)
    {
        if (Always != ModbusExceptionCode.None) return Always;
        if (address < First || address + registers.Length > First + 800) return ModbusExceptionCode.IllegalDataAddress;
        if (registers.Contains((ushort)13)) return ModbusExceptionCode.IllegalDataValue;
        registers.CopyTo(Values.AsSpan(address - First));
        return ModbusExceptionCode.None;
    }
}
