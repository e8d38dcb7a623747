using V2G.Iso15118.Generator.Declarations;

namespace V2G.Iso15118.Generator.Grammar;

/// <summary>
/// Where the compiler puts the fields of a struct: in their order, each at a multiple of its own alignment. Numbers are known here,
/// at build time; a test compares every one of them with what the compiler made.
/// </summary>
internal static class Layout
{
    /// <summary>Text, HexBinary, Base64Binary, Integer and Many are two 32-bit numbers.</summary>
    const int HandleSize = 8, HandleAlignment = 4;

    public static (int Size, int Alignment) Of(FieldDeclaration field, SchemaType? type)
    {
        (int size, int alignment) = OfValue(field, type);
        return field.Shape switch
        {
            Shape.List => (HandleSize, HandleAlignment),
            // Nullable<T>: a byte that says whether there is a value, then the value at its alignment.
            Shape.Optional => (RoundUp(alignment + size, alignment), alignment),
            _ => (size, alignment),
        };
    }

    public static (int Size, int Alignment) OfValue(FieldDeclaration field, SchemaType? type) => field.Kind switch
    {
        ValueKind.Complex => (type!.Size, type.Alignment),
        ValueKind.Text or ValueKind.HexBinary or ValueKind.Base64Binary or ValueKind.Integer => (HandleSize, HandleAlignment),
        _ => (field.Bytes, field.Bytes),
    };

    public static int RoundUp(int value, int alignment) => (value + alignment - 1) / alignment * alignment;
}
