using System.IO.MemoryMappedFiles;

namespace V2G.Linux.ProcessImage;

/// <summary>Maps another process's memory file read-only.</summary>
public sealed unsafe class ImageReader<T> : IDisposable
    where T : unmanaged
{
    readonly MemoryMappedFile _file;
    readonly MemoryMappedViewAccessor _view;
    readonly ImageHeader* _header;
    readonly byte* _slots;

    /// <exception cref="FileNotFoundException">No such writer runs.</exception>
    /// <exception cref="InvalidDataException">Not such a file, or another version's.</exception>
    public ImageReader(string path, int layoutVersion)
    {
        FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (stream.Length != ImageWriter<T>.FileBytes)
        {
            long length = stream.Length;
            stream.Dispose();
            throw new InvalidDataException($"{path}: {length} bytes, expected {ImageWriter<T>.FileBytes}: written by another version");
        }
        _file = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
        _view = _file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        _header = (ImageHeader*)start;
        _slots = start + ImageHeader.Bytes;
        if (_header->Magic == ImageHeader.MagicValue && _header->LayoutVersion == layoutVersion && _header->ContentBytes == sizeof(T)) return;
        string found = $"layout {_header->LayoutVersion} of {_header->ContentBytes} bytes";
        Dispose();
        throw new InvalidDataException($"{path}: {found}, expected layout {layoutVersion} of {sizeof(T)} bytes: written by another version");
    }

    public int WriterProcessId => _header->WriterProcessId;

    /// <summary>Copies the newest content; tries twice.</summary>
    /// <param name="timeNs">When it was written, CLOCK_MONOTONIC ns.</param>
    /// <returns>False when nothing was ever published, or the writer lapped the reader twice: keep the last copy with its old stamp.</returns>
    public bool TryRead(out T content, out long timeNs)
    {
        for (int attempt = 0; attempt < 2; attempt++)
        {
            long sequence = Volatile.Read(ref _header->Published);
            // A file that is not what it should be must not lead outside of it.
            if (sequence <= 0) break;
            byte* slot = _slots + sequence % ImageWriter<T>.Slots * ImageWriter<T>.SlotBytes;
            SlotHeader* head = (SlotHeader*)slot;
            if (Volatile.Read(ref head->Sequence) != sequence) continue;
            content = *(T*)(slot + sizeof(SlotHeader));
            timeNs = head->TimeNs;
            Volatile.ReadBarrier();
            if (Volatile.Read(ref head->Sequence) == sequence) return true;
        }
        content = default;
        timeNs = 0;
        return false;
    }

    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }
}
