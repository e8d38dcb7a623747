using V2G.Linux.Devices;
using V2G.Linux.Iio;

namespace V2G.Linux.Tests.Iio;

public sealed class IioScanLayoutTests
{
    [Theory]
    // Two of 16 bits, then the timestamp: four bytes of nothing before it.
    [InlineData("0 le:s16/16>>0; 1 le:s16/16>>0; 2 le:s64/64>>0", "0 2 8", 16)]
    // The order asked for is not the order in the scan.
    [InlineData("1 le:s16/16>>0; 0 le:s32/32>>0; 9 le:s64/64>>0", "4 0 8", 16)]
    [InlineData("0 le:s8/8>>0; 1 le:s32/32>>0; 2 le:s16/16>>0; 3 le:s64/64>>0", "0 4 8 16", 24)]
    // Without a timestamp the scan is filled up to its longest element.
    [InlineData("0 le:s32/32>>0; 1 le:s16/16>>0", "0 4", 8)]
    [InlineData("0 le:s8/8>>0", "0", 1)]
    // A repeated element is aligned to all of its repeats.
    [InlineData("0 le:s16/16>>0; 1 le:s32/32X4>>0; 2 le:s64/64>>0", "0 16 32", 48)]
    // A timestamp need not be the last by index.
    [InlineData("5 le:s16/16>>0; 0 le:s64/64>>0", "8 0", 16)]
    public void Elements_lie_where_the_kernel_puts_them(string elements, string offsets, int bytes)
    {
        IioScanLayout layout = Layout(elements);
        Assert.Equal(bytes, layout.ScanBytes);
        Assert.Equal(offsets, string.Join(' ', Enumerable.Range(0, offsets.Split(' ').Length).Select(layout.Offset)));
    }

    [Fact]
    public void Two_elements_of_one_index_are_refused() => Assert.Throws<DeviceException>(() => Layout("1 le:s16/16>>0; 1 le:s32/32>>0"));

    static IioScanLayout Layout(string elements) =>
        new([.. elements.Split("; ").Select(e => new IioScanElement(e, int.Parse(e.Split(' ')[0]), IioSampleType.Parse(e.Split(' ')[1], "test")))]);
}
