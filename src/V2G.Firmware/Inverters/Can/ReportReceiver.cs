using V2G.Control;
using V2G.Firmware.Can;
using V2G.Linux.Can;

namespace V2G.Firmware.Inverters.Can;

/// <summary>
/// An inverter's frames in, its state and how the bus fares out. Sans-I/O; allocates nothing after construction. The state's time is
/// that of the vital message that is oldest, and no later than its oldest answer owed: an inverter that repeats yesterday's echo on
/// time is as silent as one that says nothing.
/// </summary>
internal sealed class ReportReceiver
{
    readonly ReportStreams _streams;
    readonly double _ratedVoltAmperes, _nominalVolts;
    readonly EchoTrack? _echo;
    readonly bool _singleFaults, _singleContactors, _mappedFaults, _mappedContactors;
    readonly long _echoSlackNs;

    public ReportReceiver(BusMap bus, double ratedVoltAmperes, double nominalVolts)
    {
        _ratedVoltAmperes = ratedVoltAmperes;
        _nominalVolts = nominalVolts;
        _streams = new(bus);
        if (bus.Echoes > 0)
        {
            _echo = new(bus.Echoes);
            // Given, taken and told in the next report: that much is no age.
            _echoSlackNs = bus.Reports.First(Has(BusField.Sequence)).CycleNs;
        }
        _mappedFaults = bus.Reports.Any(Has(BusField.Faults));
        _mappedContactors = bus.Reports.Any(Has(BusField.Contactors));
        _singleFaults = bus.Reports.Any(m => m.Signals.Any(s => s.Field.IsFault()));
        _singleContactors = bus.Reports.Any(m => m.Signals.Any(s => s.Field.IsContactor()));
    }

    static Func<BusMessage, bool> Has(BusField field) => m => m.Signals.Any(s => s.Field == field);

    /// <summary>Frames with a wrong checksum, length or counter.</summary>
    public uint BadFrames => _streams.BadFrames;

    /// <summary>Good ones.</summary>
    public long GoodFrames => _streams.GoodFrames;

    /// <summary>A command has gone out: what comes back is compared with it.</summary>
    public void Sent(long sequence, long nowNs) => _echo?.Sent(sequence, nowNs);

    public void Take(in ReceivedCanFrame received)
    {
        if (_streams.Take(received) && _echo is not null && double.IsFinite(At(BusField.Sequence))) _echo.Seen((long)At(BusField.Sequence));
    }

    /// <summary>The newest state; what the inverter has never said stays as it was.</summary>
    public void Read(long nowNs, ref InverterState state, ref ControlBusReport bus)
    {
        _streams.Share(nowNs, ref bus);
        long time = _streams.OldestNs;
        if (_echo is { Answered: false }) time = long.MinValue;
        else if (_echo is { OwedSinceNs: not long.MaxValue }) time = Math.Min(time, _echo.OwedSinceNs + _echoSlackNs);
        // Not yet heard: a state of no time.
        if (time == long.MinValue) return;
        _streams.Forget(nowNs);
        state.TimeNs = time;
        if (_echo is not null) state.SequenceEchoed = _echo.Sequence;
        state.ActivePowerPu = At(BusField.ActivePower) / _ratedVoltAmperes;
        state.VarInjectedPu = At(BusField.VarInjected) / _ratedVoltAmperes;
        state.VoltagePu = At(BusField.Voltage) / _nominalVolts;
        state.FrequencyHz = At(BusField.Frequency);
        state.DcLinkVolts = At(BusField.DcLinkVolts);
        state.DcVolts = At(BusField.DcVolts);
        state.DcAmperes = At(BusField.DcAmperes);
        state.InsulationOhms = At(BusField.InsulationOhms);
        state.OwnSideVoltagePu = double.NaN;
        state.MeasuresInsulation = double.IsFinite(state.InsulationOhms);
        state.ModuleCelsius = At(BusField.ModuleCelsius);
        state.AmbientCelsius = At(BusField.AmbientCelsius);
        state.Faults = (InverterFaults)Bits(BusField.Faults, _mappedFaults, BusField.FirstFault, BusFields.FaultBits, _singleFaults);
        state.Contactors = (InverterContactors)Bits(BusField.Contactors, _mappedContactors, BusField.FirstContactor, BusFields.ContactorBits, _singleContactors);
        double phase = At(BusField.Phase);
        state.Phase = phase is >= 0 and <= (double)ActuatorPhase.WeldingCheck ? (ActuatorPhase)phase : ActuatorPhase.Idle;
        double gates = At(BusField.GatesSwitching);
        // An inverter that doesn't tell of its gates switches while power flows.
        state.GatesSwitching = double.IsNaN(gates) ? Math.Abs(state.ActivePowerPu) + Math.Abs(state.VarInjectedPu) > 0.001 : gates != 0;
    }

    double At(BusField field) => _streams[field];

    int Bits(BusField whole, bool mapped, BusField first, int count, bool single)
    {
        int bits = mapped && double.IsFinite(At(whole)) ? (int)At(whole) & ((1 << count) - 1) : 0;
        if (!single) return bits;
        for (int i = 0; i < count; i++)
            if (_streams[(BusField)((int)first + i)] is not double.NaN and not 0) bits |= 1 << i;
        return bits;
    }
}
