using System.Diagnostics;
using System.Globalization;
using V2G.Firmware.Configuration;
using V2G.Firmware.Run;

namespace V2G.Firmware.Post;

/// <summary>Looks at what can be looked at before the loop runs. Nothing here throws for what it finds: a board that fails starts, inhibited, and says why.</summary>
internal static class StartCheck
{
    /// <summary>Hash of the binary, as `sha256sum` writes it, in a file of this ending beside it.</summary>
    public const string HashEnding = ".sha256";

    public const string KeyFile = "certs/private.key";

    /// <param name="binary">Path of this program.</param>
    /// <param name="stateDirectory">Where counters are kept; null: nowhere.</param>
    public static StartFindings Look(string binary, string etc, string? stateDirectory, DateTime utcNow, string sysfs = "/sys/class/hwmon") => new()
    {
        Image = Timed(() => Image(binary)),
        Clock = Timed(() => Clock(File.Exists(binary) ? File.GetLastWriteTimeUtc(binary) : DateTime.UnixEpoch, utcNow)),
        Storage = Timed(() => Storage(stateDirectory)),
        Rails = Timed(() => Rails(sysfs)),
        Key = Timed(() => Key(Path.Combine(etc, KeyFile))),
    };

    static StartFinding Timed(Func<(PostResult, double)> look)
    {
        long start = Stopwatch.GetTimestamp();
        StartFinding found = new();
        try
        {
            (found.Result, found.Value) = look();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            found.Result = PostResult.Fail;
        }
        found.Milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return found;
    }

    static (PostResult, double) Image(string binary)
    {
        string beside = binary + HashEnding;
        if (!File.Exists(beside)) return (PostResult.Absent, 0);
        string wanted = File.ReadAllText(beside).TrimStart();
        Span<byte> hash = stackalloc byte[Sha256.HashBytes];
        Sha256.Hash(File.ReadAllBytes(binary), hash);
        return (wanted.StartsWith(Convert.ToHexString(hash), StringComparison.OrdinalIgnoreCase) ? PostResult.Pass : PostResult.Fail, 0);
    }

    // A clock that stands before the binary was made has lost the time; control doesn't need it, logs and certificates do.
    static (PostResult, double) Clock(DateTime made, DateTime now)
    {
        double years = (now - made).TotalDays / 365.25;
        return (years is >= -0.01 and < 20 ? PostResult.Pass : PostResult.Warn, Math.Round(years, 2));
    }

    static (PostResult, double) Storage(string? directory)
    {
        if (directory is null) return (PostResult.Absent, 0);
        string file = Path.Combine(directory, CounterStore.FileName);
        if (!File.Exists(file) || new FileInfo(file).Length == 0) return (PostResult.Absent, 0);
        using CounterStore store = new(directory);
        return (store.Restore(new()) ? PostResult.Pass : PostResult.Fail, 0);
    }

    // The kernel's drivers know each rail's limits: min and max beside the input.
    static (PostResult, double) Rails(string root)
    {
        double worst = double.NegativeInfinity;
        if (!Directory.Exists(root)) return (PostResult.Absent, 0);
        foreach (string chip in Directory.EnumerateDirectories(root).Order(StringComparer.Ordinal))
        {
            for (int i = 0; i < 32; i++)
            {
                if (Number(chip, $"in{i}_input") is not { } volts || Number(chip, $"in{i}_min") is not { } least || Number(chip, $"in{i}_max") is not { } most || most <= least) continue;
                worst = Math.Max(worst, Math.Abs(volts - (least + most) / 2) / ((most - least) / 2));
            }
        }
        if (double.IsNegativeInfinity(worst)) return (PostResult.Absent, 0);
        return (worst <= 1 ? PostResult.Pass : PostResult.Fail, Math.Round(worst, 2));
    }

    static double? Number(string chip, string name)
    {
        string path = Path.Combine(chip, name);
        return File.Exists(path) && double.TryParse(File.ReadAllText(path), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : null;
    }

    // Nobody but its owner may read a private key.
    static (PostResult, double) Key(string path)
    {
        if (!File.Exists(path)) return (PostResult.Absent, 0);
        UnixFileMode mode = File.GetUnixFileMode(path);
        const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return ((mode & ~owner) == 0 ? PostResult.Pass : PostResult.Fail, double.Parse(Convert.ToString((int)mode, 8), CultureInfo.InvariantCulture));
    }
}
