using V2G.Grid.Der;
using V2G.Grid.Modbus;
using V2G.Grid.SunSpec;

namespace V2G.Grid.Tests.SunSpec;

public class InverterClientTests
{
    readonly InverterClientBench _bench = new();

    [Fact]
    public void R_19_an_inverter_is_found_given_its_curve_once_and_commanded_in_every_cycle()
    {
        _bench.Run(1);
        Assert.Equal((InverterPhase.Running, null, null), (_bench.Client.Phase, _bench.Client.Finding, _bench.Client.CurveFinding));
        Assert.Equal("V2G Firmware test, 1.2, 0001", _bench.Client.Identity);
        Assert.Equal((DerOperation.Run, true, -5000, 1234), (_bench.Der.Controls.Operation, _bench.Der.Controls.PermitService, _bench.Der.Controls.Watts, _bench.Der.Controls.VarInjected));
        Assert.Equal([new(90, 30), new(97, 0), new(103, 0), new(110, -30)], _bench.Der.Curve!.Points);
        Assert.Equal(DerFunctions.VoltVar, _bench.Der.Controls.Functions & DerFunctions.VoltVar);
        Assert.InRange(_bench.AgeMs, 0, 25);
        Assert.InRange(_bench.Sequence - _bench.Client.Reading.Sequence, 0, 25);
        Assert.InRange(_bench.Client.Cycles, 35, 50);
        Assert.Equal((0, 0u), (_bench.Client.LossShare(_bench.NowNs), _bench.Client.Modbus.BadFrames));
        // After a new connection the curve is there and is not written again.
        int adoptions = Adoptions();
        _bench.Reachable = false;
        _bench.Run(0.2);
        _bench.Reachable = true;
        _bench.Run(1);
        Assert.Equal((1, 1, InverterPhase.Running), (adoptions, Adoptions(), _bench.Client.Phase));
    }

    int Adoptions() => _bench.Requests.Count(r => r[7] == 16 && (r[8] << 8 | r[9]) == _bench.Server.Map.AddressOf(705) + 3);

    [Fact]
    public void R_36_0_94_pu_is_plus_0_2933_pu_of_vars_in_the_registers()
    {
        _bench.Wish = new(0, true, 0, 0.2933 * 22_000);
        _bench.Run(1);
        // VarSetEna, VarSetMod 4 (vars), VarSetPri, VarSet with its scale factor 10⁻¹: +64 526.
        byte[] written = _bench.Requests.Last(r => r[7] == 16 && (r[8] << 8 | r[9]) == _bench.Server.Map.AddressOf(704) + 35);
        Assert.Equal([0, 1, 0, 4, 0, 1, 0, 0, 0xFC, 0x0E], written[13..23]);
        Assert.Equal(0.2933, _bench.Der.Controls.VarInjected / 22_000, 5);
        Assert.Equal("+64526", (written[20] << 16 | written[21] << 8 | written[22]).ToString("+0;-0"));
    }

    [Fact]
    public void R_19_what_the_inverter_measures_comes_back_with_sign_and_unit()
    {
        _bench.Der.Measured = _bench.Der.Measured with
        {
            Watts = -4990, VarInjected = 1230, Volts = 451.2, FrequencyHz = 59.95, SwitchCelsius = 61.5, CabinetCelsius = 31, DcVolts = 402.5, DcAmperes = -12.3, StateOfCharge = 0.61,
            Alarms = DerAlarms.GroundFault, Status = DerStatus.Throttled,
        };
        _bench.Run(2);
        DerMeasurement m = _bench.Client.Reading.Measured;
        Assert.Equal((-4990, 1230, 59.95, 61.5, 31), (m.Watts, m.VarInjected, m.FrequencyHz, m.SwitchCelsius, m.CabinetCelsius));
        Assert.Equal(451.2, m.Volts, 1);
        Assert.Equal((402.5, -12.3, 0.61), (m.DcVolts, m.DcAmperes, m.StateOfCharge));
        Assert.Equal((DerAlarms.GroundFault, DerStatus.Throttled, true), (m.Alarms, m.Status, m.Connected));
    }

    [Fact]
    public void R_18_a_stop_does_not_wait_for_the_next_cycle_and_comes_before_the_set_points()
    {
        _bench.Run(1);
        for (int n = 0; n < 20; n++)
        {
            _bench.Wish = _bench.Wish with { Run = true };
            _bench.Run(0.1 + 0.001 * n);
            Assert.Equal(DerOperation.Run, _bench.Der.Controls.Operation);
            _bench.Wish = _bench.Wish with { Run = false };
            long told = _bench.NowNs, stopped = 0;
            _bench.Run(0.1, () => stopped = stopped == 0 && _bench.Der.Controls.Operation == DerOperation.Stop ? _bench.NowNs : stopped);
            // What is under way is finished first: at most a cycle's requests of a millisecond or two each.
            Assert.InRange((stopped - told) / 1e6, 1, 15);
            Assert.Equal((0, 0, false), (_bench.Der.Controls.Watts, _bench.Der.Controls.VarInjected, _bench.Der.Controls.PermitService));
        }
    }

