using System.Text;
using V2G.Control;
using V2G.Firmware.Configuration;
using V2G.Firmware.Can;
using V2G.Firmware.Inverters.Can;
using V2G.Linux.Can;

namespace V2G.Firmware.Tests.Inverters;

public sealed class BusMapTests
{
    // A maker's own: Motorola's order, kilowatts, codes, single bits, an extended identifier, no checksum.
    const string MakersDbc = """
        VERSION ""
        BU_: EVSE PCS
        BO_ 2364535550 PCS_CMD: 8 EVSE
         SG_ Mode : 7|8@0+ (1,0) [0|255] "" PCS
         SG_ P_Set : 15|16@0- (0.1,0) [-3000|3000] "kW" PCS
         SG_ Q_Set : 31|16@0- (0.1,0) [-3000|3000] "kvar" PCS
         SG_ Life : 63|8@0+ (1,0) [0|255] "" PCS
        BO_ 2364535551 PCS_ACT: 8 PCS
         SG_ P_Act : 7|16@0- (0.1,0) [-3000|3000] "kW" EVSE
         SG_ Q_Act : 23|16@0- (0.1,0) [-3000|3000] "kvar" EVSE
         SG_ OverCurrent : 39|1@0+ (1,0) [0|1] "" EVSE
         SG_ Hot : 38|1@0+ (1,0) [0|1] "" EVSE
        BA_DEF_ BO_ "GenMsgCycleTime" INT 0 10000;
        BA_DEF_DEF_ "GenMsgCycleTime" 20;
        """;

    const string MakersMap = """
        # a maker's
        command.active_power = PCS_CMD.P_Set * -1000
        command.var_injected = PCS_CMD.Q_Set * 1000
        command.gate_enable = PCS_CMD.Mode codes 2 5
        state.active_power = PCS_ACT.P_Act * -1000
        state.var_injected = PCS_ACT.Q_Act * 1000
        state.fault.over_current = PCS_ACT.OverCurrent
        state.fault.over_temperature = PCS_ACT.Hot
        protect PCS_CMD = counter Life
        """;

    [Fact]
    public void R_20_the_bus_that_the_binary_holds_is_the_file_of_the_repository_and_fits_its_map()
    {
        BusMap bus = BusMap.Default;
        Assert.Equal((2, 4, 256L, 256L), (bus.Commands.Length, bus.Reports.Length, bus.Sequences, bus.Echoes));
        Assert.All(bus.Commands.Concat(bus.Reports), m => Assert.Equal(15, m.Modulus));
        Assert.Equal([10, 10, 10, 10, 10, 100], bus.Commands.Concat(bus.Reports).Select(m => (int)(m.CycleNs / 1_000_000)));
        Assert.Equal(2, bus.Reports[3].Pages.Length);
        // Every figure of the contract is on it.
        Assert.Equal(Enumerable.Range(0, (int)BusField.FirstFault).Select(f => (BusField)f), bus.Commands.Concat(bus.Reports).SelectMany(m => m.Signals).Select(s => s.Field).Order());
    }

    [Fact]
    public void R_20_the_checksum_is_that_of_SAE_J1850()
    {
        // The check value of the catalogue of CRCs, and two of AUTOSAR's specification of its CRC routines.
        Assert.Equal(0x4B, FrameChecksum.Of("123456789"u8));
        Assert.Equal(0x59, FrameChecksum.Of([0, 0, 0, 0]));
        Assert.Equal(0x37, FrameChecksum.Of([0xF2, 0x01, 0x83]));
        // Over the identifier of the data too: a frame under another message's number fails.
        Assert.NotEqual(FrameChecksum.Of(0, 8, 0, 288), FrameChecksum.Of(0, 8, 0, 289));
    }

    [Fact]
    public void R_20_a_makers_own_file_is_spoken_with_its_order_units_signs_and_codes()
    {
        BusMap bus = BusMap.Build("maker.dbc", MakersDbc, "maker.signals", MakersMap, BusKind.Inverter);
        InverterBench bench = new(bus: bus) { Wish = new() { GateEnable = true, ActivePowerPu = 0.5, VarInjectedPu = -0.25 } };
        bench.Run(1);
        CanFrame command = bench.Bus.Wire.Last(w => w.From == "controller").Frame;
        // 11 kW out of the vehicle: -110 in tenths of a kilowatt, the maker counting the other way.
        Assert.Equal((0x0CEFF2FEu, true, 5, -110, -55), (command.Id, command.IsExtended, command[0], (short)(command[1] << 8 | command[2]), (short)(command[3] << 8 | command[4])));
        Assert.InRange(bench.State.ActivePowerPu, 0.49, 0.51);
        Assert.InRange(bench.State.VarInjectedPu, -0.26, -0.24);
        Assert.True(bench.State.GatesSwitching);
        Assert.True(double.IsNaN(bench.State.VoltagePu) && double.IsNaN(bench.State.AmbientCelsius));
        Assert.Equal(InverterFaults.None, bench.State.Faults);
        bench.Wish.GateEnable = false;
        bench.Run(0.5);
        Assert.Equal(2, bench.Bus.Wire.Last(w => w.From == "controller").Frame[0]);
        Assert.False(bench.State.GatesSwitching);
    }

