namespace V2G.Iso15118.Generator.Declarations;

internal enum Shape
{
    Required,
    /// <summary>T?</summary>
    Optional,
    /// <summary>Many of T</summary>
    List,
}

/// <summary>A field of a declared struct, as its author wrote it.</summary>
internal sealed record FieldDeclaration(string Name, Shape Shape, ValueKind Kind, string TypeName, Place? Place)
{
    /// <summary>Bytes of a number in memory.</summary>
    public int Bytes { get; init; }

    public bool IsAttribute { get; init; }

    public bool IsExtends { get; init; }

    public bool IsValue { get; init; }

    public bool IsInline { get; init; }

    public bool IsChoice { get; init; }

    public bool IsSubstitution { get; init; }

    /// <summary>The choice as a whole may be left out.</summary>
    public bool ChoiceIsOptional { get; init; }

    /// <summary>Without limit of its own: what bounds it is the message's length.</summary>
    public bool IsUnbounded { get; init; }

    public bool HasLength => MaxLength is not null;

    public int MinLength { get; init; }

    public int? MaxLength { get; init; }

    /// <summary>What the type allows, narrowed by [Range].</summary>
    public decimal Low { get; init; }

    public decimal High { get; init; }

    public bool HasRange { get; init; }

    public bool HasOccurs { get; init; }

    public int MinOccurs { get; init; }

    public int MaxOccurs { get; init; }

    public EnumDeclaration? Enumeration { get; init; }
}

/// <summary>An enumeration's literals in their order: the order is the code.</summary>
internal sealed record EnumDeclaration(string TypeName, EquatableList<string> Literals, bool IsPlain, Place? Place);
