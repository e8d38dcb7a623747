using System.Net;
using V2G.Firmware.Configuration;
using V2G.Firmware.Counterparts;
using V2G.Firmware.Meters;
using V2G.Firmware.Modbus;
using V2G.Firmware.Roles;
using V2G.Grid.Modbus;
using V2G.Grid.SunSpec;
using V2G.Linux.RealTime;

namespace V2G.Firmware.Tests.Meters;

/// <summary>The inverter link's meter and a played one, over a real connection.</summary>
public sealed class ModbusMeterTests : IDisposable
{
    readonly InverterCounterpart _plant = new(new() { Seed = 3 }, FaultSchedule.None, MonotonicClock.NowNs);
    readonly ModbusMeterCounterpart _played;
    readonly List<string> _said = [];
    ModbusMeter? _meter;

    public ModbusMeterTests() => _played = new(new IPEndPoint(IPAddress.Loopback, 0), _plant);

    ModbusMeter Meter(string plus = "export", IPEndPoint? address = null) =>
        _meter ??= new(new BoardSettings { MeterDriver = "modbus", MeterModbusAddress = (address ?? _played.Address).ToString(), MeterPlus = plus }, _said.Add);

    void Until(Func<MeterLinkReport, bool> so, Action<long>? serve = null)
    {
        for (long end = MonotonicClock.NowNs + 20_000_000_000; ;)
        {
            long now = MonotonicClock.NowNs;
            Assert.True(now < end, string.Join(" | ", _said));
            _plant.Advance(now);
            (serve ?? _played.Step)(now);
            Meter().Step(now);
            if (so(Meter().Report(now))) return;
            Thread.Sleep(1);
        }
    }

    [Theory]
    [InlineData("export", 1)]
    [InlineData("import", -1)]
    public void Its_figures_arrive_in_our_signs(string plus, int sign)
    {
        Meter(plus);
        _plant.Take(new() { GateEnable = true, ActivePowerPu = 0.25, VarInjectedPu = -0.1, Phase = Control.ActuatorPhase.Transfer }, MonotonicClock.NowNs);
        Until(r =>
        {
            _plant.Take(new() { GateEnable = true, ActivePowerPu = 0.25, VarInjectedPu = -0.1, Phase = Control.ActuatorPhase.Transfer }, MonotonicClock.NowNs);
            return Math.Abs(r.Reading.ActivePowerWatts - sign * 5500) < 50;
        });
        MeterLinkReport report = Meter().Report(MonotonicClock.NowNs);
        Assert.Equal(sign * -2200, report.Reading.VarInjected, 50.0);
        Assert.Equal(480 / Math.Sqrt(3), report.Reading.Volts.B, 0.1);
        Assert.Equal(480, report.Reading.LineVolts.C, 0.1);
        Assert.Equal(60, report.Reading.FrequencyHz, 2);
        Assert.False(report.Bus.Off);
        Assert.Equal(0, report.Bus.LossShare);
        Assert.Contains(_said, s => s == "meter is read by model 203");
    }

    [Fact]
    public void R_85_a_silent_meter_s_reading_keeps_its_old_stamp_and_a_lost_connection_is_off()
    {
        Until(r => r.Reading.TimeNs > 0);
        _plant.Faults = FaultSchedule.Parse("meter-silence");
        long last = Meter().Report(MonotonicClock.NowNs).Reading.TimeNs;
        Until(r => MonotonicClock.NowNs - r.Reading.TimeNs > 600_000_000);
        Assert.InRange(Meter().Report(MonotonicClock.NowNs).Reading.TimeNs - last, 0, 200_000_000);
        _plant.Faults = FaultSchedule.None;
        Until(r => !r.Bus.Off && MonotonicClock.NowNs - r.Reading.TimeNs < 200_000_000);
        _played.Dispose();
        Until(r => r.Bus.Off, _ => { });
        Assert.Contains(_said, s => s.StartsWith("meter not connected", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(201, "PhVphA")]
    [InlineData(202, "PhVphA")]
    [InlineData(204, "PhVphAB")]
    [InlineData(211, "PhVphA")]
    [InlineData(213, "PhVphB")]
    public void Meters_with_other_models_are_read(int model, string point)
    {
        SunSpecMap map = new(0, [SunSpecModels.Common.Place(), SunSpecMeters.Head(model).Place()]);
        SunSpecBlock block = map[model];
        foreach (string scale in (string[])["A_SF", "V_SF", "Hz_SF", "W_SF", "VAR_SF"])
            if (block.Layout.Has(scale)) block[scale] = scale == "Hz_SF" ? -2 : -1;
        block[point] = 231.4;
        block["W"] = -1234.5;
        block["VAR"] = 321;
        block["Hz"] = 49.98;
        Registers registers = new(map);
        using ModbusListener listener = new(new IPEndPoint(IPAddress.Loopback, 0), registers, 1);
        Meter(address: listener.Address);
        Until(r => r.Reading.TimeNs > 0, listener.Step);
        MeterLinkReport report = Meter().Report(MonotonicClock.NowNs);
        Assert.Equal(-1234.5, report.Reading.ActivePowerWatts, 2);
        Assert.Equal(321, report.Reading.VarInjected, 2);
        Assert.Equal(49.98, report.Reading.FrequencyHz, 3);
        Assert.Equal(231.4, point switch { "PhVphA" => report.Reading.Volts.A, "PhVphB" => report.Reading.Volts.B, _ => report.Reading.LineVolts.A }, 2);
    }

    [Fact]
    public void A_device_without_a_meter_is_told_as_such()
    {
        SunSpecMap map = new(40_000, [SunSpecModels.Common.Place()]);
        using ModbusListener listener = new(new IPEndPoint(IPAddress.Loopback, 0), new Registers(map), 1);
        Meter(address: listener.Address);
        Until(_ => _said.Exists(s => s.StartsWith("meter: it has no model of a meter", StringComparison.Ordinal)), listener.Step);
        Assert.True(Meter().Report(MonotonicClock.NowNs).Bus.Off);
    }

    [Fact]
    public void A_played_inverter_is_a_meter_too_by_its_model_701()
    {
        using ModbusCounterpart inverter = new(new IPEndPoint(IPAddress.Loopback, 0), _plant);
        Meter(address: inverter.Address);
        Until(r => r.Reading.TimeNs > 0, inverter.Step);
        MeterLinkReport report = Meter().Report(MonotonicClock.NowNs);
        Assert.Equal(480 / Math.Sqrt(3), report.Reading.Volts.C, 0.1);
        Assert.Equal(60, report.Reading.FrequencyHz, 2);
    }

    sealed class Registers(SunSpecMap map) : IModbusRegisters
    {
        public ModbusExceptionCode Read(int address, Span<ushort> registers) => map.Read(address, registers);

        public ModbusExceptionCode Write(int address, ReadOnlySpan<ushort> registers) => ModbusExceptionCode.IllegalDataAddress;
    }

    public void Dispose()
    {
        _meter?.Dispose();
        _played.Dispose();
    }
}
