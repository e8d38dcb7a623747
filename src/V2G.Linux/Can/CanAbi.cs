using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace V2G.Linux.Can;

/// <summary>What of linux/can.h and of the socket calls Tmds.LibC lacks; layouts of 64-bit Linux, the same on x64 and arm64.</summary>
static unsafe partial class CanAbi
{
    public const int Family = 29, RawProtocol = 1;
    public const int RawLevel = 101, RawFilter = 1, RawErrorFilter = 2;
    public const uint AllErrors = 0x1FFF_FFFF;
    public const int SocketLevel = 1, SendBuffer = 7, ReceiveBuffer = 8, TimestampNs = 35;
    public const int GetInterfaceFlags = 0x8913, GetInterfaceIndex = 0x8933;
    public const int InterfaceUp = 0x01, InterfaceRunning = 0x40;
    public const int ClockRealtime = 0;
    public const int NoSuchDeviceOrAddress = 6, BadDescriptor = 9, TryAgain = 11, NoDevice = 19, Invalid = 22, Interrupted = 4, NetworkDown = 100, NoBuffers = 105;
    public const int NetlinkFamily = 16, RouteProtocol = 0, RawSocket = 3 | 0x80000;
    public const ushort GetLink = 18, IsRequest = 1;
    public const int DontWait = 0x40, NoSignal = 0x4000;

    [StructLayout(LayoutKind.Sequential)]
    public struct Address
    {
        public ushort Family;
        public int InterfaceIndex;
        public ulong Unused0, Unused1;
    }

    [InlineArray(16)]
    public struct InterfaceName
    {
        byte _first;
    }

    [StructLayout(LayoutKind.Sequential, Size = 40)]
    public struct InterfaceRequest
    {
        public InterfaceName Name;

        /// <summary>A union in the kernel's header: an index, or flags in its lower half.</summary>
        public int Value;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct Vector
    {
        public void* Base;
        public nuint Length;
    }

    /// <summary>struct mmsghdr: a struct msghdr, padded to 56 bytes, and what was received.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Message
    {
        public void* Name;
        public uint NameLength;
        public Vector* Vectors;
        public nuint VectorCount;
        public void* Control;
        public nuint ControlLength;
        public long Flags;
        public uint Received;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct ControlHeader
    {
        public nuint Length;
        public int Level, Type;
        public long Seconds, Nanoseconds;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct TimeSpec
    {
        public long Seconds, Nanoseconds;
    }

    [LibraryImport("libc.so.6", EntryPoint = "recvmmsg", SetLastError = true)]
    public static partial int ReceiveMany(int socket, Message* messages, uint count, int flags, void* timeout);

    [LibraryImport("libc.so.6", EntryPoint = "send", SetLastError = true)]
    public static partial nint Send(int socket, void* bytes, nuint length, int flags);

    [LibraryImport("libc.so.6", EntryPoint = "recv", SetLastError = true)]
    public static partial nint Receive(int socket, void* bytes, nuint length, int flags);

    [LibraryImport("libc.so.6", EntryPoint = "socket", SetLastError = true)]
    public static partial int Socket(int family, int type, int protocol);

    [LibraryImport("libc.so.6", EntryPoint = "bind", SetLastError = true)]
    public static partial int Bind(int socket, void* address, uint length);

    [LibraryImport("libc.so.6", EntryPoint = "setsockopt", SetLastError = true)]
    public static partial int SetOption(int socket, int level, int option, void* value, uint length);

    [LibraryImport("libc.so.6", EntryPoint = "ioctl", SetLastError = true)]
    public static partial int Control(int socket, nuint request, void* argument);

    [LibraryImport("libc.so.6", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int descriptor);

    [LibraryImport("libc.so.6", EntryPoint = "clock_gettime")]
    public static partial int ClockTime(int clock, TimeSpec* time);

    public static long RealtimeNs()
    {
        TimeSpec time;
        _ = ClockTime(ClockRealtime, &time);
        return time.Seconds * 1_000_000_000 + time.Nanoseconds;
    }
}
