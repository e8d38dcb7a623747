using System.Globalization;

namespace V2G.Grid.SunSpec;

/// <summary>A model as it is declared: points and groups, before it is known how often groups repeat.</summary>
public sealed class SunSpecModel
{
    readonly Group _root;

    /// <param name="declaration">Points apart by ';' or line: NAME TYPE [SCALE] [=][!]. Groups: NAME { … } once, NAME*COUNT { … } as often as the point COUNT says.</param>
    internal SunSpecModel(int id, string declaration)
    {
        Id = id;
        string[] words = declaration.Replace(";", " ; ", StringComparison.Ordinal).Replace("\n", " ; ", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        int at = 0;
        _root = Parse("", "", words, ref at);
        _root.Points.InsertRange(0, [new("ID", SunSpecType.Unsigned16, 1, null, 0, false, true), new("L", SunSpecType.Unsigned16, 1, null, 0, false, true)]);
    }

    public int Id { get; }

    /// <summary>Names of the points that say how often groups repeat, the outer ones first.</summary>
    public IEnumerable<string> Counts => Counted(_root).Distinct();

    /// <summary>Every point in its place.</summary>
    /// <param name="count">How often a group repeats, by the name of the point that says so.</param>
    public SunSpecLayout Place(Func<string, int>? count = null)
    {
        List<SunSpecPoint> points = [];
        int offset = 0;
        Place(_root, "", count ?? (_ => throw new ArgumentException($"model {Id} has groups that repeat")), points, ref offset);
        return new(this, [.. points], offset);
    }

    static void Place(Group group, string prefix, Func<string, int> count, List<SunSpecPoint> points, ref int offset)
    {
        foreach (Declared p in group.Points)
        {
            points.Add(new(prefix + p.Name, p.Type, offset, p.Size, p.Scale, p.Symbols, p.Writable, p.Mandatory));
            offset += p.Size;
        }
        foreach (Group inner in group.Groups)
        {
            if (inner.Count.Length == 0)
            {
                Place(inner, $"{prefix}{inner.Name}.", count, points, ref offset);
                continue;
            }
            int times = count(inner.Count);
            for (int i = 1; i <= times; i++) Place(inner, $"{prefix}{inner.Name}[{i}].", count, points, ref offset);
        }
    }

    static IEnumerable<string> Counted(Group group) =>
        group.Groups.SelectMany(g => g.Count.Length == 0 ? Counted(g) : Counted(g).Prepend(g.Count));

    static Group Parse(string name, string count, string[] words, ref int at)
    {
        Group group = new(name, count, [], []);
        while (at < words.Length && words[at] != "}")
        {
            if (words[at] == ";")
            {
                at++;
                continue;
            }
            if (words[at + 1] == "{")
            {
                string[] halves = words[at].Split('*');
                at += 2;
                group.Groups.Add(Parse(halves[0], halves.Length > 1 ? halves[1] : "", words, ref at));
                at++;
                continue;
            }
            List<string> point = [];
            while (at < words.Length && words[at] is not (";" or "}")) point.Add(words[at++]);
            group.Points.Add(Point(point));
        }
        return group;
    }

    static Declared Point(List<string> words)
    {
        string marks = words[^1][0] is '=' or '!' ? words[^1] : "";
        string? scale = words.Count - (marks.Length > 0 ? 1 : 0) > 2 ? words[2] : null;
        string[] type = words[1].Split(':');
        int symbols = type.Length > 1 ? int.Parse(type[1], CultureInfo.InvariantCulture) : 0;
        (SunSpecType known, int size) = type[0] switch
        {
            "s16" => (SunSpecType.Signed16, 1),
            "s32" => (SunSpecType.Signed32, 2),
            "u16" => (SunSpecType.Unsigned16, 1),
            "a32" => (SunSpecType.Accumulator32, 2),
            "f32" => (SunSpecType.Real32, 2),
            "u32" => (SunSpecType.Unsigned32, 2),
            "u64" => (SunSpecType.Unsigned64, 4),
            "e16" => (SunSpecType.Enum16, 1),
            "b16" => (SunSpecType.Bitfield16, 1),
            "b32" => (SunSpecType.Bitfield32, 2),
            "sf" => (SunSpecType.ScaleFactor, 1),
            "pad" => (SunSpecType.Pad, 1),
            ['s', 't', 'r', .. string length] => (SunSpecType.Text, int.Parse(length, CultureInfo.InvariantCulture)),
            _ => throw new ArgumentException($"{words[0]}: no type {type[0]}"),
        };
        return new(words[0], known, size, scale, symbols, marks.Contains('=', StringComparison.Ordinal), marks.Contains('!', StringComparison.Ordinal));
    }

    sealed record Group(string Name, string Count, List<Declared> Points, List<Group> Groups);

    sealed record Declared(string Name, SunSpecType Type, int Size, string? Scale, int Symbols, bool Writable, bool Mandatory);
}
