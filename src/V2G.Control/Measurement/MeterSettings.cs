using V2G.Control.Settings;

namespace V2G.Control.Measurement;

/// <summary>What a meter must know about its grid and its sensors.</summary>
public readonly record struct MeterSettings
{
    public MeterSettings()
    {
    }

    /// <summary>1 or 3.</summary>
    public int PhaseCount { get; init; } = 3;

    /// <summary>Nominal voltage, V RMS: line to line for three phases, at the terminals for one. 208 … 480.</summary>
    public double NominalVoltage { get; init; } = 480;

    /// <summary>50 or 60 Hz.</summary>
    public double NominalFrequencyHz { get; init; } = 60;

    /// <summary>Rated apparent power of the unit, VA: base of all powers and currents in per unit.</summary>
    public double RatedVoltAmperes { get; init; } = 11_000;

    /// <summary>False where only voltages are sampled (recordings, a voltage-only board): currents and powers then stay 0.</summary>
    public bool HasCurrent { get; init; } = true;

    /// <summary>Gain, offset and delay of every channel.</summary>
    public CalibrationSet Calibration { get; init; } = CalibrationSet.Identity;

    /// <summary>Base of line-neutral voltages, V RMS.</summary>
    public double LineNeutralVolts => PhaseCount == 3 ? NominalVoltage / Math.Sqrt(3) : NominalVoltage;

    /// <summary>Base of currents, A RMS.</summary>
    public double RatedAmperes => RatedVoltAmperes / (PhaseCount * LineNeutralVolts);

    /// <summary>Full cycles in a reporting block: 10 at 50 Hz, 12 at 60 Hz (IEC 61000-4-30, about 200 ms).</summary>
    public int ReportCycles => NominalFrequencyHz < 55 ? 10 : 12;

    /// <summary>Channels in a sample block.</summary>
    public int ChannelCount => HasCurrent ? 2 * PhaseCount : PhaseCount;

    /// <summary>Says what a meter cannot work with.</summary>
    public void Check(SettingCheck check)
    {
        check.Require(PhaseCount is 1 or 3, "meter.phases", $"{PhaseCount}", "1 or 3", "split phase counts as one phase of 240 V");
        check.Require(NominalFrequencyHz is 50 or 60, "meter.frequency", SettingCheck.Text(NominalFrequencyHz, "Hz"), "50 Hz or 60 Hz", "nominal grid frequencies");
        check.InRange("meter.voltage", NominalVoltage, 100, 1000, "V", "low voltage, IEC 60038");
        check.InRange("meter.rating", RatedVoltAmperes, 100, 10e6, "VA", "base of all powers");
        string[] names = ["va", "vb", "vc", "ia", "ib", "ic"];
        for (int phase = 0; phase < 3; phase++)
        {
            Calibration.Voltage(phase).Check(check, "meter.calibration." + names[phase]);
            Calibration.Current(phase).Check(check, "meter.calibration." + names[3 + phase]);
        }
    }
}
