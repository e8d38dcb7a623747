using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Tmds.Linux;
using V2G.Linux.Devices;

namespace V2G.Linux.Local;

/// <summary>
/// SEQPACKET sockets with a path, by the kernel's calls alone: System.Net.Sockets would bring threads of its own into a process whose memory is
/// locked.
/// </summary>
public sealed unsafe class LocalSocket : IDisposable
{
    LocalSocket(int descriptor) => Descriptor = descriptor;

    internal int Descriptor { get; private set; }

    /// <summary>Listens, without waiting, at a path that is made anew.</summary>
    /// <exception cref="DeviceException">The path can't be had.</exception>
    public static LocalSocket Listen(string path, int backlog, UnixFileMode mode)
    {
        File.Delete(path);
        LocalSocket socket = Open(path, LibC.SOCK_NONBLOCK);
        Address address = Of(path, out int length);
        if (LibC.bind(socket.Descriptor, (sockaddr*)&address, length) != 0) throw socket.Failed(path, "can't be bound");
        File.SetUnixFileMode(path, mode);
        return LibC.listen(socket.Descriptor, backlog) == 0 ? socket : throw socket.Failed(path, "can't be listened at");
    }

    /// <summary>Connects to who listens there.</summary>
    /// <exception cref="DeviceException">Nobody does.</exception>
    public static LocalSocket Connect(string path)
    {
        LocalSocket socket = Open(path, 0);
        Address address = Of(path, out int length);
        return LibC.connect(socket.Descriptor, (sockaddr*)&address, length) == 0 ? socket : throw socket.Failed(path, "nobody listens");
    }

    /// <returns>It went out whole.</returns>
    public bool Send(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes) return (long)LibC.send(Descriptor, start, bytes.Length, LibC.MSG_NOSIGNAL) == bytes.Length;
    }

    static LocalSocket Open(string path, int flags)
    {
        int descriptor = LibC.socket(LibC.AF_UNIX, LibC.SOCK_SEQPACKET | LibC.SOCK_CLOEXEC | flags, 0);
        return descriptor >= 0 ? new(descriptor) : throw DeviceException.From(path, "no socket", LibC.errno);
    }

    static Address Of(string path, out int length)
    {
        Address address = new() { Family = (ushort)LibC.AF_UNIX };
        Span<byte> room = address.Path;
        // The last byte stays 0.
        if (!Encoding.UTF8.TryGetBytes(path, room[..^1], out int bytes)) throw new DeviceException($"{path}: longer than {room.Length - 1} bytes, the most that a socket's name has");
        length = sizeof(ushort) + bytes + 1;
        return address;
    }

    DeviceException Failed(string path, string doing)
    {
        int error = LibC.errno;
        Dispose();
        return DeviceException.From(path, doing, error);
    }

    public void Dispose()
    {
        if (Descriptor >= 0) _ = LibC.close(Descriptor);
        Descriptor = -1;
    }

    [InlineArray(108)]
    struct PathBytes
    {
        byte _first;
    }

    [StructLayout(LayoutKind.Sequential)]
    struct Address
    {
        public ushort Family;
        public PathBytes Path;
    }
}
