using CsCheck;
using V2G.Grid.Der;
using V2G.Grid.Modbus;
using V2G.Grid.SunSpec;

namespace V2G.Grid.Tests.SunSpec;

/// <summary>The server as a stranger sees it; offsets are the published models'.</summary>
public class SunSpecServerTests
{
    const long Second = 1_000_000_000;

    readonly RecordingDer _der = new();
    readonly SunSpecServer _server;
    readonly NaiveScanner _scanner;
    long _now = 5 * Second;

    public SunSpecServerTests()
    {
        _server = new(_der);
        _server.Advance(_now);
        ModbusServer modbus = new(_server, 1);
        _scanner = new NaiveScanner(request =>
        {
            ReadOnlySpan<byte> bytes = request;
            byte[] answer = new byte[ModbusLimits.MostFrameBytes];
            Assert.True(modbus.Take(ref bytes, answer, _now, out int length));
            return answer[..length];
        }).Scan();
    }

    void Pass(double seconds)
    {
        for (long end = _now + (long)(seconds * Second); _now < end;)
        {
            _now += Second / 100;
            _server.Advance(_now);
        }
    }

    [Fact]
    public void R_19_R_106_a_strangers_scan_finds_every_model_in_its_length_and_nothing_wrong()
    {
        Assert.Empty(_scanner.Findings);
        Assert.Equal([1, 701, 702, 703, 704, 705, 706, 707, 708, 709, 710, 711, 712, 713, 714, 715], _scanner.Models.Keys);
        ushort[] name = _scanner.Read(_scanner.Models[1] + 2, 16);
        Assert.Equal("V2G Firmware", string.Concat(name.SelectMany(r => new[] { (char)(r >> 8), (char)(r & 0xFF) })).TrimEnd('\0'));
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(7_400)]
    [InlineData(150_000)]
    [InlineData(1_000_000)]
    public void R_106_a_unit_of_any_rating_is_shown_without_being_cut_off(double voltAmperes)
    {
        RecordingDer der = new()
        {
            Nameplate = new() { Model = "m", SerialNumber = "s", VoltAmperes = voltAmperes, ChargeVoltAmperes = voltAmperes, DischargeWatts = voltAmperes, ChargeWatts = voltAmperes, VarInjected = 0.44 * voltAmperes, VarAbsorbed = 0.44 * voltAmperes },
            Measured = DerMeasurement.Unknown with { Watts = -1.3 * voltAmperes, VarInjected = 0.44 * voltAmperes, Volts = 480, Amperes = 2 },
        };
        SunSpecServer server = new(der);
        server.Read(40_000, new ushort[2]);
        Assert.Equal(voltAmperes, server.Map[702]["VAMaxRtg"], voltAmperes * 0.001);
        Assert.Equal(-1.3 * voltAmperes, server.Map[701]["W"], voltAmperes * 0.001);
        Assert.Equal(0.44 * voltAmperes, server.Map[701]["Var"], voltAmperes * 0.001);
    }

