using V2G.Control;
using V2G.Control.Measurement;
using V2G.Control.Settings;
using V2G.Firmware.Run;
using V2G.Firmware.Verbs;

namespace V2G.Firmware.Tests.Verbs;

public class WhyTests
{
    static readonly ControlSettings Settings = ControlSettings.Default() with { EnterService = ControlSettings.Default().EnterService with { DelaySeconds = 2, RampSeconds = 10 } };

    static ControllerImage After(SimulatedRun run, double seconds)
    {
        run.RunSeconds(seconds);
        ControllerImage image = new() { Simulated = true, Settings = run.Loop.Settings, HeldVoltagePu = double.NaN };
        run.Describe(ref image);
        return image;
    }

    static SimulatedRun Run(double power, ControlSettings? settings = null, bool cold = false, bool vehicle = true, double source = 1) => new(
        settings ?? Settings, new() { ActivePowerPu = power, Waveform = false, Cold = cold, VehicleConnected = vehicle, SourcePu = source });

    // What happens; seconds; the lines that `v2g why` prints below its heading, times left out.
    public static TheoryData<string, double, string> Scenarios => new()
    {
        { "nothing", 2, "state: in service|inhibits: none, power may flow|limiters: none" },
        { "no vehicle", 2, "state: in service|inhibits: none, power may flow|limiters:|  NO_VEHICLE           active power to 0.000 pu (0.00 kVA): no vehicle session: reactive power only" },
        { "battery low", 3, "state: in service|inhibits: none, power may flow|limiters:|  SOC_FLOOR            discharge to 0.000 pu (0.00 kVA): state of charge at the configured floor" },
        { "battery hot", 3, "state: in service|inhibits: none, power may flow|limiters:|  BATTERY_HOT          discharge to 0.000 pu (0.00 kVA): battery above 45 °C; back below 42 °C" },
        { "charging only", 3, "state: in service|inhibits: none, power may flow|limiters:|  EV_NO_BPT            discharge to 0.000 pu (0.00 kVA): the negotiated service is not bidirectional" },
        { "stale vehicle", 3, "state: in service|inhibits: none, power may flow|limiters:|  EV_STALE             active power to 0.000 pu (0.00 kVA): the vehicle's limits are older than 1 s" },
        { "full power in a sag", 25, "state: supporting: inject|inhibits: none, power may flow|limiters:|  APPARENT_POWER       active power to +0.965 pu (+21.24 kVA): apparent-power circle, reactive power first" },
        { "power on", 1, "state: entering service|inhibits: no power|  ENTER_SERVICE_DELAY  the enter-service delay runs; until the delay has run out|limiters: none" },
        { "ramp", 7, "state: in service|inhibits: none, power may flow|limiters:|  ENTER_SERVICE_RAMP   active power to +0.499 pu (+10.97 kVA): enter-service ramp" },
        { "over-voltage", 0.4, "state: tripped|inhibits: no power|  TRIPPED              a protection element has tripped; until the grid is back inside the enter-service window|"
            + "  GRID_OUTSIDE_WINDOW  voltage or frequency is outside the enter-service window; until both are inside|limiters: none|fault: 0xF4 Over-Voltage Protection Trip" },
        { "deep sag", 0.2, "state: momentary cessation|inhibits: no power|  MOMENTARY_CESSATION  voltage is where the category asks to cease; until the voltage is back|limiters: none" },
        { "after a deep sag", 0.55, "state: supporting: inject|inhibits: none, power may flow|limiters:|"
            + "  RESTORE_RAMP         active power to +0.140 pu (+3.08 kVA): active current rises no faster, as after momentary cessation" },
        { "silent inverter", 0.3, "state: idle|inhibits: no power|"
            + "  CONTROL_BUS          the control bus is silent; until communication is back and the fault is cleared|limiters: none|fault: 0x82 Communication Timeout" },
        { "sag test", 1, "state: in service|inhibits: no power|  SAG_TEST             a sag is simulated without --energised; until the test is over|limiters: none" },
    };

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void R_119_why_lists_every_inhibit_and_limiter_with_value_and_source(string what, double seconds, string expected)
    {
        SimulatedRun run = what switch
        {
            "no vehicle" => Run(0.5, vehicle: false),
            "full power in a sag" => Run(1, source: 0.88),
            "power on" => Run(0.5, cold: true),
            "ramp" => Run(0.9, cold: true),
            "nothing" => Run(0.1),
            _ => Run(0.5),
        };
        switch (what)
        {
            case "battery low": run.Board.Unit.Battery.ReportedSocOffset = -0.45; break;
            case "battery hot": run.Board.Unit.Battery.Celsius = 48; break;
            case "charging only": run.Board.Unit.Battery.Bidirectional = false; break;
            case "stale vehicle": run.Board.Unit.Battery.Stale = true; break;
            case "over-voltage": run.Board.Unit.HeldTerminalPu = 1.25; break;
            case "deep sag": run.Board.Unit.HeldTerminalPu = 0.3; break;
            case "after a deep sag":
                run.Board.Unit.HeldTerminalPu = 0.3;
                After(run, 0.5);
                run.Board.Unit.HeldTerminalPu = 1;
                seconds -= 0.5;
                break;
            case "silent inverter": run.Board.Unit.Inverter.Silent = true; break;
            case "sag test": run.Input.SagTest = SagTest.PowerInhibited; break;
        }
        string text = StatusVerbs.WhyText(StatusVerbs.WhyOf(After(run, seconds)));
        Assert.StartsWith("SIMULATED board\n", text);
        string shown = System.Text.RegularExpressions.Regex.Replace(text, @" for \d+\.\d s|, \d+\.\d s ago", "");
        Assert.Equal(expected.Split('|'), shown.Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..]);
    }

    // At no active power the current is a quarter of a turn from the voltage, after it where vars are injected.
    [Theory]
    [InlineData(0.93, "lags the voltage: injecting vars")]
    [InlineData(1.07, "leads the voltage: absorbing vars")]
    public void R_109_R_110_pure_var_support_shows_90_degrees_and_says_which_way(double pu, string meaning)
    {
        SimulatedRun run = new(Settings with { VoltVar = Settings.VoltVar with { OpenLoopResponseSeconds = 1 } }, new());
        run.Board.Unit.HeldTerminalPu = pu;
        ControllerImage image = After(run, 5);
        MeterReport meter = MeterVerb.Report(image);
        Assert.Contains(meaning, meter.Meaning);
        double kva = Settings.Site.RatedVoltAmperes / 1000;
        foreach (PhaseReport phase in meter.Phases)
        {
            Assert.InRange(Math.Abs(phase.GeneratorAngleDeg!.Value), 88, 92);
            Assert.InRange(Math.Abs(phase.LoadAngleDeg!.Value), 88, 92);
            Assert.True(phase.GeneratorAngleDeg * phase.LoadAngleDeg < 0, "the two conventions differ by half a turn");
            Assert.Equal(run.Board.Unit.Inverter.VarCurrentPu * pu * kva / 3, phase.QKvar!.Value, 0.03);
        }
        Assert.InRange(meter.PKw!.Value, -0.1, 0.1);
        Assert.Equal(pu < 1, meter.EquivalentCapacitorKvar > 0);
        Assert.Equal(pu < 1, meter.InjectedKvarh > 0);
        Assert.Equal(pu > 1, meter.AbsorbedKvarh > 0);
    }
}
