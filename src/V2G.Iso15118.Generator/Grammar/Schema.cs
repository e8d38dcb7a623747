using V2G.Iso15118.Generator.Declarations;

namespace V2G.Iso15118.Generator.Grammar;

/// <summary>All declared types, resolved, laid out and checked; with findings, nothing is generated.</summary>
internal sealed class Schema
{
    /// <summary>ElementPath.Depth of the runtime.</summary>
    const int MaximumDepth = 16;

    readonly Dictionary<string, SchemaType> _byName = [];
    readonly List<NamespaceDeclaration> _namespaces = [];
    readonly HashSet<SchemaType> _underWay = [], _done = [];

    public List<SchemaType> Types { get; } = [];

    public List<MessageSet> Sets { get; } = [];

    public List<Finding> Findings { get; } = [];

    public static Schema Of(IReadOnlyList<TypeDeclaration> types, IReadOnlyList<NamespaceDeclaration> namespaces, IReadOnlyList<SetDeclaration> sets)
    {
        Schema schema = new();
        schema._namespaces.AddRange(namespaces);
        foreach (TypeDeclaration type in types.OrderBy(t => t.FullName, StringComparer.Ordinal)) schema.Add(type);
        foreach (SchemaType type in schema.Types) schema.Resolve(type);
        if (schema.Findings.Count == 0)
            foreach (SetDeclaration set in sets) schema.Sets.Add(schema.Resolve(set));
        return schema;
    }

    void Add(TypeDeclaration declaration)
    {
        if (_byName.ContainsKey(declaration.FullName)) return;
        SchemaType type = new(declaration, Types.Count);
        Types.Add(type);
        _byName[declaration.FullName] = type;
        type.Namespace = NamespaceOf(declaration.ElementNamespace ?? declaration.Namespace);
        if (type.Namespace is null)
            Find(Diagnostics.Unknown, $"'{declaration.Namespace}' has no [assembly: SchemaNamespace]: '{declaration.Name}' belongs to no schema", declaration.Place);
        if (!declaration.IsPartial) Find(Diagnostics.Unknown, $"'{declaration.Name}' must be partial: the generator adds its number", declaration.Place);
        if (declaration.Element is { } element) type.Element = new(element, type.Namespace?.Uri ?? "");
    }

    void Resolve(SchemaType type)
    {
        if (_done.Contains(type)) return;
        if (!_underWay.Add(type))
        {
            Find(Diagnostics.Content, $"'{type.Declaration.Name}' contains itself: a message's depth must be known", type.Declaration.Place);
            return;
        }
        foreach (FieldDeclaration field in type.Declaration.Fields)
            if (field.Kind == ValueKind.Complex && _byName.TryGetValue(field.TypeName, out SchemaType? inner)) Resolve(inner);
        if (Findings.Count == 0)
        {
            new DeclarationCheck(this, type).Run();
            if (Findings.Count == 0) LayOut(type);
            if (Findings.Count == 0) new ContentBuilder(this, type).Run();
        }
        _underWay.Remove(type);
        _done.Add(type);
    }

    void LayOut(SchemaType type)
    {
        int offset = 0;
        foreach (FieldDeclaration field in type.Declaration.Fields)
        {
            SchemaType? inner = TypeOf(field);
            (int size, int alignment) = Layout.Of(field, inner);
            offset = Layout.RoundUp(offset, alignment);
            if (field.IsExtends) type.Fields.AddRange(inner!.Fields.Select(f => Shift(f, field, offset, type.Fields.Count)));
            else AddField(type, field, inner, offset);
            offset += size;
            type.Alignment = Math.Max(type.Alignment, alignment);
        }
        type.Size = Math.Max(1, Layout.RoundUp(offset, type.Alignment));
        type.Depth = type.Fields.Select(f => 1 + (f.Type?.Depth ?? 0)).DefaultIfEmpty(0).Max();
        if (type.Depth > MaximumDepth)
            Find(Diagnostics.Content, $"'{type.Declaration.Name}' is {type.Depth} elements deep; the runtime's path has room for {MaximumDepth}", type.Declaration.Place);
    }

