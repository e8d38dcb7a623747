using V2G.Control;
using V2G.Firmware.Run;
using V2G.Linux.ProcessImage;

namespace V2G.Firmware.Roles;

/// <summary>What the inverter link tells the inverter right now.</summary>
internal struct CarriedCommand
{
    public InverterCommand Command;

    /// <summary>The controller's tick that it comes from; 0 for none.</summary>
    public long Tick;
}

/// <summary>The inverter link's own memory file.</summary>
internal sealed class CarriedImage : IDisposable
{
    public const ulong Checksum = 0xF8BE64B08D0E726A;

    readonly ImageWriter _file;
    readonly SectionWriter<CarriedCommand> _section;

    /// <exception cref="IOException">The role's own directory can't be made or written.</exception>
    public CarriedImage()
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        _file = new(Path, Layout);
        _section = _file.Section<CarriedCommand>(0);
    }

    // A directory of the role's own: in the controller's it may not write.
    public static string Path => System.IO.Path.Combine(RunDirectory.Path, Role.InverterLink.Text(), "inverter-link.image");

    public static SectionLayout Layout => SectionLayout.Newest<CarriedCommand>(1, Checksum);

    public void Publish(in InverterCommand command, long tick, long nowNs) => _section.Publish(new() { Command = command, Tick = tick }, nowNs);

    public void Dispose() => _file.Dispose();
}
