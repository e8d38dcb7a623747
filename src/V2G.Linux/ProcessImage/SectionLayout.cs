namespace V2G.Linux.ProcessImage;

/// <summary>
/// What a section of a memory file holds. Writer and reader each bring their own; they must be equal to the last figure.
/// </summary>
/// <param name="Version">Raised whenever a field moves or changes its meaning.</param>
/// <param name="Checksum">Over the names, types and places of all fields: catches a layout that changed without its version.</param>
/// <param name="ContentBytes">Of one slot's content.</param>
/// <param name="Slots">4 where readers want the newest content only, more where they read one entry after the other.</param>
public readonly record struct SectionLayout(int Version, ulong Checksum, int ContentBytes, int Slots)
{
    /// <summary>Four: the published one, the one being written, and two that give a slow reader the time of two more writes.</summary>
    public const int NewestSlots = 4;

    /// <summary>A section of which readers want the newest content.</summary>
    public static unsafe SectionLayout Newest<T>(int version, ulong checksum)
        where T : unmanaged => new(version, checksum, sizeof(T), NewestSlots);

    /// <summary>A section that overwrites its oldest entry and of which each reader has its own place.</summary>
    public static unsafe SectionLayout Ring<T>(int version, ulong checksum, int entries)
        where T : unmanaged => new(version, checksum, sizeof(T), entries);

    internal int SlotBytes => (SlotHeader.Bytes + ContentBytes + 63) & ~63;

    /// <summary>Its head and its slots.</summary>
    internal long Bytes => SectionHeader.Bytes + (long)Slots * SlotBytes;
}
