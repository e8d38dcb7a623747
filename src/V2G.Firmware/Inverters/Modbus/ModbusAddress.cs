using System.Net;

namespace V2G.Firmware.Inverters.Modbus;

/// <summary>ADDRESS:PORT of a Modbus device. No names: what resolves them can stall, and be told lies.</summary>
internal static class ModbusAddress
{
    public const string Form = "ADDRESS:PORT, 192.168.15.2:502";

    /// <summary>Null: not one.</summary>
    public static IPEndPoint? Parse(string text) =>
        // Without a port the parser takes 0; without dots it takes any number for an address.
        IPEndPoint.TryParse(text, out IPEndPoint? point) && point.Port > 0 && text.AsSpan().Count('.') == 3 ? point : null;
}
