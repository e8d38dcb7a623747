namespace V2G.Iso15118.Generator.Grammar;

/// <summary>One production of a state: a field (or the name of an undeclared element) and the state that follows.</summary>
internal sealed record Production(int Field, string? Undeclared, int Next);

/// <summary>
/// A state of a type's grammar. Event codes are given in the order of EXI 1.0, 8.5.4.3: attributes and elements in schema order,
/// then the wildcard, the end, untyped characters; one more code escapes to what the schema does not foresee (8.5.4.4, not strict).
/// </summary>
internal sealed record State(IReadOnlyList<Production> Productions, bool Any, bool End, bool Mixed)
{
    public int Count => Productions.Count + (Any ? 1 : 0) + (End ? 1 : 0) + (Mixed ? 1 : 0);

    /// <summary>Bits of an event code: the escape is one code more.</summary>
    public int Bits => Automaton.BitsFor(Count + 1);

    public int EndCode => End ? Productions.Count + (Any ? 1 : 0) : 255;
}

/// <summary>
/// The states of a content model: its positions (Glushkov's construction) are what the grammars of EXI come to after their
/// normalisation, since XML Schema allows no ambiguous content. A counted position has three states, side by side: fewer than its
/// minimum, more may follow, full.
/// </summary>
internal sealed class Automaton
{
    readonly List<Particle> _positions = [];
    readonly List<SortedSet<int>> _follow = [];

    public List<State> States { get; } = [];

    /// <summary>Two productions of one state that begin with the same field.</summary>
    public int? AmbiguousField { get; private set; }

    public static int BitsFor(long values)
    {
        int bits = 0;
        while (1L << bits < values) bits++;
        return bits;
    }

    public Automaton(IReadOnlyList<Particle> attributes, Particle content, bool mixed, Func<int, bool> isList)
    {
        // Characters between elements are possible as soon as no attribute must follow.
        int lastRequired = attributes.Select((a, i) => a is Particle.Optional ? -1 : i).DefaultIfEmpty(-1).Max();
        Part all = Concatenate([.. attributes.Select(Walk), Walk(content)]);
        // States of position p begin at first[p]; the start is state 0.
        int[] first = new int[_positions.Count];
        int next = 1;
        for (int p = 0; p < _positions.Count; p++)
        {
            first[p] = next;
            next += IsThree(p, isList) ? 3 : 1;
        }
        States.Add(Make(all.First, all.Nullable, mixed && lastRequired < 0, first));
        for (int p = 0; p < _positions.Count; p++)
        {
            bool end = all.Last.Contains(p), text = mixed && p >= lastRequired;
            State after = Make(_follow[p], end, text, first);
            if (_positions[p] is Particle.Element { Counted: true })
            {
                SortedSet<int> again = [.. _follow[p], p];
                States.Add(Make([p], false, text, first));
                States.Add(Make(again, end, text, first));
            }
            else if (IsThree(p, isList))
            {
                States.Add(after);
                States.Add(after);
            }
            States.Add(after);
        }
    }

    bool IsThree(int p, Func<int, bool> isList) => _positions[p] is Particle.Element e && (e.Counted || isList(e.Field));

    State Make(IEnumerable<int> positions, bool end, bool mixed, int[] first)
    {
        List<Production> productions = [];
        bool any = false;
        foreach (int p in positions)
        {
            switch (_positions[p])
            {
                case Particle.Any:
                    any = true;
                    break;
                case Particle.Undeclared undeclared:
                    productions.Add(new(-1, undeclared.Name, 0));
                    break;
                case Particle.Element element:
                    if (productions.Any(x => x.Field == element.Field)) AmbiguousField ??= element.Field;
                    productions.Add(new(element.Field, null, first[p]));
                    break;
            }
        }
        return new(productions, any, end, mixed);
    }

    sealed record Part(SortedSet<int> First, SortedSet<int> Last, bool Nullable);

    Part Walk(Particle particle)
    {
        switch (particle)
        {
            case Particle.Sequence sequence:
                return Concatenate(sequence.Items.Select(i => Walk(i)));
            case Particle.Choice choice:
                List<Part> parts = [.. choice.Items.Select(i => Walk(i))];
                return new([.. parts.SelectMany(p => p.First)], [.. parts.SelectMany(p => p.Last)], parts.Any(p => p.Nullable));
            case Particle.Optional optional:
                return Walk(optional.Item) with { Nullable = true };
            case Particle.OneOrMore more:
                Part inner = Walk(more.Item);
                Link(inner.Last, inner.First);
                return inner;
            default:
                int position = _positions.Count;
                _positions.Add(particle);
                _follow.Add([]);
                return new([position], [position], particle is Particle.Element { Counted: true, Min: 0 });
        }
    }

    Part Concatenate(IEnumerable<Part> parts)
    {
        Part all = new([], [], true);
        foreach (Part part in parts)
        {
            Link(all.Last, part.First);
            all = new(all.Nullable ? [.. all.First, .. part.First] : all.First, part.Nullable ? [.. all.Last, .. part.Last] : part.Last, all.Nullable && part.Nullable);
        }
        return all;
    }

    void Link(IEnumerable<int> from, IEnumerable<int> to)
    {
        foreach (int p in from)
            foreach (int q in to) _follow[p].Add(q);
    }
}
