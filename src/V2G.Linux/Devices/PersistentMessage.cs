using Tmds.Linux;

namespace V2G.Linux.Devices;

/// <summary>One of the messages that survived a reset.</summary>
public sealed record SurvivingMessage(string Path, byte[] Bytes, DateTime WrittenUtc);

/// <summary>
/// Memory that survives a reset (kernel: pstore, ramoops): what the loop writes last is there after the watchdog bit. Opened at
/// start; writing is a copy into that memory.
/// </summary>
public sealed class PersistentMessage : IDisposable
{
    /// <summary>Where the kernel shows what survived.</summary>
    public const string SurvivorDirectory = "/sys/fs/pstore";

    /// <summary>More than any board sets aside for it; a bound, because it is foreign bytes by now.</summary>
    const int MostBytes = 1 << 20;

    readonly DeviceFile _file;

    /// <exception cref="DeviceException">Not there, or no access.</exception>
    public PersistentMessage(string path = "/dev/pmsg0") => _file = DeviceFile.Open(path, LibC.O_WRONLY);

    /// <summary>Appends; the oldest is overwritten. Allocates nothing, never throws.</summary>
    public bool Write(ReadOnlySpan<byte> message) => _file.TryWrite(message);

    /// <summary>What was written before the last reset, at most 1 MiB of each; empty when nothing was or pstore isn't mounted.</summary>
    /// <exception cref="UnauthorizedAccessException">The directory or a message in it may not be read.</exception>
    public static IReadOnlyList<SurvivingMessage> ReadSurviving(string directory = SurvivorDirectory)
    {
        if (!Directory.Exists(directory)) return [];
        List<SurvivingMessage> found = [];
        foreach (string path in Directory.EnumerateFiles(directory, "pmsg-ramoops-*").Order(StringComparer.Ordinal))
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            byte[] bytes = new byte[(int)Math.Min(stream.Length, MostBytes)];
            int length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            found.Add(new(path, bytes[..length], File.GetLastWriteTimeUtc(path)));
        }
        return found;
    }

    public void Dispose() => _file.Dispose();
}
