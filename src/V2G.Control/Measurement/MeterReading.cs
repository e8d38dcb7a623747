namespace V2G.Control.Measurement;

/// <summary>
/// What a meter on a bus says of the grid, in SI units; a figure that it does not tell is NaN. Signs of a generator: power + = out of the
/// EVSE into the grid, reactive power + = injected, whatever the meter's own convention is.
/// </summary>
public struct MeterReading
{
    /// <summary>CLOCK_MONOTONIC at which it came, ns: when the kernel received it, not when it was looked at; 0: none has come.</summary>
    public long TimeNs;

    /// <summary>RMS, line to neutral (A, B, C; the terminals' for one phase), V.</summary>
    public Phases Volts;

    /// <summary>RMS, line to line (AB, BC, CA), V.</summary>
    public Phases LineVolts;

    /// <summary>RMS, A.</summary>
    public Phases Amperes;

    /// <summary>Of all phases, W.</summary>
    public double ActivePowerWatts;

    /// <summary>Of all phases, var.</summary>
    public double VarInjected;

    public double FrequencyHz;

    /// <summary>A reading without any figure.</summary>
    public static MeterReading Unknown => new()
    {
        Volts = new(double.NaN, double.NaN, double.NaN), LineVolts = new(double.NaN, double.NaN, double.NaN), Amperes = new(double.NaN, double.NaN, double.NaN),
        ActivePowerWatts = double.NaN, VarInjected = double.NaN, FrequencyHz = double.NaN,
    };
}
