namespace V2G.Firmware.Counterparts;

/// <summary>What a played inverter can be told to do wrong.</summary>
internal enum CounterpartFault : byte
{
    /// <summary>Says nothing; hears and obeys.</summary>
    Silence,

    /// <summary>So many percent of what it would send is lost.</summary>
    Loss,

    /// <summary>What it sends comes so many ms late.</summary>
    Late,

    /// <summary>Sends on time, but the figures and the echo of the moment when the fault began.</summary>
    Stale,

    /// <summary>Sends everything twice.</summary>
    Duplicate,

    /// <summary>Sends wrong checksums.</summary>
    Checksum,

    /// <summary>Is off the bus: neither sends nor hears. A transport without a bus drops its connection.</summary>
    BusOff,

    /// <summary>Obeys active power, not reactive.</summary>
    IgnoreVar,

    /// <summary>Holds the current that flows, deaf to commands, expiry and gate enable.</summary>
    Stuck,

    /// <summary>Reports an internal fault and blocks its gates.</summary>
    Internal,

    /// <summary>Answers every request with an exception. Modbus only.</summary>
    Exception,

    /// <summary>Sends its bytes so many ms apart. Modbus only.</summary>
    SlowBytes,

    /// <summary>Answers under another transaction's id. Modbus only.</summary>
    WrongTransaction,

    /// <summary>Answers with less than was asked for. Modbus only.</summary>
    ShortFrame,

    /// <summary>Lets connections go and takes none. Modbus only.</summary>
    Disconnect,

    /// <summary>The grid's voltage is so many percent of nominal.</summary>
    GridVoltage,

    /// <summary>The meter says nothing.</summary>
    MeterSilence,

    /// <summary>So many percent of what the meter would send is lost.</summary>
    MeterLoss,

    /// <summary>The meter goes on with the figures of the moment when the fault began.</summary>
    MeterStale,

    /// <summary>The insulation is so many kΩ.</summary>
    Insulation,

    /// <summary>The insulation monitor says nothing.</summary>
    MonitorSilence,

    /// <summary>The insulation monitor does not see its own test resistor.</summary>
    MonitorBlind,
}