    // What a type inherits stands at the beginning of its memory, under the base's name.
    static SchemaField Shift(SchemaField field, FieldDeclaration by, int offset, int fields) => field with
    {
        Path = by.Name + "." + field.Path,
        Offset = field.Group < 0 ? field.Offset + offset : field.Offset,
        Presence = field.Presence < 0 || field.Group >= 0 ? field.Presence : field.Presence + offset,
        Group = field.Group < 0 ? -1 : field.Group + fields,
    };

    static void AddField(SchemaType type, FieldDeclaration field, SchemaType? inner, int offset)
    {
        (int itemSize, int itemAlignment) = Layout.OfValue(field, inner);
        bool optional = field.Shape == Shape.Optional;
        int index = type.Fields.Count;
        type.Fields.Add(new(field, NameOf(type, field, inner), field.Name, offset + (optional ? itemAlignment : 0))
        {
            Type = inner,
            Presence = optional ? offset : -1,
            ItemSize = field.Shape == Shape.List ? itemSize : 0,
        });
        if (field.IsInline) type.Fields.AddRange(inner!.Fields.Select(f => f with { Group = index }));
    }

    static QName NameOf(SchemaType type, FieldDeclaration field, SchemaType? inner)
    {
        // An element with the name of a global one is a reference to it.
        if (inner?.Element is { } element && element.Local == field.Name) return element;
        NamespaceDeclaration ns = type.Namespace!;
        return new(field.Name, (field.IsAttribute ? ns.AttributesQualified : ns.ElementsQualified) ? ns.Uri : "");
    }

    MessageSet Resolve(SetDeclaration set)
    {
        List<string> namespaces = [.. set.Namespaces];
        SortedDictionary<QName, SchemaType?> roots = [], fragments = [];
        foreach (string ns in namespaces)
        {
            if (NamespaceOf(ns) is null) Find(Diagnostics.Unknown, $"'{ns}' is no declared schema namespace", set.Place);
            foreach (SchemaType type in Types.Where(t => IsIn(t.Declaration.Namespace, ns)))
            {
                // The schema named first has its own way: Amendment 1 redeclares elements of AC with more members in their groups.
                if (type.Element is { } element)
                {
                    if (roots.TryGetValue(element, out SchemaType? other) && other!.Declaration.Namespace == type.Declaration.Namespace)
                        Find(Diagnostics.Overlap, $"the element '{element.Local}' is declared twice in '{ns}'", type.Declaration.Place);
                    if (!roots.ContainsKey(element)) roots.Add(element, type);
                    if (!fragments.ContainsKey(element)) fragments.Add(element, type);
                }
                foreach (SchemaField field in type.Fields.Where(f => !f.Declaration.IsAttribute && !f.Declaration.IsValue && !f.Declaration.IsInline))
                    if (!fragments.ContainsKey(field.Name)) fragments.Add(field.Name, field.Kind == ValueKind.Complex ? field.Type : null);
            }
        }
        foreach (string name in set.Undeclared)
        {
            string[] parts = name.Split(':');
            QName undeclared = new(parts[parts.Length - 1], parts.Length == 2 ? NamespaceOf(parts[0])?.Uri ?? "" : "");
            if (!roots.ContainsKey(undeclared)) roots.Add(undeclared, null);
        }
        return new(set, [.. roots.Select(r => (r.Key, r.Value))], [.. fragments.Select(r => (r.Key, r.Value))]);
    }

    public SchemaType? TypeOf(FieldDeclaration field) =>
        field.Kind == ValueKind.Complex && _byName.TryGetValue(field.TypeName, out SchemaType? type) ? type : null;

    public void Find(Microsoft.CodeAnalysis.DiagnosticDescriptor rule, string message, Place? place) => Findings.Add(new(rule, message, place));

    NamespaceDeclaration? NamespaceOf(string name) =>
        _namespaces.Where(n => IsIn(name, n.CSharp) || n.CSharp == name).OrderByDescending(n => n.CSharp.Length).FirstOrDefault();

    static bool IsIn(string ns, string name) => ns == name || ns.EndsWith("." + name, StringComparison.Ordinal);
}
