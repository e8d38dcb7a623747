namespace V2G.Iso15118.Generator.Declarations;

/// <summary>A struct marked [ComplexType] or [GlobalElement].</summary>
internal sealed record TypeDeclaration(string Namespace, string Name, EquatableList<FieldDeclaration> Fields, Place? Place)
{
    public string FullName => Namespace + "." + Name;

    /// <summary>The global element's name; null for a type alone.</summary>
    public string? Element { get; init; }

    /// <summary>The element belongs to another C# namespace's schema than the one it stands in.</summary>
    public string? ElementNamespace { get; init; }

    public bool IsMixed { get; init; }

    public string? ContentModel { get; init; }

    /// <summary>Members of a substitution group that count in event codes but are refused.</summary>
    public EquatableList<string> Undeclared { get; init; }

    public bool IsPartial { get; init; }
}

/// <summary>A schema's namespace: which C# namespace stands for it and whether its local names are qualified.</summary>
internal sealed record NamespaceDeclaration(string CSharp, string Uri, bool ElementsQualified, bool AttributesQualified);

/// <summary>A message set: the schemas that make one grammar.</summary>
internal sealed record SetDeclaration(string Name, EquatableList<string> Namespaces, EquatableList<string> Undeclared, Place? Place);
