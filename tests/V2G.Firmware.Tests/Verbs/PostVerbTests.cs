using V2G.Control.Measurement;
using V2G.Firmware.Run;
using V2G.Firmware.Terminal;
using V2G.Firmware.Verbs;
using V2G.Linux.Devices;
using V2G.Linux.RealTime;

namespace V2G.Firmware.Tests.Verbs;

public class PostVerbTests
{
    static ControllerImage Board()
    {
        ControllerImage image = new() { WatchdogSeconds = 5, HasGateLine = true, Samples = SampleVerdict.Good, SampleRateHz = 16_000 };
        image.Rights = new() { Cpu = 1, Priority = 80, MemoryLocked = true, ResidentBytes = 24 << 20 };
        image.Reset = ResetRecord.Of(WatchdogFlags.None, [], 0);
        return image;
    }

    static Dictionary<string, PostItem> Items(in ControllerImage image, string isolated = "1") => PostVerb.Report(image, isolated).Items.ToDictionary(i => i.Id);

    // One thing is wrong at a time, and that item alone says so.
    static void Only(in ControllerImage image, string id, string result, string isolated = "1")
    {
        foreach (PostItem item in Items(image, isolated).Values) Assert.Equal((item.Id, item.Id == id ? result : "pass"), (item.Id, item.Result));
    }

    [Fact]
    public void R_46_a_sound_board_passes_every_item() => Only(Board(), "", "");

    [Fact]
    public void R_29_without_a_real_time_kernel_rt_kernel_alone_warns()
    {
        ControllerImage image = Board();
        image.Rights.Shortfall = RealTimeShortfall.NoRealTimeKernel;
        Only(image, "rt_kernel", "warn");
        image.Rights.Shortfall = RealTimeShortfall.NoFifo;
        Only(image, "rt_priority", "warn");
        image.Rights.Shortfall = RealTimeShortfall.MemoryNotLocked;
        Only(image, "memory_locked", "warn");
        image.Rights.Shortfall = RealTimeShortfall.NotPinned;
        Only(image, "cpu", "fail");
    }

    [Fact]
    public void R_133_the_watchdogs_reset_and_its_hunger_are_items()
    {
        ControllerImage image = Board();
        image.Reset = ResetRecord.Of(WatchdogFlags.CardReset, [], 0);
        Only(image, "reset_cause", "warn");
        image = Board();
        image.Withheld = Withheld.Samples;
        Only(image, "watchdog", "fail");
        Assert.Equal("not fed: samples", Items(image)["watchdog"].Value);
        image = Board();
        image.WatchdogSeconds = 0;
        Only(image, "watchdog", "absent");
    }

    [Fact]
    public void R_46_a_stuck_converter_fails_and_a_simulated_board_has_none()
    {
        ControllerImage image = Board();
        image.Samples = SampleVerdict.Stuck;
        Only(image, "converter", "fail");
        image = Board();
        image.Simulated = true;
        Only(image, "converter", "absent");
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("0-3\n", true)]
    [InlineData("2,1", true)]
    [InlineData("", false)]
    [InlineData("2-3,10", false)]
    [InlineData("x-,--", false)]
    public void A_cpu_is_isolated_when_the_kernels_list_holds_it(string list, bool alone)
    {
        Assert.Equal(alone, PostVerb.Contains(list, 1));
        Only(Board(), alone ? "" : "cpu", "warn", list);
    }

    [Fact]
    public void Without_a_controller_there_is_nothing_to_tell()
    {
        using V2gProcess v2g = new();
        v2g.Run("post").Expect(ExitCode.Unreachable);
    }
}
