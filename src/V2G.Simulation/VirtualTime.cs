namespace V2G.Simulation;

/// <summary>Virtual time is a count of nanoseconds that stands in for CLOCK_MONOTONIC.</summary>
public static class VirtualTime
{
    /// <summary>Seconds to the nearest nanosecond.</summary>
    public static long Ns(double seconds) => (long)Math.Round(seconds * 1e9);

    public static double Seconds(long ns) => ns * 1e-9;
}
