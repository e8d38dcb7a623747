using V2G.Control;
using V2G.Control.Measurement;

namespace V2G.Firmware.Meters;

/// <summary>What brings a bus meter's readings. Called on the loop's thread: allocates nothing, never waits, never throws.</summary>
internal interface IMeterDriver : IDisposable
{
    /// <summary>"can can0", "modbus (inverter-link)": shown in status and in every report.</summary>
    string Name { get; }

    /// <summary>At the top of a tick: the newest reading, and how the bus fares.</summary>
    void Take(long nowNs, ref MeterReading reading, ref ControlBusReport bus);
}
