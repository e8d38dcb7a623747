using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using V2G.Firmware.TypeTestServer;

namespace V2G.Firmware.Tests.TypeTestServer;

/// <summary>The real server loop on a real port of the loopback, for one test.</summary>
internal sealed class RunningTypeTestServer : IDisposable
{
    readonly CancellationTokenSource _end = new();
    readonly TypeTestListener _listener;
    readonly Task _serving;
    readonly List<TypeTestClient> _clients = [];

    public RunningTypeTestServer(TypeTestNameplate? nameplate = null)
    {
        _listener = new(new IPEndPoint(IPAddress.Loopback, 0), nameplate ?? new(), Said.Enqueue);
        _serving = Task.Run(() => _listener.Serve(_end.Token));
    }

    /// <summary>What the operator was told.</summary>
    public ConcurrentQueue<string> Said { get; } = [];

    public TypeTestClient Connect()
    {
        TypeTestClient client = new(_listener.EndPoint.Port);
        _clients.Add(client);
        return client;
    }

    /// <summary>Ends the server while its clients are still connected.</summary>
    public void End()
    {
        _end.Cancel();
        Assert.True(_serving.Wait(TypeTestClient.PatienceMs), "the server did not end");
    }

    public void Dispose()
    {
        End();
        foreach (TypeTestClient client in _clients) client.Dispose();
        _listener.Dispose();
        _end.Dispose();
        Assert.Empty(Said);
    }
}

/// <summary>A harness's end of the connection.</summary>
internal sealed class TypeTestClient : IDisposable
{
    /// <summary>Only so that a broken test ends.</summary>
    public const int PatienceMs = 60_000;

    readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    readonly StreamReader _reader;

    public TypeTestClient(int port)
    {
        _socket.ReceiveTimeout = _socket.SendTimeout = PatienceMs;
        _socket.NoDelay = true;
        _socket.Connect(IPAddress.Loopback, port);
        _reader = new(new NetworkStream(_socket), Encoding.UTF8);
    }

    public void Send(string text)
    {
        ReadOnlySpan<byte> bytes = Encoding.UTF8.GetBytes(text);
        while (bytes.Length > 0) bytes = bytes[_socket.Send(bytes)..];
    }

    /// <summary>Sends what fits without waiting; how much that was.</summary>
    public int SendWithoutWaiting(byte[] bytes)
    {
        _socket.Blocking = false;
        int sent = 0;
        while (sent < bytes.Length)
        {
            int count = _socket.Send(bytes.AsSpan(sent), SocketFlags.None, out SocketError error);
            if (error != SocketError.Success) break;
            sent += count;
        }
        _socket.Blocking = true;
        return sent;
    }

    /// <summary>No more will be sent; replies are still read.</summary>
    public void EndSending() => _socket.Shutdown(SocketShutdown.Send);

    /// <summary>The next line; null at the end.</summary>
    public string? Receive() => _reader.ReadLine();

    public JsonElement Ask(string request)
    {
        Send(request + "\n");
        return JsonDocument.Parse(Receive() ?? throw new EndOfStreamException()).RootElement;
    }

    /// <summary>Hangs up with a reset, in the middle of whatever goes on.</summary>
    public void Abort()
    {
        _socket.LingerState = new(true, 0);
        _socket.Dispose();
    }

    public void Dispose()
    {
        _reader.Dispose();
        _socket.Dispose();
    }
}
