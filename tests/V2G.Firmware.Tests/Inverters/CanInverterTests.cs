using V2G.Control;
using V2G.Firmware.Can;
using V2G.Firmware.Inverters.Can;
using V2G.Linux.Can;

namespace V2G.Firmware.Tests.Inverters;

/// <summary>The CAN driver against the played inverter, on virtual time.</summary>
public sealed class CanInverterTests
{
    [Fact]
    public void R_20_commands_and_reports_come_over_with_their_signs_and_units()
    {
        InverterBench bench = new();
        bench.Run(1.5);
        Assert.Equal("can controller", bench.Driver.Name);
        Assert.Equal((true, ActuatorPhase.Transfer), (bench.State.GatesSwitching, bench.State.Phase));
        Assert.Equal(-0.5, bench.State.ActivePowerPu, 3);
        Assert.Equal(0.25, bench.State.VarInjectedPu, 3);
        Assert.Equal(1, bench.State.VoltagePu, 3);
        Assert.Equal(60, bench.State.FrequencyHz, 2);
        Assert.Equal((800, 400), (bench.State.DcLinkVolts, bench.State.DcVolts));
        // Charging: into the vehicle, so below 0.
        Assert.InRange(bench.State.DcAmperes, -30, -26);
        Assert.Equal(2_000_000, bench.State.InsulationOhms);
        Assert.InRange(bench.State.ModuleCelsius, 25, 60);
        Assert.Equal(25, bench.State.AmbientCelsius, 1);
        Assert.Equal(InverterFaults.None, bench.State.Faults);
        Assert.Equal(InverterContactors.GridRelay | InverterContactors.DcPositive | InverterContactors.DcNegative, bench.State.Contactors);
        Assert.Equal((0.0, 0u, false), (bench.Report.LossShare, bench.Report.BadFrames, bench.Report.Off));
        Assert.Equal(50, bench.Plant.Command.DcAmperes);
        Assert.InRange(bench.Sequence - bench.State.SequenceEchoed, 0, 25);
        Assert.InRange(bench.Oldest(2), 1, 25_000_000);
    }

    [Fact]
    public void R_20_commands_go_out_every_10_ms_and_a_change_of_the_gates_at_once()
    {
        InverterBench bench = new();
        bench.Run(0.5);
        int before = bench.Bus.Wire.Count;
        bench.Run(1);
        Assert.Equal(100, Commands(bench, before).Count());
        bench.Run(0.004);
        bench.Wish.GateEnable = false;
        before = bench.Bus.Wire.Count;
        bench.Run(0.001);
        (long _, string _, CanFrame frame) = Assert.Single(Commands(bench, before));
        Assert.Equal(0, frame[1] >> 7);
    }

    [Fact]
    public void R_18_a_command_that_has_expired_goes_out_as_none()
    {
        InverterBench bench = new();
        bench.Run(0.5);
        int before = bench.Bus.Wire.Count;
        bench.Driver.Give(bench.Wish with { Sequence = 9999, ExpiresNs = bench.Bus.NowNs - 1 }, bench.Bus.NowNs);
        (long _, string _, CanFrame frame) = Assert.Single(Commands(bench, before));
        Assert.Equal((0, 0UL), (frame[1] >> 7, frame.Data >> 24));
    }

    [Fact]
    public void R_18_the_inverter_blocks_its_gates_within_100_ms_of_the_last_command()
    {
        InverterBench bench = new();
        bench.Run(0.5);
        bench.Controlled = false;
        long stopped = bench.Bus.NowNs, blocked = 0;
        bench.Run(0.3, () => blocked = blocked == 0 && !bench.Plant.State.GatesSwitching ? bench.Bus.NowNs : blocked);
        Assert.InRange(blocked - stopped, 80_000_000, 101_000_000);
        Assert.Equal(InverterFaults.CommandExpired, bench.Plant.State.Faults);
    }

    // A loss pattern lasts 20 s; the share is that of the last second at its worst.
    public static TheoryData<int, int> LossPatterns => new(from percent in new[] { 1, 2, 5, 15, 20, 30, 50 } from seed in Enumerable.Range(1, 5) select (percent, seed));

