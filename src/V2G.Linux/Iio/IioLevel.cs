using Tmds.Linux;
using V2G.Linux.Devices;

namespace V2G.Linux.Iio;

/// <summary>
/// One channel of a converter read on demand by its attribute (in_voltage0_raw, or in_voltage0_input): for what moves slowly. A read may wait
/// as long as the converter takes; it allocates nothing and never throws.
/// </summary>
public sealed unsafe class IioLevel : IDisposable
{
    const int MostBytes = 64;

    readonly DeviceFile _file;
    readonly IioScale _scale;

    /// <param name="name">DEVICE/CHANNEL, by the device's name: cp-adc/in_voltage0.</param>
    /// <exception cref="DeviceException">It is not there.</exception>
    public IioLevel(string name, string sysfsRoot = IioDevice.SysfsRoot)
    {
        int slash = name.LastIndexOf('/');
        if (slash <= 0 || slash == name.Length - 1) throw new DeviceException($"level '{name}': write DEVICE/CHANNEL, cp-adc/in_voltage0");
        string channel = name[(slash + 1)..], directory = IioDevice.Find(name[..slash], sysfsRoot).SysfsPath;
        string raw = Path.Combine(directory, channel + "_raw"), input = Path.Combine(directory, channel + "_input");
        bool processed = !File.Exists(raw);
        if (processed && !File.Exists(input)) throw new DeviceException($"{directory}: no channel '{channel}' (neither {channel}_raw nor {channel}_input)", DeviceTrouble.Absent);
        _scale = processed ? new(0, 1) : IioScale.Of(directory, channel);
        _file = DeviceFile.Open(processed ? input : raw, LibC.O_RDONLY);
        Name = name;
    }

    public string Name { get; }

    /// <summary>In the unit of the kernel's ABI: mV for a voltage.</summary>
    /// <returns>False: the converter did not answer, or with something else than a number.</returns>
    public bool TryRead(out double value)
    {
        byte* bytes = stackalloc byte[MostBytes];
        long length = (long)LibC.pread(_file.Descriptor, bytes, MostBytes, 0);
        value = double.NaN;
        if (length is <= 0 or >= MostBytes || !TryParse(new(bytes, (int)length), out double raw)) return false;
        value = (raw + _scale.Offset) * _scale.Scale;
        return true;
    }

    /// <summary>A decimal number with at most 15 digits, alone but for a line's end.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> text, out double value)
    {
        value = double.NaN;
        text = text.Trim(" \n\0"u8);
        bool negative = text.Length > 0 && text[0] == '-';
        if (negative) text = text[1..];
        long digits = 0, divisor = 0;
        int count = 0;
        foreach (byte c in text)
        {
            if (c == '.' && divisor == 0 && count > 0)
            {
                divisor = 1;
                continue;
            }
            if (c is < (byte)'0' or > (byte)'9' || ++count > 15) return false;
            digits = 10 * digits + (c - '0');
            divisor *= 10;
        }
        if (count == 0 || divisor == 1) return false;
        value = divisor == 0 ? digits : (double)digits / divisor;
        if (negative) value = -value;
        return true;
    }

    public void Dispose() => _file.Dispose();
}
