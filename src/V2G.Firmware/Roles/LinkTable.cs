using System.Runtime.CompilerServices;
using V2G.Control;
using V2G.Control.Limits;
using V2G.Control.Measurement;
using V2G.Firmware.Run;

namespace V2G.Firmware.Roles;

/// <summary>
/// Takes the links' datagrams, once at the top of a tick, and turns them into what the decision is told. Every datagram is foreign:
/// size, mark, version, sender, order, age and range are checked, and what fails is counted and dropped whole. Allocates nothing.
/// </summary>
internal sealed class LinkTable
{
    /// <summary>A link that says nothing for so long is gone, ns.</summary>
    public const long SilenceNs = 2_000_000_000;

    /// <summary>A datagram that lay for longer is not taken, ns.</summary>
    public const long LongestWayNs = 500_000_000;

    /// <summary>Longest validity of a dispatch, s.</summary>
    public const double MostValidSeconds = 24 * 3600;

    /// <summary>Largest power that a vehicle may claim, W.</summary>
    public const double MostWatts = 10_000_000;

    /// <summary>More than any cabinet has.</summary>
    public const int MostFans = 16;

    // Without any fan that turns: what a cabinet gives off by itself.
    const double LeastCooling = 0.1;

    /// <summary>Beyond these a figure of an inverter is none: pu of its rating and of nominal voltage; V and A of its DC side.</summary>
    public const double MostPowerPu = 4, MostVolts = 10_000, MostHz = 1000, LeastCelsius = -100, MostCelsius = 300;

    readonly uint[] _users;
    readonly uint _own;
    readonly long _heartbeatTimeoutNs;
    readonly double _scheduledPowerPu;
    readonly bool _vehicle, _uplink;
    readonly long[] _counters = new long[Roles.Count];
    LinkStates _states;
    VehicleReport _report;
    InverterLinkReport _inverter, _vehicleInverter;
    MeterLinkReport _meter;
    long _heartbeatNs;
    double _dispatchedPu;
    long _dispatchEndsNs;

    /// <param name="expected">The links that the board is meant to have.</param>
    /// <param name="users">User id of each role; <paramref name="ownUser"/> and root may always speak.</param>
    /// <param name="scheduledPowerPu">Active power without a dispatch, pu.</param>
    /// <param name="startedNs">The controller's own clock at power-on, ns.</param>
    public LinkTable(ReadOnlySpan<Role> expected, uint[] users, uint ownUser, double heartbeatTimeoutSeconds, double scheduledPowerPu, long startedNs = 0)
    {
        _heartbeatNs = startedNs;
        _users = users;
        _own = ownUser;
        _heartbeatTimeoutNs = (long)(heartbeatTimeoutSeconds * 1e9);
        _scheduledPowerPu = scheduledPowerPu;
        foreach (Role role in expected) _states[(int)role].Expected = true;
        _vehicle = expected.Contains(Role.VehicleLink);
        _uplink = expected.Contains(Role.GridLink);
    }

    public ref readonly LinkStates States => ref _states;

    /// <summary>What the fan controller last said.</summary>
    public FanReport Fans { get; private set; }

    /// <summary>Checks one datagram and keeps what it says.</summary>
    /// <param name="length">Its whole length; more or less than a datagram's is none of ours.</param>
    /// <param name="user">User id of the sender.</param>
    /// <param name="nowNs">CLOCK_MONOTONIC, ns.</param>
    /// <param name="boardNs">The controller's own clock: the stamp of what is taken, ns.</param>
    public LinkRefusal Take(in LinkDatagram datagram, int length, uint user, long nowNs, long boardNs)
    {
        if (length != Unsafe.SizeOf<LinkDatagram>() || datagram.Magic != LinkDatagram.MagicValue || datagram.Role is <= Role.Controller or > Role.Aggregator)
            return LinkRefusal.NotOurs;
        int link = (int)datagram.Role;
        LinkRefusal refusal = Check(datagram, user, nowNs);
        ref LinkState state = ref _states[link];
        if (refusal != LinkRefusal.None)
        {
            state.Refused++;
            state.LastRefusal = refusal;
            return refusal;
        }
        if (datagram.ProcessId == state.ProcessId) state.Lost += datagram.Counter - _counters[link] - 1;
        _counters[link] = datagram.Counter;
        state.ProcessId = datagram.ProcessId;
        state.HeardNs = nowNs;
        state.Taken++;
        if (datagram.Role == Role.VehicleLink)
        {
            _report = datagram.Vehicle with { TimeNs = boardNs };
            _vehicleInverter = datagram.Inverter;
        }
        if (datagram.Role == Role.FanController) Fans = datagram.Fan;
        if (datagram.Role == Role.InverterLink)
        {
            _inverter = datagram.Inverter;
            _meter = datagram.Meter;
        }
        if (datagram.Role == Role.GridLink) Grid(datagram.Grid, boardNs);
        return refusal;
    }