    [Fact]
    public void R_18_when_we_fall_silent_it_goes_to_no_active_power_and_to_the_curve()
    {
        _bench.Run(1);
        _bench.Reachable = false;
        _bench.Run(2.2);
        DerControls controls = _bench.Der.Controls;
        Assert.Equal((0.0, true, DerFunctions.VoltVar), (controls.Watts, double.IsNaN(controls.VarInjected), controls.Functions & DerFunctions.VoltVar));
        _bench.Reachable = true;
        _bench.Run(1);
        Assert.Equal((-5000, 1234), (_bench.Der.Controls.Watts, _bench.Der.Controls.VarInjected));
    }

    [Fact]
    public void R_19_an_inverter_that_takes_no_reversion_times_is_driven_by_set_points_alone()
    {
        InverterClientBench bench = null!;
        bench = new(registers: new Refusing(() => bench.Server));
        bench.Run(1);
        Assert.Equal((InverterPhase.Running, false), (bench.Client.Phase, bench.Client.Reverts));
        Assert.Equal((-5000, 1234), (bench.Der.Controls.Watts, bench.Der.Controls.VarInjected));
        Assert.InRange(bench.AgeMs, 0, 25);
    }

    // Refuses every write that holds a reversion time of 704.
    sealed class Refusing(Func<SunSpecServer> server) : IModbusRegisters
    {
        public ModbusExceptionCode Read(int address, Span<ushort> registers) => server().Read(address, registers);

        public ModbusExceptionCode Write(int address, ReadOnlySpan<ushort> registers)
        {
            int offset = address - server().Map.AddressOf(704);
            return offset is >= 0 and < 67 && registers.Length > 6 ? ModbusExceptionCode.IllegalDataAddress : server().Write(address, registers);
        }
    }

    public static TheoryData<string> Silences => new("lost", "slow", "unreachable", "wrong transaction", "short", "torn", "exception", "garbage");

    [Theory]
    [MemberData(nameof(Silences))]
    public void R_19_R_121_whatever_an_inverter_does_instead_of_answering_its_reading_grows_old_and_is_new_again_afterwards(string fault)
    {
        _bench.Run(1);
        switch (fault)
        {
            case "lost": _bench.Answer = _ => null; break;
            case "slow": _bench.DelayNs = 300 * InverterClientBench.Ms; break;
            case "unreachable": _bench.Reachable = false; break;
            case "wrong transaction": _bench.Answer = bytes => [(byte)(bytes[0] ^ 0x55), .. bytes[1..]]; break;
            case "short": _bench.Answer = bytes => [.. bytes[..4], 0, 3, .. bytes[6..8], 0]; break;
            case "torn": _bench.Answer = bytes => bytes[..5]; break;
            case "exception": _bench.Answer = bytes => [.. bytes[..4], 0, 3, bytes[6], (byte)(bytes[7] | 0x80), 4]; break;
            case "garbage": _bench.Answer = bytes => [.. bytes.Select(b => (byte)(b * 7 + 1))]; break;
        }
        long start = _bench.NowNs;
        double worst = 0;
        _bench.Run(5, () => worst = Math.Max(worst, _bench.Client.LossShare(_bench.NowNs)));
        // Nothing but what had been on its way.
        Assert.InRange(_bench.Client.Reading.TimeNs, 0, start + 5 * InverterClientBench.Ms);
        Assert.True(_bench.AgeMs > 4900);
        if (fault is not "unreachable") Assert.True(worst > 0.05 || _bench.Client.Modbus.Connections > 1, $"{worst}");
        _bench.Answer = bytes => bytes;
        _bench.DelayNs = InverterClientBench.Ms;
        _bench.Reachable = true;
        _bench.Run(12);
        Assert.Equal(InverterPhase.Running, _bench.Client.Phase);
        Assert.InRange(_bench.AgeMs, 0, 25);
        Assert.Equal(0, _bench.Client.LossShare(_bench.NowNs));
    }

    [Fact]
    public void R_19_whenever_a_silence_ends_the_inverter_is_found_again()
    {
        for (int n = 0; n < 40; n++)
        {
            InverterClientBench bench = new();
            bench.Run(1);
            bench.Answer = _ => null;
            bench.Run(0.9 + 0.047 * n);
            bench.Answer = bytes => bytes;
            // What is under way, a back-off, the search.
            bench.Run(2);
            Assert.Equal((n, InverterPhase.Running), (n, bench.Client.Phase));
            Assert.InRange(bench.AgeMs, 0, 25);
        }
    }

