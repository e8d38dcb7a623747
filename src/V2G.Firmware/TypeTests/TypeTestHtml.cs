using System.Text;
using V2G.Firmware.Charts;

namespace V2G.Firmware.TypeTests;

/// <summary>The report for people: one file without script or outside resource, well-formed as XML. Filled group by group.</summary>
internal sealed class TypeTestHtml
{
    const string Style = """
        body{font-family:Helvetica,Arial,'Liberation Sans','DejaVu Sans',sans-serif;color:#1F2933;max-width:1000px;margin:2em auto;padding:0 1em}
        table{border-collapse:collapse;margin:.6em 0}td,th{border:1px solid #E1E5EA;padding:.25em .6em;text-align:left;vertical-align:top;font-size:90%}
        .pass{color:#00694D}.fail{color:#8C1D18;font-weight:bold}.own{color:#5B6770}.tag{border:1.5px solid #8C1D18;color:#8C1D18;font-weight:bold;padding:.1em .5em;letter-spacing:1px}
        svg{max-width:100%;height:auto}summary{cursor:pointer}
        """;

    readonly StringBuilder _body = new();
    int _pictures;

    public void Begin(Procedure p) => _body.Append($"<h2 id=\"{T(p.Name)}\">{T(p.Name)}: {T(p.Title)} (IEEE 1547.1-2020 {T(p.Clause)})</h2>\n");

    /// <summary>Draws the group now, so that its time series need not be kept.</summary>
    public void Add(Procedure p, StepGroup group)
    {
        _body.Append($"<h3>{T(group.Name)}: {Verdict(group.Passed)}</h3>\n");
        if (group.Trace.Samples.Count > 1) _body.Append(GroupPicture.Svg(p, group, $"p{_pictures++}"));
        _body.Append(group.Passed ? "<details><summary>steps</summary>\n" : "<details open=\"open\"><summary>steps</summary>\n");
        _body.Append("<table><tr><th>step</th><th>from, s</th><th>verdict</th><th>criteria</th></tr>\n");
        foreach (TestStep step in group.Steps)
            _body.Append($"<tr><td>{T(step.Name)}</td><td>{step.From:0.###}</td><td>{Verdict(step.Passed)}</td><td>{string.Join("<br/>", step.Checks.Select(Line))}</td></tr>\n");
        _body.Append("</table></details>\n");
    }

    public string Page(TypeTestReport report)
    {
        StringBuilder page = new();
        page.Append("<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\"><head><meta charset=\"utf-8\"/><title>Type tests, SIMULATED</title>\n");
        page.Append($"<style>{Style}</style></head><body>\n<h1>Type tests to IEEE 1547.1-2020 <span class=\"tag\">SIMULATED</span></h1>\n");
        page.Append($"<p>Category {T(report.Category)}, abnormal category {T(report.AbnormalCategory)}. {report.Passed} passed, {report.Failed} failed: {Verdict(report.Failed == 0)}</p>\n");
        if (report.Fault is not null) page.Append($"<p class=\"fail\">The device was made wrong on purpose: {T(report.Fault)}.</p>\n");
        page.Append("<p>Where a criterion is marked as ours it is tighter than the standard's and stands beside it. Simulated results are no certificate.</p>\n");
        page.Append("<table><tr><th>procedure</th><th>clause</th><th>passed</th><th>failed</th><th>verdict</th></tr>\n");
        foreach (ProcedureReport p in report.Procedures)
        {
            page.Append($"<tr><td><a href=\"#{T(p.Name)}\">{T(p.Name)}</a> {T(p.Title)}</td><td>{T(p.Clause)}</td><td>{p.Groups.Count(g => g.Passed)}</td>");
            page.Append($"<td>{p.Groups.Count(g => !g.Passed)}</td><td>{Verdict(p.Passed)}</td></tr>\n");
        }
        return page.Append("</table>\n").Append(_body).Append("</body></html>\n").ToString();
    }

    static string Line(Check c) => $"<span class=\"{(!c.Passed ? "fail" : c.Own ? "own" : "pass")}\">{T(c.Text)}</span>";

    static string Verdict(bool passed) => passed ? "<span class=\"pass\">PASS</span>" : "<span class=\"fail\">FAIL</span>";

    static string T(string text) => SvgText.Escape(text);
}
