using System.Runtime.InteropServices;
using V2G.Iso15118.Exi;
using V2G.Iso15118.Messages;

namespace V2G.Fuzz;

/// <summary>
/// Valid messages of every type, from a seed: a random walk through the grammar says which elements there are, then each gets a
/// random value within its declaration, often the least or greatest one.
/// </summary>
public sealed class MessageGenerator(int seed)
{
    const int UsualLongest = 6;

    /// <summary>Elements of one message: full lists within full lists would be longer than any message may be.</summary>
    const int MaximumElements = 4000;

    readonly Random _random = new(seed);
    int _elements;

    /// <summary>Fills the document with a random element of the set; false where its code stands for nothing declared.</summary>
    public bool Next(MessageSet set, ExiDocument document, out bool fragment)
    {
        ArgumentNullException.ThrowIfNull(document);
        fragment = _random.Next(8) == 0;
        ReadOnlySpan<uint> elements = fragment ? Grammars.Fragments(set) : Grammars.Roots(set);
        return Make(elements[_random.Next(elements.Length)], document);
    }

    internal bool Make(uint element, ExiDocument document)
    {
        int type = (int)(element >> 16);
        if (type == Grammars.None) return false;
        document.BeginByHand(type, (ushort)element);
        _elements = 0;
        return Fill(type, 0, document);
    }

    bool Fill(int type, int at, ExiDocument document)
    {
        List<int>? walk = Walk(type);
        if (walk is null) return false;
        foreach (IGrouping<int, int> owner in walk.GroupBy(Owner))
        {
            FieldRow field = Grammars.Field(owner.Key);
            if (!field.IsList)
            {
                if (field.IsOptional) document.Memory[at + field.Presence] = 1;
                if (!Value(field, at + field.Offset, document)) return false;
                continue;
            }
            int count = owner.Count(), first = document.Reserve(count * field.ItemSize), k = 0;
            document.Memory.AsSpan(first, count * field.ItemSize).Clear();
            MemoryMarshal.Write(document.Memory.AsSpan(at + field.Offset), new Many<byte>(first, count));
            foreach (int index in owner)
            {
                int item = first + k++ * field.ItemSize;
                FieldRow member = Grammars.Field(index);
                if (field.IsInline) document.Memory[item + member.Presence] = 1;
                if (!Value(member, field.IsInline ? item + member.Offset : item, document)) return false;
            }
        }
        return true;
    }

    static int Owner(int field) => Grammars.Field(field).Group != Grammars.None ? Grammars.Field(field).Group : field;

    /// <summary>Fields in the order of the walk; null where only a wildcard would lead on.</summary>
    List<int>? Walk(int type)
    {
        List<int> fields = [];
        int state = Grammars.Type(type).Start, last = -1, count = 0;
        // Now and then a list as long as it may be.
        int longest = _elements > MaximumElements ? 1 : _random.Next(40) == 0 ? 2048 : UsualLongest;
        while (true)
        {
            StateRow s = Grammars.State(state);
            bool canEnd = s.End != 255;
            List<uint> productions = [];
            for (int code = 0; code < s.Fields; code++)
            {
                uint p = Grammars.Production(s.First + code);
                if ((ushort)p != Grammars.None) productions.Add(p);
            }
            if (canEnd && (productions.Count == 0 || fields.Count >= MaximumElements || _elements > MaximumElements || _random.Next(productions.Count + 1) == 0 && longest <= UsualLongest)) return fields;
            if (productions.Count == 0) return null;
            uint taken = productions[_random.Next(productions.Count)];
            // A list stops at its usual length where something else may follow.
            if ((ushort)taken == last && count >= longest)
            {
                if (canEnd) return fields;
                taken = productions[^1];
            }
            int index = (ushort)taken;
            FieldRow field = Grammars.Field(index);
            count = index == last ? count + 1 : 1;
            last = index;
            fields.Add(index);
            _elements++;
            state = (int)(taken >> 16) + (!field.IsList || field.IsInline ? 0 : count < field.MinOccurs ? 0 : count < field.MaxOccurs ? 1 : 2);
        }
    }

    bool Value(in FieldRow field, int at, ExiDocument document)
    {
        switch (field.Kind)
        {
            case ValueKind.Complex or ValueKind.Rational:
                return Fill(field.Type, at, document);
            case ValueKind.Text:
                Text text = document.Add(Characters(Length(field, 24)));
                MemoryMarshal.Write(document.Memory.AsSpan(at), text);
                return true;
            case ValueKind.HexBinary or ValueKind.Base64Binary:
                byte[] bytes = new byte[Length(field, 80)];
                _random.NextBytes(bytes);
                HexBinary binary = document.AddHex(bytes);
                MemoryMarshal.Write(document.Memory.AsSpan(at), binary);
                return true;
            case ValueKind.Integer:
                byte[] magnitude = new byte[_random.Next(24)];
                _random.NextBytes(magnitude);
                // There is no minus nothing.
                Integer integer = document.AddInteger(magnitude.AsSpan().ContainsAnyExcept((byte)0) && _random.Next(4) == 0, magnitude);
                MemoryMarshal.Write(document.Memory.AsSpan(at), integer);
                return true;
            default:
                BitConverter.GetBytes(Number(field)).AsSpan(0, Math.Max((int)field.Bytes, 1)).CopyTo(document.Memory.AsSpan(at));
                return true;
        }
    }

    int Length(in FieldRow field, int usual)
    {
        int least = (int)field.Low, most = Math.Min(field.MaxLength, _random.Next(20) == 0 ? 2000 : Math.Max(usual, least));
        return _random.Next(6) switch { 0 => least, 1 => most, _ => _random.Next(least, most + 1) };
    }

    string Characters(int count)
    {
        bool ascii = _random.Next(4) != 0;
        System.Text.StringBuilder text = new();
        for (int i = 0; i < count; i++)
        {
            int code = ascii ? _random.Next(0x20, 0x7F) : _random.Next(5) switch
            {
                0 => _random.Next(0x80, 0x800),
                1 => _random.Next(0x800, 0xD800),
                2 => _random.Next(0xE000, 0xFFFD),
                3 => _random.Next(0x10000, 0x110000),
                _ => _random.Next(0x20, 0x7F),
            };
            text.Append(char.ConvertFromUtf32(code));
        }
        return text.ToString();
    }

    long Number(in FieldRow field)
    {
        if (field.Kind == ValueKind.Boolean) return _random.Next(2);
        if (field.Kind == ValueKind.Enumeration) return _random.Next(Grammars.EnumerationCount(field.Type));
        ulong range = field.High - (ulong)field.Low;
        ulong within = _random.Next(5) switch { 0 => 0, 1 => range, 2 => Math.Min(range, 1UL << _random.Next(64)), _ => (ulong)_random.NextInt64() };
        return (long)((ulong)field.Low + (range == ulong.MaxValue ? within : within % (range + 1)));
    }
}
