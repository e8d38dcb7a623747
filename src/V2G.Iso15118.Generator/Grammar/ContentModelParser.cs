namespace V2G.Iso15118.Generator.Grammar;

/// <summary>Reads "(P, Q)?, G?, Y, any*": the few types whose content is no plain sequence say it as a DTD would.</summary>
internal sealed class ContentModelParser(string text, Func<string, Particle?> name)
{
    int _at;

    public string? Error { get; private set; }

    public Particle Parse()
    {
        Particle all = Alternatives();
        if (Error is null && Peek() != '\0') Error = $"'{text}' is not understood from '{text.Substring(_at)}'";
        return all;
    }

    Particle Alternatives()
    {
        List<Particle> items = [Row()];
        while (Take('|')) items.Add(Row());
        return items.Count == 1 ? items[0] : new Particle.Choice(items);
    }

    Particle Row()
    {
        List<Particle> items = [Item()];
        while (Take(',')) items.Add(Item());
        return items.Count == 1 ? items[0] : new Particle.Sequence(items);
    }

    Particle Item()
    {
        Particle item;
        if (Take('('))
        {
            item = Alternatives();
            if (!Take(')')) Error ??= $"'{text}' misses a ')'";
        }
        else
        {
            int start = _at;
            while (char.IsLetterOrDigit(Peek()) || Peek() == '_') _at++;
            string word = text.Substring(start, _at - start);
            Particle? known = word == "any" ? new Particle.Any() : name(word);
            if (known is null) Error ??= $"'{text}' names '{word}', which is no field of this type";
            item = known ?? new Particle.Any();
        }
        if (Take('?')) return new Particle.Optional(item);
        if (Take('+')) return new Particle.OneOrMore(item);
        return Take('*') ? new Particle.Optional(new Particle.OneOrMore(item)) : item;
    }

    char Peek() => _at < text.Length ? text[_at] : '\0';

    bool Take(char c)
    {
        while (Peek() == ' ') _at++;
        if (Peek() != c) return false;
        _at++;
        while (Peek() == ' ') _at++;
        return true;
    }
}
