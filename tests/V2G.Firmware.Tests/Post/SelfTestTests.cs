using V2G.Control;
using V2G.Control.Limits;
using V2G.Control.Measurement;
using V2G.Control.PowerPath;
using V2G.Control.Settings;
using V2G.Firmware.Post;
using V2G.Firmware.Run;
using V2G.Firmware.Terminal;
using V2G.Linux.Devices;
using V2G.Linux.RealTime;

namespace V2G.Firmware.Tests.Post;

public class SelfTestTests
{
    static readonly string[] Later = ["tpm", "protective_earth"];

    static readonly StartFinding Good = new() { Result = PostResult.Pass, Milliseconds = 1 };

    // A whole board in service: the path's state is that of a controller that has closed it, line by line, on what the lines said.
    static ControllerImage Board(Action<BoardInputsBox>? wrong = null, int seconds = 6)
    {
        ControlSettings settings = ControlSettings.Default();
        ControllerImage image = new()
        {
            WatchdogSeconds = 5, HasGateLine = true, Samples = SampleVerdict.Good, SampleRateHz = 16_000, Settings = settings, InverterDriver = ShortText.From("can can0"),
            Start = new() { Image = Good, Clock = Good, Storage = Good, Rails = Good, Key = Good }, Fans = new() { Count = 2, Rpm = 2000 },
        };
        image.Rights = new() { Cpu = 1, Priority = 80, MemoryLocked = true, ResidentBytes = 24 << 20 };
        image.Reset = ResetRecord.Of(WatchdogFlags.None, [], 0);
        image.Inverter = InverterState.Unknown with { ModuleCelsius = 30, AmbientCelsius = 25, InsulationOhms = 1e6, MeasuresInsulation = true, VoltagePu = 0, DcVolts = 400 };
        image.Grid = new()
        {
            Valid = true, Sync = SyncState.Locked, FrequencyHz = settings.Site.NominalFrequencyHz, VoltagePu = new(1, 1, 1), LineVoltagePu = new(1, 1, 1), CurrentPu = new(0, 0, 0),
        };
        BoardInputsBox box = new();
        box.Board.Has = (LineInputs)0x7FF;
        box.Board.HasOutputs = (LineOutputs)0x7FF;
        box.Board.HasPilot = true;
        box.Board.PilotHighVolts = 6;
        box.Board.PilotLowVolts = -12;
        box.Board.HasProximity = true;
        box.Board.ProximityOhms = 220;
        box.Board.VehicleVolts = 400;
        box.Board.Levels = LineInputs.EmergencyLoopClosed | LineInputs.TripCoilGood;
        wrong?.Invoke(box);
        for (int n = 1; n <= seconds * 1000; n++) Step(ref image, box, settings, n * 1_000_000L);
        image.Board = box.Board;
        image.TimeNs = seconds * 1_000_000_000L;
        image.Inverter.TimeNs = image.TimeNs - 10_000_000;
        return image;
    }

    internal sealed class BoardInputsBox
    {
        public BoardInputs Board;
        public bool RelayDead, SecondRelayDead, SecondRelayWelded, GateDriverBlind, GateDriverFault, LinkCharged, ContactorDead, ResidualDead, InsulationDead, NoPreCharge, InsulationLow, NoDiode;
    }

    static void Step(ref ControllerImage image, BoardInputsBox box, in ControlSettings settings, long nowNs)
    {
        LineOutputs lines = image.State.Path.Outputs;
        void Follow(LineInputs input, LineOutputs output, bool dead) =>
            box.Board.Levels = (lines & output) != 0 && !dead ? box.Board.Levels | input : box.Board.Levels & ~input;
        Follow(LineInputs.GridRelayClosed, LineOutputs.GridRelay, box.RelayDead);
        Follow(LineInputs.SecondGridRelayClosed, LineOutputs.SecondGridRelay, box.SecondRelayDead);
        if (box.SecondRelayWelded) box.Board.Levels |= LineInputs.SecondGridRelayClosed;
        Follow(LineInputs.GateDriverFault, LineOutputs.GateDriverTest, box.GateDriverBlind);
        if (box.GateDriverFault) box.Board.Levels |= LineInputs.GateDriverFault;
        Follow(LineInputs.VehicleContactorClosed, LineOutputs.VehicleContactor, box.ContactorDead);
        Follow(LineInputs.ResidualCurrent, LineOutputs.ResidualTest, box.ResidualDead);
        Follow(LineInputs.InsulationFault, LineOutputs.InsulationTest, box.InsulationDead);
        box.Board.PilotLowVolts = box.NoDiode ? -5 : -12;
        image.Inverter.DcLinkVolts = (lines & LineOutputs.GridPreCharge) != 0 && !box.NoPreCharge ? Math.Min(679, image.Inverter.DcLinkVolts is >= 0 and var v ? v + 2 : 0) : box.LinkCharged ? 300 : 0;
        image.Inverter.InsulationOhms = box.InsulationLow ? 50_000 : 1_000_000;
        TickInputs input = new()
        {
            TimeNs = nowNs, DtSeconds = 0.001, InverterConfigured = true, Inverter = image.Inverter with { TimeNs = nowNs }, Board = box.Board,
            Vehicle = new VehicleReport { Connected = true },
        };
        image.State.Path.Judge(box.Board, input.Inverter, true, false, 0.001);
        image.State.Path.Move(settings, box.Board, input, image.Grid, true, inService: true, emergency: false, gates: false);
    }

