using V2G.Firmware.Run;
using V2G.Linux.ProcessImage;
using V2G.Linux.RealTime;

namespace V2G.Firmware.Roles;

/// <summary>
/// What a role sees of a controller that may come, go and come again: maps its file when there is one, and maps anew when the one
/// mapped falls silent.
/// </summary>
internal sealed class ControllerView : IDisposable
{
    const long SilenceNs = 500_000_000, RetryNs = 100_000_000;

    ImageReader? _file;
    SectionReader<ControllerImage>? _shown;
    SectionReader<CommandSection>? _command;
    SectionReader<BoardEvent>? _events;
    long _nextTryNs, _seen, _heardNs;

    /// <summary>The controller that is mapped; 0 for none.</summary>
    public int ProcessId => _file?.WriterProcessId ?? 0;

    /// <summary>What is mapped belongs to a process of another version; null when not.</summary>
    public string? Refused { get; private set; }

    /// <summary>The newest image; false when no controller lives.</summary>
    public bool TryShown(out ControllerImage image, out long timeNs)
    {
        Map();
        if (_shown is not null && _shown.TryRead(out image, out timeNs)) return MonotonicClock.NowNs - timeNs < SilenceNs;
        image = default;
        timeNs = 0;
        return false;
    }

    /// <summary>The newest command with its stamp, however old; false when there never was one.</summary>
    public bool TryCommand(out CommandSection command, out long timeNs)
    {
        Map();
        if (_command is not null && _command.TryRead(out command, out timeNs)) return true;
        command = default;
        timeNs = 0;
        return false;
    }

    /// <summary>The next event that this process has not seen; the last of a controller that is gone come before the first of its successor.</summary>
    public bool TryEvent(out BoardEvent e, out long timeNs, out long missed)
    {
        e = default;
        timeNs = missed = 0;
        if (_events is not null && _events.TryReadNext(ref _seen, out e, out timeNs, out missed)) return true;
        Map();
        return _events is not null && _events.TryReadNext(ref _seen, out e, out timeNs, out missed);
    }

    // A controller that was started anew has a new file under the old name; the old one stays mapped until it is missed.
    void Map()
    {
        long now = MonotonicClock.NowNs;
        if (_command is not null && _command.TryRead(out _, out long stampNs)) _heardNs = stampNs;
        if (now < _nextTryNs || (_file is not null && now - _heardNs < SilenceNs)) return;
        _nextTryNs = now + RetryNs;
        try
        {
            ImageReader file = RunDirectory.OpenImage();
            if (_file is not null && file.WriterProcessId == _file.WriterProcessId)
            {
                file.Dispose();
                return;
            }
            _file?.Dispose();
            _file = file;
            _shown = file.Section<ControllerImage>(ImageLayouts.Shown);
            _command = file.Section<CommandSection>(ImageLayouts.Command);
            _events = file.Section<BoardEvent>(ImageLayouts.Events);
            _seen = 0;
            _heardNs = now;
            Refused = null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            // None yet, or none any more.
        }
        catch (InvalidDataException e)
        {
            Refused = e.Message;
        }
    }

    public void Dispose() => _file?.Dispose();
}
