namespace V2G.Control.Measurement;

/// <summary>
/// Running sums of all products of a sample, in wrap-around fixed point (2^-40 of a squared per unit): differences are exact however
/// long it runs. The value at a fractional instant is the sequence of sums smoothed with a quintic B-spline, so that the
/// difference of two instants is a box window convolved with a quartic spline: whole cycles null every harmonic exactly, and what the
/// sampling folds down is weakened with the fifth power of sinc.
/// </summary>
/// <remarks>
/// With samples bounded to <see cref="Bound"/> pu a product stays below 2^48 units and a window of 2^14 samples below 2^62: no
/// difference can overflow.
/// </remarks>
internal sealed class RunningSums
{
    /// <summary>Products per phase, in this order.</summary>
    public const int V = 0, VV = 1, VCos = 2, VSin = 3, I = 4, II = 5, VI = 6, ICos = 7, ISin = 8, PerPhase = 9;

    /// <summary>First of the products of two phases' voltages: AB, BC, CA.</summary>
    public const int Pairs = 27;

    /// <summary>Samples are clamped to this, pu.</summary>
    public const double Bound = 16;

    /// <summary>Samples after the one that passed an instant until the sums at that instant are known.</summary>
    public const int Lookahead = 2;

    const int Width = 32;
    const int Slots = 8;
    const int Instants = 32;
    const double Unit = 1.0 / (1L << 40);

    // Adding 1.5·2^12 leaves a number's multiple of 2^-40 in the low bits of the mantissa, rounded to nearest: the cheapest conversion.
    const double Magic = 6144;

    readonly long[] _prefix = new long[Slots * Width];
    readonly long[] _at = new long[Instants * Width];
    readonly int _phases;
    readonly int _width;
    readonly bool _current;

    public RunningSums(int phases, bool current)
    {
        _phases = phases;
        _current = current;
        _width = phases == 3 ? Pairs + 3 : PerPhase;
    }

    public void Clear()
    {
        Array.Clear(_prefix);
        Array.Clear(_at);
    }

    /// <summary>Adds sample number <paramref name="n"/>; <paramref name="x"/> holds the voltages, then the currents, pu.</summary>
    public void Add(long n, ReadOnlySpan<double> x, double cos, double sin)
    {
        Span<long> was = _prefix.AsSpan((int)((n - 1) & (Slots - 1)) * Width, Width);
        Span<long> now = _prefix.AsSpan((int)(n & (Slots - 1)) * Width, Width);
        for (int phase = 0; phase < _phases; phase++)
        {
            double v = x[phase];
            Span<long> from = was.Slice(phase * PerPhase, PerPhase);
            Span<long> to = now.Slice(phase * PerPhase, PerPhase);
            to[V] = from[V] + Fixed(v);
            to[VV] = from[VV] + Fixed(v * v);
            to[VCos] = from[VCos] + Fixed(v * cos);
            to[VSin] = from[VSin] + Fixed(v * sin);
            if (!_current) continue;
            double i = x[_phases + phase];
            to[I] = from[I] + Fixed(i);
            to[II] = from[II] + Fixed(i * i);
            to[VI] = from[VI] + Fixed(v * i);
            to[ICos] = from[ICos] + Fixed(i * cos);
            to[ISin] = from[ISin] + Fixed(i * sin);
        }
        if (_phases != 3) return;
        now[Pairs] = was[Pairs] + Fixed(x[0] * x[1]);
        now[Pairs + 1] = was[Pairs + 1] + Fixed(x[1] * x[2]);
        now[Pairs + 2] = was[Pairs + 2] + Fixed(x[2] * x[0]);
    }

    /// <summary>
    /// Keeps the sums at the instant <paramref name="n"/> − <paramref name="ago"/> (in samples, 0 ≤ ago ≤ 1) as number
    /// <paramref name="j"/>. Call it when <see cref="Lookahead"/> more samples than n are in.
    /// </summary>
    public void Keep(long j, long n, double ago)
    {
        // A step function of sums is centred half a sample late.
        double u = -0.5 - ago;
        int floor = u < -1 ? -2 : -1;
        Span<double> weight = stackalloc double[6];
        for (int tap = 0; tap < 6; tap++) weight[tap] = QuinticSpline(u - (floor - 2 + tap));
        Span<long> to = _at.AsSpan((int)(j & (Instants - 1)) * Width, Width);
        Span<long> middle = Slot(n + floor);
        Span<double> sum = stackalloc double[Width];
        sum.Clear();
        for (int tap = 0; tap < 6; tap++)
        {
            Span<long> prefix = Slot(n + floor - 2 + tap);
            for (int k = 0; k < _width; k++) sum[k] += weight[tap] * (prefix[k] - middle[k]);
        }
        for (int k = 0; k < _width; k++) to[k] = middle[k] + (long)Math.Round(sum[k]);
    }

    /// <summary>Sum of a product between two kept instants, pu · samples.</summary>
    public double Between(long from, long to, int product) =>
        (_at[(int)(to & (Instants - 1)) * Width + product] - _at[(int)(from & (Instants - 1)) * Width + product]) * Unit;

    /// <summary>Share of a sample in the sums at an instant <paramref name="later"/> samples later than it: 0 … 1.</summary>
    public static double Edge(double later)
    {
        if (later >= 2.5) return 1;
        double sum = 0;
        for (double d = later - 0.5; d > -3; d--) sum += QuinticSpline(d);
        return sum;
    }

    Span<long> Slot(long n) => _prefix.AsSpan((int)(n & (Slots - 1)) * Width, Width);

    static long Fixed(double x) => BitConverter.DoubleToInt64Bits(x + Magic) - BitConverter.DoubleToInt64Bits(Magic);

    static double QuinticSpline(double x)
    {
        double d = Math.Abs(x);
        if (d >= 3) return 0;
        double far = 3 - d;
        double sum = far * far * far * far * far;
        if (d < 2)
        {
            double near = 2 - d;
            sum -= 6 * near * near * near * near * near;
        }
        if (d < 1)
        {
            double inner = 1 - d;
            sum += 15 * inner * inner * inner * inner * inner;
        }
        return sum * (1.0 / 120);
    }
}
