namespace V2G.Linux.ProcessImage;

/// <summary>Maps another process's ring of segments read-only and copies segments out of it, while it is written.</summary>
public sealed unsafe class SegmentRingReader : IDisposable
{
    readonly MemoryFile _file;
    readonly RingHeader* _header;
    readonly byte* _segments;

    /// <exception cref="FileNotFoundException">No such writer runs.</exception>
    /// <exception cref="InvalidDataException">Not such a file, or another version's.</exception>
    public SegmentRingReader(string path, int layoutVersion)
    {
        _file = MemoryFile.Open(path, RingHeader.Bytes);
        _header = (RingHeader*)_file.Start;
        _segments = _file.Start + RingHeader.Bytes;
        long length = _file.Bytes;
        // Taken once: whoever writes the file later changes nothing about where this reader looks.
        SegmentBytes = _header->SegmentBytes;
        Segments = _header->Segments;
        bool known = _header->Magic == RingHeader.MagicValue && _header->LayoutVersion == layoutVersion
            && SegmentBytes is > 0 and <= SegmentRingWriter.MostSegmentBytes && Segments is > 0 and <= SegmentRingWriter.MostSegments
            && length == SegmentRingWriter.FileBytes(SegmentBytes, Segments);
        if (known) return;
        string found = $"layout {_header->LayoutVersion}, {Segments} segments of {SegmentBytes} bytes in {length} bytes";
        Dispose();
        throw new InvalidDataException($"{path}: {found}; expected layout {layoutVersion}: written by another version");
    }

    public int SegmentBytes { get; }

    public int Segments { get; }

    public int WriterProcessId => _header->WriterProcessId;

    /// <summary>Sequence of the segment that is being filled; 0 before the first.</summary>
    public long Newest => Math.Max(0, Volatile.Read(ref _header->Newest));

    /// <summary>Sequence of the oldest segment that may still be whole; greater than <see cref="Newest"/> when there is none.</summary>
    public long Oldest => Math.Max(1, Newest - Segments + 1);

    /// <summary>Copies what is committed of a segment.</summary>
    /// <param name="content">Room for <see cref="SegmentBytes"/>.</param>
    /// <param name="bytes">How much was copied.</param>
    /// <returns>False when it has been overwritten, perhaps while it was copied, or was not begun.</returns>
    public bool TryCopy(long sequence, Span<byte> content, out int bytes)
    {
        bytes = 0;
        if (sequence < 1) return false;
        SegmentHeader* head = (SegmentHeader*)(_segments + sequence % Segments * (SegmentHeader.Bytes + SegmentBytes));
        if (Volatile.Read(ref head->Sequence) != sequence) return false;
        int committed = Volatile.Read(ref head->Committed);
        // A file that is not what it should be must not lead outside of it.
        if (committed < 0 || committed > SegmentBytes) return false;
        new ReadOnlySpan<byte>((byte*)head + SegmentHeader.Bytes, committed).CopyTo(content);
        Volatile.ReadBarrier();
        if (Volatile.Read(ref head->Sequence) != sequence) return false;
        bytes = committed;
        return true;
    }

    public void Dispose() => _file.Dispose();
}
