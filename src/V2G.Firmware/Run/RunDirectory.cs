using V2G.Firmware.BlackBox;
using V2G.Firmware.Terminal;
using V2G.Linux;
using V2G.Linux.ProcessImage;
using V2G.Linux.RealTime;

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
            return Shared + Environment.UserName;
        }
    }

    // Where everyone may create: the one place where somebody else may have made our directory.
    const string Shared = "/dev/shm/v2g-";

    // The address of a local socket holds 108 bytes, its end included.
    const int LongestSocketPath = 107;

    public static string Image => System.IO.Path.Combine(Path, ControllerImage.FileName);

    /// <summary>Where people's requests go.</summary>

    /// <summary>Ring of the last minutes' ticks.</summary>
    public static string Ring => System.IO.Path.Combine(Path, TickRecorder.FileName);

    public static string Socket => System.IO.Path.Combine(Path, "controller.sock");

    /// <summary>Where links' datagrams go.</summary>
    public static string LinkSocket => System.IO.Path.Combine(Path, "links.sock");

    /// <summary>Makes the directory, and this process the only controller in it until what is returned is disposed, or the process ends.</summary>
    /// <exception cref="VerbFailure">Another controller runs there, or the place is somebody else's or can't be used.</exception>
    public static IDisposable Take()
    {
        int length = System.Text.Encoding.UTF8.GetByteCount(Socket);
        if (length > LongestSocketPath)
            throw new VerbFailure(ExitCode.Usage, $"the run directory's name is too long for a socket: {Socket} has {length} bytes, allowed {LongestSocketPath} (V2G_RUN_DIR)");
        try
        {
            Directory.CreateDirectory(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
                | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
            Distrust();
            return Lock();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VerbFailure(ExitCode.Failed, $"can't use the run directory {Path}: {e.Message} (V2G_RUN_DIR names another)");
        }
    }

    // The kernel holds the lock for this process and lets go when it dies, however it does; the file stays, for it says nothing.
    static FileStream Lock()
    {
        string path = System.IO.Path.Combine(Path, "controller.lock");
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException e) when ((e.HResult & 0xFFFF) == WouldBlock)
        {
            throw new VerbFailure(ExitCode.Refused, $"a controller already runs ({Image})");
        }
    }

    // EWOULDBLOCK: what flock says when another holds the lock.
    const int WouldBlock = 11;

    static void Distrust()
    {
        if (Path.StartsWith(Shared, StringComparison.Ordinal) && Directory.Exists(Path) && !DirectoryOwner.IsOursAlone(Path))
            throw new VerbFailure(ExitCode.Refused, $"{Path} is not this user's own directory: somebody else made it or may write it; remove it, or name another with V2G_RUN_DIR");
    }

    /// <summary>An image older than this belongs to a controller that has stopped, ns.</summary>
    public const long StaleNs = 2_000_000_000;

    /// <summary>Maps the controller's memory file.</summary>
    /// <exception cref="FileNotFoundException">No controller runs.</exception>
    /// <exception cref="InvalidDataException">Another version's controller runs.</exception>
    public static ImageReader OpenImage() => new(Image, ImageLayouts.Controller);

    /// <summary>A controller's newest image; null when none runs (its file is missing, or it died and left it).</summary>
    /// <exception cref="VerbFailure">Another version's controller runs, or the directory is somebody else's.</exception>
    public static ControllerImage? Read()
    {
        Distrust();
        try
        {
            using ImageReader reader = OpenImage();
            if (!reader.Section<ControllerImage>(ImageLayouts.Shown).TryRead(out ControllerImage image, out long timeNs)) return null;
            return MonotonicClock.NowNs - timeNs < StaleNs ? image : null;
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
