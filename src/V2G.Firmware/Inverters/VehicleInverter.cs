using V2G.Control;
using V2G.Firmware.Roles;

namespace V2G.Firmware.Inverters;

/// <summary>
/// The inverter in the vehicle (AC_BPT), behind the vehicle link: reports come by its datagrams at the pace of the charge loop; the command
/// that it hands the vehicle is the one published with every tick.
/// </summary>
internal sealed class VehicleInverter(LinkTable links) : IInverterDriver
{
    public string Name => "vehicle (car-paced)";

    public bool InVehicle => true;

    public void Take(long nowNs, ref InverterState state, ref ControlBusReport bus) => links.ReadVehicleInverter(nowNs, ref state, ref bus);

    public void Give(in InverterCommand command, long nowNs)
    {
    }

    public void Dispose()
    {
    }
}
