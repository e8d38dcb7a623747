namespace V2G.Grid.Comtrade;

/// <summary>What the configuration part says; nothing in it is checked against the data yet.</summary>
sealed class Configuration
{
    internal string Station = "", Device = "";
    internal Revision Revision;
    internal readonly List<AnalogChannel> Analog = [];
    internal readonly List<StatusChannel> Status = [];
    internal double LineFrequencyHz = double.NaN;

    /// <summary>Rate and number of the last sample at it; empty if the file has time stamps only.</summary>
    internal readonly List<(double RateHz, long EndSample)> Rates = [];

    /// <summary>Samples promised; <see cref="long.MaxValue"/> if nothing is.</summary>
    internal long Samples;

    internal ComtradeTime? Start, Trigger;
    internal DataFormat Format;
    internal double TimeMultiplier = 1;
    internal string TimeCode = "", LocalCode = "", TimeQuality = "", LeapSecond = "";

    /// <summary>Nanoseconds in one unit of the data's time stamps (2013, clause 7: nanoseconds if the start stamp is written so).</summary>
    internal double StampNanoseconds =>
        (Revision == Revision.Year2013 && Start is { FractionDigits: > 6 } ? 1 : 1000) * TimeMultiplier;
}
