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

    /// <summary>
    /// Positive-sequence voltage and the others' ratios to it; of one phase its fundamental. Where the phases are connected in the
    /// order A-C-B, what turns backwards is the grid's positive sequence.
    /// </summary>
    public readonly void Sequences(bool reversed, out double positive, out double negativeRatio, out double zeroRatio)
    {
        negativeRatio = zeroRatio = 0;
        if (VoltageRms.Count != 3)
        {
            positive = Voltage[0].Magnitude;
            return;
        }
        int order = reversed ? -1 : 1;
        positive = Phasor.Sequence(Voltage, order).Magnitude;
        if (positive < 1e-3) return;
        negativeRatio = Phasor.Sequence(Voltage, -order).Magnitude / positive;
        zeroRatio = Phasor.Sequence(Voltage, 0).Magnitude / positive;
    }

    /// <summary>Lays the figures out as a reporting block; powers freed of the share to which the voltage was scaled.</summary>
    public readonly void Report(ref ReportBlock r, in MeterSettings settings, bool reversed, double voltageShare)
    {
        r.VoltagePu = VoltageRms;
        r.LineVoltagePu = LineRms;
        r.CurrentPu = CurrentRms;
        r.VoltageDcPu = VoltageDc;
        r.CurrentDcPu = CurrentDc;
        r.ActivePowerPu = ActivePower;
        r.VarInjectedPu = VarInjected;
        r.ApparentPowerPu = ApparentPower;
        for (int phase = 0; voltageShare != 1 && phase < settings.PhaseCount; phase++)
        {
            r.ActivePowerPu[phase] /= voltageShare;
            r.VarInjectedPu[phase] /= voltageShare;
            r.ApparentPowerPu[phase] /= voltageShare;
        }
        r.PowerFactor = ApparentPower.Mean > 1e-6 ? ActivePower.Mean / ApparentPower.Mean : 0;
        Sequences(reversed, out r.PositiveSequencePu, out r.NegativeSequenceRatio, out r.ZeroSequenceRatio);
        r.VoltageFundamentalPu.Count = r.CurrentFundamentalPu.Count = settings.PhaseCount;
        r.GeneratorAngleDegrees.Count = r.LoadAngleDegrees.Count = settings.PhaseCount;
        for (int phase = 0; phase < settings.PhaseCount; phase++)
        {
            r.VoltageFundamentalPu[phase] = Voltage[phase].Magnitude;
            r.CurrentFundamentalPu[phase] = Current[phase].Magnitude;
            // Without current there is no angle to speak of.
            bool flows = Current[phase].Magnitude > 1e-4;
            Phasor power = Voltage[phase] * Current[phase].Conjugate;
            r.GeneratorAngleDegrees[phase] = flows ? power.Angle * (180 / Math.PI) : 0;
            r.LoadAngleDegrees[phase] = flows ? (power * -1).Angle * (180 / Math.PI) : 0;
        }
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
