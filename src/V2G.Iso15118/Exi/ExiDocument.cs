using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using V2G.Iso15118.Messages;

namespace V2G.Iso15118.Exi;

/// <summary>
/// A message with the memory that its strings, bytes and lists lie in. Made once by its owner and used for message after message:
/// once it has seen the largest, it allocates no more. What a message may take is bounded by its length on the wire.
/// </summary>
public sealed class ExiDocument
{
    /// <summary>Above what V2GTP may carry; offsets in bits stay far from 2^31.</summary>
    public const int MaximumLength = 1 << 20;

    byte[] _memory;
    int _used;
    StringEntry[] _strings = new StringEntry[32];

    public ExiDocument(int capacity = 4096) => _memory = new byte[Math.Max(capacity, 64)];

    /// <summary>Number of the root's type; -1 while there is no message.</summary>
    internal int Root { get; private set; } = -1;

    /// <summary>Number of the root's name, which for a fragment isn't always its type's.</summary>
    internal int RootElement { get; private set; } = -1;

    /// <summary>Strings of the message that was read that came from its string table.</summary>
    public int StringTableHits { get; private set; }

    /// <summary>Bytes of the message that was read: what lies behind them was not looked at.</summary>
    public int BytesRead { get; private set; }

    internal byte[] Memory => _memory;

    internal int Used => _used;

    public bool IsEmpty => Root < 0;

    /// <summary>"SessionSetupReq"</summary>
    public string RootName => Root < 0 ? "" : Grammars.Name(RootElement);

    public bool Is<T>()
        where T : unmanaged, IExiType => Root == T.Number;

