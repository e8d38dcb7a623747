namespace V2G.Linux.Iio;

/// <summary>What is captured and how.</summary>
/// <param name="Device">Its name, or iio:deviceN.</param>
/// <param name="Channels">As sysfs names them (in_voltage0), in the order in which they are wanted.</param>
public sealed record IioCaptureSettings(string Device, IReadOnlyList<string> Channels)
{
    /// <summary>Null: as it is.</summary>
    public string? Trigger { get; init; }

    /// <summary>Of the device, or of the trigger where the device has none; null: as it is.</summary>
    public double? SamplingFrequencyHz { get; init; }

    /// <summary>Scans that the kernel keeps until they are read; more are lost.</summary>
    public int BufferScans { get; init; } = 256;

    /// <summary>Scans that must be there before anything is readable.</summary>
    public int WatermarkScans { get; init; } = 1;

    public string SysfsRoot { get; init; } = IioDevice.SysfsRoot;

    public string DeviceDirectory { get; init; } = "/dev";
}
