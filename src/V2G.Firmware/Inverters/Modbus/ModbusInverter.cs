using V2G.Control;
using V2G.Control.GridSupport;
using V2G.Control.Settings;
using V2G.Firmware.Configuration;
using V2G.Firmware.Roles;
using V2G.Grid.Der;
using V2G.Grid.SunSpec;

namespace V2G.Firmware.Inverters.Modbus;

/// <summary>
/// An inverter on Modbus TCP as the inverter link sees it: commands in, reports out, in the controller's own terms. Says by events what
/// happens to it.
/// </summary>
internal sealed class ModbusInverter : IDisposable
{
    // A share of the silence limit, so that a few answers may be missed before the controller takes fright.
    const int AnswersPerSilence = 4;

    readonly InverterClient _client;
    readonly ModbusConnection _connection;
    readonly double _ratedVoltAmperes, _nominalVolts;
    readonly Action<string> _say;
    readonly RepeatTime _repeat;
    string _told = "";
    long _readNs;

    public ModbusInverter(BoardSettings board, in ControlSettings settings, Action<string> say)
    {
        _ratedVoltAmperes = settings.Site.RatedVoltAmperes;
        _nominalVolts = settings.Site.NominalVoltage;
        _say = say;
        long silenceNs = (long)(board.ModbusSilenceMs * 1e6);
        _client = new(new()
        {
            // The connection outlasts the silence limit: who does not answer may still hear, and shall hear the stop.
            Modbus = new() { UnitId = (byte)board.ModbusUnit, DeadlineNs = silenceNs / AnswersPerSilence, MostTimeouts = 2 * AnswersPerSilence, MostBackOffNs = 2_000_000_000 },
            OrdersNs = silenceNs, VoltVar = Fallback(settings.VoltVar),
        });
        _connection = new(_client, ModbusAddress.Parse(board.ModbusAddress)!);
        _repeat = new(board.ModbusAddress, board.ModbusSilenceMs, "inverter.modbus_silence", say);
        say($"inverter at {board.ModbusAddress}, unit {board.ModbusUnit}; silence limit {board.ModbusSilenceMs:0} ms");
    }

    /// <summary>A reading has come since the last report.</summary>
    public bool HasNews => _client.Reading.TimeNs != _readNs;

    public InverterClient Client => _client;

    public void Step(in InverterCommand command, long nowNs)
    {
        _client.Order(new(command.Sequence, command.GateEnable, command.ActivePowerPu * _ratedVoltAmperes, command.VarInjectedPu * _ratedVoltAmperes));
        _connection.Step(nowNs);
        Tell();
        _repeat.Look(_client.Phase == InverterPhase.Running, _connection);
    }

    /// <summary>What the controller is told.</summary>
    public InverterLinkReport Report(long nowNs)
    {
        ref readonly InverterReading reading = ref _client.Reading;
        _readNs = reading.TimeNs;
        InverterState state = InverterState.Unknown;
        state.TimeNs = reading.TimeNs;
        state.SequenceEchoed = reading.Sequence;
        if (reading.TimeNs > 0) State(reading.Measured, ref state);
        return new()
        {
            State = state,
            Bus = new() { LossShare = _client.LossShare(nowNs), BadFrames = _client.Modbus.BadFrames, Off = _client.Phase != InverterPhase.Running },
        };
    }

    /// <summary>The curve that the inverter falls back to: our own volt-var curve; null where that function is off.</summary>
    internal static DerCurve? Fallback(in VoltVarSettings s) => !s.Enabled ? null : new(DerFunction.VoltVar,
        [new(100 * s.V1Pu, 100 * s.Q1Pu), new(100 * s.V2Pu, 100 * s.Q2Pu), new(100 * s.V3Pu, 100 * s.Q3Pu), new(100 * s.V4Pu, 100 * s.Q4Pu)])
    {
        // Percent of the apparent power, which our reactive power is per unit of.
        Reference = 3, ResponseSeconds = s.OpenLoopResponseSeconds, VRefPercent = 100 * s.VRefPu, AutonomousVRef = s.AutonomousVRef, AutonomousVRefSeconds = s.AutonomousVRefSeconds,
    };

