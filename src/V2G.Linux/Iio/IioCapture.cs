using System.Buffers.Binary;
using System.Globalization;
using Tmds.Linux;
using V2G.Linux.Devices;
using V2G.Linux.Sysfs;

namespace V2G.Linux.Iio;

/// <summary>
/// Scans of a converter, taken by the kernel at the trigger and read in blocks. Set up by sysfs, so it takes the right to write the
/// device's attributes; reading takes only /dev/iio:deviceN.
/// </summary>
public sealed class IioCapture : IDisposable
{
    internal const string TimestampChannel = "in_timestamp";

    readonly string _sysfs;
    readonly DeviceFile _file;
    readonly IioScanLayout _layout;
    readonly IioSampleType[] _types;
    readonly IioScale[] _scales;
    readonly bool _bigEndianTime;
    readonly byte[] _bytes;
    int _held;

    /// <summary>Sets the device up and starts it.</summary>
    /// <exception cref="DeviceException">A name isn't there, an attribute says what it can't, the driver refused, or no access.</exception>
    public IioCapture(IioCaptureSettings settings)
    {
        if (settings.Channels.Count == 0) throw new ArgumentException("no channels", nameof(settings));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(settings.BufferScans);
        IioDevice device = IioDevice.Find(settings.Device, settings.SysfsRoot);
        _sysfs = device.SysfsPath;
        Set("buffer/enable", "0");
        IioScanElement[] elements = Select(device, settings.Channels);
        _layout = new(elements);
        _types = [.. elements[..^1].Select(e => e.Type)];
        _scales = [.. settings.Channels.Select(c => IioScale.Of(_sysfs, c))];
        _bigEndianTime = elements[^1].Type.BigEndian;
        // The loop counts on CLOCK_MONOTONIC; a device left alone stamps with a clock that people set.
        SetIfThere("current_timestamp_clock", "monotonic");
        string? triggerPath = SetTrigger(settings);
        SamplingFrequencyHz = SetRate(settings.SamplingFrequencyHz, triggerPath);
        Set("buffer/length", Text(settings.BufferScans));
        SetIfThere("buffer/watermark", Text(settings.WatermarkScans));
        _bytes = new byte[checked(_layout.ScanBytes * settings.BufferScans)];
        _file = DeviceFile.Open(Path.Combine(settings.DeviceDirectory, $"iio:device{Text(device.Number)}"), LibC.O_RDONLY | LibC.O_NONBLOCK);
        try
        {
            Set("buffer/enable", "1");
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    public int ChannelCount => _types.Length;

    public int ScanBytes => _layout.ScanBytes;

    /// <summary>As the kernel says it is; null when neither device nor trigger tells.</summary>
    public double? SamplingFrequencyHz { get; }

    /// <summary>
    /// Takes what whole scans there are, oldest first, and never waits: channels in the order asked for, one scan after the other,
    /// in the unit of the kernel's ABI. Allocates nothing, never throws.
    /// </summary>
    /// <param name="values">Room for <see cref="ChannelCount"/> figures of each scan.</param>
    /// <param name="timesNs">When each was taken, CLOCK_MONOTONIC.</param>
    /// <returns>Scans; −1: the device is gone.</returns>
    public int Read(Span<double> values, Span<long> timesNs)
    {
        int scan = _layout.ScanBytes, wanted = Math.Min(timesNs.Length, values.Length / _types.Length);
        wanted = Math.Min(wanted, _bytes.Length / scan);
        if (wanted == 0) return 0;
        int got = _file.TryRead(_bytes.AsSpan(_held, wanted * scan - _held));
        if (got < 0) return -1;
        _held += got;
        int whole = _held / scan;
        for (int i = 0; i < whole; i++)
        {
            ReadOnlySpan<byte> bytes = _bytes.AsSpan(i * scan, scan);
            for (int c = 0; c < _types.Length; c++) values[i * _types.Length + c] = _scales[c].Apply(_types[c].Decode(bytes[_layout.Offset(c)..]));
            ReadOnlySpan<byte> time = bytes[_layout.Offset(_types.Length)..];
            timesNs[i] = _bigEndianTime ? BinaryPrimitives.ReadInt64BigEndian(time) : BinaryPrimitives.ReadInt64LittleEndian(time);
        }
        // A driver may hand over part of a scan; the rest comes with the next read.
        _held -= whole * scan;
        if (_held > 0 && whole > 0) _bytes.AsSpan(whole * scan, _held).CopyTo(_bytes);
        return whole;
    }

    /// <summary>Stops the capture, as far as that is still possible.</summary>
    public void Dispose()
    {
        _file.Dispose();
        try
        {
            Set("buffer/enable", "0");
        }
        catch (DeviceException)
        {
            // A device that is gone captures no more.
        }
    }

    // The wanted channels in their order, then the timestamp.
    IioScanElement[] Select(IioDevice device, IReadOnlyList<string> channels)
    {
        IReadOnlyList<string> there = device.ScanChannels();
        foreach (string channel in channels)
        {
            if (!there.Contains(channel))
                throw new DeviceException($"{device.Name}: no channel '{channel}' to capture; allowed: {(there.Count == 0 ? "none, the device has no buffer" : string.Join(", ", there))}", DeviceTrouble.Absent);
        }
        foreach (string channel in there) Set($"scan_elements/{channel}_en", channels.Contains(channel) ? "1" : "0");
        if (!File.Exists(At($"scan_elements/{TimestampChannel}_en"))) throw new DeviceException($"{device.Name}: gives no timestamps, and a sample without its time is none");
        Set($"scan_elements/{TimestampChannel}_en", "1");
        IioScanElement[] elements = [.. channels.Append(TimestampChannel).Select(Element)];
        if (elements[^1].Type is { StorageBits: 64, Repeat: 1 }) return elements;
        throw new DeviceException($"{device.Name}: its timestamps have other than 64 bits");
    }

    IioScanElement Element(string channel)
    {
        string type = At($"scan_elements/{channel}_type");
        return new(channel, (int)SysfsAttribute.ReadInteger(At($"scan_elements/{channel}_index"), 0, 1023), IioSampleType.Parse(SysfsAttribute.Read(type), type));
    }

    string? SetTrigger(IioCaptureSettings settings)
    {
        string current = At("trigger/current_trigger");
        if (settings.Trigger is { } wanted)
        {
            string path = IioDevice.FindTrigger(wanted, settings.SysfsRoot);
            // A driver refuses to be given what it has already.
            if (SysfsAttribute.Read(current) != wanted) SysfsAttribute.Write(current, wanted);
            return path;
        }
        if (SysfsAttribute.ReadOrNull(current) is not { Length: > 0 } found) return null;
        return IioDevice.FindTrigger(found, settings.SysfsRoot);
    }

    double? SetRate(double? wanted, string? triggerPath)
    {
        string[] places = [At("sampling_frequency"), .. triggerPath is null ? [] : (string[])[Path.Combine(triggerPath, "sampling_frequency")]];
        string? place = places.FirstOrDefault(File.Exists);
        if (place is null) return wanted is null ? null : throw new DeviceException($"{_sysfs}: neither it nor its trigger has a sampling_frequency to set");
        if (wanted is { } hz) SysfsAttribute.Write(place, hz.ToString("0.######", CultureInfo.InvariantCulture));
        return SysfsAttribute.ReadNumber(place, 0, 1e9);
    }

    void Set(string attribute, string value) => SysfsAttribute.Write(At(attribute), value);

    void SetIfThere(string attribute, string value)
    {
        if (File.Exists(At(attribute))) Set(attribute, value);
    }

    string At(string attribute) => Path.Combine(_sysfs, attribute);

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
