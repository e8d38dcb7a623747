using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Tmds.Linux;

namespace V2G.Linux.Local;

/// <summary>
/// A local SEQPACKET socket for a thread that must neither block nor allocate: one `poll` says whether anybody wants anything, and
/// whole datagrams are taken one at a time. The kernel says which user a peer is. When all places are taken, the peer that has been
/// silent longest makes room.
/// </summary>
public sealed unsafe class SeqpacketServer : IDisposable
{
    readonly LocalSocket _listener;
    readonly string _path;
    readonly pollfd[] _polled;
    readonly uint[] _users;
    readonly long[] _heard;
    long _clock;
    int _next;

    /// <param name="mode">Who may connect.</param>
    /// <exception cref="Devices.DeviceException">The address can't be had.</exception>
    public SeqpacketServer(string path, int mostPeers, UnixFileMode mode)
    {
        _path = path;
        // Pinned: the kernel is given its address every time.
        _polled = GC.AllocateArray<pollfd>(1 + mostPeers, pinned: true);
        _users = new uint[mostPeers];
        _heard = new long[mostPeers];
        _listener = LocalSocket.Listen(path, mostPeers, mode);
        for (int i = 0; i < _polled.Length; i++) _polled[i] = new() { fd = -1, events = LibC.POLLIN };
        _polled[0].fd = _listener.Descriptor;
        // Asked for only when a peer is cut off: bound now, since binding allocates.
        _ = LibC.errno;
    }

    /// <summary>Looks once, without waiting, who wants something; also lets newcomers in. Call it before <see cref="Receive"/>.</summary>
    /// <returns>False when nobody does.</returns>
    public bool Poll()
    {
        _next = 0;
        if (LibC.poll((pollfd*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_polled)), (uint)_polled.Length, 0) <= 0) return false;
        if (_polled[0].revents != 0) Accept();
        return true;
    }

    /// <summary>The next datagram of those peers that <see cref="Poll"/> found; one each, so that nobody can keep the others out.</summary>
    /// <param name="into">A longer datagram is cut to it; its whole length is returned.</param>
    /// <param name="peer">For <see cref="Reply"/>, until the next <see cref="Poll"/>.</param>
    /// <param name="user">The peer's user id when it connected.</param>
    /// <returns>Its length; −1 when there is none left.</returns>
    public int Receive(Span<byte> into, out int peer, out uint user)
    {
        while (++_next < _polled.Length)
        {
            if (_polled[_next].fd < 0 || _polled[_next].revents == 0) continue;
            int length;
            fixed (byte* start = into) length = (int)LibC.recv(_polled[_next].fd, start, into.Length, LibC.MSG_DONTWAIT | LibC.MSG_TRUNC);
            _polled[_next].revents = 0;
            if (length > 0)
            {
                peer = _next;
                user = _users[_next - 1];
                _heard[_next - 1] = ++_clock;
                return length;
            }
            if (length == 0 || (LibC.errno != LibC.EAGAIN && LibC.errno != LibC.EINTR)) Close(_next);
        }
        peer = 0;
        user = 0;
        return -1;
    }

    /// <summary>Sends an answer; one that the peer does not take at once is lost.</summary>
    public void Reply(int peer, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes) LibC.send(_polled[peer].fd, start, bytes.Length, LibC.MSG_DONTWAIT | LibC.MSG_NOSIGNAL);
    }

    void Accept()
    {
        int fd = LibC.accept4(_polled[0].fd, null, null, LibC.SOCK_NONBLOCK | LibC.SOCK_CLOEXEC);
        if (fd < 0) return;
        int place = 1;
        for (int i = 1; i < _polled.Length; i++)
        {
            if (_polled[i].fd < 0)
            {
                place = i;
                break;
            }
            if (_heard[i - 1] < _heard[place - 1]) place = i;
        }
        if (_polled[place].fd >= 0) Close(place);
        Credentials peer = default;
        socklen_t length = (socklen_t)sizeof(Credentials);
        if (LibC.getsockopt(fd, LibC.SOL_SOCKET, PeerCredentials, &peer, &length) != 0)
        {
            _ = LibC.close(fd);
            return;
        }
        _polled[place].fd = fd;
        // Looked at in this pass: what it has to say usually came with it.
        _polled[place].revents = LibC.POLLIN;
        _users[place - 1] = peer.User;
        _heard[place - 1] = ++_clock;
    }

    void Close(int place)
    {
        _ = LibC.close(_polled[place].fd);
        _polled[place].fd = -1;
        _polled[place].revents = 0;
    }

    // SO_PEERCRED, and what it gives.
    const int PeerCredentials = 17;

    [StructLayout(LayoutKind.Sequential)]
    struct Credentials
    {
        public int Process;
        public uint User;
        public uint Group;
    }

    public void Dispose()
    {
        for (int i = 1; i < _polled.Length; i++)
            if (_polled[i].fd >= 0) Close(i);
        _listener.Dispose();
        File.Delete(_path);
    }
}
