using System.Globalization;
using ConsoleAppFramework;
using V2G.Firmware.Post;
using V2G.Firmware.Run;
using V2G.Firmware.Terminal;

namespace V2G.Firmware.Verbs;

internal sealed record PostReport(bool Simulated, PostItem[] Items);

internal sealed class PostVerb
{
    const string Isolated = "/sys/devices/system/cpu/isolated";

    /// <summary>The self-test: what the controller found of its machine, its lines, its sensors and its inverter. Exit 0; 10 with a warning, 5 with a failure.</summary>
    /// <param name="json">Print JSON.</param>
    [Command("post")]
    public int Post(bool json = false)
    {
        ControllerImage image = RunDirectory.ReadOrFail();
        PostReport r = new(image.Simulated, SelfTest.Items(image, File.Exists(Isolated) ? File.ReadAllText(Isolated) : ""));
        if (json) Reports.Print(r, Reports.Default.PostReport);
        else Print(r);
        return r.Items.Any(i => i.Result == "fail") ? ExitCode.VerdictFail : r.Items.Any(i => i.Result == "warn") ? ExitCode.Degraded : ExitCode.Ok;
    }

    static void Print(PostReport r)
    {
        TextWriter o = Console.IsOutputRedirected ? Console.Out : new NarrowWriter(Console.Out, indent: 28);
        if (r.Simulated) o.WriteLine("SIMULATED board");
        foreach (PostItem i in r.Items)
        {
            string ms = i.Ms is { } taken ? string.Create(CultureInfo.InvariantCulture, $", {taken:0.0} ms") : "";
            o.WriteLine($"{i.Result,-7} {i.Id,-19} {i.Value}{ms}{(i.Result is "warn" or "fail" ? $" (wanted: {i.Limit})" : "")}");
        }
    }
}
