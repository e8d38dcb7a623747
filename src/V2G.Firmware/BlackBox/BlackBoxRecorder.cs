using System.Globalization;
using V2G.Control;
using V2G.Control.Protection;
using V2G.Firmware.Configuration;
using V2G.Firmware.Run;
using V2G.Grid.Comtrade;
using V2G.Linux.ProcessImage;

namespace V2G.Firmware.BlackBox;

/// <summary>
/// Watches the controller's image for trips and faults, and some seconds after one writes what the ring holds and has held: a log for
/// `v2g replay` and a COMTRADE recording of phasors. Reads mapped memory only: no controller waits for it, or knows of it.
/// </summary>
internal sealed class BlackBoxRecorder : IDisposable
{
    readonly ImageReader _file;
    readonly SectionReader<ControllerImage> _image;
    readonly SegmentRingReader _ring;
    readonly SegmentKeep _keep;
    readonly string _directory;
    readonly RecorderBounds _bounds;
    readonly Action<string> _say;
    readonly Func<DateTimeOffset> _utcNow;
    bool _ended;
    long _seen = -1;
    long _triggerNs = LogHeader.NoTrigger, _writtenNs = LogHeader.NoTrigger;
    string _reason = "";

    /// <exception cref="IOException">No such controller, or the directory can't be made.</exception>
    public BlackBoxRecorder(string imagePath, string ringPath, string directory, RecorderBounds bounds, Action<string> say, Func<DateTimeOffset> utcNow)
    {
        Directory.CreateDirectory(directory);
        _file = new(imagePath, ImageLayouts.Controller);
        _image = _file.Section<ControllerImage>(ImageLayouts.Shown);
        try
        {
            _ring = new(ringPath, TickRecorder.LayoutVersion);
        }
        catch
        {
            _file.Dispose();
            throw;
        }
        _keep = new(_ring, bounds.MostKeptBytes);
        (_directory, _bounds, _say, _utcNow) = (directory, bounds, say, utcNow);
    }

    /// <summary>The controller that it watches.</summary>
    public int ProcessId => _file.WriterProcessId;

    /// <summary>Looks once; to be called some twenty times a second.</summary>
    /// <returns>The log that was written, if one was.</returns>
    public string? Poll()
    {
        _keep.Follow();
        if (!_image.TryRead(out ControllerImage image, out _)) return null;
        Look(image);
        if (_triggerNs == LogHeader.NoTrigger || image.TimeNs < Due()) return null;
        return WriteTriggered(image.TimeNs);
    }

    /// <summary>Writes what has been kept, and the phasors beside it.</summary>
    /// <returns>The log; null where that failed, which is said, and never ends a controller.</returns>
    public string? Write(string path, string reason, long triggerNs = LogHeader.NoTrigger)
    {
        try
        {
            List<byte[]> segments = _keep.Take();
            if (segments.Count == 0) return null;
            DateTimeOffset now = _utcNow();
            LogHeader header = Header(segments, reason, triggerNs, now);
            Whole(path, file => LogFile.Write(file, header, segments));
            Phasors(Path.ChangeExtension(path, ".cff"), segments, header);
            _say($"black box written to {path} ({reason})");
            return path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or LogRefusedException)
        {
            _say($"the black box was not written: {e.Message}");
            return null;
        }
    }

    /// <summary>What was waiting for its last seconds is written without them. To be called once the loop has ended.</summary>
    public void Dispose()
    {
        if (_ended) return;
        _ended = true;
        if (_image.TryRead(out ControllerImage image, out _)) Look(image);
        if (_triggerNs != LogHeader.NoTrigger) WriteTriggered(image.TimeNs);
        _file.Dispose();
        _ring.Dispose();
    }

    long Due()
    {
        long due = _triggerNs + (long)(_bounds.AfterSeconds * 1e9);
        return _writtenNs == LogHeader.NoTrigger ? due : Math.Max(due, _writtenNs + (long)(_bounds.SpacingSeconds * 1e9));
    }

