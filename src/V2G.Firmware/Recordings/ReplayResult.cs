using V2G.Control;
using V2G.Control.Measurement;
using V2G.Control.Protection;

namespace V2G.Firmware.Recordings;

/// <summary>One half cycle of a replay; pu, Hz, + = injected.</summary>
internal readonly record struct ReplayRow(
    double Seconds, Phases VoltagePu, Phases LineVoltagePu, double FrequencyHz, SyncState Sync, double DecidedVarPu, double CommandVarPu, ControllerState State)
{
    public double LowestPu => Math.Min(VoltagePu.Min, LineVoltagePu.Min);

    public double HighestPu => Math.Max(VoltagePu.Max, LineVoltagePu.Max);
}

internal sealed record ReplayTransition(double Seconds, string Text);

/// <summary>A stretch in which the voltage had no rhythm that the controller follows.</summary>
/// <param name="LeastHz">By the waveform's own crossings; NaN where it has no steady rhythm at all.</param>
internal sealed record SyncLoss(double FromSeconds, double ToSeconds, double LeastHz, double GreatestHz);

/// <summary>What the controller would have done.</summary>
internal sealed record ReplayResult
{
    public required NominalEstimate Nominal { get; init; }
    public required IReadOnlyList<ReplayRow> Rows { get; init; }

    /// <summary>Of each phase, in the order of their starts.</summary>
    public required IReadOnlyList<VoltageEvent> Events { get; init; }
    public required IReadOnlyList<Disturbance> Disturbances { get; init; }
    public required IReadOnlyList<ElementRun> Trips { get; init; }

    /// <summary>Elements whose clearing time had not passed when the recording ended.</summary>
    public required IReadOnlyList<ElementRun> Running { get; init; }
    public required IReadOnlyList<SyncLoss> SyncLosses { get; init; }

    /// <summary>Frequency by crossings while the grid's rhythm was lost.</summary>
    public required IReadOnlyList<(double Seconds, double Hz)> LostFrequency { get; init; }
    /// <summary>The reporting blocks of 10 or 12 cycles.</summary>
    public required IReadOnlyList<ReportBlock> Blocks { get; init; }
    public required IReadOnlyList<ReplayTransition> Transitions { get; init; }
    public required IReadOnlyList<string> Notes { get; init; }
}
