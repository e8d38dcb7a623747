using V2G.Control.Measurement;
using V2G.Control.PowerPath;
using V2G.Control.Settings;

namespace V2G.Firmware.Configuration;

/// <summary>
/// What v2g.yaml says of the board itself: the loop's place in the machine, the devices, the links. The decision does not know them,
/// and the settings' hash does not hold them.
/// </summary>
internal sealed record BoardSettings
{
    public const string None = "none";

    static readonly Dictionary<LineOutputs, LineName> NoOutputs = [];
    static readonly Dictionary<LineInputs, LineName> NoInputs = [];

    /// <summary>What may carry commands to an inverter.</summary>
    public static readonly string[] InverterDrivers = [None, "simulated", "can", "modbus", "vehicle"];

    /// <summary>What may bring a bus meter's readings.</summary>
    public static readonly string[] MeterDrivers = [None, "can", "modbus"];

    /// <summary>What may bring an insulation monitor's figures. One that has lines only is none of these.</summary>
    public static readonly string[] InsulationDrivers = [None, "can"];

    /// <summary>Ways to count power.</summary>
    public static readonly string[] PowerSigns = ["export", "import"];

    /// <summary>The loop's period, ms.</summary>
    public double PeriodMs { get; init; } = 1;

    /// <summary>CPU of the loop; −1: any.</summary>
    public double Cpu { get; init; } = -1;

    /// <summary>SCHED_FIFO priority of the loop, with locked memory; 0: none is asked for.</summary>
    public double Priority { get; init; } = 80;

    /// <summary>Longest silence of the grid management system before Local Autonomous Mode, s.</summary>
    public double HeartbeatTimeoutSeconds { get; init; } = 30;

    /// <summary>Name of the GPIO line that carries the pulse train of the gates, or <see cref="None"/>.</summary>
    public string GateEnable { get; init; } = None;

    /// <summary>The power path's output lines, by what they drive.</summary>
    public IReadOnlyDictionary<LineOutputs, LineName> OutputLines { get; init; } = NoOutputs;

    /// <summary>Its input lines, by what they say.</summary>
    public IReadOnlyDictionary<LineInputs, LineName> InputLines { get; init; } = NoInputs;

    public bool HasLines => OutputLines.Values.Any(l => l.Exists) || InputLines.Values.Any(l => l.Exists);

    /// <summary>Name of the IIO device that samples voltages and currents, or <see cref="None"/>.</summary>
    public string Samples { get; init; } = None;

    /// <summary>Name of its trigger; <see cref="None"/>: as the device is set.</summary>
    public string SampleTrigger { get; init; } = None;

    /// <summary>Sampling rate, Hz.</summary>
    public double SampleRateHz { get; init; } = 16_000;

    /// <summary>The device's channels by the names that sysfs gives them, in the order VL1, VL2, VL3, IL1, IL2, IL3 or V, I.</summary>
    public string SampleChannels { get; init; } = "in_voltage0,in_voltage1,in_voltage2,in_voltage3,in_voltage4,in_voltage5";

    /// <summary>Volts of the grid (line to neutral) per volt at the converter.</summary>
    public double VoltageRatio { get; init; } = 1;

    /// <summary>Amperes (+ = out of the EVSE) per volt, or per ampere, at the converter.</summary>
    public double CurrentRatio { get; init; } = 1;

    /// <summary>The hardware watchdog's device, or <see cref="None"/>.</summary>
    public string Watchdog { get; init; } = None;

    /// <summary>Unfed for so long, it resets the board, s.</summary>
    public double WatchdogTimeoutSeconds { get; init; } = 5;

    /// <summary>Where what is said before a reset survives it, or <see cref="None"/>.</summary>
    public string Pmsg { get; init; } = None;

    /// <summary>What carries commands to the inverter, one of <see cref="InverterDrivers"/>; <see cref="None"/>: nothing does, and no power flows.</summary>
    public string InverterDriver { get; init; } = None;

    /// <summary>Name of the CAN interface that the inverter is on.</summary>
    public string CanInterface { get; init; } = "can0";

    /// <summary>DBC file of the inverter's maker; <see cref="None"/>: ours.</summary>
    public string Dbc { get; init; } = None;

    /// <summary>Which of its signals is what; <see cref="None"/>: ours.</summary>
    public string Signals { get; init; } = None;

    /// <summary>How often commands go out, ms; 0: as the DBC file says.</summary>
    public double CommandCycleMs { get; init; }

