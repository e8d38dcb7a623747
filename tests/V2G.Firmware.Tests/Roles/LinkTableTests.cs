using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using V2G.Control;
using V2G.Control.Limits;
using V2G.Firmware.Roles;
using V2G.Firmware.Run;

namespace V2G.Firmware.Tests.Roles;

/// <summary>What the controller takes from links, and what it drops.</summary>
public class LinkTableTests
{
    const uint Own = 1000, VehicleUser = 1001, GridUser = 1002;
    const long Second = 1_000_000_000;
    const double ScheduledPu = -0.3;

    static readonly int Length = Unsafe.SizeOf<LinkDatagram>();

    readonly LinkTable _table = new([Role.VehicleLink, Role.GridLink], Users, Own, heartbeatTimeoutSeconds: 30, ScheduledPu);
    TickInputs _input;

    static uint[] Users => [Own, VehicleUser, GridUser, 1003, 1004, 1005, 1006];

    static LinkDatagram Vehicle(long counter, long sentNs) => new()
    {
        Magic = LinkDatagram.MagicValue, LayoutVersion = LinkDatagram.Version, LayoutChecksum = ImageLayouts.LinkDatagramChecksum,
        Role = Role.VehicleLink, ProcessId = 7, Counter = counter, SentNs = sentNs,
        Vehicle = new VehicleReport { Connected = true, Bidirectional = true, MaxChargeWatts = 11_000, MaxDischargeWatts = 9_000, StateOfCharge = 0.6, BatteryCelsius = double.NaN },
    };

    static LinkDatagram Grid(long counter, long sentNs, GridOrders orders) => Vehicle(counter, sentNs) with { Role = Role.GridLink, Grid = orders };

    LinkRefusal Take(in LinkDatagram datagram, uint user, long nowNs) => _table.Take(datagram, Length, user, nowNs, nowNs);

    TickInputs Told(long nowNs)
    {
        _table.Apply(nowNs, ref _input);
        return _input;
    }

    [Fact]
    public void A_vehicles_report_reaches_the_decision_with_the_time_of_its_receipt()
    {
        Assert.Equal(LinkRefusal.None, _table.Take(Vehicle(1, Second), Length, VehicleUser, Second + 5, boardNs: 77));
        VehicleReport report = Told(2 * Second).Vehicle;
        Assert.Equal((77, true, 9_000, 0.6), (report.TimeNs, report.Connected, report.MaxDischargeWatts, report.StateOfCharge));
    }

    [Fact]
    public void A_report_that_is_not_followed_keeps_its_old_stamp()
    {
        Take(Vehicle(1, Second), VehicleUser, Second);
        Assert.Equal(Second, Told(9 * Second).Vehicle.TimeNs);
    }

    [Fact]
    public void R_97_what_is_no_datagram_of_ours_is_dropped()
    {
        LinkDatagram sound = Vehicle(1, Second);
        foreach (int length in new[] { 0, 1, Length - 1, Length + 1, 65536 }) Assert.Equal(LinkRefusal.NotOurs, _table.Take(sound, length, VehicleUser, Second, Second));
        Assert.Equal(LinkRefusal.NotOurs, Take(sound with { Magic = 1 }, VehicleUser, Second));
        foreach (int role in new[] { -1, 0, 7, int.MaxValue, int.MinValue }) Assert.Equal(LinkRefusal.NotOurs, Take(sound with { Role = (Role)role }, VehicleUser, Second));
        Assert.Equal(LinkRefusal.OtherVersion, Take(sound with { LayoutVersion = 99 }, VehicleUser, Second));
        Assert.Equal(LinkRefusal.OtherVersion, Take(sound with { LayoutChecksum = 1 }, VehicleUser, Second));
        Assert.False(Told(Second).Vehicle.Connected);
    }

    [Fact]
    public void A_link_speaks_for_itself_only_by_its_own_user_the_controllers_or_root()
    {
        Assert.Equal(LinkRefusal.OtherUser, Take(Vehicle(1, Second), GridUser, Second));
        Assert.Equal(LinkRefusal.None, Take(Vehicle(1, Second), VehicleUser, Second));
        Assert.Equal(LinkRefusal.None, Take(Vehicle(2, Second), Own, Second));
        Assert.Equal(LinkRefusal.None, Take(Vehicle(3, Second), 0, Second));
        Assert.Equal(1, _table.States[(int)Role.VehicleLink].Refused);
        Assert.Equal(LinkRefusal.OtherUser, _table.States[(int)Role.VehicleLink].LastRefusal);
    }

