using V2G.Firmware.Roles;
using V2G.Firmware.Run;
using V2G.Linux.ProcessImage;

namespace V2G.Benchmarks;

/// <summary>What it costs to show other processes what the controller does, and to look.</summary>
static class ImageBenchmark
{
    const int Times = 2_000_000;

    public static void Run()
    {
        string path = Path.Combine(Path.GetTempPath(), $"v2g-bench-{Guid.NewGuid():N}");
        using ImageWriter file = new(path, ImageLayouts.Controller);
        using ImageReader mapped = new(path, ImageLayouts.Controller);
        SectionWriter<CommandSection> command = file.Section<CommandSection>(ImageLayouts.Command);
        SectionReader<CommandSection> commandSeen = mapped.Section<CommandSection>(ImageLayouts.Command);
        SectionWriter<ControllerImage> shown = file.Section<ControllerImage>(ImageLayouts.Shown);
        SectionReader<ControllerImage> shownSeen = mapped.Section<ControllerImage>(ImageLayouts.Shown);
        CommandSection c = default;
        ControllerImage i = default;
        Print("the command published, every tick", Measured.Of(n => { for (int k = 0; k < n; k++) command.Publish(c, 1); }, Times));
        Print("the command read", Measured.Of(n => { for (int k = 0; k < n; k++) commandSeen.TryRead(out c, out _); }, Times));
        Print($"all published ({System.Runtime.CompilerServices.Unsafe.SizeOf<ControllerImage>()} bytes)", Measured.Of(n => { for (int k = 0; k < n; k++) shown.Publish(i, 1); }, Times / 20));
        Print("all of it read", Measured.Of(n => { for (int k = 0; k < n; k++) shownSeen.TryRead(out i, out _); }, Times / 20));
    }

    static void Print(string what, Measured m) => Console.WriteLine($"process image: {what,-40} {m.Nanoseconds,7:0} ns  {m.Bytes,4:0.##} B");
}
