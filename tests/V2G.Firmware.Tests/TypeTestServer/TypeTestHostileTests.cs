using System.Text;
using System.Text.Json;
using V2G.Firmware.TypeTestServer;
using V2G.Simulation;

namespace V2G.Firmware.Tests.TypeTestServer;

[Collection(nameof(Alone))]
public sealed class TypeTestHostileTests
{
    [Theory]
    [InlineData("""{"op":"runn"}""", "unknown op 'runn'; did you mean 'run'?")]
    [InlineData("""{"op":"run","dt":1,"m":1}""", "unknown field 'm'")]
    [InlineData("""{"op":"ac","vac":1}""", "unknown field 'vac'; did you mean 'Vac'?")]
    [InlineData("""{"op":"set","fn":"vvv"}""", "unknown fn 'vvv'; did you mean 'vv'?")]
    [InlineData("""{"op":"set"}""", "'fn' is missing")]
    [InlineData("""{}""", "'op' is missing; allowed: nameplate, ac, set, run, tripreset")]
    [InlineData("""{"op":5}""", "'op' must be a string, not 5")]
    [InlineData("""[]""", "the request must be an object, not an array")]
    [InlineData("""null""", "the request must be an object")]
    [InlineData("""{"op":"run","n":1}""", "'dt' is missing")]
    [InlineData("""{"op":"run","dt":1}""", "'n' is missing")]
    [InlineData("""{"op":"run","dt":0,"n":1}""", "'dt' is 0; allowed: 0.000001 … 3600")]
    [InlineData("""{"op":"run","dt":-1,"n":1}""", "'dt' is -1")]
    [InlineData("""{"op":"run","dt":3601,"n":1}""", "'dt' is 3601")]
    [InlineData("""{"op":"run","dt":1,"n":-1}""", "'n' is -1")]
    [InlineData("""{"op":"run","dt":1,"n":1.5}""", "'n' must be a whole number")]
    [InlineData("""{"op":"run","dt":0.001,"n":200001}""", "allowed: 0 … 200000")]
    [InlineData("""{"op":"run","dt":0.001,"n":1000000000}""", "allowed: 0 … 200000")]
    [InlineData("""{"op":"run","dt":1e-320,"n":1}""", "'dt' is 1e-320")]
    [InlineData("""{"op":"run","dt":3600,"n":200000}""", "allowed: 20000000 in one run")]
    [InlineData("""{"op":"ac","Vac":1e999}""", "'Vac' is 1e999")]
    [InlineData("""{"op":"ac","Vac":-1}""", "'Vac' is -1")]
    [InlineData("""{"op":"ac","Vac":"240"}""", "'Vac' must be a number, not \"240\"")]
    [InlineData("""{"op":"ac","freq":true}""", "'freq' must be a number, not true")]
    [InlineData("""{"op":"ac","rocof":0}""", "'rocof' is 0")]
    [InlineData("""{"op":"ac","Vabc":[1,2,3]}""", "'Vabc' needs three phases")]
    [InlineData("""{"op":"ac","Vabc":[1,2]}""", "'Vabc' must be three numbers, not an array")]
    [InlineData("""{"op":"ac","angles":[0,1,2]}""", "'angles' needs 'Vabc'")]
    [InlineData("""{"op":"set","fn":"vv","args":[]}""", "'args' must be an object, not an array")]
    [InlineData("""{"op":"set","fn":"vv","args":{"Ena":1}}""", "'args.Ena' must be true or false, not 1")]
    [InlineData("""{"op":"set","fn":"vv","args":{"crv":5}}""", "'args.crv' must be an object, not 5")]
    [InlineData("""{"op":"set","fn":"vv","args":{"crv":{"V1":1.5}}}""", "V1 < V2 ≤ V3 < V4")]
    [InlineData("""{"op":"set","fn":"vv","args":{"crv":{"Tr":-1}}}""", "'args.crv.Tr' is -1")]
    [InlineData("""{"op":"set","fn":"vw","args":{"crv":{"V1":1.1,"V2":1.1}}}""", "V1 < V2")]
    [InlineData("""{"op":"set","fn":"wv","args":{"crv":{"P1":0.5,"P2":0.5}}}""", "P1 < P2 < P3")]
    [InlineData("""{"op":"set","fn":"cpf","args":{"PF":0}}""", "'args.PF' is 0; allowed: 0.001 … 1")]
    [InlineData("""{"op":"set","fn":"cpf","args":{"PF":1.01}}""", "'args.PF' is 1.01")]
    [InlineData("""{"op":"set","fn":"cpf","args":{"Exct":"abz"}}""", "did you mean 'abs'?")]
    [InlineData("""{"op":"set","fn":"fw","args":{"crv":{"kof":0}}}""", "'args.crv.kof' is 0")]
    [InlineData("""{"op":"set","fn":"vt","args":{"OV2":{"vpu":1.2,"cts":-0.1}}}""", "'args.OV2.cts' is -0.1")]
    [InlineData("""{"op":"set","fn":"sap","args":{"spu":"all"}}""", "'args.spu' must be a number")]
    [InlineData("""{"op":"set","fn":"crp","args":{"pu":1e300}}""", "'args.pu' is 1e300")]
    [InlineData("""{"op":"nameplate","op":"nameplate"}""", "not JSON: Duplicate")]
    [InlineData("""{"op":"nameplate"} {"op":"nameplate"}""", "not JSON")]
    [InlineData("""{"op":"\ud800"}""", "no valid Unicode")]
    [InlineData("""{"\ud800":1}""", "no valid Unicode")]
    [InlineData("""{"op":NaN}""", "not JSON")]
    [InlineData("""{"op":"run","dt":Infinity,"n":1}""", "not JSON")]
    [InlineData("""{'op':'run'}""", "not JSON")]
    [InlineData("""{"op":"run",}""", "not JSON")]
    [InlineData("{", "not JSON")]
    [InlineData("GET / HTTP/1.1", "not JSON")]
    public void What_is_no_request_is_refused_with_a_reason_and_changes_nothing(string request, string reason)
    {
        SessionBench bench = new();
        Assert.Contains(reason, bench.Error(request));
        Assert.Equivalent(new SessionBench().Run(1, 3), bench.Run(1, 3));
    }

