using V2G.Control.Protection;
using V2G.Control.Settings;
using V2G.Firmware.Run;
using V2G.Simulation;
using V2G.Simulation.Feeder;

namespace V2G.Scenarios;

/// <summary>How an island ended: seconds from the switch to the end of all current, NaN for never; by which element, and what it looked like before.</summary>
internal readonly record struct IslandEnd(double Seconds, TripElement Element, double LeastHz, double GreatestHz, double LeastPu, double GreatestPu);

/// <summary>The whole controller, through samples, that finds itself alone with a resonant load when the grid's switch opens.</summary>
internal static class IslandBench
{
    /// <summary>Trips as far out as they may be set, so that nothing but the detection of islands ends one (IEEE 1547.1 5.10).</summary>
    public static ControlSettings TripsOutOfTheWay(in ControlSettings settings) => settings with
    {
        VoltageTrip = settings.VoltageTrip with { Ov1Pu = 1.2, Ov1Seconds = 13, Uv1Pu = 0, Uv1Seconds = 21, Uv2Pu = 0, Uv2Seconds = 2 },
        FrequencyTrip = settings.FrequencyTrip with { Of2Hz = 66, Of2Seconds = 1000, Of1Hz = 66, Of1Seconds = 1000, Uf1Hz = 50, Uf1Seconds = 1000, Uf2Hz = 50, Uf2Seconds = 1000 },
    };

    /// <summary>The functions of voltage and frequency as lively as that test sets them; what they do to the island must not hide it.</summary>
    public static ControlSettings Lively(in ControlSettings settings) => settings with
    {
        VoltVar = settings.VoltVar with { V1Pu = 0.98, V2Pu = 1, V3Pu = 1, V4Pu = 1.02, OpenLoopResponseSeconds = 1 },
        VoltWatt = settings.VoltWatt with { Enabled = true, V1Pu = 1.05, V2Pu = 1.06, P2Pu = 0.2, OpenLoopResponseSeconds = 0.5 },
        FrequencyDroop = settings.FrequencyDroop with { OverDeadbandHz = 0.017, UnderDeadbandHz = 0.017, OverDroop = 0.02, UnderDroop = 0.02, OpenLoopResponseSeconds = 0.2 },
    };

    /// <param name="varMismatchPu">Reactive power that the load takes beyond what the inverter gives, as a share of active power.</param>
    /// <param name="powerMismatch">Active power that it takes beyond, as a share.</param>
    public static IslandEnd Run(
        in ControlSettings settings, ulong seed, double activePu, double powerMismatch, double varMismatchPu, double frequencyLagSeconds = 0.02, double patienceSeconds = 2.5)
    {
        SimulatedRun run = new(settings, new() { Seed = seed, ActivePowerPu = activePu });
        IslandLoad load = new(settings.Site.NominalFrequencyHz, activePu * (1 + powerMismatch), activePu * varMismatchPu, 1, frequencyLagSeconds);
        // The load hangs on the terminal before: what it takes beyond the inverter comes from the grid.
        run.Board.Site.Feeder.SetLoad(0, load.ActivePu, load.VarPu);
        run.RunSeconds(0.8 + SeededRandom.For(seed, 5).Uniform(0, 0.02));
        load.Open(run.Board.Unit.TerminalPu.Positive.Magnitude, settings.Site.NominalFrequencyHz);

        double start = run.NowSeconds, dt = run.Board.Site.TickNs * 1e-9, lastFlow = 0;
        TripElement element = TripElement.None;
        double leastHz = 100, greatestHz = 0, leastPu = 9, greatestPu = 0;
        while (run.NowSeconds < start + patienceSeconds)
        {
            load.Step(run.Board.Unit.Inverter.ActiveCurrentPu, run.Board.Unit.Inverter.VarCurrentPu, dt);
            run.Board.Unit.HeldTerminalPu = load.VoltagePu;
            run.Board.Source.HeldHz = load.FrequencyHz;
            run.Tick();
            if (element == TripElement.None) element = run.Loop.State.Trip;
            if (run.CurrentPu() == 0) continue;
            lastFlow = run.NowSeconds - start + dt;
            (leastHz, greatestHz) = (Math.Min(leastHz, load.FrequencyHz), Math.Max(greatestHz, load.FrequencyHz));
            (leastPu, greatestPu) = (Math.Min(leastPu, load.VoltagePu), Math.Max(greatestPu, load.VoltagePu));
        }
        return new(run.CurrentPu() == 0 ? lastFlow : double.NaN, element, leastHz, greatestHz, leastPu, greatestPu);
    }
}
