using System.Text;
using System.Text.Json;
using V2G.Firmware.TypeTestServer;

namespace V2G.Firmware.Tests.TypeTestServer;

/// <summary>The server loop on real sockets.</summary>
public sealed class TypeTestListenerTests
{
    [Fact]
    public void A_session_as_a_harness_holds_it()
    {
        using RunningTypeTestServer server = new();
        TypeTestClient client = server.Connect();
        Assert.Equal(5000, client.Ask("""{"op":"nameplate"}""").GetProperty("Srated").GetDouble());
        Assert.Equal("{}", client.Ask("""{"op":"set","fn":"vv","args":{"Ena":true,"crv":{"Tr":5}}}""").GetRawText());
        Assert.Equal("{}", client.Ask("""{"op":"set","fn":"aap","args":{"spu":0.5}}""").GetRawText());
        Assert.Equal("{}", client.Ask("""{"op":"ac","Vac":225.6}""").GetRawText());
        RunReply run = RunReply.Of(client.Ask("""{"op":"run","dt":5,"n":3}"""));
        Assert.Equal([5000, 2500, 2500], run.P.Select(p => Math.Round(p, 6)));
        Assert.Equal(0.9, run.Q[1] / 1466.667, 2);
        Assert.Contains("did you mean 'run'", client.Ask("""{"op":"rum"}""").GetProperty("error").GetString());
        Assert.Equal("{}", client.Ask("""{"op":"tripreset"}""").GetRawText());
    }

    [Fact]
    public void The_session_in_the_description_is_what_the_server_says()
    {
        string readme = File.ReadAllText(Path.Combine(Repository(), "src", "V2G.Firmware", "TypeTestServer", "README.md"));
        using RunningTypeTestServer server = new();
        TypeTestClient client = server.Connect();
        int replies = 0;
        foreach (string line in readme.Split('\n'))
        {
            if (line.StartsWith("> ")) client.Send(line[2..] + "\n");
            else if (line.StartsWith("< "))
            {
                Assert.Equal(line[2..], client.Receive());
                replies++;
            }
        }
        Assert.Equal(5, replies);
    }

    [Fact]
    public void Every_connection_has_a_unit_of_its_own()
    {
        using RunningTypeTestServer server = new();
        TypeTestClient one = server.Connect(), other = server.Connect();
        one.Ask("""{"op":"ac","Vac":250}""");
        one.Ask("""{"op":"run","dt":1,"n":5}""");
        RunReply run = RunReply.Of(other.Ask("""{"op":"run","dt":1,"n":1}"""));
        Assert.Equal(240, run.V[0]);
        Assert.Equal(0, run.T[0]);
    }

    [Fact]
    public void A_client_that_has_stopped_sending_still_gets_every_reply()
    {
        using RunningTypeTestServer server = new();
        TypeTestClient client = server.Connect();
        StringBuilder requests = new();
        for (int i = 0; i < 5000; i++) requests.Append("{\"op\":\"run\",\"dt\":1,\"n\":1}\n");
        // The last one has no line's end.
        client.Send(requests + """{"op":"nameplate"}""");
        client.EndSending();
        for (int i = 0; i < 5000; i++) Assert.StartsWith($"{{\"t\":[{i}],", client.Receive());
        Assert.Contains("Srated", client.Receive());
        Assert.Null(client.Receive());
    }

    [Fact]
    public void Bytes_may_come_one_by_one()
    {
        using RunningTypeTestServer server = new();
        TypeTestClient client = server.Connect();
        foreach (char c in "\r\n{\"op\":\"run\",\"dt\":1,\"n\":1}\r\n\n{\"op\":\"tripreset\"}\n") client.Send(c.ToString());
        Assert.StartsWith("{\"t\":[0]", client.Receive());
        Assert.Equal("{}", client.Receive());
    }

    [Fact]
    public void A_line_that_is_too_long_is_an_error_and_the_connection_stays()
    {
        using RunningTypeTestServer server = new();
        TypeTestClient client = server.Connect();
        client.Send(new string('[', 3 * TypeTestSession.MaxLineBytes) + "\n");
        Assert.Equal("""{"error":"the line is longer than 1048576 bytes; skipped"}""", client.Receive());
        Assert.Equal("{}", client.Ask("""{"op":"tripreset"}""").GetRawText());
        // The longest that is not.
        const string request = """{"op":"tripreset"}""";
        Assert.Equal("{}", client.Ask(request + new string(' ', TypeTestSession.MaxLineBytes - request.Length)).GetRawText());
    }

