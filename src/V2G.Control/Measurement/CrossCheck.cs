using V2G.Control.Settings;

namespace V2G.Control.Measurement;

/// <summary>What the plausibility of the voltage sensors asks for (fault 0x91).</summary>
public enum PlausibilityState : byte
{
    Ok = 0,
    Warn = 1,
    Inhibit = 2,
}

/// <summary>What a voltage channel was found to disagree with.</summary>
public enum PlausibilitySource : byte
{
    None = 0,
    OtherPhases = 1,
    SecondMeter = 2,
}

/// <summary>Limits of the cross-check.</summary>
public readonly record struct CrossCheckSettings
{
    public CrossCheckSettings()
    {
    }

    /// <summary>Relative deviation that warns, and that inhibits.</summary>
    public double WarnShare { get; init; } = 0.01;

    public double InhibitShare { get; init; } = 0.03;

    /// <summary>
    /// How long phases must disagree, s: longer than any fault of a single phase lasts, so that a genuine sag inhibits nothing while it is
    /// ridden through.
    /// </summary>
    public double PhasesSeconds { get; init; } = 30;

    /// <summary>How long a second meter must disagree, s. Both see the same voltage, so this may be short.</summary>
    public double SecondMeterSeconds { get; init; } = 10;

    /// <summary>
    /// The site's own standing deviation of A, B, C from their median, as found at commissioning: a grid that is unbalanced by
    /// nature is no broken sensor.
    /// </summary>
    public Phases Standing { get; init; } = new(0, 0, 0);

    public void Check(SettingCheck check)
    {
        check.InRange("cross_check.warn", WarnShare, 0.002, 0.05, "", "1 % is 0.07 pu of vars on a volt-var slope of 7.3");
        check.InRange("cross_check.inhibit", InhibitShare, WarnShare, 0.10, "", "not below the warning");
        check.InRange("cross_check.phases_delay", PhasesSeconds, 1, 60, "s", "found within a minute");
        check.InRange("cross_check.meter_delay", SecondMeterSeconds, 1, 60, "s", "found within a minute");
        for (int phase = 0; phase < 3; phase++)
            check.InRange("cross_check.standing", Standing[phase], -0.05, 0.05, "", "a greater unbalance is a fault of the site");
    }
}

/// <summary>
/// Compares voltage sensors with each other and with a second meter. It can't tell a drifting sensor from a grid that turned
/// unbalanced for good; after the persistence either deserves attention.
/// </summary>
public sealed class CrossCheck(CrossCheckSettings settings)
{
    // A dead or collapsing phase has no deviation worth measuring.
    const double LowestPu = 0.5;

    readonly Watch[] _phases = new Watch[3];
    readonly Watch[] _meter = new Watch[3];
    readonly Extremes[] _seen = new Extremes[3];

    struct Watch
    {
        public double WarnSeconds, InhibitSeconds;

        // Counts up and down: a deviation that hovers around its limit is found, one that shows now and then is not.
        public PlausibilityState Step(double deviation, in CrossCheckSettings settings, double persistence, double seconds)
        {
            WarnSeconds = Count(WarnSeconds, deviation >= settings.WarnShare, persistence, seconds);
            InhibitSeconds = Count(InhibitSeconds, deviation >= settings.InhibitShare, persistence, seconds);
            if (InhibitSeconds >= persistence) return PlausibilityState.Inhibit;
            return WarnSeconds >= persistence ? PlausibilityState.Warn : PlausibilityState.Ok;
        }

        // Rounding of many small steps must not cost another step.
        static double Count(double now, bool over, double persistence, double seconds) =>
            over ? Math.Min(now + seconds, persistence + 1e-9) : Math.Max(now - seconds, 0);
    }

    // What was seen during the last one to two seconds. The second meter's reading is a mean over some of that time, and of that only:
    // while the voltage moves, a reading between the extremes contradicts nothing.
    struct Extremes
    {
        const double HalfSeconds = 1;

        double _low, _high, _lowBefore, _highBefore, _seconds;

        public void Step(double pu, double seconds)
        {
            _seconds += seconds;
            if (_lowBefore == 0 || seconds >= HalfSeconds) (_low, _high, _lowBefore, _highBefore, _seconds) = (pu, pu, pu, pu, 0);
            else if (_seconds >= HalfSeconds) (_lowBefore, _highBefore, _low, _high, _seconds) = (_low, _high, pu, pu, 0);
            else (_low, _high) = (Math.Min(_low, pu), Math.Max(_high, pu));
        }

        /// <summary>How far what was seen is from a reading, as a share of it; 0 inside.</summary>
        public readonly double Deviation(double reading)
        {
            double low = Math.Min(_low, _lowBefore), high = Math.Max(_high, _highBefore);
            return reading < low ? low / reading - 1 : reading > high ? high / reading - 1 : 0;
        }
    }

    /// <summary>The most severe finding.</summary>
    public PlausibilityState State { get; private set; }

    /// <summary>Its voltage channel, 0 … 2 (A, B, C); −1 when all is well.</summary>
    public int Channel { get; private set; } = -1;

    public PlausibilitySource Source { get; private set; }

    /// <summary>Its relative deviation now, signed.</summary>
    public double Deviation { get; private set; }

    public void Reset()
    {
        Array.Clear(_phases);
        Array.Clear(_meter);
        Array.Clear(_seen);
        Clear();
    }

    /// <summary>Takes one reporting block.</summary>
    /// <param name="voltage">RMS voltages, pu.</param>
    /// <param name="second">The same phases from a second meter, pu; a phase without a fresh reading is NaN, and all are where there is none.</param>
    /// <param name="seconds">Time since the last call, s.</param>
    public void Step(in Phases voltage, in Phases second, double seconds)
    {
        Clear();
        if (!(seconds > 0)) return;
        double median = Median(voltage);
        for (int phase = 0; phase < voltage.Count; phase++)
        {
            if (voltage.Count == 3 && median > LowestPu)
                Find(ref _phases[phase], phase, PlausibilitySource.OtherPhases, voltage[phase] / median - 1 - settings.Standing[phase],
                    settings.PhasesSeconds, seconds);
            _seen[phase].Step(voltage[phase], seconds);
            if (second[phase] > LowestPu)
                Find(ref _meter[phase], phase, PlausibilitySource.SecondMeter, _seen[phase].Deviation(second[phase]), settings.SecondMeterSeconds, seconds);
        }
    }

    void Find(ref Watch watch, int channel, PlausibilitySource source, double deviation, double persistence, double seconds)
    {
        PlausibilityState state = watch.Step(Math.Abs(deviation), settings, persistence, seconds);
        if (state <= State) return;
        State = state;
        Channel = channel;
        Source = source;
        Deviation = deviation;
    }

    void Clear()
    {
        State = PlausibilityState.Ok;
        Channel = -1;
        Source = PlausibilitySource.None;
        Deviation = 0;
    }

    static double Median(in Phases v) => Math.Max(Math.Min(v.A, v.B), Math.Min(Math.Max(v.A, v.B), v.C));
}
