namespace V2G.Grid.Comtrade;

/// <summary>Decoded samples on their way into a recording.</summary>
sealed class SampleData
{
    /// <summary>A time stamp left out (ASCII empty, binary FFFFFFFF).</summary>
    internal const long NoStamp = long.MinValue;

    internal SampleData(Configuration configuration, int count)
    {
        Count = count;
        Analog = new double[configuration.Analog.Count][];
        for (int i = 0; i < Analog.Length; i++) Analog[i] = new double[count];
        Status = new bool[configuration.Status.Count][];
        for (int i = 0; i < Status.Length; i++) Status[i] = new bool[count];
        Stamps = new long[count];
    }

    /// <summary>Whole records that were there.</summary>
    internal int Count { get; set; }

    internal double[][] Analog { get; }

    internal bool[][] Status { get; }

    /// <summary>As written, before the time factor.</summary>
    internal long[] Stamps { get; }
}
