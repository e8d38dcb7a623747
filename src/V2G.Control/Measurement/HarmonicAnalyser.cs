namespace V2G.Control.Measurement;

/// <summary>
/// Harmonics to the 50th, one channel after the other: 10 or 12 cycles are recorded with the oscillator's cosine and sine, then
/// worked off in bounded portions. The slow path: nothing in control waits for it.
/// </summary>
internal sealed class HarmonicAnalyser
{
    public const int HighestOrder = 50;

    /// <summary>Orders above this share of the sampling rate are not trusted: the sensor's own filter ends there.</summary>
    public const double UsableBand = 0.4;

    // Sample · order products per portion; a portion falls due every 16 samples.
    const int PortionProducts = 512;
    const int Stride = HighestOrder + 1;

    // The window's edge reaches three samples out, so the window begins at a boundary with that many before it.
    const int Margin = 4;

    readonly float[] _x, _cos, _sin;
    readonly double[] _re = new double[Stride], _im = new double[Stride];
    readonly double[] _magnitude;
    readonly double[] _thd;
    readonly int _channels, _halfCycles;
    int _channel, _recorded, _worked, _halves, _orders;
    double _begin, _end;
    bool _working;

    public HarmonicAnalyser(int channels, int cycles, double longestSamples)
    {
        _channels = channels;
        _halfCycles = 2 * cycles;
        int room = (int)longestSamples + 16;
        _x = new float[room];
        _cos = new float[room];
        _sin = new float[room];
        _magnitude = new double[channels * Stride];
        _thd = new double[channels];
        Restart();
    }

    /// <summary>Channels finished so far.</summary>
    public long Finished { get; private set; }

    /// <summary>RMS of each order of a channel, pu; order 0 is the mean. Orders beyond the usable band are 0.</summary>
    public ReadOnlySpan<double> Orders(int channel) => _magnitude.AsSpan(channel * Stride, Stride);

    public double Thd(int channel) => _thd[channel];

    public void Clear()
    {
        Restart();
        Array.Clear(_magnitude);
        Array.Clear(_thd);
    }

    /// <summary>Drops what was recorded of the present channel.</summary>
    public void Restart()
    {
        _recorded = _worked = _halves = 0;
        _working = false;
        _end = double.MaxValue;
    }

    public void Sample(ReadOnlySpan<double> x, double cos, double sin)
    {
        if (_working) return;
        if (_recorded == _x.Length)
        {
            Restart();
            return;
        }
        _x[_recorded] = (float)x[_channel];
        _cos[_recorded] = (float)cos;
        _sin[_recorded] = (float)sin;
        _recorded++;
        if (_recorded > _end + Margin) Begin();
    }

    /// <summary>A half cycle ended <paramref name="ago"/> samples before the newest sample.</summary>
    public void Boundary(double ago, double samplesPerCycle)
    {
        if (_working || _recorded < Margin + 1) return;
        double at = _recorded - 1 - ago;
        if (_halves == 0) _begin = at;
        if (_halves == _halfCycles) _end = at;
        if (_halves <= _halfCycles) _halves++;
        _orders = Math.Clamp((int)(UsableBand * samplesPerCycle), 1, HighestOrder);
    }

    public void Work()
    {
        for (int spent = 0; _working && spent < PortionProducts; spent += _orders)
        {
            Take(_worked);
            if (++_worked == _recorded) Finish();
        }
    }

    void Begin()
    {
        _working = true;
        _worked = 0;
        Array.Clear(_re);
        Array.Clear(_im);
    }

    void Take(int n)
    {
        double weight = RunningSums.Edge(_end - n) - RunningSums.Edge(_begin - n);
        if (weight == 0) return;
        double re = _x[n] * weight, im = 0, cos = _cos[n], sin = _sin[n];
        for (int order = 0; order <= _orders; order++)
        {
            _re[order] += re;
            _im[order] += im;
            double next = re * cos + im * sin;
            im = im * cos - re * sin;
            re = next;
        }
    }

    void Finish()
    {
        double scale = 1.4142135623730951 / (_end - _begin), harmonics = 0;
        Span<double> magnitude = _magnitude.AsSpan(_channel * Stride, Stride);
        magnitude.Clear();
        magnitude[0] = _re[0] / (_end - _begin);
        for (int order = 1; order <= _orders; order++)
        {
            magnitude[order] = scale * Math.Sqrt(_re[order] * _re[order] + _im[order] * _im[order]);
            if (order > 1) harmonics += magnitude[order] * magnitude[order];
        }
        // A ratio to next to nothing says nothing.
        _thd[_channel] = magnitude[1] > 1e-3 ? Math.Sqrt(harmonics) / magnitude[1] : 0;
        _channel = (_channel + 1) % _channels;
        Finished++;
        Restart();
    }
}
