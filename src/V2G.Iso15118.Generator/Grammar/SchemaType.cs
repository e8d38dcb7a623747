using V2G.Iso15118.Generator.Declarations;

namespace V2G.Iso15118.Generator.Grammar;

/// <summary>A name with its namespace's URI ("" for none). Ordered as EXI orders them: by local name, then by URI (8.5.4.1.6).</summary>
internal readonly record struct QName(string Local, string Uri) : IComparable<QName>
{
    public int CompareTo(QName other)
    {
        int byName = string.CompareOrdinal(Local, other.Local);
        return byName != 0 ? byName : string.CompareOrdinal(Uri, other.Uri);
    }
}

/// <summary>A field of a type with everything that it inherits laid flat: its place in memory and its name on the wire.</summary>
internal sealed record SchemaField(FieldDeclaration Declaration, QName Name, string Path, int Offset)
{
    public SchemaType? Type { get; init; }

    /// <summary>Offset of "is there", for optional ones.</summary>
    public int Presence { get; init; } = -1;

    /// <summary>Bytes from one item of a list to the next.</summary>
    public int ItemSize { get; init; }

    /// <summary>Index within the type of the inline list whose item holds this field; -1 otherwise.</summary>
    public int Group { get; init; } = -1;

    public ValueKind Kind => Declaration.Kind switch
    {
        ValueKind.Complex when Type!.IsRational => ValueKind.Rational,
        ValueKind.Signed or ValueKind.Unsigned when Declaration.High - Declaration.Low < 4096 => ValueKind.Bits,
        ValueKind.Signed when Declaration.Low >= 0 => ValueKind.Unsigned,
        var kind => kind,
    };

    public int Bits => Kind switch
    {
        ValueKind.Bits => Automaton.BitsFor((long)(Declaration.High - Declaration.Low) + 1),
        ValueKind.Enumeration => Automaton.BitsFor(Declaration.Enumeration!.Literals.Count),
        _ => 1,
    };
}

/// <summary>A declared type after everything about it is known.</summary>
internal sealed class SchemaType(TypeDeclaration declaration, int index)
{
    public TypeDeclaration Declaration { get; } = declaration;

    public int Index { get; } = index;

    /// <summary>Of the global element; null for a type alone.</summary>
    public QName? Element { get; set; }

    /// <summary>Of the namespace that local elements belong to.</summary>
    public NamespaceDeclaration? Namespace { get; set; }

    public List<SchemaField> Fields { get; } = [];

    public Automaton? Automaton { get; set; }

    public int Size { get; set; }

    public int Alignment { get; set; } = 1;

    /// <summary>Elements on the longest way down.</summary>
    public int Depth { get; set; }

    /// <summary>A choice or a content model: a writer must look whether anything was left over.</summary>
    public bool MayLeaveOver { get; set; }

    /// <summary>Exponent in 8 bits and a value of 16: RationalNumber.</summary>
    public bool IsRational => Fields.Count == 2 && Fields.All(f => f.Declaration.Shape == Shape.Required && !f.Declaration.IsAttribute)
        && Fields[0].Kind == ValueKind.Bits && Fields[0].Declaration is { Kind: ValueKind.Signed, Bytes: 1, HasRange: false }
        && Fields[1].Declaration is { Kind: ValueKind.Signed, Bytes: 2, HasRange: false };
}

/// <summary>A message set: the codes of its global elements, and of all its elements where a fragment begins (EXI 1.0, 8.5.1 and 8.5.2).</summary>
internal sealed record MessageSet(SetDeclaration Declaration, IReadOnlyList<(QName Name, SchemaType? Type)> Roots, IReadOnlyList<(QName Name, SchemaType? Type)> Fragments);
