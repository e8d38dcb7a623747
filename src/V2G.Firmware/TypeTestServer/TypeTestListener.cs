using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace V2G.Firmware.TypeTestServer;

/// <summary>Listens, and gives every client a unit of its own.</summary>
internal sealed class TypeTestListener : IDisposable
{
    /// <summary>The most clients at a time.</summary>
    public const int MaxConnections = 8;

    static readonly TimeSpan AfterFailedAccept = TimeSpan.FromMilliseconds(100);

    readonly Socket _listener;
    readonly TypeTestNameplate _nameplate;
    readonly Action<string> _say;
    int _open;

    /// <param name="say">Takes what the operator should know about a connection that broke.</param>
    public TypeTestListener(IPEndPoint endPoint, TypeTestNameplate nameplate, Action<string> say)
    {
        (_nameplate, _say) = (nameplate, say);
        _listener = new(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            _listener.Bind(endPoint);
            _listener.Listen(MaxConnections);
        }
        catch (SocketException)
        {
            _listener.Dispose();
            throw;
        }
        EndPoint = (IPEndPoint)_listener.LocalEndPoint!;
    }

    /// <summary>Where it listens, with the port that it was given.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>Until it is cancelled.</summary>
    public async Task Serve(CancellationToken cancellation)
    {
        List<Task> conversations = [];
        while (!cancellation.IsCancellationRequested)
        {
            Socket client;
            try
            {
                client = await _listener.AcceptAsync(cancellation);
            }
            catch (OperationCanceledException)
            {
                break;
            }
            catch (SocketException e)
            {
                // Gone before it was accepted, or no descriptors left: neither ends the others.
                _say($"a connection could not be accepted: {e.Message}");
                await Task.Delay(AfterFailedAccept, CancellationToken.None);
                continue;
            }
            conversations.RemoveAll(c => c.IsCompleted);
            if (Volatile.Read(ref _open) >= MaxConnections) Refuse(client);
            else
            {
                Interlocked.Increment(ref _open);
                // A run computes for seconds without a break; it must not do so on the way to the next client.
                conversations.Add(Task.Run(() => Converse(client, cancellation), CancellationToken.None));
            }
        }
        await Task.WhenAll(conversations);
    }

    public void Dispose() => _listener.Dispose();

    async Task Converse(Socket client, CancellationToken cancellation)
    {
        try
        {
            client.NoDelay = true;
            // A client whose machine has vanished must not hold its place for ever.
            client.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            await using NetworkStream stream = new(client, ownsSocket: true);
            await TypeTestConversation.Hold(stream, new(_nameplate), cancellation);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            // It left, or the server ends: its own affair, or nobody's.
        }
        catch (Exception e)
        {
            _say($"a connection ended by an internal error: {e.GetType().Name}: {e.Message}");
        }
        finally
        {
            client.Dispose();
            Interlocked.Decrement(ref _open);
        }
    }

    static void Refuse(Socket client)
    {
        using (client)
        {
            try
            {
                client.Send(ReplyText.Error(string.Create(CultureInfo.InvariantCulture, $"{MaxConnections} clients are connected already; allowed: {MaxConnections}")).Span);
                client.Shutdown(SocketShutdown.Send);
            }
            catch (SocketException)
            {
                // It has left already.
            }
        }
    }
}
