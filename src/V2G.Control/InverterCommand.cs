namespace V2G.Control;

/// <summary>What the controller asks of the inverter, once a tick. Per unit of the rated apparent power.</summary>
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

    /// <summary>The semiconductors may switch. False: no current flows, whatever the figures above say.</summary>
    public bool GateEnable;

    /// <summary>
    /// The command as it may be acted on at an age: itself within <see cref="Controller.CommandLifeNs"/>, afterwards nothing (gates
    /// off, P = Q = 0), whoever still lives. An age below 0 is a clock that can't be trusted.
    /// </summary>
    public static InverterCommand Live(in InverterCommand command, long ageNs) => ageNs is >= 0 and <= Controller.CommandLifeNs ? command
        : new() { Sequence = command.Sequence, ExpiresNs = command.ExpiresNs };
}

/// <summary>What the inverter reports back. Per unit of the rated apparent power.</summary>
public struct InverterState
{
    /// <summary>CLOCK_MONOTONIC of the report, ns.</summary>
    public long TimeNs;

    /// <summary>The last command's sequence that it acted on.</summary>
    public long SequenceEchoed;

    public double ActivePowerPu;
    public double VarInjectedPu;

    /// <summary>Power module's own temperature sensor (NTC on its base plate), °C; NaN when it reports none.</summary>
    public double ModuleCelsius;

    /// <summary>Heat sink or ambient inside the cabinet, °C; NaN when it reports none.</summary>
    public double AmbientCelsius;

    public bool GatesSwitching;
}
