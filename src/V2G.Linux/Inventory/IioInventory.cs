using V2G.Linux.Iio;

namespace V2G.Linux.Inventory;

/// <summary>Converters and sensors, and what of them can be captured.</summary>
static class IioInventory
{
    public static IEnumerable<DeviceRecord> List(DeviceTree tree)
    {
        IReadOnlyList<IioDevice> devices = IioDevice.All(tree.At("sys/bus/iio/devices"));
        if (devices.Count == 0) yield return DeviceRecord.Absent("iio");
        foreach (IioDevice device in devices)
        {
            string node = tree.At($"dev/iio:device{device.Number}"), driver = DeviceTree.Driver(device.SysfsPath);
            IReadOnlyList<string> channels = device.ScanChannels();
            // Without a buffer there is nothing to open: it is read value by value in sysfs.
            string health = channels.Count == 0 ? DeviceRecord.Ok : DeviceTree.Health(node, read: true, write: false);
            yield return new("iio", node, device.Name, driver, health,
                [.. DeviceTree.Facts(device.SysfsPath, "sampling_frequency", "trigger/current_trigger"), $"channels={channels.Count}"]);
            foreach (string channel in channels)
                yield return new("iio-channel", node, channel, driver, health, $"type={DeviceTree.Text(device.SysfsPath, $"scan_elements/{channel}_type")}");
        }
    }
}
