using V2G.Control.Arithmetic;

namespace V2G.Control.Measurement;

/// <summary>
/// Numerically controlled oscillator. Its phase is a wrap-around integer (2^64 = one turn), so it neither drifts nor loses
/// resolution over years; the top bit says which half cycle it is in. Cosine and sine advance by one complex rotation per sample and
/// are set afresh at every half cycle.
/// </summary>
internal struct Oscillator
{
    const double Turn = 18446744073709551616.0;
    const ulong HalfTurn = 1UL << 63;

    ulong _phase;
    ulong _step;
    double _stepCos, _stepSin;

    public double Cos, Sin;

    public void Start()
    {
        _phase = 0;
        Cos = 1;
        Sin = 0;
    }

    public void Tune(double frequencyHz, double rateHz)
    {
        _step = (ulong)(frequencyHz / rateHz * Turn);
        (_stepSin, _stepCos) = Elementary.SinCos(_step * (2 * Math.PI / Turn));
    }

    /// <summary>Phase since the last half-cycle boundary, 0 … π.</summary>
    public readonly double PhaseInHalf => (_phase & ~HalfTurn) * (2 * Math.PI / Turn);

    /// <summary>Moves to the next sample; true when a multiple of π was crossed, <paramref name="ago"/> samples before it.</summary>
    public bool Advance(out double ago)
    {
        ulong before = _phase;
        _phase += _step;
        if (((before ^ _phase) & HalfTurn) != 0)
        {
            ago = (double)(_phase & ~HalfTurn) / _step;
            (Sin, Cos) = Elementary.SinCos(_phase * (2 * Math.PI / Turn));
            return true;
        }
        double cos = Cos * _stepCos - Sin * _stepSin;
        Sin = Cos * _stepSin + Sin * _stepCos;
        Cos = cos;
        ago = 0;
        return false;
    }
}
