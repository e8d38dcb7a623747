using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace V2G.Iso15118.Generator.Declarations;

/// <summary>Where something is declared, without holding on to the compilation that it came from.</summary>
internal sealed record Place(string Path, TextSpan Span, LinePositionSpan Lines)
{
    public static Place? Of(ISymbol symbol) => Of(symbol.Locations.FirstOrDefault());

    public static Place? Of(Location? location) =>
        location?.SourceTree is { } tree ? new(tree.FilePath, location.SourceSpan, location.GetLineSpan().Span) : null;

    public Location ToLocation() => Location.Create(Path, Span, Lines);
}
