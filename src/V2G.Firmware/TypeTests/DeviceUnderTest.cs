using V2G.Control;
using V2G.Control.Measurement;
using V2G.Control.Settings;
using V2G.Simulation.Feeder;

namespace V2G.Firmware.TypeTests;

/// <summary>
/// A laboratory's bench: the device, the source that it hangs on, and the recorder. The procedures know no more of the device than this.
/// </summary>
internal abstract class DeviceUnderTest(DeviceFault fault, in ControlSettings settings)
{
    double _startSeconds;
    Trace? _trace;

    /// <summary>What it was told to do.</summary>
    public ControlSettings Settings { get; private set; } = settings;

    /// <summary>Line to neutral, pu of nominal.</summary>
    public PhasePhasors VoltagePu { get; private set; } = PhasePhasors.Balanced(new Phasor(1, 0));

    public double FrequencyHz { get; private set; } = settings.Site.NominalFrequencyHz;

    /// <summary>Active power asked for, pu of rated apparent power, + = export.</summary>
    public abstract double SetpointPu { set; }

    /// <summary>What its random number generator draws, 0 … 1.</summary>
    public abstract double RandomShare { set; }

    /// <summary>Simulated time since power-on, s.</summary>
    public abstract double NowSeconds { get; }

    /// <summary>Active power at the terminals, pu, + = export.</summary>
    public abstract double ActivePowerPu { get; }

    /// <summary>Reactive power at the terminals, pu, + = injected.</summary>
    public abstract double VarInjectedPu { get; }

    /// <summary>Greatest step of simulated time that shows what the device does, s.</summary>
    public abstract double LongestStepSeconds { get; }

    /// <summary>How near an ideal device comes to its curve on this bench, pu of rating: what our own criterion allows.</summary>
    public abstract double AgreementPu { get; }

    /// <summary>What it says of itself.</summary>
    public abstract ref readonly ControlState State { get; }

    public bool InService => State.Service.Energised;

    /// <summary>Time on the trace, s.</summary>
    public double Seconds => NowSeconds - _startSeconds;

    /// <summary>What it may be told: a setting that it should refuse is an error of the procedure.</summary>
    public void Set(in ControlSettings settings)
    {
        SettingCheck check = new();
        settings.Check(check);
        if (!check.Passed) throw new InvalidOperationException($"the device refuses a setting: {check.Refusals[0]}");
        Settings = settings;
        Adopt(fault.Of(settings));
    }

    public void SetVoltage(PhasePhasors phases)
    {
        PhasePhasors before = VoltagePu;
        VoltagePu = phases;
        Apply(before);
    }

    public void SetVoltage(double pu) => SetVoltage(PhasePhasors.Balanced(new Phasor(pu, 0)));

    /// <summary>Records from now on; time on the trace begins at 0.</summary>
    public void Record(Trace? trace)
    {
        _trace = trace;
        _startSeconds = NowSeconds;
        Note();
    }

    /// <summary>As if it had long been in service, whatever it was before.</summary>
    public abstract void AssumeInService();

    /// <summary>Runs in steps no longer than given.</summary>
    public void Run(double seconds, double stepSeconds) => RunUntil(seconds, stepSeconds, () => false);

    /// <summary>Runs until something is seen; false when it was not.</summary>
    public bool RunUntil(double seconds, double stepSeconds, Func<bool> seen)
    {
        double longest = Math.Min(stepSeconds, LongestStepSeconds);
        long steps = Math.Max(1, (long)Math.Ceiling(seconds / longest - 1e-6));
        for (long i = 0; i < steps; i++)
        {
            Advance(seconds / steps);
            Note();
            if (seen()) return true;
        }
        return false;
    }

    /// <summary>Moves the frequency at a rate of change; runs while it does.</summary>
    public void Ramp(double hz, double hzPerSecond, double stepSeconds, Func<bool>? seen = null)
    {
        double from = FrequencyHz, seconds = Math.Abs(hz - from) / hzPerSecond;
        long steps = (long)Math.Ceiling(seconds / Math.Min(stepSeconds, LongestStepSeconds) - 1e-6);
        for (long i = 1; i <= steps; i++)
        {
            FrequencyHz = i == steps ? hz : from + (hz - from) * i / steps;
            Turn(Math.CopySign(hzPerSecond, hz - from));
            Advance(seconds / steps);
            Note();
            if (seen?.Invoke() == true) break;
        }
        FrequencyHz = hz;
        Turn(0);
    }

    protected abstract void Adopt(in ControlSettings settings);

    /// <summary>The source's voltage has changed.</summary>
    protected abstract void Apply(in PhasePhasors before);

    /// <summary>The source's frequency has changed.</summary>
    protected abstract void Turn(double hzPerSecond);

    protected abstract void Advance(double seconds);

    void Note()
    {
        if (_trace is null) return;
        Phases m = VoltagePu.Magnitudes;
        double worst = m[0];
        for (int p = 1; p < 3; p++)
            if (Math.Abs(m[p] - 1) > Math.Abs(worst - 1)) worst = m[p];
        _trace.Add(new(Seconds, m.Mean, worst, VoltagePu.Positive.Magnitude, FrequencyHz, ActivePowerPu, VarInjectedPu));
    }
}
