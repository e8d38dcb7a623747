using V2G.Control;

namespace V2G.Firmware.Counterparts;

/// <summary>
/// The DC side of a played inverter, as far as a controller looks at it: a voltage that rises to its target behind the open contactor,
/// is the battery's while power flows, and decays afterwards.
/// </summary>
internal sealed class CounterpartDcSide(CounterpartSettings settings)
{
    // First-order approach to a target voltage, and the bleeder's decay; the norm allows a welding check a second.
    const double RiseSeconds = 0.1, DecaySeconds = 0.2;

    public double Volts { get; private set; }

    /// <summary>+ = out of the vehicle.</summary>
    public double Amperes { get; private set; }

    public InverterContactors Contactors { get; private set; }

    /// <param name="phase">What the live command asks for; <see cref="ActuatorPhase.Idle"/> without one.</param>
    /// <param name="dcWatts">What the inverter takes from the DC side.</param>
    public void Step(ActuatorPhase phase, double targetVolts, double dcWatts, double dtSeconds)
    {
        bool connected = phase is ActuatorPhase.Transfer or ActuatorPhase.Ramp;
        bool rising = phase is ActuatorPhase.CableCheck or ActuatorPhase.PreCharge;
        double goal = connected ? settings.BatteryVolts : rising && targetVolts > 0 ? targetVolts : 0;
        double share = Math.Min(1, dtSeconds / (connected || rising ? RiseSeconds : DecaySeconds));
        Volts = connected ? goal : Volts + (goal - Volts) * share;
        Amperes = connected ? dcWatts / settings.BatteryVolts : 0;
        Contactors = connected ? InverterContactors.GridRelay | InverterContactors.DcPositive | InverterContactors.DcNegative
            : phase == ActuatorPhase.PreCharge ? InverterContactors.GridRelay | InverterContactors.PreCharge
            : phase == ActuatorPhase.Idle ? InverterContactors.None : InverterContactors.GridRelay;
    }
}
