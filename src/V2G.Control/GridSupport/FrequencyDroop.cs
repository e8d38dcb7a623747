using V2G.Control.Settings;

namespace V2G.Control.GridSupport;

/// <summary>
/// Frequency-droop (frequency-power) function (IEEE 1547-2018 6.5.2.7, Tables 23 and 24). Deadbands in Hz around the nominal
/// frequency; the droop k is the change of frequency, as a share of nominal, that changes active power by its rating.
/// </summary>
public readonly record struct FrequencyDroopSettings
{
    public bool Enabled { get; init; }
    public double OverDeadbandHz { get; init; }
    public double UnderDeadbandHz { get; init; }
    public double OverDroop { get; init; }
    public double UnderDroop { get; init; }
    public double OpenLoopResponseSeconds { get; init; }

    public static FrequencyDroopSettings Default => new()
    {
        Enabled = true, OverDeadbandHz = 0.036, UnderDeadbandHz = 0.036, OverDroop = 0.05, UnderDroop = 0.05, OpenLoopResponseSeconds = 5,
    };

    public void Check(SettingCheck check, AbnormalCategory category)
    {
        const string table = "IEEE 1547-2018 Table 24";
        bool three = category == AbnormalCategory.III;
        check.InRange("frequency_droop.over_deadband", OverDeadbandHz, 0.017, 1, "Hz", table);
        check.InRange("frequency_droop.under_deadband", UnderDeadbandHz, 0.017, 1, "Hz", table);
        check.InRange("frequency_droop.over_droop", OverDroop, three ? 0.02 : 0.03, 0.05, "", table);
        check.InRange("frequency_droop.under_droop", UnderDroop, three ? 0.02 : 0.03, 0.05, "", table);
        check.InRange("frequency_droop.open_loop_response", OpenLoopResponseSeconds, three ? 0.2 : 1, 10, "s", table);
    }
}

/// <summary>
/// Moves active power against a deviation of frequency, from the power that flowed before it (the pre-disturbance power, latched
/// when the frequency leaves the deadband), and back with the same response when it returns.
/// </summary>
public struct FrequencyDroop
{
    // Back within this of where it would be without the function, it steps aside, pu.
    const double ReturnedPu = 1e-3;

    OpenLoopResponse _response;
    double _beforePu;
    bool _over, _under;

    /// <summary>Over-frequency lowers power, or its end is still being followed.</summary>
    public bool OverActive { get; private set; }

    /// <summary>Under-frequency raises power, or its end is still being followed.</summary>
    public bool UnderActive { get; private set; }

    /// <summary>Active power that the function wants, pu of rated apparent power, + = export; meaningless while neither is active.</summary>
    public readonly double Output => _response.Output;

    /// <summary>Out of service: nothing flows. Power that flows next begins there.</summary>
    public void Reset()
    {
        this = default;
        _response.Reset(0);
    }

    /// <param name="freePu">Where active power would be without this function.</param>
    /// <param name="lastPu">Active power of the last tick; NaN where none has flowed yet: then there was no power before the deviation, and it counts from where power would be.</param>
    /// <param name="minPu">Least power that can follow, pu: full charging, or what the vehicle takes.</param>
    /// <param name="maxPu">Greatest power that can follow, pu: the headroom.</param>
    /// <param name="ratedPu">Rated active power, pu of rated apparent power.</param>
    public void Step(in FrequencyDroopSettings s, double nominalHz, double frequencyHz, double freePu, double lastPu, double minPu, double maxPu,
        double ratedPu, double reactionSeconds, double dtSeconds)
    {
        bool under = s.Enabled && frequencyHz < nominalHz - s.UnderDeadbandHz, over = s.Enabled && frequencyHz > nominalHz + s.OverDeadbandHz;
        if (!(under && _under) && !(over && _over)) _beforePu = double.IsNaN(lastPu) ? freePu : lastPu;
        double wanted = freePu;
        if (over) wanted = Math.Max(_beforePu - (frequencyHz - (nominalHz + s.OverDeadbandHz)) / (nominalHz * s.OverDroop) * ratedPu, minPu);
        else if (under) wanted = Math.Min(_beforePu + (nominalHz - s.UnderDeadbandHz - frequencyHz) / (nominalHz * s.UnderDroop) * ratedPu, maxPu);
        bool lags = under || over || UnderActive || OverActive;
        double output = _response.Step(wanted, lags ? s.OpenLoopResponseSeconds - reactionSeconds : 0, dtSeconds);
        bool returned = Math.Abs(output - wanted) < ReturnedPu;
        UnderActive = under || (UnderActive && !returned);
        OverActive = over || (OverActive && !returned);
        (_under, _over) = (under, over);
    }
}
