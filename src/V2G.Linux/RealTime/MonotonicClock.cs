using System.Diagnostics;

namespace V2G.Linux.RealTime;

/// <summary>CLOCK_MONOTONIC, on which the periods of the loop and the stamps of the images are counted.</summary>
public static class MonotonicClock
{
    public static long NowNs => Stopwatch.GetTimestamp() * (1_000_000_000L / Stopwatch.Frequency);
}
