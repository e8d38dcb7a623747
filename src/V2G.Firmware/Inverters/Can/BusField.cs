using V2G.Control;

namespace V2G.Firmware.Inverters.Can;

/// <summary>A figure of the actuator contract on its way over a bus, in SI units.</summary>
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
}

/// <summary>The names of the fields, as a signal map writes them.</summary>
internal static class BusFields
{
    public const int FaultBits = 13, ContactorBits = 4;
    public const int Count = (int)BusField.FirstContactor + ContactorBits;

    static readonly string[] _names =
    [
        "command.active_power", "command.var_injected", "command.gate_enable", "command.phase", "command.sequence", "command.dc_volts", "command.dc_amperes",
        "state.active_power", "state.var_injected", "state.gates_switching", "state.phase", "state.sequence", "state.voltage", "state.frequency", "state.faults",
        "state.contactors", "state.dc_link_volts", "state.dc_volts", "state.dc_amperes", "state.module_celsius", "state.ambient_celsius", "state.insulation_ohms",
        "state.fault.internal", "state.fault.gate_driver", "state.fault.over_current", "state.fault.dc_over_voltage", "state.fault.dc_under_voltage",
        "state.fault.ac_voltage", "state.fault.ac_frequency", "state.fault.over_temperature", "state.fault.fan", "state.fault.insulation",
        "state.fault.command_expired", "state.fault.auxiliary_supply", "state.fault.contactor",
        "state.contactor.grid_relay", "state.contactor.pre_charge", "state.contactor.dc_positive", "state.contactor.dc_negative",
    ];

    /// <summary>Without these there is nothing to control.</summary>
    public static readonly BusField[] Needed =
        [BusField.CommandActivePower, BusField.CommandVarInjected, BusField.CommandGateEnable, BusField.ActivePower, BusField.VarInjected];

    public static IReadOnlyList<string> Names => _names;

    public static string Name(this BusField field) => _names[(int)field];

    public static bool IsCommand(this BusField field) => field <= BusField.CommandDcAmperes;

    public static BusField? Parse(string name) => Array.IndexOf(_names, name) is >= 0 and int at ? (BusField)at : null;
}
