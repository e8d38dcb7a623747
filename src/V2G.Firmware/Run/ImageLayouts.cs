using V2G.Firmware.Roles;
using V2G.Linux.ProcessImage;

namespace V2G.Firmware.Run;

/// <summary>
/// The sections of the controller's memory file. The checksums are over every field's name, type and place; a test works them out and
/// fails, with the right figure, when a field has moved and neither it nor the version has followed.
/// </summary>
internal static class ImageLayouts
{
    public const ulong ControllerImageChecksum = 0xA99A0BFA3733903B;
    public const ulong CommandSectionChecksum = 0xDD349DD51303DADF;
    public const ulong BoardEventChecksum = 0x4F07302A024193FB;
    public const ulong LinkDatagramChecksum = 0x0B324D5FDAE9D29F;

    /// <summary>An hour of a restless night; a reader looks every 100 ms.</summary>
    public const int EventEntries = 1024;

    public const int Shown = 0, Command = 1, Events = 2;

    public static SectionLayout[] Controller =>
    [
        SectionLayout.Newest<ControllerImage>(ControllerImage.LayoutVersion, ControllerImageChecksum),
        SectionLayout.Newest<CommandSection>(1, CommandSectionChecksum),
        SectionLayout.Ring<BoardEvent>(2, BoardEventChecksum, EventEntries),
    ];
}
