namespace V2G.Grid.Der;

/// <summary>Functions that have a curve.</summary>
public enum DerFunction : byte { VoltVar, VoltWatt, LowVoltageTrip, HighVoltageTrip, LowFrequencyTrip, HighFrequencyTrip, WattVar }

/// <summary>
/// A point: volts in % of nominal, or Hz, or watts in % of the most; against vars or watts in %, or seconds for a trip.
/// </summary>
public readonly record struct DerPoint(double X, double Y);

/// <summary>The curve of one function. The points of a trip's are those of must-trip; it has two more.</summary>
public sealed record DerCurve(DerFunction Function, DerPoint[] Points)
{
    /// <summary>What 100 % of the points' second figure is; the number is SunSpec's for that function.</summary>
    public int Reference { get; init; }

    public double ResponseSeconds { get; init; } = double.NaN;

    /// <summary>Volt-var: % of nominal.</summary>
    public double VRefPercent { get; init; } = 100;

    public bool AutonomousVRef { get; init; }

    public double AutonomousVRefSeconds { get; init; } = 300;

    /// <summary>Trips: inside it may trip.</summary>
    public DerPoint[] MayTrip { get; init; } = [];

    /// <summary>Trips: momentary cessation.</summary>
    public DerPoint[] MomentaryCessation { get; init; } = [];

    public bool IsTrip => Function is DerFunction.LowVoltageTrip or DerFunction.HighVoltageTrip or DerFunction.LowFrequencyTrip or DerFunction.HighFrequencyTrip;
}

/// <summary>Frequency droop (IEEE 1547-2018 6.5.2.7): dead bands in Hz, droops in pu of frequency for the whole rating.</summary>
public readonly record struct DerDroop(double OverBandHz, double UnderBandHz, double OverDroop, double UnderDroop, double ResponseSeconds);
