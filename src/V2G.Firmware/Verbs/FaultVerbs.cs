using ConsoleAppFramework;
using V2G.Control.Protection;
using V2G.Firmware.Run;
using V2G.Firmware.Terminal;

namespace V2G.Firmware.Verbs;

internal sealed class FaultVerbs
{
    /// <summary>Faults that are shown now, the present ones and those that wait to be acknowledged. Exit 9 while one of them is latched.</summary>
    /// <param name="json">Print JSON.</param>
    [Command("list")]
    public int List(bool json = false)
    {
        ControllerImage image = RunDirectory.ReadOrFail();
        ShownFault[] faults = StatusVerbs.FaultsOf(image);
        if (json) Reports.Print(faults, Reports.Default.ShownFaultArray);
        else if (faults.Length == 0) Console.Out.WriteLine("none");
        else foreach (ShownFault f in faults) Console.Out.WriteLine($"{f.Code} {f.Text}, {f.Severity}, {(f.Present ? "present" : "passed")}, {f.SinceS:0.0} s ago");
        return image.State.Faults.Worst is { Severity: >= Severity.Trip } ? ExitCode.LatchedFault : ExitCode.Ok;
    }

    /// <summary>A person has seen the faults and repaired what was wrong: what is no longer present is no longer latched. What is still there stays.</summary>
    [Command("clear")]
    public int Clear()
    {
        RunDirectory.ReadOrFail();
        ControlRequest.Send(new() { Kind = RequestKind.Acknowledge });
        // The controller has taken it; two publications later the image shows what is left.
        Thread.Sleep(100);
        return List();
    }
}
