using V2G.Linux.Devices;
using V2G.Linux.Gpio;
using V2G.Linux.Sysfs;

namespace V2G.Linux.Inventory;

/// <summary>Chips, and those of their lines that have a name.</summary>
static class GpioInventory
{
    public static IEnumerable<DeviceRecord> List(DeviceTree tree)
    {
        List<DeviceRecord> found = [];
        foreach (string path in GpioChip.Paths(tree.At("dev"))) Add(tree, path, found);
        return found.Count == 0 ? [DeviceRecord.Absent("gpiochip")] : found;
    }

    static void Add(DeviceTree tree, string path, List<DeviceRecord> found)
    {
        string driver = DeviceTree.Driver(tree.At($"sys/bus/gpio/devices/{Path.GetFileName(path)}"));
        try
        {
            using GpioChip chip = new(path);
            found.Add(new("gpiochip", path, SysfsAttribute.Shown(chip.Label), driver, DeviceRecord.Ok, $"lines={chip.LineCount}"));
            for (int i = 0; i < chip.LineCount; i++)
            {
                GpioLineInfo line = chip.Line(i);
                if (line.Name.Length == 0) continue;
                string direction = line.Output ? "direction=out" : "direction=in";
                string[] facts = line.Used ? [direction, $"used_by={SysfsAttribute.Shown(line.Consumer)}"] : [direction];
                found.Add(new("gpio-line", $"{path}:{i}", SysfsAttribute.Shown(line.Name), driver, DeviceRecord.Ok, facts));
            }
        }
        catch (DeviceException e)
        {
            found.Add(new("gpiochip", path, "", driver, DeviceTree.Health(e.Trouble, e.Message)));
        }
    }
}
