using System.Diagnostics;
using System.Runtime.InteropServices;
using V2G.Control;
using V2G.Control.Limits;
using V2G.Control.Settings;
using V2G.Firmware.BlackBox;
using V2G.Firmware.Run;

namespace V2G.Firmware.Tests.Roles;

/// <summary>
/// The vehicle link of a running controller is killed or stopped. What the controller did is in its black box, tick by tick. The same
/// board is then run here, in one process and without any link, its vehicle's data going stale at that tick: the same decisions, bit
/// for bit, show that the death of a link is to the controller nothing but data that no longer come.
/// </summary>
public sealed class KilledLinkTests : IDisposable
{
    const int Kill = 9, Terminate = 15, Stop = 19;
    const ulong Seed = 7;

    readonly V2gProcess _v2g = new();

    [Theory]
    [InlineData(Kill)]
    [InlineData(Stop)]
    public void R_126_commands_after_a_link_is_killed_or_stopped_are_those_of_a_run_in_which_its_data_go_stale(int signal)
    {
        List<TickRow> rows = Recorded(signal);
        long staleSinceNs = rows[^1].Input.Vehicle.TimeNs;
        Assert.True(rows.Count(row => row.Input.Vehicle.TimeNs != 0 && row.Input.Vehicle.TimeNs < staleSinceNs) > 500, "the link spoke before");
        Assert.True(rows[^1].Input.TimeNs - staleSinceNs > 1_500_000_000, "and was silent long enough to be stale");

        SimulatedRun run = new(ControlSettings.Default(), new() { Seed = Seed, Script = GridScript.Lively, ActivePowerPu = -0.3, VehicleByLink = true, Lines = true });
        VehicleReport heard = default;
        long tick = 0;
        double least = 0;
        foreach (TickRow row in rows)
        {
            // What a link said is taken over while it lived; after that nobody tells this run anything of the vehicle.
            if (row.Input.Vehicle.TimeNs <= staleSinceNs && row.Input.TimeNs <= staleSinceNs + 1_000_000) heard = row.Input.Vehicle;
            ref TickInputs input = ref run.Input;
            input.Vehicle = heard;
            input.ActivePowerSetpointPu = row.Input.ActivePowerSetpointPu;
            input.UplinkConfigured = row.Input.UplinkConfigured;
            input.UplinkAlive = row.Input.UplinkAlive;
            // How late this machine let the loop begin is no link's doing.
            input.DeadlineMissed = row.Input.DeadlineMissed;
            input.RealTimeViolated = row.Input.RealTimeViolated;
            run.Tick();
            TickRow recorded = row, here = new() { Grid = run.Loop.Grid, Input = row.Input, Decision = Decision.Of(run.Output, run.Loop.State) };
            ReadOnlySpan<byte> there = MemoryMarshal.AsBytes(TickRow.AsWords(ref recorded)), made = MemoryMarshal.AsBytes(TickRow.AsWords(ref here));
            if (FieldTable.TickRow.Difference(there, made) is { } field)
                Assert.Fail($"tick {tick}: {field.Name} is {FieldTable.ValueText(field, made)} here and was {FieldTable.ValueText(field, there)} there");
            tick++;
            least = Math.Min(least, run.Output.Command.ActivePowerPu);
        }
        // It charged while the vehicle was heard, and no longer at the end.
        Assert.Equal((true, 0), (least < -0.2, run.Output.Command.ActivePowerPu));
        TestContext.Current.TestOutputHelper!.WriteLine($"{rows.Count} ticks, the same decision in each; the link's last word in tick {rows.FindIndex(r => r.Input.Vehicle.TimeNs == staleSinceNs)}");
    }

    List<TickRow> Recorded(int signal)
    {
        string log = Path.Combine(_v2g.Directory, "run.v2glog");
        Process recorder = _v2g.Start("role", "recorder", "--log", Path.Combine(_v2g.Directory, "log"), "--decisions", log);
        Process controller = _v2g.Start("role", "controller", "--simulate", "--seed", Seed.ToString(), "--etc", _v2g.Etc, "--links", "vehicle-link", "--black-box", "16");
        Process link = _v2g.Start("role", "vehicle-link", "--simulate");
        // It charges, and goes on for a while; then its vehicle is gone, and that for a while too.
        Until(() => Power() < -0.2);
        Thread.Sleep(1000);
        Assert.Equal(0, Signal(link.Id, signal));
        Until(() => Power() > -0.01);
        Thread.Sleep(1000);
        Assert.Equal(0, Signal(controller.Id, Terminate));
        V2gProcess.Finish(controller).Expect(0);
        Assert.Equal(0, Signal(recorder.Id, Terminate));
        V2gProcess.Finish(recorder).Expect(0);
        List<TickRow> rows = [];
        foreach (Segment segment in LogFile.Open(log).Segments())
        {
            while (segment.Next(out TickRow row)) rows.Add(row);
        }
        return rows;
    }

    double Power()
    {
        V2gResult status = _v2g.Run("status", "--json");
        return status.Out.StartsWith('{') && status.Json.GetProperty("p_pu") is { ValueKind: System.Text.Json.JsonValueKind.Number } power ? power.GetDouble() : double.NaN;
    }

    static void Until(Func<bool> so)
    {
        for (int patience = 600; !so(); patience--)
        {
            Assert.True(patience > 0, "it does not come about");
            Thread.Sleep(100);
        }
    }

    public void Dispose() => _v2g.Dispose();

    [DllImport("libc.so.6", EntryPoint = "kill")]
    static extern int Signal(int process, int signal);
}
