using V2G.Control.Protection;

namespace V2G.Firmware.TypeTests.Procedures;

/// <summary>What a stage of a disturbance asks for (IEEE 1547-2018 6.4.2).</summary>
internal enum RideMode
{
    /// <summary>Goes on, with what it gave before.</summary>
    Continuous,

    /// <summary>Apparent current of at least 80 % of that before the disturbance.</summary>
    Mandatory,

    /// <summary>May go on or cease; must not trip.</summary>
    Permissive,

    /// <summary>No current.</summary>
    Cessation,
}

/// <summary>One stage: a voltage for a time.</summary>
internal sealed record RideStage(string Name, double VoltagePu, double Seconds, RideMode Mode);

/// <summary>Drives a sequence of stages and judges each.</summary>
internal sealed class RideThroughJudge(StepGroup group, DeviceUnderTest device)
{
    /// <summary>Current must be back by then (6.4.2.7), s; cessation and a change of stage show in the current by then as well.</summary>
    public const double RestoreSeconds = 0.4;

    /// <summary>Category III ceases within this (Table 16), categories I and II within 0.16 s (Tables 14 and 15), s.</summary>
    public const double CessationSeconds = 0.083;

    /// <summary>Share of the current before the disturbance.</summary>
    const double CurrentShare = 0.8;

    /// <summary>No current, as a meter shows it, pu.</summary>
    const double NoCurrentPu = 0.01;

    const double FineSeconds = 0.001, CoarseSeconds = 0.01, FineForSeconds = 1;

    double _activeBefore, _apparentBefore;
    bool _known;

    public void Stage(RideStage stage)
    {
        double from = device.Seconds;
        device.SetVoltage(stage.VoltagePu);
        device.Run(Math.Min(FineForSeconds, stage.Seconds), FineSeconds);
        if (stage.Seconds > FineForSeconds) device.Run(stage.Seconds - FineForSeconds, CoarseSeconds);
        double to = device.Seconds;
        List<Check> checks = [Check.Fact($"rides through, no trip{Element}", device.State.Trip == TripElement.None && device.InService)];
        if (_known) Judge(stage, from, to, checks);
        else Before(from, to);
        group.Add($"{stage.Name} {stage.VoltagePu:0.000} pu for {stage.Seconds:0.##} s, {stage.Mode.ToString().ToLowerInvariant()}", from, to, checks);
    }

    string Element => device.State.Trip == TripElement.None ? "" : $" (tripped on {device.State.Trip.ToString().ToUpperInvariant()})";

    // The first stage of a test is what a disturbance is compared with.
    void Before(double from, double to)
    {
        double settled = to - Math.Min(1, (to - from) / 2);
        _activeBefore = group.Trace.Mean(s => s.ActiveCurrentPu, settled, to);
        _apparentBefore = group.Trace.Mean(s => s.ApparentCurrentPu, settled, to);
        _known = true;
    }

    void Judge(RideStage stage, double from, double to, List<Check> checks)
    {
        switch (stage.Mode)
        {
            case RideMode.Cessation:
                checks.Add(Check.Figure("current after it must have ceased", group.Trace.Greatest(s => s.ApparentCurrentPu, from + CessationSeconds, to), Band.AtMost(NoCurrentPu), "pu"));
                break;
            case RideMode.Mandatory:
                checks.Add(Check.Figure($"least apparent current from {RestoreSeconds} s on", group.Trace.Least(s => s.ApparentCurrentPu, from + RestoreSeconds, to),
                    Band.AtLeast(CurrentShare * _apparentBefore), "pu"));
                break;
            case RideMode.Continuous:
                checks.Add(Check.Figure($"least active current from {RestoreSeconds} s on", group.Trace.Least(s => s.ActiveCurrentPu, from + RestoreSeconds, to),
                    Band.AtLeast(CurrentShare * _activeBefore), "pu"));
                break;
        }
    }
}
