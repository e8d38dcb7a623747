namespace V2G.Iso15118.Generator.Grammar;

/// <summary>What may stand inside an element: a tree of sequences, choices, repetitions, fields and wildcards.</summary>
internal abstract record Particle
{
    /// <summary>Field number <paramref name="Field"/> of its type; a counted one occurs Min to Max times.</summary>
    public sealed record Element(int Field, int Min, int Max, bool Counted) : Particle;

    /// <summary>A member of a substitution group that has a code and no declaration.</summary>
    public sealed record Undeclared(string Name) : Particle;

    public sealed record Any : Particle;

    public sealed record Sequence(IReadOnlyList<Particle> Items) : Particle;

    public sealed record Choice(IReadOnlyList<Particle> Items) : Particle;

    public sealed record Optional(Particle Item) : Particle;

    public sealed record OneOrMore(Particle Item) : Particle;
}
