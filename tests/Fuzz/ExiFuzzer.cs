using System.Diagnostics;
using V2G.Iso15118.Exi;
using V2G.Iso15118.Forms;
using V2G.Iso15118.Messages;

namespace V2G.Fuzz;

/// <summary>
/// Generated messages through the round trip, and damaged bytes through the decoder, for as long as told. Guided not by coverage of
/// code but by what the decoder says: bytes that lead to a problem in an element where it was not seen before are kept and damaged
/// further.
/// </summary>
internal sealed class ExiFuzzer(int seed)
{
    const int MaximumKept = 50_000;

    readonly Random _random = new(seed);
    readonly ExiProperties _properties = new();
    readonly List<(MessageSet Set, bool Fragment, byte[] Exi)> _corpus = [];
    readonly HashSet<string> _seen = [];
    readonly List<string> _findings = [];

    public long Generated { get; private set; }

    public long Mutated { get; private set; }

    public long Accepted { get; private set; }

    public int Kept => _corpus.Count;

    public IReadOnlyList<string> Findings => _findings;

    public void Run(TimeSpan time, long atMost, Action<string> report)
    {
        foreach (string file in VectorFile.Names)
            foreach (VectorRow row in VectorFile.Rows(file)) _corpus.Add((row.Set, row.IsFragment, row.Exi));
        MessageGenerator generator = new(seed);
        ByteMutator mutator = new(_random);
        ExiDocument document = new();
        using GuardedMemory guarded = new(1 << 20);
        MessageSet[] sets = Enum.GetValues<MessageSet>();
        long start = Stopwatch.GetTimestamp();
        while (Mutated < atMost && _findings.Count < 20 && Stopwatch.GetElapsedTime(start) < time)
        {
            MessageSet set = sets[_random.Next(sets.Length)];
            if (generator.Next(set, document, out bool fragment)) Generate(set, document, fragment);
            for (int i = 0; i < 100; i++) Mutate(mutator, guarded);
            if (Mutated % 1_000_000 == 0) report($"{Mutated} mutated, {Generated} generated, {_corpus.Count} kept");
        }
    }

    void Generate(MessageSet set, ExiDocument document, bool fragment)
    {
        Generated++;
        byte[] exi = [];
        string? wrong = Guard(() => _properties.RoundTrip(set, document, fragment, out exi));
        if (wrong is not null) Found(set, fragment, exi, wrong);
        else if (exi.Length < 2048 && _corpus.Count < MaximumKept && _random.Next(20) == 0) _corpus.Add((set, fragment, exi));
    }

    void Mutate(ByteMutator mutator, GuardedMemory guarded)
    {
        Mutated++;
        (MessageSet set, bool fragment, byte[] from) = _corpus[_random.Next(_corpus.Count)];
        byte[] exi = mutator.Mutate(from, _corpus[_random.Next(_corpus.Count)].Exi);
        ExiError error = default;
        string? wrong = Guard(() => _properties.AnyBytes(set, fragment, guarded.Put(exi), out error));
        if (wrong is not null) Found(set, fragment, exi, wrong);
        if (error.IsOk) Accepted++;
        // The path without its items' numbers: where something is wrong, not in which item.
        else if (_corpus.Count < MaximumKept && exi.Length < 4096 && _seen.Add($"{set} {error.Problem} {error.LastElement}")) _corpus.Add((set, fragment, exi));
    }

    static string? Guard(Func<string?> property)
    {
        try
        {
            return property();
        }
        // Anything that is thrown is a finding.
        catch (Exception e)
        {
            return e.ToString();
        }
    }

    void Found(MessageSet set, bool fragment, byte[] exi, string wrong)
    {
        string what = wrong.Replace("\\", "/", StringComparison.Ordinal).Replace("\"", "'", StringComparison.Ordinal).Split('\n')[0];
        _findings.Add($$"""{"set": "{{set}}", "fragment": {{(fragment ? "true" : "false")}}, "exi_hex": "{{Convert.ToHexStringLower(exi)}}", "found": "{{what}}"}""");
    }
}
