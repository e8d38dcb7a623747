using System.Buffers.Binary;
using System.Globalization;
using V2G.Firmware.Configuration;

namespace V2G.Firmware.Tests.Run;

/// <summary>
/// A converter of six channels as the kernel shows it: attributes, and scans in a file that stands for its device. Its time is moved by
/// hand. It samples three phases through a divider and a transformer, with noise of about a digit.
/// </summary>
internal sealed class FakeConverter : IDisposable
{
    public const double VoltageRatio = 400, CurrentRatio = 50, MillivoltsPerDigit = 0.125;
    const int Channels = 6;

    readonly string _directory = Directory.CreateTempSubdirectory("v2g-test-").FullName;
    readonly Random _noise = new(5);
    readonly FileStream _device;
    int[] _enabled = [];
    byte[] _scan = [];
    double _nextNs;

    public FakeConverter(double nominalHz = 16_000)
    {
        File("iio:device2/name", "grid-adc");
        File("iio:device2/buffer/enable", "0");
        File("iio:device2/buffer/length", "2");
        File("iio:device2/buffer/watermark", "1");
        File("iio:device2/current_timestamp_clock", "realtime");
        File("iio:device2/trigger/current_trigger", "");
        File("iio:device2/in_voltage_scale", MillivoltsPerDigit.ToString(CultureInfo.InvariantCulture));
        File("iio:device2/sampling_frequency", nominalHz.ToString(CultureInfo.InvariantCulture));
        for (int channel = 0; channel <= Channels; channel++)
        {
            string element = channel == Channels ? "in_timestamp" : $"in_voltage{channel}";
            File($"iio:device2/scan_elements/{element}_en", "0");
            File($"iio:device2/scan_elements/{element}_index", channel.ToString(CultureInfo.InvariantCulture));
            File($"iio:device2/scan_elements/{element}_type", channel == Channels ? "le:s64/64>>0" : "le:s24/32>>0");
        }
        Directory.CreateDirectory(Devices);
        _device = new(Path.Combine(Devices, "iio:device2"), FileMode.Create, FileAccess.Write, FileShare.Read);
        RateHz = nominalHz;
        _nextNs = NowNs;
    }

    public string Sysfs => Path.Combine(_directory, "sys");

    public string Devices => Path.Combine(_directory, "dev");

    public long NowNs { get; private set; } = 3_600_000_000_000;

    /// <summary>As its own crystal has it.</summary>
    public double RateHz { get; init; }

    public double Hz { get; set; } = 60;

    public double PhaseVolts { get; set; } = 277.128;

    /// <summary>In phase with the voltage: + is out of the EVSE.</summary>
    public double Amperes { get; set; }

    /// <summary>Its cable is pulled: nothing comes.</summary>
    public bool Pulled { get; set; }

    /// <summary>It goes on stamping what it saw last.</summary>
    public bool Stuck { get; set; }

    public static BoardSettings Board => new() { Samples = "grid-adc", SampleRateHz = 16_000, VoltageRatio = VoltageRatio, CurrentRatio = CurrentRatio };

    public string Attribute(string name) => System.IO.File.ReadAllText(Path.Combine(Sysfs, "iio:device2", name)).Trim();

    /// <summary>Time goes on, and what is sampled in it can be read.</summary>
    public void Advance(long ns)
    {
        if (_enabled.Length == 0) Enable();
        NowNs += ns;
        for (; _nextNs <= NowNs; _nextNs += 1e9 / RateHz)
        {
            if (Pulled) continue;
            if (!Stuck) Sample();
            BinaryPrimitives.WriteInt64LittleEndian(_scan.AsSpan(_scan.Length - 8), (long)_nextNs);
            _device.Write(_scan);
        }
        _device.Flush();
    }

    // Only what was asked for is in a scan; the time lies at a multiple of its own eight bytes.
    void Enable()
    {
        _enabled = [.. Enumerable.Range(0, Channels).Where(c => Attribute($"scan_elements/in_voltage{c}_en") == "1")];
        _scan = new byte[(4 * _enabled.Length + 7) / 8 * 8 + 8];
    }

    void Sample()
    {
        for (int i = 0; i < _enabled.Length; i++)
        {
            int channel = _enabled[i];
            double peak = Math.Sqrt(2) * (channel < 3 ? PhaseVolts / VoltageRatio : Amperes / CurrentRatio);
            double volts = peak * Math.Cos(2 * Math.PI * (Hz * _nextNs * 1e-9 - channel % 3 / 3.0));
            BinaryPrimitives.WriteInt32LittleEndian(_scan.AsSpan(4 * i), (int)Math.Round(volts * 1000 / MillivoltsPerDigit + _noise.NextDouble() + _noise.NextDouble() - 1));
        }
    }

    void File(string name, string text)
    {
        string path = Path.Combine(Sysfs, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllText(path, text + "\n");
    }

    public void Dispose()
    {
        _device.Dispose();
        Directory.Delete(_directory, recursive: true);
    }
}
