using V2G.Linux.Can;
using V2G.Linux.Devices;
using V2G.Linux.Sysfs;

namespace V2G.Linux.Inventory;

/// <summary>What sysfs tells without opening anything: watchdogs, TPM, CAN interfaces, sensors, serial ports, memory that survives.</summary>
static class ClassInventory
{
    /// <summary>ARPHRD_CAN: what sysfs calls a CAN interface.</summary>
    const string CanInterfaceType = "280";

    public static IEnumerable<DeviceRecord> Watchdogs(DeviceTree tree) => OrAbsent("watchdog", tree.Class("watchdog").Select(path =>
    {
        string node = tree.At($"dev/{Path.GetFileName(path)}");
        List<string> facts = [.. DeviceTree.Facts(path, "timeout", "state", "nowayout")];
        if (SysfsAttribute.Integer(DeviceTree.Text(path, "bootstatus"), 0, uint.MaxValue) is { } status)
            facts.Add($"bootstatus={status} ({((WatchdogFlags)status).BootText()})");
        return new DeviceRecord("watchdog", node, DeviceTree.Text(path, "identity"), DeviceTree.Driver(path), DeviceTree.Health(node, read: false, write: true), [.. facts]);
    }));

    public static IEnumerable<DeviceRecord> Tpms(DeviceTree tree) => OrAbsent("tpm", tree.Class("tpm").Select(path =>
    {
        // The resource manager's node: it lets several programs share the few slots.
        string node = tree.At($"dev/tpmrm{Path.GetFileName(path)["tpm".Length..]}");
        return new DeviceRecord("tpm", node, Path.GetFileName(path), DeviceTree.Driver(path), DeviceTree.Health(node, read: true, write: true),
            DeviceTree.Facts(path, "tpm_version_major"));
    }));

    public static IEnumerable<DeviceRecord> CanInterfaces(DeviceTree tree) => OrAbsent("can", tree.Class("net").Where(path => DeviceTree.Text(path, "type") == CanInterfaceType)
        .Select(path =>
        {
            // The bit rate and the error state are netlink's to tell, not sysfs's.
            CanInterfaceReport? told = tree.IsOwn && SysfsAttribute.Integer(DeviceTree.Text(path, "ifindex"), 1, int.MaxValue) is { } index ? CanInterfaceReport.Of((uint)index) : null;
            string health = !Up(path) ? "failed: the interface is down" : told?.State == CanState.BusOff ? "failed: off the bus" : DeviceRecord.Ok;
            return new DeviceRecord("can", path, Path.GetFileName(path), DeviceTree.Driver(path), health, [.. DeviceTree.Facts(path, "operstate", "mtu"), .. Facts(told)]);
        }));

    static IEnumerable<string> Facts(CanInterfaceReport? told)
    {
        if (told is null) yield break;
        if (told.BitRate is > 0 and { } rate) yield return $"bitrate={rate}";
        if (told.State is { } state) yield return $"state={state}";
        if (told.RestartMs is { } restart) yield return $"restart_ms={restart}";
        if (told.TransmitErrors is { } sent && told.ReceiveErrors is { } received) yield return $"errors={sent}/{received}";
        if (told.TimesBusOff is { } off && told.Restarts is { } restarts) yield return $"bus_off={off}/{restarts} restarts";
    }

    public static IEnumerable<DeviceRecord> Sensors(DeviceTree tree) => OrAbsent("hwmon", tree.Class("hwmon").Select(path =>
    {
        string[] inputs = [.. Directory.EnumerateFiles(path, "*_input").Select(p => Path.GetFileName(p)!).Order(StringComparer.Ordinal)];
        string health = inputs.Length > 0 && SysfsAttribute.ReadOrNull(Path.Combine(path, inputs[0])) is null ? $"failed: {inputs[0]} can't be read" : DeviceRecord.Ok;
        return new DeviceRecord("hwmon", path, DeviceTree.Text(path, "name"), DeviceTree.Driver(path), health, DeviceTree.Facts(path, inputs));
    }));

    public static IEnumerable<DeviceRecord> Pwms(DeviceTree tree) => OrAbsent("pwm", tree.Class("pwm").Select(path =>
        new DeviceRecord("pwm", path, Path.GetFileName(path), DeviceTree.Driver(path), DeviceRecord.Ok, DeviceTree.Facts(path, "npwm"))));

    // Of the names that the serial driver keeps for ports that might be there, those without hardware have type 0.
    public static IEnumerable<DeviceRecord> SerialPorts(DeviceTree tree) => OrAbsent("serial", tree.Class("tty")
        .Where(path => DeviceTree.Driver(path).Length > 0 && DeviceTree.Text(path, "type") != "0")
        .Select(path =>
        {
            string node = tree.At($"dev/{Path.GetFileName(path)}");
            return new DeviceRecord("serial", node, Path.GetFileName(path), DeviceTree.Driver(path), DeviceTree.Health(node, read: true, write: true));
        }));

    public static IEnumerable<DeviceRecord> SurvivingMemory(DeviceTree tree)
    {
        string node = tree.At("dev/pmsg0"), directory = tree.At("sys/fs/pstore");
        string survived;
        try
        {
            survived = $"survived={PersistentMessage.ReadSurviving(directory).Count}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            survived = "survived=unreadable";
        }
        return [new("pstore", node, "pmsg", "", DeviceTree.Health(node, read: false, write: true), survived)];
    }

    // Bit 0 of the flags is IFF_UP: a virtual bus is up and its operstate is "unknown".
    static bool Up(string path) => DeviceTree.Text(path, "flags") is ['0', 'x', .., var last] && (Convert.ToInt32(char.IsAsciiHexDigit(last) ? last.ToString() : "0", 16) & 1) != 0;

    static DeviceRecord[] OrAbsent(string kind, IEnumerable<DeviceRecord> found)
    {
        DeviceRecord[] all = [.. found];
        return all.Length == 0 ? [DeviceRecord.Absent(kind)] : all;
    }
}
