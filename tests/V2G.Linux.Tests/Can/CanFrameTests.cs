using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using V2G.Linux.Can;

namespace V2G.Linux.Tests.Can;

public sealed class CanFrameTests
{
    // Sizes as a C compiler gives them for linux/can.h, linux/if.h and sys/socket.h on x64 and arm64.
    [Fact]
    public void Structs_have_the_sizes_of_the_kernels_headers() =>
        Assert.Equal((16, 8, 24, 40, 64, 16), (Unsafe.SizeOf<CanFrame>(), Unsafe.SizeOf<CanFilter>(), Unsafe.SizeOf<CanAbi.Address>(), Unsafe.SizeOf<CanAbi.InterfaceRequest>(),
            Unsafe.SizeOf<CanAbi.Message>(), Unsafe.SizeOf<CanAbi.Vector>()));

    [Fact]
    public void A_frame_is_what_candump_shows()
    {
        CanFrame frame = new(0x18FF50E5, extended: true, 8, 0x0807_0605_0403_0201);
        Assert.Equal("18FF50E5#0102030405060708", frame.ToString());
        Assert.Equal("123#AA55", new CanFrame(0x123, extended: false, 2, 0x55AA).ToString());
        byte[] bytes = MemoryMarshal.AsBytes(new Span<CanFrame>(ref frame)).ToArray();
        Assert.Equal([0xE5, 0x50, 0xFF, 0x98, 8, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8], bytes);
    }

    [Theory]
    [InlineData(0x040, 0, CanTrouble.BusOff)]
    [InlineData(0x100, 0, CanTrouble.Restarted)]
    [InlineData(0x002, 0, CanTrouble.LostArbitration)]
    [InlineData(0x020, 0, CanTrouble.NoAcknowledge)]
    [InlineData(0x001, 0, CanTrouble.TransmitTimeout)]
    [InlineData(0x004, 0x20, CanTrouble.Passive)]
    [InlineData(0x004, 0x0C, CanTrouble.Warning)]
    [InlineData(0x004, 0x40, CanTrouble.Active)]
    [InlineData(0x004, 0x01, CanTrouble.ReceiveOverflow)]
    [InlineData(0x088, 0, CanTrouble.Protocol | CanTrouble.BusError)]
    [InlineData(0x044, 0x10, CanTrouble.BusOff | CanTrouble.Passive)]
    public void Error_frames_say_what_the_header_of_the_kernel_says(uint classes, byte status, CanTrouble expected)
    {
        CanFrame frame = new(0, extended: false, 8, (ulong)status << 8) { RawId = 0x2000_0000 | classes };
        Assert.True(frame.IsError);
        Assert.Equal(expected, CanErrorFrame.Read(frame));
    }

    [Fact]
    public void A_frame_of_the_bus_tells_of_no_trouble() => Assert.Equal(CanTrouble.None, CanErrorFrame.Read(new CanFrame(0x040, extended: false, 8, ulong.MaxValue)));

    // now 1000, the queue last empty at 900, realtime ahead by 5000.
    [Theory]
    [InlineData(5990, 6000, 990)]
    // The clock was set back by 300 in between: it can't come from the future.
    [InlineData(6200, 6000, 1000)]
    // Set forward by a day: it can't have come before the queue was empty.
    [InlineData(5990, 86_400_000, 900)]
    public void A_jump_of_the_wall_clock_makes_no_frame_older_or_younger_than_it_can_be(long stamp, long real, long expected) =>
        Assert.Equal(expected, ArrivalTime.Of(stamp, real, nowNs: 1000, emptyNs: 900));
}
