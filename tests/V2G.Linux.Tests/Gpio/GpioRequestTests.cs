using System.Runtime.InteropServices;
using V2G.Linux.Devices;
using V2G.Linux.Gpio;

namespace V2G.Linux.Tests.Gpio;

public sealed class GpioRequestTests
{
    [Fact]
    public void Outputs_start_at_the_level_asked_for_and_under_our_name()
    {
        GpioAbi.LineRequest r = GpioRequest.Build([Wish(new("trip")), Wish(new("gate") { Initial = true }), Wish(new("led") { Initial = true })]);
        Assert.Equal(("v2g", 3u, GpioAbi.Output, 1u), (r.Consumer.ToString(), r.LineCount, r.Config.Flags, r.Config.AttributeCount));
        Assert.Equal((GpioAbi.AttributeOutputValues, 0b110ul, 0b111ul), (r.Config.Attributes[0].Attribute.Id, r.Config.Attributes[0].Attribute.Value, r.Config.Attributes[0].Mask));
    }

    [Fact]
    public void Lines_that_differ_from_the_first_share_an_attribute_where_they_agree()
    {
        GpioOutputLine odd = new("b") { ActiveLow = true, Drive = GpioDrive.OpenDrain, Bias = GpioBias.PullUp };
        GpioAbi.LineRequest r = GpioRequest.Build([Wish(new("a")), Wish(odd), Wish(new("c")), Wish(odd)]);
        Assert.Equal(2u, r.Config.AttributeCount);
        GpioAbi.ConfigAttribute flags = r.Config.Attributes[0];
        Assert.Equal((GpioAbi.AttributeFlags, GpioAbi.Output | GpioAbi.ActiveLow | GpioAbi.OpenDrain | GpioAbi.BiasPullUp, 0b1010ul), (flags.Attribute.Id, flags.Attribute.Value, flags.Mask));
    }

    [Fact]
    public void Sixty_four_outputs_have_a_value_each()
    {
        GpioRequest.Wish[] all = [.. Enumerable.Range(0, 64).Select(i => Wish(new($"line{i}") { Initial = i == 63 }))];
        GpioAbi.ConfigAttribute values = GpioRequest.Build(all).Config.Attributes[0];
        Assert.Equal((1ul << 63, ulong.MaxValue), (values.Attribute.Value, values.Mask));
    }

    [Fact]
    public void Inputs_are_given_no_values()
    {
        GpioInputLine line = new("door") { Rising = true, Falling = true, DebounceMicroseconds = 500 };
        GpioAbi.LineRequest r = GpioRequest.Build([new(line.Name, line.Flags, false, line.DebounceMicroseconds)]);
        Assert.Equal(GpioAbi.Input | GpioAbi.EdgeRising | GpioAbi.EdgeFalling, r.Config.Flags);
        Assert.Equal((1u, GpioAbi.AttributeDebounce, 500ul), (r.Config.AttributeCount, r.Config.Attributes[0].Attribute.Id, r.Config.Attributes[0].Attribute.Value));
    }

    [Fact]
    public void A_name_that_no_chip_has_is_absent_in_words()
    {
        using TemporaryDirectory dev = new();
        DeviceException e = Assert.Throws<DeviceException>(() => new GpioOutputs([new("SHUNT_TRIP")], dev.Path));
        Assert.Equal(DeviceTrouble.Absent, e.Trouble);
        Assert.Contains("'SHUNT_TRIP': no line of 0 chips", e.Message);
    }

    [Fact]
    public void What_only_has_a_chips_name_is_said_to_be_none()
    {
        using TemporaryDirectory dev = new();
        dev.File("gpiochip0", "");
        Assert.Contains("is no GPIO chip: Inappropriate ioctl", Assert.Throws<DeviceException>(() => GpioChip.Find("X", dev.Path)).Message);
    }

    [Fact]
    public void Chips_come_in_the_order_of_their_numbers()
    {
        using TemporaryDirectory dev = new();
        dev.File("gpiochip10", "").File("gpiochip2", "").File("gpiochip0", "").File("gpiochip_x", "");
        Assert.Equal(["gpiochip0", "gpiochip2", "gpiochip10", "gpiochip_x"], GpioChip.Paths(dev.Path).Select(p => Path.GetFileName(p)));
    }

    [Fact]
    public void Edges_are_read_as_the_kernel_stamps_them_without_waiting_or_allocating()
    {
        using TemporaryDirectory dev = new();
        GpioAbi.LineEvent[] events = [.. Enumerable.Range(0, 40).Select(i => new GpioAbi.LineEvent
            { TimestampNs = (ulong)(1_000_000 + i), Id = i % 2 == 0 ? GpioAbi.EventRising : GpioAbi.EventFalling, Offset = 7, Sequence = (uint)i + 1 })];
        File.WriteAllBytes(dev.At("events"), MemoryMarshal.AsBytes(events.AsSpan()));
        using GpioInputs inputs = new(DeviceFile.Open(dev.At("events"), 0));
        GpioEdge[] edges = new GpioEdge[30];
        inputs.ReadEdges(edges.AsSpan(0, 1));
        Assert.Equal(new GpioEdge(1_000_000, 7, true, 1), edges[0]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        int first = inputs.ReadEdges(edges), second = inputs.ReadEdges(edges), third = inputs.ReadEdges(edges);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal((30, 9, 0), (first, second, third));
        Assert.Equal(new GpioEdge(1_000_039, 7, false, 40), edges[8]);
    }

    static GpioRequest.Wish Wish(GpioOutputLine line) => new(line.Name, line.Flags, line.Initial, 0);
}
