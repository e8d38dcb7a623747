namespace V2G.Linux.Can;

/// <summary>
/// The kernel stamps a frame with CLOCK_REALTIME, which may jump; the controller counts on CLOCK_MONOTONIC. Both are read when the
/// frame is taken, and its age by the first is taken off the second. A jump in between would make it too old or too young, so the
/// result is held between what is certain: it came after the queue was last seen empty and before now.
/// </summary>
public static class ArrivalTime
{
    /// <param name="emptyNs">CLOCK_MONOTONIC when nothing was left to take.</param>
    public static long Of(long stampRealtimeNs, long nowRealtimeNs, long nowNs, long emptyNs) =>
        Math.Clamp(nowNs - (nowRealtimeNs - stampRealtimeNs), Math.Min(emptyNs, nowNs), nowNs);
}
