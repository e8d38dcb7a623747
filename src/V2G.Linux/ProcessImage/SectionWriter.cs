namespace V2G.Linux.ProcessImage;

/// <summary>
/// Writes one section. Writing never touches the slot that readers are sent to, so a writer that is stopped anywhere leaves the last
/// whole content readable. Neither allocates nor blocks. Valid as long as its <see cref="ImageWriter"/>.
/// </summary>
public sealed unsafe class SectionWriter<T>
    where T : unmanaged
{
    readonly SectionHeader* _header;
    readonly byte* _slots;
    readonly int _slotBytes, _slotCount;
    long _sequence;

    internal SectionWriter(SectionHeader* header, in SectionLayout layout)
    {
        _header = header;
        _slots = (byte*)header + SectionHeader.Bytes;
        _slotBytes = layout.SlotBytes;
        _slotCount = layout.Slots;
    }

    /// <summary>How often was published.</summary>
    public long Sequence => _sequence;

    /// <summary>Makes <paramref name="content"/> what readers see next.</summary>
    /// <param name="timeNs">CLOCK_MONOTONIC, ns.</param>
    public void Publish(in T content, long timeNs)
    {
        // Of its own memory, not of the file: whoever might scribble there can't lead it astray.
        long sequence = ++_sequence;
        byte* slot = _slots + sequence % _slotCount * _slotBytes;
        SlotHeader* head = (SlotHeader*)slot;
        Volatile.Write(ref head->Sequence, -sequence);
        Volatile.WriteBarrier();
        head->TimeNs = timeNs;
        *(T*)(slot + SlotHeader.Bytes) = content;
        Volatile.Write(ref head->Sequence, sequence);
        Volatile.Write(ref _header->Published, sequence);
    }
}
