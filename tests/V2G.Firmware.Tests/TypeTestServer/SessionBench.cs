using System.Text;
using System.Text.Json;
using V2G.Firmware.TypeTestServer;

namespace V2G.Firmware.Tests.TypeTestServer;

/// <summary>The protocol alone: a line in, a line out.</summary>
internal sealed class SessionBench(TypeTestNameplate? nameplate = null)
{
    public TypeTestSession Session { get; } = new(nameplate ?? new());

    public string Line(ReadOnlyMemory<byte> request)
    {
        StringBuilder reply = new();
        foreach (ReadOnlyMemory<byte> piece in Session.Answer(request)) reply.Append(Encoding.UTF8.GetString(piece.Span));
        return reply.ToString();
    }

    public string Line(string request) => Line(Encoding.UTF8.GetBytes(request));

    /// <summary>The reply, whatever it is; it must be one line of JSON.</summary>
    public JsonElement Ask(string request)
    {
        string line = Line(request);
        Assert.EndsWith("\n", line);
        Assert.Equal(line.Length - 1, line.IndexOf('\n'));
        return JsonDocument.Parse(line).RootElement;
    }

    /// <summary>Must be done without a word.</summary>
    public void Do(string request) => Assert.Equal("{}\n", Line(request));

    public string Error(string request) => Ask(request).GetProperty("error").GetString()!;

    public RunReply Run(double dt, int n) => RunReply.Of(Ask($$"""{"op":"run","dt":{{dt:R}},"n":{{n}}}"""));
}

/// <summary>The columns of a run.</summary>
internal sealed record RunReply(double[] T, double[] P, double[] Q, double[] V, double[] F)
{
    public static RunReply Of(JsonElement reply)
    {
        return new(Column("t"), Column("P"), Column("Q"), Column("V"), Column("F"));

        double[] Column(string name) => [.. reply.GetProperty(name).EnumerateArray().Select(v => v.GetDouble())];
    }

    /// <summary>Index of the first sample from which on a condition holds to the end; -1 when it doesn't.</summary>
    public int ForGoodFrom(Func<int, bool> holds)
    {
        int first = T.Length;
        while (first > 0 && holds(first - 1)) first--;
        return first == T.Length ? -1 : first;
    }
}
