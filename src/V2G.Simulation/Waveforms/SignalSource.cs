using V2G.Control.Arithmetic;

namespace V2G.Simulation.Waveforms;

/// <summary>Samples of a <see cref="TestSignal"/> at a rate, and the truth at any instant.</summary>
public sealed class SignalSource
{
    /// <summary>Tones above this share of the sampling rate are left out.</summary>
    public const double UsableBand = 0.4;

    const double RootTwo = 1.4142135623730951;
    const double Degree = Math.PI / 180;

    readonly TestSignal _signal;
    readonly double _rateHz;
    readonly Segment[] _segments;
    WhiteNoise _noise;

    /// <summary>A stretch without events.</summary>
    struct Segment
    {
        public double Begin, Radians, Hz, HzPerSecond;
        public (double A, double B, double C) VoltagePu;
        public SignalContent Content;
    }

    public SignalSource(TestSignal signal, double rateHz)
    {
        _signal = signal;
        _rateHz = rateHz;
        _noise = new WhiteNoise(signal.Seed);
        _segments = new Segment[signal.Events.Count + 1];
        _segments[0] = new Segment
        {
            Radians = signal.StartDegrees * Degree,
            Hz = signal.FrequencyHz,
            HzPerSecond = signal.HzPerSecond,
            VoltagePu = signal.VoltagePu,
        };
        for (int k = 0; k < signal.Events.Count; k++)
        {
            SignalEvent change = signal.Events[k];
            Segment before = _segments[k];
            double after = change.AtSeconds - before.Begin;
            _segments[k + 1] = before with
            {
                Begin = change.AtSeconds,
                Radians = Phase(before, after) + change.JumpDegrees * Degree,
                Hz = change.FrequencyHz ?? before.Hz + before.HzPerSecond * after,
                HzPerSecond = change.HzPerSecond ?? before.HzPerSecond,
                VoltagePu = change.VoltagePu ?? before.VoltagePu,
                Content = change.Content ?? before.Content,
            };
        }
    }

    public int Channels => _signal.HasCurrent ? 2 * _signal.Phases : _signal.Phases;

    /// <summary>Number of the newest sample; the first is 1, at one sampling interval after time 0.</summary>
    public long Number { get; private set; }

    /// <summary>True time of a sample, s.</summary>
    public double TimeOf(double number)
    {
        double stated = number / _rateHz;
        return stated - 1e-6 * stated * (_signal.ClockPpm + 0.5 * _signal.ClockPpmPerSecond * stated);
    }

    public double FrequencyAt(double seconds)
    {
        ref readonly Segment s = ref At(seconds);
        return s.Hz + s.HzPerSecond * (seconds - s.Begin);
    }

    /// <summary>Phase of the fundamental of phase A, radians, whole turns left in.</summary>
    public double PhaseAt(double seconds)
    {
        ref readonly Segment s = ref At(seconds);
        return Phase(s, seconds - s.Begin);
    }

    /// <summary>Instantaneous voltage without noise, pu of the nominal RMS.</summary>
    public double VoltageAt(double seconds, int phase)
    {
        ref readonly Segment s = ref At(seconds);
        if (s.Content == SignalContent.Noise) return 0;
        if (s.Content == SignalContent.Direct) return 1;
        double level = Pick(s.VoltagePu, phase);
        return level * Wave(s, seconds, phase, _signal.VoltageTones, 0) * Swell(seconds) + _signal.DirectPu;
    }

    /// <summary>Instantaneous current without noise, pu.</summary>
    public double CurrentAt(double seconds, int phase)
    {
        ref readonly Segment s = ref At(seconds);
        return _signal.CurrentPu * Wave(s, seconds, phase, _signal.CurrentTones, -_signal.CurrentLagDegrees * Degree) + _signal.DirectPu;
    }

    /// <summary>RMS without noise of the voltage of a phase between two times, by Simpson's rule, pu.</summary>
    public double VoltageRms(double from, double to, int phase) => Rms(from, to, t => VoltageAt(t, phase));

