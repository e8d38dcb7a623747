using V2G.Control.GridSupport;
using V2G.Control.Settings;

namespace V2G.Firmware.TypeTests.Procedures;

/// <summary>Frequency droop (IEEE 1547.1-2020 5.15.2 over, 5.15.3 under): frequency is ramped at the category's rate of change.</summary>
internal static class FrequencyDroopProcedure
{
    /// <summary>What the nameplate states: the small step, pu; and the rate with which a large one is followed, pu a minute.</summary>
    const double SmallPu = 0.05, LargePuPerMinute = 1;

    const double SecondsPerMinute = 60;

    public static IEnumerable<StepGroup> Run(Conditions c)
    {
        FrequencyDroopSettings two = c.Abnormal == AbnormalCategory.III ? Droop(0.017, 0.02, 0.2) : Droop(0.017, 0.03, 1);
        (string, FrequencyDroopSettings)[] characteristics = [("characteristic I", FrequencyDroopSettings.Default), ("characteristic II", two)];
        foreach ((string name, FrequencyDroopSettings droop) in characteristics)
            foreach (double power in (double[])[1, 0.2, 0.66]) yield return Walk(c, $"over, {name}, P {power * 100:0} %", droop, power, Over(droop));
        foreach ((string name, FrequencyDroopSettings droop) in characteristics) yield return Walk(c, $"under, {name}, P 50 %", droop, 0.5, Under(droop));
        yield return Walk(c, "under, characteristic I, P -50 %", characteristics[0].Item2, -0.5, Under(characteristics[0].Item2));
    }

    static FrequencyDroopSettings Droop(double deadbandHz, double droop, double responseSeconds) => new()
    {
        Enabled = true, OverDeadbandHz = deadbandHz, UnderDeadbandHz = deadbandHz, OverDroop = droop, UnderDroop = droop, OpenLoopResponseSeconds = responseSeconds,
    };

    /// <summary>Active power that the droop leads to from a power before the disturbance, pu (Table 23), for a unit that can charge and discharge fully.</summary>
    public static double Expected(FrequencyDroopSettings s, double beforePu, double hz)
    {
        double over = hz - Conditions.NominalHz - s.OverDeadbandHz, under = Conditions.NominalHz - s.UnderDeadbandHz - hz;
        if (over > 0) return Math.Max(beforePu - over / (Conditions.NominalHz * s.OverDroop), -1);
        return under > 0 ? Math.Min(beforePu + under / (Conditions.NominalHz * s.UnderDroop), 1) : beforePu;
    }

    static StepGroup Walk(Conditions c, string name, FrequencyDroopSettings droop, double power, IEnumerable<(string, double, bool)> steps)
    {
        StepGroup group = new(name);
        DeviceUnderTest device = c.Phasors(c.Quiet with { FrequencyDroop = droop });
        device.SetpointPu = power;
        double response = droop.OpenLoopResponseSeconds;
        Regulation run = new(group, device, response, 2 * response);
        Function function = new(Quantity.ActivePower, Abscissa.Frequency, f => Expected(droop, power, f), Accuracy.FrequencyHz, response)
        {
            // While the frequency still moves the response has begun: only a ramp that is short against it can be foretold.
            FirstOrder = SmallPu * Conditions.NominalHz * droop.OverDroop / c.RocofHzPerSecond < 0.03 * response,
        };
        foreach ((string step, double hz, bool small) in steps)
        {
            double began = device.Seconds;
            run.Step($"{step}, {hz:0.000} Hz", () => device.Ramp(hz, c.RocofHzPerSecond, Math.Min(0.005, run.StepSeconds)), judgeResponse: small, function);
            if (!small) Steady(group, function, began, device.Seconds);
        }
        return group;
    }

    // A large step is steady within 1/ΔP_large minutes: four response times are fewer.
    static void Steady(StepGroup group, Function function, double began, double to)
    {
        TestStep step = group.Steps[^1];
        double within = Math.Min(to - began, SecondsPerMinute / LargePuPerMinute), last = function.Of(group.Trace.Samples[^1]);
        double entered = group.Trace.First(s => Math.Abs(function.Of(s) - last) <= Accuracy.PowerPu, began, to);
        group.Replace(step with { Checks = [.. step.Checks, Check.Figure("steady after", entered - began, Band.AtMost(within), "s")] });
    }

    static IEnumerable<(string Name, double Hz, bool Small)> Over(FrequencyDroopSettings s)
    {
        const double a = Accuracy.FrequencyAsideHz;
        double edge = Conditions.NominalHz + s.OverDeadbandHz, small = SmallPu * Conditions.NominalHz * s.OverDroop;
        return
        [
            ("h inside the deadband", edge - a, false), ("i outside", edge + a, true), ("j small step", edge + small, true), ("k to highest", Conditions.HighestHz, false),
            ("l small step back", Conditions.HighestHz - small, true), ("m outside", edge + a, false), ("n inside the deadband", edge - a, true), ("o nominal", Conditions.NominalHz, false),
        ];
    }

    static IEnumerable<(string Name, double Hz, bool Small)> Under(FrequencyDroopSettings s)
    {
        const double a = Accuracy.FrequencyAsideHz;
        double edge = Conditions.NominalHz - s.UnderDeadbandHz, small = SmallPu * Conditions.NominalHz * s.UnderDroop;
        return
        [
            ("g inside the deadband", edge + a, false), ("h outside", edge - a, true), ("i small step", edge - small, true), ("j to lowest", Conditions.LowestHz, false),
            ("k small step back", Conditions.LowestHz + small, true), ("l outside", edge - a, false), ("m inside the deadband", edge + a, true), ("n nominal", Conditions.NominalHz, false),
        ];
    }
}
