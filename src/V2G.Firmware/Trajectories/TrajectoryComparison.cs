using V2G.Control.Settings;

namespace V2G.Firmware.Trajectories;

/// <summary>How far our controller and the model are apart on one trajectory.</summary>
/// <param name="Verdict">passed, excepted or failed.</param>
/// <param name="Rules">Rules that were needed.</param>
/// <param name="ExceptedRows">Rows that differ and that a rule excepts.</param>
/// <param name="LargestPPu">Largest difference of active power on rows that are compared, pu.</param>
/// <param name="FirstBadRow">First row outside tolerance that no rule excepts, from 0; −1 for none.</param>
internal sealed record ComparisonResult(
    string Name, string Verdict, string[] Rules, int Rows, int ExceptedRows, double? LargestPPu, double? LargestQPu, int FirstBadRow, string? FirstBad);

/// <summary>Compares row by row: 1e-6 pu, and a transition may come one step early or late.</summary>
internal static class TrajectoryComparison
{
    public const double TolerancePu = 1e-6;

    /// <exception cref="TrajectoryException">The trajectory has settings that we don't have.</exception>
    public static ComparisonResult Compare(Trajectory t)
    {
        ControlSettings[] settings = new ControlSettings[t.Rows.Length];
        TrajectoryStep[] ours = TrajectoryRun.Run(t, settings);
        RuleView view = new(t, ours, settings);
        double[] until = new double[ExceptionRule.All.Length];
        Array.Fill(until, double.NegativeInfinity);
        HashSet<string> used = [];
        double largestP = 0, largestQ = 0;
        int excepted = 0, bad = -1;
        for (int i = 0; i < ours.Length; i++)
        {
            view.Row = i;
            (double dp, double dq) = Difference(t, ours, i);
            double worst = Math.Max(dp, dq);
            string? rule = Covering(view, until, worst);
            if (worst <= TolerancePu)
            {
                (largestP, largestQ) = (Math.Max(largestP, dp), Math.Max(largestQ, dq));
            }
            else if (rule is not null)
            {
                excepted++;
                used.Add(rule);
            }
            else
            {
                (largestP, largestQ) = (Math.Max(largestP, dp), Math.Max(largestQ, dq));
                if (bad < 0) bad = i;
            }
        }
        string verdict = bad >= 0 ? "failed" : excepted > 0 ? "excepted" : "passed";
        return new(t.Name, verdict, [.. used], ours.Length, excepted, largestP, largestQ, bad, bad < 0 ? null : Describe(t, ours, bad));
    }

    // The first rule that covers this row and the difference on it; every rule's window moves on.
    static string? Covering(RuleView view, double[] until, double worst)
    {
        string? covering = null;
        double now = view.Model.TimeSeconds;
        for (int r = 0; r < until.Length; r++)
        {
            ExceptionRule rule = ExceptionRule.All[r];
            bool open = now <= until[r];
            if (rule.Holds(view) || (open && rule.Lasts(view))) until[r] = now + rule.SettleSeconds(view.Settings);
            if (now <= until[r] && worst <= rule.TolerancePu) covering ??= rule.Name;
        }
        return covering;
    }

    static (double P, double Q) Difference(Trajectory t, TrajectoryStep[] ours, int i)
    {
        (double P, double Q) here = At(i);
        if (Math.Max(here.P, here.Q) <= TolerancePu || !Transition(t, ours, i)) return here;
        foreach (int j in (ReadOnlySpan<int>)[i - 1, i + 1])
        {
            if (j < 0 || j >= ours.Length) continue;
            (double P, double Q) beside = At(j);
            if (Math.Max(beside.P, beside.Q) <= TolerancePu) return beside;
        }
        return here;

        (double, double) At(int j) =>
            (Math.Abs(ours[j].ActivePowerPu - t.Rows[i].ActivePowerPu), Math.Abs(ours[j].VarInjectedPu - t.Rows[i].VarInjectedPu));
    }

    // Either side switches here or one row away.
    static bool Transition(Trajectory t, TrajectoryStep[] ours, int i)
    {
        for (int j = Math.Max(1, i); j <= Math.Min(i + 1, ours.Length - 1); j++)
        {
            if (t.Rows[j].Status != t.Rows[j - 1].Status || ours[j].InService != ours[j - 1].InService || ours[j].Ceased != ours[j - 1].Ceased) return true;
        }
        return false;
    }

    static string Describe(Trajectory t, TrajectoryStep[] ours, int i)
    {
        TrajectoryRow m = t.Rows[i];
        return FormattableString.Invariant(
            $"row {i}, {m.TimeSeconds:0.######} s: P {ours[i].ActivePowerPu:0.#########} for {m.ActivePowerPu:0.#########} pu, Q {ours[i].VarInjectedPu:0.#########} for {m.VarInjectedPu:0.#########} pu (V {m.A:0.####}/{m.B:0.####}/{m.C:0.####} pu, {m.FrequencyHz:0.####} Hz, demand {m.DemandPu:0.####} pu, status {m.Status})");
    }
}
