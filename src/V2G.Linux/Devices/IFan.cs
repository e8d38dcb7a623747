namespace V2G.Linux.Devices;

/// <summary>A fan that can be told how fast, and mostly says how fast it turns.</summary>
public interface IFan
{
    string Name { get; }

    bool HasTachometer { get; }

    /// <param name="duty">Share of full speed, 0 … 1.</param>
    /// <returns>The share that it was given: a fan on a switch knows none or all.</returns>
    /// <exception cref="DeviceException">It can't be told.</exception>
    double Command(double duty);

    /// <returns>Revolutions a minute; NaN when it can't be read.</returns>
    double Rpm();
}
