using System.Xml.Linq;
using V2G.Fuzz;
using V2G.Iso15118.Exi;
using V2G.Iso15118.Forms;

namespace V2G.Iso15118.Tests;

/// <summary>
/// What is read from bytes, written as XML, against the vector's XML, both read by the platform's XML reader: no code of ours stands on
/// both sides.
/// </summary>
public class IndependentXmlTests
{
    [Theory]
    [MemberData(nameof(Files))]
    public void R_28_what_is_read_has_every_name_namespace_and_value_of_the_vectors_XML(string file)
    {
        ExiDocument document = new();
        int compared = 0;
        foreach (VectorRow row in VectorFile.Rows(file).Where(r => !r.IsMalformed))
        {
            ExiError error = row.IsFragment ? document.DecodeFragment(row.Set, row.Exi) : document.Decode(row.Set, row.Exi);
            Assert.True(error.IsOk, $"{row.Name}: {error}");
            string ours = Plain(XElement.Parse(MessageXml.Write(document), LoadOptions.PreserveWhitespace)), theirs = Plain(XElement.Parse(row.Xml!, LoadOptions.PreserveWhitespace));
            Assert.True(ours == theirs, $"{row.Name}\n{ours}\n{theirs}");
            compared++;
        }
        Assert.True(compared > 0);
    }

    public static TheoryData<string> Files => [.. VectorFile.Names.Where(n => n != "malformed.dev.jsonl")];

    // Prefixes don't count, nor the order of attributes.
    static string Plain(XElement element)
    {
        IEnumerable<string> attributes = element.Attributes().Where(a => !a.IsNamespaceDeclaration).Select(a => $" {a.Name}='{a.Value}'").Order(StringComparer.Ordinal);
        string content = element.HasElements ? string.Concat(element.Elements().Select(Plain)) : element.Value;
        return $"<{element.Name}{string.Concat(attributes)}>{content}</>";
    }
}
