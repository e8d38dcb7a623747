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
