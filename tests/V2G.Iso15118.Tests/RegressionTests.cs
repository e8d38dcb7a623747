using V2G.Fuzz;
using V2G.Iso15118.Forms;
using V2G.Iso15118.Exi;

namespace V2G.Iso15118.Tests;

/// <summary>What was found once. scripts/fuzz prints its findings as rows of this file.</summary>
public class RegressionTests
{
    public static TheoryData<string> Rows => [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Regressions", "exi.jsonl"))];

    [Theory]
    [MemberData(nameof(Rows))]
    public void R_28_what_was_wrong_once_stays_right(string line)
    {
        VectorRow row = VectorRow.Parse(line);
        ExiProperties properties = new();
        Assert.Null(properties.AnyBytes(row.Set, row.IsFragment, row.Exi, out ExiError error));
        if (!error.IsOk) return;
        ExiDocument document = new();
        _ = row.IsFragment ? document.DecodeFragment(row.Set, row.Exi) : document.Decode(row.Set, row.Exi);
        Assert.Null(properties.RoundTrip(row.Set, document, row.IsFragment, out _));
    }
}
