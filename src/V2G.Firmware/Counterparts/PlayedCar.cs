using V2G.Control;
using V2G.Control.Settings;
using V2G.Firmware.Roles;

namespace V2G.Firmware.Counterparts;

/// <summary>
/// A SIMULATED car with an inverter of its own: once in a turn of its charge loop it takes what the controller asks for, holds that until the
/// next turn, and says what it gives.
/// </summary>
internal sealed class PlayedCar(in SiteSettings site, long nowNs)
{
    /// <summary>One turn of its charge loop, ns.</summary>
    public const long LoopNs = 250_000_000;

    readonly InverterCounterpart _inverter = new(new() { RatedVoltAmperes = site.RatedVoltAmperes, NominalVolts = site.NominalVoltage, FrequencyHz = site.NominalFrequencyHz }, FaultSchedule.None, nowNs);
    InverterCommand _taken;
    long _loopNs;

    /// <summary>What the controller is told; the same until the next turn.</summary>
    public InverterLinkReport Report { get; private set; } = new() { State = InverterState.Unknown };

    /// <param name="command">The controller's, as it may be acted on now.</param>
    public void Step(in InverterCommand command, long nowNs)
    {
        bool turn = nowNs - _loopNs >= LoopNs;
        if (turn)
        {
            _loopNs = nowNs;
            _taken = command;
        }
        // Between two turns it knows nothing newer.
        _inverter.Take(_taken, nowNs);
        _inverter.Advance(nowNs);
        if (turn) Report = new() { State = _inverter.State with { Faults = InverterFaults.None } };
    }
}
