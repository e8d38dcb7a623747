using System.Globalization;
using ConsoleAppFramework;
using V2G.Control.Protection;
using V2G.Firmware.Configuration;
using V2G.Firmware.Terminal;

namespace V2G.Firmware.Verbs;

internal sealed record FaultReport(string Code, string Name, string Text, string Severity, string Cause, string Effect, string Led, string Action);

internal sealed class ExplainVerb
{
    /// <summary>What a fault code means, what it does and what to do.</summary>
    /// <param name="code">A code (0xF4, F4) or its text ("Grid Sync Loss"); without it, the whole list.</param>
    /// <param name="json">Print JSON.</param>
    [Command("explain")]
    public int Explain([Argument] string? code = null, bool json = false)
    {
        if (code is null) return List(json);
        Fault fault = Find(code);
        if (json)
        {
            Reports.Print(Report(fault), Reports.Default.FaultReport);
            return ExitCode.Ok;
        }
        Console.Out.WriteLine($"""
            {fault.CodeText}  {fault.Text}
              cause   {fault.Cause}
              effect  {fault.Effect}
              light   {fault.Led}
              action  {fault.Action}
            """);
        return ExitCode.Ok;
    }

    static int List(bool json)
    {
        if (json) Reports.Print([.. FaultRegistry.All.ToArray().Select(Report)], Reports.Default.FaultReportArray);
        else foreach (Fault fault in FaultRegistry.All) Console.Out.WriteLine($"{fault.CodeText}  {fault.Severity,-8}  {fault.Text}");
        return ExitCode.Ok;
    }

    static Fault Find(string given)
    {
        string hex = given.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? given[2..] : given;
        if (byte.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte code) && FaultRegistry.Find(code) is { } byCode) return byCode;
        Fault[] all = FaultRegistry.All.ToArray();
        Fault? byText = Array.Find(all, f => f.Text.Equals(given, StringComparison.OrdinalIgnoreCase) || f.Name.Equals(given, StringComparison.OrdinalIgnoreCase));
        return byText ?? throw new VerbFailure(ExitCode.Usage,
            $"no fault '{given}'{NearestWord.Hint(given, all.SelectMany(f => new[] { f.CodeText, f.Text, f.Name }))}\n`v2g explain` lists all.");
    }

    static FaultReport Report(Fault f) => new(f.CodeText, f.Name, f.Text, f.Severity.ToString().ToLowerInvariant(), f.Cause, f.Effect, f.Led, f.Action);
}