    [Fact]
    public void Eight_clients_are_served_and_the_ninth_is_told_and_closed()
    {
        using RunningTypeTestServer server = new();
        List<TypeTestClient> clients = [.. Enumerable.Range(0, TypeTestListener.MaxConnections).Select(_ => server.Connect())];
        foreach (TypeTestClient client in clients) client.Ask("""{"op":"tripreset"}""");
        TypeTestClient ninth = server.Connect();
        Assert.Equal("""{"error":"8 clients are connected already; allowed: 8"}""", ninth.Receive());
        Assert.Null(ninth.Receive());
        // A place that is left is free again, as soon as the server has seen it.
        clients[3].EndSending();
        Assert.Null(clients[3].Receive());
        string? answer = null;
        for (int i = 0; i < 1000 && answer is not "{}"; i++)
        {
            TypeTestClient next = server.Connect();
            try
            {
                next.Send("{\"op\":\"tripreset\"}\n");
                answer = next.Receive();
            }
            catch (IOException)
            {
                Thread.Sleep(1);
            }
        }
        Assert.Equal("{}", answer);
        foreach (TypeTestClient client in clients.Where((_, i) => i != 3)) Assert.Equal("{}", client.Ask("""{"op":"tripreset"}""").GetRawText());
    }

    [Fact]
    public void A_client_that_never_reads_holds_up_only_itself_and_bounded_memory()
    {
        using RunningTypeTestServer server = new();
        TypeTestClient deaf = server.Connect(), other = server.Connect();
        other.Ask("""{"op":"tripreset"}""");
        byte[] requests = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"op\":\"run\",\"dt\":0.001,\"n\":200000}\n", 100_000)));
        long before = GC.GetTotalMemory(forceFullCollection: true);
        // As much as the server takes: some of it waits in the kernel, and the server reads none of it while its reply is not taken.
        int sent = 0;
        for (int i = 0; i < 20; i++)
        {
            sent += deaf.SendWithoutWaiting(requests[(sent % requests.Length)..]);
            RunReply run = RunReply.Of(other.Ask("""{"op":"run","dt":1,"n":1}"""));
            Assert.Equal(5000, run.P[0], 1e-6);
        }
        // One run's samples are 8 MB, and there is one run.
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 24 << 20);
    }

    [Fact]
    public void A_long_run_comes_whole()
    {
        using RunningTypeTestServer server = new();
        TypeTestClient client = server.Connect();
        client.Ask("""{"op":"set","fn":"vv","args":{"Ena":true}}""");
        client.Ask("""{"op":"ac","Vac":225.61,"freq":60.02,"rocof":0.0001}""");
        RunReply run = RunReply.Of(client.Ask("""{"op":"run","dt":0.001,"n":200000}"""));
        Assert.All(new[] { run.T, run.P, run.Q, run.V, run.F }, column => Assert.Equal(200_000, column.Length));
        Assert.Equal(199.999, run.T[^1]);
        for (int i = 1; i < run.T.Length; i++) Assert.True(run.T[i] > run.T[i - 1]);
    }

    [Fact]
    public void Clients_that_hang_up_in_the_middle_leave_the_server_as_it_was()
    {
        using RunningTypeTestServer server = new();
        for (int i = 0; i < 100; i++)
        {
            TypeTestClient client = server.Connect();
            client.Send(i % 3 == 0 ? "{\"op\":\"run\",\"dt\":0.01,\"n\":20000}\n{\"op\"" : i % 3 == 1 ? "{" : "");
            client.Abort();
        }
        string? answer = null;
        for (int i = 0; i < 1000 && answer is not "{}"; i++)
        {
            TypeTestClient client = server.Connect();
            try
            {
                client.Send("{\"op\":\"tripreset\"}\n");
                answer = client.Receive();
            }
            catch (IOException)
            {
                Thread.Sleep(1);
            }
        }
        Assert.Equal("{}", answer);
    }

    [Fact]
    public void The_server_ends_in_the_middle_of_a_run()
    {
        using RunningTypeTestServer server = new();
        TypeTestClient idle = server.Connect(), busy = server.Connect();
        idle.Ask("""{"op":"tripreset"}""");
        busy.Ask("""{"op":"tripreset"}""");
        busy.Send("{\"op\":\"run\",\"dt\":100,\"n\":2000}\n");
        server.End();
        Assert.Null(idle.Receive());
    }

    static string Repository()
    {
        DirectoryInfo? at = new(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "V2G.Firmware.sln"))) at = at.Parent;
        return at?.FullName ?? throw new DirectoryNotFoundException("V2G.Firmware.sln");
    }
}
