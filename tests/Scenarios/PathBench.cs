using V2G.Control;
using V2G.Control.Measurement;
using V2G.Control.PowerPath;
using V2G.Control.Protection;
using V2G.Control.Settings;
using V2G.Simulation;
using V2G.Simulation.Feeder;
using V2G.Simulation.PowerPath;

namespace V2G.Scenarios;

/// <summary>The controller with every line of the power path, on a plant that has relays, contactor, breaker, monitors and a pilot.</summary>
internal sealed class PathBench
{
    TickInputs _input;
    TickOutputs _output;

    public PathBench(double activePowerPu = 0.5, double enterServiceSeconds = 1)
    {
        ControlSettings settings = Runs.Settings();
        settings = settings with { EnterService = settings.EnterService with { DelaySeconds = enterServiceSeconds, RampSeconds = 1 } };
        UnitSettings unit = new() { RatedVoltAmperes = settings.Site.RatedVoltAmperes, NominalVolts = settings.Site.NominalVoltage };
        Board = new SimulatedBoard(1, unit, new GridSource(1, settings.Site.NominalFrequencyHz), 20, 1.5);
        Lines = new SimulatedLines(Board.Unit, settings.Site.NominalVoltage, 0.001);
        Loop = new ControlLoop(settings, new MeterSettings { NominalVoltage = settings.Site.NominalVoltage, RatedVoltAmperes = settings.Site.RatedVoltAmperes });
        _input = new() { DtSeconds = 0.001, Calibrated = true, CurveAccepted = true, InverterConfigured = true, ActivePowerSetpointPu = activePowerPu };
    }

    public SimulatedBoard Board { get; }

    public SimulatedLines Lines { get; }

    public ControlLoop Loop { get; }

    public ref readonly TickOutputs Output => ref _output;

    public ref readonly PowerPathState Path => ref Loop.State.Path;

    /// <summary>Set between ticks; what is read from the plant overwrites its own part.</summary>
    public ref TickInputs Input => ref _input;

    /// <summary>What the inverter says is wrong with it.</summary>
    public InverterFaults InverterFaults { get; set; }

    /// <summary>The grid relays tell whether they are closed.</summary>
    public bool HasContacts { get; init; } = true;

    public double Milliseconds => Board.NowNs * 1e-6;

    public double CurrentPu => Board.Unit.CurrentPu.A.Magnitude;

    public bool Shows(FaultCode code) => Loop.State.Faults.IsShown(code);

    public void Tick()
    {
        Lines.Act(_output.Lines);
        Board.Step(_output.Command);
        _input.TimeNs = Board.NowNs;
        _input.Inverter = Board.InverterState;
        _input.Vehicle = Board.Vehicle;
        _input.Inverter.Faults = InverterFaults;
        Lines.Tell(_output.Command, ref _input.Board, ref _input.Inverter);
        if (!HasContacts) _input.Board.Has &= ~(LineInputs.GridRelayClosed | LineInputs.SecondGridRelayClosed);
        Loop.Tick(Board.Measurement, _input, out _output);
        _input.Acknowledge = false;
    }

    public void Run(double seconds, Action? each = null)
    {
        for (long end = Board.NowNs + (long)(seconds * 1e9); Board.NowNs < end;)
        {
            Tick();
            each?.Invoke();
        }
    }

    /// <summary>Milliseconds until something holds; fails when it never does.</summary>
    public double Until(Func<bool> holds, double patienceSeconds)
    {
        double start = Milliseconds;
        while (!holds())
        {
            if (Milliseconds - start > patienceSeconds * 1000) Assert.Fail($"not within {patienceSeconds} s");
            Tick();
        }
        return Milliseconds - start;
    }

    /// <summary>From power-on to a vehicle that discharges.</summary>
    public PathBench InService()
    {
        Run(12);
        Assert.Equal(Inhibits.None, Loop.State.Inhibits);
        Assert.True(Lines.GridClosed && Lines.VehicleClosed, $"{Path.Grid.Stage} {Path.Grid.Fault}, {Path.Vehicle.Stage} {Path.Vehicle.Fault}");
        Assert.InRange(Board.Unit.Inverter.ActiveCurrentPu, 0.4, 0.6);
        return this;
    }
}
