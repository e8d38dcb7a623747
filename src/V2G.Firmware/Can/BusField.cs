using V2G.Control;

namespace V2G.Firmware.Can;

/// <summary>A figure on its way over a bus, in SI units.</summary>
internal enum BusField : byte
{
    CommandActivePower,
    CommandVarInjected,
    CommandGateEnable,
    CommandPhase,
    CommandSequence,
    CommandDcVolts,
    CommandDcAmperes,

    ActivePower,
    VarInjected,
    GatesSwitching,
    Phase,
    Sequence,
    Voltage,
    Frequency,
    Faults,
    Contactors,
    DcLinkVolts,
    DcVolts,
    DcAmperes,
    ModuleCelsius,
    AmbientCelsius,
    InsulationOhms,

    /// <summary>The first of the bits of <see cref="InverterFaults"/> where each has a signal of its own.</summary>
    FirstFault,

    /// <summary>The first of the bits of <see cref="InverterContactors"/>, likewise.</summary>
    FirstContactor = FirstFault + BusFields.FaultBits,

    MeterVoltsA = FirstContactor + BusFields.ContactorBits,
    MeterVoltsB,
    MeterVoltsC,
    MeterLineVoltsAb,
    MeterLineVoltsBc,
    MeterLineVoltsCa,
    MeterAmperesA,
    MeterAmperesB,
    MeterAmperesC,
    MeterActivePower,
    MeterVarInjected,
    MeterFrequency,

    /// <summary>Asks an insulation monitor to put its own test resistor across.</summary>
    InsulationTest,
    MonitorOhms,

    /// <summary>The monitor says that it is out of order itself.</summary>
    MonitorFault,
}

/// <summary>A kind of device on a CAN bus: which fields are its own, and which it can't do without.</summary>
/// <param name="Name">"inverter": also the name of our own files, v2g-NAME.dbc and v2g-NAME.signals.</param>
/// <param name="Prefixes">What its fields' names begin with.</param>
/// <param name="SlowestVitalMs">What is needed must come at least this often, or silence would be the rule.</param>
internal sealed record BusKind(string Name, string[] Prefixes, BusField[] Needed, double SlowestVitalMs)
{
    /// <summary>Silence after 100 ms is to be seen by it.</summary>
    public static BusKind Inverter { get; } = new("inverter", ["command.", "state."],
        [BusField.CommandActivePower, BusField.CommandVarInjected, BusField.CommandGateEnable, BusField.ActivePower, BusField.VarInjected], BusMap.SlowestVitalMs);

    public static BusKind Meter { get; } = new("meter", ["meter."], [BusField.MeterActivePower, BusField.MeterVarInjected, BusField.MeterFrequency], BusMap.SlowestVitalMs);

    public static BusKind Insulation { get; } = new("insulation", ["insulation."], [BusField.MonitorOhms], 1000);

    /// <summary>Names of its fields.</summary>
    public IEnumerable<string> Fields => BusFields.Names.Where(n => Array.Exists(Prefixes, p => n.StartsWith(p, StringComparison.Ordinal)));

    public bool Owns(BusField field) => Array.Exists(Prefixes, p => field.Name().StartsWith(p, StringComparison.Ordinal));
}

/// <summary>The names of the fields, as a signal map writes them.</summary>
internal static class BusFields
{
    public const int FaultBits = 13, ContactorBits = 4;
    public const int Count = (int)BusField.MonitorFault + 1;

    static readonly string[] _names =
    [
        "command.active_power", "command.var_injected", "command.gate_enable", "command.phase", "command.sequence", "command.dc_volts", "command.dc_amperes",
        "state.active_power", "state.var_injected", "state.gates_switching", "state.phase", "state.sequence", "state.voltage", "state.frequency", "state.faults",
        "state.contactors", "state.dc_link_volts", "state.dc_volts", "state.dc_amperes", "state.module_celsius", "state.ambient_celsius", "state.insulation_ohms",
        "state.fault.internal", "state.fault.gate_driver", "state.fault.over_current", "state.fault.dc_over_voltage", "state.fault.dc_under_voltage",
        "state.fault.ac_voltage", "state.fault.ac_frequency", "state.fault.over_temperature", "state.fault.fan", "state.fault.insulation",
        "state.fault.command_expired", "state.fault.auxiliary_supply", "state.fault.contactor",
        "state.contactor.grid_relay", "state.contactor.pre_charge", "state.contactor.dc_positive", "state.contactor.dc_negative",
        "meter.voltage_a", "meter.voltage_b", "meter.voltage_c", "meter.voltage_ab", "meter.voltage_bc", "meter.voltage_ca",
        "meter.current_a", "meter.current_b", "meter.current_c", "meter.active_power", "meter.var_injected", "meter.frequency",
        "insulation.test", "insulation.ohms", "insulation.fault",
    ];

    public static IReadOnlyList<string> Names => _names;

    public static string Name(this BusField field) => _names[(int)field];

    public static bool IsCommand(this BusField field) => field is <= BusField.CommandDcAmperes or BusField.InsulationTest;

    public static bool IsFault(this BusField field) => field is >= BusField.FirstFault and < BusField.FirstContactor;

    public static bool IsContactor(this BusField field) => field is >= BusField.FirstContactor and < BusField.MeterVoltsA;

    /// <summary>0 or 1.</summary>
    public static bool IsFlag(this BusField field) => field is BusField.CommandGateEnable or BusField.GatesSwitching or BusField.InsulationTest or BusField.MonitorFault || field.IsFault() || field.IsContactor();

    public static bool IsPhase(this BusField field) => field is BusField.CommandPhase or BusField.Phase;

    public static BusField? Parse(string name) => Array.IndexOf(_names, name) is >= 0 and int at ? (BusField)at : null;
}
