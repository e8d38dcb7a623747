namespace V2G.Simulation.Waveforms;

/// <summary>Seeded noise, nearly normal (the sum of four uniform numbers), mean 0 and variance 1.</summary>
public struct WhiteNoise(ulong seed)
{
    const double RootThree = 1.7320508075688772;

    ulong _state = seed;

    public double Next()
    {
        ulong bits = NextBits();
        double sum = (bits & 0xFFFF) + ((bits >> 16) & 0xFFFF) + ((bits >> 32) & 0xFFFF) + (bits >> 48);
        return (sum * (1.0 / 65536) - (2 - 2.0 / 65536)) * RootThree;
    }

    /// <summary>Uniform in 0 … 1.</summary>
    public double NextUniform() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    // SplitMix64: a Weyl sequence put through a mixing function.
    public ulong NextBits()
    {
        ulong z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
