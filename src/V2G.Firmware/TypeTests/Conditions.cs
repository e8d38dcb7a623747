using V2G.Control.GridSupport;
using V2G.Control.Protection;
using V2G.Control.Settings;

namespace V2G.Firmware.TypeTests;

/// <summary>What is tested: the categories that the device claims, its nameplate, and what is wrong with it.</summary>
internal sealed record Conditions(NormalCategory Normal = NormalCategory.B, AbnormalCategory Abnormal = AbnormalCategory.III)
{
    /// <summary>Continuous operating region (IEEE 1547-2018 Tables 14 to 16 and 19).</summary>
    public const double LowestPu = 0.88, HighestPu = 1.10, LowestHz = 58.8, HighestHz = 61.2;

    public const double NominalHz = 60;

    /// <summary>Least active power that the nameplate states, pu.</summary>
    public const double LeastPowerPu = 0.05;

    public DeviceFault Fault { get; init; } = DeviceFault.None;

    /// <summary>Reactive power of the nameplate, pu: what Table 7 asks of the category.</summary>
    public double InjectPu { get; init; } = 0.44;

    public double AbsorbPu => Normal == NormalCategory.A ? 0.25 : 0.44;

    /// <summary>Rate of change of frequency that the category rides through (Table 21), Hz/s.</summary>
    public double RocofHzPerSecond => Abnormal switch { AbnormalCategory.I => 0.5, AbnormalCategory.II => 2, _ => 3 };

    /// <summary>A nameplate of the category with the standard's defaults.</summary>
    public ControlSettings Defaults => ControlSettings.Default(SiteSettings.Default with { VarCapabilityPu = InjectPu, VarAbsorbCapabilityPu = AbsorbPu }, Normal, Abnormal)
        with { QLimitPu = InjectPu };

    /// <summary>As most procedures begin: every function off, every trip as wide as it goes.</summary>
    public ControlSettings Quiet
    {
        get
        {
            ControlSettings s = Defaults;
            return s with { VoltVar = s.VoltVar with { Enabled = false }, FrequencyDroop = s.FrequencyDroop with { Enabled = false }, VoltageTrip = WidestVoltage, FrequencyTrip = WidestFrequency };
        }
    }

    public VoltageTripSettings WidestVoltage => new()
    {
        Ov2Pu = 1.2, Ov2Seconds = 0.16, Ov1Pu = 1.2, Ov1Seconds = 13, Uv1Pu = 0, Uv1Seconds = LongestUv1Seconds, Uv2Pu = 0, Uv2Seconds = LongestUv2Seconds,
    };

    public static FrequencyTripSettings WidestFrequency => new()
    {
        Of2Hz = 66, Of2Seconds = 1000, Of1Hz = 66, Of1Seconds = 1000, Uf1Hz = 50, Uf1Seconds = 1000, Uf2Hz = 50, Uf2Seconds = 1000,
    };

    /// <summary>Ends of Tables 11 to 13, category III as IEEE 1547a-2020 widened them.</summary>
    public double LongestUv1Seconds => Abnormal == AbnormalCategory.III ? 50 : 21;

    public double LongestUv2Seconds => Abnormal == AbnormalCategory.III ? 21 : 2;

    /// <summary>A device on phasors that has long been in service.</summary>
    public DeviceUnderTest Phasors(in ControlSettings settings)
    {
        PhasorDevice device = new(Fault, settings);
        device.AssumeInService();
        return device;
    }

    /// <summary>The whole simulated board, in service.</summary>
    public DeviceUnderTest Waveforms(in ControlSettings settings) => new WaveformDevice(Fault, settings, seed: 1);
}
