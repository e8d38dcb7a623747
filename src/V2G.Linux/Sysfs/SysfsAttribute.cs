using System.Globalization;
using System.Text;
using V2G.Linux.Devices;

namespace V2G.Linux.Sysfs;

/// <summary>
/// One value of sysfs. What a driver shows there is text that somebody else wrote: bounded before it is read, and a number outside
/// of what it may be is an error that names the file.
/// </summary>
static class SysfsAttribute
{
    /// <summary>sysfs itself never shows more than a page.</summary>
    public const int MostBytes = 4096;

    /// <exception cref="DeviceException">Missing, no access, or no text.</exception>
    public static string Read(string path) => TryRead(path, out string text, out DeviceException? why) ? text : throw why!;

    /// <summary>The text without white space around it; null when it can't be read, for whatever reason.</summary>
    public static string? ReadOrNull(string path) => TryRead(path, out string text, out _) ? text : null;

    static bool TryRead(string path, out string text, out DeviceException? why)
    {
        text = "";
        why = null;
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            Span<byte> bytes = stackalloc byte[MostBytes + 1];
            int length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (length > MostBytes) why = new($"{path}: longer than {MostBytes} bytes, the most that sysfs shows");
            else if (bytes[..length].Trim(" \t\n\r\0"u8).IndexOfAnyInRange((byte)0, (byte)8) >= 0) why = new($"{path}: is no text");
            else text = Encoding.UTF8.GetString(bytes[..length]).Trim(' ', '\t', '\n', '\r', '\0');
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            why = new($"{path}: not there", DeviceTrouble.Absent);
        }
        catch (UnauthorizedAccessException)
        {
            why = new($"{path}: may not be read", DeviceTrouble.NoAccess);
        }
        catch (IOException e)
        {
            // Drivers answer a read with an error of their own when the hardware doesn't.
            why = new($"{path}: can't be read: {e.Message}");
        }
        return why is null;
    }

    /// <exception cref="DeviceException">No such number there.</exception>
    public static long ReadInteger(string path, long least, long most) =>
        Integer(Read(path), least, most) ?? throw new DeviceException($"{path}: '{Shown(Read(path))}' is no whole number in {least} … {most}");

    /// <summary>A whole decimal number within its range, else null.</summary>
    public static long? Integer(string text, long least, long most) =>
        text.Length <= 20 && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) && value >= least && value <= most ? value : null;

    /// <exception cref="DeviceException">No such number there.</exception>
    public static double ReadNumber(string path, double least, double most) =>
        Number(Read(path), least, most) ?? throw new DeviceException($"{path}: '{Shown(Read(path))}' is no number in {least:R} … {most:R}");

    /// <summary>A finite number within its range, else null.</summary>
    public static double? Number(string text, double least, double most) =>
        text.Length <= 40 && double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out double value)
        && value >= least && value <= most ? value : null;

    /// <exception cref="DeviceException">Missing, no access, or the driver refused the value.</exception>
    public static void Write(string path, string value)
    {
        try
        {
            // Never create: a name that isn't there is a mistake.
            using FileStream stream = new(path, FileMode.Truncate, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            stream.Write(Encoding.ASCII.GetBytes(value));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DeviceException($"{path}: not there", DeviceTrouble.Absent);
        }
        catch (UnauthorizedAccessException)
        {
            throw new DeviceException($"{path}: may not be written (the udev rules give it to group v2g-io)", DeviceTrouble.NoAccess);
        }
        catch (IOException e)
        {
            throw new DeviceException($"{path}: '{value}' refused: {e.Message}");
        }
    }

    /// <summary>Foreign text as it may be shown: short, and nothing that a terminal would obey.</summary>
    public static string Shown(string text)
    {
        StringBuilder shown = new();
        foreach (char c in text.AsSpan(0, Math.Min(text.Length, 64))) shown.Append(char.IsControl(c) ? '?' : c);
        return text.Length > 64 ? shown.Append('…').ToString() : shown.ToString();
    }
}
