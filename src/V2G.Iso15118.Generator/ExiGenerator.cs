using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using V2G.Iso15118.Generator.Declarations;
using V2G.Iso15118.Generator.Emitter;
using V2G.Iso15118.Generator.Grammar;

namespace V2G.Iso15118.Generator;

/// <summary>
/// From declared messages to EXI grammars, in three rooms: Declarations reads the structs, Grammar makes states and productions
/// of them (EXI 1.0, 8.5), Emitter writes them down as tables. The fourth room is the runtime that walks the tables: V2G.Iso15118/Exi.
/// </summary>
[Generator]
public sealed class ExiGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValueProvider<ImmutableArray<TypeDeclaration>> globals = Types(context, "GlobalElement", global: true).Collect();
        IncrementalValueProvider<ImmutableArray<TypeDeclaration>> locals = Types(context, "ComplexType", global: false).Collect();
        IncrementalValueProvider<EquatableList<NamespaceDeclaration>> namespaces =
            context.CompilationProvider.Select((c, _) => new EquatableList<NamespaceDeclaration>(DeclarationReader.Namespaces(c.Assembly)));
        IncrementalValueProvider<ImmutableArray<EquatableList<SetDeclaration>>> sets = context.SyntaxProvider
            .ForAttributeWithMetadataName(DeclarationReader.Attributes + "MessageSetsAttribute", (node, _) => node is EnumDeclarationSyntax,
                (found, _) => new EquatableList<SetDeclaration>(DeclarationReader.Sets((INamedTypeSymbol)found.TargetSymbol))).Collect();

        context.RegisterSourceOutput(globals.Combine(locals).Combine(namespaces).Combine(sets), (output, all) =>
        {
            (((ImmutableArray<TypeDeclaration> Globals, ImmutableArray<TypeDeclaration> Locals) types, EquatableList<NamespaceDeclaration> schemas),
                ImmutableArray<EquatableList<SetDeclaration>> messageSets) = all;
            Schema schema = Schema.Of([.. types.Globals, .. types.Locals], [.. schemas], [.. messageSets.SelectMany(s => s)]);
            foreach (Finding finding in schema.Findings) output.ReportDiagnostic(finding.ToDiagnostic());
            if (schema.Findings.Count > 0) return;
            output.AddSource("Grammars.g.cs", GrammarEmitter.Tables(schema));
            output.AddSource("Types.g.cs", TypeEmitter.Types(schema));
            output.AddSource("Layout.g.cs", TypeEmitter.LayoutCheck(schema));
        });
    }

    static IncrementalValuesProvider<TypeDeclaration> Types(IncrementalGeneratorInitializationContext context, string attribute, bool global) =>
        context.SyntaxProvider.ForAttributeWithMetadataName(DeclarationReader.Attributes + attribute + "Attribute",
            (node, _) => node is StructDeclarationSyntax, (found, _) => DeclarationReader.Type((INamedTypeSymbol)found.TargetSymbol, global));
}