    [Fact]
    public void A_request_is_carried_out_whole_or_not_at_all()
    {
        SessionBench bench = new();
        bench.Error("""{"op":"ac","Vac":200,"freq":-1}""");
        bench.Error("""{"op":"set","fn":"crp","args":{"Ena":true,"pu":"x"}}""");
        RunReply run = bench.Run(10, 3);
        Assert.Equal(240, run.V[0]);
        Assert.Equal(0, run.Q[^1]);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\t \r")]
    public void Blank_lines_have_no_reply(string line) => Assert.Equal("", new SessionBench().Line(line));

    [Fact]
    public void Deep_nesting_many_fields_and_long_words_are_refused_in_few_words()
    {
        SessionBench bench = new();
        Assert.Contains("depth", bench.Error(new string('[', TypeTestSession.MaxLineBytes)));
        Assert.Contains("more than 64 fields", bench.Error("{" + string.Join(",", Enumerable.Range(0, 100_000).Select(i => $"\"{i}\":0")) + "}"));
        string million = new('o', 1_000_000);
        Assert.InRange(bench.Error($$"""{"op":"{{million}}"}""").Length, 1, 400);
        Assert.InRange(bench.Error($$"""{"{{million}}":1,"op":"run"}""").Length, 1, 400);
        Assert.InRange(bench.Error($$"""{"op":"ac","Vac":"{{million}}"}""").Length, 1, 400);
        Assert.InRange(bench.Error($$"""{"op":"ac","Vac":{{new string('9', 1_000_000)}}}""").Length, 1, 400);
        Assert.InRange(bench.Line($$$"""{"op":"set","fn":"vv","args":{"{{{million}}}":1}}""").Length, 1, 400);
        // A pair of surrogates at the cut.
        foreach (int shift in new[] { 0, 1 })
            Assert.DoesNotContain('\ufffd', bench.Error($$"""{"op":"{{new string('x', shift)}}{{string.Concat(Enumerable.Repeat("😀", 100))}}"}"""));
    }

    [Fact]
    public void Extremes_of_every_setting_leave_numbers_in_the_samples()
    {
        SeededRandom random = new(7);
        SessionBench bench = new();
        double[] extremes = [0, 1e-6, -1e-6, 1e-300, 1, -1, 1e6, -1e6, 0.5, 60, 300];
        string Any() => extremes[random.Next() % (ulong)extremes.Length].ToString("R");
        string Fields(params string[] names) => string.Join(",", names.Select(n => $"\"{n}\":{Any()}"));
        string Set(string function, string arguments) => "{\"op\":\"set\",\"fn\":\"" + function + "\",\"args\":{" + arguments + "}}";
        string On(params string[] names) => "\"Ena\":true," + Fields(names);
        string Curve(params string[] names) => "\"Ena\":true,\"crv\":{" + Fields(names) + "}";
        for (int i = 0; i < 20_000; i++)
        {
            string request = (random.Next() % 12) switch
            {
                0 => "{\"op\":\"ac\"," + Fields("Vac") + "}",
                1 => "{\"op\":\"ac\"," + Fields("freq", "rocof") + "}",
                2 => Set("vv", (random.Next() % 2 == 0 ? "\"autoVrefEna\":true," : "\"autoVrefEna\":false,") + Curve("V1", "V2", "V3", "V4", "Q1", "Q2", "Q3", "Q4", "Tr", "VRef") + "," + Fields("vrefTr_s")),
                3 => Set("wv", Curve("Q1", "Q2", "Q3", "Q1_prime", "Q2_prime", "Q3_prime")),
                4 => Set("cpf", On("PF")),
                5 => Set("crp", On("pu")),
                6 => Set("vw", Curve("V1", "V2", "P1", "P2", "Tr")),
                7 => Set("lap", On("pu")),
                8 => Set("fw", Curve("dbof_hz", "dbuf_hz", "kof", "kuf", "tr")),
                9 => Set("es", On("esDelay", "esPeriod", "esRand", "esVpuHi", "esVpuLo")),
                10 => Set("sap", Fields("spu")),
                _ => """{"op":"tripreset"}""",
            };
            bench.Ask(request);
            string reply = bench.Line($$"""{"op":"run","dt":{{(random.Next() % 3) switch { 0 => "0.000001", 1 => "0.01", _ => "0.1" }}},"n":3}""");
            Assert.False(reply.Contains("null") || reply.Contains("error"), request + reply);
        }
    }

    [Fact]
    public void Random_lines_are_answered_in_bounded_memory_and_the_next_request_works()
    {
        int count = Environment.GetEnvironmentVariable("V2G_LONG") == "1" ? 1_000_000 : 100_000;
        SeededRandom random = new(1547);
        SessionBench bench = new();
        Lines(bench.Session, random, count / 10);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        Lines(bench.Session, random, count);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 4 << 20);

        Assert.Equal(5000, bench.Ask("""{"op":"nameplate"}""").GetProperty("Srated").GetDouble());
        Assert.Equal("""{"t":[0,1],"P":[5000,5000],"Q":[0,0],"V":[240,240],"F":[60,60]}""" + "\n", bench.Line("""{"op":"run","dt":1,"n":2}"""));
    }

