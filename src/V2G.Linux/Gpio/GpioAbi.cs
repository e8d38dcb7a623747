using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace V2G.Linux.Gpio;

/// <summary>GPIO character device, second version of its interface (linux/gpio.h). Layouts are the same on x64 and arm64.</summary>
static class GpioAbi
{
    public const int MostLines = 64;
    public const uint GetChipInfo = 0x8044_B401, GetLineInfo = 0xC100_B405, GetLine = 0xC250_B407, GetValues = 0xC010_B40E, SetValues = 0xC010_B40F;

    public const ulong Used = 1 << 0, ActiveLow = 1 << 1, Input = 1 << 2, Output = 1 << 3, EdgeRising = 1 << 4, EdgeFalling = 1 << 5, OpenDrain = 1 << 6,
        OpenSource = 1 << 7, BiasPullUp = 1 << 8, BiasPullDown = 1 << 9, BiasDisabled = 1 << 10;

    public const uint AttributeFlags = 1, AttributeOutputValues = 2, AttributeDebounce = 3;
    public const uint EventRising = 1, EventFalling = 2;

    [InlineArray(32)]
    public struct Name
    {
        byte _first;

        public override readonly string ToString()
        {
            ReadOnlySpan<byte> bytes = this;
            int end = bytes.IndexOf((byte)0);
            return Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]);
        }

        public static Name From(string text)
        {
            Name name = default;
            // The last byte stays 0.
            Encoding.UTF8.TryGetBytes(text, ((Span<byte>)name)[..31], out _);
            return name;
        }
    }

    [InlineArray(MostLines)]
    public struct Offsets
    {
        uint _first;
    }

    [InlineArray(10)]
    public struct ConfigAttributes
    {
        ConfigAttribute _first;
    }

    [InlineArray(10)]
    public struct LineAttributes
    {
        LineAttribute _first;
    }

    [InlineArray(4)]
    public struct Padding4
    {
        uint _first;
    }

    [InlineArray(5)]
    public struct Padding5
    {
        uint _first;
    }

    [InlineArray(6)]
    public struct Padding6
    {
        uint _first;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct ChipInfo
    {
        public Name Name, Label;
        public uint Lines;
    }

    /// <summary>A union in the kernel's header: flags, values or a period, by <see cref="Id"/>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct LineAttribute
    {
        public uint Id, Padding;
        public ulong Value;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct ConfigAttribute
    {
        public LineAttribute Attribute;
        public ulong Mask;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct LineConfig
    {
        public ulong Flags;
        public uint AttributeCount;
        public Padding5 Padding;
        public ConfigAttributes Attributes;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct LineRequest
    {
        public Offsets Offsets;
        public Name Consumer;
        public LineConfig Config;
        public uint LineCount, EventBufferSize;
        public Padding5 Padding;
        public int Descriptor;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct LineInfo
    {
        public Name Name, Consumer;
        public uint Offset, AttributeCount;
        public ulong Flags;
        public LineAttributes Attributes;
        public Padding4 Padding;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct LineValues
    {
        public ulong Bits, Mask;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct LineEvent
    {
        public ulong TimestampNs;
        public uint Id, Offset, Sequence, LineSequence;
        public Padding6 Padding;
    }
}