    [Fact]
    public void A_datagram_that_comes_again_late_or_from_the_future_is_not_taken_and_gaps_are_counted()
    {
        Assert.Equal(LinkRefusal.None, Take(Vehicle(5, Second), VehicleUser, Second));
        Assert.Equal(LinkRefusal.OutOfOrder, Take(Vehicle(5, Second), VehicleUser, Second));
        Assert.Equal(LinkRefusal.OutOfOrder, Take(Vehicle(4, Second), VehicleUser, Second));
        Assert.Equal(LinkRefusal.OutOfOrder, Take(Vehicle(6, Second + 1), VehicleUser, Second));
        Assert.Equal(LinkRefusal.Late, Take(Vehicle(7, Second), VehicleUser, Second + LinkTable.LongestWayNs + 1));
        Assert.Equal(LinkRefusal.None, Take(Vehicle(9, 2 * Second), VehicleUser, 2 * Second));
        Assert.Equal(3, _table.States[(int)Role.VehicleLink].Lost);
        // Another process begins anew.
        Assert.Equal(LinkRefusal.None, Take(Vehicle(1, 2 * Second) with { ProcessId = 8 }, VehicleUser, 2 * Second));
        Assert.Equal(LinkRefusal.OutOfOrder, Take(Vehicle(0, 2 * Second) with { ProcessId = 9 }, VehicleUser, 2 * Second));
        Assert.Equal(LinkRefusal.OutOfOrder, Take(Vehicle(long.MinValue, 2 * Second) with { ProcessId = 9 }, VehicleUser, 2 * Second));
    }

    [Theory]
    [InlineData(-1, 0, 0.5, 20)]
    [InlineData(double.NaN, 0, 0.5, 20)]
    [InlineData(0, double.PositiveInfinity, 0.5, 20)]
    [InlineData(0, 1e9, 0.5, 20)]
    [InlineData(0, 0, 1.01, 20)]
    [InlineData(0, 0, -0.01, 20)]
    [InlineData(0, 0, 0.5, 1000)]
    public void A_report_with_an_impossible_figure_is_dropped_whole(double charge, double discharge, double soc, double celsius)
    {
        VehicleReport report = new() { MaxChargeWatts = charge, MaxDischargeWatts = discharge, StateOfCharge = soc, BatteryCelsius = celsius };
        Assert.Equal(LinkRefusal.OutOfRange, Take(Vehicle(1, Second) with { Vehicle = report }, VehicleUser, Second));
        Assert.Equal(0, Told(Second).Vehicle.TimeNs);
    }

    [Fact]
    public void A_truth_value_that_is_neither_is_refused()
    {
        LinkDatagram datagram = Vehicle(1, Second);
        Unsafe.As<bool, byte>(ref datagram.Vehicle.Connected) = 2;
        Assert.Equal(LinkRefusal.OutOfRange, Take(datagram, VehicleUser, Second));
    }

    [Fact]
    public void R_112_without_a_heartbeat_for_its_timeout_the_uplink_is_dead_and_so_is_its_dispatch()
    {
        Assert.True(Told(29 * Second).UplinkAlive);
        Assert.False(Told(31 * Second).UplinkAlive);
        Take(Grid(1, 40 * Second, new() { Heartbeat = true, HasActivePower = true, ActivePowerPu = 0.5, ValidSeconds = 3600 }), GridUser, 40 * Second);
        Assert.Equal((true, 0.5), (Told(70 * Second).UplinkAlive, Told(70 * Second).ActivePowerSetpointPu));
        Assert.Equal((false, ScheduledPu), (Told(71 * Second).UplinkAlive, Told(71 * Second).ActivePowerSetpointPu));
        // A link that lives and hears no heartbeat itself keeps nothing alive.
        Take(Grid(2, 72 * Second, new()), GridUser, 72 * Second);
        Assert.False(Told(72 * Second).UplinkAlive);
    }

    [Fact]
    public void A_dispatch_ends_with_its_validity_and_one_out_of_range_never_begins()
    {
        Take(Grid(1, Second, new() { Heartbeat = true, HasActivePower = true, ActivePowerPu = 0, ValidSeconds = 5 }), GridUser, Second);
        Assert.Equal(0, Told(5 * Second).ActivePowerSetpointPu);
        Assert.Equal(ScheduledPu, Told(6 * Second).ActivePowerSetpointPu);
        foreach ((double pu, double seconds) in new[] { (1.01, 5.0), (double.NaN, 5), (0.1, 0), (0.1, double.NaN), (0.1, 1e9) })
            Assert.Equal(LinkRefusal.OutOfRange, Take(Grid(2, Second, new() { HasActivePower = true, ActivePowerPu = pu, ValidSeconds = seconds }), GridUser, Second));
    }

    static LinkDatagram Inverter(long counter, long sentNs, InverterState state, ControlBusReport bus = default) =>
        Vehicle(counter, sentNs) with { Role = Role.InverterLink, Inverter = new() { State = state, Bus = bus } };

