using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using V2G.Iso15118.Messages;

namespace V2G.Iso15118.Exi;

/// <summary>What a value is on the wire. The numbers are those that the generator writes.</summary>
internal enum ValueKind : byte
{
    Boolean,
    /// <summary>An integer of at most 4096 values: n bits (EXI 1.0, 7.1.9).</summary>
    Bits,
    Unsigned,
    Signed,
    Enumeration,
    Text,
    HexBinary,
    Base64Binary,
    Integer,
    Complex,
    /// <summary>A complex type of a byte and a short, read and written in one piece.</summary>
    Rational,
}

/// <summary>A row of the generated table of fields.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct FieldRow
{
    public readonly ushort Name;
    public readonly ValueKind Kind;
    readonly byte _flags;
    /// <summary>Of a number in memory.</summary>
    public readonly byte Bytes;
    /// <summary>Of a number or enumeration on the wire.</summary>
    public readonly byte Bits;
    public readonly ushort Offset;
    public readonly ushort Presence;
    /// <summary>Of types for complex ones, of enumerations for those.</summary>
    public readonly ushort Type;
    public readonly ushort ItemSize;
    /// <summary>The inline list whose item this field belongs to.</summary>
    public readonly ushort Group;
    public readonly ushort MinOccurs;
    readonly ushort _maxOccurs;
    readonly uint _unused;
    /// <summary>Least value of a number, least length of a string.</summary>
    public readonly long Low;
    readonly ulong _high;

    public bool IsAttribute => (_flags & 1) != 0;

    public bool IsList => (_flags & 2) != 0;

    public bool IsOptional => (_flags & 4) != 0;

    public bool IsValue => (_flags & 8) != 0;

    /// <summary>Neither an element's start nor its end around it.</summary>
    public bool IsBare => (_flags & (1 | 8)) != 0;

    public bool IsSigned => (_flags & 16) != 0;

    public bool IsInline => (_flags & 32) != 0;

    public int MaxOccurs => _maxOccurs == Grammars.None ? int.MaxValue : _maxOccurs;

    public ulong High => _high;

    public int MaxLength => (int)_high;
}

/// <summary>A row of the generated table of types.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct TypeRow
{
    public readonly ushort FirstField;
    public readonly ushort FieldCount;
    public readonly ushort Start;
    public readonly ushort Size;
    public readonly ushort Name;
    readonly ushort _flags;
    readonly uint _unused;

    public bool MayLeaveOver => (_flags & 1) != 0;

    public bool IsElement => (_flags & 2) != 0;
}

/// <summary>A row of the generated table of states.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct StateRow
{
    public readonly ushort First;
    /// <summary>Productions that are fields.</summary>
    public readonly byte Fields;
    public readonly byte Bits;
    /// <summary>255 where the element can't end.</summary>
    public readonly byte End;
    /// <summary>Of all productions; the next code escapes to what the schema does not foresee.</summary>
    public readonly byte Count;
    readonly ushort _flags;

    public bool HasWildcard => (_flags & 1) != 0;
}

/// <summary>The generated tables, as rows.</summary>
internal static partial class Grammars
{
    public const int None = 0xFFFF;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref readonly FieldRow Field(int index) =>
        ref Unsafe.Add(ref Unsafe.As<ulong, FieldRow>(ref MemoryMarshal.GetReference(FieldRows)), index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref readonly TypeRow Type(int index) => ref Unsafe.Add(ref Unsafe.As<ulong, TypeRow>(ref MemoryMarshal.GetReference(TypeRows)), index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref readonly StateRow State(int index) => ref Unsafe.Add(ref Unsafe.As<ulong, StateRow>(ref MemoryMarshal.GetReference(StateRows)), index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Production(int index) => Unsafe.Add(ref MemoryMarshal.GetReference(Productions), index);

    public static int TypeCount => TypeRows.Length / 2;

    public static ReadOnlySpan<byte> NameUtf8(int name) => NameText[NameEnds[name]..NameEnds[name + 1]];

    public static string Name(int name) => Encoding.UTF8.GetString(NameUtf8(name));

    public static string NameOfType(int type) => Name(Type(type).Name);

    public static string UriOf(int name) => Encoding.UTF8.GetString(UriText[UriEnds[NameUris[name]]..UriEnds[NameUris[name] + 1]]);

    public static int EnumerationCount(int enumeration) => (int)(Enumerations[enumeration] >> 16);

    public static ReadOnlySpan<byte> Literal(int enumeration, int value)
    {
        int index = (int)(Enumerations[enumeration] & 0xFFFF) + value;
        return LiteralText[LiteralEnds[index]..LiteralEnds[index + 1]];
    }

    /// <summary>Global elements of a set in the order of their codes; each is a name, and a type in the upper half.</summary>
    public static ReadOnlySpan<uint> Roots(MessageSet set) => Elements.Slice((int)Sets[(int)set * 4], (int)Sets[(int)set * 4 + 1]);

    /// <summary>All elements of a set in the order of their codes as a fragment.</summary>
    public static ReadOnlySpan<uint> Fragments(MessageSet set) => Elements.Slice((int)Sets[(int)set * 4 + 2], (int)Sets[(int)set * 4 + 3]);

    /// <summary>Name of the element that a type has in a set: its own, or that of the only element of that type.</summary>
    public static int ElementOf(MessageSet set, int type)
    {
        int own = Type(type).Name, found = own;
        foreach (uint element in Fragments(set))
        {
            if (element >> 16 != type) continue;
            found = (ushort)element;
            if (found == own) break;
        }
        return found;
    }

    public static int BitsFor(int values) => 32 - System.Numerics.BitOperations.LeadingZeroCount((uint)(values - 1));
}
