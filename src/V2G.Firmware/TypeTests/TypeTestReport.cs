using V2G.Firmware.Terminal;

namespace V2G.Firmware.TypeTests;

/// <summary>One criterion for a script; figures are null where there is none.</summary>
internal sealed record CheckReport(string Text, bool Passed, bool Own, double? Measured, double? Low, double? High, string Unit);

internal sealed record StepReport(string Name, bool Passed, CheckReport[] Checks);

internal sealed record GroupReport(string Name, bool Passed, StepReport[] Steps);

internal sealed record ProcedureReport(string Name, string Title, string Clause, bool Passed, GroupReport[] Groups);

/// <summary>What a run of type tests found.</summary>
internal sealed record TypeTestReport(
    bool Simulated, string Category, string AbnormalCategory, string? Fault, ProcedureReport[] Procedures, int Passed, int Failed, string Verdict)
{
    public static TypeTestReport Of(Conditions c, IReadOnlyList<ProcedureReport> procedures)
    {
        int passed = procedures.Sum(p => p.Groups.Count(g => g.Passed)), failed = procedures.Sum(p => p.Groups.Count(g => !g.Passed));
        return new(true, c.Normal.ToString(), c.Abnormal.ToString(), c.Fault.Name.Length == 0 ? null : c.Fault.Name, [.. procedures], passed, failed, failed == 0 ? "PASS" : "FAIL");
    }

    public static ProcedureReport Of(Procedure p, IReadOnlyList<GroupReport> groups) => new(p.Name, p.Title, $"IEEE 1547.1-2020 {p.Clause}", groups.All(g => g.Passed), [.. groups]);

    public static GroupReport Of(StepGroup group) => new(group.Name, group.Passed, [.. group.Steps.Select(s => new StepReport(s.Name, s.Passed, [.. s.Checks.Select(Of)]))]);

    static CheckReport Of(Check c) => new(c.Text, c.Passed, c.Own, Reports.Figure(c.Measured),
        c.Unit.Length == 0 ? null : Reports.Figure(c.Allowed.Low), c.Unit.Length == 0 ? null : Reports.Figure(c.Allowed.High), c.Unit);
}