    [Fact]
    public void R_106_what_is_measured_is_shown_with_its_sign_and_what_is_not_known_is_not_implemented()
    {
        Assert.Equal((0x8000, 0x8000, 0xFFFF, -1), (_scanner.At(701, 10), _scanner.At(701, 12), _scanner.At(701, 15), _scanner.Wide(701, 17)));
        _der.Measured = DerMeasurement.Unknown with
        {
            Status = DerStatus.Running, Connected = true, Watts = -6_600, VarInjected = 1234, Volts = 451.2, FrequencyHz = 59.976, Amperes = 8.6, DcVolts = 400, DcAmperes = -16.1,
            StateOfCharge = 0.613, StorageWattHours = 77_000, WattHoursInjected = 5_000_000_000, SwitchCelsius = 61.5, Alarms = DerAlarms.OverTemperature,
            L1 = new(-2200, 411, 260.5, 8.6),
        };
        Assert.Equal((1, 3, 1), (_scanner.At(701, 3), _scanner.At(701, 4), _scanner.At(701, 5)));
        Assert.Equal(1 << 7, _scanner.Wide(701, 6));
        // Scale factors: W and var 0, V −1 and −2, Hz −3.
        Assert.Equal((0, 0), (_scanner.Signed(701, 116), _scanner.Signed(701, 119)));
        Assert.Equal((-6600, 1234), (_scanner.Signed(701, 10), _scanner.Signed(701, 12)));
        Assert.Equal(451.2, _scanner.At(701, 15) * Math.Pow(10, _scanner.Signed(701, 114)), 1);
        Assert.Equal(59_976, _scanner.Wide(701, 17));
        Assert.Equal(5_000_000_000, ((long)_scanner.Wide(701, 19) << 32) + (uint)_scanner.Wide(701, 21));
        Assert.Equal((615, -2200), (_scanner.Signed(701, 39), _scanner.Signed(701, 41)));
        Assert.Equal((613, 7700), (_scanner.At(713, 4), _scanner.At(713, 2)));
        Assert.Equal((4000, -161, -6440), (_scanner.At(714, 31), _scanner.Signed(714, 30), _scanner.Signed(714, 32) * (int)Math.Pow(10, _scanner.Signed(714, 17) + 0)));
    }

    [Fact]
    public void R_36_reactive_power_is_ordered_in_vars_with_plus_for_injected_and_in_percent_of_what_there_is()
    {
        // 704: VarSetEna, VarSetMod 4 (vars), priority reactive, VarSet +0.2933 pu of 22 kVA in 0.1 var.
        Assert.Equal(0, _scanner.Set(704, 35, 1, 4, 1, 0, 64_526));
        Assert.Equal(0.2933, _der.Controls.VarInjected / 22_000, 5);
        Assert.Equal(0, _scanner.SetWide(704, 38, -10_000));
        Assert.Equal(-1000, _der.Controls.VarInjected);
        // Percent of the vars that can be injected or absorbed: −50 %.
        Assert.Equal(0, _scanner.Set(704, 36, 1));
        Assert.Equal(0, _scanner.Set(704, 42, -5000 & 0xFFFF));
        Assert.Equal(-4840, _der.Controls.VarInjected);
        // More than there is is as much as there is.
        Assert.Equal(0, _scanner.Set(704, 36, 4));
        Assert.Equal(0, _scanner.SetWide(704, 38, 2_000_000));
        Assert.Equal(9680, _der.Controls.VarInjected);
        Assert.Equal(0, _scanner.Set(704, 35, 0));
        Assert.True(double.IsNaN(_der.Controls.VarInjected));
    }

    [Fact]
    public void R_106_active_power_is_ordered_with_plus_for_discharge_limited_and_reverts_when_nobody_repeats_it()
    {
        // WSetEna, WSetMod 1 (watts), WSet −5 kW; WSetRvrt 0, percents, WSetEnaRvrt 1, WSetRvrtTms 2 s.
        Assert.Equal(0, _scanner.Set(704, 22, 1, 1, 0xFFFF, 0x3CB0, 0, 0, 0, 0, 1, 0, 2));
        Assert.Equal(-5000, _der.Controls.Watts);
        Assert.Equal(2, _scanner.Wide(704, 33));
        Pass(1.5);
        Assert.Equal((1, -5000), (_scanner.Wide(704, 33), _der.Controls.Watts));
        // Told again: it begins anew.
        Assert.Equal(0, _scanner.SetWide(704, 24, -40_000));
        Pass(1.5);
        Assert.Equal(-4000, _der.Controls.Watts);
        Pass(0.6);
        Assert.Equal((0, 0, 0), (_scanner.Wide(704, 33), _scanner.Wide(704, 24), _der.Controls.Watts));
        // A limit, that reverts to none.
        Assert.Equal(0, _scanner.Set(704, 14, 1, 2500, 10_000, 0, 0, 1));
        Assert.Equal(5500, _der.Controls.MostWatts);
        Pass(1.1);
        Assert.True(double.IsNaN(_der.Controls.MostWatts));
    }

