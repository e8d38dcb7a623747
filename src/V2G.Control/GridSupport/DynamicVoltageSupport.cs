using V2G.Control.Settings;

namespace V2G.Control.GridSupport;

/// <summary>Dynamic voltage support during ride-through (IEEE 1547-2018 6.4.2.6, optional): reactive current against the deviation of voltage.</summary>
public readonly record struct DynamicVoltageSupportSettings
{
    public bool Enabled { get; init; }

    /// <summary>Reactive current in pu of rated current per pu of voltage deviation.</summary>
    public double Gain { get; init; }

    public static DynamicVoltageSupportSettings Default => new() { Gain = 2 };

    public void Check(SettingCheck check) =>
        check.InRange("dynamic_voltage_support.gain", Gain, 0, 6, "", "IEEE 1547-2018 6.4.2.6, the gains in use");
}

public static class DynamicVoltageSupport
{
    /// <summary>Reactive power on top of the decided one, pu, + = injected, at a positive-sequence voltage.</summary>
    public static double VarInjectedPu(in DynamicVoltageSupportSettings s, double positiveSequencePu) =>
        (1 - positiveSequencePu) * s.Gain * positiveSequencePu;
}