    static Dictionary<string, PostItem> Items(in ControllerImage image, string isolated = "1") => SelfTest.Items(image, isolated).ToDictionary(i => i.Id);

    // One thing is wrong at a time: that item alone says so, and what needs it is skipped and names it.
    static void Only(in ControllerImage image, string id, string result, string isolated = "1", params string[] skipped)
    {
        foreach (PostItem item in Items(image, isolated).Values)
        {
            string wanted = item.Id == id ? result : skipped.Contains(item.Id) ? "skip" : Later.Contains(item.Id) ? "absent" : "pass";
            Assert.Equal((item.Id, wanted, item.Value), (item.Id, item.Result, item.Value));
            if (wanted == "skip") Assert.Equal($"skip({id})", item.Value);
        }
    }

    [Fact]
    public void R_46_a_sound_board_passes_every_item_and_says_what_comes_later()
    {
        Only(Board(), "", "");
        Assert.True(Items(Board()).Count >= 26);
    }

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
    public void R_46_what_was_found_before_the_loop_was_armed()
    {
        StartFinding bad = new() { Result = PostResult.Fail };
        ControllerImage image = Board();
        image.Start.Image = bad;
        Only(image, "image", "fail");
        image = Board();
        image.Start.Clock = bad;
        Only(image, "clock", "fail");
        image = Board();
        image.Start.Storage = bad;
        Only(image, "storage", "fail");
        image = Board();
        image.Start.Rails = bad;
        Only(image, "rails", "fail");
        image = Board();
        image.Start.Key = bad;
        Only(image, "key", "fail");
    }

    [Fact]
    public void R_46_sensing()
    {
        ControllerImage image = Board();
        image.Samples = SampleVerdict.Stuck;
        Only(image, "converter", "fail", "1", "adc_zero", "phase_order", "grid");
        image = Board();
        image.Grid.CurrentPu = new(0.02, 0, 0);
        Only(image, "adc_zero", "fail");
        image = Board();
        image.Grid.PhaseOrderReversed = true;
        Only(image, "phase_order", "fail");
        image = Board();
        image.Grid.FrequencyHz = 59;
        Only(image, "grid", "warn");
        image = Board();
        image.Grid.Sync = SyncState.Lost;
        Only(image, "grid", "warn");
    }

    [Fact]
    public void R_46_the_inverter_and_its_bus()
    {
        ControllerImage image = Board();
        image.Inverter.TimeNs -= 200_000_000;
        Only(image, "buses", "fail", "1", "temperature_sensors", "dc_link", "vehicle_contactor", "insulation");
        image = Board();
        image.Inverter.ModuleCelsius = double.NaN;
        Only(image, "temperature_sensors", "fail");
        image = Board();
        image.Inverter.ModuleCelsius = 34;
        Only(image, "temperature_sensors", "warn");
        image = Board();
        image.Fans.Failed = 1;
        Only(image, "fans", "fail");
    }

    [Theory]
    [InlineData(LineInputs.EmergencyLoopClosed, "emergency_loop")]
    [InlineData(LineInputs.TripCoilGood, "trip_coil")]
    public void R_46_R_104_R_105_a_loop_or_coil_that_is_open_fails(LineInputs line, string id) => Only(Board(b => b.Board.Levels &= ~line), id, "fail");

    [Fact]
    public void R_46_a_gate_driver_at_fault_fails_and_the_dc_link_is_not_judged() =>
        Only(Board(b => b.GateDriverFault = true), "gate_driver", "fail", "1", "dc_link");

