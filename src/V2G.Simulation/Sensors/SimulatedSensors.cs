using V2G.Control.Arithmetic;
using V2G.Simulation.Feeder;

namespace V2G.Simulation.Sensors;

/// <summary>
/// Turns the phasors of a tick into the samples a converter would deliver: fundamental and harmonics by rotation recurrence
/// (no sine per sample), then the channel's gain, offset, phase and noise, then quantisation and clipping. The angle at the
/// tick's start comes from the source, so phase is continuous through frequency ramps and jumps only where the script jumps.
/// </summary>
public sealed class SimulatedSensors
{
    const double Sqrt2 = 1.4142135623730951;
    const int MaxHarmonics = 16;
    const int MaxOrder = 63;

    struct Channel
    {
        public double Scale;
        public Phasor Turn;
        public double Offset, NoiseRms;
        public double StepSize, Lowest, Highest;
    }

    readonly Channel[] _channels;
    readonly Harmonic[] _harmonics;
    readonly Phasor[] _harmonicTurns;
    readonly SeededRandom _random;
    readonly double _periodNs;
    readonly double[] _block;

    // One row per rotating term (fundamental first), one column per channel.
    readonly Phasor[] _coefficients;
    readonly Phasor[] _rotors, _turns;
    double _turnsHz;
    long _sampleIndex = 1;

    /// <param name="phases">1 or 3.</param>
    /// <param name="nominalLineNeutralVolts">RMS volts of 1 pu.</param>
    /// <param name="ratedAmperes">RMS amperes of 1 pu.</param>
    /// <param name="longestTickNs">Bounds the block.</param>
    public SimulatedSensors(SensorSettings settings, int phases, double nominalLineNeutralVolts, double ratedAmperes, long longestTickNs,
        SeededRandom random)
    {
        if (phases is not (1 or 3)) throw new ArgumentOutOfRangeException(nameof(phases), phases, "allowed: 1, 3");
        if (!(settings.SampleRateHz is >= 100 and <= 10e6))
            throw new ArgumentOutOfRangeException(nameof(settings), settings.SampleRateHz, "sample rate: allowed 100 … 10 000 000 Hz");
        if (settings.AdcBits is < 0 or > 32)
            throw new ArgumentOutOfRangeException(nameof(settings), settings.AdcBits, "converter: allowed 0 … 32 bits");
        if (settings.Harmonics.Count > MaxHarmonics)
            throw new ArgumentOutOfRangeException(nameof(settings), settings.Harmonics.Count, $"at most {MaxHarmonics} harmonics");
        Phases = phases;
        _random = random;
        _periodNs = 1e9 / (settings.SampleRateHz * (1 + settings.ClockPpm * 1e-6));
        _harmonics = [.. settings.Harmonics];
        _harmonicTurns = new Phasor[_harmonics.Length];
        for (int h = 0; h < _harmonics.Length; h++)
        {
            if (_harmonics[h].Order is < 2 or > MaxOrder)
                throw new ArgumentOutOfRangeException(nameof(settings), _harmonics[h].Order, $"harmonic order: allowed 2 … {MaxOrder}");
            _harmonicTurns[h] = Phasor.Polar(1, _harmonics[h].Radians);
        }
        _channels = new Channel[2 * phases];
        for (int c = 0; c < _channels.Length; c++)
        {
            bool voltage = c < phases;
            double peak = Sqrt2 * (voltage ? nominalLineNeutralVolts : ratedAmperes);
            _channels[c] = MakeChannel(c < settings.Channels.Count ? settings.Channels[c] : new(), peak,
                voltage ? settings.VoltageFullScale : settings.CurrentFullScale, settings.AdcBits);
        }
        int terms = 1 + _harmonics.Length;
        _coefficients = new Phasor[terms * _channels.Length];
        _rotors = new Phasor[terms];
        _turns = new Phasor[terms];
        _block = new double[_channels.Length * ((int)(longestTickNs / _periodNs) + 2)];
    }

    public int Phases { get; }

    /// <summary>VA, VB, VC, IA, IB, IC or V, I.</summary>
    public int ChannelCount => _channels.Length;

    /// <summary>Samples per channel in the last tick; may be 0.</summary>
    public int Count { get; private set; }

    /// <summary>Channel-major samples of the last tick, volts and amperes: channel c's k-th sample stands at c·Count + k.</summary>
    public ReadOnlySpan<double> Samples => _block.AsSpan(0, ChannelCount * Count);

    /// <summary>True time of the last tick's first sample, ns.</summary>
    public long FirstSampleNs { get; private set; }

    /// <summary>True time of the last tick's newest sample, ns.</summary>
    public long LastSampleNs { get; private set; }