    [Fact]
    public void R_106_a_fixed_var_reverts_to_the_curve_that_was_left()
    {
        Assert.Equal(0, _scanner.Set(705, 2, 1));
        Assert.Equal(0, _scanner.Set(704, 35, 1, 4, 1, 0, 10_000, 0, 0, 0, 0, 0, 0, 1));
        Assert.Equal((1000, DerFunctions.VoltVar), (_der.Controls.VarInjected, _der.Controls.Functions & DerFunctions.VoltVar));
        Pass(1.1);
        Assert.True(double.IsNaN(_der.Controls.VarInjected));
        Assert.Equal(DerFunctions.VoltVar, _der.Controls.Functions & DerFunctions.VoltVar);
    }

    [Fact]
    public void R_106_a_curve_is_written_beside_the_active_one_and_adopted_as_a_whole()
    {
        const int Curve = 10 + 2 * 4, First = 15, Second_ = First + Curve;
        Assert.Equal((1, 0, 4, 3), (_scanner.At(705, First + 9), _scanner.At(705, Second_ + 9), _scanner.At(705, 5), _scanner.At(705, 6)));
        // The active one is the default's: 92 % / +44 %.
        Assert.Equal((9200, 4400), (_scanner.At(705, First + 10), _scanner.At(705, First + 11)));
        Assert.Equal(2, _scanner.Set(705, First + 10, 9000));
        Assert.Equal(0, _scanner.Set(705, Second_, 4, 3));
        Assert.Equal(0, _scanner.Set(705, Second_ + 10, 9000, 3000, 9700, 0, 10_300, 0, 11_000, -3000 & 0xFFFF));
        Assert.Null(_der.Curve);
        Assert.Equal(0, _scanner.Set(705, 3, 2));
        Assert.Equal(1, _scanner.At(705, 4));
        Assert.Equal([new(90, 30), new(97, 0), new(103, 0), new(110, -30)], _der.Curve!.Points);
        Assert.Equal((DerFunction.VoltVar, 3, 5, 100), (_der.Curve.Function, _der.Curve.Reference, _der.Curve.ResponseSeconds, _der.Curve.VRefPercent));
        Assert.Equal((9000, 3000, 1), (_scanner.At(705, First + 10), _scanner.At(705, First + 11), _scanner.At(705, First + 9)));
        // One whose voltages fall, and one that the unit refuses, are not.
        Assert.Equal(0, _scanner.Set(705, Second_ + 12, 8000));
        Assert.Equal(0, _scanner.Set(705, 3, 2));
        Assert.Equal((2, 9000), (_scanner.At(705, 4), _scanner.At(705, First + 10)));
        Assert.Equal(3, _scanner.Set(705, 3, 4));
        Assert.Equal(3, _scanner.Set(705, 3, 0));
    }

    [Fact]
    public void R_106_trips_and_droop_are_adopted_too()
    {
        int trip = 9 + (4 + 3 * 5 * 3);
        Assert.Equal(0, _scanner.Set(707, trip + 1, 1, 8000, 0, 5000));
        Assert.Equal(0, _scanner.Set(707, 3, 2));
        Assert.Equal((DerFunction.LowVoltageTrip, new DerPoint(80, 5)), (_der.Curve!.Function, Assert.Single(_der.Curve.Points)));
        Assert.Equal(new DerPoint(50, 0.083), Assert.Single(_der.Curve.MomentaryCessation));
        Assert.Equal(0, _scanner.Set(711, 14 + 10 + 4, 40, 30));
        Assert.Equal(0, _scanner.Set(711, 3, 2));
        Assert.Equal(new DerDroop(0.036, 0.036, 0.04, 0.03, 5), _der.Droop);
    }

    [Fact]
    public void R_106_limits_stay_within_the_nameplate_and_bound_the_orders()
    {
        Assert.Equal(3, _scanner.Set(702, 26, 22_001 / (int)Math.Pow(10, _scanner.Signed(702, 45)) + 1));
        Assert.Equal(0, _scanner.Set(702, 26, 11_000));
        Assert.Equal(11_000, _der.Limits.DischargeWatts);
        Assert.Equal(0, _scanner.Set(704, 22, 1, 1, 3, 0));
        Assert.Equal(11_000, _der.Controls.Watts);
    }

