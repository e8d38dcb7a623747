using V2G.Control.Settings;

namespace V2G.Control.Protection;

/// <summary>Voltage trips (IEEE 1547-2018 6.4.1, Tables 11 to 13). Thresholds in pu of nominal, clearing times in s.</summary>
public readonly record struct VoltageTripSettings
{
    public double Ov2Pu { get; init; }
    public double Ov2Seconds { get; init; }
    public double Ov1Pu { get; init; }
    public double Ov1Seconds { get; init; }
    public double Uv1Pu { get; init; }
    public double Uv1Seconds { get; init; }
    public double Uv2Pu { get; init; }
    public double Uv2Seconds { get; init; }

    public static VoltageTripSettings Default(AbnormalCategory category)
    {
        VoltageTripSettings s = new() { Ov2Pu = 1.20, Ov2Seconds = 0.16, Ov1Pu = 1.10, Ov1Seconds = 2, Uv1Pu = 0.70, Uv1Seconds = 2, Uv2Pu = 0.45, Uv2Seconds = 0.16 };
        return category switch
        {
            AbnormalCategory.I => s,
            AbnormalCategory.II => s with { Uv1Seconds = 10 },
            _ => s with { Ov1Seconds = 13, Uv1Pu = 0.88, Uv1Seconds = 21, Uv2Pu = 0.50, Uv2Seconds = 2 },
        };
    }

    public void Check(SettingCheck check, AbnormalCategory category)
    {
        // Category III with the ranges that IEEE 1547a-2020 widened.
        string table = category switch { AbnormalCategory.I => "IEEE 1547-2018 Table 11", AbnormalCategory.II => "IEEE 1547-2018 Table 12", _ => "IEEE 1547a-2020 Table 13" };
        bool three = category == AbnormalCategory.III;
        check.InRange("trip.ov2.voltage", Ov2Pu, 1.20, 1.20, "pu", table);
        check.InRange("trip.ov2.time", Ov2Seconds, 0.16, 0.16, "s", table);
        check.InRange("trip.ov1.voltage", Ov1Pu, 1.10, 1.20, "pu", table);
        check.InRange("trip.ov1.time", Ov1Seconds, 1, 13, "s", table);
        check.InRange("trip.uv1.voltage", Uv1Pu, 0, 0.88, "pu", table);
        check.InRange("trip.uv1.time", Uv1Seconds, 2, three ? 50 : 21, "s", table);
        check.InRange("trip.uv2.voltage", Uv2Pu, 0, 0.50, "pu", table);
        check.InRange("trip.uv2.time", Uv2Seconds, 0.16, three ? 21 : 2, "s", table);
    }
}

public struct VoltageTrip
{
    TripTimer _ov2, _ov1, _uv1, _uv2;

    /// <summary>How long an element's condition has held, s; 0 when it does not, or for another kind of element.</summary>
    public readonly double HeldSeconds(TripElement element) => element switch
    {
        TripElement.Ov2 => _ov2.HeldSeconds,
        TripElement.Ov1 => _ov1.HeldSeconds,
        TripElement.Uv2 => _uv2.HeldSeconds,
        TripElement.Uv1 => _uv1.HeldSeconds,
        _ => 0,
    };

    public void Reset() => this = default;

    /// <param name="marginSeconds">What measuring and blocking take of the clearing time, s.</param>
    /// <returns>The element that trips, the most severe first; <see cref="TripElement.None"/> when none does.</returns>
    public TripElement Step(in VoltageTripSettings s, double lowestPu, double highestPu, double marginSeconds, double dtSeconds)
    {
        bool ov2 = _ov2.Step(highestPu > s.Ov2Pu, s.Ov2Seconds - marginSeconds, dtSeconds);
        bool ov1 = _ov1.Step(highestPu > s.Ov1Pu, s.Ov1Seconds - marginSeconds, dtSeconds);
        bool uv2 = _uv2.Step(lowestPu < s.Uv2Pu, s.Uv2Seconds - marginSeconds, dtSeconds);
        bool uv1 = _uv1.Step(lowestPu < s.Uv1Pu, s.Uv1Seconds - marginSeconds, dtSeconds);
        return ov2 ? TripElement.Ov2 : ov1 ? TripElement.Ov1 : uv2 ? TripElement.Uv2 : uv1 ? TripElement.Uv1 : TripElement.None;
    }
}
