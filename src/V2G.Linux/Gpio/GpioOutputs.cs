using V2G.Linux.Devices;

namespace V2G.Linux.Gpio;

/// <summary>
/// Outputs of one chip, by name; bit i is the i-th line asked for. What a line does after it is closed is the chip's own affair:
/// a safe level has to come from the board's resistors.
/// </summary>
public sealed unsafe class GpioOutputs : IDisposable
{
    readonly DeviceFile _file;

    /// <exception cref="DeviceException">See <see cref="GpioRequest"/>.</exception>
    public GpioOutputs(ReadOnlySpan<GpioOutputLine> lines, string deviceDirectory = "/dev")
    {
        GpioRequest.Wish[] wishes = new GpioRequest.Wish[lines.Length];
        for (int i = 0; i < lines.Length; i++) wishes[i] = new(lines[i].Name, lines[i].Flags, lines[i].Initial, 0);
        _file = GpioRequest.Open(wishes, 0, deviceDirectory);
    }

    /// <summary>Chip and names, for messages.</summary>
    public string Description => _file.Path;

    /// <summary>Sets the lines in <paramref name="mask"/> in one step. Allocates nothing, never throws.</summary>
    public bool SetValues(ulong mask, ulong bits)
    {
        GpioAbi.LineValues values = new() { Mask = mask, Bits = bits };
        return _file.TryControl(GpioAbi.SetValues, &values) == 0;
    }

    /// <summary>What the chip says it drives. Allocates nothing, never throws.</summary>
    public bool GetValues(ulong mask, out ulong bits)
    {
        GpioAbi.LineValues values = new() { Mask = mask };
        bool read = _file.TryControl(GpioAbi.GetValues, &values) == 0;
        bits = read ? values.Bits & mask : 0;
        return read;
    }

    public void Dispose() => _file.Dispose();
}
