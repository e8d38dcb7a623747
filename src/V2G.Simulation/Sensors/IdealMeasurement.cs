using V2G.Control.Measurement;
using V2G.Simulation.Feeder;

namespace V2G.Simulation.Sensors;

/// <summary>
/// Fills the decision's measurement straight from phasors, once per half cycle, without filter delay: for runs that are about
/// decisions, at a thousandth of the cost of a waveform.
/// </summary>
sealed class IdealMeasurement(int phases, long tickNs)
{
    const double LowestPuToFollow = 0.1;
    const long RocofWindowNs = 100_000_000;
    const long JumpShownNs = 1_000_000_000;

    readonly double _tickSeconds = VirtualTime.Seconds(tickNs);
    double _halfCycles;
    double _anchorHz;
    long _anchorNs;
    GridMeasurement _m;

    public ref readonly GridMeasurement Measurement => ref _m;

    public void Refresh(long nowNs, GridSource source, Phasor positive, in PhasePhasors terminal, double activeCurrentPu,
        double varCurrentPu)
    {
        _halfCycles += 2 * source.TickHz * _tickSeconds;
        long whole = (long)_halfCycles;
        if (whole == _m.HalfCycles) return;
        _m.HalfCycles = whole;
        _m.TimeNs = nowNs;
        _m.Valid = whole >= 2;

        _m.PositiveSequencePu = positive.Magnitude;
        SetVoltages(terminal);
        _m.NegativeSequenceRatio = phases == 3 && _m.PositiveSequencePu > 0 ? terminal.Negative.Magnitude / _m.PositiveSequencePu : 0;
        double current = Math.Sqrt(activeCurrentPu * activeCurrentPu + varCurrentPu * varCurrentPu);
        _m.CurrentPu = phases == 3 ? new Phases(current, current, current) : new Phases(current);
        _m.ActivePowerPu = _m.PositiveSequencePu * activeCurrentPu;
        _m.VarInjectedPu = _m.PositiveSequencePu * varCurrentPu;
        _m.ApparentPowerPu = _m.VoltagePu.Mean * current;
        SetRhythm(nowNs, source, positive);
    }

    void SetVoltages(in PhasePhasors terminal)
    {
        if (phases == 3)
        {
            _m.VoltagePu = terminal.Magnitudes;
            _m.LineVoltagePu = terminal.LineMagnitudes;
        }
        else
        {
            _m.VoltagePu = new Phases(terminal.A.Magnitude);
            _m.LineVoltagePu = _m.VoltagePu;
        }
    }

    void SetRhythm(long nowNs, GridSource source, Phasor positive)
    {
        double hz = source.TickHz;
        _m.FrequencyHz = hz;
        _m.PhaseRadians = GridSource.Wrap(source.PhaseRadians + positive.Radians);
        _m.PhaseJumpRadians = nowNs - source.LastJump.AtNs <= JumpShownNs ? source.LastJump.Radians : 0;
        _m.Sync = hz is < 45 or > 66 ? SyncState.Lost
            : _m.PositiveSequencePu < LowestPuToFollow ? SyncState.Coasting
            : _m.Valid ? SyncState.Locked
            : SyncState.Searching;
        if (_anchorHz == 0) _anchorHz = hz;
        if (nowNs - _anchorNs < RocofWindowNs) return;
        _m.RocofHzPerSecond = (hz - _anchorHz) / VirtualTime.Seconds(nowNs - _anchorNs);
        _anchorHz = hz;
        _anchorNs = nowNs;
    }
}
