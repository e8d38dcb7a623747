using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using V2G.Linux.Devices;
using V2G.Linux.Gpio;

namespace V2G.Linux.Tests.Gpio;

/// <summary>Sizes and numbers as a C compiler gives them for linux/gpio.h and linux/watchdog.h on x64 and arm64.</summary>
public sealed class GpioAbiTests
{
    [Fact]
    public void Structs_have_the_sizes_of_the_kernels_header() =>
        Assert.Equal((68, 256, 592, 272, 48, 16), (Unsafe.SizeOf<GpioAbi.ChipInfo>(), Unsafe.SizeOf<GpioAbi.LineInfo>(), Unsafe.SizeOf<GpioAbi.LineRequest>(),
            Unsafe.SizeOf<GpioAbi.LineConfig>(), Unsafe.SizeOf<GpioAbi.LineEvent>(), Unsafe.SizeOf<GpioAbi.LineValues>()));

    [Fact]
    public void Fields_lie_where_the_kernel_looks_for_them()
    {
        Assert.Equal((288, 560, 588), (Offset<GpioAbi.LineRequest>("Config"), Offset<GpioAbi.LineRequest>("LineCount"), Offset<GpioAbi.LineRequest>("Descriptor")));
        Assert.Equal((72, 16), (Offset<GpioAbi.LineInfo>("Flags"), Offset<GpioAbi.LineEvent>("Sequence")));
    }

    // The size of an argument is part of a request's number: bits 16 to 29.
    [Theory]
    [InlineData(GpioAbi.GetChipInfo, 68)]
    [InlineData(GpioAbi.GetLineInfo, 256)]
    [InlineData(GpioAbi.GetLine, 592)]
    [InlineData(GpioAbi.GetValues, 16)]
    [InlineData(GpioAbi.SetValues, 16)]
    [InlineData(HardwareWatchdog.GetSupport, 40)]
    [InlineData(HardwareWatchdog.SetTimeoutRequest, 4)]
    public void A_requests_number_carries_its_arguments_size(uint request, uint bytes) => Assert.Equal(bytes, request >> 16 & 0x3FFF);

    [Fact]
    public void The_watchdogs_support_has_40_bytes() => Assert.Equal(40, Unsafe.SizeOf<HardwareWatchdog.Support>());

    static int Offset<T>(string field) => (int)Marshal.OffsetOf<T>(field);
}
