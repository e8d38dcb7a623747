using System.Buffers.Binary;
using V2G.Linux.Devices;
using V2G.Linux.Sysfs;

namespace V2G.Linux.Iio;

/// <summary>
/// How a channel's figure lies in a scan, as sysfs writes it: <c>le:s12/16X2>>4</c> is little endian, signed, 12 bits in 16, twice,
/// to be shifted right by 4 (kernel: sysfs-bus-iio, in_voltageY_type).
/// </summary>
readonly record struct IioSampleType(bool BigEndian, bool Signed, int Bits, int StorageBits, int Repeat, int Shift)
{
    const int MostRepeat = 16;

    /// <summary>Of all repeats together: what the kernel aligns it to.</summary>
    public int Bytes => StorageBits / 8 * Repeat;

    /// <exception cref="DeviceException">Not such a text, or one whose place in a scan nobody could tell.</exception>
    public static IioSampleType Parse(string text, string source)
    {
        DeviceException Refusal(string why) => new($"{source}: '{SysfsAttribute.Shown(text)}' {why}; expected like le:s12/16X2>>4");

        int slash = text.IndexOf('/'), shiftAt = text.IndexOf(">>", StringComparison.Ordinal);
        if (text.Length > 32 || slash < 4 || shiftAt < slash) throw Refusal("is no sample type");
        if (!text.StartsWith("le:", StringComparison.Ordinal) && !text.StartsWith("be:", StringComparison.Ordinal)) throw Refusal("has no byte order");
        if (text[3] is not ('s' or 'u')) throw Refusal("is neither signed nor unsigned whole numbers");
        string storage = text[(slash + 1)..shiftAt];
        int repeatAt = storage.IndexOf('X');
        long repeat = 1;
        if (repeatAt >= 0)
        {
            repeat = Count(storage[(repeatAt + 1)..], 1, MostRepeat) ?? throw Refusal($"repeats not 1 … {MostRepeat} times");
            storage = storage[..repeatAt];
        }
        if (Count(storage, 8, 64) is not (8 or 16 or 32 or 64) || Count(storage, 8, 64) is not { } storageBits) throw Refusal("is stored in other than 8, 16, 32 or 64 bits");
        long bits = Count(text[4..slash], 1, storageBits) ?? throw Refusal("has no bits, or more than are stored");
        long shift = Count(text[(shiftAt + 2)..], 0, storageBits - bits) ?? throw Refusal("is shifted by more than there is");
        if (!long.IsPow2(repeat)) throw Refusal("has a length that is no power of two: the kernel itself doesn't define where it lies");
        return new(text[0] == 'b', text[3] == 's', (int)bits, (int)storageBits, (int)repeat, (int)shift);
    }

    // Digits alone: a sign would be one more way to write the same.
    static long? Count(string text, long least, long most) => text.Length > 0 && char.IsAsciiDigit(text[0]) ? SysfsAttribute.Integer(text, least, most) : null;

    /// <summary>The figure, of the first repeat. Bits outside of it mean nothing.</summary>
    public long Decode(ReadOnlySpan<byte> at)
    {
        ulong raw = StorageBits switch
        {
            8 => at[0],
            16 => BigEndian ? BinaryPrimitives.ReadUInt16BigEndian(at) : BinaryPrimitives.ReadUInt16LittleEndian(at),
            32 => BigEndian ? BinaryPrimitives.ReadUInt32BigEndian(at) : BinaryPrimitives.ReadUInt32LittleEndian(at),
            _ => BigEndian ? BinaryPrimitives.ReadUInt64BigEndian(at) : BinaryPrimitives.ReadUInt64LittleEndian(at),
        };
        int unused = 64 - Bits;
        ulong top = raw >> Shift << unused;
        return Signed ? (long)top >> unused : (long)(top >> unused);
    }
}
