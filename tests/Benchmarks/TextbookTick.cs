namespace V2G.Benchmarks;

/// <summary>
/// The opponent: what a first version of such a controller does every tick. One-cycle RMS, and the fundamental by a discrete Fourier
/// sum over the last cycle, of every channel, then a four-point curve. It neither tracks frequency nor protects nor limits.
/// </summary>
internal sealed class TextbookTick(int channels, double sampleRateHz, double nominalHz)
{
    readonly int _window = (int)Math.Round(sampleRateHz / nominalHz);
    readonly double[] _ring = new double[channels * (int)Math.Round(sampleRateHz / nominalHz)];
    int _next;

    public double Tick(ReadOnlySpan<double> block, int count, double nominalVolts)
    {
        for (int k = 0; k < count; k++)
        {
            for (int c = 0; c < channels; c++) _ring[c * _window + _next] = block[c * count + k];
            _next = (_next + 1) % _window;
        }
        double v = 0, q = 0;
        Span<double> re = stackalloc double[channels], im = stackalloc double[channels];
        for (int c = 0; c < channels; c++)
        {
            double squares = 0;
            re[c] = im[c] = 0;
            for (int n = 0; n < _window; n++)
            {
                double x = _ring[c * _window + n], angle = 2 * Math.PI * n / _window;
                squares += x * x;
                re[c] += x * Math.Cos(angle);
                im[c] -= x * Math.Sin(angle);
            }
            if (c < channels / 2) v += Math.Sqrt(squares / _window) / (channels / 2);
        }
        for (int p = 0; p < channels / 2; p++) q += im[p] * re[p + channels / 2] - re[p] * im[p + channels / 2];
        double pu = v / nominalVolts;
        return (pu <= 0.92 ? 0.44 : pu < 0.98 ? 0.44 * (0.98 - pu) / 0.06 : pu <= 1.02 ? 0 : pu < 1.08 ? -0.44 * (pu - 1.02) / 0.06 : -0.44) + q * 1e-30;
    }
}
