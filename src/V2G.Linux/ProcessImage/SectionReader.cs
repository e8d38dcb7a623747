namespace V2G.Linux.ProcessImage;

/// <summary>Reads one section of another process. Allocates nothing. Valid as long as its <see cref="ImageReader"/>.</summary>
public sealed unsafe class SectionReader<T>
    where T : unmanaged
{
    readonly SectionHeader* _header;
    readonly byte* _slots;
    readonly int _slotBytes, _slotCount;

    internal SectionReader(SectionHeader* header, in SectionLayout layout)
    {
        _header = header;
        _slots = (byte*)header + SectionHeader.Bytes;
        _slotBytes = layout.SlotBytes;
        _slotCount = layout.Slots;
    }

    /// <summary>Sequence of the newest content; 0 before the first.</summary>
    public long Newest => Volatile.Read(ref _header->Published);

    /// <summary>Copies the newest content; tries twice.</summary>
    /// <param name="timeNs">When it was written, CLOCK_MONOTONIC ns.</param>
    /// <returns>False when nothing was ever published, or the writer lapped the reader twice: keep the last copy with its old stamp.</returns>
    public bool TryRead(out T content, out long timeNs)
    {
        for (int attempt = 0; attempt < 2; attempt++)
            if (TryReadSlot(Newest, out content, out timeNs)) return true;
        content = default;
        timeNs = 0;
        return false;
    }

    /// <summary>Copies the oldest entry after <paramref name="seen"/> that is still there, for a reader that wants them all.</summary>
    /// <param name="seen">The reader's own place: the last sequence that it read. Moved to the one that was copied.</param>
    /// <param name="missed">How many were overwritten unread since the last call.</param>
    public bool TryReadNext(ref long seen, out T content, out long timeNs, out long missed)
    {
        missed = 0;
        // Each slot at most once: a file that is not what it should be must not keep its reader.
        for (int attempt = 0; attempt < _slotCount; attempt++)
        {
            long newest = Newest;
            // A writer that began anew counts from 1 again.
            if (newest < seen) seen = 0;
            if (newest <= seen) break;
            // The slot behind the newest is the one that may be being written.
            long next = Math.Max(seen + 1, newest - _slotCount + 2);
            missed += next - seen - 1;
            seen = next;
            if (TryReadSlot(next, out content, out timeNs)) return true;
            missed++;
        }
        content = default;
        timeNs = 0;
        return false;
    }

    bool TryReadSlot(long sequence, out T content, out long timeNs)
    {
        // A file that is not what it should be must not lead outside of it.
        if (sequence > 0)
        {
            byte* slot = _slots + sequence % _slotCount * _slotBytes;
            SlotHeader* head = (SlotHeader*)slot;
            if (Volatile.Read(ref head->Sequence) == sequence)
            {
                content = *(T*)(slot + SlotHeader.Bytes);
                timeNs = head->TimeNs;
                Volatile.ReadBarrier();
                if (Volatile.Read(ref head->Sequence) == sequence) return true;
            }
        }
        content = default;
        timeNs = 0;
        return false;
    }
}
