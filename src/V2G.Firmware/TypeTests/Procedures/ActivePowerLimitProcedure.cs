using V2G.Control.GridSupport;
using V2G.Control.Settings;

namespace V2G.Firmware.TypeTests.Procedures;

/// <summary>Limit of active power (IEEE 1547.1-2020 5.13) with droop and volt-watt on.</summary>
internal static class ActivePowerLimitProcedure
{
    const int Repetitions = 3;

    /// <summary>What a change of the limit may take (IEEE 1547-2018 4.6.2), s.</summary>
    const double LimitSeconds = 30;

    public static IEnumerable<StepGroup> Run(Conditions c) =>
        from repetition in Enumerable.Range(1, Repetitions) from limit in new[] { 0.66, 0.33, 0 } select At(c, repetition, limit);

    static StepGroup At(Conditions c, int repetition, double limit)
    {
        StepGroup group = new($"limit {limit * 100:0} %, repetition {repetition}");
        FrequencyDroopSettings droop = FrequencyDroopSettings.Default;
        VoltWattSettings voltWatt = VoltWattSettings.Default with { Enabled = true };
        ControlSettings settings = c.Quiet with { FrequencyDroop = droop, VoltWatt = voltWatt };
        DeviceUnderTest device = c.Phasors(settings);
        device.SetpointPu = 1;
        Regulation run = new(group, device, LimitSeconds / 3, LimitSeconds);
        Function steady = new(Quantity.ActivePower, Abscissa.Voltage, _ => limit, 0, LimitSeconds) { IsLimit = true, FirstOrder = false };
        Function byFrequency = new(Quantity.ActivePower, Abscissa.Frequency, f => FrequencyDroopProcedure.Expected(droop, limit, f), Accuracy.FrequencyHz, LimitSeconds)
        {
            AtLatest = true,
        };
        Function byVoltage = new(Quantity.ActivePower, Abscissa.Voltage, v => Math.Min(limit, VoltWatt.LimitPu(voltWatt, v)), Accuracy.VoltagePu, LimitSeconds) { AtLatest = true };
        run.Step("c limit set", () => device.Set(settings with { ActivePowerLimit = ActivePowerLimitSettings.Default with { Enabled = true, LimitPu = limit } }), steady);
        run.Step("d 59 Hz", () => To(59), byFrequency);
        run.Step("d back to 60 Hz", () => To(60), byFrequency);
        run.Step("e 61 Hz", () => To(61), byFrequency);
        run.Step("e back to 60 Hz", () => To(60), byFrequency);
        run.Step("f 1.08 pu", () => device.SetVoltage(1.08), byVoltage);
        run.Step("f back to 1 pu", () => device.SetVoltage(1), byVoltage);
        return group;

        void To(double hz) => device.Ramp(hz, c.RocofHzPerSecond, 0.005);
    }
}
