using System.Diagnostics;
using V2G.Firmware.Terminal;

namespace V2G.Firmware.Tests.TypeTestServer;

/// <summary>The binary itself.</summary>
public sealed class ServeVerbTests
{
    [Theory]
    [InlineData("TERM", ExitCode.Ok)]
    [InlineData("INT", ExitCode.Interrupted)]
    public void It_says_where_it_listens_serves_and_ends_by_a_signal(string signal, int exitCode)
    {
        using V2gProcess v2g = new();
        Process process = v2g.Start("testing-tool", "serve", "--listen", "127.0.0.1:0", "--phases", "3", "--nominal-voltage", "480", "--rated-power", "22000", "--category", "A", "--abnormal-category", "II", "--var-capability", "0.5");
        string said = process.StandardOutput.ReadLine() ?? "";
        const string start = "SIMULATED: type-test server on 127.0.0.1:";
        Assert.StartsWith(start, said);
        using (TypeTestClient client = new(int.Parse(said[start.Length..])))
        {
            Assert.Contains("\"Srated\":22000,\"VN\":480,\"fN\":60,\"phases\":3,\"Qrated_abs\":11000,", client.Ask("""{"op":"nameplate"}""").GetRawText());
            Assert.Equal(22_000, RunReply.Of(client.Ask("""{"op":"run","dt":1,"n":2}""")).P[1], 1e-6);
            // It ends with its clients connected.
            using (Process kill = Process.Start("kill", [$"-{signal}", process.Id.ToString()])) kill.WaitForExit();
            V2gResult result = V2gProcess.Finish(process).Expect(exitCode);
            Assert.Equal("", result.Err);
        }
    }

    [Theory]
    [InlineData("", ExitCode.Usage, "needs an address")]
    [InlineData("--listen localhost:5020", ExitCode.Usage, "no address with a port")]
    [InlineData("--listen 127.0.0.1", ExitCode.Usage, "no address with a port")]
    [InlineData("--listen ::1", ExitCode.Usage, "no address with a port")]
    [InlineData("--listen 127.0.0.1:99999", ExitCode.Usage, "no address with a port")]
    [InlineData("--listen 0.0.0.0:0", ExitCode.Refused, "--allow-remote")]
    [InlineData("--listen [::]:0", ExitCode.Refused, "--allow-remote")]
    [InlineData("--listen 127.0.0.1:0 --phases 2", ExitCode.Usage, "1 or 3")]
    [InlineData("--listen 127.0.0.1:0 --category C", ExitCode.Usage, "A or B")]
    [InlineData("--listen 127.0.0.1:0 --abnormal-category 3", ExitCode.Usage, "I, II or III")]
    [InlineData("--listen 127.0.0.1:0 --rated-power NaN", ExitCode.Usage, "1000 VA … 1000000 VA")]
    [InlineData("--listen 127.0.0.1:0 --rated-active-power 6000", ExitCode.Usage, "0.5 pu … 1 pu")]
    [InlineData("--listen 127.0.0.1:0 --nominal-frequency 55", ExitCode.Usage, "50 Hz or 60 Hz")]
    public void What_it_cannot_serve_it_refuses(string options, int exitCode, string reason)
    {
        using V2gProcess v2g = new();
        V2gResult result = v2g.Run(["testing-tool", "serve", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]).Expect(exitCode);
        Assert.Contains(reason, result.Err);
        Assert.Equal("", result.Out);
    }

    [Fact]
    public void A_port_that_is_taken_is_said()
    {
        using V2gProcess v2g = new();
        Process first = v2g.Start("testing-tool", "serve", "--listen", "[::1]:0");
        string said = first.StandardOutput.ReadLine() ?? "";
        Assert.Contains("[::1]:", said);
        V2gResult second = v2g.Run("testing-tool", "serve", "--listen", said[said.IndexOf('[')..]).Expect(ExitCode.Failed);
        Assert.Contains("cannot listen on [::1]:", second.Err);
    }
}
