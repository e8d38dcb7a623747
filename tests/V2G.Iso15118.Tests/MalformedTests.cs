using V2G.Fuzz;
using V2G.Iso15118.Forms;

namespace V2G.Iso15118.Tests;

public class MalformedTests
{
    [Fact]
    public void R_28_what_both_others_reject_is_rejected_and_what_is_accepted_has_their_meaning()
    {
        VectorCheck check = new();
        List<string> failures = [], notes = [];
        foreach (VectorRow row in VectorFile.Rows("malformed.dev.jsonl"))
        {
            VectorResult result = check.Run(row);
            failures.AddRange(result.Failures.Select(f => $"{row.Name}: {f}"));
            if (result.Note is { } note) notes.Add($"{row.Name}: {note}");
        }
        Assert.True(failures.Count == 0, $"{failures.Count} failures\n" + string.Join("\n", failures.Take(20)));
        foreach (string n in notes) TestContext.Current.TestOutputHelper!.WriteLine(n);
    }
}
