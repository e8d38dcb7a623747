using V2G.Control.GridSupport;
using V2G.Control.Limits;
using V2G.Control.Settings;

namespace V2G.Firmware.Trajectories;

/// <summary>Where a rule looks: one row of a trajectory with the settings in force, the model's outputs and ours.</summary>
internal sealed class RuleView(Trajectory trajectory, TrajectoryStep[] ours, ControlSettings[] settings)
{
    public Trajectory Trajectory { get; } = trajectory;

    public int Row { get; set; }

    public ref readonly TrajectoryRow Model => ref Trajectory.Rows[Row];

    public TrajectoryStep Ours => ours[Row];

    public ref readonly ControlSettings Settings => ref settings[Row];

    public double DemandPu => Model.DemandPu * Settings.Site.RatedActivePowerPu;

    public bool OverFrequency => OverFrequencyAt(Row);

    public bool UnderFrequency => Settings.FrequencyDroop.Enabled && Model.FrequencyHz < Settings.Site.NominalFrequencyHz - Settings.FrequencyDroop.UnderDeadbandHz;

    /// <summary>The model's unit enters service: its ramp runs.</summary>
    public bool Entering => Model.Status == 1;

    /// <summary>The frequency is above the droop's deadband, or was within the time given, s.</summary>
    public bool OverFrequencyWithin(double seconds)
    {
        for (int i = Row; i >= 0 && Model.TimeSeconds - Trajectory.Rows[i].TimeSeconds <= seconds; i--)
            if (OverFrequencyAt(i)) return true;
        return false;
    }

    bool OverFrequencyAt(int row) =>
        Settings.FrequencyDroop.Enabled && Trajectory.Rows[row].FrequencyHz > Settings.Site.NominalFrequencyHz + Settings.FrequencyDroop.OverDeadbandHz;

    /// <summary>The reactive power mode changed with this row or within the time given before it, s.</summary>
    public bool ModeChangedWithin(double seconds)
    {
        for (int i = Row; i > 0 && Model.TimeSeconds - Trajectory.Rows[i].TimeSeconds <= seconds; i--)
            if (settings[i].VarMode != settings[i - 1].VarMode) return true;
        return false;
    }
}

