using System.Globalization;
using ConsoleAppFramework;
using V2G.Control.Measurement;
using V2G.Firmware.Run;
using V2G.Firmware.Terminal;
using V2G.Linux.RealTime;

namespace V2G.Firmware.Verbs;

/// <param name="Result">pass, warn, fail, or absent: the board has no such thing, or nothing was asked of it.</param>
internal sealed record PostItem(string Id, string Result, string Value, string Limit);

internal sealed record PostReport(bool Simulated, PostItem[] Items);

internal sealed class PostVerb
{
    const string Isolated = "/sys/devices/system/cpu/isolated";

    /// <summary>What the controller found of its own board when it started: reset cause, real time, watchdog, gates' line, converter. Exit 0; 10 with a warning, 5 with a failure.</summary>
    /// <param name="json">Print JSON.</param>
    [Command("post")]
    public int Post(bool json = false)
    {
        PostReport r = Report(RunDirectory.ReadOrFail(), File.Exists(Isolated) ? File.ReadAllText(Isolated) : "");
        if (json) Reports.Print(r, Reports.Default.PostReport);
        else Print(r);
        return r.Items.Any(i => i.Result == "fail") ? ExitCode.VerdictFail : r.Items.Any(i => i.Result == "warn") ? ExitCode.Degraded : ExitCode.Ok;
    }

    /// <param name="isolated">The kernel's list of isolated CPUs.</param>
    internal static PostReport Report(in ControllerImage i, string isolated) => new(i.Simulated,
    [
        new("reset_cause", i.Reset.Cause is ResetCause.Watchdog or ResetCause.Reset or ResetCause.Crash ? "warn" : i.Reset.Cause == ResetCause.Unknown ? "absent" : "pass",
            i.Reset.CauseText + (i.Reset.LastWords.Length > 0 ? $"; last words: {i.Reset.LastWords}" : ""), "power-on or a clean restart"),
        Lacking("rt_kernel", i, RealTimeShortfall.NoRealTimeKernel, "PREEMPT_RT", "no PREEMPT_RT", "PREEMPT_RT"),
        Lacking("rt_priority", i, RealTimeShortfall.NoFifo, Number($"FIFO {i.Rights.Priority}"), "refused", "SCHED_FIFO"),
        Lacking("memory_locked", i, RealTimeShortfall.MemoryNotLocked, Number($"{i.Rights.ResidentBytes / 1048576.0:0.0} MiB"), "refused", "all of it"),
        Cpu(i, isolated),
        new("watchdog", i.WatchdogSeconds == 0 ? "absent" : i.Withheld == Withheld.No ? "pass" : "fail",
            i.WatchdogSeconds == 0 ? "none" : i.Withheld == Withheld.No ? Number($"{i.WatchdogSeconds} s, fed") : $"not fed: {i.Withheld.ToString().ToLowerInvariant()}", "fed"),
        new("gate_line", i.HasGateLine ? "pass" : "absent", i.HasGateLine ? Number($"{i.GateEdges} edges") : "none", "held by the loop"),
        new("converter", i.Simulated ? "absent" : i.Samples == SampleVerdict.Good ? "pass" : "fail",
            i.Simulated ? "none" : Number($"{i.Samples.Text()}, {i.SampleRateHz:0.00} Hz"), "good"),
    ]);

    static PostItem Cpu(in ControllerImage i, string isolated)
    {
        bool pinned = i.Rights.Cpu >= 0, alone = pinned && Contains(isolated, i.Rights.Cpu);
        string result = (i.Rights.Shortfall & RealTimeShortfall.NotPinned) != 0 ? "fail" : !pinned ? "absent" : alone ? "pass" : "warn";
        return new("cpu", result, !pinned ? "any" : Number($"CPU {i.Rights.Cpu}, {(alone ? "isolated" : "shared")}"), "isolated");
    }

    static PostItem Lacking(string id, in ControllerImage i, RealTimeShortfall what, string good, string bad, string limit)
    {
        bool lacks = (i.Rights.Shortfall & what) != 0, asked = what == RealTimeShortfall.NoRealTimeKernel || (i.Rights.Shortfall & RealTimeShortfall.NotAsked) == 0;
        return new(id, lacks ? "warn" : asked ? "pass" : "absent", lacks ? bad : asked ? good : "not asked for", limit);
    }

    /// <summary>Whether a list like 1,3-5 holds a number. The kernel's, but still read with care.</summary>
    internal static bool Contains(string list, int number)
    {
        foreach (string part in list.Trim().Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] ends = part.Split('-');
            if (int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out int first)
                && int.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out int last) && number >= first && number <= last) return true;
        }
        return false;
    }

    static string Number(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    static void Print(PostReport r)
    {
        TextWriter o = Console.IsOutputRedirected ? Console.Out : new NarrowWriter(Console.Out, indent: 23);
        if (r.Simulated) o.WriteLine("SIMULATED board");
        foreach (PostItem i in r.Items) o.WriteLine($"{i.Result,-7} {i.Id,-14} {i.Value}{(i.Result is "warn" or "fail" ? $" (wanted: {i.Limit})" : "")}");
    }
}
