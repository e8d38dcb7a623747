using V2G.Linux.Inventory;

namespace V2G.Linux.Tests.Inventory;

public sealed class DeviceInventoryTests
{
    [Fact]
    public void R_44_what_is_not_there_is_told_for_every_kind()
    {
        using TemporaryDirectory root = new();
        IReadOnlyList<DeviceRecord> all = DeviceInventory.List(new(root.Path));
        Assert.Equal(["gpiochip", "iio", "watchdog", "tpm", "can", "hwmon", "pwm", "serial", "pstore"], all.Select(d => d.Kind));
        Assert.All(all, d => Assert.Equal("absent", d.Health));
    }

    [Fact]
    public void R_44_every_device_is_listed_with_driver_and_health()
    {
        using TemporaryDirectory root = new();
        root.File("dev/gpiochip0", "")
            .File("sys/bus/iio/devices/iio:device0/name", "grid-adc").File("sys/bus/iio/devices/iio:device0/scan_elements/in_voltage0_en", "0")
            .File("sys/bus/iio/devices/iio:device0/scan_elements/in_voltage0_type", "le:s16/16>>0").File("dev/iio:device0", "")
            .File("sys/class/watchdog/watchdog0/identity", "i6300ESB timer").File("sys/class/watchdog/watchdog0/bootstatus", "32")
            .File("sys/class/watchdog/watchdog0/timeout", "30").File("dev/watchdog0", "")
            .File("sys/class/tpm/tpm0/tpm_version_major", "2").File("dev/tpmrm0", "")
            .File("sys/class/net/can0/type", "280").File("sys/class/net/can0/flags", "0x40081").File("sys/class/net/can1/type", "280").File("sys/class/net/can1/flags", "0x40080")
            .File("sys/class/net/eth0/type", "1")
            .File("sys/class/hwmon/hwmon0/name", "lm75").File("sys/class/hwmon/hwmon0/temp1_input", "41500")
            .File("sys/class/tty/ttyS0/type", "4").File("sys/class/tty/ttyS1/type", "0").File("dev/ttyS0", "")
            .File("sys/fs/pstore/pmsg-ramoops-0", "last words").File("dev/pmsg0", "");
        Driver(root, "sys/class/watchdog/watchdog0", "i6300ESB");
        Driver(root, "sys/class/tty/ttyS0", "serial8250");
        Driver(root, "sys/class/tty/ttyS1", "serial8250");
        IReadOnlyList<DeviceRecord> all = DeviceInventory.List(new(root.Path));

        Assert.StartsWith("failed: ", One("gpiochip").Health);
        Assert.Equal(("grid-adc", "ok"), (One("iio").Name, One("iio").Health));
        Assert.Equal("type=le:s16/16>>0", Assert.Single(One("iio-channel").Facts));
        Assert.Equal(("i6300ESB timer", "i6300ESB", "ok"), (One("watchdog").Name, One("watchdog").Driver, One("watchdog").Health));
        Assert.Contains("bootstatus=32 (card reset)", One("watchdog").Facts);
        Assert.Equal(root.At("dev/tpmrm0"), One("tpm").Path);
        Assert.Equal(["can0 ok", "can1 failed: the interface is down"], all.Where(d => d.Kind == "can").Select(d => $"{d.Name} {d.Health}"));
        Assert.Equal(("lm75", "temp1_input=41500"), (One("hwmon").Name, Assert.Single(One("hwmon").Facts)));
        Assert.Equal("ttyS0", One("serial").Name);
        Assert.Contains("survived=1", One("pstore").Facts);

        DeviceRecord One(string kind) => Assert.Single(all, d => d.Kind == kind);
    }

    static void Driver(TemporaryDirectory root, string device, string driver)
    {
        Directory.CreateDirectory(root.At($"sys/bus/drivers/{driver}"));
        Directory.CreateSymbolicLink(root.At($"{device}/driver"), root.At($"sys/bus/drivers/{driver}"));
    }
}