    [Theory]
    [MemberData(nameof(LossPatterns))]
    public void R_40_of_a_lossy_bus_either_the_newest_report_is_used_or_it_is_told_that_it_is_none(int percent, int seed)
    {
        InverterBench bench = new();
        bench.Run(1);
        Random random = new(seed);
        bench.Bus.Loses = (from, _) => random.NextDouble() * 100 < percent;
        double worst = 0;
        long emergency = 0, start = bench.Bus.NowNs;
        bench.Run(20, () =>
        {
            worst = Math.Max(worst, bench.Report.LossShare);
            bool told = bench.Report.LossShare > 0.1 || bench.AgeNs > ReportStreamLimit;
            if (told && emergency == 0) emergency = bench.Bus.NowNs;
            // Whatever is lost, a figure that counts as fresh is one that the inverter gave within the limit and the report's way.
            if (bench.AgeNs <= ReportStreamLimit) Assert.True(bench.Sequence - bench.State.SequenceEchoed <= 130, $"echo {bench.Sequence - bench.State.SequenceEchoed} ticks old");
        });
        if (percent <= 5) Assert.True(emergency == 0, $"{percent} %: told after {(emergency - start) * 1e-9} s, at worst {worst:P1}");
        else Assert.InRange((emergency - start) * 1e-9, 0, percent >= 20 ? 1.2 : 4);
        Assert.InRange(worst, 0, Math.Min(1, percent * 0.01 + 0.12));
    }

    // Of so many frames of each second the first few are lost together.
    [Theory]
    [InlineData(5, 100, true)]
    [InlineData(9, 100, true)]
    [InlineData(12, 100, false)]
    [InlineData(1, 20, true)]
    [InlineData(1, 8, false)]
    [InlineData(3, 20, false)]
    public void R_40_bursts_are_ridden_through_up_to_a_tenth_of_the_reports_and_to_100_ms(int lost, int of, bool quiet)
    {
        InverterBench bench = new();
        bench.Run(1);
        Dictionary<uint, int> seen = [];
        bench.Bus.Loses = (from, frame) => from == "inverter" && (seen[frame.Id] = seen.GetValueOrDefault(frame.Id) + 1) % of < lost;
        long start = bench.Bus.NowNs, told = 0;
        bench.Run(6, () => told = told == 0 && (bench.Report.LossShare > 0.1 || bench.AgeNs > ReportStreamLimit) ? bench.Bus.NowNs : told);
        Assert.Equal(quiet, told == 0);
        if (!quiet) Assert.InRange((told - start) / 1e9, 0, 2);
    }

    const long ReportStreamLimit = FrameStream.SilenceNs;

    [Theory]
    [InlineData("silence@1..", 101)]
    [InlineData("bus-off@1..", 101)]
    [InlineData("checksum@1..", 101)]
    [InlineData("loss=100@1..", 101)]
    // The report's own way is no age: one cycle more.
    [InlineData("stale@1..", 121)]
    [InlineData("late=150@1..", 121)]
    public void R_121_what_makes_an_inverter_silent_makes_its_report_older_than_the_limit_in_time(string faults, int withinMs)
    {
        InverterBench bench = new(faults);
        bench.Run(1);
        long start = bench.Bus.NowNs, told = 0;
        Assert.InRange(bench.AgeNs, 0, 30_000_000);
        bench.Run(1, () => told = told == 0 && bench.AgeNs > FrameStream.SilenceNs ? bench.Bus.NowNs : told);
        Assert.InRange((told - start) / 1e6, 90, withinMs);
    }

    [Theory]
    [InlineData("duplicate@1..", 300)]
    [InlineData("late=30@1..", 0)]
    [InlineData("ignore-var@1..", 0)]
    public void R_20_what_leaves_the_reports_whole_makes_no_silence(string faults, int bad)
    {
        InverterBench bench = new(faults);
        bench.Run(1);
        Assert.InRange(bench.Oldest(1), 0, 60_000_000);
        Assert.InRange((int)bench.Report.BadFrames, bad * 0.9, bad * 1.2);
        // Late frames are missed until the first of them arrives.
        Assert.InRange(bench.Report.LossShare, 0, 0.04);
    }

