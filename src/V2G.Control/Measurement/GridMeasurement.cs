namespace V2G.Control.Measurement;

/// <summary>What the phase-locked loop knows about the grid's rhythm.</summary>
public enum SyncState : byte
{
    /// <summary>Started, not yet locked.</summary>
    Searching = 0,

    /// <summary>Phase and frequency are followed.</summary>
    Locked = 1,

    /// <summary>Voltage too low to follow (a sag): phase and frequency run on from the last good values; ride-through timers decide.</summary>
    Coasting = 2,

    /// <summary>Voltage is present but has no rhythm, or its frequency is outside 45 … 66 Hz: "Grid Sync Loss".</summary>
    Lost = 3,
}

/// <summary>
/// The grid as the decision sees it, refreshed every half cycle. Per unit: voltages on the nominal voltage (line-neutral on
/// V_LN, line-line on V_LL, so 1.0 is nominal for both), powers on the rated apparent power of the unit, currents on
/// S_rated/(phases·V_LN). Signs: active power + = out of the EVSE into the grid; reactive power + = injected (raises voltage);
/// current + = out of the EVSE.
/// </summary>
public struct GridMeasurement
{
    /// <summary>CLOCK_MONOTONIC at the end of the newest sample in it, ns.</summary>
    public long TimeNs;

    /// <summary>Counts refreshes; unchanged means that nothing below is new.</summary>
    public long HalfCycles;

    public SyncState Sync;

    /// <summary>False until a whole cycle has been seen, and when the samples are stale or broken: then nothing else may be used.</summary>
    public bool Valid;

    /// <summary>Phases were found in the order A-C-B.</summary>
    public bool PhaseOrderReversed;

    /// <summary>One-cycle RMS, line to neutral, pu.</summary>
    public Phases VoltagePu;

    /// <summary>One-cycle RMS, line to line (AB, BC, CA), pu; equals <see cref="VoltagePu"/> for a single phase.</summary>
    public Phases LineVoltagePu;

    /// <summary>One-cycle RMS, pu.</summary>
    public Phases CurrentPu;

    /// <summary>Fundamental positive-sequence voltage over one cycle, pu; the fundamental itself for a single phase.</summary>
    public double PositiveSequencePu;

    /// <summary>Negative over positive sequence voltage, pu of the positive one (IEC 61000-4-30 u2).</summary>
    public double NegativeSequenceRatio;

    /// <summary>Frequency over the last five cycles, Hz.</summary>
    public double FrequencyHz;

    /// <summary>Rate of change of frequency over its window of at least 0.1 s, Hz/s.</summary>
    public double RocofHzPerSecond;

    /// <summary>Phase of the positive-sequence (or single-phase) voltage at <see cref="TimeNs"/> as a cosine's argument, radians, −π … π.</summary>
    public double PhaseRadians;

    /// <summary>Size of the last phase jump seen, radians; 0 when none was within the last second.</summary>
    public double PhaseJumpRadians;

    /// <summary>Total active power over one cycle, pu, + = export.</summary>
    public double ActivePowerPu;

    /// <summary>Fundamental reactive power over one cycle, pu, + = injected.</summary>
    public double VarInjectedPu;

    /// <summary>Sum over phases of V_RMS·I_RMS, pu.</summary>
    public double ApparentPowerPu;

    /// <summary>The longest that <see cref="VoltagePu"/> takes to show a step of the grid (97 % of it), s: trip timers allow for it.</summary>
    public double VoltageLatencySeconds;

    /// <summary>The same for <see cref="FrequencyHz"/>, s.</summary>
    public double FrequencyLatencySeconds;

    /// <summary>How much longer than <see cref="Controller.StaleMeasurementNs"/> it may be used, ns: a meter on a bus speaks more seldom than a converter.</summary>
    public long LongerLifeNs;

    /// <summary>It may be used at a time.</summary>
    public readonly bool IsUsable(long nowNs) => Valid && nowNs - TimeNs <= Controller.StaleMeasurementNs + LongerLifeNs;

    /// <summary>Least of all line-neutral and line-line voltages, pu: what undervoltage trips act on (IEEE 1547-2018 6.4.1).</summary>
    public readonly double LowestVoltagePu => Math.Min(VoltagePu.Min, LineVoltagePu.Min);

    /// <summary>Greatest of all line-neutral and line-line voltages, pu: what overvoltage trips act on.</summary>
    public readonly double HighestVoltagePu => Math.Max(VoltagePu.Max, LineVoltagePu.Max);
}
