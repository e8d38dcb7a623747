using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace V2G.Iso15118.Exi;

/// <summary>Bits and values.</summary>
internal ref partial struct ExiEncoder
{
    /// <summary>
    /// At most 56 bits. Fewer than eight wait in <see cref="_bits"/>, leftmost; the rest is stored at once, eight bytes wide where
    /// there is room.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    bool Put(ulong value, int bits)
    {
        if (_at + 8 > _exi.Length) return PutAtEnd(value, bits);
        _bits |= value << (64 - _pending - bits);
        _pending += bits;
        BinaryPrimitives.WriteUInt64BigEndian(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref MemoryMarshal.GetReference(_exi), _at), 8), _bits);
        int whole = _pending >> 3;
        _at += whole;
        _bits <<= whole * 8;
        _pending &= 7;
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    bool PutAtEnd(ulong value, int bits)
    {
        if (bits == 0) return true;
        _bits |= value << (64 - _pending - bits);
        _pending += bits;
        for (; _pending >= 8; _pending -= 8, _bits <<= 8)
        {
            if (_at >= _exi.Length) return Fail(ExiProblem.Room);
            _exi[_at++] = (byte)(_bits >> 56);
        }
        return true;
    }

    bool Finish()
    {
        if (_pending > 0)
        {
            if (_at >= _exi.Length) return Fail(ExiProblem.Room);
            _exi[_at++] = (byte)(_bits >> 56);
        }
        Written = _at;
        return true;
    }

    bool PutUnsigned(ulong value)
    {
        while (value >= 0x80)
        {
            if (!Put(value & 0x7F | 0x80, 8)) return false;
            value >>= 7;
        }
        return Put(value, 8);
    }

    /// <summary>The octets of a number below 2^21 as one piece, and how many bits that is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ulong Octets(uint value, out int bits)
    {
        if (value < 1 << 7)
        {
            bits = 8;
            return value;
        }
        ulong first = value & 0x7F | 0x80;
        if (value < 1 << 14)
        {
            bits = 16;
            return first << 8 | value >> 7;
        }
        bits = 24;
        return first << 16 | (value >> 7 & 0x7F | 0x80) << 8 | value >> 14;
    }

    /// <summary>RationalNumber with the event code before it; see <see cref="ExiDecoder.ReadRational"/>.</summary>
    bool PutRational(uint code, int codeBits, ref byte at)
    {
        int exponent = (sbyte)at, value = Unsafe.As<byte, short>(ref Unsafe.Add(ref at, 2));
        ulong octets = Octets((uint)(value < 0 ? ~value : value), out int bits);
        ulong head = (ulong)code << 14 | (ulong)(exponent + 128) << 4 | (value < 0 ? 1u : 0);
        return Put((head << bits | octets) << 2, codeBits + 14 + bits + 2);
    }

    bool WriteSimple(scoped in FieldRow field, uint code, int codeBits, ref byte at)
    {
        // A bit before an element's characters and one at its end, both 0: what the schema foresees.
        int around = field.IsBare ? 0 : 1;
        switch (field.Kind)
        {
            case ValueKind.Boolean or ValueKind.Bits or ValueKind.Enumeration:
                return ToBits(field, ref at, out uint bits)
                    && Put(((ulong)code << around + field.Bits | bits) << around, codeBits + around + field.Bits + around);
            case ValueKind.Unsigned:
                ulong unsigned = Load(field, ref at);
                if (unsigned > field.High || unsigned < (ulong)field.Low) return Fail(ExiProblem.Range);
                return Put((ulong)code << around, codeBits + around) && PutUnsigned(unsigned) && Put(0, around);
            case ValueKind.Signed:
                long signed = (long)Load(field, ref at);
                if (signed < field.Low || signed > (long)field.High) return Fail(ExiProblem.Range);
                ulong head = ((ulong)code << around) << 1 | (signed < 0 ? 1u : 0);
                return Put(head, codeBits + around + 1) && PutUnsigned((ulong)(signed < 0 ? ~signed : signed)) && Put(0, around);
            default:
                if (!Put((ulong)code << around, codeBits + around) || !Bytes(ref at, out ReadOnlySpan<byte> bytes)) return false;
                bool ok = field.Kind switch
                {
                    ValueKind.Text => PutText(field, bytes),
                    ValueKind.Integer => PutInteger(bytes),
                    _ => PutBinary(field, bytes),
                };
                return ok && Put(0, around);
        }
    }

    bool ToBits(in FieldRow field, ref byte at, out uint bits)
    {
        long value = field.Kind == ValueKind.Bits ? (long)Load(field, ref at) : at;
        bits = (uint)(value - field.Low);
        if (field.Kind == ValueKind.Enumeration) return value < Grammars.EnumerationCount(field.Type) || Fail(ExiProblem.Enumeration);
        return (value >= field.Low && value <= (long)field.High) || Fail(ExiProblem.Range);
    }

    static ulong Load(in FieldRow field, ref byte at) => (field.Bytes, field.IsSigned) switch
    {
        (1, false) => at,
        (1, true) => (ulong)(long)(sbyte)at,
        (2, false) => Unsafe.As<byte, ushort>(ref at),
        (2, true) => (ulong)(long)Unsafe.As<byte, short>(ref at),
        (4, false) => Unsafe.As<byte, uint>(ref at),
        (4, true) => (ulong)(long)Unsafe.As<byte, int>(ref at),
        _ => Unsafe.As<byte, ulong>(ref at),
    };

    bool Bytes(ref byte at, out ReadOnlySpan<byte> bytes)
    {
        (int offset, int length) = Unsafe.As<byte, (int, int)>(ref at);
        bytes = default;
        if (length < 0 || offset < 0 || (long)offset + length > _memory.Length) return Fail(ExiProblem.Handle);
        bytes = _memory.Slice(offset, length);
        return true;
    }

    bool PutText(in FieldRow field, scoped ReadOnlySpan<byte> utf8)
    {
        bool ascii = System.Text.Ascii.IsValid(utf8);
        int characters = ascii ? utf8.Length : CountCharacters(utf8);
        if (characters < 0) return Fail(ExiProblem.Character);
        if (characters > field.MaxLength) return Fail(ExiProblem.TooLong);
        if (characters < field.Low) return Fail(ExiProblem.TooShort);
        if (!PutUnsigned((ulong)characters + 2)) return false;
        if (ascii) return PutBytes(utf8);
        for (int i = 0; i < utf8.Length;)
        {
            System.Text.Rune.DecodeFromUtf8(utf8[i..], out System.Text.Rune rune, out int length);
            if (!PutUnsigned((ulong)rune.Value)) return false;
            i += length;
        }
        return true;
    }

    static int CountCharacters(ReadOnlySpan<byte> utf8)
    {
        int count = 0;
        for (int i = 0; i < utf8.Length; count++)
        {
            if (System.Text.Rune.DecodeFromUtf8(utf8[i..], out _, out int length) != System.Buffers.OperationStatus.Done) return -1;
            i += length;
        }
        return count;
    }

    bool PutBinary(in FieldRow field, scoped ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > field.MaxLength) return Fail(ExiProblem.TooLong);
        if (bytes.Length < field.Low) return Fail(ExiProblem.TooShort);
        return PutUnsigned((ulong)bytes.Length) && PutBytes(bytes);
    }

    bool PutBytes(scoped ReadOnlySpan<byte> bytes)
    {
        int i = 0;
        for (; i + 8 <= bytes.Length; i += 7)
            if (!Put(BinaryPrimitives.ReadUInt64BigEndian(bytes[i..]) >> 8, 56)) return false;
        for (; i < bytes.Length; i++)
            if (!Put(bytes[i], 8)) return false;
        return true;
    }

    bool PutInteger(scoped ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty || bytes[0] > 1) return Fail(ExiProblem.Handle);
        bool negative = bytes[0] != 0;
        ReadOnlySpan<byte> magnitude = bytes[1..];
        if (negative)
        {
            byte[] less = magnitude.ToArray();
            BigNumber.Decrement(less);
            magnitude = less;
        }
        magnitude = magnitude.TrimStart((byte)0);
        if (!Put(negative ? 1u : 0, 1)) return false;
        int bits = magnitude.IsEmpty ? 0 : magnitude.Length * 8 - (BitOperations.LeadingZeroCount((uint)magnitude[0]) - 24);
        for (int shift = 0; ; shift += 7)
        {
            bool last = shift + 7 >= bits;
            int seven = shift >= bits ? 0 : BigNumber.Seven(magnitude, shift);
            if (!Put((uint)(last ? seven : seven | 0x80), 8)) return false;
            if (last) return true;
        }
    }
}