    [Fact]
    public void R_20_frames_from_before_are_bad_and_change_nothing()
    {
        InverterBench bench = new();
        bench.Run(1);
        ReceivedCanFrame[] old = [.. bench.Bus.Wire.Where(w => w.From == "inverter").TakeLast(12).Select(w => new ReceivedCanFrame { Frame = w.Frame, TimeNs = bench.Bus.NowNs })];
        bench.Played = false;
        bench.Run(0.02);
        InverterState before = bench.State;
        uint bad = bench.Report.BadFrames;
        foreach (ReceivedCanFrame frame in old) bench.Controller.Queue.Enqueue(frame with { TimeNs = bench.Bus.NowNs });
        bench.Run(0.001);
        Assert.Equal(bad + (uint)old.Length, bench.Report.BadFrames);
        Assert.Equal(before.TimeNs, bench.State.TimeNs);
    }

    [Fact]
    public void R_20_any_garbage_under_our_identifiers_is_bad_and_changes_nothing()
    {
        InverterBench bench = new();
        bench.Run(1);
        InverterState before = bench.State;
        bench.Played = false;
        Random random = new(3);
        const int Frames = 20_000;
        uint bad = bench.Report.BadFrames;
        for (int i = 0; i < Frames; i++)
        {
            CanFrame frame = new((uint)(288 + random.Next(4)), extended: false, random.Next(9), (ulong)random.NextInt64(long.MinValue, long.MaxValue));
            if (random.Next(4) == 0) frame.Length = (byte)random.Next(7);
            bench.Controller.Queue.Enqueue(new() { Frame = frame, TimeNs = bench.Bus.NowNs });
        }
        bench.Run(0.4);
        // One in 256 has the right checksum by chance, if it has the right length; its counter must fit as well.
        Assert.InRange(bench.Report.BadFrames - bad, Frames * 0.99, Frames);
        Assert.True(bench.AgeNs > FrameStream.SilenceNs);
        Assert.Equal(before.InsulationOhms, bench.State.InsulationOhms);
    }

    [Fact]
    public void R_20_bus_off_is_told_at_once_and_communication_is_back_after_three_good_frames()
    {
        InverterBench bench = new();
        bench.Run(1);
        bench.Controller.Tell(0x004, 0x30);
        bench.Run(0.001);
        Assert.False(bench.Report.Off);
        bench.Controller.Tell(0x040);
        bench.Controller.Link = CanLink.OffBus;
        bench.Run(0.001);
        Assert.True(bench.Report.Off);
        bench.Run(0.5);
        Assert.True(bench.Report.Off);
        Assert.True(bench.AgeNs > FrameStream.SilenceNs);
        Assert.Equal(CanTrouble.BusOff | CanTrouble.Passive, bench.Driver.Troubles);
        // The kernel restarts it.
        bench.Controller.Link = CanLink.Up;
        bench.Controller.Tell(0x100);
        long start = bench.Bus.NowNs, back = 0;
        bench.Run(0.2, () => back = back == 0 && bench.AgeNs < 20_000_000 ? bench.Bus.NowNs : back);
        Assert.False(bench.Report.Off);
        Assert.InRange((back - start) / 1e6, 20, 45);
    }

    [Theory]
    [InlineData(CanLink.Down)]
    [InlineData(CanLink.Absent)]
    [InlineData(CanLink.Refused)]
    public void R_20_an_interface_that_goes_is_off_and_is_found_again_when_it_is_back(CanLink gone)
    {
        InverterBench bench = new();
        bench.Run(1);
        int opened = bench.Controller.Opened;
        bench.Controller.Link = gone;
        bench.Run(0.001);
        Assert.True(bench.Report.Off);
        bench.Run(2);
        // Ten times a second, not with every tick.
        Assert.InRange(bench.Controller.Opened - opened, gone == CanLink.Down ? 0 : 15, 25);
        bench.Controller.Link = CanLink.Up;
        bench.Run(0.3);
        Assert.False(bench.Report.Off);
        Assert.InRange(bench.AgeNs, 0, 30_000_000);
        bench.Run(1.1);
        Assert.Equal(0, bench.Report.LossShare);
    }

    [Fact]
    public void R_20_commands_that_nobody_acknowledges_are_a_bus_that_is_off_after_100_ms()
    {
        InverterBench bench = new();
        bench.Run(1);
        bench.Controller.Full = true;
        long start = bench.Bus.NowNs, off = 0;
        bench.Run(0.5, () => off = off == 0 && bench.Report.Off ? bench.Bus.NowNs : off);
        Assert.InRange((off - start) / 1e6, 100, 115);
        bench.Controller.Full = false;
        bench.Run(0.2);
        Assert.False(bench.Report.Off);
    }