    [Fact]
    public void R_40_figures_of_an_inverter_whose_heartbeat_stands_still_are_old()
    {
        _bench.Run(3);
        Assert.InRange(_bench.AgeMs, 0, 25);
        _bench.ServerLives = false;
        _bench.Run(4);
        Assert.InRange(_bench.AgeMs, 500, 2500);
        Assert.Equal("its heartbeat stands still", _bench.Client.Finding);
        _bench.ServerLives = true;
        _bench.Run(0.3);
        Assert.InRange(_bench.AgeMs, 0, 25);
    }

    public static TheoryData<int, int> LossPatterns => new(from percent in new[] { 1, 15, 20, 30, 50 } from seed in Enumerable.Range(1, 5) select (percent, seed));

    [Theory]
    [MemberData(nameof(LossPatterns))]
    public void R_40_R_121_of_a_lossy_connection_either_the_newest_reading_is_used_or_it_is_told_that_it_is_none(int percent, int seed)
    {
        const double SilenceMs = 500;
        _bench.Run(2);
        Random random = new(seed);
        _bench.Answer = bytes => random.Next(100) < percent ? null : bytes;
        long start = _bench.NowNs, told = 0;
        _bench.Run(20, () =>
        {
            if (_bench.Client.LossShare(_bench.NowNs) > 0.1 || _bench.AgeMs > SilenceMs) told = told == 0 ? _bench.NowNs : told;
            // A figure that counts as fresh is one measured within the limit, under orders not much older.
            if (_bench.AgeMs <= SilenceMs && _bench.Client.Phase == InverterPhase.Running)
                Assert.True(_bench.Sequence - _bench.Client.Reading.Sequence <= 3 * SilenceMs, $"echo {_bench.Sequence - _bench.Client.Reading.Sequence} ms old");
        });
        if (percent == 1) Assert.True(told == 0, $"{percent} %: told after {(told - start) * 1e-9} s");
        else Assert.InRange((told - start) * 1e-9, 0, percent >= 20 ? 3 : 15);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void R_19_a_device_that_answers_at_random_is_survived(int seed)
    {
        Random random = new(seed);
        _bench.Answer = bytes => random.Next(6) switch
        {
            0 => null,
            1 => bytes[..random.Next(bytes.Length)],
            2 => Changed(bytes, random),
            3 => [.. bytes, .. bytes],
            _ => bytes,
        };
        _bench.Run(60);
        _bench.Answer = bytes => bytes;
        _bench.Run(20);
        Assert.Equal(InverterPhase.Running, _bench.Client.Phase);
        Assert.InRange(_bench.AgeMs, 0, 25);
    }

    static byte[] Changed(byte[] bytes, Random random)
    {
        byte[] changed = [.. bytes];
        for (int n = random.Next(4); n >= 0; n--) changed[random.Next(changed.Length)] ^= (byte)(1 << random.Next(8));
        return changed;
    }

    [Fact]
    public void R_19_what_is_no_SunSpec_inverter_is_told_and_looked_at_again()
    {
        Modbus.ArrayRegisters registers = new();
        InverterClientBench bench = new(registers: registers);
        bench.Run(2);
        Assert.Equal((InverterPhase.Unusable, "no SunSpec device: \"SunS\" stands at none of 40000, 0, 50000"), (bench.Client.Phase, bench.Client.Finding));
        Assert.Equal(0, bench.Client.Reading.TimeNs);
        int asked = bench.Requests.Count;
        bench.Run(10);
        Assert.InRange(bench.Requests.Count, asked + 12, asked + 18);
    }

    [Theory]
    [InlineData("loop", "more than 64 models")]
    [InlineData("endless", "goes beyond the last address")]
    [InlineData("short", "model 704 is 10 registers long, which is too short")]
    [InlineData("none", "it has no model 704")]
    public void R_19_a_map_that_makes_no_sense_is_told_as_such(string kind, string finding)
    {
        InverterClientBench bench = new(registers: new Map(kind));
        bench.Run(2);
        Assert.Equal(InverterPhase.Unusable, bench.Client.Phase);
        Assert.Contains(finding, bench.Client.Finding);
    }

    // Models of a few registers each, one behind the other.
    sealed class Map(string kind) : IModbusRegisters
    {
        public ModbusExceptionCode Read(int address, Span<ushort> registers)
        {
            int at = address - 40_000;
            if (at < 0) return ModbusExceptionCode.IllegalDataAddress;
            for (int i = 0; i < registers.Length; i++) registers[i] = Value(at + i);
            return ModbusExceptionCode.None;
        }

        ushort Value(int at) => (at, kind) switch
        {
            (0, _) => 0x5375,
            (1, _) => 0x6E53,
            (_, "loop") => (ushort)(at % 2 == 0 ? 1 : 0),
            (_, "endless") => (ushort)(at % 2 == 0 ? 1 : 40_000),
            (2, _) => 701,
            (3, _) => 153,
            (157, "short") => 704,
            (158, "short") => 10,
            (157 or 169, _) => 0xFFFF,
            _ => 0,
        };

        public ModbusExceptionCode Write(int address, ReadOnlySpan<ushort> registers) => ModbusExceptionCode.IllegalDataAddress;
    }
}
