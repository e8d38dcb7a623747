using System.Text;
using V2G.Linux.Devices;
using V2G.Linux.Iio;
using V2G.Linux.RealTime;

namespace V2G.Linux.Tests.Iio;

/// <summary>Slow levels, on files that stand for sysfs.</summary>
public sealed class IioLevelTests : IDisposable
{
    readonly string _root = Directory.CreateTempSubdirectory("v2g-test-").FullName;

    public IioLevelTests()
    {
        Write("name", "cp-adc");
        Write("in_voltage0_raw", "2000\n");
        Write("in_voltage0_offset", "-10");
        Write("in_voltage_scale", "1.25");
        Write("in_voltage1_input", "-1500.5\n");
        // The same attribute without a scale of its own or of its kind.
        Write("in_temp_raw", "21");
    }

    void Write(string attribute, string text)
    {
        string path = Path.Combine(Directory.CreateDirectory(Path.Combine(_root, "iio:device0")).FullName, attribute);
        using FileStream file = new(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite, 0);
        file.SetLength(0);
        file.Write(Encoding.ASCII.GetBytes(text));
    }

    [Theory]
    [InlineData("cp-adc/in_voltage0", 2487.5)]
    [InlineData("iio:device0/in_voltage1", -1500.5)]
    [InlineData("cp-adc/in_temp", 21)]
    public void A_channel_is_read_in_the_kernels_unit(string name, double expected)
    {
        using IioLevel level = new(name, _root);
        Assert.True(level.TryRead(out double value));
        Assert.Equal(expected, value, 9);
        Write("in_voltage0_raw", "-2000\n");
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) level.TryRead(out value);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        if (name.EndsWith("voltage0", StringComparison.Ordinal)) Assert.Equal(-2512.5, value, 9);
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("-0", 0)]
    [InlineData("12.5\n", 12.5)]
    [InlineData("-0.000001", -0.000001)]
    [InlineData("123456789012345", 123456789012345)]
    public void A_number_is_read(string text, double expected)
    {
        Assert.True(IioLevel.TryParse(Encoding.ASCII.GetBytes(text), out double value));
        Assert.Equal(expected, value, 9);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("1.2.3")]
    [InlineData("0x10")]
    [InlineData("1e5")]
    [InlineData("NaN")]
    [InlineData("--1")]
    [InlineData("1 2")]
    [InlineData("1234567890123456")]
    public void What_is_none_is_not(string text) => Assert.False(IioLevel.TryParse(Encoding.ASCII.GetBytes(text), out _));

    [Fact]
    public void Random_bytes_are_never_more_than_no_number()
    {
        Random random = new(4);
        byte[] bytes = new byte[24];
        for (int n = 0; n < 20_000; n++)
        {
            random.NextBytes(bytes);
            // Mostly of the letters that numbers are made of.
            for (int i = 0; i < bytes.Length; i++)
                if (random.Next(4) > 0) bytes[i] = (byte)"0123456789-. \n"[bytes[i] % 14];
            ReadOnlySpan<byte> text = bytes.AsSpan(0, random.Next(bytes.Length));
            if (IioLevel.TryParse(text, out double value)) Assert.Equal(double.Parse(Encoding.ASCII.GetString(text).Trim(' ', '\n', '\0'), System.Globalization.CultureInfo.InvariantCulture), value, 1e-6 * Math.Max(1, Math.Abs(value)));
        }
    }

    [Theory]
    [InlineData("cp-adc", "write DEVICE/CHANNEL")]
    [InlineData("cp-adc/", "write DEVICE/CHANNEL")]
    [InlineData("cp-adc/in_voltage7", "no channel 'in_voltage7'")]
    [InlineData("other/in_voltage0", "no IIO device 'other'; allowed: cp-adc")]
    public void What_is_not_there_is_said(string name, string said) => Assert.Contains(said, Assert.Throws<DeviceException>(() => new IioLevel(name, _root)).Message);

    [Fact]
    public void The_sampler_keeps_the_newest_with_its_stamp_and_what_can_not_be_read_grows_old()
    {
        using LevelSampler sampler = new(["cp-adc/in_voltage0", "cp-adc/in_voltage1"], new(), _root);
        Until(() => sampler.Newest(0, out _) == 2487.5 && sampler.Newest(1, out _) == -1500.5);
        Write("in_voltage0_raw", "1000");
        Until(() => sampler.Newest(0, out _) == 1237.5);
        Write("in_voltage0_raw", "broken");
        Thread.Sleep(30);
        sampler.Newest(0, out long then);
        Until(() => sampler.Newest(0, out long now) == 1237.5 && now == then && MonotonicClock.NowNs - now > 50_000_000);
        sampler.Newest(1, out long other);
        Until(() => sampler.Newest(1, out long now) == -1500.5 && now > other);
    }

    static void Until(Func<bool> so)
    {
        for (int patience = 2000; !so(); patience--)
        {
            Assert.True(patience > 0, "it does not come about");
            Thread.Sleep(5);
        }
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
