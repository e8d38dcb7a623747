namespace V2G.Firmware.Configuration;

internal static class Defaults
{
    public const string Etc = "/etc/v2g";

    public const string LogDirectory = "/var/log/v2g";

    /// <summary>Serial number of the simulated board.</summary>
    public const string SimulatedSerial = "SIMULATED";
}
