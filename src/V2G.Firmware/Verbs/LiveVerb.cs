using ConsoleAppFramework;
using V2G.Control;
using V2G.Firmware.Live;
using V2G.Firmware.Run;
using V2G.Firmware.Terminal;
using V2G.Linux.ProcessImage;
using V2G.Linux.RealTime;

namespace V2G.Firmware.Verbs;

internal sealed class LiveVerb
{
    /// <summary>The live view of a controller that runs elsewhere; the same screen as that of `run`.</summary>
    /// <param name="duration">Stop after so many seconds.</param>
    /// <param name="plain">One line a second instead of the screen.</param>
    /// <param name="noColor">No colour.</param>
    [Command("live")]
    public int Live(double? duration = null, bool plain = false, bool noColor = false, CancellationToken cancellation = default)
    {
        if (duration is not (null or > 0)) throw new VerbFailure(ExitCode.Usage, "--duration must be above 0 s");
        RunDirectory.ReadOrFail();
        using ImageReader file = RunDirectory.OpenImage();
        SectionReader<ControllerImage> reader = file.Section<ControllerImage>(ImageLayouts.Shown);
        using LiveTerminal terminal = new(plain, noColor);
        long end = duration is { } seconds ? Environment.TickCount64 + (long)(seconds * 1000) : long.MaxValue;
        while (Environment.TickCount64 < end)
        {
            if (cancellation.IsCancellationRequested) return ExitCode.Interrupted;
            if (!reader.TryRead(out ControllerImage shown, out long stamp) || MonotonicClock.NowNs - stamp > RunDirectory.StaleNs)
                throw new VerbFailure(ExitCode.Unreachable, "the controller has stopped");
            if (Key(terminal.Update(shown), terminal, shown)) return ExitCode.Ok;
            Thread.Sleep(20);
        }
        return ExitCode.Ok;
    }

    /// <summary>Does what a key asks for; true when it asks to leave.</summary>
    internal static bool Key(char key, LiveTerminal terminal, in ControllerImage shown)
    {
        switch (key)
        {
            case 'q' or '\u0003':
                return true;
            case 's' when shown.Simulated:
                Ask(terminal, ControlRequest.DemonstrationSag);
                break;
            case 'a':
                Ask(terminal, new() { Kind = RequestKind.Acknowledge });
                break;
        }
        return false;
    }

    // A refusal is shown; it does not end the view.
    static void Ask(LiveTerminal terminal, ControlRequest request)
    {
        try
        {
            ControlRequest.Send(request);
        }
        catch (VerbFailure e)
        {
            terminal.Notice(e.Message);
        }
    }
}
