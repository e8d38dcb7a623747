namespace V2G.Simulation.Thermal;

/// <summary>Resistances in K/W, capacities in J/K, for the whole power stage. The defaults suit 22 kVA.</summary>
public sealed record PowerModuleRatings
{
    public double JunctionToCase { get; init; } = 0.035;

    public double CaseToSink { get; init; } = 0.020;

    /// <summary>Sink to ambient with the fan at full speed.</summary>
    public double SinkForced { get; init; } = 0.045;

    /// <summary>Sink to ambient with the fan standing.</summary>
    public double SinkNatural { get; init; } = 0.30;

    public double JunctionCapacity { get; init; } = 2.0;

    public double CaseCapacity { get; init; } = 150;

    public double SinkCapacity { get; init; } = 3500;
}

/// <summary>
/// The power module as a Cauer ladder: heat enters the junction and passes case and sink to the ambient, every node with its
/// capacity to ground. Physical nodes, unlike the sum of exponentials that a controller estimates with. The module's own
/// sensor (NTC) sits on the case.
/// </summary>
public sealed class PowerModulePlant
{
    readonly PowerModuleRatings _r;
    readonly int _substeps;
    readonly double _substepSeconds;
    double _sinkConductance, _fanSpeed;

    public PowerModulePlant(PowerModuleRatings ratings, double ambientCelsius, long tickNs)
    {
        _r = ratings;
        AmbientCelsius = JunctionCelsius = CaseCelsius = SinkCelsius = ambientCelsius;
        double tick = VirtualTime.Seconds(tickNs);
        // Explicit Euler is stable below the smallest C/ΣG, and accurate to a percent of a step below a fifth of it.
        double fastest = ratings.JunctionCapacity * ratings.JunctionToCase;
        fastest = Math.Min(fastest, ratings.CaseCapacity / (1 / ratings.JunctionToCase + 1 / ratings.CaseToSink));
        _substeps = Math.Max(1, (int)Math.Ceiling(tick / (0.2 * fastest)));
        _substepSeconds = tick / _substeps;
        FanSpeed = 1;
    }

    public double AmbientCelsius { get; set; }

    /// <summary>0 (standing) … 1 (full): the sink's conductance to the air rises in proportion.</summary>
    public double FanSpeed
    {
        get => _fanSpeed;
        set
        {
            _fanSpeed = Math.Clamp(value, 0, 1);
            _sinkConductance = 1 / _r.SinkNatural + _fanSpeed * (1 / _r.SinkForced - 1 / _r.SinkNatural);
        }
    }

    public double JunctionCelsius { get; private set; }

    public double CaseCelsius { get; private set; }

    public double SinkCelsius { get; private set; }

    /// <summary>Fault: the sensor's wire is broken.</summary>
    public bool NtcBroken { get; set; }

    /// <summary>What the module's sensor shows, °C; NaN when broken.</summary>
    public double NtcCelsius => NtcBroken ? double.NaN : CaseCelsius;

    /// <summary>Sink to ambient at the present fan speed, K/W.</summary>
    public double SinkResistance => 1 / _sinkConductance;

    /// <summary>Advances by one tick with the given heat.</summary>
    public void Step(double lossWatts)
    {
        double toCase = 1 / _r.JunctionToCase, toSink = 1 / _r.CaseToSink;
        for (int k = 0; k < _substeps; k++)
        {
            double junctionCase = (JunctionCelsius - CaseCelsius) * toCase;
            double caseSink = (CaseCelsius - SinkCelsius) * toSink;
            double sinkAir = (SinkCelsius - AmbientCelsius) * _sinkConductance;
            JunctionCelsius += (lossWatts - junctionCase) * (_substepSeconds / _r.JunctionCapacity);
            CaseCelsius += (junctionCase - caseSink) * (_substepSeconds / _r.CaseCapacity);
            SinkCelsius += (caseSink - sinkAir) * (_substepSeconds / _r.SinkCapacity);
        }
    }
}
