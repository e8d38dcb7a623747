using V2G.Control;
using V2G.Control.Measurement;
using V2G.Firmware.Roles;

namespace V2G.Firmware.Meters;

/// <summary>A meter on Modbus TCP, behind the inverter link, which has the IP that the controller has not: readings come by its datagrams.</summary>
internal sealed class LinkedMeter(LinkTable links) : IMeterDriver
{
    public string Name => "modbus (inverter-link)";

    public void Take(long nowNs, ref MeterReading reading, ref ControlBusReport bus) => links.ReadMeter(nowNs, ref reading, ref bus);

    public void Dispose()
    {
    }
}
