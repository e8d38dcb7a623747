namespace V2G.Simulation.Sensors;

/// <summary>A harmonic of voltage and current, as shares of each phase's fundamental.</summary>
/// <param name="Order">2 … 63.</param>
/// <param name="Radians">Angle of the harmonic where the fundamental's cosine peaks.</param>
public readonly record struct Harmonic(int Order, double VoltageShare, double CurrentShare, double Radians = 0);

/// <summary>What one channel does to the truth. The healthy channel is <c>new()</c>.</summary>
public sealed record ChannelErrors
{
    public double Gain { get; init; } = 1;

    /// <summary>Volts or amperes.</summary>
    public double Offset { get; init; }

    /// <summary>By how much the channel runs ahead at the fundamental, radians.</summary>
    public double PhaseRadians { get; init; }

    /// <summary>Standard deviation of white noise, volts or amperes.</summary>
    public double NoiseRms { get; init; }
}

/// <summary>The analogue front end and converter of one unit.</summary>
public sealed record SensorSettings
{
    /// <summary>Rate that the converter claims, samples per second and channel.</summary>
    public double SampleRateHz { get; init; } = 10_000;

    /// <summary>By how much the converter's clock runs fast, parts per million.</summary>
    public double ClockPpm { get; init; }

    /// <summary>Bits of a bipolar converter; 0 for no quantisation and no clipping.</summary>
    public int AdcBits { get; init; }

    /// <summary>Peak that the converter still shows, as a multiple of the nominal peak voltage.</summary>
    public double VoltageFullScale { get; init; } = 1.6;

    /// <summary>Peak that the converter still shows, as a multiple of the rated peak current.</summary>
    public double CurrentFullScale { get; init; } = 2.5;

    public IReadOnlyList<Harmonic> Harmonics { get; init; } = [];

    /// <summary>In channel order (VA, VB, VC, IA, IB, IC or V, I); channels beyond the list are healthy.</summary>
    public IReadOnlyList<ChannelErrors> Channels { get; init; } = [];
}
