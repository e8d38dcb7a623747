namespace V2G.Simulation.Waveforms;

/// <summary>A sinusoid on top of the fundamental.</summary>
/// <param name="Multiple">Frequency over the fundamental's; whole for a harmonic.</param>
/// <param name="Share">Amplitude over the nominal fundamental's.</param>
/// <param name="Degrees">Phase in phase A at the fundamental's zero; the other phases are shifted as the order demands.</param>
public readonly record struct Tone(double Multiple, double Share, double Degrees = 0);

/// <summary>What a voltage is made of.</summary>
public enum SignalContent : byte
{
    /// <summary>A grid: fundamental, tones, offset, noise.</summary>
    Grid = 0,

    /// <summary>White noise of nominal RMS.</summary>
    Noise = 1,

    /// <summary>Direct voltage of nominal magnitude.</summary>
    Direct = 2,
}

/// <summary>Something that happens at an instant; what is null stays as it was.</summary>
/// <param name="AtSeconds">When.</param>
public sealed record SignalEvent(double AtSeconds)
{
    /// <summary>Added to the phase of all phases at once, degrees.</summary>
    public double JumpDegrees { get; init; }

    /// <summary>New frequency from here on, Hz.</summary>
    public double? FrequencyHz { get; init; }

    /// <summary>New rate of change of frequency from here on, Hz/s.</summary>
    public double? HzPerSecond { get; init; }

    /// <summary>New fundamental magnitude of phases A, B, C, pu; tones and flicker shrink with it.</summary>
    public (double A, double B, double C)? VoltagePu { get; init; }

    public SignalContent? Content { get; init; }
}

/// <summary>Errors of one channel's sensor: raw = (truth delayed) / Gain + Offset, the inverse of a meter's calibration.</summary>
public readonly record struct SensorError(double Gain, double Offset, double LagDegrees);

/// <summary>
/// A three-phase (or single-phase) grid with currents, as a declaration. All magnitudes are RMS in per unit of
/// <see cref="LineNeutralVolts"/> and <see cref="RatedAmperes"/>; the same declaration and seed give the same samples bit for bit.
/// </summary>
public sealed record TestSignal
{
    public int Phases { get; init; } = 3;

    public bool HasCurrent { get; init; } = true;

    public double LineNeutralVolts { get; init; } = 277.12812921102037;

    public double RatedAmperes { get; init; } = 13.231;

    public double NominalHz { get; init; } = 60;

    public double FrequencyHz { get; init; } = 60;

    public double HzPerSecond { get; init; }

    /// <summary>Phase of phase A at time 0 as a cosine's argument, degrees.</summary>
    public double StartDegrees { get; init; } = 17;

    /// <summary>Fundamental magnitudes of A, B, C, pu.</summary>
    public (double A, double B, double C) VoltagePu { get; init; } = (1, 1, 1);

    /// <summary>Angles by which A, B, C deviate from symmetry, degrees.</summary>
    public (double A, double B, double C) SkewDegrees { get; init; }

    public bool ReversedOrder { get; init; }

    /// <summary>Fundamental current out of the EVSE, pu.</summary>
    public double CurrentPu { get; init; } = 0.8;

    /// <summary>Angle by which that current lags the voltage, degrees: between 0 and 90 vars are injected.</summary>
    public double CurrentLagDegrees { get; init; } = 30;

    /// <summary>Harmonics and interharmonics of the voltages. Those beyond 0.4 of the sampling rate are left out, as a sensor's filter does.</summary>
    public IReadOnlyList<Tone> VoltageTones { get; init; } = [];

    public IReadOnlyList<Tone> CurrentTones { get; init; } = [];

    /// <summary>White noise, RMS, pu.</summary>
    public double NoisePu { get; init; }

    /// <summary>Offset of all channels, pu of the nominal RMS.</summary>
    public double DirectPu { get; init; }

    /// <summary>Sinusoidal amplitude modulation: frequency in Hz and depth (0.1: ±10 %).</summary>
    public (double Hz, double Depth) Flicker { get; init; }

    /// <summary>In order of time.</summary>
    public IReadOnlyList<SignalEvent> Events { get; init; } = [];

    /// <summary>By how much the true sampling rate exceeds the stated one, and how that changes, parts per million and per second.</summary>
    public double ClockPpm { get; init; }

    public double ClockPpmPerSecond { get; init; }

    /// <summary>VA, VB, VC, IA, IB, IC (V, I for one phase); empty means perfect sensors.</summary>
    public IReadOnlyList<SensorError> Sensors { get; init; } = [];

    public ulong Seed { get; init; } = 1;
}
