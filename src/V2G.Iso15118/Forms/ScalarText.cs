using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace V2G.Iso15118.Forms;

/// <summary>Simple values as XML Schema writes them, and back.</summary>
internal static class ScalarText
{
    public static string Format(ExiDocument document, in FieldRow field, int at)
    {
        ReadOnlySpan<byte> memory = document.Memory.AsSpan(at);
        switch (field.Kind)
        {
            case ValueKind.Boolean: return memory[0] != 0 ? "true" : "false";
            case ValueKind.Enumeration:
                return memory[0] < Grammars.EnumerationCount(field.Type) ? Encoding.UTF8.GetString(Grammars.Literal(field.Type, memory[0])) : $"#{memory[0]}";
            case ValueKind.Text: return document.String(MemoryMarshal.Read<Text>(memory));
            case ValueKind.HexBinary: return Convert.ToHexString(document.Bytes(MemoryMarshal.Read<HexBinary>(memory)));
            case ValueKind.Base64Binary: return Convert.ToBase64String(document.Bytes(MemoryMarshal.Read<Base64Binary>(memory)));
            case ValueKind.Integer:
                ReadOnlySpan<byte> integer = document.Bytes(MemoryMarshal.Read<Integer>(memory));
                return BigNumber.ToDecimal(integer[0] != 0, integer[1..]);
            default: return Number(field, memory);
        }
    }

    static string Number(in FieldRow field, ReadOnlySpan<byte> memory) => (field.Bytes, field.IsSigned) switch
    {
        (1, true) => ((sbyte)memory[0]).ToString(CultureInfo.InvariantCulture),
        (1, false) => memory[0].ToString(CultureInfo.InvariantCulture),
        (2, true) => MemoryMarshal.Read<short>(memory).ToString(CultureInfo.InvariantCulture),
        (2, false) => MemoryMarshal.Read<ushort>(memory).ToString(CultureInfo.InvariantCulture),
        (4, true) => MemoryMarshal.Read<int>(memory).ToString(CultureInfo.InvariantCulture),
        (4, false) => MemoryMarshal.Read<uint>(memory).ToString(CultureInfo.InvariantCulture),
        (_, true) => MemoryMarshal.Read<long>(memory).ToString(CultureInfo.InvariantCulture),
        _ => MemoryMarshal.Read<ulong>(memory).ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Puts a value where its struct has it; says what is wrong with the text, or null.</summary>
    public static string? Parse(ExiDocument document, in FieldRow field, string text, int at)
    {
        string trimmed = text.Trim(' ', '\t', '\r', '\n');
        switch (field.Kind)
        {
            case ValueKind.Text:
                Text added = document.Add(text);
                MemoryMarshal.Write(document.Memory.AsSpan(at), added);
                return null;
            case ValueKind.Boolean:
                if (trimmed is not ("true" or "false" or "1" or "0")) return $"'{trimmed}' is neither true nor false";
                document.Memory[at] = trimmed is "true" or "1" ? (byte)1 : (byte)0;
                return null;
            case ValueKind.Enumeration:
                return ParseEnumeration(document, field, trimmed, at);
            case ValueKind.HexBinary or ValueKind.Base64Binary:
                return ParseBinary(document, field, trimmed, at);
            case ValueKind.Integer:
                if (!BigNumber.TryParse(trimmed, out bool negative, out byte[] magnitude)) return $"'{trimmed}' is no whole number";
                Integer integer = document.AddInteger(negative, magnitude);
                MemoryMarshal.Write(document.Memory.AsSpan(at), integer);
                return null;
            default:
                return ParseNumber(document.Memory.AsSpan(at), field, trimmed);
        }
    }

    static string? ParseEnumeration(ExiDocument document, in FieldRow field, string text, int at)
    {
        List<string> allowed = [];
        for (int i = 0; i < Grammars.EnumerationCount(field.Type); i++)
        {
            string literal = Encoding.UTF8.GetString(Grammars.Literal(field.Type, i));
            if (literal == text)
            {
                document.Memory[at] = (byte)i;
                return null;
            }
            allowed.Add(literal);
        }
        return $"'{text}' is not allowed; allowed: {string.Join(", ", allowed)}";
    }

    static string? ParseBinary(ExiDocument document, in FieldRow field, string text, int at)
    {
        byte[] bytes;
        try
        {
            bytes = field.Kind == ValueKind.HexBinary ? Convert.FromHexString(text) : Convert.FromBase64String(text);
        }
        catch (FormatException)
        {
            return field.Kind == ValueKind.HexBinary ? $"'{text}' is not made of pairs of hex digits" : $"'{text}' is no base 64";
        }
        HexBinary added = document.AddHex(bytes);
        MemoryMarshal.Write(document.Memory.AsSpan(at), added);
        return null;
    }

    static string? ParseNumber(Span<byte> memory, in FieldRow field, string text)
    {
        if (!Int128.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out Int128 value)) return $"'{text}' is no whole number";
        Int128 high = field.IsSigned ? (long)field.High : field.High;
        if (value < field.Low || value > high) return $"{text} is not within {field.Low} … {high}";
        switch (field.Bytes)
        {
            case 1: memory[0] = (byte)(long)value; break;
            case 2: MemoryMarshal.Write(memory, (ushort)(long)value); break;
            case 4: MemoryMarshal.Write(memory, (uint)(long)value); break;
            default: MemoryMarshal.Write(memory, unchecked((ulong)(UInt128)value)); break;
        }
        return null;
    }
}
