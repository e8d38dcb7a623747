using System.Globalization;
using V2G.Control.PowerPath;

namespace V2G.Firmware.Configuration;

/// <summary>One key of the sections of v2g.yaml that describe the board.</summary>
/// <param name="Unit">Unit of a number; what is allowed, for a word.</param>
/// <param name="With">Settings with the value replaced; null when the text can't be one.</param>
internal sealed record BoardKey(string Path, string Unit, bool IsNumber, Func<BoardSettings, string> Get, Func<BoardSettings, string, BoardSettings?> With)
{
    public static BoardKey Number(string path, string unit, Func<BoardSettings, double> get, Func<BoardSettings, double, BoardSettings> with) =>
        new(path, unit, true, s => get(s).ToString("0.######", CultureInfo.InvariantCulture), (s, text) => with(s, double.Parse(text, CultureInfo.InvariantCulture)));

    /// <summary>A name of the board's own, or none.</summary>
    public static BoardKey Name(string path, string what, Func<BoardSettings, string> get, Func<BoardSettings, string, BoardSettings> with) =>
        new(path, $"none or {what}", false, get, (s, text) => text.Length is > 0 and <= 128 && text.All(IsOfName) ? with(s, text) : null);

    /// <summary>Such names, separated by commas.</summary>
    public static BoardKey Names(string path, string what, Func<BoardSettings, string> get, Func<BoardSettings, string, BoardSettings> with) =>
        new(path, $"{what}, separated by commas", false, get, (s, text) => text.Length is > 0 and <= 256 && text.All(c => IsOfName(c) || c == ',') ? with(s, text) : null);

    /// <summary>One of a few words.</summary>
    public static BoardKey Word(string path, string[] words, Func<BoardSettings, string> get, Func<BoardSettings, string, BoardSettings> with) =>
        new(path, string.Join(" | ", words), false, get, (s, text) => words.Contains(text) ? with(s, text) : null);

    static bool IsOfName(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or '/' or ':';
}

/// <summary>Every such key, in the order in which they are written out.</summary>
internal static class BoardKeys
{
    public static readonly string[] Sections = ["loop", "devices", "lines", "pilot", "inverter", "meter", "insulation", "fans", "links"];

    static readonly (string Key, LineOutputs Bit)[] Outputs =
    [
        ("grid_relay", LineOutputs.GridRelay), ("grid_pre_charge", LineOutputs.GridPreCharge), ("vehicle_contactor", LineOutputs.VehicleContactor),
        ("shunt_trip", LineOutputs.ShuntTrip), ("residual_test", LineOutputs.ResidualTest), ("insulation_test", LineOutputs.InsulationTest),
        ("second_grid_relay", LineOutputs.SecondGridRelay), ("gate_driver_test", LineOutputs.GateDriverTest),
        ("lamp_red", LineOutputs.LampRed), ("lamp_green", LineOutputs.LampGreen), ("lamp_blue", LineOutputs.LampBlue),
    ];

    static readonly (string Key, LineInputs Bit)[] Inputs =
    [
        ("grid_relay_closed", LineInputs.GridRelayClosed), ("vehicle_contactor_closed", LineInputs.VehicleContactorClosed), ("breaker_open", LineInputs.BreakerOpen),
        ("trip_coil_good", LineInputs.TripCoilGood), ("emergency_loop_closed", LineInputs.EmergencyLoopClosed), ("residual_current", LineInputs.ResidualCurrent),
        ("insulation_fault", LineInputs.InsulationFault), ("door_open", LineInputs.DoorOpen), ("gate_driver_fault", LineInputs.GateDriverFault),
        ("coupler_locked", LineInputs.CouplerLocked), ("second_grid_relay_closed", LineInputs.SecondGridRelayClosed),
    ];

    static string NameOf<T>(IReadOnlyDictionary<T, LineName> lines, T bit) => (lines.TryGetValue(bit, out LineName name) ? name : LineName.None).ToString();

