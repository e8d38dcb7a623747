using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using V2G.Control;
using V2G.Control.Settings;

namespace V2G.Firmware.BlackBox;

/// <summary>
/// Where the fields of a recorded struct lie, from a text in `Fields`. The texts are what reflection finds in the structs; since the
/// product does without reflection they are kept as files, and a test compares them with the structs of the same build.
/// </summary>
internal sealed class FieldTable
{
    /// <summary>A NaN is any NaN: processors make them with different bits.</summary>
    const ulong CanonicalNaN = 0x7FF8_0000_0000_0000;

    readonly Field[] _fields;
    readonly ulong[] _significant;

    /// <param name="text">A line a field: offset, kind, name, and for elements of arrays, whose index stands for [], "count*stride" a level.</param>
    public FieldTable(string text, int bytes)
    {
        Text = text;
        Bytes = bytes;
        _fields = [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).SelectMany(Parse).OrderBy(f => f.Offset)];
        byte[] covered = new byte[bytes];
        foreach (Field field in _fields) covered.AsSpan(field.Offset, field.Bytes).Fill(0xFF);
        _significant = MemoryMarshal.Cast<byte, ulong>(covered).ToArray();
    }

    public static FieldTable TickRow { get; } = new(Resource("TickRow"), Unsafe.SizeOf<TickRow>());

    public static FieldTable State { get; } = new(Resource("ControlState"), Unsafe.SizeOf<ControlState>());

    public static FieldTable Settings { get; } = new(Resource("ControlSettings"), Unsafe.SizeOf<ControlSettings>());

    public string Text { get; }

    /// <summary>Of the struct.</summary>
    public int Bytes { get; }

    public ReadOnlySpan<Field> Fields => _fields;

    /// <summary>For each word of the struct the bits that belong to a field; the rest is padding, and may hold anything.</summary>
    public ReadOnlySpan<ulong> Significant => _significant;

    /// <summary>Index of the word that a field lies in.</summary>
    public int WordOf(string name) => Array.Find(_fields, f => f.Name == name) is { Name: not null } field
        ? field.Offset / sizeof(ulong) : throw new ArgumentException($"no field '{name}'");

    /// <summary>Puts zeros where no field is.</summary>
    public void ClearPadding(Span<byte> bytes)
    {
        Span<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);
        for (int i = 0; i < words.Length; i++) words[i] &= _significant[i];
    }

    /// <summary>The first field at or after <paramref name="from"/> that differs; null when none does.</summary>
    public Field? Difference(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, int from = 0)
    {
        if (a.SequenceEqual(b)) return null;
        foreach (Field field in _fields)
            if (field.Offset >= from && Canonical(field, a) != Canonical(field, b)) return field;
        return null;
    }

    /// <summary>A field that holds what its type can't: a truth value that is neither.</summary>
    public Field? Impossible(ReadOnlySpan<byte> bytes)
    {
        foreach (Field field in _fields)
            if (field.Kind == FieldKind.Bool && bytes[field.Offset] > 1) return field;
        return null;
    }

    /// <summary>A field's bits, every NaN as the same one.</summary>
    public static ulong Canonical(in Field field, ReadOnlySpan<byte> from)
    {
        ReadOnlySpan<byte> at = from[field.Offset..];
        return field.Bytes switch
        {
            1 => at[0],
            2 => BinaryPrimitives.ReadUInt16LittleEndian(at),
            4 => BinaryPrimitives.ReadUInt32LittleEndian(at),
            _ when field.Kind == FieldKind.Double && double.IsNaN(BinaryPrimitives.ReadDoubleLittleEndian(at)) => CanonicalNaN,
            _ => BinaryPrimitives.ReadUInt64LittleEndian(at),
        };
    }

    /// <summary>A field's value for people; a double with every digit that tells it from its neighbours.</summary>
    public static string ValueText(in Field field, ReadOnlySpan<byte> from)
    {
        ulong bits = Canonical(field, from);
        return field.Kind switch
        {
            FieldKind.Bool => bits switch { 0 => "false", 1 => "true", _ => $"{bits}" },
            FieldKind.Double => BitConverter.UInt64BitsToDouble(bits).ToString("R", CultureInfo.InvariantCulture),
            FieldKind.SByte => $"{(sbyte)bits}",
            FieldKind.Int16 => $"{(short)bits}",
            FieldKind.Int32 => $"{(int)bits}",
            FieldKind.Int64 => $"{(long)bits}",
            _ => $"{bits}",
        };
    }

    static IEnumerable<Field> Parse(string line)
    {
        string[] parts = line.Split(' ');
        FieldKind kind = Enum.Parse<FieldKind>(parts[1]);
        return Elements(int.Parse(parts[0], CultureInfo.InvariantCulture), kind, parts[2], parts.AsMemory(3));
    }

    static IEnumerable<Field> Elements(int offset, FieldKind kind, string name, ReadOnlyMemory<string> levels)
    {
        if (levels.IsEmpty) return [new(offset, kind, name)];
        string[] level = levels.Span[0].Split('*');
        int count = int.Parse(level[0], CultureInfo.InvariantCulture), stride = int.Parse(level[1], CultureInfo.InvariantCulture);
        int at = name.IndexOf("[]", StringComparison.Ordinal);
        return Enumerable.Range(0, count).SelectMany(i => Elements(offset + i * stride, kind, $"{name[..at]}[{i}]{name[(at + 2)..]}", levels[1..]));
    }

    static string Resource(string name)
    {
        using Stream stream = typeof(FieldTable).Assembly.GetManifestResourceStream($"BlackBox.{name}.txt")!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
