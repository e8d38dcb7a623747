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
    /// <summary>Full output again this long after momentary cessation ends, s: 80 % must be there within 0.4 s (6.4.2.7).</summary>
    public double RestoreSeconds { get; init; }

    /// <summary>Without rhythm for longer than this the unit leaves service and enters it anew, s (category III must ride through 1 s of cessation).</summary>
    public double SyncLossSeconds { get; init; }

    public static RideThroughSettings Default => new() { RestoreSeconds = 0.3, SyncLossSeconds = 1 };

    public void Check(SettingCheck check)
    {
        check.InRange("ride_through.restore", RestoreSeconds, 0, 0.4, "s", "IEEE 1547-2018 6.4.2.7");
        check.InRange("ride_through.sync_loss", SyncLossSeconds, 0.2, 5, "s", "house: at least the 0.4 s in which power must be back");
    }
}

/// <summary>Rides through: names the region, blocks in momentary cessation, and restores the output by a ramp afterwards.</summary>
public struct RideThrough
{
    double _restored;

    public VoltageRegion Region { get; private set; }

    /// <summary>No current may flow now.</summary>
    public readonly bool Ceased => Region >= VoltageRegion.MomentaryCessation;

    /// <summary>Share of the output that the restoring ramp allows, 0 … 1.</summary>
    public readonly double RestoredShare => _restored;

    public void Reset()
    {
        Region = VoltageRegion.Continuous;
        _restored = 1;
    }

    /// <summary>Nothing is measured: the region stays what it was, and what comes back is restored by the ramp.</summary>
    public void Block() => _restored = 0;

    /// <param name="blocked">No current flows for another reason that restores in the same way (loss of the grid's rhythm).</param>
    public void Step(in RideThroughSettings s, AbnormalCategory category, double lowestPu, double highestPu, bool blocked, double dtSeconds)
    {
        Region = RegionOf(category, lowestPu, highestPu);
        if (Ceased || blocked) _restored = 0;
        else if (_restored < 1) _restored = s.RestoreSeconds <= dtSeconds ? 1 : Math.Min(1, _restored + dtSeconds / s.RestoreSeconds);
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
