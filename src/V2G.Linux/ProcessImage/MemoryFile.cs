using System.IO.MemoryMappedFiles;

namespace V2G.Linux.ProcessImage;

/// <summary>A file in memory that one process writes and others map: made whole before it has its name, taken away by its writer.</summary>
sealed unsafe class MemoryFile : IDisposable
{
    readonly MemoryMappedFile _file;
    readonly MemoryMappedViewAccessor _view;

    MemoryFile(FileStream stream, long bytes, MemoryMappedFileAccess access)
    {
        Bytes = bytes;
        _file = MemoryMappedFile.CreateFromFile(stream, null, bytes, access, HandleInheritability.None, leaveOpen: false);
        _view = _file.CreateViewAccessor(0, bytes, access);
        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        Start = start;
    }

    public byte* Start { get; }

    public long Bytes { get; }

    /// <summary>Creates it anew under another name, readable by everyone; <see cref="Publish"/> gives it its own.</summary>
    /// <exception cref="IOException">The directory can't be written.</exception>
    public static MemoryFile Create(string path, long bytes)
    {
        string fresh = Fresh(path);
        File.Delete(fresh);
        FileStream stream = new(fresh, new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        // Said apart, because the mask of a service takes away what others may.
        File.SetUnixFileMode(stream.SafeFileHandle, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        stream.SetLength(bytes);
        return new(stream, bytes, MemoryMappedFileAccess.ReadWrite);
    }

    /// <summary>Gives it its name, complete as it is by now.</summary>
    public static void Publish(string path) => File.Move(Fresh(path), path, overwrite: true);

    /// <summary>Maps another process's, read-only. Nothing of its content is believed yet.</summary>
    /// <param name="least">Fewer bytes are none of ours.</param>
    /// <exception cref="FileNotFoundException">No such writer runs.</exception>
    /// <exception cref="InvalidDataException">It is too short.</exception>
    public static MemoryFile Open(string path, long least)
    {
        FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        long length = stream.Length;
        if (length >= least) return new(stream, length, MemoryMappedFileAccess.Read);
        stream.Dispose();
        throw new InvalidDataException($"{path}: {length} bytes, expected {least}: written by another version");
    }

    static string Fresh(string path) => path + ".new";

    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        // Before the view, which would else flush it: nobody needs that of shared memory, and the kernel refuses it (EBUSY) of locked memory.
        _view.SafeMemoryMappedViewHandle.Dispose();
        _view.Dispose();
        _file.Dispose();
    }
}
