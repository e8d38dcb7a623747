using ConsoleAppFramework;
using V2G.Control.Settings;
using V2G.Firmware.Configuration;
using V2G.Firmware.Terminal;
using V2G.Firmware.TypeTests;

namespace V2G.Firmware.Verbs;

/// <summary>The type tests of IEEE 1547.1-2020 on the simulated device.</summary>
internal sealed class TypeTestVerb
{
    /// <summary>Runs the procedures of IEEE 1547.1-2020 on the controller's own code, on simulated time; exit 5 when one fails.</summary>
    /// <param name="html">Write a report with pictures.</param>
    /// <param name="json">Print JSON.</param>
    /// <param name="category">A or B.</param>
    /// <param name="abnormalCategory">I, II or III.</param>
    /// <param name="fault">Make the device wrong on purpose: slope, lag, late-trip, sign, no-restore.</param>
    /// <param name="list">Print the procedures and the faults, and run nothing.</param>
    /// <param name="names">Procedures; all without.</param>
    [Command("type-test")]
    public int Run(string? html = null, bool json = false, string category = "B", string abnormalCategory = "III", string? fault = null, bool list = false,
        CancellationToken cancellation = default, [Argument] params string[] names)
    {
        if (list) return List();
        Conditions conditions = new(Word<NormalCategory>("--category", category), Word<AbnormalCategory>("--abnormal-category", abnormalCategory)) { Fault = FaultOf(fault) };
        IReadOnlyList<Procedure> procedures;
        try
        {
            procedures = Procedure.Of(names);
        }
        catch (ArgumentException e)
        {
            throw new VerbFailure(ExitCode.Usage, e.Message);
        }
        if (!json) Head(conditions);
        else if (fault is not null) Console.Error.WriteLine($"v2g: the device is wrong on purpose: {conditions.Fault.What}");
        TypeTestHtml? page = html is null ? null : new();
        List<ProcedureReport> reports = [];
        foreach (Procedure procedure in procedures)
        {
            page?.Begin(procedure);
            List<GroupReport> groups = [];
            foreach (StepGroup group in procedure.Run(conditions))
            {
                cancellation.ThrowIfCancellationRequested();
                page?.Add(procedure, group);
                groups.Add(TypeTestReport.Of(group));
                if (!json) Console.Out.WriteLine(Line(procedure, group));
            }
            reports.Add(TypeTestReport.Of(procedure, groups));
        }
        TypeTestReport report = TypeTestReport.Of(conditions, reports);
        if (page is not null) File.WriteAllText(html!, page.Page(report));
        if (json) Reports.Print(report, Reports.Default.TypeTestReport);
        else Console.Out.WriteLine($"{report.Passed} passed, {report.Failed} failed");
        return report.Failed == 0 ? ExitCode.Ok : ExitCode.VerdictFail;
    }

    static int List()
    {
        foreach (Procedure p in Procedure.All) Console.Out.WriteLine($"{p.Name,-5} {p.Title} (IEEE 1547.1-2020 {p.Clause})");
        foreach (DeviceFault f in DeviceFault.All) Console.Out.WriteLine($"--fault {f.Name,-10} {f.What}");
        return ExitCode.Ok;
    }

    static void Head(Conditions c)
    {
        Console.Out.WriteLine($"SIMULATED device, category {c.Normal}, abnormal category {c.Abnormal}");
        if (c.Fault.Name.Length > 0) Console.Out.WriteLine($"THE DEVICE IS WRONG ON PURPOSE ({c.Fault.Name}): {c.Fault.What}");
    }

    static string Line(Procedure p, StepGroup g)
    {
        string failure = g.FirstFailure is { } first ? $"\n        {first}" : "";
        return $"{(g.Passed ? "passed" : "FAILED")}  {p.Name,-4}  {g.Name,-58} {g.Steps.Count,3} {(g.Steps.Count == 1 ? "step" : "steps")}{failure}";
    }

    static T Word<T>(string option, string given) where T : struct, Enum
    {
        string[] words = Enum.GetNames<T>();
        // An enum's number is no word of the standard's.
        int index = Array.FindIndex(words, w => w.Equals(given, StringComparison.OrdinalIgnoreCase));
        return index >= 0 ? Enum.GetValues<T>()[index] : throw new VerbFailure(ExitCode.Usage, $"{option} {given}: allowed: {string.Join(", ", words)}");
    }

    static DeviceFault FaultOf(string? name)
    {
        if (name is null) return DeviceFault.None;
        string[] words = [.. DeviceFault.All.Select(f => f.Name)];
        return Array.Find(DeviceFault.All, f => f.Name == name)
            ?? throw new VerbFailure(ExitCode.Usage, $"there is no fault '{name}'{NearestWord.Hint(name, words)}; allowed: {string.Join(", ", words)}");
    }
}