    static readonly byte[][] Seeds =
    [
        .. new[]
        {
            """{"op":"nameplate"}""", """{"op":"ac","Vac":240.5,"freq":60.1,"rocof":3}""", """{"op":"ac","Vabc":[120,121,122],"angles":[0,-120,120]}""",
            """{"op":"set","fn":"vv","args":{"Ena":true,"crv":{"V1":0.92,"Q1":0.44,"V2":0.98,"Tr":5,"VRef":1}}}""", """{"op":"set","fn":"vt","args":{"OV2":{"vpu":1.2,"cts":0.16}}}""",
            """{"op":"set","fn":"es","args":{"Ena":true,"esDelay":1,"esPeriod":1}}""", """{"op":"run","dt":0.01,"n":7}""", """{"op":"tripreset"}""",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    // Half are requests with a few bytes changed, half are noise; every reply must be one line of JSON.
    static void Lines(TypeTestSession session, SeededRandom random, int count)
    {
        byte[] line = new byte[256];
        for (int i = 0; i < count; i++)
        {
            int length;
            if (random.Next() % 2 == 0)
            {
                byte[] seed = Seeds[random.Next() % (ulong)Seeds.Length];
                seed.CopyTo(line, 0);
                length = seed.Length;
                for (ulong k = random.Next() % 4; k > 0; k--) line[random.Next() % (ulong)length] = Printable(random);
                if (random.Next() % 4 == 0) length = (int)(random.Next() % (ulong)(length + 1));
            }
            else
            {
                length = (int)(random.Next() % 64);
                for (int k = 0; k < length; k++) line[k] = random.Next() % 2 == 0 ? (byte)random.Next() : Printable(random);
            }
            // The splitter never hands on a line's end.
            line.AsSpan(0, length).Replace((byte)'\n', (byte)' ');
            int ends = 0, bytes = 0;
            byte last = 0;
            foreach (ReadOnlyMemory<byte> piece in session.Answer(line.AsMemory(0, length)))
            {
                if (bytes == 0) Assert.Equal((byte)'{', piece.Span[0]);
                ends += piece.Span.Count((byte)'\n');
                bytes += piece.Length;
                last = piece.Span[^1];
            }
            if (bytes > 0) Assert.True(ends == 1 && last == '\n', Encoding.UTF8.GetString(line, 0, length));
        }
    }

    static byte Printable(SeededRandom random) => "\"{}[]:,.0123456789eE+-naoptuxVfs\\ "u8[(int)(random.Next() % 34)];
}

/// <summary>Not beside other tests: what is measured is the memory of the whole process.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public class Alone;
