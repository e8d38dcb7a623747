using V2G.Control.Limits;

namespace V2G.Simulation.Vehicle;

/// <summary>A traction battery. The defaults are a 60 kWh pack of 108 cells in series.</summary>
public sealed record BatteryRatings
{
    public double CapacityAmpereHours { get; init; } = 150;

    public int CellsInSeries { get; init; } = 108;

    public double InternalOhms { get; init; } = 0.08;

    /// <summary>J/K.</summary>
    public double HeatCapacity { get; init; } = 350_000;

    /// <summary>To the ambient, K/W.</summary>
    public double HeatResistance { get; init; } = 0.15;

    public double MaxChargeWatts { get; init; } = 22_000;

    public double MaxDischargeWatts { get; init; } = 22_000;

    public long ReportPeriodNs { get; init; } = 250_000_000;
}

/// <summary>
/// The vehicle's battery and what its management system says of it: open-circuit voltage over state of charge, one internal
/// resistance, one temperature node. The report tells the truth unless a lie is set.
/// </summary>
public sealed class BatteryPack
{
    // Open-circuit volts of a nickel-manganese-cobalt cell at 0, 10 … 100 % (typical shape).
    static readonly double[] CellVolts = [3.00, 3.45, 3.55, 3.60, 3.64, 3.69, 3.77, 3.87, 3.97, 4.06, 4.18];

    readonly BatteryRatings _ratings;
    readonly double _tickSeconds;
    readonly double _socPerAmpereTick;
    double _charge;
    long _nextReportNs;
    VehicleReport _report;

    public BatteryPack(BatteryRatings ratings, double stateOfCharge, double celsius, long tickNs)
    {
        if (!(stateOfCharge is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(stateOfCharge), stateOfCharge, "state of charge: allowed 0 … 1");
        _ratings = ratings;
        _charge = stateOfCharge;
        _tickSeconds = VirtualTime.Seconds(tickNs);
        _socPerAmpereTick = _tickSeconds / (3600 * ratings.CapacityAmpereHours);
        Celsius = AmbientCelsius = celsius;
        Volts = OpenCircuitVolts;
        _report.StateOfCharge = double.NaN;
        _report.BatteryCelsius = double.NaN;
    }

    /// <summary>0 … 1, the truth.</summary>
    public double StateOfCharge => _charge;

    public double Celsius { get; set; }

    public double AmbientCelsius { get; set; }

    /// <summary>At the terminals, V.</summary>
    public double Volts { get; private set; }

    /// <summary>+ = out of the battery, A.</summary>
    public double Amperes { get; private set; }

    /// <summary>A session runs over the cable.</summary>
    public bool Connected { get; set; } = true;

    /// <summary>The negotiated service is bidirectional.</summary>
    public bool Bidirectional { get; set; } = true;

    /// <summary>Lie: added to the state of charge that is reported, 0 … 1 (−0.02 makes 21 % jump to 19 %).</summary>
    public double ReportedSocOffset { get; set; }

    /// <summary>Lie: the state of charge is not sent.</summary>
    public bool SocMissing { get; set; }

    /// <summary>Whether the protocol carries a temperature at all (ISO 15118-20 does not).</summary>
    public bool SendsTemperature { get; set; } = true;

    /// <summary>Lie: temperature and power limits are NaN.</summary>
    public bool SendsNaN { get; set; }

    /// <summary>Lie: no new reports; the last one grows old.</summary>
    public bool Stale { get; set; }

    /// <summary>What the vehicle last reported.</summary>
    public ref readonly VehicleReport Report => ref _report;

    public double OpenCircuitVolts
    {
        get
        {
            double tenth = Math.Clamp(_charge, 0, 1) * 10;
            int k = Math.Min((int)tenth, 9);
            return _ratings.CellsInSeries * (CellVolts[k] + (CellVolts[k + 1] - CellVolts[k]) * (tenth - k));
        }
    }

    /// <summary>Full power down to 15 %, none at 5 %; none below −15 °C or above 55 °C.</summary>
    public double MaxDischargeWatts
        => _ratings.MaxDischargeWatts * Math.Min(Ramp(_charge, 0.05, 0.15), Math.Min(Ramp(Celsius, -15, 0), Ramp(Celsius, 55, 45)));

    /// <summary>Full power up to 80 %, none when full; a cold battery takes less than it gives.</summary>
    public double MaxChargeWatts
        => _ratings.MaxChargeWatts * Math.Min(Ramp(_charge, 1.0, 0.8), Math.Min(Ramp(Celsius, -5, 10), Ramp(Celsius, 55, 45)));

    /// <summary>Advances by one tick that ends at <paramref name="nowNs"/>, giving (+) or taking (−) power at its terminals.</summary>
    public void Step(double watts, long nowNs)
    {
        double open = OpenCircuitVolts, r = _ratings.InternalOhms;
        // V·I = P with V = E − R·I: the root of R·I² − E·I + P that goes to 0 with P. More than E²/4R no battery gives.
        watts = Math.Min(watts, open * open / (4 * r));
        Amperes = 2 * watts / (open + Math.Sqrt(Math.Max(0, open * open - 4 * r * watts)));
        Volts = open - r * Amperes;
        _charge -= Amperes * _socPerAmpereTick;
        double heat = Amperes * Amperes * r - (Celsius - AmbientCelsius) / _ratings.HeatResistance;
        Celsius += heat * (_tickSeconds / _ratings.HeatCapacity);
        if (nowNs >= _nextReportNs)
        {
            _nextReportNs = nowNs + _ratings.ReportPeriodNs;
            if (!Stale) Publish(nowNs);
        }
    }

    void Publish(long nowNs)
    {
        _report.TimeNs = nowNs;
        _report.Connected = Connected;
        _report.Communicates = true;
        _report.Bidirectional = Connected && Bidirectional;
        _report.MaxChargeWatts = SendsNaN ? double.NaN : Connected ? MaxChargeWatts : 0;
        _report.MaxDischargeWatts = SendsNaN ? double.NaN : Connected ? MaxDischargeWatts : 0;
        _report.StateOfCharge = SocMissing ? double.NaN : Math.Clamp(_charge + ReportedSocOffset, 0, 1);
        _report.TemperatureSent = SendsTemperature;
        _report.BatteryCelsius = SendsNaN || !SendsTemperature ? double.NaN : Celsius;
    }

    // 0 at `none`, 1 at `full`, straight between, whichever of the two is greater.
    static double Ramp(double x, double none, double full) => Math.Clamp((x - none) / (full - none), 0, 1);
}