    void State(in DerMeasurement m, ref InverterState state)
    {
        bool switching = m.Status is DerStatus.Running or DerStatus.Throttled or DerStatus.ShuttingDown;
        state.ActivePowerPu = Possible(m.Watts / _ratedVoltAmperes, -LinkTable.MostPowerPu, LinkTable.MostPowerPu);
        state.VarInjectedPu = Possible(m.VarInjected / _ratedVoltAmperes, -LinkTable.MostPowerPu, LinkTable.MostPowerPu);
        state.VoltagePu = Possible(m.Volts / _nominalVolts, 0, LinkTable.MostPowerPu);
        state.FrequencyHz = Possible(m.FrequencyHz, 0, LinkTable.MostHz);
        state.DcVolts = Possible(m.DcVolts, -LinkTable.MostVolts, LinkTable.MostVolts);
        state.DcAmperes = Possible(m.DcAmperes, -LinkTable.MostVolts, LinkTable.MostVolts);
        state.ModuleCelsius = Possible(double.IsNaN(m.SwitchCelsius) ? m.SinkCelsius : m.SwitchCelsius, LinkTable.LeastCelsius, LinkTable.MostCelsius);
        state.AmbientCelsius = Possible(double.IsNaN(m.CabinetCelsius) ? m.AmbientCelsius : m.CabinetCelsius, LinkTable.LeastCelsius, LinkTable.MostCelsius);
        state.GatesSwitching = switching;
        // SunSpec knows no phases of the DC side.
        state.Phase = switching ? ActuatorPhase.Transfer : ActuatorPhase.Idle;
        state.Contactors = m.Connected ? InverterContactors.GridRelay : InverterContactors.None;
        state.Faults = Faults(m.Alarms) | (m.Status == DerStatus.Fault ? InverterFaults.Internal : InverterFaults.None);
    }

    // One figure that can't be must not cost the whole report, as it would at the controller's door.
    static double Possible(double value, double least, double most) => value >= least && value <= most ? value : double.NaN;

    internal static InverterFaults Faults(DerAlarms alarms)
    {
        InverterFaults faults = InverterFaults.None;
        void Where(DerAlarms alarm, InverterFaults fault)
        {
            if ((alarms & alarm) != 0) faults |= fault;
        }
        Where(DerAlarms.GroundFault, InverterFaults.Insulation);
        Where(DerAlarms.DcOverVoltage, InverterFaults.DcOverVoltage);
        Where(DerAlarms.AcOverVoltage | DerAlarms.AcUnderVoltage | DerAlarms.AcDisconnect | DerAlarms.GridDisconnect, InverterFaults.AcVoltage);
        Where(DerAlarms.OverFrequency | DerAlarms.UnderFrequency, InverterFaults.AcFrequency);
        Where(DerAlarms.OverTemperature | DerAlarms.UnderTemperature, InverterFaults.OverTemperature);
        Where(DerAlarms.DcDisconnect | DerAlarms.BlownStringFuse, InverterFaults.Contactor);
        Where(DerAlarms.MemoryLoss | DerAlarms.HardwareTestFailure | DerAlarms.Manufacturer | DerAlarms.CabinetOpen | DerAlarms.ManualShutdown, InverterFaults.Internal);
        return faults;
    }

    // Each change once; what comes and goes with single answers is counted, not told.
    void Tell()
    {
        string now = _client.Phase switch
        {
            InverterPhase.Unconnected => $"not connected{(_connection.Error is { } error ? $" ({error})" : "")}",
            InverterPhase.Running => $"drives {_client.Identity}{(_client.CurveFinding is { } finding ? $"; it falls back to its own curve: {finding}" : "")}{(_client.Reverts ? "" : "; it takes no reversion times, and holds its last orders when we fall silent")}",
            InverterPhase.Unusable => _client.Finding ?? "not usable",
            _ => _told,
        };
        if (now == _told) return;
        _told = now;
        _say(now);
    }

    public void Dispose() => _connection.Dispose();
}
