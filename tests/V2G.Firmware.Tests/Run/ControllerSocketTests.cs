using System.Net.Sockets;
using System.Runtime.InteropServices;
using V2G.Firmware.Run;

namespace V2G.Firmware.Tests.Run;

public sealed class ControllerSocketTests : IDisposable
{
    readonly string _path = Path.Combine(Directory.CreateTempSubdirectory("v2g-socket-").FullName, "controller.sock");
    readonly ControllerSocket _server;

    public ControllerSocketTests() => _server = new(_path);

    Socket Connect()
    {
        Socket client = new(AddressFamily.Unix, SocketType.Seqpacket, ProtocolType.Unspecified) { ReceiveTimeout = 5000 };
        client.Connect(new UnixDomainSocketEndPoint(_path));
        return client;
    }

    static void Send(Socket client, ControlRequest request) => client.Send(MemoryMarshal.AsBytes(new ReadOnlySpan<ControlRequest>(in request)));

    static ReplyKind Answer(Socket client)
    {
        byte[] answer = new byte[1];
        Assert.Equal(1, client.Receive(answer));
        return (ReplyKind)answer[0];
    }

    [Fact]
    public async Task A_peer_whose_request_is_still_on_its_way_when_it_is_accepted_gets_its_answer()
    {
        using Socket client = Connect();
        // The server is in Receive before anything was sent: it must wait and not hang up.
        Task sending = Task.Run(() =>
        {
            Thread.Sleep(20);
            Send(client, new() { Magic = ControlRequest.MagicValue, Kind = RequestKind.Acknowledge });
        }, TestContext.Current.CancellationToken);
        _server.Serve(_ => ReplyKind.Accepted);
        await sending;
        Assert.Equal(ReplyKind.Accepted, Answer(client));
    }

    [Fact]
    public void A_request_of_another_size_or_mark_is_malformed_and_reaches_nobody()
    {
        using Socket shorter = Connect(), stranger = Connect();
        shorter.Send(new byte[8]);
        Send(stranger, new() { Magic = 1, Kind = RequestKind.Acknowledge });
        _server.Serve(_ => throw new InvalidOperationException("must not be asked"));
        Assert.Equal(ReplyKind.Malformed, Answer(shorter));
        Assert.Equal(ReplyKind.Malformed, Answer(stranger));
    }

    public void Dispose()
    {
        _server.Dispose();
        Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);
    }
}
