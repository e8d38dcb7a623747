using System.IO.MemoryMappedFiles;

namespace V2G.Linux.ProcessImage;

/// <summary>
/// The only writer of a memory file of four slots. Writing never touches the slot that readers are sent to, so a writer that is
/// stopped anywhere leaves the last whole content readable. Publishing neither allocates nor blocks.
/// </summary>
public sealed unsafe class ImageWriter<T> : IDisposable
    where T : unmanaged
{
    internal const int Slots = 4;

    readonly MemoryMappedFile _file;
    readonly MemoryMappedViewAccessor _view;
    readonly ImageHeader* _header;
    readonly byte* _slots;
    readonly string _path;

    /// <summary>Creates the file anew, readable by everyone, under its final name only once it is complete.</summary>
    /// <exception cref="IOException">The directory can't be written.</exception>
    public ImageWriter(string path, int layoutVersion)
    {
        _path = path;
        string fresh = path + ".new";
        File.Delete(fresh);
        FileStream stream = new(fresh, new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead,
        });
        stream.SetLength(FileBytes);
        _file = MemoryMappedFile.CreateFromFile(stream, null, FileBytes, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: false);
        _view = _file.CreateViewAccessor(0, FileBytes, MemoryMappedFileAccess.ReadWrite);
        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        _header = (ImageHeader*)start;
        _slots = start + ImageHeader.Bytes;
        *_header = new()
        {
            Magic = ImageHeader.MagicValue, LayoutVersion = layoutVersion, ContentBytes = sizeof(T), WriterProcessId = Environment.ProcessId,
        };
        File.Move(fresh, path, overwrite: true);
    }

    internal static int SlotBytes => (sizeof(SlotHeader) + sizeof(T) + 63) & ~63;

    internal static long FileBytes => ImageHeader.Bytes + (long)Slots * SlotBytes;

    /// <summary>Makes <paramref name="content"/> what readers see.</summary>
    public void Publish(in T content, long timeNs)
    {
        long sequence = _header->Published + 1;
        byte* slot = _slots + sequence % Slots * SlotBytes;
        SlotHeader* head = (SlotHeader*)slot;
        Volatile.Write(ref head->Sequence, -sequence);
        Volatile.WriteBarrier();
        head->TimeNs = timeNs;
        *(T*)(slot + sizeof(SlotHeader)) = content;
        Volatile.Write(ref head->Sequence, sequence);
        Volatile.Write(ref _header->Published, sequence);
    }

    /// <summary>Takes the file away: no content is better than content of a writer that is gone.</summary>
    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        // Before the view, which would else flush it: nobody needs that of shared memory, and the kernel refuses it (EBUSY) of locked memory.
        _view.SafeMemoryMappedViewHandle.Dispose();
        _view.Dispose();
        _file.Dispose();
        File.Delete(_path);
    }
}
