using V2G.Control.Limits;
using V2G.Control.Measurement;
using V2G.Control.Protection;
using V2G.Control.Settings;

namespace V2G.Control.Tests;

/// <summary>The controller on an ideal grid and vehicle: what is measured is set by hand, time runs in ticks.</summary>
sealed class ControllerBench
{
    public const double Boot = 100;

    public ControlSettings Settings;
    public ControlState State;
    public GridMeasurement Grid;
    public TickInputs Input;
    public TickOutputs Output;
    public double Dt = 0.001;

    /// <summary>The grid's measurement stops growing older or newer by itself when false.</summary>
    public bool GridFresh = true;
    public bool VehicleFresh = true;
    public bool InverterFresh = true;

    long _timeNs = (long)(Boot * 1e9);

    public ControllerBench(ControlSettings settings)
    {
        Settings = settings;
        Grid = new() { Valid = true, Sync = SyncState.Locked, FrequencyHz = settings.Site.NominalFrequencyHz, VoltageLatencySeconds = 0.025, FrequencyLatencySeconds = 0.1 };
        Voltage(1);
        Input = new()
        {
            Calibrated = true, CurveAccepted = true, InverterConfigured = true,
            Vehicle = new()
            {
                Connected = true, Bidirectional = true, MaxChargeWatts = 22_000, MaxDischargeWatts = 22_000, StateOfCharge = 0.6,
            },
            Inverter = new() { AmbientCelsius = 25, ModuleCelsius = 40 },
        };
    }

    /// <summary>Defaults with a short way into service.</summary>
    public static ControlSettings Quick(AbnormalCategory category = AbnormalCategory.III)
    {
        ControlSettings s = ControlSettings.Default(SiteSettings.Default, abnormal: category);
        return s with { EnterService = s.EnterService with { DelaySeconds = 0.5, RampSeconds = 1 }, VoltVar = s.VoltVar with { OpenLoopResponseSeconds = 1 } };
    }

    /// <summary>In service at full permission and settled.</summary>
    public static ControllerBench InService(ControlSettings settings)
    {
        var bench = new ControllerBench(settings);
        bench.State.AssumeInService();
        bench.Run(0.01);
        return bench;
    }

    /// <summary>Since the bench began, s.</summary>
    public double Now => (_timeNs - Boot * 1e9) * 1e-9;

    public Inhibits Inhibits => State.Inhibits;

    public bool Gates => Output.Command.GateEnable;

    public void Voltage(double pu) => Voltage(pu, pu, pu);

    public void Voltage(double a, double b, double c)
    {
        Grid.VoltagePu = new(a, b, c);
        Grid.LineVoltagePu = new((a + b) / 2, (b + c) / 2, (c + a) / 2);
        Grid.PositiveSequencePu = (a + b + c) / 3;
    }

    public void Tick()
    {
        _timeNs += (long)Math.Round(Dt * 1e9);
        Input.TimeNs = _timeNs;
        Input.DtSeconds = Dt;
        if (GridFresh) Grid.TimeNs = _timeNs;
        if (VehicleFresh) Input.Vehicle.TimeNs = _timeNs;
        if (InverterFresh) Input.Inverter.TimeNs = _timeNs;
        Controller.Step(Settings, Grid, Input, ref State, out Output);
        // An inverter that does as it is told, so that nothing but the test's own subject differs.
        Grid.ActivePowerPu = Output.Command.ActivePowerPu;
        Grid.VarInjectedPu = Output.Command.VarInjectedPu;
        Grid.ApparentPowerPu = Math.Sqrt(Grid.ActivePowerPu * Grid.ActivePowerPu + Grid.VarInjectedPu * Grid.VarInjectedPu);
        Input.Acknowledge = false;
    }

    public void Run(double seconds)
    {
        for (double end = Now + seconds - Dt / 2; Now < end;) Tick();
    }

    /// <summary>Seconds until something holds; NaN when it does not within the time given.</summary>
    public double Until(Func<bool> holds, double withinSeconds)
    {
        double start = Now;
        while (Now - start < withinSeconds)
        {
            Tick();
            if (holds()) return Now - start;
        }
        return double.NaN;
    }

    public List<ControlEvent> Events(ControlEventKind kind)
    {
        List<ControlEvent> events = [];
        for (long i = 1; i <= State.Events.Written; i++)
            if (State.Events.TryGet(i, out ControlEvent entry) && entry.Kind == kind) events.Add(entry);
        return events;
    }

    /// <summary>Active limiters with their values.</summary>
    public Dictionary<Limiter, double> Limiters =>
        Enum.GetValues<Limiter>().Where(l => State.Limiters.IsActive(l)).ToDictionary(l => l, l => Math.Round(State.Limiters.ValuePu(l), 4));
}
