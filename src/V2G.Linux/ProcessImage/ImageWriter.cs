using System.IO.MemoryMappedFiles;

namespace V2G.Linux.ProcessImage;

/// <summary>
/// A role's memory file: written by this process alone, mapped read-only by everyone else, so that the kernel enforces who may write.
/// </summary>
public sealed unsafe class ImageWriter : IDisposable
{
    readonly MemoryMappedFile _file;
    readonly MemoryMappedViewAccessor _view;
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
        long bytes = FileBytes(sections);
        string fresh = path + ".new";
        File.Delete(fresh);
        FileStream stream = new(fresh, new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        // Said apart, because the mask of a service takes away what others may.
        File.SetUnixFileMode(stream.SafeFileHandle, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        stream.SetLength(bytes);
        _file = MemoryMappedFile.CreateFromFile(stream, null, bytes, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: false);
        _view = _file.CreateViewAccessor(0, bytes, MemoryMappedFileAccess.ReadWrite);
        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        _start = start;
        for (int i = 0; i < sections.Length; i++) ((SectionHeader*)(start + OffsetOf(sections, i)))->Layout = sections[i];
        _checksum = ImageHeader.ChecksumOf(sections.Length, Environment.ProcessId, sections);
        *(ImageHeader*)start = new()
        {
            Magic = ImageHeader.MagicValue, SectionCount = sections.Length, WriterProcessId = Environment.ProcessId, Checksum = _checksum,
        };
        File.Move(fresh, path, overwrite: true);
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
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        // Before the view, which would else flush it: nobody needs that of shared memory, and the kernel refuses it (EBUSY) of locked memory.
        _view.SafeMemoryMappedViewHandle.Dispose();
        _view.Dispose();
        _file.Dispose();
        File.Delete(Path);
    }
}
