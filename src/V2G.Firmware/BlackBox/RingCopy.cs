using V2G.Linux.ProcessImage;

namespace V2G.Firmware.BlackBox;

/// <summary>Copies a ring while it is written.</summary>
internal static class RingCopy
{
    /// <summary>The longest gapless row of segments up to the newest, the oldest first. What is overwritten under the copy is left out.</summary>
    public static List<byte[]> Take(SegmentRingReader ring)
    {
        List<byte[]> segments = [];
        byte[] content = new byte[ring.SegmentBytes];
        long newest = ring.Newest;
        for (long sequence = ring.Oldest; sequence <= newest; sequence++)
        {
            if (!ring.TryCopy(sequence, content, out int bytes)) segments.Clear();
            // One that was only just begun holds no tick.
            else if (bytes > Checkpoint.Bytes) segments.Add(content[..bytes]);
        }
        return segments;
    }
}
