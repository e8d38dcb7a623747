using System.Buffers.Binary;
using V2G.Linux.Devices;
using V2G.Linux.Iio;

namespace V2G.Linux.Tests.Iio;

public sealed class IioCaptureTests : IDisposable
{
    const string Device = "sys/iio:device3";

    readonly TemporaryDirectory _root = new();

    public IioCaptureTests()
    {
        _root.File($"{Device}/name", "grid-adc").File($"{Device}/buffer/enable", "0").File($"{Device}/buffer/length", "2").File($"{Device}/buffer/watermark", "1")
            .File($"{Device}/current_timestamp_clock", "realtime").File($"{Device}/trigger/current_trigger", "")
            .File($"{Device}/in_voltage_scale", "0.5").File($"{Device}/in_voltage1_scale", "2").File($"{Device}/in_voltage1_offset", "-10")
            .File("sys/trigger0/name", "mains").File("sys/trigger0/sampling_frequency", "100.000")
            .File("sys/iio:device4/name", "other");
        Element("in_voltage0", 0, "le:s16/16>>0");
        Element("in_voltage1", 1, "be:s12/16>>4");
        Element("in_current2", 2, "le:s32/32>>0");
        Element("in_timestamp", 3, "le:s64/64>>0");
        _root.File("dev/iio:device3", "");
        File.WriteAllBytes(_root.At("dev/iio:device3"), []);
    }

    [Fact]
    public void Setting_up_writes_what_was_asked_for_and_nothing_else()
    {
        using (IioCapture capture = new(Settings("in_voltage1") with { Trigger = "mains", SamplingFrequencyHz = 6400, BufferScans = 64, WatermarkScans = 16 }))
        {
            Assert.Equal((1, 16, 6400.0), (capture.ChannelCount, capture.ScanBytes, capture.SamplingFrequencyHz));
            Assert.Equal("1", _root.Text($"{Device}/buffer/enable"));
        }
        Assert.Equal(("0", "1", "0", "1"), (Enabled("in_voltage0"), Enabled("in_voltage1"), Enabled("in_current2"), Enabled("in_timestamp")));
        Assert.Equal(("64", "16", "monotonic", "mains", "6400"), (_root.Text($"{Device}/buffer/length"), _root.Text($"{Device}/buffer/watermark"),
            _root.Text($"{Device}/current_timestamp_clock"), _root.Text($"{Device}/trigger/current_trigger"), _root.Text("sys/trigger0/sampling_frequency")));
        Assert.Equal("0", _root.Text($"{Device}/buffer/enable"));
    }

    [Fact]
    public void Scans_come_in_the_order_asked_for_scaled_and_with_their_times()
    {
        Scans((100, -3, 7, 5_000), (-100, 2047, -70_000, 6_000));
        using IioCapture capture = new(Settings("in_current2", "in_voltage1", "in_voltage0"));
        double[] values = new double[9];
        long[] times = new long[3];
        Assert.Equal(2, capture.Read(values, times));
        Assert.Equal([7, -26, 50, -70_000, 4074, -50], values[..6]);
        Assert.Equal([5_000, 6_000], times[..2]);
        Assert.Equal(0, capture.Read(values, times));
    }

    [Fact]
    public void Part_of_a_scan_waits_for_its_rest()
    {
        Scans((1, 1, 1, 10), (2, 2, 2, 20));
        byte[] all = File.ReadAllBytes(_root.At("dev/iio:device3"));
        File.WriteAllBytes(_root.At("dev/iio:device3"), all[..10]);
        using IioCapture capture = new(Settings("in_voltage0", "in_voltage1", "in_current2"));
        double[] values = new double[30];
        long[] times = new long[10];
        Assert.Equal(0, capture.Read(values, times));
        using (FileStream more = new(_root.At("dev/iio:device3"), FileMode.Append)) more.Write(all.AsSpan(10, 20));
        Assert.Equal(1, capture.Read(values, times));
        Assert.Equal(10, times[0]);
        using (FileStream more = new(_root.At("dev/iio:device3"), FileMode.Append)) more.Write(all.AsSpan(30));
        Assert.Equal(1, capture.Read(values, times));
        Assert.Equal((20, 2.0), (times[0], values[2]));
    }

