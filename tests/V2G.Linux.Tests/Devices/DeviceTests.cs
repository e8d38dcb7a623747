using V2G.Linux.Devices;

namespace V2G.Linux.Tests.Devices;

public sealed class DeviceTests
{
    [Fact]
    public void A_watchdog_that_is_not_there_is_absent()
    {
        DeviceException e = Assert.Throws<DeviceException>(() => new HardwareWatchdog("/no/such/watchdog"));
        Assert.Equal(DeviceTrouble.Absent, e.Trouble);
        Assert.StartsWith("/no/such/watchdog: can't be opened: No such file or directory", e.Message);
    }

    [Fact]
    public void A_file_that_is_no_watchdog_is_told_and_left_as_it_was()
    {
        using TemporaryDirectory dev = new();
        dev.File("watchdog", "text");
        Assert.Contains("is no watchdog", Assert.Throws<DeviceException>(() => new HardwareWatchdog(dev.At("watchdog"))).Message);
        Assert.Equal("text", dev.Text("watchdog"));
    }

    [Theory]
    [InlineData(WatchdogFlags.None, "none")]
    [InlineData(WatchdogFlags.CardReset, "card reset")]
    [InlineData(WatchdogFlags.PowerUnder | WatchdogFlags.CardReset | WatchdogFlags.ExternalRelay1, "card reset, power under, external 1")]
    // What it can do is no cause of a start.
    [InlineData(WatchdogFlags.MagicClose | WatchdogFlags.SetTimeout, "none")]
    public void The_cause_of_the_start_is_told_in_words(WatchdogFlags status, string text) => Assert.Equal(text, status.BootText());

    [Fact]
    public void Messages_are_written_whole_and_without_allocating()
    {
        using TemporaryDirectory dev = new();
        File.WriteAllBytes(dev.At("pmsg0"), []);
        using PersistentMessage message = new(dev.At("pmsg0"));
        message.Write("last "u8);
        long before = GC.GetAllocatedBytesForCurrentThread();
        bool written = message.Write("words"u8);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(written);
        Assert.Equal("last words", dev.Text("pmsg0"));
    }

    [Fact]
    public void What_survived_is_read_in_order_and_bounded()
    {
        using TemporaryDirectory pstore = new();
        pstore.File("pmsg-ramoops-1", "second").File("pmsg-ramoops-0", "first").File("dmesg-ramoops-0", "a panic");
        File.WriteAllBytes(pstore.At("pmsg-ramoops-2"), new byte[3 << 20]);
        IReadOnlyList<SurvivingMessage> found = PersistentMessage.ReadSurviving(pstore.Path);
        Assert.Equal([6, 7, 1 << 20], found.Select(m => m.Bytes.Length));
        Assert.Equal("first\n"u8, found[0].Bytes);
        Assert.Empty(PersistentMessage.ReadSurviving("/no/such/pstore"));
    }
}
