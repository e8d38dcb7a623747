namespace V2G.Grid.Modbus;

/// <summary>The function codes that are spoken here.</summary>
public enum ModbusFunction : byte
{
    ReadHoldingRegisters = 3,
    ReadInputRegisters = 4,
    WriteSingleRegister = 6,
    WriteMultipleRegisters = 16,
}