    /// <summary>Where an inverter that speaks Modbus TCP is, ADDRESS:PORT, or <see cref="None"/>.</summary>
    public string ModbusAddress { get; init; } = None;

    /// <summary>Its unit id.</summary>
    public double ModbusUnit { get; init; } = 1;

    /// <summary>Longer silence of an inverter on Modbus TCP is a Communication Timeout, ms. A connection that loses a packet repeats it only after 200 ms.</summary>
    public double ModbusSilenceMs { get; init; } = 500;

    /// <summary>Longer silence of an inverter in the vehicle is a session that is gone, ms: a few turns of its charge loop.</summary>
    public double VehicleSilenceMs { get; init; } = 2000;

    /// <summary>What brings a bus meter's readings, one of <see cref="MeterDrivers"/>. Beside a converter it is a second meter; without one it is what the grid is sensed with.</summary>
    public string MeterDriver { get; init; } = None;

    /// <summary>Name of the CAN interface that the meter is on.</summary>
    public string MeterCanInterface { get; init; } = "can0";

    /// <summary>DBC file of the meter's maker; <see cref="None"/>: ours.</summary>
    public string MeterDbc { get; init; } = None;

    /// <summary>Which of its signals is what; <see cref="None"/>: ours.</summary>
    public string MeterSignals { get; init; } = None;

    /// <summary>Where a meter that speaks Modbus TCP is, ADDRESS:PORT, or <see cref="None"/>.</summary>
    public string MeterModbusAddress { get; init; } = None;

    /// <summary>Its unit id.</summary>
    public double MeterModbusUnit { get; init; } = 1;

    /// <summary>A meter on Modbus TCP that is sensed with must not be silent for longer, ms.</summary>
    public double MeterModbusSilenceMs { get; init; } = 500;

    /// <summary>The way in which it counts active and reactive power as positive: "export" (a generator's) or "import" (a load's).</summary>
    public string MeterPlus { get; init; } = "export";

    /// <summary>The longest that its figures take to show a step of the grid, ms.</summary>
    public double MeterLatencyMs { get; init; } = 60;

    /// <summary>What brings an insulation monitor's figures, one of <see cref="InsulationDrivers"/>.</summary>
    public string InsulationDriver { get; init; } = None;

    /// <summary>Name of the CAN interface that the monitor is on.</summary>
    public string InsulationCanInterface { get; init; } = "can0";

    /// <summary>DBC file of the monitor's maker; <see cref="None"/>: ours.</summary>
    public string InsulationDbc { get; init; } = None;

    /// <summary>Which of its signals is what; <see cref="None"/>: ours.</summary>
    public string InsulationSignals { get; init; } = None;

    /// <summary>The PWM that makes the control pilot's pulse, CHIP/CHANNEL, or <see cref="None"/>.</summary>
    public string PilotPwm { get; init; } = None;

    /// <summary>Where the pilot's upper level is read, IIO DEVICE/CHANNEL, or <see cref="None"/>: the board has no pilot.</summary>
    public string PilotHigh { get; init; } = None;

    /// <summary>Its lower level; <see cref="None"/>: not measured, so that a vehicle without a diode is not seen.</summary>
    public string PilotLow { get; init; } = None;

    /// <summary>Volts of the pilot per volt at the converter.</summary>
    public double PilotGain { get; init; } = 1;

    /// <summary>Volts of the pilot at no volt of the converter.</summary>
    public double PilotOffsetVolts { get; init; }

    /// <summary>Where the socket's proximity contact is read, IIO DEVICE/CHANNEL, or <see cref="None"/>: the cable is the station's own.</summary>
    public string Proximity { get; init; } = None;

    /// <summary>What the contact is pulled up to, V.</summary>
    public double ProximitySupplyVolts { get; init; } = 3.3;

    /// <summary>Through this, Ω.</summary>
    public double ProximityPullUpOhms { get; init; } = 1000;

    /// <summary>The line that switches a fan which is no PWM of the kernel's.</summary>
    public LineName FanSwitch { get; init; } = LineName.None;

    /// <summary>The line with that fan's tachometer pulses, two a turn, or <see cref="None"/>.</summary>
    public string FanTachometer { get; init; } = None;

    /// <summary>The loop senses with the meter, having no converter.</summary>
    public bool SensesByMeter => Samples == None && MeterDriver != None;

    /// <summary>Something of the controller's is spoken to over IP, which it has not itself.</summary>
    public bool NeedsInverterLink => InverterDriver == "modbus" || MeterDriver == "modbus";