    [Fact]
    public void R_46_a_gate_driver_that_does_not_see_its_forced_fault_fails_and_with_a_charged_link_it_is_not_tried()
    {
        Only(Board(b => b.GateDriverBlind = true), "gate_driver", "fail", "1", "dc_link");
        PostItem untried = Items(Board(b => b.LinkCharged = true))["gate_driver"];
        Assert.Equal(("skip", "forced once the intermediate circuit has less than 60 V"), (untried.Result, untried.Value));
        Assert.Equal("no fault; saw the one that was forced", Items(Board())["gate_driver"].Value);
        Assert.Equal("no fault", Items(Board(b => b.Board.HasOutputs &= ~LineOutputs.GateDriverTest))["gate_driver"].Value);
    }

    [Fact]
    public void R_46_each_relay_of_the_pair_is_tried_alone()
    {
        Only(Board(b => b.SecondRelayWelded = true), "relay_pair", "fail", "1", "grid_relay", "dc_link", "vehicle_contactor");
        Assert.Equal("relay 2 welded", Items(Board(b => b.SecondRelayWelded = true))["relay_pair"].Value);
        Assert.Equal("relay 2 does not close", Items(Board(b => b.SecondRelayDead = true))["relay_pair"].Value);
        Assert.Equal("relay 1 does not close", Items(Board(b => b.RelayDead = true))["relay_pair"].Value);
        Only(Board(b => b.Board.Has &= ~(LineInputs.GridRelayClosed | LineInputs.SecondGridRelayClosed)), "relay_pair", "warn");
        Only(Board(b => b.Board.HasOutputs &= ~LineOutputs.SecondGridRelay), "relay_pair", "absent");
    }

    [Fact]
    public void R_46_a_shorted_proximity_contact_fails_and_a_socket_without_a_plug_does_not()
    {
        Assert.Equal("0 Ω", Items(Board(b => b.Board.ProximityOhms = 0))["proximity"].Value);
        Assert.Equal("fail", Items(Board(b => b.Board.ProximityOhms = double.NaN))["proximity"].Result);
        PostItem empty = Items(Board(b => b.Board.ProximityOhms = double.PositiveInfinity))["proximity"];
        Assert.Equal(("pass", "no plug"), (empty.Result, empty.Value));
        Assert.Equal("220 Ω: 32 A", Items(Board())["proximity"].Value);
    }

    [Fact]
    public void R_46_relays_contactor_and_monitors()
    {
        Dictionary<string, PostItem> items = Items(Board(b => b.ResidualDead = true));
        Assert.Equal(("fail", "skip(residual_monitor)"), (items["residual_monitor"].Result, items["grid_relay"].Value));
        // Longer than the others: a monitor of insulation may take its half minute.
        items = Items(Board(b => b.InsulationDead = true, seconds: 40));
        Assert.Equal(("fail", "skip(insulation_monitor)"), (items["insulation_monitor"].Result, items["vehicle_contactor"].Value));
        items = Items(Board(b =>
        {
            b.RelayDead = true;
            b.Board.HasOutputs &= ~LineOutputs.SecondGridRelay;
            b.Board.Has &= ~LineInputs.SecondGridRelayClosed;
        }));
        Assert.Equal(("fail", "does not close"), (items["grid_relay"].Result, items["grid_relay"].Value));
        items = Items(Board(b => b.ContactorDead = true));
        Assert.Equal(("fail", "pass"), (items["vehicle_contactor"].Result, items["grid_relay"].Result));
        items = Items(Board(b => b.NoPreCharge = true));
        Assert.Equal("fail", items["dc_link"].Result);
        items = Items(Board(b => b.InsulationLow = true));
        Assert.Equal("fail", items["insulation"].Result);
        items = Items(Board(b => b.NoDiode = true));
        Assert.Equal("fail", items["pilot"].Result);
    }

    [Fact]
    public void R_46_what_the_board_has_not_is_absent_and_never_passes()
    {
        Dictionary<string, PostItem> items = Items(Board(b => b.Board = default));
        foreach (string id in new[]
        {
            "gate_driver", "dc_link", "relay_pair", "proximity", "grid_relay", "vehicle_contactor", "residual_monitor", "insulation_monitor", "pilot", "coupler_lock", "trip_coil", "emergency_loop", "lamps",
        })
            Assert.Equal((id, "absent"), (id, items[id].Result));
    }

    [Fact]
    public void A_simulated_board_has_no_converter()
    {
        ControllerImage image = Board();
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
        Assert.Equal(alone, SelfTest.Contains(list, 1));
        Only(Board(), alone ? "" : "cpu", "warn", list);
    }

    [Fact]
    public void Without_a_controller_there_is_nothing_to_tell()
    {
        using V2gProcess v2g = new();
        v2g.Run("post").Expect(ExitCode.Unreachable);
    }
}
