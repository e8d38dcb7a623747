using System.Text;
using V2G.Firmware.Run;

namespace V2G.Firmware.Live;

/// <summary>Shows a running controller on whatever terminal there is: a screen where one can be drawn, a line a second where not.</summary>
internal sealed class LiveTerminal : IDisposable
{
    const int FramePeriodMs = 250;

    readonly LiveScreen? _screen;
    readonly Stream _out = Console.OpenStandardOutput();
    long _nextFrameMs;
    long _nextLineNs;
    long _eventsSeen;

    public LiveTerminal(bool plain, bool noColor)
    {
        string term = Environment.GetEnvironmentVariable("TERM") ?? "";
        bool drawable = !plain && !Console.IsOutputRedirected && term.Length > 0 && term != "dumb";
        if (!drawable) return;
        bool colour = !noColor && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        _screen = new LiveScreen(colour, Unicode());
        // Alternate screen, cursor hidden, cleared.
        Write("\e[?1049h\e[?25l\e[2J");
    }

    /// <summary>A screen is drawn and keys are read; otherwise lines are written.</summary>
    public bool HasScreen => _screen is not null;

    /// <summary>Bytes of the largest frame but the first.</summary>
    public int LargestFrameBytes { get; private set; }

    /// <summary>Draws when it is time to. Returns the key that was pressed; '\0' for none.</summary>
    public char Update(in ControllerImage image)
    {
        if (_screen is null)
        {
            Lines(image);
            return '\0';
        }
        if (Environment.TickCount64 >= _nextFrameMs)
        {
            bool first = _nextFrameMs == 0;
            _nextFrameMs = Environment.TickCount64 + FramePeriodMs;
            int bytes = Write(_screen.Frame(image, first ? LiveScreen.Width * LiveScreen.Height * 24 : LiveScreen.FrameBytes));
            if (!first) LargestFrameBytes = Math.Max(LargestFrameBytes, bytes);
        }
        return Key();
    }

    /// <summary>Says something in passing; null says nothing.</summary>
    public void Notice(string? text)
    {
        if (text is null) return;
        if (_screen is null) Console.Error.WriteLine($"v2g: {text}");
        else _screen.Notice(text);
    }

    /// <summary>Passes on a line that a role said.</summary>
    public void Line(string text)
    {
        if (_screen is null) Console.Error.WriteLine(text);
        else _screen.Notice(text);
    }

    char Key()
    {
        if (Console.IsInputRedirected || !Console.KeyAvailable) return '\0';
        char key = Console.ReadKey(intercept: true).KeyChar;
        if (key != '\f') return key;
        Write("\e[2J");
        _screen!.Invalidate();
        _nextFrameMs = 0;
        return '\0';
    }

    void Lines(in ControllerImage image)
    {
        foreach ((long timeNs, string text, _) in EventText.Since(image.State.Events, ref _eventsSeen))
            Console.Out.WriteLine(LiveLine.Event(image, timeNs, text));
        if (image.TimeNs < _nextLineNs) return;
        _nextLineNs = image.TimeNs + 1_000_000_000;
        Console.Out.WriteLine(LiveLine.Of(image));
    }

    int Write(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        _out.Write(bytes);
        _out.Flush();
        return bytes.Length;
    }

    static bool Unicode()
    {
        string locale = Environment.GetEnvironmentVariable("LC_ALL") is { Length: > 0 } all ? all
            : Environment.GetEnvironmentVariable("LC_CTYPE") is { Length: > 0 } type ? type : Environment.GetEnvironmentVariable("LANG") ?? "";
        return locale.Contains("UTF-8", StringComparison.OrdinalIgnoreCase) || locale.Contains("UTF8", StringComparison.OrdinalIgnoreCase);
    }

    public void Dispose()
    {
        if (_screen is not null) Write("\e[m\e[?25h\e[?1049l");
        _out.Dispose();
    }
}
