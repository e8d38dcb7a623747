using V2G.Linux.ProcessImage;

namespace V2G.Firmware.BlackBox;

/// <summary>
/// Copies a ring while it is written, and keeps what the ring has overwritten since: the ring is locked memory of the loop's process and
/// short, this is its reader's own. Always one gapless row of segments up to the newest.
/// </summary>
internal sealed class SegmentKeep(SegmentRingReader ring, long mostBytes)
{
    readonly Queue<byte[]> _kept = [];
    readonly byte[] _content = new byte[ring.SegmentBytes];
    long _next = 1, _bytes;

    /// <summary>Takes what has been finished since the last time. To be called often against what the ring holds.</summary>
    public void Follow()
    {
        // Overtaken, or seen for the first time.
        if (ring.Oldest > _next)
        {
            Clear();
            _next = ring.Oldest;
        }
        for (long newest = ring.Newest; _next < newest; _next++)
        {
            if (!ring.TryCopy(_next, _content, out int bytes)) Clear();
            // One that was only just begun holds no tick.
            else if (bytes > Checkpoint.Bytes) Keep(_content[..bytes]);
        }
    }

    /// <summary>All of it, the oldest first; last what is whole of the segment that is being filled.</summary>
    public List<byte[]> Take()
    {
        Follow();
        List<byte[]> segments = [.. _kept];
        if (ring.TryCopy(_next, _content, out int bytes) && bytes > Checkpoint.Bytes) segments.Add(_content[..bytes]);
        return segments;
    }

    void Keep(byte[] segment)
    {
        _kept.Enqueue(segment);
        _bytes += segment.Length;
        while (_bytes > mostBytes) _bytes -= _kept.Dequeue().Length;
    }

    void Clear()
    {
        _kept.Clear();
        _bytes = 0;
    }
}
