using System.Reflection;
using System.Runtime.CompilerServices;
using V2G.Firmware.Roles;
using V2G.Firmware.Run;

namespace V2G.Firmware.Tests.Run;

/// <summary>
/// What processes show each other has a checksum over its layout, written down. When a field has moved, this fails and says the new one:
/// take it over and raise the version beside it.
/// </summary>
public class ImageLayoutsTests
{
    [Theory]
    [InlineData(typeof(ControllerImage), ImageLayouts.ControllerImageChecksum)]
    [InlineData(typeof(CommandSection), ImageLayouts.CommandSectionChecksum)]
    [InlineData(typeof(BoardEvent), ImageLayouts.BoardEventChecksum)]
    [InlineData(typeof(LinkDatagram), ImageLayouts.LinkDatagramChecksum)]
    [InlineData(typeof(CarriedCommand), CarriedImage.Checksum)]
    public void A_layout_that_changed_has_another_checksum(Type type, ulong written)
    {
        ulong found = Checksum(type, 0xCBF29CE484222325);
        Assert.True(found == written, $"{type.Name}: 0x{found:X16}");
    }

    // FNV-1a over names and types of the fields in their order, into the last structure.
    static ulong Checksum(Type type, ulong hash)
    {
        if (type.IsPrimitive) return Fold(hash, type.Name);
        if (type.IsEnum) return Fold(Fold(hash, type.Name), Enum.GetUnderlyingType(type).Name);
        if (type.GetCustomAttribute<InlineArrayAttribute>() is { } array) hash = Fold(hash, $"[{array.Length}]");
        foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).OrderBy(f => f.MetadataToken))
            hash = Checksum(field.FieldType, Fold(hash, field.Name));
        return hash;
    }

    static ulong Fold(ulong hash, string text)
    {
        foreach (char c in text) hash = (hash ^ c) * 0x100000001B3;
        return hash;
    }
}
