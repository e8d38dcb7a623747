using System.Globalization;
using System.Text;
using V2G.Control;
using V2G.Control.Protection;
using V2G.Firmware.Live;
using V2G.Linux.RealTime;

namespace V2G.Firmware.Roles;

/// <summary>
/// /var/log/v2g/service.log: one line an event, logfmt. When it is full it becomes service.log.1 and so on; the oldest goes. A log
/// that can't be written costs its lines and nothing else: they are counted and said once it can be again.
/// </summary>
internal sealed class ServiceLog : IDisposable
{
    public const string FileName = "service.log";

    /// <summary>Bytes of one file, and how many older ones are kept.</summary>
    public const long MostBytes = 8 * 1024 * 1024;

    public const int KeptFiles = 4;

    readonly string _path;
    readonly long _mostBytes;
    readonly StringBuilder _pending = new();
    int _pendingLines;
    long _lostLines;

    public ServiceLog(string directory, long mostBytes = MostBytes)
    {
        Directory.CreateDirectory(directory);
        _path = Path.Combine(directory, FileName);
        _mostBytes = mostBytes;
    }

    /// <param name="monoNs">CLOCK_MONOTONIC when it was written into the ring, ns.</param>
    public void Write(in BoardEvent e, long monoNs)
    {
        // The wall's time of the event: now, less its age.
        DateTime utc = DateTime.UtcNow.AddTicks(-(MonotonicClock.NowNs - monoNs) / 100);
        Line(utc, monoNs, LevelOf(e), CodeOf(e), TextOf(e));
    }

    /// <summary>Says that events were overwritten before they could be read.</summary>
    public void Missed(long count) => Line(DateTime.UtcNow, MonotonicClock.NowNs, "warn", null, $"{count} events were overwritten unread");

    void Line(DateTime utc, long monoNs, string level, string? code, string text)
    {
        _pending.Append(CultureInfo.InvariantCulture, $"ts={utc:yyyy-MM-ddTHH:mm:ss.fffZ} mono={monoNs * 1e-9:0.000000} level={level}");
        if (code is not null) _pending.Append(CultureInfo.InvariantCulture, $" code={code}");
        _pending.Append(" text=\"").Append(text.Replace('"', '\'')).Append("\"\n");
        _pendingLines++;
    }

    /// <summary>Writes what is pending.</summary>
    public void Flush()
    {
        if (_pendingLines == 0) return;
        try
        {
            if (_lostLines > 0)
            {
                long lost = _lostLines;
                _lostLines = 0;
                Line(DateTime.UtcNow, MonotonicClock.NowNs, "warn", null, $"{lost} lines could not be written");
            }
            Rotate();
            File.AppendAllText(_path, _pending.ToString());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _lostLines += _pendingLines;
        }
        _pending.Clear();
        _pendingLines = 0;
    }

    void Rotate()
    {
        FileInfo file = new(_path);
        if (!file.Exists || file.Length < _mostBytes) return;
        for (int i = KeptFiles - 1; i >= 1; i--)
            if (File.Exists($"{_path}.{i}")) File.Move($"{_path}.{i}", $"{_path}.{i + 1}", overwrite: true);
        File.Move(_path, $"{_path}.1", overwrite: true);
    }

    internal static string TextOf(in BoardEvent e) => e.Kind switch
    {
        BoardEventKind.Control => EventText.Of(e.Control),
        BoardEventKind.Armed => "control loop armed",
        BoardEventKind.Stopping => "control loop stopping",
        BoardEventKind.LinkPresent => $"{e.Role.Text()} is there",
        BoardEventKind.LinkSilent => $"{e.Role.Text()} is silent",
        BoardEventKind.LinkRefused => $"{(e.Refusal == LinkRefusal.NotOurs ? "a datagram" : $"{e.Role.Text()}'s datagram")} was refused: {ReasonOf(e.Refusal)}",
        _ => "hardware watchdog is no longer fed",
    };

    static string ReasonOf(LinkRefusal refusal) => refusal switch
    {
        LinkRefusal.NotOurs => "not one of ours",
        LinkRefusal.OtherVersion => "of another version",
        LinkRefusal.OtherUser => "from a user who may not speak for it",
        LinkRefusal.OutOfOrder => "out of order",
        LinkRefusal.Late => "older than it may be",
        _ => "a figure is out of range",
    };

    internal static string LevelOf(in BoardEvent e) => e.Kind switch
    {
        BoardEventKind.Control when e.Control.Kind == ControlEventKind.FaultRaised => FaultRegistry.Find((byte)e.Control.Fault)!.Severity >= Severity.Inhibit ? "error" : "warn",
        BoardEventKind.LinkSilent or BoardEventKind.LinkRefused => "warn",
        BoardEventKind.FeedingWithheld => "error",
        _ => "info",
    };

    internal static string? CodeOf(in BoardEvent e) =>
        e.Kind == BoardEventKind.Control && e.Control.Kind is ControlEventKind.FaultRaised or ControlEventKind.FaultCleared ? $"0x{(byte)e.Control.Fault:X2}" : null;

    public void Dispose() => Flush();
}
