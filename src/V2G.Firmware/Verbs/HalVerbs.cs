using ConsoleAppFramework;
using V2G.Firmware.Terminal;
using V2G.Linux.Inventory;

namespace V2G.Firmware.Verbs;

/// <summary>Null where there is nothing to say.</summary>
internal sealed record ShownDevice(string Kind, string? Path, string? Name, string? Driver, string Health, string[] Facts);

internal sealed record HalReport(ShownDevice[] Devices);

internal sealed class HalVerbs
{
    /// <summary>Every device of the board: kind, path, name, driver and whether this user can use it. Changes nothing.</summary>
    /// <param name="json">Print JSON.</param>
    [Command("list")]
    public int List(bool json = false)
    {
        HalReport report = new([.. DeviceInventory.List(new DeviceTree()).Select(d => new ShownDevice(d.Kind, OrNull(d.Path), OrNull(d.Name), OrNull(d.Driver), d.Health, d.Facts))]);
        if (json)
        {
            Reports.Print(report, Reports.Default.HalReport);
            return ExitCode.Ok;
        }
        foreach (ShownDevice d in report.Devices)
        {
            string facts = d.Facts.Length == 0 ? "" : "  " + string.Join("  ", d.Facts);
            Console.Out.WriteLine($"{d.Kind,-12} {d.Path ?? "-",-20} {d.Name ?? "-",-20} {d.Driver ?? "-",-14} {d.Health}{facts}");
        }
        return ExitCode.Ok;
    }

    static string? OrNull(string text) => text.Length == 0 ? null : text;
}
