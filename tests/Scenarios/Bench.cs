using V2G.Control;
using V2G.Control.Measurement;
using V2G.Control.Settings;
using V2G.Firmware.Run;
using V2G.Simulation;
using V2G.Simulation.Feeder;

namespace V2G.Scenarios;

/// <summary>The controller on a plant of phasors, on a feeder of the test's choice: whole minutes in a fraction of a second.</summary>
internal sealed class Bench
{
    TickInputs _input;
    TickOutputs _output;

    public Bench(in ControlSettings settings, double shortCircuitRatio, double xOverR, ulong seed = 1, double sourcePu = 1, double activePowerPu = 0)
    {
        UnitSettings unit = new() { RatedVoltAmperes = settings.Site.RatedVoltAmperes, NominalVolts = settings.Site.NominalVoltage };
        Board = new SimulatedBoard(seed, unit, new GridSource(sourcePu, settings.Site.NominalFrequencyHz), shortCircuitRatio, xOverR);
        Loop = new ControlLoop(settings, new MeterSettings { NominalVoltage = settings.Site.NominalVoltage, RatedVoltAmperes = settings.Site.RatedVoltAmperes });
        Loop.AssumeInService();
        _input = new() { DtSeconds = 0.001, Calibrated = true, CurveAccepted = true, InverterConfigured = true, ActivePowerSetpointPu = activePowerPu };
    }

    public SimulatedBoard Board { get; }

    public ControlLoop Loop { get; }

    public ref readonly TickOutputs Output => ref _output;

    public double NowSeconds => Board.NowNs * 1e-9;

    /// <summary>Magnitude of the terminal's voltage, pu.</summary>
    public double TerminalPu => Board.Unit.TerminalPu.Positive.Magnitude;

    public void Tick()
    {
        Board.Step(_output.Command);
        _input.TimeNs = Board.NowNs;
        _input.Inverter = Board.InverterState;
        _input.Vehicle = Board.Vehicle;
        Loop.Tick(Board.Measurement, _input, out _output);
    }

    /// <summary>Runs and shows the bench after every tick.</summary>
    public void Run(double seconds, Action<Bench>? each = null)
    {
        long end = Board.NowNs + (long)(seconds * 1e9);
        while (Board.NowNs < end)
        {
            Tick();
            each?.Invoke(this);
        }
    }
}

/// <summary>What several scenarios ask of a run through samples.</summary>
internal static class Runs
{
    public static ControlSettings Settings(AbnormalCategory category = AbnormalCategory.III) => ControlSettings.Default(SiteSettings.Default, NormalCategory.B, category);

    /// <summary>What flows in the plant itself, pu.</summary>
    public static double CurrentPu(this SimulatedRun run) => run.Board.Unit.CurrentPu.A.Magnitude;

    /// <summary>Runs until the plant's current is zero; seconds from now, NaN when it never is.</summary>
    public static double SecondsToZeroCurrent(this SimulatedRun run, double patienceSeconds)
    {
        double start = run.NowSeconds;
        while (run.NowSeconds < start + patienceSeconds)
        {
            run.Tick();
            if (run.CurrentPu() == 0) return run.NowSeconds - start;
        }
        return double.NaN;
    }

    /// <summary>FNV-1a over every bit of what is commanded.</summary>
    public static ulong HashOfCommands(this SimulatedRun run, double seconds)
    {
        ulong hash = 14695981039346656037;
        long end = run.Board.NowNs + (long)(seconds * 1e9);
        while (run.Board.NowNs < end)
        {
            run.Tick();
            ref readonly InverterCommand c = ref run.Output.Command;
            foreach (ulong bits in (ReadOnlySpan<ulong>)[BitConverter.DoubleToUInt64Bits(c.ActivePowerPu), BitConverter.DoubleToUInt64Bits(c.VarInjectedPu), c.GateEnable ? 1UL : 0])
                hash = (hash ^ bits) * 1099511628211;
        }
        return hash;
    }
}
