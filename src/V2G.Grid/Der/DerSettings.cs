namespace V2G.Grid.Der;

/// <summary>Limits that an operator may set below the nameplate's.</summary>
public readonly record struct DerLimits(double DischargeWatts, double ChargeWatts, double VoltAmperes, double VarInjected, double VarAbsorbed);

/// <summary>When a unit may enter service (IEEE 1547-2018 4.10): % of nominal, Hz, s.</summary>
public readonly record struct DerEnterService(double LeastVoltsPercent, double MostVoltsPercent, double LeastHz, double MostHz, double DelaySeconds, double RandomSeconds, double RampSeconds);

/// <summary>What is in force at the start.</summary>
public sealed record DerSettings
{
    public DerFunctions Enabled { get; init; } = DerFunctions.LowVoltageTrip | DerFunctions.HighVoltageTrip | DerFunctions.LowFrequencyTrip | DerFunctions.HighFrequencyTrip;

    public bool PermitService { get; init; } = true;

    public DerEnterService EnterService { get; init; } = new(91.7, 105, 59.5, 60.1, 300, 0, 300);

    public DerDroop Droop { get; init; } = new(0.036, 0.036, 0.05, 0.05, 5);

    /// <summary>One for each function: the defaults are those of IEEE 1547-2018, category B and III, at 60 Hz.</summary>
    public DerCurve[] Curves { get; init; } =
    [
        new(DerFunction.VoltVar, [new(92, 44), new(98, 0), new(102, 0), new(108, -44)]) { Reference = 3, ResponseSeconds = 5 },
        new(DerFunction.VoltWatt, [new(106, 100), new(110, 20)]) { ResponseSeconds = 10 },
        new(DerFunction.LowVoltageTrip, [new(88, 21), new(50, 2)]) { MomentaryCessation = [new(50, 0.083)] },
        new(DerFunction.HighVoltageTrip, [new(110, 13), new(120, 0.16)]),
        new(DerFunction.LowFrequencyTrip, [new(58.5, 300), new(56.5, 0.16)]),
        new(DerFunction.HighFrequencyTrip, [new(61.2, 300), new(62, 0.16)]),
        new(DerFunction.WattVar, [new(-100, 44), new(-50, 0), new(-20, 0), new(20, 0), new(50, 0), new(100, -44)]) { Reference = 3 },
    ];

    public DerCurve Curve(DerFunction function) => Curves.First(c => c.Function == function);
}
