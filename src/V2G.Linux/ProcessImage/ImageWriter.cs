namespace V2G.Linux.ProcessImage;

/// <summary>
/// A role's memory file: written by this process alone, mapped read-only by everyone else, so that the kernel enforces who may write.
/// </summary>
public sealed unsafe class ImageWriter : IDisposable
{
    readonly MemoryFile _file;
    readonly byte* _start;
    readonly SectionLayout[] _sections;
    readonly ulong _checksum;

    /// <summary>Creates the file anew, readable by everyone, under its final name only once it is complete.</summary>
    /// <exception cref="IOException">The directory can't be written.</exception>
    public ImageWriter(string path, params ReadOnlySpan<SectionLayout> sections)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sections.Length, ImageHeader.MostSections, nameof(sections));
        Path = path;
        _sections = [.. sections];
        _file = MemoryFile.Create(path, FileBytes(sections));
        byte* start = _start = _file.Start;
        for (int i = 0; i < sections.Length; i++) ((SectionHeader*)(start + OffsetOf(sections, i)))->Layout = sections[i];
        _checksum = ImageHeader.ChecksumOf(sections.Length, Environment.ProcessId, sections);
        *(ImageHeader*)start = new()
        {
            Magic = ImageHeader.MagicValue, SectionCount = sections.Length, WriterProcessId = Environment.ProcessId, Checksum = _checksum,
        };
        MemoryFile.Publish(path);
    }

    public string Path { get; }

    /// <summary>The section at a place in the order in which they were given.</summary>
    public SectionWriter<T> Section<T>(int index)
        where T : unmanaged
    {
        if (_sections[index].ContentBytes != sizeof(T)) throw new ArgumentException($"section {index} holds {_sections[index].ContentBytes} bytes, not {sizeof(T)}", nameof(index));
        return new((SectionHeader*)(_start + OffsetOf(_sections, index)), _sections[index]);
    }

    /// <summary>The file is still what this process made it: nobody else wrote over its head. Reads memory only.</summary>
    public bool IsIntact
    {
        get
        {
            ImageHeader* header = (ImageHeader*)_start;
            if (header->Magic != ImageHeader.MagicValue || header->Checksum != _checksum) return false;
            for (int i = 0; i < _sections.Length; i++)
                if (((SectionHeader*)(_start + OffsetOf(_sections, i)))->Layout != _sections[i]) return false;
            return true;
        }
    }

    internal static long OffsetOf(ReadOnlySpan<SectionLayout> sections, int index)
    {
        long at = ImageHeader.Bytes;
        for (int i = 0; i < index; i++) at += sections[i].Bytes;
        return at;
    }

    internal static long FileBytes(ReadOnlySpan<SectionLayout> sections) => OffsetOf(sections, sections.Length);

    /// <summary>Takes the file away: no content is better than content of a writer that is gone.</summary>
    public void Dispose()
    {
        _file.Dispose();
        File.Delete(Path);
    }
}
