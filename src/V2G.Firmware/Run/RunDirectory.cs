using System.Diagnostics;
using V2G.Firmware.Terminal;
using V2G.Linux.ProcessImage;

namespace V2G.Firmware.Run;

/// <summary>Where roles of one board meet: memory files and sockets. /run/v2g on a board; elsewhere a directory of the user's own.</summary>
internal static class RunDirectory
{
    /// <summary>The directory; $V2G_RUN_DIR overrides it.</summary>
    public static string Path
    {
        get
        {
            if (Environment.GetEnvironmentVariable("V2G_RUN_DIR") is { Length: > 0 } given) return given;
            if (Directory.Exists("/run/v2g")) return "/run/v2g";
            if (Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is { Length: > 0 } user && Directory.Exists(user)) return System.IO.Path.Combine(user, "v2g");
            return $"/dev/shm/v2g-{Environment.UserName}";
        }
    }

    public static string Image => System.IO.Path.Combine(Path, ControllerImage.FileName);

    public static string Socket => System.IO.Path.Combine(Path, "controller.sock");

    public static void Create() => Directory.CreateDirectory(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);

    /// <summary>An image older than this belongs to a controller that has stopped, ns.</summary>
    public const long StaleNs = 2_000_000_000;

    /// <summary>CLOCK_MONOTONIC, ns.</summary>
    public static long MonotonicNs => Stopwatch.GetTimestamp() * (1_000_000_000L / Stopwatch.Frequency);

    /// <summary>A controller's newest image; null when none runs (its file is missing, or it died and left it).</summary>
    /// <exception cref="VerbFailure">Another version's controller runs.</exception>
    public static ControllerImage? Read()
    {
        try
        {
            using ImageReader<ControllerImage> reader = new(Image, ControllerImage.LayoutVersion);
            if (!reader.TryRead(out ControllerImage image, out long timeNs)) return null;
            return MonotonicNs - timeNs < StaleNs ? image : null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (InvalidDataException e)
        {
            throw new VerbFailure(ExitCode.Unreachable, e.Message);
        }
    }

    /// <exception cref="VerbFailure">No controller runs: exit 3.</exception>
    public static ControllerImage ReadOrFail() => Read()
        ?? throw new VerbFailure(ExitCode.Unreachable, $"no controller runs (looked for {Image}); start one with `v2g run --simulate`");
}
