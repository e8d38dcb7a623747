using Tmds.Linux;
using V2G.Linux.Devices;

namespace V2G.Linux.Gpio;

/// <summary>Lines of one chip asked of the kernel together; they change and are read together.</summary>
static unsafe class GpioRequest
{
    const string Consumer = "v2g";

    /// <summary>What one line is asked to be.</summary>
    public readonly record struct Wish(string Name, ulong Flags, bool Initial, int DebounceMicroseconds);

    /// <exception cref="DeviceException">A name isn't there, the lines are on several chips, one is taken or can't be what is asked.</exception>
    public static DeviceFile Open(ReadOnlySpan<Wish> wishes, uint eventBuffer, string deviceDirectory)
    {
        if (wishes.Length is 0 or > GpioAbi.MostLines) throw new ArgumentException($"1 … {GpioAbi.MostLines} lines, not {wishes.Length}", nameof(wishes));
        GpioLineInfo[] lines = new GpioLineInfo[wishes.Length];
        for (int i = 0; i < wishes.Length; i++) lines[i] = GpioChip.Find(wishes[i].Name, deviceDirectory);
        string path = lines[0].ChipPath;
        if (lines.FirstOrDefault(l => l.ChipPath != path) is { } other)
            throw new DeviceException($"GPIO lines '{lines[0].Name}' ({path}) and '{other.Name}' ({other.ChipPath}) are on different chips: they can't change together");

        GpioAbi.LineRequest request = Build(wishes);
        request.EventBufferSize = eventBuffer;
        for (int i = 0; i < lines.Length; i++) request.Offsets[i] = (uint)lines[i].Offset;
        using GpioChip chip = new(path);
        string names = string.Join(", ", lines.Select(l => l.Name));
        int error = chip.File.TryControl(GpioAbi.GetLine, &request);
        if (error != 0) throw DeviceException.From($"{path} {names}", "can't be had", error, Help(error, chip, lines));
        DeviceFile file = DeviceFile.Of($"{path} {names}", request.Descriptor);
        if (LibC.fcntl(file.Descriptor, LibC.F_SETFL, LibC.O_NONBLOCK) == 0) return file;
        error = LibC.errno;
        file.Dispose();
        throw DeviceException.From($"{path} {names}", "can't be read without waiting", error);
    }

    /// <summary>Everything but the offsets.</summary>
    public static GpioAbi.LineRequest Build(ReadOnlySpan<Wish> wishes)
    {
        GpioAbi.LineRequest request = new() { Consumer = GpioAbi.Name.From(Consumer), LineCount = (uint)wishes.Length };
        request.Config.Flags = wishes[0].Flags;
        ulong initial = 0;
        for (int i = 0; i < wishes.Length; i++)
        {
            Wish wish = wishes[i];
            if (wish.Initial) initial |= 1UL << i;
            if (wish.Flags != wishes[0].Flags) Add(ref request.Config, GpioAbi.AttributeFlags, wish.Flags, 1UL << i);
            if (wish.DebounceMicroseconds > 0) Add(ref request.Config, GpioAbi.AttributeDebounce, (ulong)wish.DebounceMicroseconds, 1UL << i);
        }
        if ((wishes[0].Flags & GpioAbi.Output) != 0)
            Add(ref request.Config, GpioAbi.AttributeOutputValues, initial, wishes.Length == 64 ? ulong.MaxValue : (1UL << wishes.Length) - 1);
        return request;
    }

    static string? Help(int error, GpioChip chip, GpioLineInfo[] lines)
    {
        if (error == LibC.EBUSY)
        {
            GpioLineInfo taken = lines.Select(l => chip.Line(l.Offset)).FirstOrDefault(l => l.Used) ?? lines[0];
            return $"'{taken.Name}' belongs to '{(taken.Consumer.Length == 0 ? "the kernel" : taken.Consumer)}'";
        }
        return error == LibC.EINVAL ? "the chip can't do that bias, drive or edge, or the same line is named twice" : null;
    }

    // The kernel takes ten attributes, each for any set of lines: lines with equal settings share one.
    static void Add(ref GpioAbi.LineConfig config, uint id, ulong value, ulong mask)
    {
        for (int i = 0; i < config.AttributeCount; i++)
        {
            ref GpioAbi.ConfigAttribute known = ref config.Attributes[i];
            if (known.Attribute.Id != id || known.Attribute.Value != value) continue;
            known.Mask |= mask;
            return;
        }
        if (config.AttributeCount == 10) throw new DeviceException("more than ten different settings in one request for GPIO lines");
        config.Attributes[(int)config.AttributeCount++] = new() { Attribute = new() { Id = id, Value = value }, Mask = mask };
    }
}