    [Fact]
    public void An_inverter_that_starts_later_has_lost_nothing_and_a_controller_that_starts_later_neither()
    {
        InverterBench bench = new() { Played = false };
        bench.Run(3);
        Assert.Equal(0, bench.State.TimeNs);
        bench.Played = true;
        double worst = 0;
        bench.Run(2, () => worst = Math.Max(worst, bench.Report.LossShare));
        Assert.InRange(worst, 0, 0.01);

        bench = new() { Controlled = false };
        bench.Run(3);
        bench.Controller.Queue.Clear();
        bench.Controlled = true;
        bench.Run(2, () => worst = Math.Max(worst, bench.Report.LossShare));
        Assert.InRange(worst, 0, 0.01);
        Assert.InRange(bench.AgeNs, 0, 25_000_000);
    }

    [Fact]
    public void A_loop_that_was_held_up_takes_its_own_pause_for_no_silence_of_the_inverters()
    {
        InverterBench bench = new();
        bench.Run(1);
        bench.Controlled = false;
        bench.Run(0.3);
        bench.Controlled = true;
        bench.Run(0.001);
        // The queue holds more than one tick takes.
        bench.Run(0.002);
        Assert.InRange(bench.AgeNs, 0, 30_000_000);
        Assert.InRange(bench.Oldest(1), 0, 40_000_000);
    }

    [Fact]
    public void A_slow_figure_that_stops_is_not_known_though_the_inverter_lives()
    {
        InverterBench bench = new();
        bench.Run(2);
        Assert.False(double.IsNaN(bench.State.ModuleCelsius));
        // One page alone, then the whole message: two pages in turn every 100 ms, five turns are a second.
        bench.Bus.Loses = (_, frame) => frame.Id == 291 && (frame[1] >> 4) == 1;
        bench.Run(1.3);
        Assert.Equal((false, true), (double.IsNaN(bench.State.ModuleCelsius), double.IsNaN(bench.State.InsulationOhms)));
        bench.Bus.Loses = (_, frame) => frame.Id == 291;
        bench.Run(1.3);
        Assert.True(double.IsNaN(bench.State.ModuleCelsius) && double.IsNaN(bench.State.InsulationOhms));
        Assert.InRange(bench.AgeNs, 0, 25_000_000);
        Assert.Equal(0, bench.Report.LossShare);
    }

    [Fact]
    public void R_126_a_second_of_frames_good_bad_and_lost_allocates_nothing()
    {
        InverterBench bench = new();
        bench.Run(1);
        long allocated = 0;
        long before = 0;
        Random random = new(1);
        bench.Bus.Loses = (_, _) => random.Next(5) == 0;
        bench.Bus.Changes = (_, frame) => random.Next(5) == 0 ? frame with { Data = frame.Data ^ 1UL << random.Next(64) } : frame;
        InverterCommand command = bench.Wish;
        for (int i = 0; i < 2000; i++)
        {
            bench.Controlled = false;
            bench.Run(0.001);
            before = GC.GetAllocatedBytesForCurrentThread();
            bench.Driver.Take(bench.Bus.NowNs, ref bench.State, ref bench.Report);
            allocated += GC.GetAllocatedBytesForCurrentThread() - before;
            command.Sequence = 5000 + i;
            command.ExpiresNs = bench.Bus.NowNs + 1;
            command.GateEnable = i % 7 < 3;
            // The virtual bus keeps what is sent, and allocates for that: room is made beforehand.
            bench.Bus.Wire.EnsureCapacity(bench.Bus.Wire.Count + 8);
            bench.Inverter.Queue.EnsureCapacity(bench.Inverter.Queue.Count + 8);
            before = GC.GetAllocatedBytesForCurrentThread();
            bench.Driver.Give(command, bench.Bus.NowNs);
            if (i > 10) allocated += GC.GetAllocatedBytesForCurrentThread() - before;
        }
        Assert.Equal(0, allocated);
    }

    static IEnumerable<(long TimeNs, string From, CanFrame Frame)> Commands(InverterBench bench, int from) =>
        bench.Bus.Wire.Skip(from).Where(w => w.From == "controller" && w.Frame.Id == 272);
}