    [Fact]
    public void R_19_an_inverters_report_comes_with_its_own_stamp_and_is_off_when_its_link_is_silent()
    {
        InverterState read = InverterState.Unknown;
        ControlBusReport bus = default;
        _table.ReadInverter(Second, ref read, ref bus);
        Assert.Equal((0, true), (read.TimeNs, bus.Off));
        InverterState state = InverterState.Unknown with { TimeNs = Second - 7, SequenceEchoed = 5, VarInjectedPu = 0.29, GatesSwitching = true };
        Assert.Equal(LinkRefusal.None, Take(Inverter(1, Second, state, new() { LossShare = 0.02, BadFrames = 3 }), 1003, Second));
        _table.ReadInverter(Second, ref read, ref bus);
        Assert.Equal((Second - 7, 5, 0.29, true), (read.TimeNs, read.SequenceEchoed, read.VarInjectedPu, read.GatesSwitching));
        Assert.Equal((0.02, 3u, false), (bus.LossShare, bus.BadFrames, bus.Off));
        _table.ReadInverter(Second + LinkTable.SilenceNs + 1, ref read, ref bus);
        Assert.Equal((Second - 7, true), (read.TimeNs, bus.Off));
        Assert.Equal(LinkRefusal.OtherUser, Take(Inverter(2, Second, state), VehicleUser, Second));
    }

    [Fact]
    public void R_97_an_inverters_report_with_an_impossible_figure_is_dropped_whole()
    {
        InverterState sound = InverterState.Unknown with { TimeNs = Second };
        InverterState[] impossible =
        [
            sound with { TimeNs = Second + 1 }, sound with { TimeNs = -1 }, sound with { SequenceEchoed = -1 }, sound with { ActivePowerPu = 5 }, sound with { VarInjectedPu = double.NegativeInfinity },
            sound with { VoltagePu = -0.1 }, sound with { FrequencyHz = 5000 }, sound with { DcVolts = 1e5 }, sound with { DcAmperes = -1e5 }, sound with { ModuleCelsius = 400 },
            sound with { AmbientCelsius = -273 }, sound with { InsulationOhms = -1 }, sound with { Phase = (ActuatorPhase)9 },
        ];
        foreach (InverterState state in impossible) Assert.Equal(LinkRefusal.OutOfRange, Take(Inverter(1, Second, state), Own, Second));
        foreach (double share in new[] { -0.1, 1.1, double.NaN }) Assert.Equal(LinkRefusal.OutOfRange, Take(Inverter(1, Second, sound, new() { LossShare = share }), Own, Second));
        LinkDatagram neither = Inverter(1, Second, sound);
        Unsafe.As<bool, byte>(ref neither.Inverter.State.GatesSwitching) = 2;
        Assert.Equal(LinkRefusal.OutOfRange, Take(neither, Own, Second));
        Assert.Equal(LinkRefusal.None, Take(Inverter(1, Second, sound), Own, Second));
    }

    [Fact]
    public void Presence_changes_once_each_way()
    {
        Take(Vehicle(1, Second), VehicleUser, Second);
        Assert.True(_table.Changed(Second, out Role role, out bool present));
        Assert.Equal((Role.VehicleLink, true), (role, present));
        Assert.False(_table.Changed(Second, out _, out _));
        Assert.True(_table.Changed(Second + LinkTable.SilenceNs + 1, out _, out present));
        Assert.False(present);
        Assert.False(_table.Changed(9 * Second, out _, out _));
    }

    [Fact]
    public void R_97_random_bytes_never_throw_allocate_or_become_an_impossible_report()
    {
        Random random = new(11);
        LinkDatagram datagram = default;
        Span<byte> bytes = MemoryMarshal.AsBytes(new Span<LinkDatagram>(ref datagram));
        long taken = 0, before = 0;
        for (int n = 0; n < 200_000; n++)
        {
            // What compiling as it runs needs, it needs at first.
            if (n == 100_000) before = GC.GetAllocatedBytesForCurrentThread();
            LinkDatagram sound = n % 2 == 0 ? Vehicle(n, Second) : Grid(n, Second, new() { Heartbeat = true });
            datagram = sound;
            for (int k = random.Next(4); k >= 0; k--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            if (_table.Take(datagram, Length, VehicleUser, Second, Second) == LinkRefusal.None) taken++;
            _table.Apply(Second, ref _input);
            if (!(_input.Vehicle.MaxChargeWatts is >= 0 and <= LinkTable.MostWatts && Math.Abs(_input.ActivePowerSetpointPu) <= 1)) Assert.Fail($"datagram {n}");
        }
        // One that allocated for each would be at megabytes.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, V2gProcess.CompilersBytes);
        Assert.True(taken > 1000);
    }
}