    LinkRefusal Check(in LinkDatagram datagram, uint user, long nowNs)
    {
        int link = (int)datagram.Role;
        if (datagram.LayoutVersion != LinkDatagram.Version || datagram.LayoutChecksum != ImageLayouts.LinkDatagramChecksum) return LinkRefusal.OtherVersion;
        if (user != 0 && user != _own && user != _users[link]) return LinkRefusal.OtherUser;
        // A process that replaced another counts from 1 again; a datagram of the one before it comes too late.
        bool newer = datagram.ProcessId == _states[link].ProcessId ? datagram.Counter > _counters[link] : datagram.Counter >= 1;
        if (!newer || datagram.SentNs > nowNs) return LinkRefusal.OutOfOrder;
        if (nowNs - datagram.SentNs > LongestWayNs) return LinkRefusal.Late;
        bool sound = datagram.Role switch
        {
            Role.VehicleLink => Sound(datagram.Vehicle) && Sound(datagram.Inverter, datagram.SentNs),
            Role.GridLink => Sound(datagram.Grid),
            Role.FanController => Sound(datagram.Fan),
            Role.InverterLink => Sound(datagram.Inverter, datagram.SentNs) && Sound(datagram.Meter, datagram.SentNs),
            _ => true,
        };
        return sound ? LinkRefusal.None : LinkRefusal.OutOfRange;
    }

    static bool Sound(in VehicleReport report) => IsBool(report.Connected) && IsBool(report.Communicates) && IsBool(report.Bidirectional) && IsBool(report.TemperatureSent)
        && InRange(report.MaxChargeWatts, 0, MostWatts) && InRange(report.MaxDischargeWatts, 0, MostWatts)
        && (double.IsNaN(report.StateOfCharge) || InRange(report.StateOfCharge, 0, 1))
        && (double.IsNaN(report.BatteryCelsius) || InRange(report.BatteryCelsius, -100, 300));

    static bool Sound(in GridOrders orders) => IsBool(orders.Heartbeat) && IsBool(orders.HasActivePower) && (!orders.HasActivePower
        || (InRange(orders.ActivePowerPu, -1, 1) && orders.ValidSeconds > 0 && orders.ValidSeconds <= MostValidSeconds));

    static bool Sound(in FanReport fans) => InRange(fans.Duty, 0, 1) && (double.IsNaN(fans.Rpm) || InRange(fans.Rpm, 0, 1_000_000))
        && fans.Count is >= 0 and <= MostFans && fans.Failed >= 0 && fans.Failed <= fans.Count;

    static bool Sound(in InverterLinkReport report, long sentNs)
    {
        ref readonly InverterState state = ref report.State;
        return state.TimeNs >= 0 && state.TimeNs <= sentNs && state.SequenceEchoed >= 0 && IsBool(state.GatesSwitching) && IsBool(state.MeasuresInsulation) && IsBool(report.Bus.Off) && IsBool(report.Bus.CanBusOff)
            && state.Phase <= ActuatorPhase.WeldingCheck && InRange(report.Bus.LossShare, 0, 1)
            && Known(state.ActivePowerPu, -MostPowerPu, MostPowerPu) && Known(state.VarInjectedPu, -MostPowerPu, MostPowerPu) && Known(state.VoltagePu, 0, MostPowerPu) && Known(state.OwnSideVoltagePu, 0, MostPowerPu)
            && Known(state.FrequencyHz, 0, MostHz) && Known(state.DcLinkVolts, -MostVolts, MostVolts) && Known(state.DcVolts, -MostVolts, MostVolts)
            && Known(state.DcAmperes, -MostVolts, MostVolts) && Known(state.InsulationOhms, 0, double.MaxValue)
            && Known(state.ModuleCelsius, LeastCelsius, MostCelsius) && Known(state.AmbientCelsius, LeastCelsius, MostCelsius);
    }

