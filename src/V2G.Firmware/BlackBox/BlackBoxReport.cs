using System.Globalization;
using V2G.Control;
using V2G.Firmware.Terminal;

namespace V2G.Firmware.BlackBox;

internal sealed record BlackBoxEventReport(double TimeS, string Text);

internal sealed record BlackBoxDifferenceReport(long Tick, double TimeS, string Field, string Recorded, string Replayed);

/// <summary>What a log's replay found, for people and scripts.</summary>
internal sealed record BlackBoxReport(
    string File, bool Simulated, string Reason, string WrittenUtc, double? TriggerS, string ControllerRecorded, string ControllerReplayed, string SettingsHash, int SettingsChanges,
    long FirstTick, double FirstS, double LastS, int Checkpoints, long Ticks, long Agreed, bool Identical, string DecisionsHash,
    BlackBoxDifferenceReport? Difference, BlackBoxEventReport[] Events)
{
    // Enough of a hash to tell builds apart.
    const int ShortId = 12;

    /// <summary>Replays a log and prints the verdict; returns the exit code.</summary>
    public static int Print(string file, bool otherBuild, bool json)
    {
        BlackBoxReport report = Of(file, otherBuild);
        if (json) Reports.Print(report, Reports.Default.BlackBoxReport);
        else report.Print(Console.Out);
        return report.Identical ? ExitCode.Ok : ExitCode.VerdictFail;
    }

    /// <exception cref="VerbFailure">Not a log, or not one that may be replayed.</exception>
    public static BlackBoxReport Of(string file, bool otherBuild)
    {
        try
        {
            LogFile log = LogFile.Open(file, otherBuild);
            return Of(file, log.Header, BlackBoxReplay.Run(log));
        }
        catch (LogRefusedException e)
        {
            throw new VerbFailure(ExitCode.InvalidInput, $"{file}: {e.Message}");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new VerbFailure(ExitCode.InvalidInput, $"no file '{file}'");
        }
    }

    /// <summary>Whether a file is meant for this: by its name, or by its first bytes.</summary>
    public static bool IsLog(string file)
    {
        if (file.EndsWith(LogFile.Extension, StringComparison.OrdinalIgnoreCase)) return true;
        if (!System.IO.File.Exists(file)) return false;
        Span<byte> first = stackalloc byte[8];
        using FileStream stream = System.IO.File.OpenRead(file);
        return LogHeader.HasMagic(first[..stream.ReadAtLeast(first, first.Length, throwOnEndOfStream: false)]);
    }

    static BlackBoxReport Of(string file, LogHeader header, BlackBoxResult r) => new(
        file, header.Simulated, header.Reason, header.WrittenUtc.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        header.TriggerNs == LogHeader.NoTrigger ? null : header.TriggerNs * 1e-9, header.BuildId, ControlBuild.Id, header.SettingsHash, r.SettingsChanges,
        r.FirstTick, r.FirstNs * 1e-9, r.LastNs * 1e-9, r.Checkpoints, r.Ticks, r.Agreed, r.Difference is null, r.DecisionsHash,
        r.Difference is { } d ? new(d.Tick, d.TimeNs * 1e-9, d.Field, d.Recorded, d.Replayed) : null, [.. r.Events.Select(e => new BlackBoxEventReport(e.TimeNs * 1e-9, e.Text))]);

    void Print(TextWriter to)
    {
        IFormatProvider c = CultureInfo.InvariantCulture;
        bool same = ControllerRecorded == ControllerReplayed;
        if (Simulated) to.WriteLine("SIMULATED board");
        to.WriteLine($"black box  {Reason}, written {WrittenUtc}");
        to.WriteLine($"controller {ControllerRecorded[..ShortId]}{(same ? "" : $", replayed by {ControllerReplayed[..ShortId]}: differences are to be expected")}; settings {SettingsHash}, changed {SettingsChanges} times");
        to.WriteLine(string.Create(c, $"ticks      {Ticks} from {FirstS:0.000} s to {LastS:0.000} s, {Checkpoints} checkpoints{(TriggerS is { } t ? $", trigger at {t:0.000} s" : "")}"));
        foreach (BlackBoxEventReport e in Events) to.WriteLine(string.Create(c, $"{e.TimeS,12:0.000} s  {e.Text}"));
        if (Difference is { } d)
        {
            to.WriteLine(string.Create(c, $"differs    first at tick {d.Tick}, {d.TimeS:0.000000} s: {d.Field} was {d.Recorded}, is {d.Replayed}"));
            to.WriteLine($"verdict    FAIL: {Agreed} of {Ticks} decisions are identical");
        }
        else
        {
            to.WriteLine($"verdict    PASS: all {Ticks} decisions are identical bit for bit ({DecisionsHash[..ShortId]})");
        }
    }
}
