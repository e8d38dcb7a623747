namespace V2G.Linux.ProcessImage;

/// <summary>
/// Maps another process's memory file read-only. A file that its owner cuts short while it is mapped ends its readers (SIGBUS): so the
/// controller, which must not end, maps nothing that another role owns.
/// </summary>
public sealed unsafe class ImageReader : IDisposable
{
    readonly MemoryFile _file;
    readonly byte* _start;
    readonly SectionLayout[] _sections;

    /// <param name="sections">What the reader expects in the file, all of it and in order.</param>
    /// <exception cref="FileNotFoundException">No such writer runs.</exception>
    /// <exception cref="InvalidDataException">Not such a file, or another version's.</exception>
    public ImageReader(string path, params ReadOnlySpan<SectionLayout> sections)
    {
        _sections = [.. sections];
        long expected = ImageWriter.FileBytes(sections);
        _file = MemoryFile.Open(path, expected);
        _start = _file.Start;
        if (_file.Bytes > expected)
        {
            Dispose();
            throw new InvalidDataException($"{path}: {_file.Bytes} bytes, expected {expected}: written by another version");
        }
        if (Difference() is not { } difference) return;
        Dispose();
        throw new InvalidDataException($"{path}: {difference}: written by another version");
    }

    public int WriterProcessId => ((ImageHeader*)_start)->WriterProcessId;

    public SectionReader<T> Section<T>(int index)
        where T : unmanaged
    {
        if (_sections[index].ContentBytes != sizeof(T)) throw new ArgumentException($"section {index} holds {_sections[index].ContentBytes} bytes, not {sizeof(T)}", nameof(index));
        return new((SectionHeader*)(_start + ImageWriter.OffsetOf(_sections, index)), _sections[index]);
    }

    // In what the file is not what this reader expects; null when it is.
    string? Difference()
    {
        ImageHeader header = *(ImageHeader*)_start;
        if (header.Magic != ImageHeader.MagicValue) return "no process image";
        if (header.SectionCount != _sections.Length) return $"{header.SectionCount} sections, expected {_sections.Length}";
        for (int i = 0; i < _sections.Length; i++)
        {
            SectionLayout found = ((SectionHeader*)(_start + ImageWriter.OffsetOf(_sections, i)))->Layout, expected = _sections[i];
            if (found.Version != expected.Version) return $"section {i} has layout {found.Version}, expected layout {expected.Version}";
            if (found != expected) return $"section {i} has layout {found.Version} as {found.Checksum:x16} of {found.ContentBytes} bytes, expected {expected.Checksum:x16} of {expected.ContentBytes} bytes";
        }
        return header.Checksum == ImageHeader.ChecksumOf(header.SectionCount, header.WriterProcessId, _sections) ? null : "its head's checksum is wrong";
    }

    public void Dispose() => _file.Dispose();
}
