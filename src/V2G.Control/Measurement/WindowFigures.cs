using V2G.Control.Arithmetic;

namespace V2G.Control.Measurement;

/// <summary>All figures of one window of whole cycles: one cycle for control, 10 or 12 for reporting. Per unit, generator signs.</summary>
internal struct WindowFigures
{
    public Phases VoltageRms, LineRms, CurrentRms, VoltageDc, CurrentDc;
    public Phases ActivePower, VarInjected, ApparentPower;

    /// <summary>Fundamentals relative to the oscillator, freed of the channels' delays.</summary>
    public PhasorTriple Voltage, Current;

    /// <summary>Reads the window between two kept instants. Powers are per phase on the phase's own base (S/phases).</summary>
    /// <param name="sums">The running sums.</param>
    /// <param name="from">Number of the instant at the window's beginning.</param>
    /// <param name="to">Number of the instant at its end.</param>
    /// <param name="samples">Its length in samples.</param>
    /// <param name="leak">The window's correction for an oscillator that is not quite on the grid's frequency.</param>
    /// <param name="settings">Phases and calibration.</param>
    /// <param name="frequencyHz">Grid frequency, to turn delays into angles.</param>
    public static void Read(RunningSums sums, long from, long to, double samples, in LeakCorrection leak, in MeterSettings settings,
        double frequencyHz, out WindowFigures figures)
    {
        figures = default;
        int phases = settings.PhaseCount;
        double mean = 1 / samples;
        figures.VoltageRms.Count = figures.LineRms.Count = figures.CurrentRms.Count = figures.VoltageDc.Count = phases;
        figures.CurrentDc.Count = figures.ActivePower.Count = figures.VarInjected.Count = figures.ApparentPower.Count = phases;
        Span<double> square = stackalloc double[3];
        for (int phase = 0; phase < phases; phase++)
        {
            int first = phase * RunningSums.PerPhase;
            square[phase] = Math.Max(0, sums.Between(from, to, first + RunningSums.VV) * mean);
            double voltage = Math.Sqrt(square[phase]);
            figures.VoltageRms[phase] = voltage;
            figures.VoltageDc[phase] = sums.Between(from, to, first + RunningSums.V) * mean;
            Phasor v = leak.Apply(Raw(sums, from, to, first + RunningSums.VCos, mean));
            Phasor truth = v * Delay(settings.Calibration.Voltage(phase), frequencyHz, settings.NominalFrequencyHz);
            figures.Voltage[phase] = truth;
            if (!settings.HasCurrent) continue;
            double current = Math.Sqrt(Math.Max(0, sums.Between(from, to, first + RunningSums.II) * mean));
            figures.CurrentRms[phase] = current;
            figures.CurrentDc[phase] = sums.Between(from, to, first + RunningSums.I) * mean;
            Phasor i = leak.Apply(Raw(sums, from, to, first + RunningSums.ICos, mean));
            Phasor iTruth = i * Delay(settings.Calibration.Current(phase), frequencyHz, settings.NominalFrequencyHz);
            figures.Current[phase] = iTruth;
            // The channels' delays matter for the fundamental; what harmonics carry is taken as measured.
            double raw = sums.Between(from, to, first + RunningSums.VI) * mean;
            figures.ActivePower[phase] = raw + (truth * iTruth.Conjugate).Re - (v * i.Conjugate).Re;
            figures.VarInjected[phase] = (truth * iTruth.Conjugate).Im;
            figures.ApparentPower[phase] = voltage * current;
        }
        if (phases == 3) ReadLineVoltages(sums, from, to, mean, square, ref figures);
        else figures.LineRms = figures.VoltageRms;
    }

    /// <summary>Fundamental of the product pair at <paramref name="cosine"/> (its sine follows it), as an RMS phasor.</summary>
    public static Phasor Raw(RunningSums sums, long from, long to, int cosine, double mean)
    {
        double scale = mean * 1.4142135623730951;
        return new(sums.Between(from, to, cosine) * scale, -sums.Between(from, to, cosine + 1) * scale);
    }

    public static Phasor Delay(in ChannelCalibration channel, double frequencyHz, double nominalHz) =>
        channel.PhaseDegrees == 0 ? new(1, 0) : Phasor.Rotor(channel.PhaseDegrees * (Math.PI / 180) * frequencyHz / nominalHz);

    static void ReadLineVoltages(RunningSums sums, long from, long to, double mean, ReadOnlySpan<double> square, ref WindowFigures figures)
    {
        for (int pair = 0; pair < 3; pair++)
        {
            double difference = square[pair] + square[(pair + 1) % 3] - 2 * mean * sums.Between(from, to, RunningSums.Pairs + pair);
            figures.LineRms[pair] = Math.Sqrt(Math.Max(0, difference) * (1.0 / 3));
        }
    }
}

/// <summary>
/// Frees a windowed phasor of what a window of N oscillator cycles lets through when the grid runs at (1 + e) times the oscillator:
/// the attenuation sinc(N·e) and the mirror at the sum frequency. The window's centre lies where the oscillator's phase is a multiple
/// of π, so the mirror adds to the real part and subtracts from the imaginary part.
/// </summary>
internal readonly struct LeakCorrection
{
    readonly double _re = 1, _im = 1;

    public LeakCorrection(double frequencyRatio, int cycles)
    {
        // Beyond ±45 % nothing is left to correct; such a signal is not a grid.
        double e = Math.Clamp(frequencyRatio - 1, -0.45, 0.45);
        double angle = Math.PI * cycles * e;
        // The reporting window would need a frequency within 1/(2N): a grid further off moved within the window.
        angle = Math.Clamp(angle, -1.4, 1.4);
        double near = Math.Abs(angle) < 1e-4 ? 1 - angle * angle / 6 : Elementary.Sin(angle) / angle;
        double mirror = near * e / (2 + e);
        _re = 1 / (near + mirror);
        _im = 1 / (near - mirror);
    }

    public Phasor Apply(Phasor raw) => new(raw.Re * _re, raw.Im * _im);
}
