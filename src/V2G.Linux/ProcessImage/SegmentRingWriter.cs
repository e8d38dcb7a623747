namespace V2G.Linux.ProcessImage;

/// <summary>
/// The only writer of a memory file of equal segments, the oldest of which is overwritten by the newest. What is written becomes
/// readable by being committed, piece by piece. Writing neither allocates nor blocks, and waits for no reader.
/// </summary>
public sealed unsafe class SegmentRingWriter : IDisposable
{
    /// <summary>Largest segment, and most of them, that a reader believes in.</summary>
    public const int MostSegmentBytes = 1 << 20, MostSegments = 4096;

    // Every page is there before the loop is armed.
    const int PageBytes = 4096;

    readonly MemoryFile _file;
    readonly RingHeader* _header;
    readonly byte* _segments;
    readonly string _path;
    SegmentHeader* _open;
    long _newest;

    /// <summary>Creates the file anew, readable by everyone, under its final name only once it is complete.</summary>
    /// <param name="segmentBytes">Room for content in each segment, a multiple of 64.</param>
    /// <exception cref="IOException">The directory can't be written.</exception>
    public SegmentRingWriter(string path, int layoutVersion, int segmentBytes, int segments)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(segmentBytes, MostSegmentBytes);
        ArgumentOutOfRangeException.ThrowIfNotEqual(segmentBytes % 64, 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(segments, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(segments, MostSegments);
        _path = path;
        SegmentBytes = segmentBytes;
        Segments = segments;
        long bytes = FileBytes(segmentBytes, segments);
        _file = MemoryFile.Create(path, bytes);
        byte* start = _file.Start;
        for (long at = 0; at < bytes; at += PageBytes) start[at] = 0;
        _header = (RingHeader*)start;
        _segments = start + RingHeader.Bytes;
        *_header = new()
        {
            Magic = RingHeader.MagicValue, LayoutVersion = layoutVersion, SegmentBytes = segmentBytes, Segments = segments,
            WriterProcessId = Environment.ProcessId,
        };
        MemoryFile.Publish(path);
    }

    public int SegmentBytes { get; }

    public int Segments { get; }

    /// <summary>Content of the open segment; empty before the first.</summary>
    public Span<byte> Content => _open == null ? default : new((byte*)_open + SegmentHeader.Bytes, SegmentBytes);

    internal static long FileBytes(int segmentBytes, int segments) => RingHeader.Bytes + (long)segments * (SegmentHeader.Bytes + segmentBytes);

    /// <summary>Opens the next segment in the place of the oldest. Nothing in it is readable until it is committed.</summary>
    public void Begin()
    {
        // Counted in its own memory, not in the file.
        long sequence = ++_newest;
        _open = (SegmentHeader*)(_segments + sequence % Segments * (SegmentHeader.Bytes + SegmentBytes));
        Volatile.Write(ref _open->Sequence, -sequence);
        Volatile.WriteBarrier();
        _open->Committed = 0;
        Volatile.Write(ref _open->Sequence, sequence);
        // Content must not be seen before the place has visibly changed hands: a reader who copied the old content would not notice.
        Volatile.WriteBarrier();
        Volatile.Write(ref _header->Newest, sequence);
    }

    /// <summary>Makes the first so many bytes of the open segment readable.</summary>
    public void Commit(int bytes) => Volatile.Write(ref _open->Committed, bytes);

    /// <summary>Takes the file away.</summary>
    public void Dispose()
    {
        _file.Dispose();
        File.Delete(_path);
    }
}
