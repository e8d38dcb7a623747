using System.Text.Json;

namespace V2G.Firmware.Tests.Verbs;

public sealed class HalVerbTests
{
    [Fact]
    public void R_44_every_kind_of_device_is_listed_whether_the_machine_has_it_or_not()
    {
        using V2gProcess v2g = new();
        JsonElement devices = v2g.Run("hal", "list", "--json").Expect(0).Json.GetProperty("devices");
        string[] kinds = [.. devices.EnumerateArray().Select(d => d.GetProperty("kind").GetString()!).Distinct()];
        foreach (string kind in (string[])["gpiochip", "iio", "watchdog", "tpm", "can", "hwmon", "serial", "pstore"]) Assert.Contains(kind, kinds);
        Assert.All(devices.EnumerateArray(), d => Assert.Matches("^(ok|absent|no access: .+|failed: .+)$", d.GetProperty("health").GetString()));
        Assert.Equal(devices.GetArrayLength(), v2g.Run("hal", "list").Expect(0).Out.TrimEnd().Split('\n').Length);
    }

    [Theory]
    [InlineData(8, "'NO_SUCH_LINE': no line of", "hal", "try", "gpio", "NO_SUCH_LINE", "--value", "1")]
    [InlineData(8, "no IIO device 'no-such-adc'", "hal", "try", "iio", "no-such-adc", "--channels", "in_voltage0", "--scans", "1")]
    [InlineData(8, "/dev/no-such-watchdog", "hal", "try", "watchdog", "--seconds", "0", "--device", "/dev/no-such-watchdog")]
    [InlineData(1, "is no watchdog", "hal", "try", "watchdog", "--seconds", "0", "--device", "/dev/null")]
    [InlineData(2, "allowed 0, 1", "hal", "try", "gpio", "X", "--value", "2")]
    [InlineData(2, "each once", "hal", "try", "iio", "x", "--channels", "a,a", "--scans", "1")]
    [InlineData(2, "allowed: gpio, iio, watchdog", "hal", "try")]
    [InlineData(2, "allowed: gpio, iio, watchdog", "hal", "try", "spi")]
    [InlineData(2, "needs more", "hal", "try", "gpio")]
    [InlineData(2, "allowed: list, try", "hal")]
    public void What_can_not_be_tried_is_told_with_its_exit_code(int code, string said, params string[] words)
    {
        using V2gProcess v2g = new();
        Assert.Contains(said, v2g.Run(words).Expect(code).Err);
    }
}
