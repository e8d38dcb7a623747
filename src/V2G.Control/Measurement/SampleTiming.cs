namespace V2G.Control.Measurement;

/// <summary>What the time stamps of a block say.</summary>
public enum SampleTiming : byte
{
    Steady = 0,

    /// <summary>A stamp is not later than the one before it.</summary>
    Backwards = 1,

    /// <summary>Scans are missing before this block, or there are more than there can be.</summary>
    Gap = 2,

    /// <summary>The converter runs more than <see cref="SampleClock.MostDeviation"/> faster or slower than it is said to.</summary>
    OffRate = 3,
}
