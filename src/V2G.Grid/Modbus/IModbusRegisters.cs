namespace V2G.Grid.Modbus;

/// <summary>What a server serves. A write is whole or not at all.</summary>
public interface IModbusRegisters
{
    /// <summary>Fills in every register of the range, or none.</summary>
    /// <returns><see cref="ModbusExceptionCode.None"/> when it did.</returns>
    ModbusExceptionCode Read(int address, Span<ushort> registers);

    /// <summary>Takes every register of the range, or none.</summary>
    /// <returns><see cref="ModbusExceptionCode.None"/> when it did.</returns>
    ModbusExceptionCode Write(int address, ReadOnlySpan<ushort> registers);
}
