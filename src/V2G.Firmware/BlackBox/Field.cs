namespace V2G.Firmware.BlackBox;

internal enum FieldKind : byte { Bool, Byte, SByte, UInt16, Int16, UInt32, Int32, UInt64, Int64, Double }

/// <summary>One field of a blittable struct, down to the last level: where it lies, what it is, and its name with the way to it.</summary>
internal readonly record struct Field(int Offset, FieldKind Kind, string Name)
{
    public int Bytes => Kind switch
    {
        FieldKind.Bool or FieldKind.Byte or FieldKind.SByte => 1,
        FieldKind.UInt16 or FieldKind.Int16 => 2,
        FieldKind.UInt32 or FieldKind.Int32 => 4,
        _ => 8,
    };
}
