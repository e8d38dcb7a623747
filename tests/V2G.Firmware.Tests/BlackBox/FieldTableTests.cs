using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using V2G.Control;
using V2G.Control.Settings;
using V2G.Firmware.BlackBox;

namespace V2G.Firmware.Tests.BlackBox;

/// <summary>
/// The tables of fields are what reflection finds. After a change of a struct they are written anew with
/// <c>V2G_WRITE_FIELDS=src/V2G.Firmware/BlackBox/Fields</c>.
/// </summary>
public sealed class FieldTableTests
{
    const BindingFlags Fields = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    static readonly (Type Type, FieldTable Table)[] Tables =
        [(typeof(TickRow), FieldTable.TickRow), (typeof(ControlState), FieldTable.State), (typeof(ControlSettings), FieldTable.Settings)];

    [Fact]
    public void The_tables_hold_every_field_of_what_is_recorded_where_it_lies()
    {
        foreach ((Type type, FieldTable table) in Tables)
        {
            StringBuilder expected = new();
            int end = Describe(type, 0, "", "", expected).Bytes;
            if (Environment.GetEnvironmentVariable("V2G_WRITE_FIELDS") is { } directory)
            {
                File.WriteAllText(Path.Combine(directory, type.Name + ".txt"), expected.ToString());
                continue;
            }
            Assert.Equal(expected.ToString(), table.Text);
            Assert.Equal(end, table.Bytes);
        }
    }

    [Fact]
    public void What_is_set_through_a_field_changes_the_bytes_that_its_table_names_and_no_others()
    {
        foreach ((Type type, FieldTable table) in Tables)
        {
            Dictionary<string, Field> byName = table.Fields.ToArray().ToDictionary(f => f.Name);
            HashSet<string> reached = [];
            foreach (FieldInfo[] path in Leaves(type, []))
            {
                string name = string.Join('.', path.Select(f => NameOf(f.Name)));
                Field field = byName[name];
                byte[] bytes = BytesAfterSetting(type, path);
                for (int i = 0; i < bytes.Length; i++) Assert.Equal(i >= field.Offset && i < field.Offset + field.Bytes ? Set(field, i) : 0, bytes[i]);
                reached.Add(name);
            }
            // Elements of arrays are not reached one by one: reflection sees only the first.
            Assert.All(byName.Keys.Where(n => !n.Contains('[', StringComparison.Ordinal)), n => Assert.Contains(n, reached));
        }
    }

    static int Set(in Field field, int i) => field.Kind == FieldKind.Bool ? 1 : 0xFF;

    static byte[] BytesAfterSetting(Type type, FieldInfo[] path)
    {
        object[] owners = new object[path.Length];
        owners[0] = RuntimeHelpers.GetUninitializedObject(type);
        for (int i = 1; i < path.Length; i++) owners[i] = path[i - 1].GetValue(owners[i - 1])!;
        object value = AllOnes(path[^1].FieldType);
        for (int i = path.Length - 1; i >= 0; i--)
        {
            path[i].SetValue(owners[i], value);
            value = owners[i];
        }
        return (byte[])typeof(FieldTableTests).GetMethod(nameof(Raw), BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(type).Invoke(null, [value])!;
    }

    static byte[] Raw<T>(object boxed)
        where T : unmanaged
    {
        T value = (T)boxed;
        return MemoryMarshal.AsBytes(new Span<T>(ref value)).ToArray();
    }

    static object AllOnes(Type type)
    {
        if (type == typeof(bool)) return true;
        if (type == typeof(double)) return BitConverter.UInt64BitsToDouble(ulong.MaxValue);
        Type plain = type.IsEnum ? type.GetEnumUnderlyingType() : type;
        byte[] ones = Enumerable.Repeat((byte)0xFF, 8).ToArray();
        object number = plain == typeof(byte) ? byte.MaxValue : plain == typeof(sbyte) ? (sbyte)-1 : plain == typeof(ushort) ? ushort.MaxValue : plain == typeof(short) ? (short)-1
            : plain == typeof(uint) ? uint.MaxValue : plain == typeof(int) ? -1 : plain == typeof(ulong) ? ulong.MaxValue : (object)-1L;
        return type.IsEnum ? Enum.ToObject(type, number) : number;
    }

    static IEnumerable<FieldInfo[]> Leaves(Type type, FieldInfo[] path)
    {
        if (type.GetCustomAttribute<InlineArrayAttribute>() is not null) yield break;
        foreach (FieldInfo field in type.GetFields(Fields))
        {
            if (Kind(field.FieldType) is not null) yield return [.. path, field];
            else
                foreach (FieldInfo[] leaf in Leaves(field.FieldType, [.. path, field])) yield return leaf;
        }
    }

    // Sequential layout by the rule: each field at the next multiple of its alignment.
    static (int Bytes, int Alignment) Describe(Type type, int offset, string name, string levels, StringBuilder to)
    {
        if (Kind(type) is { } kind)
        {
            to.Append($"{offset} {kind} {name}{levels}\n");
            int bytes = new Field(0, kind, "").Bytes;
            return (bytes, bytes);
        }
        Assert.True(type.IsLayoutSequential && type.StructLayoutAttribute!.Pack is 0 or 8, $"{type} is not laid out in the order of its fields");
        int at = 0, widest = 1;
        foreach (FieldInfo field in type.GetFields(Fields).OrderBy(f => f.MetadataToken))
        {
            int alignment = Describe(field.FieldType, 0, "", "", new()).Alignment;
            at = (at + alignment - 1) / alignment * alignment;
            widest = Math.Max(widest, alignment);
            int count = type.GetCustomAttribute<InlineArrayAttribute>()?.Length ?? 1, stride = Describe(field.FieldType, 0, "", "", new()).Bytes;
            bool array = type.GetCustomAttribute<InlineArrayAttribute>() is not null;
            string full = array ? name + "[]" : name.Length == 0 ? NameOf(field.Name) : $"{name}.{NameOf(field.Name)}";
            Describe(field.FieldType, offset + at, full, array ? $"{levels} {count}*{stride}" : levels, to);
            at += count * stride;
        }
        return ((at + widest - 1) / widest * widest, widest);
    }

    static FieldKind? Kind(Type type)
    {
        if (type.IsEnum) type = type.GetEnumUnderlyingType();
        return type == typeof(bool) ? FieldKind.Bool : type == typeof(byte) ? FieldKind.Byte : type == typeof(sbyte) ? FieldKind.SByte
            : type == typeof(ushort) ? FieldKind.UInt16 : type == typeof(short) ? FieldKind.Int16 : type == typeof(uint) ? FieldKind.UInt32
            : type == typeof(int) ? FieldKind.Int32 : type == typeof(ulong) ? FieldKind.UInt64 : type == typeof(long) ? FieldKind.Int64
            : type == typeof(double) ? FieldKind.Double : null;
    }

    // <Name>k__BackingField, _name and Name are one name to a person.
    static string NameOf(string field)
    {
        string plain = field.StartsWith('<') ? field[1..field.IndexOf('>', StringComparison.Ordinal)] : field.TrimStart('_');
        return char.ToUpperInvariant(plain[0]) + plain[1..];
    }
}
