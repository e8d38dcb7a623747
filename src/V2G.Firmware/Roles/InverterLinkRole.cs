using V2G.Control;
using V2G.Control.Measurement;
using V2G.Firmware.Configuration;
using V2G.Firmware.Inverters.Modbus;
using V2G.Firmware.Meters;
using V2G.Linux.RealTime;

namespace V2G.Firmware.Roles;

/// <summary>
/// Carries the command to the inverter, each as soon as it is there and none after its life: then the gates are off, whoever lives.
/// What it tells the inverter stands in its own memory file; where the inverter speaks Modbus TCP it tells it that, and the controller
/// what the inverter says.
/// </summary>
internal sealed class InverterLinkRole : LinkRole
{
    // Without news the controller hears this often that there is none.
    const long ReportNs = 20_000_000, IdleReportNs = 500_000_000;

    readonly CarriedImage _carried = new();
    readonly ModbusInverter? _inverter;
    readonly ModbusMeter? _meter;
    long _reportNs;

    public InverterLinkRole(LoadedSettings? loaded)
        : base(Role.InverterLink, TimeSpan.FromMilliseconds(1))
    {
        if (loaded?.Board.InverterDriver == "modbus") _inverter = new(loaded.Board, loaded.Settings, Say);
        if (loaded?.Board.MeterDriver == "modbus") _meter = new(loaded.Board, Say);
    }

    protected override bool Pass(ref LinkDatagram datagram)
    {
        bool any = View.TryCommand(out CommandSection section, out long stampNs);
        long now = MonotonicClock.NowNs;
        InverterCommand command = any ? InverterCommand.Live(section.Command, now - stampNs) : default;
        _carried.Publish(command, any ? section.Tick : 0, now);
        _inverter?.Step(command, now);
        _meter?.Step(now);
        bool idle = _inverter is null && _meter is null;
        if (now - _reportNs < (idle ? IdleReportNs : ReportNs) && _inverter is not { HasNews: true } && _meter is not { HasNews: true }) return false;
        _reportNs = now;
        datagram.Inverter = _inverter?.Report(now) ?? new() { State = InverterState.Unknown, Bus = new() { Off = true } };
        datagram.Meter = _meter?.Report(now) ?? new() { Reading = MeterReading.Unknown, Bus = new() { Off = true } };
        return true;
    }

    protected override void Last()
    {
        if (_inverter is null) return;
        // Who goes on purpose says so: the inverter stops at once instead of when it misses us.
        long end = MonotonicClock.NowNs + ReportNs * 5;
        for (long now; (now = MonotonicClock.NowNs) < end; Thread.Sleep(1)) _inverter.Step(default, now);
    }

    public override void Dispose()
    {
        _inverter?.Dispose();
        _meter?.Dispose();
        _carried.Dispose();
        base.Dispose();
    }
}
