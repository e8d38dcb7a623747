using V2G.Linux.Sysfs;

namespace V2G.Linux.Devices;

/// <summary>One fan of the kernel's hardware monitoring: a PWM to command it and, mostly, a tachometer.</summary>
public sealed class HwmonFan : IFan
{
    const int MostOfChip = 16;

    readonly string _pwm, _tachometer;

    HwmonFan(string chip, int number)
    {
        _pwm = Path.Combine(chip, $"pwm{number}");
        _tachometer = Path.Combine(chip, $"fan{number}_input");
        Name = $"{SysfsAttribute.ReadOrNull(Path.Combine(chip, "name")) ?? Path.GetFileName(chip)} {number}";
        HasTachometer = File.Exists(_tachometer);
        // 1: by hand. A driver without the choice has no other.
        string enable = _pwm + "_enable";
        if (File.Exists(enable)) SysfsAttribute.Write(enable, "1");
    }

    public string Name { get; }

    public bool HasTachometer { get; }

    /// <summary>Every fan that can be commanded, chip after chip.</summary>
    /// <exception cref="DeviceException">One may not be taken over.</exception>
    public static IReadOnlyList<HwmonFan> All(string root = "/sys/class/hwmon")
    {
        List<HwmonFan> fans = [];
        if (!Directory.Exists(root)) return fans;
        foreach (string chip in Directory.EnumerateDirectories(root).Order(StringComparer.Ordinal))
        {
            for (int i = 1; i <= MostOfChip; i++)
                if (File.Exists(Path.Combine(chip, $"pwm{i}"))) fans.Add(new(chip, i));
        }
        return fans;
    }

    public double Command(double duty)
    {
        SysfsAttribute.Write(_pwm, ((int)Math.Round(Math.Clamp(duty, 0, 1) * 255)).ToString(System.Globalization.CultureInfo.InvariantCulture));
        return duty;
    }

    public double Rpm()
    {
        string? text = SysfsAttribute.ReadOrNull(_tachometer);
        return text is not null && SysfsAttribute.Integer(text, 0, 1_000_000) is { } rpm ? rpm : double.NaN;
    }
}
