using V2G.Control.GridSupport;
using V2G.Control.Settings;
using V2G.Simulation;

namespace V2G.Firmware.TypeTests.Procedures;

/// <summary>Enter service (IEEE 1547.1-2020 5.6, Table 11): window, delay that starts anew, ramp or random delay, and the way out.</summary>
internal static class EnterServiceProcedure
{
    const double StepSeconds = 0.02;

    /// <summary>Share of a time that must have passed (5.6.3).</summary>
    const double Share = 0.985;

    /// <summary>Permission withdrawn: no current after this (IEEE 1547-2018 4.6.1), s.</summary>
    const double CeaseSeconds = 2;

    /// <summary>A unit that has ceased exchanges no more than this, pu (4.5, below 500 kVA), measured.</summary>
    const double CeasedVarPu = 0.1 + 1.5 * Accuracy.PowerPu;

    /// <summary>Largest step of the ramp (IEEE 1547-2018 4.10.3 c), pu.</summary>
    const double LargestStepPu = 0.2;

    const int Draws = 5;

    sealed record Case(int Number, double Delay, double Ramp, double Random, double High, double Low, double HighHz, double LowHz, double InitialPu, double FinalPu, double InitialHz, double FinalHz);

    static readonly Case[] Cases =
    [
        new(1, 300, 300, 0, 1.05, 0.917, 60.1, 59.5, 0.897, 0.937, 60, 60), new(2, 0, 0, 300, 1.05, 0.917, 60.1, 59.5, 1, 1, 59.48, 59.52),
        new(3, 600, 1000, 0, 1.06, 0.95, 61.0, 59.9, 1.08, 1.04, 60, 60), new(4, 0, 0, 1000, 1.06, 0.95, 61.0, 59.9, 1, 1, 61.02, 60.98),
        new(5, 0, 1, 0, 1.05, 0.88, 60.1, 59.0, 0.86, 0.90, 60, 60), new(6, 0, 0, 1, 1.05, 0.88, 60.1, 59.0, 1, 1, 58.98, 59.92),
    ];

    public static IEnumerable<StepGroup> Run(Conditions c)
    {
        foreach (Case at in Cases)
        {
            SeededRandom random = SeededRandom.For(1, (ulong)at.Number);
            for (int draw = 1; draw <= (at.Random > 0 ? Draws : 1); draw++)
                yield return Enter(c, at, at.Random > 0 ? $"case {at.Number}, random delay, draw {draw}" : $"case {at.Number}", random.Uniform());
        }
    }

    static StepGroup Enter(Conditions c, Case at, string name, double share)
    {
        StepGroup group = new(name);
        EnterServiceSettings enter = new()
        {
            Permitted = true, DelaySeconds = at.Delay, RampSeconds = at.Ramp, RandomDelaySeconds = at.Random, MaxVoltagePu = at.High, MinVoltagePu = at.Low,
            MaxFrequencyHz = at.HighHz, MinFrequencyHz = at.LowHz,
        };
        ControlSettings permitted = c.Quiet with { EnterService = enter }, forbidden = permitted with { EnterService = enter with { Permitted = false } };
        PhasorDevice device = new(c.Fault, forbidden) { SetpointPu = 1, RandomShare = share };
        device.Record(group.Trace);
        double wait = Math.Max(60, 2 * at.Delay + at.Random);
        Silent("c, e not permitted", wait, () => { });
        Silent("g, h permitted, grid outside the window", wait, () =>
        {
            To(at.InitialPu, at.InitialHz);
            device.Set(permitted);
        });
        if (at.Delay > 0)
        {
            Silent("i inside for a quarter of the delay", 0.25 * at.Delay, () => To(at.FinalPu, at.FinalHz));
            Silent("i outside for 0.06 s", 0.06, () => To(at.InitialPu, at.InitialHz));
        }
        Entry(group, device, at, share, () => To(at.FinalPu, at.FinalHz));
        double from = device.Seconds;
        device.Set(forbidden);
        device.Run(2 * CeaseSeconds, StepSeconds);
        Silence(group, "k permission withdrawn", from, from + CeaseSeconds, device.Seconds);
        if (at.Delay > 0) Silent("l permitted again, for 5 s", 5, () => device.Set(permitted));
        return group;

        void To(double pu, double hz)
        {
            device.SetVoltage(pu);
            device.Ramp(hz, c.RocofHzPerSecond, StepSeconds);
        }

        void Silent(string step, double seconds, Action change)
        {
            double began = device.Seconds;
            change();
            device.Run(seconds, StepSeconds);
            Silence(group, step, began, began, device.Seconds);
        }
    }

