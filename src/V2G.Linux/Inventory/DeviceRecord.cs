namespace V2G.Linux.Inventory;

/// <summary>One device, or one line or channel of it.</summary>
/// <param name="Kind">gpiochip, gpio-line, iio, iio-channel, watchdog, tpm, can, hwmon, serial, pstore.</param>
/// <param name="Path">Where it is; empty when there is none of its kind.</param>
/// <param name="Driver">Of the kernel; empty where sysfs doesn't say.</param>
/// <param name="Health"><c>ok</c>, <c>absent</c>, <c>no access: …</c> or <c>failed: …</c>.</param>
/// <param name="Facts">Whatever else its driver tells, as key=value.</param>
public sealed record DeviceRecord(string Kind, string Path, string Name, string Driver, string Health, params string[] Facts)
{
    public const string Ok = "ok", NotThere = "absent";

    public static DeviceRecord Absent(string kind) => new(kind, "", "", "", NotThere);
}
