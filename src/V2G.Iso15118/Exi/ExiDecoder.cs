using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using V2G.Iso15118.Messages;

namespace V2G.Iso15118.Exi;

/// <summary>
/// Reads one message: walks the states of its type's grammar and puts every value where its struct has it. Nothing is written
/// before it was checked against the declaration and the bits that are left. The file for values: ExiDecoder.Values.cs.
/// </summary>
internal ref partial struct ExiDecoder
{
    /// <summary>What a message may take beyond its structs: no message of the standard comes near it.</summary>
    const int MemoryPerByte = 64, MemoryAtLeast = 65536;

    /// <summary>Twice what the message with the most strings has (ServiceDetailRes): hits are looked up one by one, and behind more there may be none.</summary>
    const int MaximumStrings = 4096;

    readonly ExiDocument _document;
    readonly ref byte _exi;
    readonly int _length, _endBit, _memoryLimit;
    readonly ulong _lastBytes;
    ref byte _memory;
    int _capacity, _used, _bit, _depth, _stringCount, _errorBit;
    bool _stringsAreLost;
    StringEntry[] _strings;
    ExiProblem _problem;
    ElementPath _path;

    public ExiDecoder(ExiDocument document, ReadOnlySpan<byte> exi)
    {
        _document = document;
        _exi = ref MemoryMarshal.GetReference(exi);
        _length = exi.Length;
        _endBit = Math.Min(exi.Length, ExiDocument.MaximumLength) * 8;
        _memoryLimit = MemoryAtLeast + Math.Min(exi.Length, ExiDocument.MaximumLength) * MemoryPerByte;
        _memory = ref MemoryMarshal.GetArrayDataReference(document.Memory);
        _capacity = document.Memory.Length;
        _strings = document.Strings;
        Root = Grammars.None;
        // The window over the last bytes, where eight can't be read any more.
        if (exi.Length >= 8) _lastBytes = BinaryPrimitives.ReadUInt64BigEndian(exi[^8..]);
        else foreach (byte b in exi) _lastBytes = _lastBytes << 8 | b;
    }

    public int Root { get; private set; }

    public int RootElement { get; private set; }

    public int Hits { get; private set; }

    public readonly int Used => _used;

    public readonly int BytesRead => Math.Min(_bit + 7, _endBit) / 8;

    public readonly ExiError Error => new(_problem, _errorBit, (ushort)Root, _path, Math.Min(_depth, ElementPath.Depth));

    public bool ReadDocument(MessageSet set)
    {
        ReadOnlySpan<uint> roots = Grammars.Roots(set);
        // One code more for an element of no schema (EXI 1.0, 8.5.1).
        return Begin(roots, Grammars.BitsFor(roots.Length + 1));
    }

    public bool ReadFragment(MessageSet set)
    {
        ReadOnlySpan<uint> elements = Grammars.Fragments(set);
        // Two codes more: an element of no schema, and the end (EXI 1.0, 8.5.2).
        int bits = Grammars.BitsFor(elements.Length + 2);
        if (!Begin(elements, bits)) return false;
        return Take(bits, out int end) && (end == elements.Length + 1 || Fail(ExiProblem.Unforeseen));
    }

    bool Begin(ReadOnlySpan<uint> elements, int bits)
    {
        if (_length > ExiDocument.MaximumLength) return Fail(ExiProblem.TooLong);
        // Distinguishing bits 10, no options, final version 1.
        if (!Take(8, out int header)) return false;
        if (header != 0x80) return Fail(ExiProblem.Header);
        if (!Take(bits, out int code)) return false;
        if (code >= elements.Length) return Fail(ExiProblem.Root);
        int type = (int)(elements[code] >> 16);
        if (type == Grammars.None) return Fail(ExiProblem.Undeclared);
        Root = type;
        RootElement = (ushort)elements[code];
        int size = Grammars.Type(type).Size;
        return Reserve(size, out int at) && ReadContent(type, at);
    }

    /// <summary>From behind an element's start to behind its end.</summary>
    bool ReadContent(int type, int at)
    {
        ref readonly TypeRow row = ref Grammars.Type(type);
        int state = row.Start, list = -1, count = 0, capacity = 0;
        while (true)
        {
            ref readonly StateRow s = ref Grammars.State(state);
            if (!Take(s.Bits, out int code)) return false;
            if (code >= s.Fields)
            {
                if (code != s.End) return FailCode(s, code);
                if (list >= 0) Close(list, at, count);
                return true;
            }
            uint production = Grammars.Production(s.First + code);
            int index = (ushort)production;
            if (index == Grammars.None) return Fail(ExiProblem.Undeclared);
            ref readonly FieldRow field = ref Grammars.Field(index);
            state = (int)(production >> 16);
            int owner = field.Group != Grammars.None ? field.Group : field.IsList ? index : -1;
            if (owner < 0)
            {
                if (field.IsOptional) At(at + field.Presence) = 1;
                if (!ReadField(field, index, 0, at + field.Offset)) return false;
                continue;
            }
            if (owner != list)
            {
                if (list >= 0) Close(list, at, count);
                list = owner;
                count = capacity = 0;
            }
            ref readonly FieldRow items = ref Grammars.Field(owner);
            if (!NextItem(items, at, count, ref capacity, out int item)) return false;
            if (owner != index && field.IsOptional) At(item + field.Presence) = 1;
            if (!ReadField(field, index, count, owner == index ? item : item + field.Offset)) return false;
            count++;
            At<int>(at + items.Offset + 4) = count;
            // A list's states stand side by side: fewer than it must have, more may follow, full.
            if (owner == index) state += count < field.MinOccurs ? 0 : count < field.MaxOccurs ? 1 : 2;
        }
    }

    readonly void Close(int list, int at, int count) => At<int>(at + Grammars.Field(list).Offset + 4) = count;

    /// <summary>
    /// Room for one more item beside the others. While nothing else was put behind them the list just grows; otherwise it moves to
    /// twice the room.
    /// </summary>
    bool NextItem(in FieldRow list, int at, int count, ref int capacity, out int item)
    {
        int size = list.ItemSize, first = At<int>(at + list.Offset);
        item = first + count * size;
        if (count < capacity)
        {
            Unsafe.InitBlockUnaligned(ref At(item), 0, (uint)size);
            return true;
        }
        if (count > 0 && item == _used)
        {
            if (!Extend(size)) return false;
            capacity = count + 1;
            return true;
        }
        int wanted = count == 0 ? 1 : count * 2;
        if (!Reserve(wanted * size, out int moved)) return false;
        if (count > 0) Unsafe.CopyBlockUnaligned(ref At(moved), ref At(first), (uint)(count * size));
        At<int>(at + list.Offset) = moved;
        item = moved + count * size;
        capacity = wanted;
        return true;
    }

    bool ReadField(in FieldRow field, int index, int item, int at)
    {
        if (_depth == ElementPath.Depth) return Fail(ExiProblem.Memory);
        _path[_depth++] = (uint)index | (uint)item << 16;
        if (!(field.Kind >= ValueKind.Complex ? ReadComplex(field, at) : field.IsBare ? ReadBare(field, at) : ReadSimple(field, at))) return false;
        _depth--;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    bool ReadComplex(in FieldRow field, int at) => field.Kind == ValueKind.Rational ? ReadRational(field, at) : ReadContent(field.Type, at);

    [MethodImpl(MethodImplOptions.NoInlining)]
    bool FailCode(in StateRow state, int code)
    {
        if (code >= state.Count) return Fail(ExiProblem.Unforeseen);
        return Fail(state.HasWildcard && code == state.Fields ? ExiProblem.Wildcard : ExiProblem.MixedContent);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    bool Fail(ExiProblem problem)
    {
        if (_problem == ExiProblem.None) (_problem, _errorBit) = (problem, Math.Min(_bit, _endBit));
        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    readonly ref byte At(int offset) => ref At<byte>(offset);

    /// <summary>A place in the document's memory. The fuzzer runs with the assertion.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    readonly ref T At<T>(int offset)
    {
        Debug.Assert(offset >= 0 && offset + Unsafe.SizeOf<T>() <= _capacity, "outside the document's memory");
        return ref Unsafe.As<byte, T>(ref Unsafe.Add(ref _memory, offset));
    }

    /// <summary>Cleared room in the document's memory, aligned for every field.</summary>
    bool Reserve(int bytes, out int offset)
    {
        offset = (_used + 7) & ~7;
        if (offset + bytes > _capacity && !Grow(offset + bytes)) return false;
        Unsafe.InitBlockUnaligned(ref At(offset), 0, (uint)bytes);
        _used = offset + bytes;
        return true;
    }

    bool Extend(int bytes)
    {
        if (_used + bytes > _capacity && !Grow(_used + bytes)) return false;
        Unsafe.InitBlockUnaligned(ref At(_used), 0, (uint)bytes);
        _used += bytes;
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    bool Grow(int needed)
    {
        if (needed > _memoryLimit) return Fail(ExiProblem.Memory);
        _document.Grow(needed);
        _memory = ref MemoryMarshal.GetArrayDataReference(_document.Memory);
        _capacity = _document.Memory.Length;
        return true;
    }
}