    // Settings that name no line are equal to those that name it "none".
    static IReadOnlyDictionary<T, LineName> Put<T>(IReadOnlyDictionary<T, LineName> lines, T bit, string text)
        where T : notnull
    {
        LineName name = LineName.Parse(text);
        return name.Exists || lines.ContainsKey(bit) ? new Dictionary<T, LineName>(lines) { [bit] = name } : lines;
    }

    public static readonly BoardKey[] All =
    [
        BoardKey.Number("loop.period", "ms", s => s.PeriodMs, (s, v) => s with { PeriodMs = v }),
        BoardKey.Number("loop.cpu", "", s => s.Cpu, (s, v) => s with { Cpu = v }),
        BoardKey.Number("loop.priority", "", s => s.Priority, (s, v) => s with { Priority = v }),
        BoardKey.Name("devices.gate_enable", "the name of a GPIO line", s => s.GateEnable, (s, v) => s with { GateEnable = v }),
        BoardKey.Name("devices.samples", "the name of an IIO device", s => s.Samples, (s, v) => s with { Samples = v }),
        BoardKey.Name("devices.sample_trigger", "the name of an IIO trigger", s => s.SampleTrigger, (s, v) => s with { SampleTrigger = v }),
        BoardKey.Number("devices.sample_rate", "Hz", s => s.SampleRateHz, (s, v) => s with { SampleRateHz = v }),
        BoardKey.Names("devices.sample_channels", "channels of the IIO device", s => s.SampleChannels, (s, v) => s with { SampleChannels = v }),
        BoardKey.Number("devices.voltage_ratio", "V/V", s => s.VoltageRatio, (s, v) => s with { VoltageRatio = v }),
        BoardKey.Number("devices.current_ratio", "A/V", s => s.CurrentRatio, (s, v) => s with { CurrentRatio = v }),
        BoardKey.Name("devices.watchdog", "its device, /dev/watchdog", s => s.Watchdog, (s, v) => s with { Watchdog = v }),
        BoardKey.Number("devices.watchdog_timeout", "s", s => s.WatchdogTimeoutSeconds, (s, v) => s with { WatchdogTimeoutSeconds = v }),
        BoardKey.Name("devices.pmsg", "its device, /dev/pmsg0", s => s.Pmsg, (s, v) => s with { Pmsg = v }),
        BoardKey.Word("inverter.driver", BoardSettings.InverterDrivers, s => s.InverterDriver, (s, v) => s with { InverterDriver = v }),
        BoardKey.Name("inverter.can_interface", "the name of a CAN interface", s => s.CanInterface, (s, v) => s with { CanInterface = v }),
        BoardKey.Name("inverter.dbc", "a DBC file", s => s.Dbc, (s, v) => s with { Dbc = v }),
        BoardKey.Name("inverter.signals", "a signal map", s => s.Signals, (s, v) => s with { Signals = v }),
        BoardKey.Number("inverter.cycle", "ms", s => s.CommandCycleMs, (s, v) => s with { CommandCycleMs = v }),
        .. Outputs.Select(o => BoardKey.Name($"lines.{o.Key}", "the name of a GPIO line, with :low where low is active", s => NameOf(s.OutputLines, o.Bit),
            (s, v) => s with { OutputLines = Put(s.OutputLines, o.Bit, v) })),
        .. Inputs.Select(i => BoardKey.Name($"lines.{i.Key}", "the name of a GPIO line, with :low where low is active", s => NameOf(s.InputLines, i.Bit),
            (s, v) => s with { InputLines = Put(s.InputLines, i.Bit, v) })),
        BoardKey.Name("inverter.modbus_address", Inverters.Modbus.ModbusAddress.Form, s => s.ModbusAddress, (s, v) => s with { ModbusAddress = v }),
        BoardKey.Number("inverter.modbus_unit", "", s => s.ModbusUnit, (s, v) => s with { ModbusUnit = v }),
        BoardKey.Number("inverter.modbus_silence", "ms", s => s.ModbusSilenceMs, (s, v) => s with { ModbusSilenceMs = v }),
        BoardKey.Number("inverter.vehicle_silence", "ms", s => s.VehicleSilenceMs, (s, v) => s with { VehicleSilenceMs = v }),
        BoardKey.Name("pilot.pwm", "CHIP/CHANNEL of a PWM", s => s.PilotPwm, (s, v) => s with { PilotPwm = v }),
        BoardKey.Name("pilot.high", "DEVICE/CHANNEL of an IIO device", s => s.PilotHigh, (s, v) => s with { PilotHigh = v }),
        BoardKey.Name("pilot.low", "DEVICE/CHANNEL of an IIO device", s => s.PilotLow, (s, v) => s with { PilotLow = v }),
        BoardKey.Number("pilot.gain", "V/V", s => s.PilotGain, (s, v) => s with { PilotGain = v }),
        BoardKey.Number("pilot.offset", "V", s => s.PilotOffsetVolts, (s, v) => s with { PilotOffsetVolts = v }),
        BoardKey.Name("pilot.proximity", "DEVICE/CHANNEL of an IIO device", s => s.Proximity, (s, v) => s with { Proximity = v }),
        BoardKey.Number("pilot.proximity_supply", "V", s => s.ProximitySupplyVolts, (s, v) => s with { ProximitySupplyVolts = v }),
        BoardKey.Number("pilot.proximity_pull_up", "Ω", s => s.ProximityPullUpOhms, (s, v) => s with { ProximityPullUpOhms = v }),
        BoardKey.Word("meter.driver", BoardSettings.MeterDrivers, s => s.MeterDriver, (s, v) => s with { MeterDriver = v }),
        BoardKey.Name("meter.can_interface", "the name of a CAN interface", s => s.MeterCanInterface, (s, v) => s with { MeterCanInterface = v }),
        BoardKey.Name("meter.dbc", "a DBC file", s => s.MeterDbc, (s, v) => s with { MeterDbc = v }),
        BoardKey.Name("meter.signals", "a signal map", s => s.MeterSignals, (s, v) => s with { MeterSignals = v }),
        BoardKey.Name("meter.modbus_address", Inverters.Modbus.ModbusAddress.Form, s => s.MeterModbusAddress, (s, v) => s with { MeterModbusAddress = v }),
        BoardKey.Number("meter.modbus_unit", "", s => s.MeterModbusUnit, (s, v) => s with { MeterModbusUnit = v }),
        BoardKey.Number("meter.modbus_silence", "ms", s => s.MeterModbusSilenceMs, (s, v) => s with { MeterModbusSilenceMs = v }),
        BoardKey.Word("meter.plus", BoardSettings.PowerSigns, s => s.MeterPlus, (s, v) => s with { MeterPlus = v }),
        BoardKey.Number("meter.latency", "ms", s => s.MeterLatencyMs, (s, v) => s with { MeterLatencyMs = v }),
        BoardKey.Word("insulation.driver", BoardSettings.InsulationDrivers, s => s.InsulationDriver, (s, v) => s with { InsulationDriver = v }),
        BoardKey.Name("insulation.can_interface", "the name of a CAN interface", s => s.InsulationCanInterface, (s, v) => s with { InsulationCanInterface = v }),
        BoardKey.Name("insulation.dbc", "a DBC file", s => s.InsulationDbc, (s, v) => s with { InsulationDbc = v }),
        BoardKey.Name("insulation.signals", "a signal map", s => s.InsulationSignals, (s, v) => s with { InsulationSignals = v }),
        BoardKey.Name("fans.switch", "the name of a GPIO line, with :low where low is active", s => s.FanSwitch.ToString(), (s, v) => s with { FanSwitch = LineName.Parse(v) }),
        BoardKey.Name("fans.tachometer", "the name of a GPIO line", s => s.FanTachometer, (s, v) => s with { FanTachometer = v }),
        BoardKey.Number("links.heartbeat_timeout", "s", s => s.HeartbeatTimeoutSeconds, (s, v) => s with { HeartbeatTimeoutSeconds = v }),
    ];
}
