using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace V2G.Firmware.Run;

/// <summary>
/// The controller's local socket: fixed structs in, one byte out. Served by the process's main thread; what is accepted reaches
/// the loop through one slot that it looks at between ticks.
/// </summary>
internal sealed class ControllerSocket : IDisposable
{
    readonly Socket _listener;
    readonly string _path;

    public ControllerSocket(string path)
    {
        _path = path;
        File.Delete(path);
        _listener = new Socket(AddressFamily.Unix, SocketType.Seqpacket, ProtocolType.Unspecified);
        _listener.Bind(new UnixDomainSocketEndPoint(path));
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite);
        _listener.Listen(4);
        _listener.Blocking = false;
    }

    /// <summary>Answers everyone who waits; never blocks for longer than a peer needs to send its one datagram.</summary>
    public void Serve(Func<ControlRequest, ReplyKind> handle)
    {
        while (_listener.Poll(0, SelectMode.SelectRead))
        {
            try
            {
                using Socket peer = _listener.Accept();
                // Accepted sockets take after the listener: unless told to wait, a peer whose datagram is still on its way would be hung up on.
                peer.Blocking = true;
                peer.ReceiveTimeout = 200;
                Answer(peer, handle);
            }
            catch (SocketException)
            {
                // A peer that left before its answer is its own affair.
            }
        }
    }

    static void Answer(Socket peer, Func<ControlRequest, ReplyKind> handle)
    {
        ControlRequest request = default;
        Span<byte> bytes = MemoryMarshal.AsBytes(new Span<ControlRequest>(ref request));
        int length = peer.Receive(bytes);
        bool whole = length == bytes.Length && request.Magic == ControlRequest.MagicValue;
        peer.Send([(byte)(whole ? handle(request) : ReplyKind.Malformed)]);
    }

    public void Dispose()
    {
        _listener.Dispose();
        File.Delete(_path);
    }
}
