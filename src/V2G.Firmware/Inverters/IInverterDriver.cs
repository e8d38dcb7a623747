using V2G.Control;

namespace V2G.Firmware.Inverters;

/// <summary>
/// What carries commands to an inverter and its reports back, whatever it is. Called on the loop's thread: allocates nothing, never
/// waits, never throws.
/// </summary>
internal interface IInverterDriver : IDisposable
{
    /// <summary>"can can0", "modbus (inverter-link)", "simulated": shown in status and in every report.</summary>
    string Name { get; }

    /// <summary>The inverter is the vehicle's own, and paced by it.</summary>
    bool InVehicle => false;

    /// <summary>At the top of a tick: the newest report, and how the bus fares.</summary>
    void Take(long nowNs, ref InverterState state, ref ControlBusReport bus);

    /// <summary>At the end of a tick.</summary>
    void Give(in InverterCommand command, long nowNs);
}
