using V2G.Control;
using V2G.Firmware.Can;
using V2G.Firmware.Inverters.Can;
using V2G.Linux.Can;
using V2G.Simulation;

namespace V2G.Firmware.Counterparts;

/// <summary>
/// Carries a played inverter's commands and reports over CAN, and does wrong on the way what the schedule says: nothing, less, later,
/// twice, with wrong checksums. Off the bus it neither hears nor speaks; the interface itself stays as it is, since a real bus-off takes a
/// broken wire.
/// </summary>
internal sealed class CanCounterpart
{
    const int MostFrames = 256;

    // What waits to be sent late: ten seconds of a full schedule.
    const int MostLate = 4096;

    readonly ICanPort _port;
    readonly BusMap _bus;
    readonly InverterCounterpart _plant;
    readonly FrameStream[] _commands;
    readonly long[] _dueNs;
    readonly int[] _counters, _pages;
    readonly double[] _heard = new double[BusFields.Count], _told = new double[BusFields.Count];
    readonly ReceivedCanFrame[] _frames = new ReceivedCanFrame[MostFrames];
    readonly Queue<(long DueNs, CanFrame Frame)> _late = new();
    readonly SeededRandom _random;
    CanLink _link = CanLink.Absent;

    public CanCounterpart(ICanPort port, BusMap bus, InverterCounterpart plant)
    {
        _port = port;
        _bus = bus;
        _plant = plant;
        _commands = [.. bus.Commands.Select(m => new FrameStream(m))];
        _dueNs = new long[bus.Reports.Length];
        _counters = new int[bus.Reports.Length];
        _pages = new int[bus.Reports.Length];
        _random = new(plant.Settings.Seed);
    }

    public CanLink Link => _link;

    /// <summary>Frames received whole, received and refused, sent.</summary>
    public long Good { get; private set; }

    public long Bad { get; private set; }

    public long Sent { get; private set; }

    /// <summary>Hears what has come, lets the inverter's time pass, and says what is due.</summary>
    public void Step(long nowNs)
    {
        if (_link is CanLink.Absent or CanLink.Refused) _link = _port.Open();
        int got = _port.Receive(_frames, out CanLink link);
        if (link != CanLink.Up) _link = link;
        else if (_link != CanLink.Up) _link = _port.Look();
        bool off = _plant.Has(CounterpartFault.BusOff);
        for (int i = 0; i < got && !off; i++) Hear(_frames[i]);
        _plant.Advance(nowNs);
        for (int i = 0; i < _bus.Reports.Length; i++)
        {
            BusMessage message = _bus.Reports[i];
            if (nowNs < _dueNs[i]) continue;
            _dueNs[i] = nowNs - _dueNs[i] < message.CycleNs ? _dueNs[i] + message.CycleNs : nowNs + message.CycleNs;
            Say(i, nowNs, off);
        }
        while (_late.TryPeek(out (long DueNs, CanFrame Frame) next) && next.DueNs <= nowNs) Send(_late.Dequeue().Frame);
    }

    void Hear(in ReceivedCanFrame received)
    {
        if (received.Frame.IsError) return;
        for (int i = 0; i < _commands.Length; i++)
        {
            if (!_commands[i].Message.Matches(received.Frame)) continue;
            if (!_commands[i].Take(received, _heard))
            {
                Bad++;
                return;
            }
            Good++;
            // The first carries gate enable; what the others carry is taken along with it.
            if (i == 0 && _commands[0].TimeNs == received.TimeNs) Obey(received.TimeNs);
            return;
        }
    }

    void Obey(long timeNs)
    {
        double rated = _plant.Settings.RatedVoltAmperes, phase = Heard(BusField.CommandPhase);
        _plant.Take(new InverterCommand
        {
            Sequence = (long)Heard(BusField.CommandSequence), ActivePowerPu = Heard(BusField.CommandActivePower) / rated, VarInjectedPu = Heard(BusField.CommandVarInjected) / rated,
            GateEnable = Heard(BusField.CommandGateEnable) != 0, Phase = phase <= (double)ActuatorPhase.WeldingCheck ? (ActuatorPhase)phase : ActuatorPhase.Idle,
            DcVolts = Heard(BusField.CommandDcVolts), DcAmperes = Heard(BusField.CommandDcAmperes),
        }, timeNs);
    }

    // A figure outside its range is none.
    double Heard(BusField field) => double.IsNaN(_heard[(int)field]) ? 0 : _heard[(int)field];

    void Say(int report, long nowNs, bool off)
    {
        BusMessage message = _bus.Reports[report];
        Figures();
        CanFrame frame = message.Write(_told, _pages[report], _counters[report]);
        // The counter goes on with what is lost, as it does when a wire loses it.
        if (message.Modulus > 0) _counters[report] = (_counters[report] + 1) % message.Modulus;
        _pages[report] = (_pages[report] + 1) % message.Pages.Length;
        if (off || _plant.Has(CounterpartFault.Silence)) return;
        if (_plant.Value(CounterpartFault.Loss) is not double.NaN and double percent && _random.Uniform() * 100 < percent) return;
        if (_plant.Has(CounterpartFault.Checksum)) frame.Data ^= 1UL << (8 * (message.Length - 1));
        if (_plant.Value(CounterpartFault.Late) is not double.NaN and double ms)
        {
            if (_late.Count < MostLate) _late.Enqueue((nowNs + (long)(ms * 1e6), frame));
            return;
        }
        Send(frame);
        if (_plant.Has(CounterpartFault.Duplicate)) Send(frame);
    }

    void Send(in CanFrame frame)
    {
        if (_port.Send(frame) == CanLink.Up) Sent++;
    }

    void Figures()
    {
        ref readonly InverterState state = ref _plant.State;
        CounterpartSettings settings = _plant.Settings;
        Tell(BusField.ActivePower, state.ActivePowerPu * settings.RatedVoltAmperes);
        Tell(BusField.VarInjected, state.VarInjectedPu * settings.RatedVoltAmperes);
        Tell(BusField.GatesSwitching, state.GatesSwitching ? 1 : 0);
        Tell(BusField.Phase, (double)state.Phase);
        Tell(BusField.Sequence, _bus.Echoes > 0 ? state.SequenceEchoed % _bus.Echoes : 0);
        Tell(BusField.Voltage, state.VoltagePu * settings.NominalVolts);
        Tell(BusField.Frequency, state.FrequencyHz);
        Tell(BusField.Faults, (double)state.Faults);
        Tell(BusField.Contactors, (double)state.Contactors);
        Tell(BusField.DcLinkVolts, state.DcLinkVolts);
        Tell(BusField.DcVolts, state.DcVolts);
        Tell(BusField.DcAmperes, state.DcAmperes);
        Tell(BusField.ModuleCelsius, state.ModuleCelsius);
        Tell(BusField.AmbientCelsius, state.AmbientCelsius);
        Tell(BusField.InsulationOhms, state.InsulationOhms);
        for (int i = 0; i < BusFields.FaultBits; i++) Tell((BusField)((int)BusField.FirstFault + i), (int)state.Faults >> i & 1);
        for (int i = 0; i < BusFields.ContactorBits; i++) Tell((BusField)((int)BusField.FirstContactor + i), (int)state.Contactors >> i & 1);
    }

    void Tell(BusField field, double figure) => _told[(int)field] = figure;
}
