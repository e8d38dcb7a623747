using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Tmds.Linux;
using V2G.Linux.Devices;

namespace V2G.Linux.Service;

/// <summary>
/// Tells the service manager how the role is (sd_notify(3)): one datagram a message, to the socket that it named. Without a manager
/// every message is a success that does nothing. Never blocks: a manager that doesn't listen must not hold the loop.
/// </summary>
public sealed unsafe class ServiceNotify : IDisposable
{
    /// <summary>A status line is one line of systemctl.</summary>
    const int LongestStatus = 512;

    readonly DeviceFile? _socket;

    /// <param name="socketName">$NOTIFY_SOCKET: a path, or @ and an abstract name; null or empty: no manager.</param>
    /// <param name="watchdogMicroseconds">$WATCHDOG_USEC.</param>
    /// <param name="watchdogProcess">$WATCHDOG_PID: whose watchdog it is.</param>
    /// <exception cref="DeviceException">A manager is named and can't be reached.</exception>
    public ServiceNotify(string? socketName, string? watchdogMicroseconds = null, string? watchdogProcess = null)
    {
        bool ours = string.IsNullOrEmpty(watchdogProcess) || watchdogProcess == Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        if (ours && long.TryParse(watchdogMicroseconds, NumberStyles.None, CultureInfo.InvariantCulture, out long us) && us is > 0 and < long.MaxValue / 1000)
            WatchdogIntervalNs = us * 1000;
        if (!string.IsNullOrEmpty(socketName)) _socket = Connect(socketName);
    }

    /// <summary>From the environment that the manager set.</summary>
    /// <exception cref="DeviceException">A manager is named and can't be reached.</exception>
    public static ServiceNotify FromEnvironment() => new(
        Environment.GetEnvironmentVariable("NOTIFY_SOCKET"), Environment.GetEnvironmentVariable("WATCHDOG_USEC"), Environment.GetEnvironmentVariable("WATCHDOG_PID"));

    public bool HasManager => _socket is not null;

    /// <summary>Silence as long as this gets the role killed; say <see cref="Watchdog"/> twice as often. Null: nobody listens for it.</summary>
    public long? WatchdogIntervalNs { get; }

    public bool Ready() => Send("READY=1"u8);

    public bool Stopping() => Send("STOPPING=1"u8);

    /// <summary>Allocates nothing, never throws.</summary>
    public bool Watchdog() => Send("WATCHDOG=1"u8);

    /// <summary>For `systemctl status`: one line, cut at 512 bytes.</summary>
    public bool Status(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes("STATUS=" + text.ReplaceLineEndings(" "));
        int length = Math.Min(bytes.Length, LongestStatus);
        // Not in the middle of a character.
        while (length < bytes.Length && (bytes[length] & 0xC0) == 0x80) length--;
        return Send(bytes.AsSpan(0, length));
    }

    bool Send(ReadOnlySpan<byte> message)
    {
        if (_socket is null) return true;
        fixed (byte* start = message)
            return (long)LibC.send(_socket.Descriptor, start, (size_t)(ulong)message.Length, LibC.MSG_DONTWAIT | LibC.MSG_NOSIGNAL) == message.Length;
    }

    static DeviceFile Connect(string name)
    {
        byte[] path = Encoding.UTF8.GetBytes(name);
        if (path[0] is not ((byte)'/' or (byte)'@')) throw new DeviceException($"NOTIFY_SOCKET '{name}': neither a path nor an abstract name");
        SocketAddress address = new() { Family = (ushort)LibC.AF_UNIX };
        Span<byte> room = address.Path;
        // A path needs its end; an abstract name ends where the address does.
        bool isAbstract = path[0] == '@';
        if (path.Length > room.Length - (isAbstract ? 0 : 1)) throw new DeviceException($"NOTIFY_SOCKET: {path.Length} bytes, allowed {room.Length - 1}");
        path.CopyTo(room);
        if (isAbstract) room[0] = 0;

        int descriptor = LibC.socket(LibC.AF_UNIX, LibC.SOCK_DGRAM | LibC.SOCK_CLOEXEC, 0);
        if (descriptor < 0) throw DeviceException.From(name, "no socket", LibC.errno);
        DeviceFile socket = DeviceFile.Of(name, descriptor);
        if (LibC.connect(descriptor, (sockaddr*)&address, sizeof(ushort) + path.Length + (isAbstract ? 0 : 1)) == 0) return socket;
        int error = LibC.errno;
        socket.Dispose();
        throw DeviceException.From(name, "the service manager can't be reached", error);
    }

    public void Dispose() => _socket?.Dispose();

    [System.Runtime.CompilerServices.InlineArray(108)]
    struct PathBytes
    {
        byte _first;
    }

    [StructLayout(LayoutKind.Sequential)]
    struct SocketAddress
    {
        public ushort Family;
        public PathBytes Path;
    }
}
