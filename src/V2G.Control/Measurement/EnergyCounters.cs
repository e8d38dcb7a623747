namespace V2G.Control.Measurement;

/// <summary>
/// Energy through the terminals, both ways, as whole milliwatt-seconds in integers: years of half cycles lose nothing to rounding.
/// </summary>
public sealed class EnergyCounters
{
    const double MilliPerKiloHour = 3.6e9;

    long _exported, _imported, _injected, _absorbed;
    double _wattRest, _varRest;

    /// <summary>Active energy out of the EVSE, kWh.</summary>
    public double ExportedKilowattHours => _exported / MilliPerKiloHour;

    /// <summary>Active energy into the EVSE, kWh.</summary>
    public double ImportedKilowattHours => _imported / MilliPerKiloHour;

    /// <summary>Reactive energy injected (voltage raised), kvarh.</summary>
    public double InjectedKilovarHours => _injected / MilliPerKiloHour;

    /// <summary>Reactive energy absorbed, kvarh.</summary>
    public double AbsorbedKilovarHours => _absorbed / MilliPerKiloHour;

    /// <summary>Sets the counters to stored values; negative or non-finite ones count as 0.</summary>
    public void Restore(double exportedKilowattHours, double importedKilowattHours, double injectedKilovarHours, double absorbedKilovarHours)
    {
        _exported = Stored(exportedKilowattHours);
        _imported = Stored(importedKilowattHours);
        _injected = Stored(injectedKilovarHours);
        _absorbed = Stored(absorbedKilovarHours);
        _wattRest = _varRest = 0;
    }

    /// <summary>Counts a mean power over a time; watts + = export, vars + = injected.</summary>
    public void Add(double watts, double vars, double seconds)
    {
        Count(ref _exported, ref _imported, ref _wattRest, watts * seconds * 1000);
        Count(ref _injected, ref _absorbed, ref _varRest, vars * seconds * 1000);
    }

    static void Count(ref long positive, ref long negative, ref double rest, double milli)
    {
        if (!(Math.Abs(milli) < 1e15)) return;
        double exact = milli + rest;
        long whole = (long)exact;
        rest = exact - whole;
        if (whole > 0) positive += whole;
        else negative -= whole;
    }

    static long Stored(double kiloHours) => kiloHours is > 0 and < 2e9 ? (long)(kiloHours * MilliPerKiloHour) : 0;
}
