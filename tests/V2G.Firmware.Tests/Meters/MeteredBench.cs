using V2G.Control.Settings;
using V2G.Firmware.Can;
using V2G.Firmware.Configuration;
using V2G.Firmware.Counterparts;
using V2G.Firmware.Inverters;
using V2G.Firmware.Meters;
using V2G.Firmware.Run;
using V2G.Firmware.Tests.Inverters;

namespace V2G.Firmware.Tests.Meters;

/// <summary>A controller without a converter: its meter and its inverter on one virtual CAN bus, played by one plant. A millisecond at a time.</summary>
internal sealed class MeteredBench
{
    readonly CanCounterpart _inverter;
    readonly CanMeterCounterpart _meter;

    public MeteredBench(double enterServiceSeconds = 1)
    {
        ControlSettings settings = ControlSettings.Default(SiteSettings.Default);
        settings = settings with { EnterService = settings.EnterService with { DelaySeconds = enterServiceSeconds } };
        Plant = new(new() { Seed = 5 }, FaultSchedule.None, Bus.NowNs);
        CanMeter meter = new(Bus.Attach("controller's meter"), Meter);
        CanInverter inverter = new(Bus.Attach("controller"), BusMap.Default, SiteSettings.Default.RatedVoltAmperes, SiteSettings.Default.NominalVoltage);
        _inverter = new(Bus.Attach("inverter"), BusMap.Default, Plant);
        _meter = new(Bus.Attach("meter"), Meter, Plant);
        Run = new(settings, new() { MeterDriver = "can" }, meter, inverter, () => Bus.NowNs);
        Run.Input.ActivePowerSetpointPu = 0;
    }

    static BusMap Meter { get; } = BusMap.Load(null, null, BusKind.Meter);

    public VirtualCanBus Bus { get; } = new();

    public InverterCounterpart Plant { get; }

    public MeteredRun Run { get; }

    public void Play(double seconds, Action? afterTick = null)
    {
        for (long end = Bus.NowNs + (long)(seconds * 1e9); Bus.NowNs < end;)
        {
            Bus.NowNs += 1_000_000;
            _inverter.Step(Bus.NowNs);
            _meter.Step(Bus.NowNs);
            Run.Tick();
            afterTick?.Invoke();
        }
    }

    /// <summary>From now on, times counting from now.</summary>
    public void Fault(string? faults) => Plant.Faults = FaultSchedule.Parse(faults);
}
