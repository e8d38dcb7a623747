using V2G.Control.Measurement;
using V2G.Simulation.Feeder;

namespace V2G.Simulation.Sensors;

/// <summary>One reading of the second meter, RMS over its window; volts, amperes, watts, VAr with the house's signs.</summary>
public struct SecondMeterReading
{
    /// <summary>End of the window, ns.</summary>
    public long TimeNs;

    /// <summary>Counts readings; 0 before the first.</summary>
    public long Sequence;

    /// <summary>Line to neutral.</summary>
    public Phases Volts;

    public Phases Amperes;

    public double ActiveWatts;

    public double VarInjected;
}

/// <summary>
/// An independent meter at the same terminal: slow, RMS per phase, rounded to what its registers show, with a gain error of its
/// own. It sees the truth, not the fast channels, so a drifted fast sensor and a drifted meter can be told apart.
/// </summary>
public sealed class SecondMeter
{
    readonly int _phases;
    readonly long _windowNs;
    readonly double _volts, _amperes;
    long _windowEndNs;
    Phases _squareV, _squareI;
    Phasor _power;
    long _ticks;
    SecondMeterReading _reading;

    public SecondMeter(int phases, double nominalLineNeutralVolts, double ratedAmperes, double windowSeconds = 1)
    {
        _phases = phases;
        _volts = nominalLineNeutralVolts;
        _amperes = ratedAmperes;
        _windowNs = VirtualTime.Ns(windowSeconds);
        _windowEndNs = _windowNs;
    }

    public double VoltageGain { get; set; } = 1;

    public double CurrentGain { get; set; } = 1;

    /// <summary>Fault: no new readings.</summary>
    public bool Silent { get; set; }

    public double VoltsResolution { get; init; } = 0.1;

    public double AmperesResolution { get; init; } = 0.01;

    public ref readonly SecondMeterReading Reading => ref _reading;

    public void Accumulate(long nowNs, in PhasePhasors voltage, in PhasePhasors current)
    {
        AddPhase(0, voltage.A, current.A);
        if (_phases == 3)
        {
            AddPhase(1, voltage.B, current.B);
            AddPhase(2, voltage.C, current.C);
        }
        _ticks++;
        if (nowNs < _windowEndNs) return;
        if (!Silent) Publish(nowNs);
        _squareV = default;
        _squareI = default;
        _power = default;
        _ticks = 0;
        _windowEndNs += _windowNs;
    }

    void AddPhase(int phase, Phasor v, Phasor i)
    {
        _squareV[phase] += v.MagnitudeSquared;
        _squareI[phase] += i.MagnitudeSquared;
        _power += v * i.Conjugate;
    }

    void Publish(long nowNs)
    {
        _reading.TimeNs = nowNs;
        _reading.Sequence++;
        _reading.Volts.Count = _phases;
        _reading.Amperes.Count = _phases;
        for (int p = 0; p < _phases; p++)
        {
            _reading.Volts[p] = Shown(Math.Sqrt(_squareV[p] / _ticks) * _volts * VoltageGain, VoltsResolution);
            _reading.Amperes[p] = Shown(Math.Sqrt(_squareI[p] / _ticks) * _amperes * CurrentGain, AmperesResolution);
        }
        double watts = _volts * _amperes * VoltageGain * CurrentGain / _ticks;
        _reading.ActiveWatts = Math.Round(_power.Re * watts);
        _reading.VarInjected = Math.Round(_power.Im * watts);
    }

    static double Shown(double value, double resolution) => Math.Round(value / resolution) * resolution;
}
