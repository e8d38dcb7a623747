using Microsoft.CodeAnalysis;
using V2G.Iso15118.Generator.Declarations;

namespace V2G.Iso15118.Generator;

/// <summary>What can be wrong with a declaration. A wrong one is told at its place, when it is compiled, and nothing is generated from it.</summary>
internal static class Diagnostics
{
    public static readonly DiagnosticDescriptor Order = Rule("EXI001", "Order", "{0}");
    public static readonly DiagnosticDescriptor Overlap = Rule("EXI002", "Overlap", "{0}");
    public static readonly DiagnosticDescriptor Bound = Rule("EXI003", "Missing bound", "{0}");
    public static readonly DiagnosticDescriptor Facet = Rule("EXI004", "Impossible facet", "{0}");
    public static readonly DiagnosticDescriptor Unknown = Rule("EXI005", "Unknown name or type", "{0}");
    public static readonly DiagnosticDescriptor Content = Rule("EXI006", "Impossible content", "{0}");

    static DiagnosticDescriptor Rule(string id, string title, string message) => new(id, title, message, "V2G.Exi", DiagnosticSeverity.Error, true);
}

/// <summary>One finding, until it can be reported.</summary>
internal sealed record Finding(DiagnosticDescriptor Rule, string Message, Place? Place)
{
    public Diagnostic ToDiagnostic() => Diagnostic.Create(Rule, Place?.ToLocation() ?? Location.None, Message);
}
