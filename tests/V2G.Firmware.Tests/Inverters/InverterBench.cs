using V2G.Control;
using V2G.Firmware.Counterparts;
using V2G.Firmware.Inverters;
using V2G.Firmware.Can;
using V2G.Firmware.Inverters.Can;

namespace V2G.Firmware.Tests.Inverters;

/// <summary>The driver and the counterpart on one virtual bus, a millisecond at a time.</summary>
internal sealed class InverterBench
{
    public const long TickNs = 1_000_000;

    readonly CanCounterpart _carrier;
    long _sequence;

    public InverterBench(string? faults = null, BusMap? bus = null)
    {
        bus ??= BusMap.Default;
        Controller = Bus.Attach("controller");
        Inverter = Bus.Attach("inverter");
        Plant = new(new() { Seed = 7 }, FaultSchedule.Parse(faults), Bus.NowNs);
        _carrier = new(Inverter, bus, Plant);
        Driver = new(Controller, bus, 22_000, 480);
    }

    public VirtualCanBus Bus { get; } = new();

    public VirtualCanBus.Port Controller { get; }

    public VirtualCanBus.Port Inverter { get; }

    public InverterCounterpart Plant { get; }

    public CanInverter Driver { get; }

    public InverterState State = InverterState.Unknown;

    public ControlBusReport Report;

    /// <summary>What the controller asks for in the next ticks.</summary>
    public InverterCommand Wish = new() { GateEnable = true, ActivePowerPu = -0.5, VarInjectedPu = 0.25, Phase = ActuatorPhase.Transfer, DcVolts = 400, DcAmperes = 50 };

    /// <summary>The counterpart lives.</summary>
    public bool Played { get; set; } = true;

    /// <summary>The controller gives commands.</summary>
    public bool Controlled { get; set; } = true;

    public long AgeNs => Bus.NowNs - State.TimeNs;

    public long Sequence => _sequence;

    public void Run(double seconds, Action? afterTick = null)
    {
        for (long end = Bus.NowNs + (long)(seconds * 1e9); Bus.NowNs < end;)
        {
            Bus.NowNs += TickNs;
            if (Played) _carrier.Step(Bus.NowNs);
            if (Controlled)
            {
                Driver.Take(Bus.NowNs, ref State, ref Report);
                Driver.Give(Wish with { Sequence = ++_sequence, ExpiresNs = Bus.NowNs + Control.Controller.CommandLifeNs }, Bus.NowNs);
            }
            afterTick?.Invoke();
        }
    }

    /// <summary>Longest age that the state reaches, ns.</summary>
    public long Oldest(double seconds)
    {
        long oldest = 0;
        Run(seconds, () => oldest = Math.Max(oldest, AgeNs));
        return oldest;
    }
}
