using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using V2G.Iso15118.Messages;

namespace V2G.Iso15118.Exi;

/// <summary>Bits and values.</summary>
internal ref partial struct ExiDecoder
{
    /// <summary>The next bits, leftmost first: 57 or more of them are valid, zeros behind the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    readonly ulong Peek()
    {
        int at = _bit >> 3, beyond = at - (_length - 8);
        if (beyond <= 0)
        {
            ulong window = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref _exi, at));
            return (BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(window) : window) << (_bit & 7);
        }
        return beyond < 8 ? _lastBytes << (beyond * 8) << (_bit & 7) : 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    bool Skip(int bits)
    {
        _bit += bits;
        return _bit <= _endBit || Fail(ExiProblem.Truncated);
    }

    /// <summary>An unsigned number of at most 32 bits; of none, 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    bool Take(int bits, out int value)
    {
        value = (int)(Peek() >> 1 >> (63 - bits));
        return Skip(bits);
    }

    /// <summary>Unsigned Integer (EXI 1.0, 7.1.6): seven bits an octet, least significant first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    bool TakeUnsigned(out ulong value)
    {
        ulong window = Peek();
        if ((long)window >= 0)
        {
            value = window >> 56;
            return Skip(8);
        }
        return TakeLongUnsigned(out value);
    }

    bool TakeLongUnsigned(out ulong value)
    {
        value = 0;
        for (int shift = 0; ; shift += 7)
        {
            if (!Take(8, out int octet)) return false;
            ulong seven = (ulong)octet & 0x7F;
            // The tenth octet has one bit of 64; longer numbers fit no type of the standard.
            if (shift > 63 || (shift == 63 && seven > 1)) return Fail(ExiProblem.Range);
            value |= seven << shift;
            if (octet < 0x80) return true;
        }
    }

    /// <summary>An element of simple content: a bit for its characters, the value, a bit for its end; set, either is what no schema foresees.</summary>
    bool ReadSimple(in FieldRow field, int at)
    {
        ulong window = Peek();
        if ((long)window < 0) return ReadUnforeseen(field, at);
        if (field.Kind is ValueKind.Bits or ValueKind.Boolean or ValueKind.Enumeration)
        {
            int bits = field.Bits;
            if (!Skip(bits + 2)) return false;
            if ((window << (bits + 1) & 1UL << 63) != 0) return Fail(ExiProblem.Unforeseen);
            return StoreBits(field, (int)(window << 1 >> 1 >> (63 - bits)), at);
        }
        _bit++;
        return ReadBare(field, at) && Take(1, out int end) && (end == 0 || Fail(ExiProblem.Unforeseen));
    }

    /// <summary>Empty content may also be an end that the schema does not foresee: escape, then the first of its seven codes (EXI 1.0, 8.5.4.4.1).</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    bool ReadUnforeseen(in FieldRow field, int at)
    {
        bool canBeEmpty = field.Kind is ValueKind.Text or ValueKind.HexBinary or ValueKind.Base64Binary && field.Low == 0;
        if (!Take(4, out int code)) return false;
        if (code != 0b1000 || !canBeEmpty) return Fail(ExiProblem.Unforeseen);
        At<Text>(at) = default;
        return true;
    }

    /// <summary>A value with nothing around it.</summary>
    bool ReadBare(in FieldRow field, int at)
    {
        switch (field.Kind)
        {
            case ValueKind.Boolean or ValueKind.Bits or ValueKind.Enumeration:
                return Take(field.Bits, out int bits) && StoreBits(field, bits, at);
            case ValueKind.Unsigned:
                if (!TakeUnsigned(out ulong unsigned)) return false;
                if (unsigned > field.High || unsigned < (ulong)field.Low) return Fail(ExiProblem.Range);
                Store(field, unsigned, at);
                return true;
            case ValueKind.Signed:
                return ReadSigned(field, at);
            case ValueKind.Text:
                return ReadText(field, at);
            case ValueKind.HexBinary or ValueKind.Base64Binary:
                return ReadBinary(field, at);
            default:
                return ReadInteger(field, at);
        }
    }

    bool ReadSigned(in FieldRow field, int at)
    {
        if (!Take(1, out int negative) || !TakeUnsigned(out ulong magnitude)) return false;
        if (magnitude > long.MaxValue) return Fail(ExiProblem.Range);
        long value = negative != 0 ? -1 - (long)magnitude : (long)magnitude;
        if (value < field.Low || value > (long)field.High) return Fail(ExiProblem.Range);
        Store(field, (ulong)value, at);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    bool StoreBits(in FieldRow field, int bits, int at)
    {
        if (field.Kind == ValueKind.Enumeration)
        {
            if (bits >= Grammars.EnumerationCount(field.Type)) return Fail(ExiProblem.Enumeration);
            At(at) = (byte)bits;
            return true;
        }
        long value = field.Low + bits;
        if (value > (long)field.High) return Fail(ExiProblem.Range);
        Store(field, (ulong)value, at);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    readonly void Store(in FieldRow field, ulong value, int at)
    {
        switch (field.Bytes)
        {
            case 1: At(at) = (byte)value; break;
            case 2: At<ushort>(at) = (ushort)value; break;
            case 4: At<uint>(at) = (uint)value; break;
            default: At<ulong>(at) = value; break;
        }
    }

    /// <summary>
    /// RationalNumber in one look: 00 eeeeeeee 000 s, the value's octets, 00 (start and characters, exponent, its end, start and
    /// characters, sign, value, both ends). Anything else goes the long way, which says what is wrong.
    /// </summary>
    bool ReadRational(in FieldRow field, int at)
    {
        const ulong Foreseen = 0b11_00000000_111UL << 51;
        ulong window = Peek();
        if ((window & Foreseen) == 0)
        {
            sbyte exponent = (sbyte)((int)(window >> 54 & 0xFF) - 128);
            bool negative = (window >> 50 & 1) != 0;
            uint value = (uint)(window >> 42 & 0x7F);
            int bits = 22;
            if ((window >> 49 & 1) != 0)
            {
                value |= (uint)(window >> 34 & 0x7F) << 7;
                bits = 30;
                if ((window >> 41 & 1) != 0)
                {
                    value |= (uint)(window >> 26 & 0x7F) << 14;
                    bits = (window >> 33 & 1) != 0 ? 0 : 38;
                }
            }
            if (bits != 0 && value <= short.MaxValue && window << bits >> 62 == 0)
            {
                At(at) = (byte)exponent;
                At<short>(at + 2) = (short)(negative ? -1 - (int)value : (int)value);
                return Skip(bits + 2);
            }
        }
        return ReadContent(field.Type, at);
    }

    /// <summary>Hit in the name's own strings, hit in all strings, or the characters themselves (EXI 1.0, 7.3.3).</summary>
    bool ReadText(in FieldRow field, int at)
    {
        if (!TakeUnsigned(out ulong code)) return false;
        if (code < 2) return ReadHit(field, local: code == 0, at);
        if (code - 2 > (ulong)field.MaxLength) return Fail(ExiProblem.TooLong);
        int characters = (int)(code - 2);
        if (characters < field.Low) return Fail(ExiProblem.TooShort);
        // A character takes eight bits at least.
        if (characters > (_endBit - _bit) >> 3) return Fail(ExiProblem.Truncated);
        if (!ReserveBytes(characters, out int offset)) return false;
        int length = ReadAscii(characters, offset);
        if (length < characters && !ReadCharacters(characters, ref length, ref offset)) return false;
        Text text = new(offset, length);
        At<Text>(at) = text;
        if (characters > 0) AddString(new(field.Name, characters, text));
        return true;
    }

    /// <summary>Characters below 128, eight at a time, up to the first that isn't.</summary>
    int ReadAscii(int characters, int offset)
    {
        int done = 0;
        while (done + 7 <= characters)
        {
            // Seven: a window has 57 bits whatever the bit it begins with.
            ulong window = Peek();
            if ((window & 0x8080808080808000) != 0) break;
            Unsafe.WriteUnaligned(ref At(offset + done), BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(window) : window);
            _bit += 56;
            done += 7;
        }
        while (done < characters)
        {
            ulong window = Peek();
            if ((long)window < 0) break;
            At(offset + done++) = (byte)(window >> 56);
            _bit += 8;
        }
        return done;
    }

    // From the first character above 127 on: what was read moves to where four bytes a character have room.
    bool ReadCharacters(int characters, ref int length, ref int offset)
    {
        int read = length;
        if (!ReserveBytes(characters * 4, out int roomy)) return false;
        Unsafe.CopyBlockUnaligned(ref At(roomy), ref At(offset), (uint)length);
        offset = roomy;
        for (; read < characters; read++)
        {
            if (!TakeUnsigned(out ulong code)) return false;
            if (code > 0x10FFFF || code is >= 0xD800 and < 0xE000) return Fail(ExiProblem.Character);
            length += Utf8.Write(ref At(offset + length), (uint)code);
        }
        _used = offset + length;
        return true;
    }

    bool ReadBinary(in FieldRow field, int at)
    {
        if (!TakeUnsigned(out ulong count)) return false;
        if (count > (ulong)field.MaxLength) return Fail(ExiProblem.TooLong);
        int length = (int)count;
        if (length < field.Low) return Fail(ExiProblem.TooShort);
        if (length > (_endBit - _bit) >> 3) return Fail(ExiProblem.Truncated);
        if (!ReserveBytes(length, out int offset)) return false;
        for (int done = 0; done < length; done += 7)
        {
            ulong window = Peek();
            // Room for a whole window is there: see ReserveBytes.
            Unsafe.WriteUnaligned(ref At(offset + done), BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(window) : window);
            _bit += 8 * Math.Min(7, length - done);
        }
        At<HexBinary>(at) = new(offset, length);
        return true;
    }

    bool ReadInteger(in FieldRow field, int at)
    {
        if (!Take(1, out int negative)) return false;
        int start = _bit, octets = 1;
        for (; ; octets++)
        {
            if (!Take(8, out int octet)) return false;
            if (octet < 0x80) break;
        }
        // A sign, the magnitude, and a byte for the one that a negative number is greater by.
        int length = (octets * 7 + 7) / 8 + 2;
        if (length > field.MaxLength) return Fail(ExiProblem.Range);
        if (!ReserveBytes(length, out int offset)) return false;
        Span<byte> bytes = System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref At(offset), length);
        bytes.Clear();
        _bit = start;
        for (int i = 0; i < octets; i++)
        {
            Take(8, out int octet);
            BigNumber.OrShifted(bytes[1..], octet & 0x7F, i * 7);
        }
        if (negative != 0) BigNumber.Increment(bytes[1..]);
        Span<byte> magnitude = bytes[1..].TrimStart((byte)0);
        int zeros = length - 1 - magnitude.Length;
        bytes[zeros] = (byte)negative;
        At<Integer>(at) = new(offset + zeros, magnitude.Length + 1);
        return true;
    }

    /// <summary>Unaligned room, and a whole window behind it so that the last bytes can be written in one piece.</summary>
    bool ReserveBytes(int bytes, out int offset)
    {
        offset = _used;
        if (offset + bytes + 8 > _capacity && !Grow(offset + bytes + 8)) return false;
        _used = offset + bytes;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void AddString(StringEntry entry)
    {
        if (_stringCount == _strings.Length)
        {
            _stringsAreLost |= _stringCount >= MaximumStrings;
            if (_stringsAreLost) return;
            _strings = _document.GrowStrings();
        }
        _strings[_stringCount++] = entry;
    }

    bool ReadHit(in FieldRow field, bool local, int at)
    {
        if (_stringsAreLost) return Fail(ExiProblem.Memory);
        int among = _stringCount;
        if (local)
        {
            among = 0;
            for (int i = 0; i < _stringCount; i++)
                if (_strings[i].Name == field.Name) among++;
        }
        if (among == 0) return Fail(ExiProblem.StringTable);
        if (!Take(Grammars.BitsFor(among), out int index)) return false;
        if (index >= among) return Fail(ExiProblem.StringTable);
        int found = index;
        if (local)
        {
            found = -1;
            for (int left = index; left >= 0;)
                if (_strings[++found].Name == field.Name) left--;
        }
        ref readonly StringEntry entry = ref _strings[found];
        if (entry.Characters > field.MaxLength) return Fail(ExiProblem.TooLong);
        if (entry.Characters < field.Low) return Fail(ExiProblem.TooShort);
        At<Text>(at) = entry.Text;
        Hits++;
        return true;
    }
}
