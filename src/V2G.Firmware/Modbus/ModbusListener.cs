using System.Net;
using System.Net.Sockets;
using V2G.Grid.Modbus;
using V2G.Linux.RealTime;

namespace V2G.Firmware.Modbus;

/// <summary>An answer, or a part of one, and when it goes out.</summary>
internal readonly record struct DueBytes(long DueNs, byte[] Bytes);

/// <summary>
/// Serves registers to a few Modbus TCP clients at once. Never waits: one pass takes what has come and sends what is due. A client that
/// sends no Modbus, stops in the middle of a request, or does not read its answers is let go.
/// </summary>
internal sealed class ModbusListener : IDisposable
{
    public const int MostClients = 8;

    const int MostDue = 4096;
    const long PartialNs = 2_000_000_000, IdleNs = 600_000_000_000;

    readonly IModbusRegisters _registers;
    readonly byte _unit;
    readonly Func<byte[], long, IEnumerable<DueBytes>>? _way;
    readonly List<Client> _clients = [];
    readonly byte[] _received = new byte[4 * ModbusLimits.MostFrameBytes], _answer = new byte[ModbusLimits.MostFrameBytes];
    Socket? _socket;

    /// <param name="way">What becomes of an answer before it goes out; null: it goes out as it is.</param>
    /// <exception cref="SocketException">The port can't be had.</exception>
    public ModbusListener(IPEndPoint address, IModbusRegisters registers, byte unit, Func<byte[], long, IEnumerable<DueBytes>>? way = null)
    {
        _registers = registers;
        _unit = unit;
        _way = way;
        Address = address;
        Listen();
    }

    /// <summary>Where it listens; with port 0 the kernel chose one.</summary>
    public IPEndPoint Address { get; private set; }

    /// <summary>Requests answered.</summary>
    public long Answered { get; private set; }

    /// <summary>Connections that were let go for what they sent, or did not.</summary>
    public long Refused { get; private set; }

    public int Clients => _clients.Count;

    /// <summary>Takes what has come and sends what is due.</summary>
    public void Step(long nowNs)
    {
        if (_socket is null) Listen();
        while (_socket!.Poll(0, SelectMode.SelectRead)) Accept();
        for (int i = _clients.Count - 1; i >= 0; i--)
        {
            Client client = _clients[i];
            if (Serve(client, nowNs)) continue;
            client.Socket.Dispose();
            _clients.RemoveAt(i);
        }
    }

    /// <summary>Lets every client go, and takes none until the next step.</summary>
    public void Close()
    {
        foreach (Client client in _clients) client.Socket.Dispose();
        _clients.Clear();
        _socket?.Dispose();
        _socket = null;
    }

    void Listen()
    {
        Socket socket = new(Address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
        try
        {
            // What a connection before left behind must not keep the port.
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.Bind(Address);
            socket.Listen(MostClients);
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }
        _socket = socket;
        Address = (IPEndPoint)socket.LocalEndPoint!;
    }

    void Accept()
    {
        Socket socket = _socket!.Accept();
        if (_clients.Count == MostClients)
        {
            Refused++;
            socket.Dispose();
            return;
        }
        socket.Blocking = false;
        socket.NoDelay = true;
        ModbusServer server = new(_registers, _unit);
        ReadOnlySpan<byte> nothing = [];
        // From here on it is idle.
        server.Take(ref nothing, _answer, MonotonicClock.NowNs, out _);
        _clients.Add(new(socket, server));
    }

    bool Serve(Client client, long nowNs)
    {
        try
        {
            while (client.Socket.Poll(0, SelectMode.SelectRead))
            {
                int got = client.Socket.Receive(_received);
                if (got == 0) return false;
                if (!Answer(client, _received.AsSpan(0, got), nowNs)) return Refuse();
            }
            while (client.Due.TryPeek(out DueBytes next) && next.DueNs <= nowNs)
            {
                client.Due.Dequeue();
                if (client.Socket.Send(next.Bytes) != next.Bytes.Length) return Refuse();
            }
            return !client.Server.IsStalled(nowNs, PartialNs, IdleNs) || Refuse();
        }
        catch (SocketException)
        {
            return false;
        }
    }

    bool Answer(Client client, ReadOnlySpan<byte> bytes, long nowNs)
    {
        while (bytes.Length > 0)
        {
            if (!client.Server.Take(ref bytes, _answer, nowNs, out int length)) return false;
            if (length == 0) continue;
            Answered++;
            byte[] answer = _answer[..length];
            foreach (DueBytes due in _way?.Invoke(answer, nowNs) ?? [new(nowNs, answer)])
            {
                if (client.Due.Count == MostDue) return false;
                client.Due.Enqueue(due);
            }
        }
        return true;
    }

    bool Refuse()
    {
        Refused++;
        return false;
    }

    public void Dispose() => Close();

    sealed record Client(Socket Socket, ModbusServer Server)
    {
        public Queue<DueBytes> Due { get; } = new();
    }
}
