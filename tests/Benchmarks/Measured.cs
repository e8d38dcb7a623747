using System.Diagnostics;

namespace V2G.Benchmarks;

/// <summary>Nanoseconds and bytes of one call, best of five runs: on a shared machine the least disturbed run tells most.</summary>
internal readonly record struct Measured(double Nanoseconds, double Bytes)
{
    public static Measured Of(Action<int> calls, int count)
    {
        calls(count / 10 + 1);
        Measured best = new(double.PositiveInfinity, 0);
        for (int run = 0; run < 5; run++)
        {
            long bytes = GC.GetAllocatedBytesForCurrentThread(), start = Stopwatch.GetTimestamp();
            calls(count);
            double ns = Stopwatch.GetElapsedTime(start).TotalNanoseconds / count;
            if (ns < best.Nanoseconds) best = new(ns, (GC.GetAllocatedBytesForCurrentThread() - bytes) / (double)count);
        }
        return best;
    }
}
