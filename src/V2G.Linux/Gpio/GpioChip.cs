using System.Globalization;
using Tmds.Linux;
using V2G.Linux.Devices;

namespace V2G.Linux.Gpio;

/// <summary>One GPIO chip: what it is and which lines it has.</summary>
public sealed unsafe class GpioChip : IDisposable
{
    /// <summary>More than any chip has; a bound on what a driver claims.</summary>
    const uint MostLinesOfChip = 4096;

    /// <exception cref="DeviceException">Not there, no access, or no GPIO chip.</exception>
    public GpioChip(string path)
    {
        File = DeviceFile.Open(path, LibC.O_RDWR);
        try
        {
            GpioAbi.ChipInfo info;
            File.Control(GpioAbi.GetChipInfo, &info, "is no GPIO chip");
            Name = info.Name.ToString();
            Label = info.Label.ToString();
            LineCount = (int)Math.Min(info.Lines, MostLinesOfChip);
        }
        catch
        {
            File.Dispose();
            throw;
        }
    }

    internal DeviceFile File { get; }

    public string Path => File.Path;

    public string Name { get; }

    public string Label { get; }

    public int LineCount { get; }

    /// <exception cref="DeviceException">No such line.</exception>
    public GpioLineInfo Line(int offset)
    {
        GpioAbi.LineInfo info = new() { Offset = (uint)offset };
        File.Control(GpioAbi.GetLineInfo, &info, $"line {offset} of {LineCount}", "a kernel built without GPIO v2 has no such request");
        return new(Path, offset, info.Name.ToString(), info.Consumer.ToString(), (info.Flags & GpioAbi.Used) != 0, (info.Flags & GpioAbi.Output) != 0,
            (info.Flags & GpioAbi.ActiveLow) != 0);
    }

    /// <summary>Chips in the order of their numbers.</summary>
    public static IEnumerable<string> Paths(string deviceDirectory = "/dev")
    {
        if (!Directory.Exists(deviceDirectory)) return [];
        return Directory.EnumerateFiles(deviceDirectory, "gpiochip*")
            .OrderBy(p => int.TryParse(System.IO.Path.GetFileName(p)["gpiochip".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out int n) ? n : int.MaxValue)
            .ThenBy(p => p, StringComparer.Ordinal);
    }

    /// <summary>Which line has the name, on whichever chip.</summary>
    /// <exception cref="DeviceException">None has, two have, or chips that may have it can't be opened.</exception>
    public static GpioLineInfo Find(string name, string deviceDirectory = "/dev")
    {
        List<GpioLineInfo> found = [];
        List<DeviceException> closed = [];
        int chips = 0;
        foreach (string path in Paths(deviceDirectory))
        {
            chips++;
            try
            {
                using GpioChip chip = new(path);
                for (int i = 0; i < chip.LineCount; i++)
                {
                    GpioLineInfo line = chip.Line(i);
                    if (line.Name == name) found.Add(line);
                }
            }
            catch (DeviceException e)
            {
                closed.Add(e);
            }
        }
        if (found.Count == 1) return found[0];
        if (found.Count > 1)
            throw new DeviceException($"GPIO line '{name}': {found.Count} lines have that name ({string.Join(", ", found.Select(l => $"{l.ChipPath} {l.Offset}"))}); name one of them anew in the device tree");
        if (closed.FirstOrDefault(e => e.Trouble == DeviceTrouble.NoAccess) is { } refused)
            throw new DeviceException($"GPIO line '{name}': not on a chip that may be opened; {refused.Message}", DeviceTrouble.NoAccess);
        string more = closed.Count == 0 ? "`v2g hal list` shows those that have" : closed[0].Message;
        throw new DeviceException($"GPIO line '{name}': no line of {chips} chips in {deviceDirectory} has that name ({more}; names come from gpio-line-names in the device tree)", DeviceTrouble.Absent);
    }

    public void Dispose() => File.Dispose();
}
