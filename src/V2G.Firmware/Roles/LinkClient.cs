using System.Net.Sockets;
using System.Runtime.InteropServices;
using V2G.Firmware.Run;
using V2G.Linux.RealTime;

namespace V2G.Firmware.Roles;

/// <summary>A link's end of the way to the controller: connects when it can, sends whole datagrams, and never waits.</summary>
internal sealed class LinkClient(Role role, string path) : IDisposable
{
    Socket? _socket;
    long _counter;

    public LinkClient(Role role)
        : this(role, RunDirectory.LinkSocket)
    {
    }

    public bool Connected => _socket is not null;

    /// <summary>Sends; what the controller does not take at once is lost, and its counter says so.</summary>
    /// <returns>False when no controller listens.</returns>
    public bool Send(LinkDatagram datagram)
    {
        try
        {
            if (_socket is null)
            {
                Socket socket = new(AddressFamily.Unix, SocketType.Seqpacket, ProtocolType.Unspecified);
                try
                {
                    socket.Connect(new UnixDomainSocketEndPoint(path));
                    socket.Blocking = false;
                }
                catch (SocketException)
                {
                    socket.Dispose();
                    throw;
                }
                _socket = socket;
            }
            datagram.Magic = LinkDatagram.MagicValue;
            datagram.LayoutVersion = LinkDatagram.Version;
            datagram.LayoutChecksum = ImageLayouts.LinkDatagramChecksum;
            datagram.Role = role;
            datagram.ProcessId = Environment.ProcessId;
            datagram.Counter = ++_counter;
            datagram.SentNs = MonotonicClock.NowNs;
            _socket.Send(MemoryMarshal.AsBytes(new ReadOnlySpan<LinkDatagram>(in datagram)));
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.WouldBlock)
        {
            return true;
        }
        catch (SocketException)
        {
            _socket?.Dispose();
            _socket = null;
            return false;
        }
    }

    public void Dispose() => _socket?.Dispose();
}
