using V2G.Iso15118.Generator.Declarations;

namespace V2G.Iso15118.Generator.Grammar;

/// <summary>Looks at one struct before anything is made of it: order, overlap, bounds, facets.</summary>
internal sealed class DeclarationCheck(Schema schema, SchemaType type)
{
    readonly TypeDeclaration _type = type.Declaration;

    public void Run()
    {
        HashSet<string> names = [];
        for (int i = 0; i < _type.Fields.Count; i++)
        {
            FieldDeclaration field = _type.Fields[i];
            if (field.IsExtends && i > 0) Order(field, "what it extends comes first");
            if (field.IsAttribute && _type.Fields.Take(i).Any(f => !f.IsAttribute && !f.IsExtends)) Order(field, "attributes come before elements");
            if (field.IsValue && i < _type.Fields.Count - 1) Order(field, "the value comes last");
            foreach (string name in ElementNames(field))
                if (!names.Add(name)) schema.Find(Diagnostics.Overlap, $"'{_type.Name}' has '{name}' twice", field.Place);
            CheckType(field);
            CheckBounds(field);
        }
        CheckChoices();
    }

    IEnumerable<string> ElementNames(FieldDeclaration field)
    {
        if (!field.IsExtends && !field.IsInline) return [field.Name];
        return schema.TypeOf(field) is { } inner ? inner.Fields.Where(f => f.Group < 0 && !f.Declaration.IsInline).Select(f => f.Name.Local) : [];
    }

    void CheckType(FieldDeclaration field)
    {
        bool complex = field.Kind == ValueKind.Complex;
        if (complex && schema.TypeOf(field) is null)
            schema.Find(Diagnostics.Unknown, $"'{field.TypeName}' of '{_type.Name}.{field.Name}' is neither a declared type nor one that EXI knows", field.Place);
        if (field.Enumeration is { IsPlain: false })
            schema.Find(Diagnostics.Unknown, $"'{field.TypeName}' must be an enum of byte that counts from 0: its order is its code", field.Enumeration.Place);
        if (field.IsExtends && (!complex || field.Shape != Shape.Required)) schema.Find(Diagnostics.Content, $"'{field.Name}' can't be extended: it must be one complex type", field.Place);
        if (field.IsInline && (!complex || field.Shape != Shape.List)) schema.Find(Diagnostics.Content, $"'{field.Name}' can't be inline: it must be a list of a complex type", field.Place);
        if (field.IsAttribute && (complex || field.Shape == Shape.List)) schema.Find(Diagnostics.Content, $"the attribute '{field.Name}' must be one simple value", field.Place);
    }

    void CheckBounds(FieldDeclaration field)
    {
        bool text = field.Kind is ValueKind.Text or ValueKind.HexBinary or ValueKind.Base64Binary or ValueKind.Integer;
        if (text && !field.HasLength && !field.IsUnbounded)
            schema.Find(Diagnostics.Bound, $"'{_type.Name}.{field.Name}' has no bound: [Length], [MaxLength] or, where the standard has none, [Unbounded]", field.Place);
        if (!text && (field.HasLength || field.MinLength > 0)) schema.Find(Diagnostics.Facet, $"'{field.Name}' has no length", field.Place);
        if (text && field.MaxLength < field.MinLength) schema.Find(Diagnostics.Facet, $"'{field.Name}' is longer at least than at most", field.Place);
        if (field.HasRange && field.Kind is not (ValueKind.Signed or ValueKind.Unsigned)) schema.Find(Diagnostics.Facet, $"'{field.Name}' has no range", field.Place);
        if (field.HasRange && field.Low > field.High) schema.Find(Diagnostics.Facet, $"the range of '{field.Name}' is empty", field.Place);
        if (field.HasRange && field.Bytes is > 0 and < 8 && (field.Low < Lowest(field) || field.High > Highest(field)))
            schema.Find(Diagnostics.Facet, $"the range of '{field.Name}' is wider than its type", field.Place);
        if (field.Shape == Shape.List && !field.HasOccurs)
            schema.Find(Diagnostics.Bound, $"'{_type.Name}.{field.Name}' has no bound: [Occurs(min, max)]", field.Place);
        if (field.Shape != Shape.List && field.HasOccurs) schema.Find(Diagnostics.Facet, $"'{field.Name}' is no list: make it Many<{field.TypeName}>", field.Place);
        if (field.HasOccurs && (field.MinOccurs < 0 || field.MaxOccurs < 1 || field.MaxOccurs < field.MinOccurs))
            schema.Find(Diagnostics.Facet, $"'{field.Name}' can't occur {field.MinOccurs} to {field.MaxOccurs} times", field.Place);
    }

    static decimal Lowest(FieldDeclaration field) => field.Kind == ValueKind.Unsigned ? 0 : -(decimal)(1L << (field.Bytes * 8 - 1));

    static decimal Highest(FieldDeclaration field) => field.Kind == ValueKind.Unsigned ? (1UL << (field.Bytes * 8)) - 1 : (1L << (field.Bytes * 8 - 1)) - 1;

    void CheckChoices()
    {
        for (int i = 0; i < _type.Fields.Count; i++)
        {
            FieldDeclaration field = _type.Fields[i];
            if (!field.IsChoice && !field.IsSubstitution) continue;
            if (field.Shape == Shape.Required) schema.Find(Diagnostics.Content, $"'{field.Name}' is one of a choice: it must be optional ({field.TypeName}?)", field.Place);
            if (!field.IsSubstitution || i == 0 || !_type.Fields[i - 1].IsSubstitution) continue;
            if (string.CompareOrdinal(_type.Fields[i - 1].Name, field.Name) >= 0)
                Order(field, $"members of a substitution group are ordered by name (EXI 1.0, 8.5.4.1.6), so '{field.Name}' comes before '{_type.Fields[i - 1].Name}'");
        }
    }

    void Order(FieldDeclaration field, string why) => schema.Find(Diagnostics.Order, $"'{_type.Name}.{field.Name}' stands in the wrong place: {why}", field.Place);
}
