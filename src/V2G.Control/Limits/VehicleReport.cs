namespace V2G.Control.Limits;

/// <summary>What the vehicle (through its link) allows and says about its battery. Powers in watts, both as positive magnitudes.</summary>
public struct VehicleReport
{
    /// <summary>CLOCK_MONOTONIC when it was received, ns.</summary>
    public long TimeNs;

    /// <summary>A vehicle is connected and a session runs.</summary>
    public bool Connected;

    /// <summary>The link to the vehicle can speak: the pilot may offer digital communication.</summary>
    public bool Communicates;

    /// <summary>The negotiated service transfers power in both directions; never set from configuration .</summary>
    public bool Bidirectional;

    /// <summary>Largest power that the vehicle takes, W, ≥ 0.</summary>
    public double MaxChargeWatts;

    /// <summary>Largest power that the vehicle gives, W, ≥ 0. 0 means 0.</summary>
    public double MaxDischargeWatts;

    /// <summary>State of charge, 0 … 1; NaN when not sent.</summary>
    public double StateOfCharge;

    /// <summary>Whether a battery temperature is sent at all: ISO 15118-20 carries none.</summary>
    public bool TemperatureSent;

    /// <summary>Battery temperature, °C; NaN from a broken sensor.</summary>
    public double BatteryCelsius;
}
