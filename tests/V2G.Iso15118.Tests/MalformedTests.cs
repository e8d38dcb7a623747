using V2G.Fuzz;
using V2G.Iso15118.Exi;
using V2G.Iso15118.Forms;

namespace V2G.Iso15118.Tests;

/// <summary>Damaged bytes, and what two other codecs made of them.</summary>
public class MalformedTests
{
    /// <summary>Where bytes are refused that EXIficient accepts: how often, and by which clause.</summary>
    static readonly Dictionary<ExiProblem, (int Rows, string Clause)> Stricter = new()
    {
        [ExiProblem.Header] = (14, "ISO 15118-20 uses EXI's default options: a header of one byte, 0x80 (EXI 1.0, 5: neither cookie nor options, final version 1)"),
        [ExiProblem.Root] = (3, "SE(*) of the document's grammar: an element of no schema is no message"),
        [ExiProblem.Unforeseen] = (21, "EXI 1.0, 8.5.4.4: productions that the schema does not foresee (xsi:type, xsi:nil, untyped characters) carry nothing that a message may have"),
        [ExiProblem.Range] = (24, "the types' facets: xs:short, xs:unsignedInt, xs:unsignedLong, numericIDType, percentValueType"),
        [ExiProblem.TooLong] = (3, "sessionIDType has a length of 8"),
    };

    [Fact]
    public void R_28_what_both_others_reject_is_rejected_and_every_other_verdict_that_is_not_shared_has_a_clause()
    {
        VectorCheck check = new();
        ExiDocument document = new();
        List<string> failures = [];
        Dictionary<ExiProblem, int> stricter = [];
        int rows = 0, otherMeaning = 0, moreLenient = 0;
        foreach (VectorRow row in VectorFile.Rows("malformed.dev.jsonl"))
        {
            rows++;
            VectorResult result = check.Run(row);
            failures.AddRange(result.Failures.Select(f => $"{row.Name}: {f}"));
            ExiError error = document.Decode(row.Set, row.Exi);
            if (!error.IsOk && row.ExificientAccepts) stricter[error.Problem] = stricter.GetValueOrDefault(error.Problem) + 1;
            if (error.IsOk && !row.ExificientAccepts) moreLenient++;
            if (error.IsOk && row.ExificientAccepts && result.Note is not null) otherMeaning++;
        }
        Assert.Equal(818, rows);
        Assert.True(failures.Count == 0, string.Join("\n", failures));
        Assert.Equal((0, 0), (otherMeaning, moreLenient));
        Assert.Equal(Stricter.ToDictionary(s => s.Key, s => s.Value.Rows).OrderBy(s => s.Key), stricter.OrderBy(s => s.Key));
    }
}