/// <summary>
/// Where the model is wrong and the standard is followed instead: a condition over settings, events and rows, never over a file's
/// name. Rows on which it holds, and those after it in which its effect can still be there, are excepted.
/// </summary>
/// <param name="Name">In a word or two.</param>
/// <param name="Clause">What is followed instead.</param>
/// <param name="What">What the model does, and we do.</param>
/// <param name="Holds">The condition, row by row.</param>
/// <param name="Lasts">Its effect goes on while this holds, once it has begun.</param>
/// <param name="SettleSeconds">And for so long after that.</param>
/// <param name="TolerancePu">What may still differ on excepted rows, pu.</param>
internal sealed record ExceptionRule(
    string Name, string Clause, string What, Func<RuleView, bool> Holds, Func<RuleView, bool> Lasts, Func<ControlSettings, double> SettleSeconds,
    double TolerancePu = double.PositiveInfinity)
{
    public static readonly ExceptionRule[] All =
    [
        new("mode change", "IEEE 1547-2018 4.6.3",
            "the model's ramp from one reactive power mode to another begins near 0, ours at the present reactive power",
            v => v.ModeChangedWithin(v.Settings.ModeTransitionSeconds), Never, _ => 0),

        new("limit and volt-watt together", "IEEE 1547-2018 4.7",
            "with active-power limit and volt-watt both on the model forgets a battery's demand, and the enter-service ramp",
            v => v.Settings.ActivePowerLimit.Enabled && v.Settings.VoltWatt.Enabled && (v.Entering || (v.Trajectory.Battery && v.Model.ActivePowerPu > v.DemandPu + Small)),
            OutsideDeadband, Settle),

        new("a battery's demand at over-frequency", "IEEE 1547-2018 4.7: the lowest active power wins",
            "with volt-watt off the model does not let a battery's demand lower its power while frequency droop holds it (with volt-watt on it does)",
            v => v.Trajectory.Battery && !v.Settings.VoltWatt.Enabled && !v.UnderFrequency && v.OverFrequencyWithin(8 * v.Settings.FrequencyDroop.OpenLoopResponseSeconds)
                && v.Model.ActivePowerPu > v.DemandPu + Small && v.Ours.ActivePowerPu <= v.DemandPu + Small,
            OutsideDeadband, Settle),

        new("entering service outside the droop's deadband", "IEEE 1547-2018 4.10.3, 6.5.2.7",
            "the model drops the enter-service ramp while frequency droop acts, and takes a power from before the trip for the one before the disturbance",
            v => v.Entering && (v.OverFrequency || v.UnderFrequency), v => v.Entering || OutsideDeadband(v), Settle),

        new("a battery turns while it enters service", "IEEE 1547-2018 4.10.3",
            "when a battery's demand turns while its ramp runs, the model goes on giving power against it until the ramp has come back to 0",
            v => v.Entering && v.Trajectory.Battery && v.Model.ActivePowerPu * v.DemandPu <= 0 && Math.Abs(v.Model.ActivePowerPu) > Small, v => v.Entering, Settle),

        new("ride-through while entering service", "IEEE 1547-2018 4.10.3, 6.4.2",
            "a disturbance that is ridden through ends the model's enter-service ramp; ours goes on",
            v => v.Model.Status >= 3 && v.Ours.Entering, v => v.Ours.Entering, Settle),

        new("true from the first row", "IEEE 1547-2018 6.4.1, 6.5.1, 4.10.2",
            "the model's timers begin elapsed: a condition that holds in the first row trips, or enters service, at once",
            v => HeldSinceFirstRow(v) is { } seconds && v.Model.TimeSeconds <= seconds + v.Trajectory.DtSeconds, v => v.Entering, Settle),

        new("active power first", "IEEE 1547-2018 4.7, 5.2",
            "where active power has priority beyond the required reactive power, the model raises active power above what is asked for or available",
            v => v.Settings.BeyondRequired == BeyondRequired.ActiveFirst && v.Settings.VarMode is VarMode.VoltVar or VarMode.ConstantVar
                && OnCircle(v) && Math.Abs(v.Model.ActivePowerPu) > Math.Abs(v.Ours.ActivePowerPu) + Small,
            OutsideDeadband, Settle),

        new("volt-watt after a trip", "IEEE 1547-2018 4.10.3",
            "the model's volt-watt filter stands still during a trip and limits the power after it",
            v => v.Settings.VoltWatt.Enabled && v.Entering && v.Model.ActivePowerPu < v.Ours.ActivePowerPu - Small, v => v.Entering, Settle),

        new("steps of the current limit", "the model's search",
            "at the limit of current the model finds active current in steps of 0.0001 of itself",
            v => v.Ours.AtCurrentLimit, Never, _ => 0.5, TolerancePu: 1.5e-4),
    ];

    const double Small = 1e-9;

    static bool Never(RuleView v) => false;

    static bool OutsideDeadband(RuleView v) => v.OverFrequency || v.UnderFrequency;

    // A first-order lag of response time T has fallen to a millionth after 6 T; two of them follow each other.
    static double Settle(ControlSettings s)
    {
        double var = s.VarMode switch
        {
            VarMode.ConstantPowerFactor => s.ConstantPowerFactor.OpenLoopResponseSeconds, VarMode.WattVar => s.WattVar.OpenLoopResponseSeconds, _ => 0,
        };
        double active = Math.Max(s.FrequencyDroop.Enabled ? s.FrequencyDroop.OpenLoopResponseSeconds : 0, s.VoltWatt.Enabled ? s.VoltWatt.OpenLoopResponseSeconds : 0);
        return 8 * (var + active);
    }

    static bool OnCircle(RuleView v)
    {
        double p = v.Model.ActivePowerPu, q = v.Model.VarInjectedPu;
        return Math.Abs(p * p + q * q - 1) < 1e-5;
    }

    // How long what holds in every row from the first to this one would have to hold by the standard, s; null when nothing has.
    static double? HeldSinceFirstRow(RuleView v)
    {
        ref readonly TrajectoryRow first = ref v.Trajectory.Rows[0];
        ref readonly ControlSettings s = ref v.Settings;
        double low = Math.Min(first.A, Math.Min(first.B, first.C)), high = Math.Max(first.A, Math.Max(first.B, first.C)), hz = first.FrequencyHz;
        double seconds = -1;
        if (v.Trajectory.Settings.TryGetValue("STATUS_INIT", out System.Text.Json.JsonElement status) && status.ValueKind == System.Text.Json.JsonValueKind.False)
        {
            EnterServiceSettings es = s.EnterService;
            if (low >= es.MinVoltagePu && high <= es.MaxVoltagePu && hz >= es.MinFrequencyHz && hz <= es.MaxFrequencyHz)
                seconds = es.DelaySeconds + es.RandomDelaySeconds + es.RampSeconds;
        }
        else
        {
            Held(high > s.VoltageTrip.Ov1Pu, s.VoltageTrip.Ov1Seconds);
            Held(high > s.VoltageTrip.Ov2Pu, s.VoltageTrip.Ov2Seconds);
            Held(low < s.VoltageTrip.Uv1Pu, s.VoltageTrip.Uv1Seconds);
            Held(low < s.VoltageTrip.Uv2Pu, s.VoltageTrip.Uv2Seconds);
            Held(hz > s.FrequencyTrip.Of1Hz, s.FrequencyTrip.Of1Seconds);
            Held(hz > s.FrequencyTrip.Of2Hz, s.FrequencyTrip.Of2Seconds);
            Held(hz < s.FrequencyTrip.Uf1Hz, s.FrequencyTrip.Uf1Seconds);
            Held(hz < s.FrequencyTrip.Uf2Hz, s.FrequencyTrip.Uf2Seconds);
        }
        return seconds < 0 ? null : seconds;

        void Held(bool condition, double clearing)
        {
            if (condition) seconds = Math.Max(seconds, clearing);
        }
    }
}
