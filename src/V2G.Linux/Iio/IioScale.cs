using V2G.Linux.Sysfs;

namespace V2G.Linux.Iio;

/// <summary>
/// From a channel's raw figure to its quantity in the unit of the kernel's ABI (mV, mA, milli °C …): (raw + offset) · scale.
/// </summary>
readonly record struct IioScale(double Offset, double Scale)
{
    const double Most = 1e15;

    public double Apply(long raw) => (raw + Offset) * Scale;

    /// <summary>A channel's own attribute, else the one that it shares with its kind: in_voltage0_scale, then in_voltage_scale.</summary>
    /// <exception cref="Devices.DeviceException">An attribute is there and is no finite number.</exception>
    public static IioScale Of(string deviceDirectory, string channel) =>
        new(Attribute(deviceDirectory, channel, "offset") ?? 0, Attribute(deviceDirectory, channel, "scale") ?? 1);

    static double? Attribute(string directory, string channel, string what)
    {
        foreach (string name in (ReadOnlySpan<string>)[channel, string.Concat(channel.Where(c => !char.IsAsciiDigit(c))), Kind(channel)])
        {
            string path = Path.Combine(directory, $"{name}_{what}");
            if (File.Exists(path)) return SysfsAttribute.ReadNumber(path, -Most, Most);
        }
        return null;
    }

    // Direction and quantity: in_accel of in_accel_x, in_voltage of in_voltage0_supply.
    static string Kind(string channel)
    {
        int end = channel.IndexOf('_') + 1;
        while (end < channel.Length && char.IsAsciiLetterLower(channel[end])) end++;
        return channel[..end];
    }
}
