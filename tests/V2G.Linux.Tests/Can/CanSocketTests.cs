using System.Runtime.InteropServices;
using Tmds.Linux;
using V2G.Linux.Can;
using V2G.Linux.RealTime;

namespace V2G.Linux.Tests.Can;

/// <summary>
/// The socket's own code on a pair of local datagram sockets, which carry frames and the kernel's stamps as a CAN socket does. The real
/// family is tried on the emulated board.
/// </summary>
public sealed unsafe class CanSocketTests : IDisposable
{
    readonly CanSocket _a, _b;
    readonly int _descriptorOfA;

    public CanSocketTests()
    {
        int* pair = stackalloc int[2];
        Assert.Equal(0, LibC.socketpair(LibC.AF_UNIX, LibC.SOCK_DGRAM | LibC.SOCK_NONBLOCK, 0, pair));
        (_a, _b) = (new(pair[0]), new(pair[1]));
        _descriptorOfA = pair[0];
    }

    public void Dispose()
    {
        _a.Dispose();
        _b.Dispose();
    }

    [Fact]
    public void R_20_frames_come_in_order_with_the_time_at_which_the_kernel_got_them()
    {
        ReceivedCanFrame[] got = new ReceivedCanFrame[100];
        long before = MonotonicClock.NowNs;
        for (uint i = 0; i < 70; i++) Assert.Equal(CanLink.Up, _a.Send(new CanFrame(i, extended: false, 8, i)));
        long after = MonotonicClock.NowNs;
        // Looked at much later: the stamp is the arrival's.
        Thread.Sleep(30);
        Assert.Equal(70, _b.Receive(got, out CanLink link));
        Assert.Equal(CanLink.Up, link);
        for (uint i = 0; i < 70; i++)
        {
            Assert.Equal(i, got[i].Frame.Id);
            // The two clocks are read one after the other.
            Assert.InRange(got[i].TimeNs, before - 1_000_000, after + 1_000_000);
        }
        Assert.Equal(0, _b.Receive(got, out link));
        Assert.Equal(CanLink.Up, link);
    }

    [Fact]
    public void R_20_what_does_not_fit_waits_and_a_frame_of_another_length_is_not_looked_at()
    {
        ReceivedCanFrame[] got = new ReceivedCanFrame[2];
        for (uint i = 1; i <= 3; i++) _a.Send(new CanFrame(i, extended: false, 0, 0));
        byte* half = stackalloc byte[8];
        Assert.Equal(8, (long)LibC.send(_descriptorOfA, half, 8, 0));
        Assert.Equal(2, _b.Receive(got, out _));
        Assert.Equal(1, _b.Receive(got, out _));
        Assert.Equal(3u, got[0].Frame.Id);
        Assert.Equal(0, _b.Receive(got, out _));
    }

    [Fact]
    public void R_20_a_full_queue_is_a_value_and_no_exception()
    {
        CanLink sent = CanLink.Up;
        for (int i = 0; i < 100_000 && sent == CanLink.Up; i++) sent = _a.Send(new CanFrame(1, extended: false, 8, 0));
        Assert.Equal(CanLink.QueueFull, sent);
        ReceivedCanFrame[] got = new ReceivedCanFrame[100_000];
        Assert.NotEqual(0, _b.Receive(got, out _));
        Assert.Equal(CanLink.Up, _a.Send(new CanFrame(1, extended: false, 8, 0)));
    }

    [Fact]
    public void R_20_an_interface_that_is_not_there_is_a_value_and_can_be_tried_again()
    {
        using CanSocket socket = new("no-such-can", [new CanFilter(0, 0)]);
        for (int i = 0; i < 3; i++) Assert.True(socket.Open() is CanLink.Absent or CanLink.Refused);
        Assert.False(socket.IsOpen);
        Assert.NotEqual(0, socket.Error);
        Assert.Equal(CanLink.Absent, socket.Send(default));
        Assert.Equal(0, socket.Receive(new ReceivedCanFrame[1], out CanLink link));
        Assert.Equal(CanLink.Absent, link);
    }

    [Fact]
    public void R_126_neither_sending_nor_receiving_nor_failing_allocates()
    {
        ReceivedCanFrame[] got = new ReceivedCanFrame[64];
        using CanSocket absent = new("no-such-can", [new CanFilter(0, 0)]);
        void Round()
        {
            for (uint i = 0; i < 40; i++) _a.Send(new CanFrame(i, extended: false, 8, i));
            _b.Receive(got, out _);
            absent.Open();
            absent.Look();
            absent.Send(default);
        }
        Round();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++) Round();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a-name-of-16-byte")]
    [InlineData("can 0")]
    [InlineData("can/0")]
    public void What_can_be_no_interface_is_refused(string name) => Assert.Throws<ArgumentException>(() => new CanSocket(name, []));
}
