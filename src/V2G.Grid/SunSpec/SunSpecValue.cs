using System.Text;

namespace V2G.Grid.SunSpec;

/// <summary>
/// Figures and texts as registers hold them, the high word first. Each type has a value that says "not implemented"; here that is NaN.
/// What is beyond a type's range is written as the nearest that it holds, never as that value.
/// </summary>
public static class SunSpecValue
{
    /// <summary>Scale factors go from 10⁻¹⁰ to 10¹⁰.</summary>
    public const int MostScale = 10;

    const ulong Missing64 = ulong.MaxValue;

    // 2⁵³: the largest whole number below which a double misses none.
    const double Most64 = 9_007_199_254_740_992;

    /// <summary>The figure before its scale factor; NaN: not implemented.</summary>
    public static double Read(ReadOnlySpan<ushort> registers, SunSpecType type)
    {
        switch (type)
        {
            case SunSpecType.Signed16 or SunSpecType.ScaleFactor:
                return registers[0] == 0x8000 ? double.NaN : (short)registers[0];
            case SunSpecType.Unsigned16 or SunSpecType.Enum16 or SunSpecType.Bitfield16:
                return registers[0] == 0xFFFF ? double.NaN : registers[0];
            case SunSpecType.Signed32:
                uint signed = Word(registers);
                return signed == 0x8000_0000 ? double.NaN : (int)signed;
            case SunSpecType.Unsigned32 or SunSpecType.Bitfield32:
                uint word = Word(registers);
                return word == 0xFFFF_FFFF ? double.NaN : word;
            case SunSpecType.Accumulator32:
                return Word(registers);
            case SunSpecType.Real32:
                return BitConverter.UInt32BitsToSingle(Word(registers));
            case SunSpecType.Unsigned64:
                ulong whole = (ulong)Word(registers) << 32 | Word(registers[2..]);
                return whole == Missing64 ? double.NaN : whole;
            default:
                return double.NaN;
        }
    }

    public static void Write(Span<ushort> registers, SunSpecType type, double value)
    {
        bool missing = double.IsNaN(value);
        switch (type)
        {
            case SunSpecType.Signed16 or SunSpecType.ScaleFactor:
                registers[0] = missing ? (ushort)0x8000 : (ushort)(short)Whole(value, -short.MaxValue, short.MaxValue);
                break;
            case SunSpecType.Unsigned16 or SunSpecType.Enum16 or SunSpecType.Bitfield16:
                registers[0] = missing ? (ushort)0xFFFF : (ushort)Whole(value, 0, 0xFFFE);
                break;
            case SunSpecType.Signed32:
                Word(registers, missing ? 0x8000_0000 : (uint)(int)Whole(value, -int.MaxValue, int.MaxValue));
                break;
            case SunSpecType.Unsigned32 or SunSpecType.Bitfield32:
                Word(registers, missing ? 0xFFFF_FFFF : (uint)Whole(value, 0, 0xFFFF_FFFE));
                break;
            case SunSpecType.Accumulator32:
                Word(registers, missing ? 0 : (uint)Whole(value, 0, uint.MaxValue));
                break;
            case SunSpecType.Real32:
                Word(registers, missing ? 0x7FC0_0000 : BitConverter.SingleToUInt32Bits((float)value));
                break;
            case SunSpecType.Unsigned64:
                ulong whole = missing ? Missing64 : (ulong)Whole(value, 0, Most64);
                Word(registers, (uint)(whole >> 32));
                Word(registers[2..], (uint)whole);
                break;
            case SunSpecType.Pad:
                registers[0] = 0x8000;
                break;
            default:
                registers.Clear();
                break;
        }
    }

    /// <summary>Bytes up to the first 0; what is no printable ASCII is '?'.</summary>
    public static string ReadText(ReadOnlySpan<ushort> registers)
    {
        StringBuilder text = new(2 * registers.Length);
        foreach (ushort register in registers)
        {
            foreach (int c in (ReadOnlySpan<int>)[register >> 8, register & 0xFF])
            {
                if (c == 0) return text.ToString();
                text.Append(c is >= 0x20 and < 0x7F ? (char)c : '?');
            }
        }
        return text.ToString();
    }

    /// <summary>Cut off at what fits; the rest is 0.</summary>
    public static void WriteText(Span<ushort> registers, string text)
    {
        registers.Clear();
        for (int i = 0; i < text.Length && i < 2 * registers.Length; i++)
            registers[i / 2] |= (ushort)((text[i] is >= (char)0x20 and < (char)0x7F ? text[i] : '?') << (i % 2 == 0 ? 8 : 0));
    }

    /// <summary>10 to a power that is exact for those that scale factors have.</summary>
    public static double PowerOfTen(int scale)
    {
        ReadOnlySpan<double> powers = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10];
        return scale >= 0 ? powers[scale] : 1 / powers[-scale];
    }

    /// <summary>The finest power of ten with which a figure up to a limit fits a type.</summary>
    public static int FinestScale(double most, SunSpecType type, int finest)
    {
        double holds = type switch { SunSpecType.Signed16 => short.MaxValue, SunSpecType.Unsigned16 => 0xFFFE, SunSpecType.Signed32 => int.MaxValue, _ => 0xFFFF_FFFE };
        int scale = finest;
        while (scale < MostScale && most / PowerOfTen(scale) > holds) scale++;
        return scale;
    }

    static double Whole(double value, double least, double most) => Math.Clamp(Math.Round(value), least, most);

    static uint Word(ReadOnlySpan<ushort> registers) => (uint)registers[0] << 16 | registers[1];

    static void Word(Span<ushort> registers, uint value)
    {
        registers[0] = (ushort)(value >> 16);
        registers[1] = (ushort)value;
    }
}
