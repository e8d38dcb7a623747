using V2G.Control.Limits;
using V2G.Control.PowerPath;
using V2G.Control.Protection;

namespace V2G.Control;

/// <summary>A sag simulated at the sensing stage by a person.</summary>
public enum SagTest : byte
{
    None = 0,

    /// <summary>The decision is computed and shown; no power follows it.</summary>
    PowerInhibited = 1,

    /// <summary>Confirmed by the person: the inverter follows.</summary>
    Energised = 2,
}

/// <summary>All that reaches a decision from outside besides the grid's measurement, taken once at the top of a tick.</summary>
public struct TickInputs
{
    /// <summary>CLOCK_MONOTONIC at the tick, ns.</summary>
    public long TimeNs;

    /// <summary>Time since the last tick, s.</summary>
    public double DtSeconds;

    /// <summary>Active power asked for, pu, + = export. NaN or absent means 0.</summary>
    public double ActivePowerSetpointPu;

    public VehicleReport Vehicle;

    /// <summary>The inverter's last report; meaningless unless <see cref="InverterConfigured"/>.</summary>
    public InverterState Inverter;

    public bool InverterConfigured;

    /// <summary>
    /// The inverter is the vehicle's own (AC_BPT): it is paced by the car, and its silence is a vehicle that is gone, never a loss of the control
    /// bus.
    /// </summary>
    public bool InverterInVehicle;

    /// <summary>The bus that carries it; <c>default</c> where there is none to fail.</summary>
    public ControlBusReport ControlBus;

    /// <summary>The grid is sensed by a meter on a bus: its silence is a loss of the control bus.</summary>
    public bool MeterConfigured;

    /// <summary>The bus that carries it.</summary>
    public ControlBusReport MeterBus;

    /// <summary>A second meter is configured and has not been heard within its limit: the sensors are compared with nothing.</summary>
    public bool SecondMeterSilent;

    /// <summary>This board has no driver that would carry a command to an inverter.</summary>
    public bool NoInverter;

    /// <summary>The board's own lines and front ends; <c>default</c>: it has none.</summary>
    public BoardInputs Board;

    /// <summary>No key and certificate of this unit.</summary>
    public bool NoCertificate;

    /// <summary>An item of the power-on self-test failed.</summary>
    public bool SelfTestFailed;

    /// <summary>Share of the cooling that is left, 0 … 1; 0 means unknown, and then nothing is concluded.</summary>
    public double CoolingShare;

    /// <summary>The unit's sensors are calibrated.</summary>
    public bool Calibrated;

    /// <summary>The settings in force come from an accepted file or are the factory's.</summary>
    public bool CurveAccepted;

    /// <summary>Two measurements of one voltage differ by more than 3 %, or samples are lost, stuck or not numbers.</summary>
    public bool MeasurementImplausible;

    /// <summary>A grid management system is configured.</summary>
    public bool UplinkConfigured;

    /// <summary>Its heartbeat is fresh.</summary>
    public bool UplinkAlive;

    /// <summary>The loop allocated memory or was collected since it was armed.</summary>
    public bool RealTimeViolated;

    /// <summary>This tick began more than 100 ms after it was due: whatever it commands is old.</summary>
    public bool DeadlineMissed;

    /// <summary>The hardware watchdog had restarted the board, and no person has acknowledged it yet.</summary>
    public bool WatchdogReset;

    /// <summary>A random number, 0 … 1, for what must not happen to all units at once (4.10.3 c).</summary>
    public double RandomShare;

    public SagTest SagTest;

    /// <summary>A person looks at the lamp: this is shown instead; off: none does.</summary>
    public LampPattern LampTest;

    /// <summary>A person acknowledges what is shown and clears what is latched.</summary>
    public bool Acknowledge;
}

/// <summary>What one tick decided.</summary>
public struct TickOutputs
{
    public InverterCommand Command;

    /// <summary>The board's output lines.</summary>
    public LineOutputs Lines;

    /// <summary>What the pilot carries.</summary>
    public PilotSignal Pilot;

    /// <summary>The decision before inhibits, pu: equals the command while none is active.</summary>
    public double DecidedActivePowerPu;

    public double DecidedVarInjectedPu;

    /// <summary>Where the curve wants reactive power to go, before the open-loop response, pu.</summary>
    public double VarTargetPu;

    /// <summary>The reference voltage that the volt-var curve stands at, pu: set, or found by itself.</summary>
    public double VRefPu;

    /// <summary>The voltage that the curve was asked for, pu.</summary>
    public double RegulatedVoltagePu;
}
