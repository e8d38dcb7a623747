using System.Globalization;
using System.Text;
using Tmds.Linux;
using V2G.Linux.Devices;
using V2G.Linux.Sysfs;

namespace V2G.Linux.Pwm;

/// <summary>
/// One channel of a PWM chip (kernel: Documentation/driver-api/pwm.rst, "Using PWMs with the sysfs interface"). The duties that will be asked
/// for are named at the start; changing between them allocates nothing, never waits and never throws.
/// </summary>
public sealed unsafe class PwmOutput : IDisposable
{
    public const string SysfsRoot = "/sys/class/pwm";

    readonly DeviceFile _duty;
    readonly byte[][] _texts;

    /// <param name="name">CHIP/CHANNEL, pwmchip0/0.</param>
    /// <param name="periodNs">Of one pulse, ns.</param>
    /// <param name="dutyNs">The high times that will be asked for; the first is what it starts with.</param>
    /// <exception cref="DeviceException">It is not there, not named like that, or the driver refuses.</exception>
    public PwmOutput(string name, long periodNs, ReadOnlySpan<long> dutyNs, string sysfsRoot = SysfsRoot)
    {
        string[] parts = name.Split('/');
        if (parts is not [{ Length: > 0 } chip, { } number] || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int channel))
            throw new DeviceException($"PWM '{name}': write CHIP/CHANNEL, pwmchip0/0");
        string directory = Path.Combine(sysfsRoot, chip);
        if (!Directory.Exists(directory))
        {
            string[] chips = Directory.Exists(sysfsRoot) ? [.. Directory.EnumerateDirectories(sysfsRoot, "pwmchip*").Select(p => Path.GetFileName(p)!).Order(StringComparer.Ordinal)] : [];
            throw new DeviceException($"{sysfsRoot}: no PWM chip '{chip}'; {(chips.Length == 0 ? "there is none (is its driver loaded?)" : $"allowed: {string.Join(", ", chips)}")}", DeviceTrouble.Absent);
        }
        string output = Path.Combine(directory, $"pwm{channel}");
        if (!Directory.Exists(output)) Export(directory, channel, output);
        _texts = [.. dutyNs.ToArray().Select(ns => Encoding.ASCII.GetBytes(ns.ToString(CultureInfo.InvariantCulture) + '\n'))];
        // A duty may not be longer than its period at any moment, and the polarity can't be changed while it runs.
        SysfsAttribute.Write(Path.Combine(output, "enable"), "0");
        SysfsAttribute.Write(Path.Combine(output, "duty_cycle"), "0");
        SysfsAttribute.Write(Path.Combine(output, "period"), periodNs.ToString(CultureInfo.InvariantCulture));
        if (File.Exists(Path.Combine(output, "polarity"))) SysfsAttribute.Write(Path.Combine(output, "polarity"), "normal");
        Name = name;
        _duty = DeviceFile.Open(Path.Combine(output, "duty_cycle"), LibC.O_WRONLY);
        Failures += Set(0) ? 0 : 1;
        SysfsAttribute.Write(Path.Combine(output, "enable"), "1");
    }

    public string Name { get; }

    /// <summary>Writes that the driver refused since the start.</summary>
    public long Failures { get; private set; }

    /// <summary>One of the duties that were named at the start.</summary>
    /// <returns>False: the driver refused it.</returns>
    public bool Set(int duty)
    {
        ReadOnlySpan<byte> text = _texts[duty];
        long written;
        fixed (byte* bytes = text) written = (long)LibC.pwrite(_duty.Descriptor, bytes, text.Length, 0);
        if (written == text.Length) return true;
        Failures++;
        return false;
    }

    static void Export(string chip, int channel, string output)
    {
        SysfsAttribute.Write(Path.Combine(chip, "export"), channel.ToString(CultureInfo.InvariantCulture));
        // udev gives its files to our group a moment later.
        for (int patience = 50; patience > 0 && !Writable(output); patience--) Thread.Sleep(20);
        if (!Directory.Exists(output)) throw new DeviceException($"{chip}: has no channel {channel}", DeviceTrouble.Absent);
    }

    static bool Writable(string output)
    {
        try
        {
            using FileStream probe = new(Path.Combine(output, "period"), FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 0);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    public void Dispose() => _duty.Dispose();
}