    // Rising edges are events. Those from before the first look are history.
    void Look(in ControllerImage image)
    {
        ref readonly ControlEventRing events = ref image.State.Events;
        if (_seen < 0 || events.Written < _seen) _seen = events.Written;
        for (long sequence = Math.Max(_seen, events.Written - ControlEventRing.Capacity) + 1; sequence <= events.Written; sequence++)
        {
            if (_triggerNs != LogHeader.NoTrigger || !events.TryGet(sequence, out ControlEvent e) || Trigger(e) is not { } reason) continue;
            _triggerNs = e.TimeNs;
            _reason = reason;
        }
        _seen = events.Written;
    }

    static string? Trigger(in ControlEvent e) => e.Kind switch
    {
        ControlEventKind.FaultRaised when e.Element != TripElement.None && FaultRegistry.Find((byte)e.Fault) is { Severity: Severity.Trip } =>
            $"trip {e.Element.ToString().ToUpperInvariant()} 0x{(byte)e.Fault:X2}",
        ControlEventKind.FaultRaised => $"fault 0x{(byte)e.Fault:X2}",
        ControlEventKind.StateChanged when e.To == ControllerState.Tripped => $"trip {e.Element.ToString().ToUpperInvariant()}",
        _ => null,
    };

    string? WriteTriggered(long nowNs)
    {
        string stamp = _utcNow().ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture);
        string path = Path.Combine(_directory, $"{stamp}-{_reason.Replace(' ', '-').ToLowerInvariant()}{LogFile.Extension}");
        string? written = Write(path, _reason, _triggerNs);
        _triggerNs = LogHeader.NoTrigger;
        _writtenNs = nowNs;
        Thin();
        return written;
    }

    LogHeader Header(List<byte[]> segments, string reason, long triggerNs, DateTimeOffset now)
    {
        Checkpoint start = new Segment(segments[0]).Start;
        Segment last = new(segments[^1]);
        long newestNs = 0;
        while (last.Next(out TickRow row)) newestNs = row.Input.TimeNs;
        _image.TryRead(out ControllerImage image, out _);
        return new()
        {
            BuildId = ControlBuild.Id, Layout = LogHeader.CurrentLayout, SettingsHash = SettingsLoader.HashOf(start.Settings), WrittenUtc = now, NewestNs = newestNs,
            TriggerNs = triggerNs, Site = start.Settings.Site, Simulated = image.Simulated, Reason = reason,
        };
    }

    void Phasors(string path, List<byte[]> segments, LogHeader header)
    {
        long at = header.TriggerNs == LogHeader.NoTrigger ? header.NewestNs : header.TriggerNs;
        Recording? recording = PhasorRecording.Of(
            segments, header.Site, header, at - (long)(_bounds.PhasorSeconds * 1e9), ns => header.WrittenUtc.AddTicks((ns - header.NewestNs) / 100));
        if (recording is not null) Whole(path, file => ComtradeWriter.WriteCombined(recording, file, DataFormat.Real32));
    }

    // Under its own name only once it is whole and on the disk.
    static void Whole(string path, Action<Stream> write)
    {
        string part = path + ".part";
        try
        {
            using (FileStream file = File.Create(part))
            {
                write(file);
                file.Flush(flushToDisk: true);
            }
            File.Move(part, path, overwrite: true);
        }
        catch
        {
            File.Delete(part);
            throw;
        }
    }

    // Names begin with the time, so the oldest come first. The newest stays, however large it is.
    void Thin()
    {
        try
        {
            string[] logs = [.. Directory.GetFiles(_directory, "*" + LogFile.Extension).Order(StringComparer.Ordinal)];
            long bytes = logs.Sum(Size);
            for (int i = 0; i < logs.Length - 1 && (logs.Length - i > _bounds.MostLogs || bytes > _bounds.MostBytes); i++)
            {
                bytes -= Size(logs[i]);
                File.Delete(logs[i]);
                File.Delete(Path.ChangeExtension(logs[i], ".cff"));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _say($"old logs of the black box stay: {e.Message}");
        }
    }

    static long Size(string log)
    {
        FileInfo phasors = new(Path.ChangeExtension(log, ".cff"));
        return new FileInfo(log).Length + (phasors.Exists ? phasors.Length : 0);
    }
}
