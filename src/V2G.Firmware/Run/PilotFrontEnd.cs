using V2G.Control.PowerPath;
using V2G.Firmware.Configuration;
using V2G.Linux.Devices;
using V2G.Linux.Iio;
using V2G.Linux.Pwm;
using V2G.Linux.RealTime;

namespace V2G.Firmware.Run;

/// <summary>
/// The board's front end of the control pilot (IEC 61851-1 Annex A): a PWM that makes its pulse, and a converter behind two peak detectors
/// that tells its upper and lower level; and of the socket's proximity contact (Annex B), which hangs on a resistor to a supply. What
/// the loop calls allocates nothing, never waits and never throws.
/// </summary>
internal sealed class PilotFrontEnd : IDisposable
{
    /// <summary>1 kHz.</summary>
    public const long PeriodNs = 1_000_000;

    /// <summary>Older than this a level is none, ns: five readings missed.</summary>
    public const long SilenceNs = 25_000_000;

    // In the order of PilotSignal.
    static readonly long[] _dutiesNs = [0, PeriodNs * 5 / 100, PeriodNs];

    readonly PwmOutput? _pwm;
    readonly LevelSampler _levels;
    readonly bool _hasLow, _hasProximity;
    readonly double _gain, _offsetVolts, _supplyVolts, _pullUpOhms;
    PilotSignal _given = PilotSignal.Unavailable;

    /// <param name="loopPriority">Of the loop; the levels are read below it. 0: none.</param>
    /// <exception cref="DeviceException">Something that is named is not there.</exception>
    public PilotFrontEnd(BoardSettings settings, int loopPriority, string iioRoot = IioDevice.SysfsRoot, string pwmRoot = PwmOutput.SysfsRoot)
    {
        _hasLow = settings.PilotLow != BoardSettings.None;
        _hasProximity = settings.Proximity != BoardSettings.None;
        _gain = settings.PilotGain * 0.001;
        (_supplyVolts, _pullUpOhms) = (settings.ProximitySupplyVolts, settings.ProximityPullUpOhms);
        _offsetVolts = settings.PilotOffsetVolts;
        // Until the loop says otherwise: not available.
        if (settings.PilotPwm != BoardSettings.None) _pwm = new(settings.PilotPwm, PeriodNs, _dutiesNs, pwmRoot);
        try
        {
            string[] names = [settings.PilotHigh, settings.PilotLow, settings.Proximity];
            _levels = new(Array.FindAll(names, n => n != BoardSettings.None), new() { Priority = loopPriority > 10 ? loopPriority - 10 : null, StackBytes = 128 << 10 }, iioRoot);
        }
        catch (DeviceException)
        {
            _pwm?.Dispose();
            throw;
        }
    }

    /// <summary>Duties that the PWM's driver refused since the start.</summary>
    public long Failures => _pwm?.Failures ?? 0;

    /// <summary>Top of a tick. A level that is old, or was never read, is none: a pilot that nobody knows allows no power.</summary>
    public void Read(long nowNs, ref BoardInputs board)
    {
        board.HasPilot = true;
        board.PilotHighVolts = Level(0, nowNs) * _gain + _offsetVolts;
        board.PilotLowVolts = _hasLow ? Level(1, nowNs) * _gain + _offsetVolts : board.PilotHighVolts;
        board.HasProximity = _hasProximity;
        if (_hasProximity) board.ProximityOhms = Ohms(Level(_hasLow ? 2 : 1, nowNs) * 0.001);
    }

    /// <summary>End of a tick.</summary>
    public void Write(PilotSignal signal)
    {
        if (_pwm is null || signal == _given) return;
        if (_pwm.Set((int)signal)) _given = signal;
    }

    // In mV.
    double Level(int level, long nowNs)
    {
        double millivolts = _levels.Newest(level, out long timeNs);
        return nowNs - timeNs <= SilenceNs ? millivolts : double.NaN;
    }

    // The lower half of a divider. At the supply's own voltage nothing pulls; beyond its tolerance, or below earth, the converter is broken.
    double Ohms(double volts) => volts > _supplyVolts * 1.05 || volts < _supplyVolts * -0.02 ? double.NaN
        : volts >= _supplyVolts ? double.PositiveInfinity : Math.Max(0, volts) * _pullUpOhms / (_supplyVolts - volts);

    public void Dispose()
    {
        // Whoever stays connected sees a station that is not available.
        _pwm?.Set((int)PilotSignal.Unavailable);
        _pwm?.Dispose();
        _levels.Dispose();
    }
}
