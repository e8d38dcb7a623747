using System.Numerics;

namespace V2G.Simulation;

/// <summary>
/// The only source of randomness: xoshiro256** (Blackman and Vigna), its state filled by splitmix64 from one seed.
/// Integer arithmetic up to the last step, so that the same seed gives the same bits on every processor.
/// </summary>
public sealed class SeededRandom
{
    ulong _s0, _s1, _s2, _s3;

    public SeededRandom(ulong seed)
    {
        _s0 = SplitMix64(ref seed);
        _s1 = SplitMix64(ref seed);
        _s2 = SplitMix64(ref seed);
        _s3 = SplitMix64(ref seed);
    }

    internal SeededRandom(ulong s0, ulong s1, ulong s2, ulong s3) => (_s0, _s1, _s2, _s3) = (s0, s1, s2, s3);

    /// <summary>
    /// A generator of its own for one part of a run: a part that draws more or fewer numbers does not shift what its neighbours see.
    /// </summary>
    public static SeededRandom For(ulong seed, ulong part)
    {
        ulong label = part;
        return new SeededRandom(seed ^ SplitMix64(ref label));
    }

    public ulong Next()
    {
        ulong result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        ulong t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>Uniform in [0, 1), 53 bits.</summary>
    public double Uniform() => (Next() >> 11) * (1.0 / (1L << 53));

    /// <summary>Uniform in [min, max).</summary>
    public double Uniform(double min, double max) => min + (max - min) * Uniform();

    /// <summary>
    /// Mean 0, variance 1, nearly normal (excess kurtosis −0.1, never beyond ±6): the sum of twelve 21-bit uniforms, taken
    /// three from a draw. Needs neither logarithm nor cosine.
    /// </summary>
    public double Gaussian()
    {
        const ulong Mask = (1UL << 21) - 1;
        ulong sum = 0;
        for (int draw = 0; draw < 4; draw++)
        {
            ulong bits = Next();
            sum += (bits & Mask) + ((bits >> 21) & Mask) + ((bits >> 42) & Mask);
        }
        // Each of the twelve integers stands for the middle of its cell, hence + 12/2.
        return (sum + 6.0) * (1.0 / (1 << 21)) - 6.0;
    }

    internal static ulong SplitMix64(ref ulong state)
    {
        ulong z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
