using V2G.Control.Settings;

namespace V2G.Control.Protection;

/// <summary>Frequency trips (IEEE 1547-2018 6.5.1, Table 18), the same for all categories. Hz of the site's nominal, clearing times in s.</summary>
public readonly record struct FrequencyTripSettings
{
    public double Of2Hz { get; init; }
    public double Of2Seconds { get; init; }
    public double Of1Hz { get; init; }
    public double Of1Seconds { get; init; }
    public double Uf1Hz { get; init; }
    public double Uf1Seconds { get; init; }
    public double Uf2Hz { get; init; }
    public double Uf2Seconds { get; init; }

    /// <summary>The standard speaks of a 60 Hz grid; on another nominal its figures scale, to the digits in which settings are written.</summary>
    public static FrequencyTripSettings Default(double nominalFrequencyHz)
    {
        return new()
        {
            Of2Hz = Scaled(62.0), Of2Seconds = 0.16, Of1Hz = Scaled(61.2), Of1Seconds = 300,
            Uf1Hz = Scaled(58.5), Uf1Seconds = 300, Uf2Hz = Scaled(56.5), Uf2Seconds = 0.16,
        };

        double Scaled(double hzOf60) => Math.Round(hzOf60 * nominalFrequencyHz / 60, 6);
    }

    public void Check(SettingCheck check, double nominalFrequencyHz)
    {
        const string table = "IEEE 1547-2018 Table 18";
        double hz = nominalFrequencyHz / 60;
        check.InRange("trip.of2.frequency", Of2Hz, 61.8 * hz, 66 * hz, "Hz", table);
        check.InRange("trip.of2.time", Of2Seconds, 0.16, 1000, "s", table);
        check.InRange("trip.of1.frequency", Of1Hz, 61 * hz, 66 * hz, "Hz", table);
        check.InRange("trip.of1.time", Of1Seconds, 180, 1000, "s", table);
        check.InRange("trip.uf1.frequency", Uf1Hz, 50 * hz, 59 * hz, "Hz", table);
        check.InRange("trip.uf1.time", Uf1Seconds, 180, 1000, "s", table);
        check.InRange("trip.uf2.frequency", Uf2Hz, 50 * hz, 57 * hz, "Hz", table);
        check.InRange("trip.uf2.time", Uf2Seconds, 0.16, 1000, "s", table);
    }
}

public struct FrequencyTrip
{
    TripTimer _of2, _of1, _uf1, _uf2;

    /// <summary>How long an element's condition has held, s; 0 when it does not, or for another kind of element.</summary>
    public readonly double HeldSeconds(TripElement element) => element switch
    {
        TripElement.Of2 => _of2.HeldSeconds,
        TripElement.Of1 => _of1.HeldSeconds,
        TripElement.Uf1 => _uf1.HeldSeconds,
        TripElement.Uf2 => _uf2.HeldSeconds,
        _ => 0,
    };

    public void Reset() => this = default;

    /// <param name="marginSeconds">What measuring and blocking take of the clearing time, s.</param>
    public TripElement Step(in FrequencyTripSettings s, double frequencyHz, double marginSeconds, double dtSeconds)
    {
        bool of2 = _of2.Step(frequencyHz > s.Of2Hz, s.Of2Seconds - marginSeconds, dtSeconds);
        bool of1 = _of1.Step(frequencyHz > s.Of1Hz, s.Of1Seconds - marginSeconds, dtSeconds);
        bool uf2 = _uf2.Step(frequencyHz < s.Uf2Hz, s.Uf2Seconds - marginSeconds, dtSeconds);
        bool uf1 = _uf1.Step(frequencyHz < s.Uf1Hz, s.Uf1Seconds - marginSeconds, dtSeconds);
        return of2 ? TripElement.Of2 : of1 ? TripElement.Of1 : uf2 ? TripElement.Uf2 : uf1 ? TripElement.Uf1 : TripElement.None;
    }
}
