using V2G.Iso15118.Generator.Declarations;

namespace V2G.Iso15118.Generator.Grammar;

/// <summary>From the fields of a type to its particle, and from the particle to its states.</summary>
internal sealed class ContentBuilder(Schema schema, SchemaType type)
{
    public void Run()
    {
        List<Particle> attributes = [.. Indices(f => f.Declaration.IsAttribute).OrderBy(i => type.Fields[i].Name).Select(i =>
            type.Fields[i].Presence >= 0 ? new Particle.Optional(Once(i)) : Once(i))];
        Particle content = type.Declaration.ContentModel is { } model ? Parse(model) : Plain();
        type.MayLeaveOver |= type.Declaration.ContentModel is not null || type.Fields.Any(f => f.Declaration.IsChoice || f.Declaration.IsSubstitution);
        type.Automaton = new(attributes, content, type.Declaration.IsMixed, i => type.Fields[i].Declaration.Shape == Shape.List);
        if (type.Automaton.AmbiguousField is { } field)
            schema.Find(Diagnostics.Overlap, $"'{type.Declaration.Name}' is ambiguous: two places of its content begin with '{type.Fields[field].Name.Local}'", type.Declaration.Place);
    }

    IEnumerable<int> Indices(Func<SchemaField, bool> where) => Enumerable.Range(0, type.Fields.Count).Where(i => type.Fields[i].Group < 0 && where(type.Fields[i]));

    static Particle Once(int field) => new Particle.Element(field, 1, 1, false);

    Particle Parse(string model)
    {
        HashSet<string> named = [];
        ContentModelParser parser = new(model, name =>
        {
            named.Add(name);
            int field = Indices(f => f.Path == name).DefaultIfEmpty(-1).First();
            return field < 0 ? null : Once(field);
        });
        Particle content = parser.Parse();
        if (parser.Error is { } error) schema.Find(Diagnostics.Content, error, type.Declaration.Place);
        foreach (int i in Indices(f => !f.Declaration.IsAttribute && !named.Contains(f.Path)))
            schema.Find(Diagnostics.Content, $"the content model '{model}' leaves '{type.Fields[i].Path}' out", type.Fields[i].Declaration.Place);
        return content;
    }

    // Fields in their order; neighbours of one kind of choice are one choice.
    Particle.Sequence Plain()
    {
        List<Particle> items = [];
        List<int> fields = [.. Indices(f => !f.Declaration.IsAttribute)];
        for (int k = 0; k < fields.Count; k++)
        {
            FieldDeclaration field = type.Fields[fields[k]].Declaration;
            if (!field.IsChoice && !field.IsSubstitution)
            {
                items.Add(One(fields[k]));
                continue;
            }
            List<int> members = [];
            while (k < fields.Count && SameChoice(type.Fields[fields[k]].Declaration, field)) members.Add(fields[k++]);
            k--;
            if (members.Count == 1 && type.Declaration.Undeclared.Count == 0)
                schema.Find(Diagnostics.Content, $"'{field.Name}' is a choice of one", field.Place);
            Particle choice = new Particle.Choice(Members(members, field.IsSubstitution));
            items.Add(field.ChoiceIsOptional ? new Particle.Optional(choice) : choice);
        }
        return new(items);
    }

    static bool SameChoice(FieldDeclaration a, FieldDeclaration b) =>
        a.IsChoice == b.IsChoice && a.IsSubstitution == b.IsSubstitution && a.ChoiceIsOptional == b.ChoiceIsOptional;

    List<Particle> Members(List<int> fields, bool substitution)
    {
        List<Particle> members = [.. fields.Select(Once)];
        if (!substitution || type.Declaration.Undeclared.Count == 0) return members;
        IEnumerable<(string Name, Particle Particle)> all = fields.Select(i => (type.Fields[i].Name.Local, Once(i)))
            .Concat(type.Declaration.Undeclared.Select(n => (n, (Particle)new Particle.Undeclared(n))));
        return [.. all.OrderBy(m => m.Name, StringComparer.Ordinal).Select(m => m.Particle)];
    }

    Particle One(int index)
    {
        SchemaField field = type.Fields[index];
        if (field.Declaration.IsInline)
        {
            List<int> alternatives = [.. Enumerable.Range(0, type.Fields.Count).Where(i => type.Fields[i].Group == index)];
            // Its item's content model is a choice, of which one wildcard may be part.
            List<Particle> members = [.. alternatives.Select(Once)];
            if (field.Type!.Declaration.ContentModel?.Contains("any") == true) members.Add(new Particle.Any());
            return new Particle.OneOrMore(new Particle.Choice(members));
        }
        if (field.Declaration.Shape == Shape.List)
        {
            int max = field.Declaration.MaxOccurs;
            return new Particle.Element(index, field.Declaration.MinOccurs, max, true);
        }
        return field.Presence >= 0 ? new Particle.Optional(Once(index)) : Once(index);
    }
}