    /// <summary>RMS of the voltage from a phase to the next, over √3, pu of the nominal line-line voltage.</summary>
    public double LineVoltageRms(double from, double to, int phase) =>
        Rms(from, to, t => VoltageAt(t, phase) - VoltageAt(t, (phase + 1) % 3)) / 1.7320508075688772;

    /// <summary>Fills a channel-major block with the next samples in volts and amperes as the sensors give them.</summary>
    public void Fill(Span<double> block, int count)
    {
        for (int k = 0; k < count; k++)
        {
            double seconds = TimeOf(++Number);
            for (int channel = 0; channel < Channels; channel++) block[channel * count + k] = Raw(seconds, channel);
        }
    }

    double Raw(double seconds, int channel)
    {
        bool voltage = channel < _signal.Phases;
        int phase = voltage ? channel : channel - _signal.Phases;
        SensorError sensor = channel < _signal.Sensors.Count ? _signal.Sensors[channel] : new(1, 0, 0);
        double t = seconds - sensor.LagDegrees / (360 * _signal.NominalHz);
        double value = voltage ? VoltageAt(t, phase) : CurrentAt(t, phase);
        if (voltage && At(t).Content == SignalContent.Noise) value = _noise.Next();
        if (_signal.NoisePu > 0) value += _signal.NoisePu * _noise.Next();
        return value * (voltage ? _signal.LineNeutralVolts : _signal.RatedAmperes) / sensor.Gain + sensor.Offset;
    }

    double Wave(in Segment s, double seconds, int phase, IReadOnlyList<Tone> tones, double shift)
    {
        double turn = (_signal.ReversedOrder ? phase : -phase) * (2 * Math.PI / 3) + Pick(_signal.SkewDegrees, phase) * Degree;
        double radians = Phase(s, seconds - s.Begin) + turn + shift;
        double sum = Elementary.Cos(radians);
        for (int k = 0; k < tones.Count; k++)
        {
            Tone tone = tones[k];
            if (tone.Multiple * s.Hz <= UsableBand * _rateHz) sum += tone.Share * Elementary.Cos(tone.Multiple * radians + tone.Degrees * Degree);
        }
        return RootTwo * sum;
    }

    /// <summary>Mean of the flicker's factor between two times: by it the fundamental over that window is greater.</summary>
    public double MeanSwell(double from, double to)
    {
        if (_signal.Flicker.Depth == 0) return 1;
        double omega = 2 * Math.PI * _signal.Flicker.Hz;
        return 1 + _signal.Flicker.Depth * (Elementary.Cos(omega * from) - Elementary.Cos(omega * to)) / (omega * (to - from));
    }

    double Swell(double seconds) =>
        _signal.Flicker.Depth == 0 ? 1 : 1 + _signal.Flicker.Depth * Elementary.Sin(2 * Math.PI * _signal.Flicker.Hz * seconds);

    static double Rms(double from, double to, Func<double, double> value)
    {
        const int Pieces = 160;
        double sum = 0, step = (to - from) / (2 * Pieces);
        for (int k = 0; k <= 2 * Pieces; k++)
        {
            double v = value(from + k * step);
            sum += v * v * (k == 0 || k == 2 * Pieces ? 1 : (k & 1) == 1 ? 4 : 2);
        }
        return Math.Sqrt(sum / (6 * Pieces));
    }

    static double Phase(in Segment s, double after) => s.Radians + 2 * Math.PI * after * (s.Hz + 0.5 * s.HzPerSecond * after);

    static double Pick((double A, double B, double C) three, int phase) => phase switch { 0 => three.A, 1 => three.B, _ => three.C };

    ref readonly Segment At(double seconds)
    {
        int k = _segments.Length - 1;
        while (k > 0 && seconds < _segments[k].Begin) k--;
        return ref _segments[k];
    }
}