    [Fact]
    public void R_106_start_stop_heartbeat_alarm_reset_and_enter_service()
    {
        Assert.Equal((DerOperation.Stop, true), (_server.InForce.Operation, _server.InForce.PermitService));
        Assert.Equal(0, _scanner.Set(715, 5, 0, 77, 1, 1));
        Assert.Equal((DerOperation.Run, 77u, 1, 0), (_der.Controls.Operation, _der.Controls.Heartbeat, _der.AlarmResets, _scanner.At(715, 7)));
        int beat = _scanner.Wide(715, 3);
        Pass(3);
        Assert.Equal(beat + 3, _scanner.Wide(715, 3));
        Assert.Equal(0, _scanner.Set(703, 2, 0, 10_600));
        Assert.Equal((false, 106), (_der.Controls.PermitService, _der.Criteria.MostVoltsPercent));
        Assert.Equal(3, _scanner.Set(703, 3, 9000));
        Assert.Equal(10_600, _scanner.At(703, 3));
    }

    [Theory]
    // Read-only, half of a figure, beyond an enumeration, beyond 100 %, a power factor above 1, islanding detection off, past the end, before the beginning.
    [InlineData(701, 10, 1, 2)]
    [InlineData(704, 33, 1, 2)]
    [InlineData(704, 24, 1, 3)]
    [InlineData(704, 25, 1, 3)]
    [InlineData(704, 35, 2, 3)]
    [InlineData(704, 42, 10_001, 3)]
    [InlineData(704, 59, 1001, 3)]
    [InlineData(704, 52, 0, 3)]
    [InlineData(704, 22, 0xFFFF, 3)]
    [InlineData(715, 8, 4, 3)]
    [InlineData(715, 9, 1, 2)]
    [InlineData(702, 42, 5, 2)]
    public void R_19_a_write_that_makes_no_sense_is_an_exception_and_changes_nothing(int model, int offset, int value, int code)
    {
        DerControls before = _server.InForce;
        int length = 2 + _scanner.At(model, 1);
        ushort[] registers = _scanner.Read(_scanner.Models[model], length);
        Assert.Equal(code, _scanner.Set(model, offset, value));
        Assert.Equal(registers, _scanner.Read(_scanner.Models[model], length));
        Assert.Equal(before, _server.InForce);
    }

    [Fact]
    public void R_19_orders_that_the_unit_refuses_are_exception_4_and_are_not_shown_as_if_they_held()
    {
        _der.Refuses = true;
        Assert.Equal(4, _scanner.Set(704, 22, 1));
        Assert.Equal(0, _scanner.At(704, 22));
        Assert.Equal(4, _scanner.Set(702, 26, 11_000));
        Assert.Equal(4, _scanner.Set(703, 2, 0));
    }

    [Fact]
    public void R_19_any_writes_anywhere_never_throw_and_leave_a_map_that_scans()
    {
        Gen.Select(Gen.Int[39_990, 40_000 + _server.Map.Registers + 5], Gen.UShort.Array[1, 12]).Array[1, 60].Sample(writes =>
        {
            SunSpecServer server = new(new RecordingDer());
            long now = 0;
            foreach ((int address, ushort[] values) in writes)
            {
                server.Write(address, values);
                server.Advance(now += Second / 3);
                DerControls controls = server.InForce;
                if (Math.Abs(controls.Watts) > 22_000 || Math.Abs(controls.VarInjected) > 9_680) return false;
            }
            ModbusServer modbus = new(server, 1);
            NaiveScanner scanner = new NaiveScanner(request =>
            {
                ReadOnlySpan<byte> bytes = request;
                byte[] answer = new byte[ModbusLimits.MostFrameBytes];
                modbus.Take(ref bytes, answer, 0, out int length);
                return answer[..length];
            }).Scan();
            return scanner.Findings.Count == 0 && scanner.Models.Count == 16;
        }, iter: 300);
    }
}
