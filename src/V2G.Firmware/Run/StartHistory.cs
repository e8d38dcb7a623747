using System.Globalization;
using V2G.Linux.RealTime;

namespace V2G.Firmware.Run;

/// <summary>
/// Starts of the controller since the board started, in the run directory (which a reboot empties). One that ended when told to takes
/// its line away: what is left are crashes.
/// </summary>
internal sealed class StartHistory
{
    public const string FileName = "controller.starts";

    /// <summary>Crashes older than this are forgiven, ns.</summary>
    public const long MemoryNs = 600_000_000_000;

    /// <summary>From this many on the watchdog is no longer fed.</summary>
    public const int TooMany = 3;

    const int MostLines = 64;

    readonly string _path;
    readonly List<long> _before;

    /// <summary>Reads what was, and writes this start.</summary>
    public StartHistory(string directory)
    {
        _path = Path.Combine(directory, FileName);
        long now = MonotonicClock.NowNs;
        _before = [];
        if (File.Exists(_path))
        {
            foreach (string line in File.ReadLines(_path).Take(MostLines))
                if (long.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out long ns) && ns <= now && now - ns <= MemoryNs) _before.Add(ns);
        }
        Write([.. _before, now]);
    }

    /// <summary>Starts within the last ten minutes that no clean stop followed.</summary>
    public int Crashes => _before.Count;

    /// <summary>This start ends as it was told to.</summary>
    public void EndedCleanly() => Write(_before);

    void Write(IEnumerable<long> starts) => File.WriteAllLines(_path, starts.Select(s => s.ToString(CultureInfo.InvariantCulture)));
}
