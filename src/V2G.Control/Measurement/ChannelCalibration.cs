using V2G.Control.Settings;

namespace V2G.Control.Measurement;

/// <summary>
/// Calibration of one channel: calibrated = Gain · (raw − Offset), and the channel's delay.
/// </summary>
/// <param name="Gain">Calibrated over raw, dimensionless; negative where the sensor is mounted the other way round.</param>
/// <param name="Offset">Raw reading at zero, in the channel's raw unit (V or A).</param>
/// <param name="PhaseDegrees">
/// By how much the raw channel lags the truth at nominal frequency, degrees. It is a delay: at other frequencies it scales with them.
/// </param>
public readonly record struct ChannelCalibration(double Gain, double Offset, double PhaseDegrees)
{
    /// <summary>A perfect sensor.</summary>
    public static ChannelCalibration Identity => new(1, 0, 0);

    internal void Check(SettingCheck check, string key)
    {
        check.InRange(key + ".gain", Math.Abs(Gain), 1e-3, 1e6, "", "a channel without gain measures nothing");
        check.InRange(key + ".offset", Offset, -1e6, 1e6, "", "raw reading at zero");
        check.InRange(key + ".phase", PhaseDegrees, -30, 30, "°", "a greater delay is a wiring fault");
    }
}

/// <summary>The calibrations of all six channels; those beyond the meter's channels are not used.</summary>
public readonly record struct CalibrationSet(
    ChannelCalibration VoltageA,
    ChannelCalibration VoltageB,
    ChannelCalibration VoltageC,
    ChannelCalibration CurrentA,
    ChannelCalibration CurrentB,
    ChannelCalibration CurrentC)
{
    /// <summary>Six perfect sensors.</summary>
    public static CalibrationSet Identity => new(ChannelCalibration.Identity, ChannelCalibration.Identity, ChannelCalibration.Identity,
        ChannelCalibration.Identity, ChannelCalibration.Identity, ChannelCalibration.Identity);

    public ChannelCalibration Voltage(int phase) => phase switch { 0 => VoltageA, 1 => VoltageB, _ => VoltageC };

    public ChannelCalibration Current(int phase) => phase switch { 0 => CurrentA, 1 => CurrentB, _ => CurrentC };
}
