using System.Globalization;
using V2G.Control.Settings;
using V2G.Simulation;
using V2G.Simulation.TypeTest;

namespace V2G.Firmware.TypeTestServer;

/// <summary>The unit under test between its ideal grid and its ideal inverter: reset, told, and run step by step.</summary>
internal sealed class TypeTestUnit
{
    /// <summary>
    /// The controller never steps further than this, s: a longer step of the client's is divided. Trip timers count whole steps, and
    /// half a cycle is what a real unit needs to see anything; so trips and ramps come when they would on a board.
    /// </summary>
    public const double LargestStepSeconds = 0.01;

    /// <summary>The most samples of one run.</summary>
    public const int MaxSamples = 200_000;

    /// <summary>The most steps of the controller in one run: some seconds of work.</summary>
    public const long MaxControllerSteps = 20_000_000;

    // Long enough to be a step, short enough to be none of the test's.
    const double SettlingSeconds = 0.001;
    const int StepsBetweenLooks = 4096;

    readonly TypeTestNameplate _nameplate;
    IdealUnit _unit;
    SeededRandom _random = new(1);
    TestGrid _grid;

    public TypeTestUnit(TypeTestNameplate nameplate)
    {
        _nameplate = nameplate;
        _unit = new(nameplate.Settings());
        Reset();
    }

    /// <summary>Simulated time since the last reset, s.</summary>
    public double NowSeconds { get; private set; }

    public ref readonly ControlSettings Settings => ref _unit.Settings;

    public ref TestGrid Grid => ref _grid;

    /// <summary>As if just unpacked and long in service: defaults, nominal grid, full active power available.</summary>
    public void Reset()
    {
        _unit = new(_nameplate.Settings());
        _random = new(1);
        _grid = new(Settings.Site);
        NowSeconds = 0;
        Demand(1);
        Settle();
    }

    /// <summary>In service again at once, at nominal grid, every response at its end; settings and demand are kept.</summary>
    public void ResetTrip()
    {
        _grid = new(Settings.Site) { RocofHzPerSecond = _grid.RocofHzPerSecond };
        Settle();
    }

    /// <summary>Active power asked for, as a share of the rating in its direction, −1 … 1.</summary>
    public void Demand(double share) => _unit.SetpointPu = Settings.Site.OfActiveRating(Math.Clamp(share, -1, 1));

    public void Adopt(in ControlSettings settings) => _unit.Adopt(settings);

    /// <summary>Runs on, sampling before every step.</summary>
    public SampleRecord Run(double dtSeconds, int count, CancellationToken cancellation)
    {
        long parts = Math.Max(1, (long)Math.Ceiling(dtSeconds / LargestStepSeconds - 1e-9));
        if (parts * count > MaxControllerSteps)
        {
            throw new RequestRefusal(string.Create(CultureInfo.InvariantCulture,
                $"{count} steps of {dtSeconds:R} s are {parts * count} steps of the controller; allowed: {MaxControllerSteps} in one run, each of at most {LargestStepSeconds:R} s"));
        }
        SampleRecord record = new(count);
        double start = NowSeconds, part = dtSeconds / parts;
        int sinceLook = 0;
        for (int i = 0; i < count; i++)
        {
            Sample(record, i);
            for (long k = 0; k < parts; k++)
            {
                if (++sinceLook == StepsBetweenLooks)
                {
                    cancellation.ThrowIfCancellationRequested();
                    sinceLook = 0;
                }
                Step(part);
            }
            // Not added up: ten steps of 0.1 s are 1 s.
            NowSeconds = Math.Round(start + (i + 1) * dtSeconds, 9);
        }
        return record;
    }

    void Settle()
    {
        _unit.AssumeInService();
        _unit.Acknowledge = true;
        Step(SettlingSeconds);
    }

    void Step(double dtSeconds)
    {
        _unit.RocofHzPerSecond = _grid.Step(dtSeconds);
        _unit.FrequencyHz = _grid.Hertz;
        _unit.VoltagePu = _grid.VoltagePu;
        _unit.RandomShare = _random.Uniform();
        _unit.Step(dtSeconds);
    }

    void Sample(SampleRecord record, int i)
    {
        double rated = Settings.Site.RatedVoltAmperes;
        record.Seconds[i] = NowSeconds;
        record.Watts[i] = _unit.ActivePowerPu * rated;
        record.Vars[i] = _unit.VarInjectedPu * rated;
        record.Volts[i] = _grid.Volts;
        record.Hertz[i] = _grid.Hertz;
    }
}
