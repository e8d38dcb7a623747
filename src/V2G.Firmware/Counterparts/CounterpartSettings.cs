namespace V2G.Firmware.Counterparts;

/// <summary>The inverter that is played, and what it is connected to.</summary>
internal sealed record CounterpartSettings
{
    public double RatedVoltAmperes { get; init; } = 22_000;

    /// <summary>Line to line for three phases, across the terminals for one.</summary>
    public double NominalVolts { get; init; } = 480;

    public double FrequencyHz { get; init; } = 60;

    /// <summary>The grid at its terminals, which its current does not move, pu.</summary>
    public double GridVoltagePu { get; init; } = 1;

    public double DcLinkVolts { get; init; } = 800;

    /// <summary>The battery behind the contactor.</summary>
    public double BatteryVolts { get; init; } = 400;

    public double InsulationOhms { get; init; } = 2_000_000;

    public double AmbientCelsius { get; init; } = 25;

    /// <summary>Seed of what is lost.</summary>
    public ulong Seed { get; init; } = 1;
}