    [Fact]
    public void Reading_allocates_nothing()
    {
        Scans([.. Enumerable.Range(0, 200).Select(i => (i, 0, 0, (long)i))]);
        using IioCapture capture = new(Settings("in_voltage0", "in_voltage1", "in_current2"));
        double[] values = new double[3 * 16];
        long[] times = new long[16];
        capture.Read(values, times);
        int scans = 0;
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 20; i++) scans += capture.Read(values, times);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(184, scans);
    }

    [Theory]
    [InlineData("adc", "in_voltage0", "no IIO device 'adc'; allowed: grid-adc, other")]
    [InlineData("grid-adc", "in_voltage7", "no channel 'in_voltage7' to capture; allowed: in_voltage0, in_voltage1, in_current2")]
    [InlineData("other", "in_voltage0", "not there")]
    public void A_name_that_is_not_there_is_told_with_those_that_are(string device, string channel, string said)
    {
        DeviceException e = Assert.Throws<DeviceException>(() => new IioCapture(Settings(channel) with { Device = device }));
        Assert.Equal(DeviceTrouble.Absent, e.Trouble);
        Assert.Contains(said, e.Message);
    }

    [Fact]
    public void A_trigger_of_no_such_name_is_told_with_those_that_are() =>
        Assert.Contains("no IIO trigger 'x'; allowed: mains", Assert.Throws<DeviceException>(() => new IioCapture(Settings("in_voltage0") with { Trigger = "x" })).Message);

    [Theory]
    [InlineData("scan_elements/in_voltage0_type", "le:s99/16>>0")]
    [InlineData("scan_elements/in_voltage0_index", "-1")]
    [InlineData("scan_elements/in_voltage0_index", "99999999999999999999999")]
    [InlineData("scan_elements/in_voltage0_index", "1\n2")]
    [InlineData("scan_elements/in_voltage0_index", "3")]
    [InlineData("scan_elements/in_timestamp_type", "le:s32/32>>0")]
    [InlineData("in_voltage_scale", "NaN")]
    [InlineData("in_voltage_scale", "1e400")]
    [InlineData("in_voltage_scale", "0,5")]
    [InlineData("in_voltage_scale", "")]
    public void Hostile_attributes_are_refused_before_anything_is_captured(string attribute, string text)
    {
        _root.File($"{Device}/{attribute}", text);
        Assert.Equal(DeviceTrouble.Failed, Assert.Throws<DeviceException>(() => new IioCapture(Settings("in_voltage0"))).Trouble);
        Assert.Equal("0", _root.Text($"{Device}/buffer/enable"));
    }

    [Fact]
    public void An_attribute_without_end_is_read_no_further_than_a_page()
    {
        _root.File($"{Device}/scan_elements/in_voltage0_type", new string('9', 100_000));
        Assert.Contains("longer than 4096 bytes", Assert.Throws<DeviceException>(() => new IioCapture(Settings("in_voltage0"))).Message);
    }

    [Fact]
    public void A_name_full_of_control_characters_reaches_no_terminal()
    {
        _root.File("sys/iio:device5/name", "evil\u001b[2J" + new string('x', 500));
        string name = IioDevice.All(_root.At("sys"))[^1].Name;
        Assert.StartsWith("evil?[2J", name);
        Assert.True(name.Length < 70);
    }

    IioCaptureSettings Settings(params string[] channels) => new("grid-adc", channels) { SysfsRoot = _root.At("sys"), DeviceDirectory = _root.At("dev") };

    void Element(string channel, int index, string type) =>
        _root.File($"{Device}/scan_elements/{channel}_en", "0").File($"{Device}/scan_elements/{channel}_index", index.ToString()).File($"{Device}/scan_elements/{channel}_type", type);

    string Enabled(string channel) => _root.Text($"{Device}/scan_elements/{channel}_en");

    // All three channels: 16 bits, 12 of 16 big endian, 32 bits at 4, the time at 8.
    void Scans(params (int V0, int V1, int I2, long Ns)[] scans)
    {
        byte[] bytes = new byte[16 * scans.Length];
        for (int i = 0; i < scans.Length; i++)
        {
            Span<byte> at = bytes.AsSpan(16 * i);
            BinaryPrimitives.WriteInt16LittleEndian(at, (short)scans[i].V0);
            BinaryPrimitives.WriteInt16BigEndian(at[2..], (short)(scans[i].V1 << 4 | 0xF));
            BinaryPrimitives.WriteInt32LittleEndian(at[4..], scans[i].I2);
            BinaryPrimitives.WriteInt64LittleEndian(at[8..], scans[i].Ns);
        }
        File.WriteAllBytes(_root.At("dev/iio:device3"), bytes);
    }

    public void Dispose() => _root.Dispose();
}
