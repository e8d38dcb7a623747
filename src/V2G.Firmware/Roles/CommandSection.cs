using V2G.Control;

namespace V2G.Firmware.Roles;

/// <summary>
/// The command of the last tick, for who carries it to the inverter: published every tick. Its age is that of the section's stamp; an
/// inverter acts on none older than <see cref="Controller.CommandLifeNs"/>.
/// </summary>
internal struct CommandSection
{
    public InverterCommand Command;

    /// <summary>Counts the ticks since the loop was armed.</summary>
    public long Tick;

    /// <summary>The controller's own clock, ns.</summary>
    public long TimeNs;
}
