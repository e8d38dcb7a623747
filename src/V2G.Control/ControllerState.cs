namespace V2G.Control;

/// <summary>What the controller is doing, in one word. The same words in log, screen and interfaces: <see cref="ControllerStateNames"/>.</summary>
public enum ControllerState : byte
{
    /// <summary>Something other than the grid keeps it from working; `why` names it.</summary>
    Idle = 0,

    /// <summary>Ready; the grid is not yet inside the enter-service window.</summary>
    Armed = 1,

    /// <summary>The enter-service delay runs.</summary>
    EnteringService = 2,

    /// <summary>In service, no reactive power called for.</summary>
    InService = 3,

    SupportingInject = 4,
    SupportingAbsorb = 5,

    /// <summary>Rides through without current and restores when the voltage or its rhythm is back.</summary>
    MomentaryCessation = 6,

    Tripped = 7,
}

/// <summary>Why the state changed.</summary>
public enum TransitionCause : byte
{
    PowerOn = 0,
    InhibitsCleared,
    Inhibited,
    GridInsideWindow,
    GridOutsideWindow,
    DelayElapsed,
    VoltageLow,
    VoltageHigh,
    VoltageNormal,
    VoltageTrip,
    FrequencyTrip,
    CessationVoltage,
    GridSyncLoss,
    MeasurementLost,
    Restored,
    IslandTrip,
}

public static class ControllerStateNames
{
    static readonly string[] States =
        ["idle", "armed", "entering service", "in service", "supporting: inject", "supporting: absorb", "momentary cessation", "tripped"];

    static readonly string[] Causes =
    [
        "power on", "inhibits cleared", "inhibited", "grid inside enter-service window", "grid outside enter-service window",
        "enter-service delay elapsed", "voltage below deadband", "voltage above deadband", "voltage inside deadband", "voltage trip",
        "frequency trip", "voltage in momentary-cessation region", "Grid Sync Loss", "measurement lost", "restored after cessation",
        "unintentional island",
    ];

    /// <summary>The mode when the grid management system is silent: exactly this label.</summary>
    public const string LocalAutonomousMode = "Local Autonomous Mode";

    public static string Text(this ControllerState state) => States[(int)state];

    public static string Text(this TransitionCause cause) => Causes[(int)cause];
}
