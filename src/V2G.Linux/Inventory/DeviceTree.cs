using System.Text;
using Tmds.Linux;
using V2G.Linux.Devices;
using V2G.Linux.Sysfs;

namespace V2G.Linux.Inventory;

/// <summary>Where devices are looked for: the machine's own /sys and /dev, or those under another directory.</summary>
public sealed class DeviceTree(string root = "/")
{
    /// <summary>A driver belongs to the device or to what it is part of, never further up.</summary>
    const int DriverLevels = 3;

    /// <summary>It is the machine's own, so the kernel may be asked as well.</summary>
    internal bool IsOwn => root == "/";

    internal string At(string path) => Path.Combine(root, path);

    /// <summary>Entries of a class, in order; empty when the kernel has no such class.</summary>
    internal IEnumerable<string> Class(string name)
    {
        string path = At($"sys/class/{name}");
        return Directory.Exists(path) ? Directory.EnumerateDirectories(path).OrderBy(p => p.Length).ThenBy(p => p, StringComparer.Ordinal) : [];
    }

    internal static string Text(string directory, string attribute) => SysfsAttribute.Shown(SysfsAttribute.ReadOrNull(Path.Combine(directory, attribute)) ?? "");

    /// <summary>key=value of each attribute that is there.</summary>
    internal static string[] Facts(string directory, params ReadOnlySpan<string> attributes)
    {
        List<string> facts = [];
        foreach (string attribute in attributes)
            if (SysfsAttribute.ReadOrNull(Path.Combine(directory, attribute)) is { Length: > 0 } value) facts.Add($"{attribute}={SysfsAttribute.Shown(value)}");
        return [.. facts];
    }

    internal static string Driver(string directory)
    {
        string? at = Target(directory) ?? directory;
        at = Target(Path.Combine(at, "device")) ?? at;
        for (int i = 0; i < DriverLevels && at is not null; i++, at = Path.GetDirectoryName(at))
            if (new DirectoryInfo(Path.Combine(at, "driver")) is { Exists: true, LinkTarget: { } target }) return Path.GetFileName(target);
        return "";
    }

    // Null when it isn't there or is no link.
    static string? Target(string path) => Directory.Exists(path) ? Directory.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName : null;

    /// <summary>Whether this process could open a node, found without opening it: opening a watchdog arms it.</summary>
    internal static unsafe string Health(string node, bool read, bool write)
    {
        byte[] name = Encoding.UTF8.GetBytes(node + '\0');
        int mode = (read ? LibC.R_OK : 0) | (write ? LibC.W_OK : 0), error = 0;
        fixed (byte* start = name)
        {
            if (LibC.access(start, mode) != 0) error = LibC.errno;
        }
        return error == 0 ? DeviceRecord.Ok : Health(DeviceException.From(node, "", error).Trouble, $"{(write ? "may not be written" : "may not be read")}, {Owner(node)}");
    }

    internal static string Health(DeviceTrouble trouble, string why) => trouble switch
    {
        DeviceTrouble.Absent => DeviceRecord.NotThere,
        DeviceTrouble.NoAccess => $"no access: {why}",
        _ => $"failed: {why}",
    };

    static string Owner(string node)
    {
        try
        {
            return $"mode {Convert.ToString((int)File.GetUnixFileMode(node), 8).PadLeft(4, '0')}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "its directory is closed too";
        }
    }
}
