using V2G.Control;
using V2G.Control.Limits;
using V2G.Control.Measurement;
using V2G.Control.Settings;

namespace V2G.Benchmarks;

/// <summary>One decision step with every grid function at work, against the published cost of the independent model that it agrees with.</summary>
internal static class DecisionBenchmark
{
    // EPRI OpenDER's own cost of a step, µs, as the trajectories beside the tests record it (Python, least and greatest of 231 runs).
    const double ModelLeastMicroseconds = 118, ModelGreatestMicroseconds = 204;

    public static void Run()
    {
        ControlSettings s = ControlSettings.Default();
        s = s with
        {
            VoltVar = s.VoltVar with { AutonomousVRef = true }, VoltWatt = s.VoltWatt with { Enabled = true },
            ActivePowerLimit = s.ActivePowerLimit with { Enabled = true, LimitPu = 0.8 }, DynamicVoltageSupport = s.DynamicVoltageSupport with { Enabled = true },
            SetpointRampSeconds = 10, ReactionSeconds = 0.02,
        };
        GridMeasurement[] grids = Grids();
        ControlLoop loop = new(s, new MeterSettings { RatedVoltAmperes = s.Site.RatedVoltAmperes });
        loop.AssumeInService();
        long steps = 0;
        double sum = 0;
        Measured decide = Measured.Of(n =>
        {
            for (int i = 0; i < n; i++) sum += Decide(loop, grids, steps++);
        }, 2_000_000);
        double microseconds = decide.Nanoseconds / 1000;
        Console.WriteLine($"decision, all grid functions on           {decide.Nanoseconds,10:0} ns  {decide.Bytes,4:0.##} B  (goal: 1000 ns, 0 B)");
        Console.WriteLine($"  the model's step / decision             {ModelLeastMicroseconds / microseconds,10:0} … {ModelGreatestMicroseconds / microseconds:0} (published: {ModelLeastMicroseconds:0} … {ModelGreatestMicroseconds:0} µs)");
        if (double.IsNaN(sum)) Console.WriteLine("(not a number)");
    }

    // A voltage and a frequency that wander through every branch: sag, swell, droop on both sides.
    static GridMeasurement[] Grids()
    {
        GridMeasurement[] grids = new GridMeasurement[1024];
        for (int k = 0; k < grids.Length; k++)
        {
            double angle = 2 * Math.PI * k / grids.Length, v = 0.98 + 0.11 * Math.Sin(angle);
            grids[k] = new()
            {
                Valid = true, Sync = SyncState.Locked, HalfCycles = k, FrequencyHz = 60 + 0.3 * Math.Cos(3 * angle), VoltagePu = new(v, v, v), LineVoltagePu = new(v, v, v),
                PositiveSequencePu = v, ActivePowerPu = 0.5,
            };
        }
        return grids;
    }

    static double Decide(ControlLoop loop, GridMeasurement[] grids, long step)
    {
        long ns = (step + 1) * 1_000_000;
        // Slowly through the table: a grid does not jump every millisecond.
        GridMeasurement grid = grids[(int)(step >> 4 & 1023)];
        grid.TimeNs = ns;
        TickInputs input = new()
        {
            TimeNs = ns, DtSeconds = 0.001, Calibrated = true, CurveAccepted = true, ActivePowerSetpointPu = 0.9, InverterConfigured = true,
            Inverter = new() { TimeNs = ns, AmbientCelsius = 25 },
            Vehicle = new VehicleReport { TimeNs = ns, Connected = true, Bidirectional = true, MaxChargeWatts = 22_000, MaxDischargeWatts = 22_000, StateOfCharge = 0.6 },
        };
        loop.Tick(grid, input, out TickOutputs output);
        return output.Command.VarInjectedPu + output.Command.ActivePowerPu;
    }
}
