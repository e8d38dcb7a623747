namespace V2G.Grid.Der;

/// <summary>What a unit is, and the most that it can do (IEEE 1547-2018 10.3).</summary>
public sealed record DerNameplate
{
    public string Manufacturer { get; init; } = "V2G Firmware";
    public string Model { get; init; } = "";
    public string Options { get; init; } = "";
    public string Version { get; init; } = "";
    public string SerialNumber { get; init; } = "";

    /// <summary>1 or 3.</summary>
    public int PhaseCount { get; init; } = 3;

    public double NominalHz { get; init; } = 60;

    /// <summary>Line to line for three phases, across the terminals for one, V.</summary>
    public double NominalVolts { get; init; } = 480;

    public double LeastVolts { get; init; }
    public double MostVolts { get; init; }

    /// <summary>While discharging.</summary>
    public double VoltAmperes { get; init; } = 22_000;

    public double DischargeWatts { get; init; } = 22_000;

    public double ChargeVoltAmperes { get; init; } = 22_000;

    /// <summary>A magnitude.</summary>
    public double ChargeWatts { get; init; } = 22_000;

    public double VarInjected { get; init; } = 9_680;

    /// <summary>A magnitude.</summary>
    public double VarAbsorbed { get; init; } = 9_680;

    /// <summary>Normal operating performance category B; else A.</summary>
    public bool CategoryB { get; init; } = true;

    /// <summary>Abnormal operating performance category, 1 … 3.</summary>
    public int AbnormalCategory { get; init; } = 3;

    /// <summary>At its rated apparent power and nominal voltage.</summary>
    public double Amperes => VoltAmperes / (NominalVolts * (PhaseCount == 3 ? Math.Sqrt(3) : 1));
}
