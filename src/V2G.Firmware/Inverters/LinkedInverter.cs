using V2G.Control;
using V2G.Firmware.Roles;

namespace V2G.Firmware.Inverters;

/// <summary>
/// An inverter behind the inverter link, which has the IP that the controller has not: reports come by the link's datagrams; the
/// command that it carries is the one published with every tick.
/// </summary>
internal sealed class LinkedInverter(LinkTable links) : IInverterDriver
{
    public string Name => "modbus (inverter-link)";

    public void Take(long nowNs, ref InverterState state, ref ControlBusReport bus) => links.ReadInverter(nowNs, ref state, ref bus);

    public void Give(in InverterCommand command, long nowNs)
    {
    }

    public void Dispose()
    {
    }
}
