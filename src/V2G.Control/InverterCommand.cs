namespace V2G.Control;

/// <summary>What the DC side of an inverter is to do.</summary>
public enum ActuatorPhase : byte
{
    /// <summary>No voltage at the vehicle's connector.</summary>
    Idle = 0,

    /// <summary>Raises the cable to a test voltage, with hardly any current, while the insulation is measured.</summary>
    CableCheck = 1,

    /// <summary>Brings its DC side to the battery's voltage, behind the open contactor.</summary>
    PreCharge = 2,

    /// <summary>Moves power.</summary>
    Transfer = 3,

    /// <summary>Takes its current to zero along its ramp, so that the contactor may open.</summary>
    Ramp = 4,

    /// <summary>Lets its DC side decay behind the opened contactor, so that a welded one is seen.</summary>
    WeldingCheck = 5,
}

/// <summary>What the controller asks of the inverter, once a tick, whatever carries it. Per unit of the rated apparent power.</summary>
public struct InverterCommand
{
    /// <summary>Counts commands; the inverter echoes it.</summary>
    public long Sequence;

    /// <summary>CLOCK_MONOTONIC after which the inverter must not act on this command, ns.</summary>
    public long ExpiresNs;

    /// <summary>Active power, + = out of the EVSE into the grid (discharge), pu.</summary>
    public double ActivePowerPu;

    /// <summary>Reactive power, + = injected (raises voltage), pu.</summary>
    public double VarInjectedPu;

    /// <summary>Voltage that the DC side shall have where the phase is one that sets it, V.</summary>
    public double DcVolts;

    /// <summary>Most current of the DC side, either way, A.</summary>
    public double DcAmperes;

    /// <summary>The semiconductors may switch. False: no current flows, whatever the figures above say.</summary>
    public bool GateEnable;

    public ActuatorPhase Phase;

    /// <summary>
    /// The command as it may be acted on at an age: itself within <see cref="Controller.CommandLifeNs"/>, afterwards nothing (gates
    /// off, P = Q = 0), whoever still lives. An age below 0 is a clock that can't be trusted.
    /// </summary>
    public static InverterCommand Live(in InverterCommand command, long ageNs) => ageNs is >= 0 and <= Controller.CommandLifeNs ? command
        : new() { Sequence = command.Sequence, ExpiresNs = command.ExpiresNs };
}

/// <summary>What an inverter says is wrong with it. The bits are the board's own bus's; a foreign bus's map to them.</summary>
[Flags]
public enum InverterFaults : ushort
{
    None = 0,
    Internal = 1 << 0,

    /// <summary>A gate driver saw its switch desaturate, or lost its supply.</summary>
    GateDriver = 1 << 1,

    OverCurrent = 1 << 2,
    DcOverVoltage = 1 << 3,
    DcUnderVoltage = 1 << 4,
    AcVoltage = 1 << 5,
    AcFrequency = 1 << 6,
    OverTemperature = 1 << 7,
    Fan = 1 << 8,
    Insulation = 1 << 9,

    /// <summary>It obeyed no command, because the last one had grown old.</summary>
    CommandExpired = 1 << 10,

    AuxiliarySupply = 1 << 11,
    Contactor = 1 << 12,
}

/// <summary>Contactors as the inverter sees its own; those on the board's lines are not meant.</summary>
[Flags]
public enum InverterContactors : byte
{
    None = 0,
    GridRelay = 1 << 0,
    PreCharge = 1 << 1,
    DcPositive = 1 << 2,
    DcNegative = 1 << 3,
}

/// <summary>
/// What the inverter reports back, whatever carried it. Per unit of the rated apparent power and nominal voltage; a figure that it does
/// not report is NaN.
/// </summary>
public struct InverterState
{
    /// <summary>CLOCK_MONOTONIC of the report, ns: when the kernel received it, not when it was looked at.</summary>
    public long TimeNs;

    /// <summary>The last command's sequence that it acted on.</summary>
    public long SequenceEchoed;

    public double ActivePowerPu;
    public double VarInjectedPu;

    /// <summary>Its own measurement of the grid's voltage (positive sequence or mean of the phases), pu.</summary>
    public double VoltagePu;

    /// <summary>On its own side of the board's grid relay, pu: behind an opened one there must be none. NaN where it measures on the grid's side only.</summary>
    public double OwnSideVoltagePu;

    public double FrequencyHz;

    /// <summary>Its intermediate circuit, V.</summary>
    public double DcLinkVolts;

    /// <summary>At its DC terminals, towards the vehicle, V.</summary>
    public double DcVolts;

    /// <summary>+ = out of the vehicle (discharge), A.</summary>
    public double DcAmperes;

    /// <summary>Of its DC side against earth, Ω.</summary>
    public double InsulationOhms;

    /// <summary>Power module's own temperature sensor (NTC on its base plate), °C.</summary>
    public double ModuleCelsius;

    /// <summary>Heat sink or ambient inside the cabinet, °C.</summary>
    public double AmbientCelsius;

    public InverterFaults Faults;
    public InverterContactors Contactors;
    public ActuatorPhase Phase;
    public bool GatesSwitching;

    /// <summary>It measures <see cref="InsulationOhms"/>: then 0 Ω means 0 Ω.</summary>
    public bool MeasuresInsulation;

    /// <summary>A report without any figure.</summary>
    public static InverterState Unknown => new()
    {
        ActivePowerPu = double.NaN, VarInjectedPu = double.NaN, VoltagePu = double.NaN, OwnSideVoltagePu = double.NaN, FrequencyHz = double.NaN, DcLinkVolts = double.NaN, DcVolts = double.NaN,
        DcAmperes = double.NaN, InsulationOhms = double.NaN, ModuleCelsius = double.NaN, AmbientCelsius = double.NaN,
    };
}

/// <summary>How the bus to the inverter fares, as its driver sees it.</summary>
public struct ControlBusReport
{
    /// <summary>Share of the reports that were due within the last second and did not come whole, 0 … 1; 0 while too few were due to tell.</summary>
    public double LossShare;

    /// <summary>Frames with a wrong checksum, length, counter or unit since the start.</summary>
    public uint BadFrames;

    /// <summary>The bus controller has left the bus (CAN), or the connection is not there (TCP).</summary>
    public bool Off;

    /// <summary>It left the bus because of too many errors of its own (CAN).</summary>
    public bool CanBusOff;
}