    // Ceases to energize from a moment on.
    static void Silence(StepGroup group, string step, double began, double from, double to)
    {
        group.Expect(Quantity.ActivePower, from, to, 0, Band.Around(0, 1.5 * Accuracy.PowerPu));
        group.Add(step, began, to,
            Check.Figure("greatest |P|", group.Trace.Greatest(s => Math.Abs(s.ActivePu), from, to), Band.AtMost(1.5 * Accuracy.PowerPu), "pu"),
            Check.Figure("greatest |Q|", group.Trace.Greatest(s => Math.Abs(s.VarPu), from, to), Band.AtMost(CeasedVarPu), "pu"),
            Check.Figure("greatest |P|", group.Trace.Greatest(s => Math.Abs(s.ActivePu), from, to), Band.AtMost(1e-6), "pu", own: true));
    }

    static void Entry(StepGroup group, DeviceUnderTest device, Case at, double share, Action change)
    {
        const double flowing = 1e-3, rated = 0.999;
        double began = device.Seconds;
        change();
        device.Run(at.Delay + at.Ramp + at.Random + 20, StepSeconds);
        double to = device.Seconds;
        Trace trace = group.Trace;
        // Time counts from where a ramp of frequency crosses into the window.
        double from = trace.First(s => s.MeanPu >= at.Low && s.MeanPu <= at.High && s.Hz >= at.LowHz && s.Hz <= at.HighHz, began, to) - StepSeconds;
        double first = trace.First(s => s.ActivePu > flowing, began, to) - from, full = trace.First(s => s.ActivePu > rated, began, to) - from;
        List<Check> checks = [];
        if (at.Random == 0)
        {
            checks.Add(Check.Figure("first export after", first, Band.AtLeast(Share * at.Delay), "s"));
            checks.Add(Check.Figure("rated power after", full, Band.AtLeast(Share * (at.Delay + at.Ramp)), "s"));
            checks.Add(Check.Figure("largest step within 0.02 s", LargestRise(trace, began, to), Band.AtMost(LargestStepPu), "pu"));
            checks.Add(Check.Figure("ahead of the average ramp by", Ahead(trace, from + at.Delay, at.Ramp, to), Band.AtMost(1.5 * Accuracy.PowerPu), "pu"));
            checks.Add(Check.Figure("rated power after", full, Band.AtMost(1.01 * (at.Delay + at.Ramp) + 0.5), "s", own: true));
        }
        else
        {
            checks.Add(Check.Figure("first export after", first, new Band(0, at.Random), "s"));
            checks.Add(Check.Figure("first export after, of the time drawn", first - share * at.Random, Band.Around(0, 0.01 * at.Random + 0.1), "s", own: true));
        }
        group.Expect(Quantity.ActivePower, from + at.Delay + at.Ramp + at.Random, to, 1, Band.Around(1, 1.5 * Accuracy.PowerPu));
        checks.Add(Check.Figure("P at the end", trace.Samples[^1].ActivePu, Band.AtLeast(1 - 1.5 * Accuracy.PowerPu), "pu"));
        group.Add("j inside the window", began, to, checks);
    }

    static double LargestRise(Trace trace, double from, double to)
    {
        double largest = 0, last = trace.At(from).ActivePu;
        foreach (Sample s in trace.Between(from, to))
        {
            largest = Math.Max(largest, s.ActivePu - last);
            last = s.ActivePu;
        }
        return largest;
    }

    static double Ahead(Trace trace, double rampFrom, double rampSeconds, double to) =>
        trace.Greatest(s => s.ActivePu - Math.Clamp((s.Seconds - rampFrom) / rampSeconds, 0, 1), rampFrom, to);
}
