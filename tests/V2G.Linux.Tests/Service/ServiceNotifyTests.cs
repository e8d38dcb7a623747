using System.Net.Sockets;
using System.Text;
using V2G.Linux.Devices;
using V2G.Linux.Service;

namespace V2G.Linux.Tests.Service;

public sealed class ServiceNotifyTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_manager_hears_every_message_as_a_datagram_of_its_own(bool isAbstract)
    {
        using TemporaryDirectory run = new();
        using Socket manager = Manager(run, isAbstract, out string name);
        using ServiceNotify notify = new(name, "30000000");
        Assert.True(notify.HasManager);
        Assert.True(notify.Ready() && notify.Status("inhibited:\nUNCALIBRATED") && notify.Watchdog() && notify.Stopping());
        Assert.Equal(["READY=1", "STATUS=inhibited: UNCALIBRATED", "WATCHDOG=1", "STOPPING=1"], Enumerable.Range(0, 4).Select(_ => Receive(manager)));
        Assert.Equal(30_000_000_000, notify.WatchdogIntervalNs);
    }

    [Fact]
    public void The_watchdogs_message_allocates_nothing()
    {
        using TemporaryDirectory run = new();
        using Socket manager = Manager(run, false, out string name);
        using ServiceNotify notify = new(name);
        notify.Watchdog();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 5; i++) notify.Watchdog();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_manager_that_does_not_listen_holds_nobody_up()
    {
        using TemporaryDirectory run = new();
        using Socket manager = Manager(run, false, out string name);
        using ServiceNotify notify = new(name);
        int heard = 0;
        while (heard < 100_000 && notify.Watchdog()) heard++;
        Assert.InRange(heard, 1, 99_999);
    }

    [Fact]
    public void Without_a_manager_every_message_is_a_success_that_does_nothing()
    {
        using ServiceNotify notify = new(null);
        Assert.False(notify.HasManager);
        Assert.True(notify.Ready() && notify.Watchdog());
    }

    [Theory]
    [InlineData("2000000", null, 2_000_000_000L)]
    [InlineData("2000000", "1", null)]
    [InlineData("0", null, null)]
    [InlineData("-5", null, null)]
    [InlineData("99999999999999999999", null, null)]
    [InlineData("two", null, null)]
    [InlineData(null, null, null)]
    public void The_watchdogs_interval_is_ours_only_when_it_is_meant_for_us(string? microseconds, string? process, long? ns) =>
        Assert.Equal(ns, new ServiceNotify(null, microseconds, process).WatchdogIntervalNs);

    [Theory]
    [InlineData("vsock:2:1234")]
    [InlineData("relative")]
    [InlineData("/no/such/socket")]
    public void A_manager_that_can_not_be_reached_is_told(string name) => Assert.Throws<DeviceException>(() => new ServiceNotify(name));

    [Fact]
    public void A_name_too_long_for_an_address_is_refused() => Assert.Throws<DeviceException>(() => new ServiceNotify("/" + new string('x', 107)));

    [Fact]
    public void A_status_is_cut_between_characters()
    {
        using TemporaryDirectory run = new();
        using Socket manager = Manager(run, false, out string name);
        using ServiceNotify notify = new(name);
        notify.Status(new string('é', 400));
        string heard = Receive(manager);
        Assert.Equal("STATUS=" + new string('é', 252), heard);
    }

    static Socket Manager(TemporaryDirectory run, bool isAbstract, out string name)
    {
        string path = isAbstract ? $"v2g-test-{Guid.NewGuid():N}" : run.At("notify");
        name = isAbstract ? "@" + path : path;
        Socket socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = 5000 };
        socket.Bind(new UnixDomainSocketEndPoint(isAbstract ? "\0" + path : path));
        return socket;
    }

    static string Receive(Socket manager)
    {
        byte[] bytes = new byte[2048];
        return Encoding.UTF8.GetString(bytes, 0, manager.Receive(bytes));
    }
}