    static bool Sound(in MeterLinkReport report, long sentNs)
    {
        ref readonly MeterReading reading = ref report.Reading;
        bool sound = reading.TimeNs >= 0 && reading.TimeNs <= sentNs && IsBool(report.Bus.Off) && IsBool(report.Bus.CanBusOff) && InRange(report.Bus.LossShare, 0, 1)
            && Known(reading.ActivePowerWatts, -MostWatts, MostWatts) && Known(reading.VarInjected, -MostWatts, MostWatts) && Known(reading.FrequencyHz, 0, MostHz);
        for (int phase = 0; phase < 3; phase++)
            sound &= Known(reading.Volts[phase], 0, MostVolts) && Known(reading.LineVolts[phase], 0, MostVolts) && Known(reading.Amperes[phase], 0, MostVolts);
        return sound;
    }

    static bool Known(double value, double least, double most) => double.IsNaN(value) || InRange(value, least, most);

    // Foreign bytes may make a truth value that is neither.
    static bool IsBool(in bool value) => Unsafe.As<bool, byte>(ref Unsafe.AsRef(in value)) <= 1;

    static bool InRange(double value, double least, double most) => value >= least && value <= most;

    void Grid(in GridOrders orders, long boardNs)
    {
        if (orders.Heartbeat) _heartbeatNs = boardNs;
        if (!orders.HasActivePower) return;
        _dispatchedPu = orders.ActivePowerPu;
        _dispatchEndsNs = boardNs + (long)(orders.ValidSeconds * 1e9);
    }

    /// <summary>What the next tick is told. A stale report keeps its old stamp: its age is judged by the decision.</summary>
    public void Apply(long boardNs, ref TickInputs input)
    {
        if (_vehicle) input.Vehicle = _report;
        // Each fan cools its share; a fan controller that is silent leaves them at full speed, by the hardware's default.
        input.CoolingShare = Fans.Count == 0 ? 1 : Fans.Failed == Fans.Count ? LeastCooling : 1 - (double)Fans.Failed / Fans.Count;
        input.UplinkConfigured = _uplink;
        // From power-on the uplink has its whole timeout to speak up.
        input.UplinkAlive = _uplink && boardNs - _heartbeatNs <= _heartbeatTimeoutNs;
        input.ActivePowerSetpointPu = boardNs < _dispatchEndsNs && input.UplinkAlive ? _dispatchedPu : _scheduledPowerPu;
    }

    /// <summary>The inverter's last report, however old; of a link that says nothing the connection counts as off.</summary>
    public void ReadInverter(long nowNs, ref InverterState state, ref ControlBusReport bus) => Read(Role.InverterLink, _inverter, nowNs, ref state, ref bus);

    /// <summary>The same of the inverter in the vehicle.</summary>
    public void ReadVehicleInverter(long nowNs, ref InverterState state, ref ControlBusReport bus) => Read(Role.VehicleLink, _vehicleInverter, nowNs, ref state, ref bus);

    void Read(Role role, in InverterLinkReport report, long nowNs, ref InverterState state, ref ControlBusReport bus)
    {
        ref readonly LinkState link = ref _states[(int)role];
        if (link.HeardNs > 0)
        {
            state = report.State;
            bus = report.Bus;
        }
        if (link.HeardNs == 0 || nowNs - link.HeardNs > SilenceNs) bus.Off = true;
    }

    /// <summary>The meter's last reading behind the same link, however old.</summary>
    public void ReadMeter(long nowNs, ref MeterReading reading, ref ControlBusReport bus)
    {
        ref readonly LinkState link = ref _states[(int)Role.InverterLink];
        if (link.HeardNs > 0)
        {
            reading = _meter.Reading;
            bus = _meter.Bus;
        }
        if (link.HeardNs == 0 || nowNs - link.HeardNs > SilenceNs) bus.Off = true;
    }

    /// <summary>The next link whose presence has changed; false when none has.</summary>
    public bool Changed(long nowNs, out Role role, out bool present)
    {
        for (int link = 1; link < Roles.Count; link++)
        {
            ref LinkState state = ref _states[link];
            present = state.HeardNs > 0 && nowNs - state.HeardNs <= SilenceNs;
            if (present == state.Present) continue;
            state.Present = present;
            role = (Role)link;
            return true;
        }
        role = default;
        present = false;
        return false;
    }
}
