using System.Runtime.InteropServices;

namespace V2G.Linux.ProcessImage;

/// <summary>First 64 bytes of a memory file. Native byte order: writer and readers share a machine.</summary>
[StructLayout(LayoutKind.Sequential, Size = Bytes)]
struct ImageHeader
{
    public const int Bytes = 64;
    public const ulong MagicValue = 0x31474D49_47325655;

    public ulong Magic;

    /// <summary>Of the section's layout; raised whenever a field moves.</summary>
    public int LayoutVersion;

    /// <summary>Of one slot's content: catches a layout that changed without its version.</summary>
    public int ContentBytes;

    public int WriterProcessId;
    public int Reserved;

    /// <summary>Sequence of the newest complete slot; slot = sequence modulo 4. 0 before the first.</summary>
    public long Published;
}

/// <summary>What goes before the content in every slot.</summary>
[StructLayout(LayoutKind.Sequential)]
struct SlotHeader
{
    /// <summary>Sequence while whole; −sequence while it is being written.</summary>
    public long Sequence;

    /// <summary>CLOCK_MONOTONIC of the writing, ns.</summary>
    public long TimeNs;
}
