using V2G.Control.Measurement;

namespace V2G.Firmware.Run;

/// <summary>What the simulated grid does.</summary>
internal enum GridScript
{
    /// <summary>Nominal and still.</summary>
    Steady,

    /// <summary>Two minutes of sags, swells, a motor start and clouds, over and over.</summary>
    Lively,
}

/// <summary>How a simulated board is set up.</summary>
internal sealed record SimulatedOptions
{
    public ulong Seed { get; init; } = 1;
    public GridScript Script { get; init; }

    /// <summary>Source voltage, pu.</summary>
    public double SourcePu { get; init; } = 1;

    /// <summary>Active power asked for, pu, + = discharge.</summary>
    public double ActivePowerPu { get; init; }

    /// <summary>Short-circuit power at the terminal over the unit's rating.</summary>
    public double ShortCircuitRatio { get; init; } = 12;

    /// <summary>From power-on with the whole enter-service delay; otherwise it starts in service.</summary>
    public bool Cold { get; init; }

    /// <summary>Length of a tick, ns.</summary>
    public long TickNs { get; init; } = 1_000_000;

    /// <summary>Samples are made and measured; otherwise phasors only.</summary>
    public bool Waveform { get; init; } = true;

    public bool VehicleConnected { get; init; } = true;

    /// <summary>What the car says comes through a link, as on a board; otherwise straight from the plant.</summary>
    public bool VehicleByLink { get; init; }

    /// <summary>The station has relays, contactor, breaker, monitors, pilot and lamp, simulated too; otherwise it is the inverter alone.</summary>
    public bool Lines { get; init; }

    /// <summary>What goes wrong with them, and when.</summary>
    public StationFaults Faults { get; init; } = StationFaults.None;

    /// <summary>What the sensors were found to need: they are made wrong by just that, so that the board's own calibration holds for it.</summary>
    public CalibrationSet Sensors { get; init; } = CalibrationSet.Identity;
}
