using System.Runtime.CompilerServices;

namespace V2G.Iso15118.Exi;

/// <summary>Compares where the tables think that fields lie with where the compiler put them. Called by a test; not part of the binary.</summary>
internal static partial class LayoutCheck
{
    static readonly List<string> Found = [];

    public static IReadOnlyList<string> Differences()
    {
        Found.Clear();
        Run();
        return Found;
    }

    static partial void Run();

    static void Size<T>(int size)
        where T : unmanaged
    {
        if (Unsafe.SizeOf<T>() != size) Found.Add($"{typeof(T)} has {Unsafe.SizeOf<T>()} bytes, not {size}");
    }

    static void Field<T, TField>(ref T type, ref TField field, int offset) => Compare(ref type, ref field, offset, "field");

    static void Optional<T, TField>(ref T type, ref TField? field, int presence, int offset)
        where TField : struct
    {
        Compare(ref type, ref field, presence, "presence");
        field = default(TField);
        if (Unsafe.Add(ref Unsafe.As<T, byte>(ref type), presence) != 1) Found.Add($"{typeof(T)} at {presence} does not say that there is a value");
        Compare(ref type, ref Unsafe.AsRef(in Nullable.GetValueRefOrDefaultRef(ref field)), offset, "value");
    }

    static void Compare<T, TField>(ref T type, ref TField field, int offset, string what)
    {
        nint found = Unsafe.ByteOffset(ref Unsafe.As<T, byte>(ref type), ref Unsafe.As<TField, byte>(ref field));
        if (found != offset) Found.Add($"{typeof(T)}: {what} {typeof(TField)} at {found}, not {offset}");
    }
}
