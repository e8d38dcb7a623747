using System.Runtime.CompilerServices;
using V2G.Control;
using V2G.Control.Limits;
using V2G.Control.Measurement;
using V2G.Control.PowerPath;
using V2G.Control.Settings;
using V2G.Firmware.Post;
using V2G.Firmware.Roles;
using V2G.Linux.RealTime;

namespace V2G.Firmware.Run;

/// <summary>
/// What the controller shows to every other process: written by it alone, mapped read-only by `status`, `why`, `meter` and the
/// screen. Blittable; the layout version rises with every change.
/// </summary>
internal struct ControllerImage
{
    public const int LayoutVersion = 12;
    public const string FileName = "controller.image";

    /// <summary>Hardware is simulated: said wherever a figure is shown.</summary>
    public bool Simulated;

    /// <summary>The loop has everything that real time takes. False: rt=degraded, and <see cref="Rights"/> says what is lacking.</summary>
    public bool RealTime;

    public RealTimeRights Rights;

    /// <summary>The controller's own clock, and where it stood at power-on, ns. A simulated board's begins at 0.</summary>
    public long TimeNs;
    public long StartedNs;

    /// <summary>CLOCK_MONOTONIC of the publication, ns.</summary>
    public long PublishedNs;
    public long Ticks;

    /// <summary>Ticks that began more than 100 ms late.</summary>
    public long LateTicks;

    /// <summary>Longest time that a tick took, from its sample block to its command, ns.</summary>
    public long WorstTickNs;

    /// <summary>How late the loop woke, since it was armed.</summary>
    public LatencySummary WakeUp;

    /// <summary>Whole periods that had passed when the loop woke. A board skips them; a simulated one makes up for them.</summary>
    public long Overruns;

    /// <summary>Ticks that a simulated board was too far behind to make up for: by so many its time is behind the wall's.</summary>
    public long GivenUpTicks;

    /// <summary>Bytes that the loop's thread allocated since it was armed: 0, or fault 0xE3.</summary>
    public long AllocatedBytes;

    /// <summary>Collections in the process since the loop was armed.</summary>
    public int Collections;

    /// <summary>The loop has its process to itself, as on a board. In a test's process others allocate, and a collection says nothing about the loop.</summary>
    public bool OwnProcess;

    /// <summary>Fault 0xE3.</summary>
    public readonly bool RealTimeViolated => AllocatedBytes > 0 || (OwnProcess && Collections > 0);

    /// <summary>What is known of each link, by <see cref="Role"/>.</summary>
    public LinkStates Links;

    /// <summary>What it found of its machine before the loop was armed.</summary>
    public StartFindings Start;

    /// <summary>What the lines and front ends said at the last tick.</summary>
    public BoardInputs Board;

    /// <summary>What the fan controller last said.</summary>
    public FanReport Fans;

    /// <summary>Why the controller started.</summary>
    public ResetRecord Reset;

    /// <summary>The hardware watchdog's time-out, s; 0 without one.</summary>
    public int WatchdogSeconds;

    /// <summary>Why it is no longer fed.</summary>
    public Withheld Withheld;

    /// <summary>The gates' pulse train is a line of this board; and its edges since the start.</summary>
    public bool HasGateLine;
    public long GateEdges;

    /// <summary>Kinds of <see cref="LinkRefusal"/> that have occurred, a bit each.</summary>
    public int RefusalsSeen;

    public ControlSettings Settings;
    public ulong SettingsHash;
    public GridMeasurement Grid;
    public ReportBlock Report;
    public ControlState State;
    public TickOutputs Output;
    public InverterState Inverter;

    /// <summary>What carries commands to it ("can can0"), and how that fares.</summary>
    public ShortText InverterDriver;

    public ControlBusReport ControlBus;

    /// <summary>The bus of the meter that is sensed with or compared with; <c>default</c> without one.</summary>
    public ControlBusReport MeterBus;

    /// <summary>What the meter last said; its <see cref="MeterReading.TimeNs"/> is 0 where there is none.</summary>
    public MeterReading Meter;

    /// <summary>Name of its driver; empty without one.</summary>
    public ShortText MeterDriver;
    public VehicleReport Vehicle;

    /// <summary>What the simulated car would say: the simulated vehicle link says it in its stead.</summary>
    public VehicleReport SimulatedVehicle;

    public double ActivePowerSetpointPu;
    public double ExportedKilowattHours, ImportedKilowattHours, InjectedKilovarHours, AbsorbedKilovarHours;

    /// <summary>RMS of orders 0 … 50 of each channel, pu: voltages first, then currents.</summary>
    public Spectrum Harmonics;

    public VoltageBands Bands;

    /// <summary>The worst that the cross-check of the voltage sensors finds, in which channel (0 … 2), against what, and by how much.</summary>
    public PlausibilityState Plausibility;

    public PlausibilitySource ImplausibleAgainst;
    public int ImplausibleChannel;
    public double ImplausibleShare;

    /// <summary>What the watch over the board's own samples finds, how often it found something, and the rate that their stamps show, Hz; 0 on a simulated board.</summary>
    public SampleVerdict Samples;

    public long SampleFailures;
    public double SampleRateHz;

    /// <summary>A sag is being simulated to this voltage, pu; NaN when none is.</summary>
    public double HeldVoltagePu;

    public SagTest SagTest;

    [InlineArray(6 * Orders)]
    internal struct Spectrum
    {
        double _0;
    }

    public const int Orders = 51;

    /// <summary>The grid's nominal line-to-neutral (or single-phase) voltage, V.</summary>
    public readonly double PhaseVolts => Settings.Site.NominalPhaseVoltage;

    public readonly double RatedAmperes => Settings.Site.RatedAmperes;
}
