using V2G.Control.Protection;
using V2G.Control.Settings;

namespace V2G.Control.GridSupport;

/// <summary>Operating region for the present voltage (IEEE 1547-2018 6.4.2, Tables 14 to 16).</summary>
public enum VoltageRegion : byte
{
    Continuous = 0,
    Mandatory = 1,

    /// <summary>May go on or cease: this unit goes on, since its converter follows the grid down to momentary cessation.</summary>
    Permissive = 2,
    MomentaryCessation = 3,
    CeaseToEnergize = 4,
}

public readonly record struct RideThroughSettings
{
    /// <summary>
    /// Active current rises from nothing to rated in this time, s: after momentary cessation 80 % must be back within 0.4 s
    /// (6.4.2.7). Reactive current follows at once.
    /// </summary>
    public double RestoreSeconds { get; init; }

    /// <summary>The voltage must be back out of the cessation region for so long before current returns, s; with the ramp within 0.4 s (6.4.2.7).</summary>
    public double ReturnDelaySeconds { get; init; }

    /// <summary>Without rhythm for longer than this the unit leaves service and enters it anew, s (category III must ride through 1 s of cessation).</summary>
    public double SyncLossSeconds { get; init; }

    /// <summary>A voltage must lie in the momentary-cessation region for this long before current ends, s: at most 0.083 s (Table 16).</summary>
    public double CessationResponseSeconds { get; init; }

    /// <summary>The same for the cease-to-energize region of categories I and II, s: at most 0.16 s (Tables 14 and 15).</summary>
    public double CeaseResponseSeconds { get; init; }

    public static RideThroughSettings Default => new() { RestoreSeconds = 0.3, SyncLossSeconds = 1 };

    public void Check(SettingCheck check)
    {
        check.InRange("ride_through.restore", RestoreSeconds, 0, 0.4, "s", "IEEE 1547-2018 6.4.2.7");
        check.InRange("ride_through.return_delay", ReturnDelaySeconds, 0, 0.4 - 0.8 * RestoreSeconds, "s", "IEEE 1547-2018 6.4.2.7: 80 % is back within 0.4 s");
        check.InRange("ride_through.sync_loss", SyncLossSeconds, 0.2, 5, "s", "house: at least the 0.4 s in which power must be back");
        check.InRange("ride_through.cessation_response", CessationResponseSeconds, 0, 0.083, "s", "IEEE 1547-2018 Table 16");
        check.InRange("ride_through.cease_response", CeaseResponseSeconds, 0, 0.16, "s", "IEEE 1547-2018 Tables 14 and 15");
    }
}

/// <summary>Rides through: names the region, blocks in momentary cessation, and restores active current by a ramp afterwards.</summary>
public struct RideThrough
{
    TripTimer _cessation, _return;
    double _activeCurrent;
    bool _flowed;

    public VoltageRegion Region { get; private set; }

    /// <summary>No current may flow now.</summary>
    public bool Ceased { get; private set; }

    /// <summary>Dynamic voltage support may act: the voltage is outside the continuous region, and current flows.</summary>
    public readonly bool Supports => Region is VoltageRegion.Mandatory or VoltageRegion.Permissive;

    public void Reset() => this = default;

    /// <summary>Names the region of the worst of the applicable voltages, and says whether current must have ended by now.</summary>
    public void Step(in RideThroughSettings s, AbnormalCategory category, double lowestPu, double highestPu, double dtSeconds)
    {
        Region = RegionOf(category, lowestPu, highestPu);
        // Category III ceases from 1.10 pu on; above 1.20 pu it must not wait for longer than it does below.
        bool momentary = category == AbnormalCategory.III;
        double allowed = momentary ? s.CessationResponseSeconds : s.CeaseResponseSeconds;
        bool outside = Region >= VoltageRegion.MomentaryCessation;
        if (_cessation.Step(outside, allowed, dtSeconds)) Ceased = true;
        if (_return.Step(!outside, s.ReturnDelaySeconds, dtSeconds)) Ceased = false;
    }

    /// <summary>No current flows: what comes next is restored by the ramp.</summary>
    public void Stopped() => (_activeCurrent, _flowed) = (0, true);

    /// <summary>Active power as the rise of active current allows it, pu.</summary>
    public double Restore(in RideThroughSettings s, double activePowerPu, double positiveSequencePu, double dtSeconds)
    {
        // Below this voltage the unit has long ceased; the quotient must not run away.
        double v = positiveSequencePu > 0.05 ? positiveSequencePu : 0.05;
        double current = activePowerPu / v;
        if (_flowed && s.RestoreSeconds > 0)
        {
            // Less is never waited for: only a growing current is held back, and one that turns begins at 0.
            double rise = dtSeconds / s.RestoreSeconds;
            current = current > 0 ? Math.Min(current, Math.Max(_activeCurrent, 0) + rise) : Math.Max(current, Math.Min(_activeCurrent, 0) - rise);
        }
        (_activeCurrent, _flowed) = (current, true);
        return current == activePowerPu / v ? activePowerPu : current * v;
    }

    /// <summary>The region of the worst of the applicable voltages; the more severe of the low and the high side.</summary>
    public static VoltageRegion RegionOf(AbnormalCategory category, double lowestPu, double highestPu)
    {
        VoltageRegion low = Low(category, lowestPu), high = High(category, highestPu);
        return low > high ? low : high;
    }

    static VoltageRegion Low(AbnormalCategory category, double v) => category switch
    {
        AbnormalCategory.I => v >= 0.88 ? VoltageRegion.Continuous : v >= 0.70 ? VoltageRegion.Mandatory
            : v >= 0.50 ? VoltageRegion.Permissive : VoltageRegion.CeaseToEnergize,
        AbnormalCategory.II => v >= 0.88 ? VoltageRegion.Continuous : v >= 0.65 ? VoltageRegion.Mandatory
            : v >= 0.30 ? VoltageRegion.Permissive : VoltageRegion.CeaseToEnergize,
        _ => v >= 0.88 ? VoltageRegion.Continuous : v >= 0.50 ? VoltageRegion.Mandatory : VoltageRegion.MomentaryCessation,
    };

    static VoltageRegion High(AbnormalCategory category, double v)
    {
        if (v <= 1.10) return VoltageRegion.Continuous;
        if (v > 1.20) return VoltageRegion.CeaseToEnergize;
        return category == AbnormalCategory.III ? VoltageRegion.MomentaryCessation : VoltageRegion.Permissive;
    }
}