    /// <summary>Takes the samples that fall into (<paramref name="fromNs"/>, <paramref name="toNs"/>].</summary>
    /// <param name="startRadians">Angle of the rotating frame at <paramref name="fromNs"/>.</param>
    /// <param name="hz">Frequency over the tick.</param>
    /// <param name="voltage">Terminal voltages in that frame, pu.</param>
    /// <param name="current">Currents out of the EVSE in that frame, pu.</param>
    public void Sample(long fromNs, long toNs, double startRadians, double hz, in PhasePhasors voltage, in PhasePhasors current)
    {
        int count = 0;
        while ((_sampleIndex + count) * _periodNs <= toNs) count++;
        Count = count;
        if (count == 0) return;
        if (count * ChannelCount > _block.Length)
            throw new ArgumentOutOfRangeException(nameof(toNs), toNs - fromNs, "the tick is longer than the longest announced, ns");
        double firstNs = _sampleIndex * _periodNs;
        FirstSampleNs = (long)Math.Round(firstNs);
        LastSampleNs = (long)Math.Round((_sampleIndex + count - 1) * _periodNs);
        _sampleIndex += count;

        SetRotors(startRadians + 2 * Math.PI * hz * ((firstNs - fromNs) * 1e-9), hz);
        SetCoefficients(voltage, current);
        for (int k = 0; k < count; k++) TakeSample(k, count);
    }

    void TakeSample(int k, int count)
    {
        Phasor[] rotors = _rotors, coefficients = _coefficients;
        Channel[] channels = _channels;
        for (int c = 0; c < channels.Length; c++)
        {
            ref readonly Channel channel = ref channels[c];
            double x = channel.Offset;
            for (int term = 0, at = c; term < rotors.Length; term++, at += channels.Length)
                x += coefficients[at].Re * rotors[term].Re - coefficients[at].Im * rotors[term].Im;
            if (channel.NoiseRms != 0) x += channel.NoiseRms * _random.Gaussian();
            if (channel.StepSize != 0) x = Math.Clamp(Math.Round(x / channel.StepSize) * channel.StepSize, channel.Lowest, channel.Highest);
            _block[c * count + k] = x;
        }
        for (int term = 0; term < rotors.Length; term++) rotors[term] *= _turns[term];
    }

    // Rotors restart from the source's angle every tick, so the recurrence's rounding never accumulates.
    void SetRotors(double radians, double hz)
    {
        _rotors[0] = Phasor.Polar(1, radians);
        if (hz != _turnsHz)
        {
            _turnsHz = hz;
            _turns[0] = Phasor.Polar(1, 2 * Math.PI * hz * (_periodNs * 1e-9));
            for (int h = 0; h < _harmonics.Length; h++) _turns[h + 1] = Power(_turns[0], _harmonics[h].Order);
        }
        for (int h = 0; h < _harmonics.Length; h++) _rotors[h + 1] = Power(_rotors[0], _harmonics[h].Order);
    }

    void SetCoefficients(in PhasePhasors voltage, in PhasePhasors current)
    {
        for (int c = 0; c < _channels.Length; c++)
        {
            ref readonly Channel channel = ref _channels[c];
            bool isVoltage = c < Phases;
            Phasor fundamental = (c % Phases) switch
            {
                0 => isVoltage ? voltage.A : current.A,
                1 => isVoltage ? voltage.B : current.B,
                _ => isVoltage ? voltage.C : current.C,
            };
            _coefficients[c] = channel.Scale * (fundamental * channel.Turn);
            if (_harmonics.Length == 0) continue;
            // The h-th harmonic turns h times as far as its fundamental: phases B and C get their sequence by themselves.
            double magnitude = fundamental.Magnitude;
            Phasor unit = magnitude > 0 ? (1 / magnitude) * fundamental : default;
            for (int h = 0; h < _harmonics.Length; h++)
            {
                double share = isVoltage ? _harmonics[h].VoltageShare : _harmonics[h].CurrentShare;
                Phasor turned = Power(unit * channel.Turn, _harmonics[h].Order) * _harmonicTurns[h];
                _coefficients[(h + 1) * _channels.Length + c] = channel.Scale * magnitude * share * turned;
            }
        }
    }

    static Channel MakeChannel(ChannelErrors errors, double nominalPeak, double fullScale, int bits)
    {
        double full = fullScale * nominalPeak;
        double step = bits == 0 ? 0 : 2 * full / Math.ScaleB(1, bits);
        return new Channel
        {
            Scale = nominalPeak * errors.Gain,
            Turn = Phasor.Polar(1, errors.PhaseRadians),
            Offset = errors.Offset,
            NoiseRms = errors.NoiseRms,
            StepSize = step,
            Lowest = -full,
            Highest = full - step,
        };
    }

    static Phasor Power(Phasor unit, int exponent)
    {
        var result = new Phasor(1, 0);
        for (; exponent != 0; exponent >>= 1)
        {
            if ((exponent & 1) != 0) result *= unit;
            unit *= unit;
        }
        return result;
    }
}
