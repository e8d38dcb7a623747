using V2G.Fuzz;
using V2G.Iso15118.Forms;

namespace V2G.Iso15118.Tests;

public class VectorTests
{
    [Theory]
    [InlineData("AppProtocol.dev.jsonl", 35)]
    [InlineData("iso20_CommonMessages.dev.jsonl", 1423)]
    [InlineData("iso20_AC.dev.jsonl", 380)]
    [InlineData("iso20_DC.dev.jsonl", 719)]
    [InlineData("iso20_AC_DER_IEC_derived.dev.jsonl", 516)]
    [InlineData("iso20_AC_DER_SAE_derived.dev.jsonl", 572)]
    [InlineData("iso20_ACDP.dev.jsonl", 433)]
    [InlineData("iso20_WPT.dev.jsonl", 810)]
    [InlineData("iso20_signature_fragments.dev.jsonl", 157)]
    [InlineData("live_sessions.dev.jsonl", 645)]
    public void R_28_every_vector_reads_as_its_XML_and_is_written_byte_for_byte(string file, int rows)
    {
        VectorCheck check = new();
        int seen = 0;
        List<string> failures = [];
        foreach (VectorRow row in VectorFile.Rows(file))
        {
            seen++;
            VectorResult result = check.Run(row);
            failures.AddRange(result.Failures.Select(f => $"{row.Name}: {f}"));
        }
        Assert.Equal(rows, seen);
        Assert.True(failures.Count == 0, $"{failures.Count} failures\n" + string.Join("\n", failures.Take(20)));
    }
}
