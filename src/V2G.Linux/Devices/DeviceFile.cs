using System.Text;
using Microsoft.Win32.SafeHandles;
using Tmds.Linux;

namespace V2G.Linux.Devices;

/// <summary>An open device node. Calls after opening allocate nothing unless they throw, and those named Try never throw.</summary>
sealed unsafe class DeviceFile : IDisposable
{
    readonly SafeFileHandle _handle;

    DeviceFile(string path, int descriptor)
    {
        Path = path;
        Descriptor = descriptor;
        _handle = new(descriptor, ownsHandle: true);
    }

    /// <exception cref="DeviceException">It can't be opened.</exception>
    public static DeviceFile Open(string path, int flags, string? help = null)
    {
        byte[] name = Encoding.UTF8.GetBytes(path + '\0');
        int descriptor;
        fixed (byte* start = name) descriptor = LibC.open(start, flags | LibC.O_CLOEXEC);
        return descriptor >= 0 ? new(path, descriptor) : throw DeviceException.From(path, "can't be opened", LibC.errno, help);
    }

    /// <summary>Takes over a descriptor that the kernel gave.</summary>
    public static DeviceFile Of(string path, int descriptor) => new(path, descriptor);

    public string Path { get; }

    public int Descriptor { get; }

    /// <summary>The error number; 0: done.</summary>
    public int TryControl(uint request, void* argument)
    {
        int result;
        do result = LibC.ioctl(Descriptor, unchecked((int)request), argument);
        while (result < 0 && LibC.errno == LibC.EINTR);
        return result < 0 ? LibC.errno : 0;
    }

    /// <exception cref="DeviceException">The driver refused.</exception>
    public void Control(uint request, void* argument, string doing, string? help = null)
    {
        int error = TryControl(request, argument);
        if (error != 0) throw DeviceException.From(Path, doing, error, help);
    }

    /// <summary>Bytes read; 0: nothing there (yet); negative: −error number.</summary>
    public int TryRead(Span<byte> into)
    {
        while (true)
        {
            long got;
            fixed (byte* start = into) got = (long)LibC.read(Descriptor, start, (size_t)(ulong)into.Length);
            if (got >= 0) return (int)got;
            int error = LibC.errno;
            if (error == LibC.EINTR) continue;
            return error == LibC.EAGAIN ? 0 : -error;
        }
    }

    /// <summary>Whether all was written at once.</summary>
    public bool TryWrite(ReadOnlySpan<byte> bytes)
    {
        long done;
        fixed (byte* start = bytes)
        {
            do done = (long)LibC.write(Descriptor, start, (size_t)(ulong)bytes.Length);
            while (done < 0 && LibC.errno == LibC.EINTR);
        }
        return done == bytes.Length;
    }

    public void Dispose() => _handle.Dispose();
}
