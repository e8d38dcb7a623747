using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using V2G.Iso15118.Messages;

namespace V2G.Iso15118.Exi;

/// <summary>
/// Writes one message: the way of <see cref="ExiDecoder"/> in the other direction. Strings go literally, since not every vehicle
/// keeps a string table. What a declaration forbids is not written. The file for values: ExiEncoder.Values.cs.
/// </summary>
internal ref partial struct ExiEncoder
{
    readonly ReadOnlySpan<byte> _memory;
    readonly Span<byte> _exi;
    int _at, _pending, _depth, _errorBit;
    ulong _bits;
    int _root;
    ExiProblem _problem;
    ElementPath _path;

    public ExiEncoder(ReadOnlySpan<byte> memory, Span<byte> exi)
    {
        _memory = memory;
        _exi = exi;
        _root = Grammars.None;
    }

    public int Written { get; private set; }

    public readonly ExiError Error => new(_problem, _errorBit, (ushort)_root, _path, Math.Min(_depth, ElementPath.Depth));

    public bool WriteDocument(MessageSet set, int type, int element, ref byte root)
    {
        ReadOnlySpan<uint> roots = Grammars.Roots(set);
        return Begin(roots, Grammars.BitsFor(roots.Length + 1), type, element, ref root) && Finish();
    }

    public bool WriteFragment(MessageSet set, int type, int element, ref byte root)
    {
        ReadOnlySpan<uint> elements = Grammars.Fragments(set);
        int bits = Grammars.BitsFor(elements.Length + 2);
        return Begin(elements, bits, type, element, ref root) && Put((ulong)elements.Length + 1, bits) && Finish();
    }

    bool Begin(ReadOnlySpan<uint> elements, int bits, int type, int element, ref byte root)
    {
        _root = type;
        int code = elements.IndexOf((uint)element | (uint)type << 16);
        if (code < 0) return Fail(ExiProblem.Root);
        return Put(0x80, 8) && Put((ulong)code, bits) && WriteContent(type, ref root);
    }

    /// <summary>Where a list or an inline list is within its items.</summary>
    ref struct Progress
    {
        public int List, Index, Count;
        public ref byte Items;
    }

    /// <summary>From behind an element's start to behind its end.</summary>
    bool WriteContent(int type, ref byte at)
    {
        ref readonly TypeRow row = ref Grammars.Type(type);
        Progress list = new() { List = -1 };
        int state = row.Start, written = 0;
        while (true)
        {
            ref readonly StateRow s = ref Grammars.State(state);
            int code = 0;
            for (; code < s.Fields; code++)
            {
                uint production = Grammars.Production(s.First + code);
                int index = (ushort)production;
                if (index == Grammars.None) continue;
                ref readonly FieldRow field = ref Grammars.Field(index);
                int owner = field.Group != Grammars.None ? field.Group : field.IsList ? index : -1;
                if (owner < 0)
                {
                    if (field.IsOptional && Unsafe.Add(ref at, field.Presence) == 0) continue;
                    written++;
                    state = (int)(production >> 16);
                    if (!WriteField(field, index, 0, (uint)code, s.Bits, ref Unsafe.Add(ref at, field.Offset))) return false;
                    break;
                }
                if (owner != list.List && !OpenList(owner, ref at, ref list)) return false;
                if (list.List != owner || list.Index == list.Count) continue;
                ref byte item = ref Unsafe.Add(ref list.Items, list.Index * Grammars.Field(owner).ItemSize);
                if (owner != index)
                {
                    if (Unsafe.Add(ref item, field.Presence) == 0) continue;
                    if (!OneOfItem(owner, ref item)) return Fail(ExiProblem.LeftOver);
                    item = ref Unsafe.Add(ref item, field.Offset);
                }
                if (list.Index == 0) written++;
                state = (int)(production >> 16);
                if (!WriteField(field, index, list.Index, (uint)code, s.Bits, ref item)) return false;
                list.Index++;
                if (owner == index) state += list.Index < field.MinOccurs ? 0 : list.Index < field.MaxOccurs ? 1 : 2;
                break;
            }
            if (code < s.Fields) continue;
            if (list.List >= 0 && list.Index < list.Count) return FailIn(list.List, ExiProblem.LeftOver);
            if (s.End == 255) return Missing(s);
            if (row.MayLeaveOver && written != Present(row, ref at)) return Fail(ExiProblem.LeftOver);
            return Put(s.End, s.Bits);
        }
    }

    /// <summary>Looks at a list that has items, and refuses one that has too many or too few, or lies elsewhere.</summary>
    bool OpenList(int owner, ref byte at, ref Progress list)
    {
        ref readonly FieldRow field = ref Grammars.Field(owner);
        (int offset, int count) = Unsafe.As<byte, (int, int)>(ref Unsafe.Add(ref at, field.Offset));
        if (count == 0) return true;
        if (list.List >= 0 && list.Index < list.Count) return FailIn(list.List, ExiProblem.LeftOver);
        if (count < 0 || offset < 0 || (long)offset + (long)count * field.ItemSize > _memory.Length) return FailIn(owner, ExiProblem.Handle);
        if (count > field.MaxOccurs) return FailIn(owner, ExiProblem.TooMany);
        if (count < field.MinOccurs) return FailIn(owner, ExiProblem.TooFew);
        list.List = owner;
        list.Index = 0;
        list.Count = count;
        list.Items = ref Unsafe.Add(ref MemoryMarshal.GetReference(_memory), offset);
        return true;
    }

    static bool OneOfItem(int owner, ref byte item)
    {
        // An inline list's own fields follow it in the table.
        int present = 0;
        for (int i = owner + 1; Grammars.Field(i).Group == owner; i++)
            if (Unsafe.Add(ref item, Grammars.Field(i).Presence) != 0) present++;
        return present == 1;
    }

    /// <summary>Fields that are there, a list as one.</summary>
    static int Present(in TypeRow row, ref byte at)
    {
        int present = 0;
        for (int i = row.FirstField; i < row.FirstField + row.FieldCount; i++)
        {
            ref readonly FieldRow field = ref Grammars.Field(i);
            if (field.Group != Grammars.None) continue;
            bool there = field.IsList
                ? Unsafe.As<byte, int>(ref Unsafe.Add(ref at, field.Offset + 4)) != 0
                : !field.IsOptional || Unsafe.Add(ref at, field.Presence) != 0;
            if (there) present++;
        }
        return present;
    }

    bool Missing(in StateRow state)
    {
        uint production = state.Fields == 0 ? Grammars.None : Grammars.Production(state.First);
        return FailIn((ushort)production, ExiProblem.Missing);
    }

    bool FailIn(int field, ExiProblem problem)
    {
        if (field != Grammars.None && _depth < ElementPath.Depth) _path[_depth++] = (uint)field;
        return Fail(problem);
    }

    bool WriteField(in FieldRow field, int index, int item, uint code, int codeBits, ref byte at)
    {
        if (_depth == ElementPath.Depth) return Fail(ExiProblem.Memory);
        _path[_depth++] = (uint)index | (uint)item << 16;
        bool ok = field.Kind switch
        {
            ValueKind.Rational => PutRational(code, codeBits, ref at),
            ValueKind.Complex => Put(code, codeBits) && WriteContent(field.Type, ref at),
            _ => WriteSimple(field, code, codeBits, ref at),
        };
        // The way to what is wrong stays for whoever reads the error.
        if (ok) _depth--;
        return ok;
    }

    public bool Fail(ExiProblem problem)
    {
        if (_problem == ExiProblem.None) (_problem, _errorBit) = (problem, _at * 8 + _pending);
        return false;
    }
}