    static bool Level(string name) => name.Split('/') is [{ Length: > 0 }, { Length: > 0 }];

    public void Check(SettingCheck check)
    {
        string[] lines = [.. OutputLines.Values.Select(l => l.Line).Concat(InputLines.Values.Select(l => l.Line)).Append(GateEnable).Append(FanSwitch.Line).Append(FanTachometer).Where(l => l != None)];
        foreach (string twice in lines.GroupBy(l => l).Where(g => g.Count() > 1).Select(g => g.Key))
            check.Require(false, "lines", twice, "every line once", "a line is one thing");
        check.Require(ModbusAddress == None ? InverterDriver != "modbus" : Inverters.Modbus.ModbusAddress.Parse(ModbusAddress) is not null, "inverter.modbus_address", ModbusAddress,
            Inverters.Modbus.ModbusAddress.Form, ModbusAddress == None ? "inverter.driver is modbus" : "an address, not a name, and a port");
        check.InRange("inverter.modbus_unit", ModbusUnit, 1, 247, "", "Modbus");
        check.InRange("inverter.modbus_silence", ModbusSilenceMs, 100, 2000, "ms", "control bus discipline");
        check.Require(CommandCycleMs is 0 or (>= 1 and <= 50), "inverter.cycle", CommandCycleMs.ToString(System.Globalization.CultureInfo.InvariantCulture), "0 or 1 … 50 ms",
            "the inverter drops a command after 100 ms");
        check.Require(CanInterface.Length <= 15 && !CanInterface.AsSpan().ContainsAny("/:"), "inverter.can_interface", CanInterface, "up to 15 letters, digits, '_', '-', '.'", "the kernel's own rule");
        check.Require(CanInterface != None || InverterDriver != "can", "inverter.can_interface", None, "the name of a CAN interface", "inverter.driver is can");
        check.Require(Dbc == None || Signals != None, "inverter.signals", None, "a signal map", "inverter.dbc names a file of a maker's own");
        check.Require(MeterModbusAddress == None ? MeterDriver != "modbus" : Inverters.Modbus.ModbusAddress.Parse(MeterModbusAddress) is not null, "meter.modbus_address", MeterModbusAddress,
            Inverters.Modbus.ModbusAddress.Form, MeterModbusAddress == None ? "meter.driver is modbus" : "an address, not a name, and a port");
        check.InRange("inverter.vehicle_silence", VehicleSilenceMs, 500, 5000, "ms", "a few turns of the charge loop");
        check.InRange("meter.modbus_unit", MeterModbusUnit, 1, 247, "", "Modbus");
        check.InRange("meter.modbus_silence", MeterModbusSilenceMs, 100, 2000, "ms", "control bus discipline");
        check.InRange("meter.latency", MeterLatencyMs, 10, 140, "ms", "the trips' clearing times begin at 160 ms; a slower meter can't be sensed with, only compared with");
        check.Require(MeterCanInterface.Length <= 15 && !MeterCanInterface.AsSpan().ContainsAny("/:") && (MeterCanInterface != None || MeterDriver != "can"), "meter.can_interface", MeterCanInterface,
            "up to 15 letters, digits, '_', '-', '.'", MeterCanInterface == None ? "meter.driver is can" : "the kernel's own rule");
        check.Require(MeterDbc == None || MeterSignals != None, "meter.signals", None, "a signal map", "meter.dbc names a file of a maker's own");
        check.Require(InsulationCanInterface.Length <= 15 && !InsulationCanInterface.AsSpan().ContainsAny("/:") && (InsulationCanInterface != None || InsulationDriver != "can"), "insulation.can_interface",
            InsulationCanInterface, "up to 15 letters, digits, '_', '-', '.'", InsulationCanInterface == None ? "insulation.driver is can" : "the kernel's own rule");
        check.Require(InsulationDbc == None || InsulationSignals != None, "insulation.signals", None, "a signal map", "insulation.dbc names a file of a maker's own");
        check.Require(InsulationDriver == None || !In(LineInputs.InsulationFault), "lines.insulation_fault", InputLines.GetValueOrDefault(LineInputs.InsulationFault).ToString(), None, "insulation.driver names the monitor: it is on a bus or on lines");
        check.Require(PilotHigh == None || Level(PilotHigh), "pilot.high", PilotHigh, "none or DEVICE/CHANNEL, cp-adc/in_voltage0", "an IIO channel");
        check.Require(PilotLow == None || (Level(PilotLow) && PilotHigh != None), "pilot.low", PilotLow, "none or DEVICE/CHANNEL, cp-adc/in_voltage1", PilotHigh == None ? "pilot.high is none" : "an IIO channel");
        check.Require(PilotPwm == None || (Level(PilotPwm) && PilotHigh != None), "pilot.pwm", PilotPwm, "none or CHIP/CHANNEL, pwmchip0/0", PilotHigh == None ? "pilot.high is none: a pulse whose answer nobody reads" : "a PWM channel");
        check.InRange("pilot.gain", PilotGain, -100, 100, "V/V", "divider before the converter");
        check.Require(PilotGain != 0, "pilot.gain", "0", "anything but 0", "a level without gain measures nothing");
        check.InRange("pilot.offset", PilotOffsetVolts, -100, 100, "V", "level shifter before the converter");
        check.Require(Proximity == None || (Level(Proximity) && PilotHigh != None), "pilot.proximity", Proximity, "none or DEVICE/CHANNEL, cp-adc/in_voltage2", PilotHigh == None ? "pilot.high is none: a socket without a pilot" : "an IIO channel");
        bool Out(LineOutputs line) => OutputLines.TryGetValue(line, out LineName name) && name.Exists;
        bool In(LineInputs line) => InputLines.TryGetValue(line, out LineName name) && name.Exists;
        check.Require(!Out(LineOutputs.SecondGridRelay) || Out(LineOutputs.GridRelay), "lines.second_grid_relay", OutputLines.GetValueOrDefault(LineOutputs.SecondGridRelay).ToString(), None, "lines.grid_relay is none: the first of the pair");
        check.Require(!In(LineInputs.SecondGridRelayClosed) || Out(LineOutputs.SecondGridRelay), "lines.second_grid_relay_closed", InputLines.GetValueOrDefault(LineInputs.SecondGridRelayClosed).ToString(), None, "lines.second_grid_relay is none");
        check.Require(!Out(LineOutputs.GateDriverTest) || In(LineInputs.GateDriverFault), "lines.gate_driver_test", OutputLines.GetValueOrDefault(LineOutputs.GateDriverTest).ToString(), None, "lines.gate_driver_fault is none: nobody would see it");
        check.InRange("pilot.proximity_supply", ProximitySupplyVolts, 1, 24, "V", "behind the pull-up");
        check.InRange("pilot.proximity_pull_up", ProximityPullUpOhms, 100, 10_000, "Ω", "tells 60 Ω from a short circuit, and 4500 Ω from no plug");
        check.Require(FanTachometer == None || FanSwitch.Exists, "fans.tachometer", FanTachometer, None, "fans.switch is none: a fan of the kernel's has a tachometer of its own");
        check.InRange("loop.period", PeriodMs, 0.5, 5, "ms", "the gates' monostable wants an edge within 10 ms");
        check.InRange("loop.cpu", Cpu, -1, 1023, "", "-1: any");
        check.InRange("loop.priority", Priority, 0, 98, "", "0: none; 99 belongs to the kernel");
        check.InRange("links.heartbeat_timeout", HeartbeatTimeoutSeconds, 5, 300, "s", "house");
        check.InRange("devices.watchdog_timeout", WatchdogTimeoutSeconds, 1, 60, "s", "house");
        check.InRange("devices.sample_rate", SampleRateHz, GridMeter.MinRateHz, GridMeter.MaxRateHz, "Hz", "what the measurement works with");
        check.InRange("devices.voltage_ratio", VoltageRatio, 0.001, 100_000, "V/V", "divider or transformer");
        check.InRange("devices.current_ratio", CurrentRatio, -100_000, 100_000, "A/V", "transformer and burden; negative where it is mounted the other way round");
        check.Require(CurrentRatio != 0, "devices.current_ratio", "0", "anything but 0", "a channel without gain measures nothing");
        string[] channels = SampleChannels.Split(',');
        check.Require(channels.All(c => c.Length > 0) && channels.Distinct().Count() == channels.Length, "devices.sample_channels", SampleChannels, "names separated by commas, each once",
            "VL1, VL2, VL3, IL1, IL2, IL3");
        foreach ((string key, double value) in new[] { ("loop.cpu", Cpu), ("loop.priority", Priority), ("devices.watchdog_timeout", WatchdogTimeoutSeconds), ("inverter.modbus_unit", ModbusUnit), ("meter.modbus_unit", MeterModbusUnit) })
            check.Require(value == Math.Floor(value), key, value.ToString(System.Globalization.CultureInfo.InvariantCulture), "whole numbers", "it counts");
    }
}
