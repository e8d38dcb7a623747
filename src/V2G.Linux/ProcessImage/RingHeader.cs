using System.Runtime.InteropServices;

namespace V2G.Linux.ProcessImage;

/// <summary>First 64 bytes of a ring of segments. Native byte order: writer and readers share a machine.</summary>
[StructLayout(LayoutKind.Sequential, Size = Bytes)]
struct RingHeader
{
    public const int Bytes = 64;
    public const ulong MagicValue = 0x31474E52_47325655;

    public ulong Magic;

    /// <summary>Of what the segments hold; raised whenever that changes.</summary>
    public int LayoutVersion;

    /// <summary>Room for content in each.</summary>
    public int SegmentBytes;

    public int Segments;
    public int WriterProcessId;

    /// <summary>Sequence of the segment that is being filled; its place = sequence modulo the number of segments. 0 before the first.</summary>
    public long Newest;
}

/// <summary>What goes before the content of every segment.</summary>
[StructLayout(LayoutKind.Sequential, Size = Bytes)]
struct SegmentHeader
{
    public const int Bytes = 64;

    /// <summary>Negative while the place changes hands.</summary>
    public long Sequence;

    /// <summary>How much of the content is whole; what is whole changes no more until the segment is overwritten.</summary>
    public int Committed;
}
