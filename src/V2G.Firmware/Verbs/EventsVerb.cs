using System.Globalization;
using ConsoleAppFramework;
using V2G.Firmware.Roles;
using V2G.Firmware.Run;
using V2G.Firmware.Terminal;
using V2G.Linux.RealTime;

namespace V2G.Firmware.Verbs;

/// <param name="AgoS">Since it happened, s.</param>
/// <param name="Code">Of a fault; null for everything else.</param>
internal sealed record ShownEvent(double AgoS, string Level, string? Code, string Text);

internal sealed class EventsVerb
{
    /// <summary>What has happened since the controller started, oldest first: states with their causes, faults, links. `service.log` keeps it for longer.</summary>
    /// <param name="last">At most so many.</param>
    /// <param name="json">Print JSON.</param>
    [Command("events")]
    public int Events(int last = 50, bool json = false)
    {
        if (last < 1) throw new VerbFailure(ExitCode.Usage, "--last must be 1 or more");
        RunDirectory.ReadOrFail();
        using ControllerView view = new();
        Queue<ShownEvent> events = new();
        long now = MonotonicClock.NowNs;
        while (view.TryEvent(out BoardEvent e, out long timeNs, out _))
        {
            events.Enqueue(new(Math.Round((now - timeNs) * 1e-9, 3), ServiceLog.LevelOf(e), ServiceLog.CodeOf(e), ServiceLog.TextOf(e)));
            if (events.Count > last) events.Dequeue();
        }
        if (json) Reports.Print([.. events], Reports.Default.ShownEventArray);
        else foreach (ShownEvent e in events) Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{e.AgoS,10:0.0} s ago  {e.Level,-5}  {e.Text}"));
        return ExitCode.Ok;
    }
}
