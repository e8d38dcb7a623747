using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using V2G.Iso15118.Exi;
using V2G.Iso15118.Generator;

namespace V2G.Iso15118.Tests;

/// <summary>A wrong declaration is told when it is compiled, at its place.</summary>
public class DeclarationTests
{
    const string Head = """
        using V2G.Iso15118.Exi;
        [assembly: SchemaNamespace("Trial", "urn:trial")]
        namespace Trial;
        [MessageSets] public enum Sets { [Schemas("Trial")] All }
        public enum Colour : byte { Red, Green }
        [ComplexType] public partial struct Part { public byte A; }

        """;

    static (Diagnostic[] Found, string[] Sources) Generate(string declarations)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(Head + declarations, path: "Trial.cs");
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        MetadataReference[] references =
        [
            MetadataReference.CreateFromFile(typeof(object).Assembly.Location), MetadataReference.CreateFromFile(Path.Combine(runtime, "System.Runtime.dll")),
            MetadataReference.CreateFromFile(typeof(ComplexTypeAttribute).Assembly.Location),
        ];
        CSharpCompilation compilation = CSharpCompilation.Create("Trial", [tree], references, new(OutputKind.DynamicallyLinkedLibrary));
        GeneratorDriverRunResult result = CSharpGeneratorDriver.Create(new ExiGenerator()).RunGenerators(compilation).GetRunResult();
        return ([.. result.Diagnostics], [.. result.GeneratedTrees.Select(t => t.ToString())]);
    }

    [Fact]
    public void A_right_declaration_gives_tables_and_no_complaint()
    {
        (Diagnostic[] found, string[] sources) = Generate("""
            [GlobalElement] public partial struct M
            {
                [XmlAttribute, MaxLength(4)] public Text? Id;
                public Part One;
                [Choice] public byte? B;
                [Choice] public Colour? C;
                [Occurs(0, 3)] public Many<Part> Parts;
            }
            """);
        Assert.Empty(found);
        Assert.Equal(3, sources.Length);
        Assert.Contains(sources, s => s.Contains("partial struct M : global::V2G.Iso15118.Exi.IExiType", StringComparison.Ordinal));
    }

    [Theory]
    // Order
    [InlineData("EXI001", "attributes come before elements", "public byte A; [XmlAttribute, MaxLength(4)] public Text? @Id;", "Id")]
    [InlineData("EXI001", "what it extends comes first", "public byte B; [Extends] public Part Part;", "Part")]
    [InlineData("EXI001", "'A1' comes before 'B1'", "[Substitution] public Part? B1; [Substitution] public Part? A1;", "A1")]
    [InlineData("EXI001", "the value comes last", "[Value] public byte V; public byte B;", "V")]
    // Overlap
    [InlineData("EXI002", "has 'A' twice", "[Extends] public Part Part; public byte A;", "A")]
    [InlineData("EXI002", "ambiguous", "public byte? A; [Choice] public byte? B; [Choice] public byte? C;", "M", "[ContentModel(\"(A, B) | (A, C)\")]")]
    // Missing bound
    [InlineData("EXI003", "has no bound", "public Text T;", "T")]
    [InlineData("EXI003", "has no bound", "public Base64Binary B;", "B")]
    [InlineData("EXI003", "has no bound: [Occurs(min, max)]", "public Many<Part> P;", "P")]
    // Impossible facets
    [InlineData("EXI004", "has no length", "[MaxLength(3)] public int I;", "I")]
    [InlineData("EXI004", "wider than its type", "[Range(0, 300)] public byte B;", "B")]
    [InlineData("EXI004", "is empty", "[Range(5, 4)] public int I;", "I")]
    [InlineData("EXI004", "is no list", "[Occurs(1, 4)] public Part P;", "P")]
    [InlineData("EXI004", "can't occur 4 to 2 times", "[Occurs(4, 2)] public Many<Part> P;", "P")]
    // Unknown
    [InlineData("EXI005", "neither a declared type nor one that EXI knows", "public decimal D;", "D")]
    [InlineData("EXI005", "counts from 0", "public Odd O;", "Odd")]
    // Content
    [InlineData("EXI006", "contains itself", "public Other O;", "M", "[ComplexType] public partial struct Other { [Occurs(0, 2)] public Many<M> M; }", true)]
    [InlineData("EXI006", "must be optional", "[Choice] public byte B; [Choice] public byte? C;", "B")]
    [InlineData("EXI006", "names 'X', which is no field", "public byte A;", "M", "[ContentModel(\"A, X\")]")]
    [InlineData("EXI006", "leaves 'B' out", "public byte A; public byte B;", "B", "[ContentModel(\"A\")]")]
    [InlineData("EXI006", "a choice of one", "[Choice] public byte? B;", "B")]
    public void A_wrong_declaration_is_told_at_its_place(string id, string what, string fields, string at, string more = "", bool moreIsType = false)
    {
        string attribute = moreIsType ? "" : more, type = moreIsType ? more : "";
        (Diagnostic[] found, string[] sources) = Generate($$"""
            public enum Odd : byte { Two = 2 }
            {{type}}
            [ComplexType]{{attribute}} public partial struct M { {{fields}} }
            """);
        Assert.Empty(sources);
        Diagnostic first = Assert.Single(found, d => d.Id == id && d.GetMessage().Contains(what, StringComparison.Ordinal));
        Assert.Equal(DiagnosticSeverity.Error, first.Severity);
        string text = Head + $$"""
            public enum Odd : byte { Two = 2 }
            {{type}}
            [ComplexType]{{attribute}} public partial struct M { {{fields}} }
            """;
        Assert.Equal("Trial.cs", first.Location.GetLineSpan().Path);
        Assert.Equal(at, text.Substring(first.Location.SourceSpan.Start, first.Location.SourceSpan.Length).TrimStart('@'));
    }

    [Fact]
    public void An_edit_elsewhere_generates_nothing_anew()
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        CSharpCompilation compilation = CSharpCompilation.Create("Trial", [CSharpSyntaxTree.ParseText(Head, cancellationToken: cancel)],
            [MetadataReference.CreateFromFile(typeof(object).Assembly.Location), MetadataReference.CreateFromFile(typeof(ComplexTypeAttribute).Assembly.Location)]);
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new ExiGenerator().AsSourceGenerator()], driverOptions: new(IncrementalGeneratorOutputKind.None, true));
        driver = driver.RunGenerators(compilation, cancel);
        driver = driver.RunGenerators(compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("class Elsewhere;", cancellationToken: cancel)), cancel);
        IEnumerable<IncrementalStepRunReason> reasons = driver.GetRunResult().Results[0].TrackedOutputSteps.SelectMany(s => s.Value).SelectMany(s => s.Outputs).Select(o => o.Reason);
        Assert.All(reasons, r => Assert.Equal(IncrementalStepRunReason.Cached, r));
    }
}
