using System.Globalization;
using V2G.Linux.Devices;
using V2G.Linux.Sysfs;

namespace V2G.Linux.Iio;

/// <summary>A converter or sensor of the IIO subsystem, as sysfs shows it.</summary>
public sealed class IioDevice
{
    public const string SysfsRoot = "/sys/bus/iio/devices";

    const string Prefix = "iio:device";

    IioDevice(string directory, int number)
    {
        SysfsPath = directory;
        Number = number;
        Name = SysfsAttribute.Shown(SysfsAttribute.ReadOrNull(Path.Combine(directory, "name")) ?? "");
    }

    /// <summary>Its directory in sysfs.</summary>
    public string SysfsPath { get; }

    public int Number { get; }

    /// <summary>Empty when its driver gives none.</summary>
    public string Name { get; }

    /// <summary>What can be captured, in the order of the scan; the timestamp is not among them.</summary>
    public IReadOnlyList<string> ScanChannels()
    {
        string elements = Path.Combine(SysfsPath, "scan_elements");
        if (!Directory.Exists(elements)) return [];
        return [.. Directory.EnumerateFiles(elements, "*_en")
            .Select(p => Path.GetFileName(p)[..^3]).Where(c => c != IioCapture.TimestampChannel)
            .OrderBy(c => SysfsAttribute.Integer(SysfsAttribute.ReadOrNull(Path.Combine(elements, c + "_index")) ?? "", 0, int.MaxValue) ?? long.MaxValue)
            .ThenBy(c => c, StringComparer.Ordinal)];
    }

    /// <summary>In the order of their numbers.</summary>
    public static IReadOnlyList<IioDevice> All(string sysfsRoot = SysfsRoot)
    {
        if (!Directory.Exists(sysfsRoot)) return [];
        List<IioDevice> found = [];
        foreach (string path in Directory.EnumerateDirectories(sysfsRoot, Prefix + "*"))
            if (int.TryParse(Path.GetFileName(path)[Prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out int number)) found.Add(new(path, number));
        return [.. found.OrderBy(d => d.Number)];
    }

    /// <summary>By its name, or by <c>iio:deviceN</c> where two have the same.</summary>
    /// <exception cref="DeviceException">None has it, or several.</exception>
    public static IioDevice Find(string name, string sysfsRoot = SysfsRoot)
    {
        IReadOnlyList<IioDevice> all = All(sysfsRoot);
        List<IioDevice> found = [.. all.Where(d => d.Name == name || Path.GetFileName(d.SysfsPath) == name)];
        if (found.Count == 1) return found[0];
        if (found.Count > 1) throw new DeviceException($"IIO device '{name}': {found.Count} have that name; allowed: {string.Join(", ", found.Select(d => Path.GetFileName(d.SysfsPath)))}");
        string allowed = all.Count == 0 ? "there is none (is its driver loaded?)" : $"allowed: {string.Join(", ", all.Select(d => d.Name))}";
        throw new DeviceException($"{sysfsRoot}: no IIO device '{name}'; {allowed}", DeviceTrouble.Absent);
    }

    /// <summary>The directory of the trigger with that name.</summary>
    /// <exception cref="DeviceException">None has it.</exception>
    internal static string FindTrigger(string name, string sysfsRoot)
    {
        List<string> names = [];
        foreach (string path in Directory.EnumerateDirectories(sysfsRoot, "trigger*").Order(StringComparer.Ordinal))
        {
            if (SysfsAttribute.ReadOrNull(Path.Combine(path, "name")) is not { } found) continue;
            if (found == name) return path;
            names.Add(SysfsAttribute.Shown(found));
        }
        string allowed = names.Count == 0 ? "there is none (configfs makes them: iio/triggers/hrtimer/NAME)" : $"allowed: {string.Join(", ", names)}";
        throw new DeviceException($"{sysfsRoot}: no IIO trigger '{name}'; {allowed}", DeviceTrouble.Absent);
    }
}