    /// <summary>The message. It stays as it is until the document is used for another one.</summary>
    public ref readonly T Get<T>()
        where T : unmanaged, IExiType
    {
        if (Root != T.Number) throw new InvalidOperationException($"the document holds {(Root < 0 ? "no message" : RootName)}, not {Grammars.NameOfType(T.Number)}");
        return ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(_memory));
    }

    /// <summary>Reads a message of a set. With an error the document is empty.</summary>
    public ExiError Decode(MessageSet set, ReadOnlySpan<byte> exi) => Decode(set, exi, fragment: false);

    /// <summary>Reads an element that stands alone, as signatures are computed over: any element of the set, of a complex type.</summary>
    public ExiError DecodeFragment(MessageSet set, ReadOnlySpan<byte> exi) => Decode(set, exi, fragment: true);

    ExiError Decode(MessageSet set, ReadOnlySpan<byte> exi, bool fragment)
    {
        Clear();
        ExiDecoder decoder = new(this, exi);
        bool ok = fragment ? decoder.ReadFragment(set) : decoder.ReadDocument(set);
        Root = ok ? decoder.Root : -1;
        RootElement = decoder.RootElement;
        _used = decoder.Used;
        StringTableHits = decoder.Hits;
        BytesRead = decoder.BytesRead;
        return decoder.Error;
    }

    /// <summary>Writes a message that was made by hand; its strings and lists were added to this document.</summary>
    public ExiError Encode<T>(MessageSet set, in T message, Span<byte> exi, out int written)
        where T : unmanaged, IExiType => Encode(set, T.Number, Grammars.Type(T.Number).Name, ref Unsafe.As<T, byte>(ref Unsafe.AsRef(in message)), exi, false, out written);

    /// <summary>Writes an element that stands alone: what a signature is computed over.</summary>
    public ExiError EncodeFragment<T>(MessageSet set, in T element, Span<byte> exi, out int written)
        where T : unmanaged, IExiType => Encode(set, T.Number, Grammars.ElementOf(set, T.Number), ref Unsafe.As<T, byte>(ref Unsafe.AsRef(in element)), exi, true, out written);

    /// <summary>Writes the message that the document holds.</summary>
    public ExiError Encode(MessageSet set, Span<byte> exi, out int written) =>
        Encode(set, Root, RootElement, ref MemoryMarshal.GetArrayDataReference(_memory), exi, false, out written);

    /// <inheritdoc cref="Encode(MessageSet, Span{byte}, out int)"/>
    public ExiError EncodeFragment(MessageSet set, Span<byte> exi, out int written) =>
        Encode(set, Root, RootElement, ref MemoryMarshal.GetArrayDataReference(_memory), exi, true, out written);

    ExiError Encode(MessageSet set, int type, int element, ref byte root, Span<byte> exi, bool fragment, out int written)
    {
        ExiEncoder encoder = new(_memory.AsSpan(0, _used), exi);
        if (type < 0) encoder.Fail(ExiProblem.Root);
        else if (fragment) encoder.WriteFragment(set, type, element, ref root);
        else encoder.WriteDocument(set, type, element, ref root);
        written = encoder.Written;
        return encoder.Error;
    }

    /// <summary>Forgets message and memory, to begin another one.</summary>
    public void Clear()
    {
        Root = -1;
        _used = StringTableHits = BytesRead = 0;
    }

    public Text Add(ReadOnlySpan<char> text)
    {
        int offset = Reserve(Encoding.UTF8.GetByteCount(text));
        return new(offset, Encoding.UTF8.GetBytes(text, _memory.AsSpan(offset)));
    }

    public Text AddUtf8(ReadOnlySpan<byte> text) => new(AddBytes(text), text.Length);

    public HexBinary AddHex(ReadOnlySpan<byte> bytes) => new(AddBytes(bytes), bytes.Length);

    public Base64Binary AddBase64(ReadOnlySpan<byte> bytes) => new(AddBytes(bytes), bytes.Length);

    /// <summary>A number by its sign and magnitude, most significant byte first.</summary>
    public Integer AddInteger(bool negative, ReadOnlySpan<byte> magnitude)
    {
        magnitude = magnitude.TrimStart((byte)0);
        int offset = Reserve(magnitude.Length + 1);
        _memory[offset] = negative ? (byte)1 : (byte)0;
        magnitude.CopyTo(_memory.AsSpan(offset + 1));
        return new(offset, magnitude.Length + 1);
    }

    public Many<T> Add<T>(ReadOnlySpan<T> items)
        where T : unmanaged => new(AddBytes(MemoryMarshal.AsBytes(items)), items.Length);

    public ReadOnlySpan<byte> Utf8(Text text) => Bytes(text.Offset, text.Length);

    public string String(Text text) => Encoding.UTF8.GetString(Utf8(text));

    public ReadOnlySpan<byte> Bytes(HexBinary binary) => Bytes(binary.Offset, binary.Length);

    public ReadOnlySpan<byte> Bytes(Base64Binary binary) => Bytes(binary.Offset, binary.Length);

    public ReadOnlySpan<byte> Bytes(Integer integer) => Bytes(integer.Offset, integer.Length);

    public ReadOnlySpan<T> Items<T>(Many<T> list)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(Bytes(list.Offset, checked(list.Count * Unsafe.SizeOf<T>())));

    internal ReadOnlySpan<byte> Bytes(int offset, int length) => _memory.AsSpan(0, _used).Slice(offset, length);

    int AddBytes(ReadOnlySpan<byte> bytes)
    {
        int offset = Reserve(bytes.Length);
        bytes.CopyTo(_memory.AsSpan(offset));
        return offset;
    }

    /// <summary>Room at an offset that suits every field.</summary>
    internal int Reserve(int bytes)
    {
        int offset = (_used + 7) & ~7;
        if (offset + bytes > _memory.Length) Grow(offset + bytes);
        _used = offset + bytes;
        return offset;
    }

    internal void Grow(int needed) => Array.Resize(ref _memory, Math.Max(needed, _memory.Length * 2));

    internal void BeginByHand(int type, int element)
    {
        Clear();
        int size = Grammars.Type(type).Size;
        Reserve(size);
        _memory.AsSpan(0, size).Clear();
        Root = type;
        RootElement = element;
    }

    internal StringEntry[] Strings => _strings;

    internal StringEntry[] GrowStrings()
    {
        Array.Resize(ref _strings, _strings.Length * 2);
        return _strings;
    }
}

/// <summary>A string that was sent literally, and under which name: the string table (EXI 1.0, 7.3).</summary>
internal readonly record struct StringEntry(ushort Name, int Characters, Text Text);
