using V2G.Control.Measurement;

namespace V2G.Firmware.Configuration;

/// <summary>The calibration of this very unit.</summary>
internal static class UnitCalibration
{
    // Not below /proc: its unit shows the controller processes alone there.
    const string SerialNumber = "/sys/firmware/devicetree/base/serial-number";

    /// <summary>Null when there is none, or none that holds: the controller then runs and shows 0x92, and no power flows.</summary>
    /// <param name="warn">Told why one that is there does not hold.</param>
    public static CalibrationSet? Load(string etc, Action<string> warn, string serialNumber = SerialNumber)
    {
        string file = Path.Combine(etc, SensorOffsets.FileName);
        if (!File.Exists(file)) return null;
        try
        {
            string? serial = File.Exists(serialNumber) ? File.ReadAllText(serialNumber).TrimEnd('\0', '\n') : null;
            if (serial is null) warn($"{file}: this board has no serial number by which it could be told that the calibration is its own");
            return SensorOffsets.Load(file, serial).Calibration;
        }
        catch (Exception e) when (e is ConfigurationException or IOException or UnauthorizedAccessException)
        {
            warn(e.Message);
            return null;
        }
    }
}
