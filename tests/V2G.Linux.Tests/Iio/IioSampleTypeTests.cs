using CsCheck;
using V2G.Linux.Devices;
using V2G.Linux.Iio;

namespace V2G.Linux.Tests.Iio;

public sealed class IioSampleTypeTests
{
    [Theory]
    [InlineData("le:s16/16>>0", false, true, 16, 16, 1, 0)]
    [InlineData("be:u12/16>>4", true, false, 12, 16, 1, 4)]
    [InlineData("le:s12/16X2>>4", false, true, 12, 16, 2, 4)]
    [InlineData("be:s24/32>>8", true, true, 24, 32, 1, 8)]
    [InlineData("le:s64/64>>0", false, true, 64, 64, 1, 0)]
    [InlineData("le:u1/8>>7", false, false, 1, 8, 1, 7)]
    public void The_text_of_sysfs_is_understood(string text, bool bigEndian, bool negative, int bits, int storage, int repeat, int shift) =>
        Assert.Equal(new(bigEndian, negative, bits, storage, repeat, shift), IioSampleType.Parse(text, "x"));

    [Theory]
    [InlineData("")]
    [InlineData("le:s16/16")]
    [InlineData("le:s16>>0/16")]
    [InlineData("xe:s16/16>>0")]
    [InlineData("le:f32/32>>0")]
    [InlineData("le:s/16>>0")]
    [InlineData("le:s0/16>>0")]
    [InlineData("le:s17/16>>0")]
    [InlineData("le:s12/16>>5")]
    [InlineData("le:s12/16>>-1")]
    [InlineData("le:s+12/16>>0")]
    [InlineData("le:s24/24>>0")]
    [InlineData("le:s128/128>>0")]
    [InlineData("le:s16/16X0>>0")]
    [InlineData("le:s16/16X3>>0")]
    [InlineData("le:s16/16X17>>0")]
    [InlineData("le:s16/16X99999999999999999999>>0")]
    [InlineData("le:s99999999999999999999/16>>0")]
    [InlineData("le:s16/16>>0 and more that no driver would write")]
    public void Anything_else_is_refused_with_its_place(string text) =>
        Assert.StartsWith("/sys/x: '", Assert.Throws<DeviceException>(() => IioSampleType.Parse(text, "/sys/x")).Message);

    [Theory]
    [InlineData("le:s16/16>>0", "FF FF", -1)]
    [InlineData("be:s16/16>>0", "80 00", -32768)]
    [InlineData("le:u16/16>>0", "FF FF", 65535)]
    [InlineData("be:s12/16>>4", "80 0F", -2048)]
    [InlineData("be:u12/16>>4", "80 0F", 2048)]
    // What lies above the figure means nothing.
    [InlineData("le:s12/16>>0", "FF F7", 2047)]
    [InlineData("be:s24/32>>8", "FF FF FE 55", -2)]
    [InlineData("le:s24/32>>0", "FE FF FF AA", -2)]
    [InlineData("le:s8/8>>0", "80", -128)]
    [InlineData("le:u1/8>>7", "80", 1)]
    [InlineData("be:s64/64>>0", "80 00 00 00 00 00 00 00", long.MinValue)]
    [InlineData("le:s16/16X2>>0", "02 00 09 00", 2)]
    public void Raw_bytes_become_the_figure(string type, string bytes, long figure) =>
        Assert.Equal(figure, IioSampleType.Parse(type, "x").Decode(Convert.FromHexString(bytes.Replace(" ", ""))));

    [Fact]
    public void No_text_does_worse_than_a_refusal() =>
        Gen.String[Gen.Char["le:su0123456789/>X-+ \0é"], 0, 24].Sample(text =>
        {
            try
            {
                IioSampleType t = IioSampleType.Parse(text, "x");
                t.Decode(new byte[t.Bytes]);
            }
            catch (DeviceException)
            {
            }
        });
}
