using System.Net;
using System.Net.Sockets;
using V2G.Grid.Modbus;
using V2G.Grid.SunSpec;

namespace V2G.Firmware.Inverters.Modbus;

/// <summary>The socket of a device's client: opens, closes, sends and receives as that one says. Never waits.</summary>
internal sealed class ModbusConnection(ISunSpecClient client, IPEndPoint address) : IDisposable
{
    // <linux/tcp.h>, struct tcp_info: tcpi_backoff counts repetitions under way, tcpi_rto is the time of the next, µs.
    const int TcpInfo = 11, BackOffOffset = 4, RepeatOffset = 8;

    readonly byte[] _bytes = new byte[4 * ModbusLimits.MostFrameBytes];
    Socket? _socket;
    bool _connected;

    /// <summary>What the last attempt that failed failed with; null while connected.</summary>
    public string? Error { get; private set; }

    /// <summary>
    /// After how long the kernel repeats what was lost on this connection, ms; NaN without one. 200 ms and the round trip, unless the route
    /// has a smaller rto_min.
    /// </summary>
    public double RepeatMs()
    {
        Span<byte> info = stackalloc byte[RepeatOffset + sizeof(uint)];
        try
        {
            if (_socket is null || !_connected || _socket.GetRawSocketOption((int)ProtocolType.Tcp, TcpInfo, info) < info.Length) return double.NaN;
        }
        catch (SocketException)
        {
            return double.NaN;
        }
        // While something is being repeated the time has been doubled.
        return info[BackOffOffset] == 0 ? BitConverter.ToUInt32(info[RepeatOffset..]) / 1000.0 : double.NaN;
    }

    public void Step(long nowNs)
    {
        switch (client.Modbus.Step(nowNs))
        {
            case ModbusStep.Connect:
                Open(nowNs);
                break;
            case ModbusStep.Close:
                Error ??= "no answer";
                Close();
                break;
        }
        if (_socket is null) return;
        try
        {
            if (!_connected && !Established(nowNs)) return;
            while (_socket.Available > 0) Receive(nowNs);
            // Readable without a byte is the other side's end.
            if (_socket.Poll(0, SelectMode.SelectRead) && _socket.Available == 0) Receive(nowNs);
            ReadOnlySpan<byte> request = client.ToSend(nowNs);
            // A request is far below what a socket takes at once; one that it does not take means that nobody has read for long.
            if (request.Length > 0 && _socket.Send(request) != request.Length) Lost("it reads nothing", nowNs);
        }
        catch (SocketException e)
        {
            Lost(e.Message, nowNs);
        }
    }

    void Open(long nowNs)
    {
        Close();
        try
        {
            // A set-point must not wait for the acknowledgement of the one before.
            _socket = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { Blocking = false, NoDelay = true };
            _socket.Connect(address);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
        {
            // Under way.
        }
        catch (SocketException e)
        {
            Lost(e.Message, nowNs);
        }
    }

    bool Established(long nowNs)
    {
        if (!_socket!.Poll(0, SelectMode.SelectWrite) && !_socket.Poll(0, SelectMode.SelectError)) return false;
        int error = (int)_socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error)!;
        if (error != 0) throw new SocketException(error);
        _connected = true;
        Error = null;
        client.Modbus.Connected(nowNs);
        return true;
    }

    void Receive(long nowNs)
    {
        int got = _socket!.Receive(_bytes);
        if (got == 0) throw new SocketException((int)SocketError.ConnectionReset);
        client.Modbus.Receive(_bytes.AsSpan(0, got), nowNs);
    }

    void Lost(string why, long nowNs)
    {
        Error = why;
        Close();
        client.Modbus.Closed(nowNs);
        // What was asked has its outcome, and the conversation begins anew.
        client.ToSend(nowNs);
    }

    void Close()
    {
        _socket?.Dispose();
        _socket = null;
        _connected = false;
    }

    public void Dispose() => Close();
}
