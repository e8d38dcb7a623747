namespace V2G.Control.Measurement;

/// <summary>
/// One reporting block: 10 cycles at 50 Hz, 12 at 60 Hz, gapless (IEC 61000-4-30). Per unit as in <see cref="GridMeasurement"/>; powers
/// per phase are on the phase's own base, so their mean is the total. Signs of a generator: current and power + = out of the EVSE.
/// </summary>
public struct ReportBlock
{
    /// <summary>CLOCK_MONOTONIC at its end, ns.</summary>
    public long TimeNs;

    /// <summary>Counts blocks.</summary>
    public long Sequence;

    /// <summary>False when a bad sample or a gap lies within it, or when the rhythm was not followed from its beginning to its end.</summary>
    public bool Valid;

    /// <summary>Frequency over the block, Hz.</summary>
    public double FrequencyHz;

    /// <summary>RMS with all harmonics, line to neutral and line to line, pu.</summary>
    public Phases VoltagePu, LineVoltagePu;

    /// <summary>RMS with all harmonics, pu.</summary>
    public Phases CurrentPu;

    /// <summary>RMS of the fundamental, pu.</summary>
    public Phases VoltageFundamentalPu, CurrentFundamentalPu;

    /// <summary>Mean, + in the channel's positive direction, pu.</summary>
    public Phases VoltageDcPu, CurrentDcPu;

    /// <summary>Active power with all harmonics, + = export, pu.</summary>
    public Phases ActivePowerPu;

    /// <summary>Fundamental reactive power, + = injected, pu.</summary>
    public Phases VarInjectedPu;

    /// <summary>V_RMS · I_RMS, pu.</summary>
    public Phases ApparentPowerPu;

    /// <summary>Total P over total S with the sign of P, −1 … 1; 0 without current.</summary>
    public double PowerFactor;

    /// <summary>
    /// Angle by which the fundamental current out of the EVSE lags the voltage, degrees, −180 … 180: between 0 and 90 it exports watts
    /// and injects vars. 0 without current.
    /// </summary>
    public Phases GeneratorAngleDegrees;

    /// <summary>The same for the current into the EVSE: between 0 and 90 it takes watts and absorbs vars (an inductive load).</summary>
    public Phases LoadAngleDegrees;

    /// <summary>Positive-sequence voltage, pu; the fundamental itself for one phase.</summary>
    public double PositiveSequencePu;

    /// <summary>Negative over positive sequence, IEC 61000-4-30 u2; 0 for one phase.</summary>
    public double NegativeSequenceRatio;

    /// <summary>Zero over positive sequence, u0; 0 for one phase.</summary>
    public double ZeroSequenceRatio;

    /// <summary>Total harmonic distortion over the fundamental, of the last harmonic analysis; 0 before the first.</summary>
    public Phases VoltageThd, CurrentThd;
}
