namespace V2G.Control.Measurement;

/// <summary>
/// How long the service voltage was in the ranges of ANSI C84.1, from reporting blocks: range A 0.95 … 1.05 pu, range B
/// 0.917 … 1.058 pu. The mean of the phases counts; blocks that were not valid count nowhere.
/// </summary>
public struct VoltageBands
{
    public const double RangeALowPu = 0.95, RangeAHighPu = 1.05, RangeBLowPu = 0.917, RangeBHighPu = 1.058;

    public double RangeASeconds { get; private set; }

    /// <summary>In range B but not in A.</summary>
    public double RangeBSeconds { get; private set; }

    public double OutsideSeconds { get; private set; }

    public double LowestPu { get; private set; }

    public double HighestPu { get; private set; }

    public readonly double TotalSeconds => RangeASeconds + RangeBSeconds + OutsideSeconds;

    public void Add(double voltagePu, double seconds)
    {
        if (!(seconds > 0) || !double.IsFinite(voltagePu)) return;
        bool first = TotalSeconds == 0;
        if (first || voltagePu < LowestPu) LowestPu = voltagePu;
        if (first || voltagePu > HighestPu) HighestPu = voltagePu;
        if (voltagePu is >= RangeALowPu and <= RangeAHighPu) RangeASeconds += seconds;
        else if (voltagePu is >= RangeBLowPu and <= RangeBHighPu) RangeBSeconds += seconds;
        else OutsideSeconds += seconds;
    }
}
