using V2G.Firmware.Roles;
using V2G.Linux.ProcessImage;

namespace V2G.Firmware.Run;

/// <summary>
/// The sections of the controller's memory file. The checksums are over every field's name, type and place; a test works them out and
/// fails, with the right figure, when a field has moved and neither it nor the version has followed.
/// </summary>
internal static class ImageLayouts
{
    public const ulong ControllerImageChecksum = 0x0901044B81D4850B;
    public const ulong CommandSectionChecksum = 0xDD349DD51303DADF;
    public const ulong BoardEventChecksum = 0xD6745219DBB6AB8D;
    public const ulong LinkDatagramChecksum = 0x21753CBBF3FDA529;

    /// <summary>An hour of a restless night; a reader looks every 100 ms.</summary>
    public const int EventEntries = 1024;

    public const int Shown = 0, Command = 1, Events = 2;

    public static SectionLayout[] Controller =>
    [
        SectionLayout.Newest<ControllerImage>(ControllerImage.LayoutVersion, ControllerImageChecksum),
        SectionLayout.Newest<CommandSection>(1, CommandSectionChecksum),
        SectionLayout.Ring<BoardEvent>(1, BoardEventChecksum, EventEntries),
    ];
}