    [Fact]
    public void R_20_single_bits_of_faults_are_put_together()
    {
        BusMap bus = BusMap.Build("maker.dbc", MakersDbc, "maker.signals", MakersMap, BusKind.Inverter);
        ReportReceiver receiver = new(bus, 22_000, 480);
        InverterState state = InverterState.Unknown;
        ControlBusReport report = default;
        for (int i = 1; i <= 3; i++) receiver.Take(new() { TimeNs = i * 20_000_000, Frame = new CanFrame(0x0CEFF2FF, extended: true, 8, 0xC0UL << 32) });
        receiver.Read(61_000_000, ref state, ref report);
        Assert.Equal((60_000_000, InverterFaults.OverCurrent | InverterFaults.OverTemperature), (state.TimeNs, state.Faults));
    }

    [Theory]
    [InlineData("state.activ_power = PCS_ACT.P_Act", 1, "did you mean 'state.active_power'?")]
    [InlineData("command.active_power = PCS_CMD.P_set", 1, "PCS_CMD has no signal 'P_set'; did you mean 'P_Set'?")]
    [InlineData("command.active_power = PCS_CND.P_Set", 1, "no message 'PCS_CND'; did you mean 'PCS_CMD'?")]
    [InlineData("command.active_power = PCS_CMD.P_Set", 0, "'command.var_injected' is mapped to no signal")]
    [InlineData("command.active_power = PCS_CMD", 1, "MESSAGE.SIGNAL")]
    [InlineData("command.active_power = PCS_CMD.P_Set * x", 1, "'x' must be a number")]
    [InlineData("command.active_power = PCS_CMD.P_Set * 0", 1, "factor 0")]
    [InlineData("command.active_power = PCS_CMD.P_Set 1000", 1, "'1000' is out of place")]
    [InlineData("command.active_power = PCS_CMD.P_Set codes 1 2", 1, "codes are for phases and flags")]
    [InlineData("command.phase = PCS_CMD.Mode codes 1 2", 1, "2 codes; allowed: 6")]
    [InlineData("command.active_power = PCS_CMD.P_Set\ncommand.active_power = PCS_CMD.Q_Set", 2, "given twice; first in line 1")]
    [InlineData("protect PCS_CMD = checksum Life crc16", 1, "allowed: counter SIGNAL, checksum SIGNAL crc8-j1850 [data_id N]")]
    [InlineData("cycle PCS_CMD = 0", 1, "'0' must be a number 1 … 10000 ms")]
    [InlineData("hello", 1, "is no line")]
    public void What_does_not_fit_is_told_with_its_place_and_the_nearest_word(string map, int line, string said)
    {
        ConfigurationException e = Assert.Throws<ConfigurationException>(() => BusMap.Build("maker.dbc", MakersDbc, "maker.signals", map, BusKind.Inverter));
        Assert.Contains(e.Errors, x => x.File == "maker.signals" && x.Line == line && x.Message.Contains(said, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("cycle PCS_ACT = 200", "PCS_ACT comes every 200 ms; what is needed must come at least every 50 ms")]
    [InlineData("protect PCS_ACT = counter Hot", "a counter has 2 … 16")]
    [InlineData("protect PCS_ACT = checksum P_Act crc8-j1850", "a checksum is one whole byte")]
    [InlineData("state.dc_volts = PCS_ACT.P_Act", "lies on another one")]
    [InlineData("state.dc_volts = PCS_CMD.Life", "carries both commands and reports")]
    public void What_would_not_work_is_refused(string more, string said)
    {
        ConfigurationException e = Assert.Throws<ConfigurationException>(() => BusMap.Build("maker.dbc", MakersDbc, "maker.signals", MakersMap + "\n" + more, BusKind.Inverter));
        Assert.Contains(e.Errors, x => x.Message.Contains(said, StringComparison.Ordinal));
    }

    [Fact]
    public void A_wrong_DBC_file_is_told_with_its_line()
    {
        ConfigurationException e = Assert.Throws<ConfigurationException>(() => BusMap.Build("maker.dbc", MakersDbc.Replace("15|16@0-", "60|16@0-"), "maker.signals", MakersMap, BusKind.Inverter));
        Assert.Equal(("maker.dbc", 6), (e.Errors[0].File, e.Errors[0].Line));
    }

    [Fact]
    public void No_mutation_of_a_signal_map_does_worse_than_a_refusal()
    {
        Random random = new(5);
        for (int i = 0; i < 5000; i++)
        {
            StringBuilder text = new(MakersMap);
            for (int n = random.Next(1, 6); n > 0; n--) text[random.Next(text.Length)] = " \n=.*#_0xA,"[random.Next(11)];
            try
            {
                BusMap.Build("maker.dbc", MakersDbc, "maker.signals", text.ToString(), BusKind.Inverter);
            }
            catch (ConfigurationException)
            {
            }
        }
    }
}
