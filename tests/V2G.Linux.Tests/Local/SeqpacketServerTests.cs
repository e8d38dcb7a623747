using System.Net.Sockets;
using V2G.Linux.Local;

namespace V2G.Linux.Tests.Local;

public sealed class SeqpacketServerTests : IDisposable
{
    const int Places = 4;

    readonly string _path = Path.Combine(Directory.CreateTempSubdirectory("v2g-socket-").FullName, "x.sock");
    readonly SeqpacketServer _server;
    readonly byte[] _into = new byte[16];

    public SeqpacketServerTests() => _server = new(_path, Places, UnixFileMode.UserRead | UnixFileMode.UserWrite);

    Socket Connect()
    {
        Socket client = new(AddressFamily.Unix, SocketType.Seqpacket, ProtocolType.Unspecified) { ReceiveTimeout = 5000 };
        client.Connect(new UnixDomainSocketEndPoint(_path));
        return client;
    }

    // Lengths of everything that waits, in several passes.
    List<int> Everything(int passes = 3)
    {
        List<int> lengths = [];
        for (int i = 0; i < passes; i++)
        {
            if (!_server.Poll()) continue;
            for (int length; (length = _server.Receive(_into, out _, out _)) >= 0;) lengths.Add(length);
        }
        return lengths;
    }

    [Fact]
    public void Nobody_there_is_no_datagram_and_no_wait()
    {
        Assert.False(_server.Poll());
        Assert.Equal(-1, _server.Receive(_into, out _, out _));
    }

    [Fact]
    public void A_datagram_comes_whole_with_its_senders_user_and_is_answered()
    {
        using Socket client = Connect();
        client.Send([1, 2, 3]);
        Assert.True(_server.Poll());
        Assert.Equal(3, _server.Receive(_into, out int peer, out uint user));
        Assert.Equal([1, 2, 3], _into[..3]);
        Assert.Equal(UserTable.Own, user);
        _server.Reply(peer, [7]);
        byte[] answer = new byte[4];
        Assert.Equal(1, client.Receive(answer));
        Assert.Equal(7, answer[0]);
    }

    [Fact]
    public void A_longer_datagram_is_cut_and_says_how_long_it_was()
    {
        using Socket client = Connect();
        client.Send(new byte[100]);
        client.Send([1]);
        Assert.Equal([100, 1], Everything());
    }

    [Fact]
    public void Of_a_peer_that_floods_one_is_taken_a_pass_so_that_the_others_come_too()
    {
        using Socket flood = Connect(), other = Connect();
        for (int i = 0; i < 5; i++) flood.Send([1, 1]);
        other.Send([9]);
        // One newcomer a pass.
        Assert.Equal([2], Everything(1));
        Assert.Equal([2, 1], Everything(1));
    }

    [Fact]
    public void Who_leaves_makes_room_and_when_there_is_none_the_longest_silent_goes()
    {
        for (int i = 0; i < 3 * Places; i++)
        {
            using Socket brief = Connect();
            brief.Send([1]);
            Assert.Equal([1], Everything());
        }
        Socket[] stay = [.. Enumerable.Range(0, Places).Select(_ => Connect())];
        Everything(Places + 1);
        foreach (Socket s in stay[1..]) s.Send([1]);
        Everything();
        using Socket late = Connect();
        late.Send([5, 5]);
        Assert.Contains(2, Everything());
        Assert.Equal(0, stay[0].Receive(new byte[1]));
        foreach (Socket s in stay[1..]) s.Send([3, 3, 3]);
        Assert.Equal([3, 3, 3], Everything());
        foreach (Socket s in stay) s.Dispose();
    }

    [Fact]
    public void An_answer_to_a_peer_that_has_left_is_lost_quietly()
    {
        Socket client = Connect();
        client.Send([1]);
        _server.Poll();
        _server.Receive(_into, out int peer, out _);
        client.Dispose();
        _server.Reply(peer, [1]);
        Assert.Empty(Everything());
    }

    [Fact]
    public void Looking_taking_and_answering_allocate_nothing()
    {
        using Socket client = Connect();
        byte[] hello = [1], answer = new byte[1];
        void Once()
        {
            client.Send(hello);
            while (!_server.Poll()) { }
            if (_server.Receive(_into, out int peer, out _) < 0) return;
            _server.Reply(peer, answer);
            client.Receive(answer);
        }
        for (int i = 0; i < 50; i++) Once();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) Once();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    public void Dispose()
    {
        _server.Dispose();
        Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);
    }
}
