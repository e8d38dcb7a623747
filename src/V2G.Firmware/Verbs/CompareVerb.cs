using System.Globalization;
using ConsoleAppFramework;
using V2G.Firmware.Terminal;
using V2G.Firmware.Trajectories;

namespace V2G.Firmware.Verbs;

internal sealed record CompareReport(ComparisonResult[] Files, Dictionary<string, int> Rules, int Passed, int Excepted, int Failed);

/// <summary>The controller against trajectories of an independent model of IEEE 1547-2018.</summary>
internal sealed class CompareVerb
{
    /// <summary>Drives the controller through every trajectory below a folder (NAME.json beside NAME.csv) and compares its output; exit 5 when one differs.</summary>
    /// <param name="folder">Folder of trajectories.</param>
    /// <param name="json">Print JSON.</param>
    [Command("compare")]
    public int Compare([Argument] string folder, bool json = false)
    {
        List<ComparisonResult> results = [];
        try
        {
            foreach (ComparisonResult result in TrajectoryFolder.Compare(folder))
            {
                results.Add(result);
                if (!json) Console.Out.WriteLine(Line(result));
            }
        }
        catch (TrajectoryException e)
        {
            throw new VerbFailure(ExitCode.InvalidInput, e.Message);
        }
        CompareReport report = new([.. results], results.SelectMany(r => r.Rules).CountBy(r => r).ToDictionary(),
            results.Count(r => r.Verdict == "passed"), results.Count(r => r.Verdict == "excepted"), results.Count(r => r.Verdict == "failed"));
        if (json) Reports.Print(report, Reports.Default.CompareReport);
        else Print(report);
        return report.Failed == 0 ? ExitCode.Ok : ExitCode.VerdictFail;
    }

    static string Line(ComparisonResult r)
    {
        string largest = r.LargestPPu is null ? "" : string.Create(CultureInfo.InvariantCulture, $"  P {r.LargestPPu:0.0e+00}  Q {r.LargestQPu:0.0e+00} pu");
        string tail = r.Verdict switch
        {
            "excepted" => $"  {r.ExceptedRows} of {r.Rows} rows: {string.Join("; ", r.Rules)}",
            "failed" => $"  {r.FirstBad}",
            _ => "",
        };
        return $"{r.Verdict,-8}  {r.Name,-28}{largest}{tail}";
    }

    static void Print(CompareReport report)
    {
        Console.Out.WriteLine();
        foreach (ExceptionRule rule in ExceptionRule.All.Where(r => report.Rules.ContainsKey(r.Name)))
            Console.Out.WriteLine($"exception '{rule.Name}', {report.Rules[rule.Name]} files: {rule.What} ({rule.Clause})");
        Console.Out.WriteLine($"{report.Passed} passed, {report.Excepted} excepted, {report.Failed} failed");
    }
}
