using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace V2G.Linux.ProcessImage;

/// <summary>First 64 bytes of a memory file. Native byte order: writer and readers share a machine.</summary>
[StructLayout(LayoutKind.Sequential, Size = Bytes)]
struct ImageHeader
{
    public const int Bytes = 64;
    public const ulong MagicValue = 0x32474D49_47325655;
    public const int MostSections = 16;

    public ulong Magic;
    public int SectionCount;
    public int WriterProcessId;

    /// <summary>Over everything above and every section's layout: a file of noise, or of another hand, is none of ours.</summary>
    public ulong Checksum;

    public static ulong ChecksumOf(int sectionCount, int writerProcessId, ReadOnlySpan<SectionLayout> sections)
    {
        ulong hash = Fold(Fold(Fold(0xCBF29CE484222325, MagicValue), (ulong)sectionCount), (ulong)writerProcessId);
        foreach (SectionLayout s in sections) hash = Fold(Fold(Fold(Fold(hash, (ulong)s.Version), s.Checksum), (ulong)s.ContentBytes), (ulong)s.Slots);
        return hash;
    }

    // FNV-1a, by words.
    static ulong Fold(ulong hash, ulong word)
    {
        for (int i = 0; i < 8; i++) hash = (hash ^ (byte)(word >> 8 * i)) * 0x100000001B3;
        return hash;
    }
}

/// <summary>What goes before the slots of a section: what it holds, and which slot is the newest.</summary>
[StructLayout(LayoutKind.Sequential, Size = Bytes)]
struct SectionHeader
{
    public const int Bytes = 64;

    public SectionLayout Layout;

    /// <summary>Sequence of the newest complete slot; slot = sequence modulo their number. 0 before the first.</summary>
    public long Published;
}

/// <summary>What goes before the content in every slot.</summary>
[StructLayout(LayoutKind.Sequential)]
struct SlotHeader
{
    public const int Bytes = 16;

    /// <summary>Sequence while whole; −sequence while it is being written.</summary>
    public long Sequence;

    /// <summary>CLOCK_MONOTONIC of the writing, ns.</summary>
    public long TimeNs;
}
