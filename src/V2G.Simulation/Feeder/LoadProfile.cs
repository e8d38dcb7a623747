namespace V2G.Simulation.Feeder;

/// <summary>A load at a node that changes over time, drawn in addition to the node's constant one; pu of the feeder's base.</summary>
public sealed class LoadProfile(int node)
{
    public int Node { get; } = node;

    /// <summary>Drawn active power; negative for a generator.</summary>
    public Track ActivePu { get; } = new(0);

    /// <summary>Drawn reactive power.</summary>
    public Track ReactivePu { get; } = new(0);

    /// <summary>
    /// A photovoltaic plant under broken clouds: it falls to between a tenth and a half of its power within 3 … 10 s, stays
    /// for 5 … 30 s, and comes back as fast.
    /// </summary>
    public static LoadProfile CloudTransient(int node, double peakPu, double seconds, SeededRandom random)
    {
        var profile = new LoadProfile(node);
        profile.ActivePu.StepTo(0, -peakPu);
        double t = random.Uniform(2, 10);
        while (t < seconds)
        {
            double edge = random.Uniform(3, 10);
            profile.ActivePu.RampTo(t, edge, -peakPu * random.Uniform(0.1, 0.5));
            t += edge + random.Uniform(5, 30);
            edge = random.Uniform(3, 10);
            profile.ActivePu.RampTo(t, edge, -peakPu);
            t += edge + random.Uniform(5, 30);
        }
        return profile;
    }

    /// <summary>
    /// An induction motor started on the line: six times its rated apparent power at a power factor of 0.3 while it runs up,
    /// then rated power at 0.85.
    /// </summary>
    public static LoadProfile MotorStart(int node, double atSeconds, double ratedPu, double runUpSeconds = 1.5)
    {
        const double Inrush = 6, StartFactor = 0.3, RunFactor = 0.85;
        var profile = new LoadProfile(node);
        double breakaway = atSeconds + 0.8 * runUpSeconds;
        profile.ActivePu.StepTo(atSeconds, Inrush * ratedPu * StartFactor);
        profile.ReactivePu.StepTo(atSeconds, Inrush * ratedPu * Math.Sqrt(1 - StartFactor * StartFactor));
        // Current stays near that of the locked rotor until the breakdown torque is passed, then falls quickly.
        profile.ActivePu.RampTo(breakaway, 0.2 * runUpSeconds, ratedPu * RunFactor);
        profile.ReactivePu.RampTo(breakaway, 0.2 * runUpSeconds, ratedPu * Math.Sqrt(1 - RunFactor * RunFactor));
        return profile;
    }
}
