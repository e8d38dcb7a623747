using V2G.Grid.Der;

namespace V2G.Grid.Tests.SunSpec;

/// <summary>A unit that writes down what it is told.</summary>
sealed class RecordingDer : IDer
{
    public DerMeasurement Measured = DerMeasurement.Unknown;

    public DerNameplate Nameplate { get; init; } = new() { Model = "test", Version = "1.2", SerialNumber = "0001", LeastVolts = 400 };

    public DerSettings Settings { get; } = new();

    public bool Refuses { get; set; }

    public DerControls Controls { get; private set; } = DerControls.None;

    public DerCurve? Curve { get; private set; }

    public DerDroop Droop { get; private set; }

    public DerLimits Limits { get; private set; }

    public DerEnterService Criteria { get; private set; }

    public int AlarmResets { get; private set; }

    public void Measure(ref DerMeasurement measurement) => measurement = Measured;

    public bool Obey(in DerControls controls)
    {
        if (Refuses) return false;
        Controls = controls;
        return true;
    }

    public bool Adopt(DerCurve curve)
    {
        if (!Refuses) Curve = curve;
        return !Refuses;
    }

    public bool Adopt(in DerDroop droop)
    {
        if (!Refuses) Droop = droop;
        return !Refuses;
    }

    public bool Limit(in DerLimits limits)
    {
        if (!Refuses) Limits = limits;
        return !Refuses;
    }

    public bool Enter(in DerEnterService criteria)
    {
        if (!Refuses) Criteria = criteria;
        return !Refuses;
    }

    public void ResetAlarms() => AlarmResets++;
}
